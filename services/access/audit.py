"""The audit row that every change writes in its own transaction."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.accounts import Account
from models.audit import AuditEntry
from services.access.actor import Actor
from services.kit.database import WriteSession

Changes = dict[str, list[Any]]
"""`{field: [before, after]}` with plain JSON values; sensitive values masked by the caller."""

SYSTEM_NAME = "系统"
"""The actor's name in rows of what no signed-in account did: commands of an operator, failed sign-ins."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, known also before anybody has signed in. `device` is in plain words."""

    request_id: str | None
    address: str | None
    device: str


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
    succeeded: bool = True,
) -> None:
    """Write who did what on which record. `action` is dotted and stable, e.g. `ticket.close`."""
    values = entry_values(
        actor,
        action,
        entity_kind=entity_kind,
        entity_id=entity_id,
        entity_name=entity_name,
        branch_id=branch_id,
        changes=changes,
    )
    session.add(AuditEntry(**values, succeeded=succeeded))


def entry_values(
    actor: Actor,
    action: str,
    *,
    entity_kind: str,
    entity_id: UUID | None,
    entity_name: str,
    branch_id: UUID | None = None,
    changes: Changes | None = None,
) -> dict[str, Any]:
    """The same row by column, for a statement that writes it itself; without its time and outcome."""
    return {
        "action": action,
        "actor_id": actor.account_id,
        "actor_name": actor.display_name,
        "entity_kind": entity_kind,
        "entity_id": entity_id,
        "entity_name": entity_name[:200],
        "branch_id": branch_id,
        "changes": changes,
        "request_id": actor.request_id,
        "address": actor.address,
    }


def record_sign_in(
    session: WriteSession,
    origin: Origin,
    action: str,
    *,
    account: Account | None,
    username: str,
    succeeded: bool,
    changes: Changes | None = None,
) -> None:
    """Write what happened at the front door, where there is no actor yet."""
    session.add(
        AuditEntry(
            action=action,
            succeeded=succeeded,
            actor_id=account.id if account else None,
            actor_name=account.display_name if account else SYSTEM_NAME,
            entity_kind="account",
            entity_id=account.id if account else None,
            entity_name=account.username if account else _shortened(username),
            branch_id=account.branch_id if account else None,
            changes=changes,
            request_id=origin.request_id,
            address=origin.address,
        )
    )


def record_system(
    session: WriteSession,
    action: str,
    *,
    entity_kind: str,
    entity_id: UUID | None,
    entity_name: str,
    branch_id: UUID | None = None,
) -> None:
    """Write what an operator's command did."""
    session.add(
        AuditEntry(
            action=action,
            actor_name=SYSTEM_NAME,
            entity_kind=entity_kind,
            entity_id=entity_id,
            entity_name=entity_name[:200],
            branch_id=branch_id,
        )
    )


def _shortened(username: str) -> str:
    """An unknown user name by its beginning: people type passwords into the wrong field."""
    return f"{username[:2]}…" if username else "…"


def changed(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """The fields that differ, as plain JSON values."""
    return {
        name: [_plain(before.get(name)), _plain(value)] for name, value in after.items() if before.get(name) != value
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value if not isinstance(value, str) else str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
