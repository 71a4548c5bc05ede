"""Writing a ticket's history: one event a step, beside the audit row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from models.audit import AuditEntry
from models.enums.tickets import TicketState
from models.tickets import Ticket, TicketEvent
from services.access import audit
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.tickets.limits import number_text


async def append(
    session: WriteSession,
    actor: Actor,
    ticket: Ticket,
    action: str,
    *,
    at: datetime,
    from_state: TicketState | None,
    branch_id: UUID | None,
    comment: str | None = None,
    progress_percent: int | None = None,
    changes: audit.Changes | None = None,
) -> TicketEvent:
    """Add the next event and its audit row. The ticket's row is locked by the caller, so sequences do not collide."""
    earlier = TicketEvent.__table__.alias("earlier")
    following = select(func.coalesce(func.max(earlier.c.sequence), 0) + 1).where(earlier.c.ticket_id == ticket.id)
    told, logged = step_values(
        actor,
        ticket,
        action,
        at=at,
        from_state=from_state,
        branch_id=branch_id,
        comment=comment,
        progress_percent=progress_percent,
        changes=changes,
    )
    event = TicketEvent(**told, sequence=following.scalar_subquery())
    session.add(event)
    session.add(AuditEntry(**logged))
    return event


def step_values(
    actor: Actor,
    ticket: Ticket,
    action: str,
    *,
    at: datetime,
    from_state: TicketState | None,
    branch_id: UUID | None,
    comment: str | None = None,
    progress_percent: int | None = None,
    changes: audit.Changes | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The event (without its sequence) and the audit row of a step, by column."""
    told = {
        "ticket_id": ticket.id,
        "at": at,
        "action": action,
        "from_state": from_state,
        "to_state": ticket.state,
        "actor_id": actor.account_id,
        "actor_name": actor.display_name,
        "branch_id": branch_id,
        "comment": comment,
        "progress_percent": progress_percent,
        "changes": changes or None,
    }
    logged = audit.entry_values(
        actor,
        f"ticket.{action}",
        entity_kind="ticket",
        entity_id=ticket.id,
        entity_name=entity_name(ticket),
        branch_id=ticket.lead_branch_id,
        changes={**_step(from_state, ticket.state), **(changes or {})},
    )
    return told, logged


def entity_name(ticket: Ticket) -> str:
    number = number_text(ticket.number_year, ticket.number_serial)
    return f"{number} {ticket.title}" if number else ticket.title


def _step(before: TicketState | None, after: TicketState) -> dict[str, list[Any]]:
    return {"state": [before.value if before else None, after.value]} if before is not after else {}
