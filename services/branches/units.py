"""The unit in which an organisation stands (rules §12.1: items of the national collection form)."""

from collections.abc import Mapping
from typing import Any

from models.branches import Branch
from services.access import audit
from services.access.actor import Actor
from services.branches import credit_codes
from services.kit.database import WriteSession

UNIT_FIELDS = ("unit_situation", "unit_name", "unit_nature", "unit_party_setup", "credit_code")


async def describe(session: WriteSession, actor: Actor, branch: Branch, changes: Mapping[str, Any]) -> None:
    """Enter what is known of the unit; `changes` by column, None empties. Errors: those of `credit_codes.parse`."""
    wanted = {name: value for name, value in changes.items() if name in UNIT_FIELDS}
    if wanted.get("credit_code") is not None:
        wanted["credit_code"] = credit_codes.parse(wanted["credit_code"])
    before = {name: getattr(branch, name) for name in wanted}
    for name, value in wanted.items():
        setattr(branch, name, value)
    await session.flush()
    if changed := audit.changed(before, wanted):
        audit.record(
            session,
            actor,
            "branch.describe_unit",
            entity_kind="branch",
            entity_id=branch.id,
            entity_name=branch.name,
            branch_id=branch.id,
            changes=changed,
        )
