"""Moving a ticket along its course."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from models.enums.tickets import TicketAction, TicketState
from models.tickets import Ticket
from services.access import audit
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import Fault
from services.tickets import history, plans
from services.tickets.effects import EFFECTS, Work
from services.tickets.errors import NOTE_ON_DRAFT
from services.tickets.labels import EVENT_LABELS
from services.tickets.loading import LoadedTicket, load
from services.tickets.workflow import WORKFLOW, Context

_WATCHED = ("due_on", "progress_percent", "urge_level", "closed_in_time", "stopped_days", "number_serial")


async def transition(
    session: WriteSession,
    actor: Actor,
    ticket_id: UUID,
    version: int,
    action: str,
    given: dict[str, Any],
    *,
    now: datetime,
    last_working_day: Callable[[date], date],
) -> Ticket:
    """Carry out one action of the workflow's table on a ticket.

    `given` holds the fields sent with the action. Errors: `not_found`, `stale_version`, and those of
    `Workflow.check` and of the action's effect.
    """
    today = office_day(now)
    loaded = await load(session, actor, ticket_id, version, today)
    ticket = loaded.row
    told = await carry_out(Work(session, actor, loaded, given, now, today), action)
    await plans.replan(session, ticket, last_working_day)
    # A change of a party alone is a change of the ticket, too: its version must move.
    ticket.updated_at = now
    await history.append(session, actor, ticket, action, **told)
    await session.flush()
    return ticket


async def carry_out(work: Work, action: str) -> dict[str, Any]:
    """Have the action done to the loaded ticket; gives what the history tells of it.

    Errors: those of `Workflow.check` and of the action's effect.
    """
    loaded, given, before = work.loaded, work.given, work.loaded.row.state
    ticket = loaded.row
    _, target = WORKFLOW.check(action, before, loaded.context, given)
    figures = {name: getattr(ticket, name) for name in _WATCHED}
    ticket.state = target
    await EFFECTS[TicketAction(action)](work)
    return {
        "at": work.now,
        "from_state": before,
        "branch_id": acting_branch(loaded, TicketAction(action)),
        "comment": given.get("comment") or given.get("outcome") or given.get("conclusion"),
        "progress_percent": given.get("progress_percent"),
        "changes": {**audit.changed(figures, {name: getattr(ticket, name) for name in _WATCHED}), **work.changes},
    }


def acting_branch(loaded: LoadedTicket, action: TicketAction) -> UUID:
    """On whose behalf the actor acted: lead, supporting or issuing branch."""
    ticket = loaded.context.ticket
    if action in _OF_THE_LEAD and loaded.context.carries_out():
        return ticket.lead_branch_id
    if action is TicketAction.REPORT:
        return loaded.context.supporting()[0].branch_id
    return ticket.issuing_branch_id


_OF_THE_LEAD = frozenset(
    {
        TicketAction.ACCEPT,
        TicketAction.DECLINE,
        TicketAction.REPORT,
        TicketAction.REQUEST_EXTENSION,
        TicketAction.REQUEST_CLOSING,
    }
)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of one action on many tickets: those it was done to, and for each of the others why not."""

    done: list[UUID]
    skipped: list[tuple[UUID, Fault]]


async def transition_many(
    session: WriteSession,
    actor: Actor,
    action: TicketAction,
    tickets: Sequence[tuple[UUID, int]],
    comment: str | None,
    *,
    now: datetime,
    last_working_day: Callable[[date], date],
) -> BatchResult:
    """Carry out one action on each of the chosen tickets; one that refuses does not hold up the others."""
    result = BatchResult([], [])
    for ticket_id, version in sorted(tickets):
        try:
            async with session.begin_nested():
                await transition(
                    session,
                    actor,
                    ticket_id,
                    version,
                    action,
                    {"comment": comment},
                    now=now,
                    last_working_day=last_working_day,
                )
        except Fault as fault:
            result.skipped.append((ticket_id, fault))
        else:
            result.done.append(ticket_id)
    return result


def speaking_branch(context: Context) -> UUID | None:
    """The branch for which the actor may add to a ticket; None for an onlooker."""
    if context.carries_out():
        return context.ticket.lead_branch_id
    if context.supporting():
        return context.supporting()[0].branch_id
    return context.ticket.issuing_branch_id if context.drafts() or context.supervises() else None


async def add_note(
    session: WriteSession, actor: Actor, ticket_id: UUID, version: int, text: str, *, now: datetime
) -> Ticket:
    """Add a note to the history, in any state but a draft: how a closed or archived ticket is corrected."""
    loaded = await load(session, actor, ticket_id, version, office_day(now))
    branch_id = speaking_branch(loaded.context)
    if branch_id is None:
        raise WORKFLOW.forbidden(label=EVENT_LABELS["note"])
    if loaded.row.state is TicketState.DRAFTED:
        raise NOTE_ON_DRAFT()
    loaded.row.updated_at = now
    await history.append(
        session, actor, loaded.row, "note", at=now, from_state=loaded.row.state, branch_id=branch_id, comment=text
    )
    await session.flush()
    return loaded.row
