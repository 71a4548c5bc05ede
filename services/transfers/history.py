"""Writing a transfer's history: one event a step, beside the audit row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from models.enums.transfers import TransferState
from models.transfers import Transfer, TransferEvent
from services.access import audit
from services.access.actor import Actor
from services.kit.database import WriteSession


@dataclass(frozen=True, slots=True)
class Author:
    """By whom a step is done behind the scenes: for somebody who has asked, or (no `account_id`) by the calendar."""

    account_id: UUID | None = None
    display_name: str = audit.SYSTEM_NAME


async def append(
    session: WriteSession,
    actor: Actor | Author,
    transfer: Transfer,
    action: str,
    *,
    at: datetime,
    from_state: TransferState | None,
    branch_id: UUID | None = None,
    comment: str | None = None,
    changes: audit.Changes | None = None,
) -> TransferEvent:
    """Add the next event and its audit row. The transfer's row is locked by the caller."""
    last = await session.scalar(
        select(func.max(TransferEvent.sequence)).where(TransferEvent.transfer_id == transfer.id)
    )
    event = TransferEvent(
        transfer_id=transfer.id,
        sequence=(last or 0) + 1,
        at=at,
        action=action,
        from_state=from_state,
        to_state=transfer.state,
        actor_id=actor.account_id,
        actor_name=actor.display_name,
        branch_id=branch_id,
        comment=comment,
        changes=changes or None,
    )
    session.add(event)
    named: dict[str, Any] = {
        "entity_kind": "transfer",
        "entity_id": transfer.id,
        "entity_name": transfer.name,
        "branch_id": transfer.from_branch_id or transfer.to_branch_id,
    }
    if isinstance(actor, Author):
        audit.record_system(session, f"transfer.{action}", **named)
    else:
        step = {"state": [from_state.value if from_state else None, transfer.state.value]}
        moved = {} if from_state is transfer.state else step
        audit.record(session, actor, f"transfer.{action}", **named, changes={**moved, **(changes or {})} or None)
    return event
