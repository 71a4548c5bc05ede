"""Fetching a ticket for a change: under a row lock, within the actor's branches, at the version they saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, literal, select

from models.enums.tickets import ExtensionState, Part, TicketAction, TicketState
from models.tickets import Ticket, TicketEvent, TicketExtension, TicketParty
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.tickets.labels import EVENT_LABELS
from services.tickets.workflow import Context, Support, TicketFacts

TICKET = Text("督办事项", "The ticket")
ENDED_STATES = (TicketState.CLOSED, TicketState.ARCHIVED, TicketState.WITHDRAWN)


@dataclass(slots=True)
class LoadedTicket:
    """A locked ticket with everything its workflow looks at."""

    row: Ticket
    parties: Sequence[TicketParty]
    waiting: TicketExtension | None
    context: Context

    @property
    def supports(self) -> list[TicketParty]:
        return [party for party in self.parties if party.part is Part.SUPPORTING]


async def load(session: WriteSession, actor: Actor, ticket_id: UUID, version: int, today: date) -> LoadedTicket:
    """Lock the ticket and gather the facts.

    Errors: `not_found` when absent or out of the actor's sight, `stale_version` with what happened since.
    """
    row = await session.get(Ticket, ticket_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NOT_FOUND(what=TICKET)
    parties = (await session.scalars(select(TicketParty).where(TicketParty.ticket_id == ticket_id))).all()
    if not may_see(actor, row, parties):
        raise NOT_FOUND(what=TICKET)
    if row.version != version:
        raise await _stale(session, actor, row, version)
    waiting, facts = await _facts(session, actor, row, parties)
    return LoadedTicket(row, parties, waiting, Context(facts, actor, today))


def may_see(actor: Actor, row: Ticket, parties: Sequence[TicketParty]) -> bool:
    """The issuing side always; lead and supporting branches once the ticket has its number."""
    scope = actor.scope(Permission.TICKET_READ)
    numbered = row.number_serial is not None
    return any(scope.covers(party.branch_id) for party in parties if numbered or party.part is Part.ISSUING)


async def _stale(session: WriteSession, actor: Actor, row: Ticket, given: int) -> Exception:
    last = await session.scalar(
        select(TicketEvent).where(TicketEvent.ticket_id == row.id).order_by(TicketEvent.sequence.desc()).limit(1)
    )
    fault = STALE(current=row.version, given=given)
    happened: dict[str, Any] = {"version": row.version, "state": row.state.value}
    if last is not None:
        happened["last_event"] = {
            "action": last.action,
            "action_label": EVENT_LABELS[last.action].render(actor.locale),
            "actor": last.actor_name,
            "at": last.at.isoformat(),
        }
    fault.extra["current"] = happened
    return fault


async def _facts(
    session: WriteSession, actor: Actor, row: Ticket, parties: Sequence[TicketParty]
) -> tuple[TicketExtension | None, TicketFacts]:
    """The extension that waits, and what the workflow looks at. One round trip."""
    reporters = select(func.array_agg(TicketEvent.actor_id)).where(
        TicketEvent.ticket_id == row.id,
        TicketEvent.branch_id == row.lead_branch_id,
        TicketEvent.action.in_([TicketAction.ACCEPT, TicketAction.REPORT, TicketAction.REQUEST_CLOSING]),
    )
    children = (
        select(func.count()).select_from(Ticket).where(Ticket.parent_id == row.id, Ticket.state.not_in(ENDED_STATES))
    )
    waits = and_(TicketExtension.ticket_id == row.id, TicketExtension.state == ExtensionState.REQUESTED)
    one_row = select(literal(1).label("one")).subquery()
    waiting, carried_out_by, open_children = (
        await session.execute(
            select(TicketExtension, reporters.scalar_subquery(), children.scalar_subquery())
            .select_from(one_row)
            .outerjoin(TicketExtension, waits)
        )
    ).one()
    facts = TicketFacts(
        state=row.state,
        issuing_branch_id=row.issuing_branch_id,
        lead_branch_id=row.lead_branch_id,
        lead_branch_name=actor.tree[row.lead_branch_id].name,
        supports=tuple(
            Support(
                branch_id=party.branch_id,
                branch_name=actor.tree[party.branch_id].name,
                settled=party.feedback_at is not None or party.waived_at is not None,
            )
            for party in parties
            if party.part is Part.SUPPORTING
        ),
        due_on=row.due_on,
        waiting_extension_to=waiting.due_on if waiting else None,
        resume_state=row.resume_state,
        carried_out_by=frozenset(carried_out_by or ()),
        open_children=open_children,
    )
    return waiting, facts
