"""The audit row that every change writes in its own transaction."""

from typing import Any
from uuid import UUID

from models.audit import AuditEntry
from services.access.actor import Actor
from services.kit.database import WriteSession

Changes = dict[str, list[Any]]
"""`{field: [before, after]}` with plain JSON values; sensitive values masked by the caller."""


def record(
    session: WriteSession,
    actor: Actor,
    action: str,
    *,
    entity_kind: str,
    entity_id: UUID | None,
    entity_name: str,
    branch_id: UUID | None = None,
    changes: Changes | None = None,
) -> None:
    """Write who did what on which record. `action` is dotted and stable, e.g. `ticket.close`."""
    session.add(
        AuditEntry(
            action=action,
            actor_id=actor.account_id,
            actor_name=actor.display_name,
            entity_kind=entity_kind,
            entity_id=entity_id,
            entity_name=entity_name[:200],
            branch_id=branch_id,
            changes=changes,
            request_id=actor.request_id,
            address=actor.address,
        )
    )


def changed(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """The fields that differ, as plain JSON values."""
    return {name: [_plain(before.get(name)), _plain(value)] for name, value in after.items() if before.get(name) != value}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value if not isinstance(value, str) else str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
