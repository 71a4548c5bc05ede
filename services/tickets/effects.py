"""What each action does to a ticket. The workflow has already said that it may happen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from models.enums.tickets import ExtensionState, TicketAction
from models.tickets import TicketExtension, TicketSerial
from services.access import audit
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.kit.serials import next_serial
from services.tickets import errors, plans
from services.tickets.limits import check_due_on, check_not_too_far, closed_in_time, default_due_on
from services.tickets.loading import LoadedTicket

MAX_URGE_LEVEL = 3


@dataclass(slots=True)
class Work:
    """One action under way: the locked ticket, who acts, when, and the fields given."""

    transaction: WriteSession | None
    """None for a step that changes the ticket's own row alone (`stepping`)."""
    actor: Actor
    loaded: LoadedTicket
    given: dict[str, Any]
    now: datetime
    today: date
    changes: audit.Changes = field(default_factory=dict)
    """What the history should keep of this step beside the ticket's own figures."""

    @property
    def session(self) -> WriteSession:
        assert self.transaction is not None, "the step touches other rows"
        return self.transaction

    @property
    def comment(self) -> str | None:
        comment: str | None = self.given.get("comment")
        return comment

    def lapse_extension(self) -> None:
        """A waiting request that the course of things has overtaken."""
        if self.loaded.waiting is not None:
            self._decide(ExtensionState.LAPSED)

    def decide_extension(self, state: ExtensionState) -> TicketExtension:
        assert self.loaded.waiting is not None, "the guard has seen a waiting extension"
        return self._decide(state)

    def _decide(self, state: ExtensionState) -> TicketExtension:
        waiting = self.loaded.waiting
        assert waiting is not None
        self.changes["extension_requested_to"] = [waiting.due_on.isoformat(), None]
        waiting.state = state
        waiting.decided_at = self.now
        waiting.decided_by = self.actor.account_id
        waiting.decision = self.comment
        self.loaded.waiting = None
        return waiting


async def _approve(work: Work) -> None:
    ticket = work.loaded.row
    due_on = work.given.get("due_on") or ticket.due_on or default_due_on(ticket.kind, ticket.urgency, work.today)
    check_due_on(due_on, work.today, "/due_on")
    if ticket.number_serial is None:
        ticket.number_serial = await next_serial(work.session, TicketSerial, ticket.issuing_branch_id, work.today.year)
        ticket.number_year = work.today.year
        ticket.registered_on = work.today
    ticket.assigned_on = work.today
    ticket.due_on = due_on
    ticket.original_due_on = ticket.original_due_on or due_on
    # After a refusal by the first branch the plan begins anew, and the second one has not been urged yet.
    ticket.stopped_days = ticket.urge_level = 0
    ticket.urged_at = None


async def _accept(work: Work) -> None:
    work.loaded.row.accepted_by = work.actor.account_id


async def _decline(work: Work) -> None:
    work.loaded.row.accepted_by = None


async def _report(work: Work) -> None:
    if work.loaded.context.carries_out():
        work.loaded.row.progress_percent = work.given["progress_percent"]
        return
    answered_for = {support.branch_id for support in work.loaded.context.supporting()}
    for party in work.loaded.supports:
        if party.branch_id in answered_for:
            party.feedback = work.comment
            party.feedback_percent = work.given["progress_percent"]
            party.feedback_at = work.now
            party.feedback_by = work.actor.account_id


async def _request_extension(work: Work) -> None:
    ticket = work.loaded.row
    assert ticket.due_on is not None
    wanted: date = work.given["due_on"]
    if wanted <= ticket.due_on:
        raise errors.EXTENSION_NOT_LATER.at("/due_on", due_on=ticket.due_on)
    check_not_too_far(wanted, work.today, "/due_on")
    work.changes["extension_requested_to"] = [None, wanted.isoformat()]
    work.session.add(
        TicketExtension(
            ticket_id=ticket.id,
            previous_due_on=ticket.due_on,
            due_on=wanted,
            reason=work.comment,
            progress_percent=ticket.progress_percent,
            requested_at=work.now,
            requested_by=work.actor.account_id,
        )
    )


async def _grant_extension(work: Work) -> None:
    ticket = work.loaded.row
    assert ticket.due_on is not None
    extension = work.decide_extension(ExtensionState.GRANTED)
    granted: date = work.given.get("due_on") or extension.due_on
    if granted <= ticket.due_on:
        raise errors.EXTENSION_NOT_LATER.at("/due_on", due_on=ticket.due_on)
    check_not_too_far(granted, work.today, "/due_on")
    extension.due_on = granted
    ticket.due_on = granted


async def _refuse_extension(work: Work) -> None:
    work.decide_extension(ExtensionState.REFUSED)


async def _urge(work: Work) -> None:
    ticket = work.loaded.row
    ticket.urge_level = min(ticket.urge_level + 1, MAX_URGE_LEVEL)
    ticket.urged_at = work.now


async def _request_closing(work: Work) -> None:
    ticket = work.loaded.row
    work.lapse_extension()
    ticket.outcome = work.given["outcome"]
    ticket.closing_requested_by = work.actor.account_id
    ticket.closing_requested_on = work.today
    ticket.clock_stopped_on = work.today


async def _close(work: Work) -> None:
    ticket = work.loaded.row
    assert ticket.closing_requested_on is not None
    assert ticket.due_on is not None
    ticket.clock_stopped_on = None
    ticket.conclusion = work.given.get("conclusion")
    ticket.closed_by = work.actor.account_id
    ticket.closed_on = work.today
    ticket.closed_in_time = closed_in_time(ticket.closing_requested_on, ticket.due_on)


async def _send_back(work: Work) -> None:
    ticket = work.loaded.row
    ticket.clock_stopped_on = None
    ticket.closing_requested_on = ticket.closing_requested_by = None


async def _suspend(work: Work) -> None:
    ticket = work.loaded.row
    work.lapse_extension()
    ticket.resume_state = work.loaded.context.ticket.state
    ticket.clock_stopped_on = work.today


async def _resume(work: Work) -> None:
    ticket = work.loaded.row
    assert ticket.clock_stopped_on is not None
    assert ticket.due_on is not None
    stopped = work.today - ticket.clock_stopped_on
    ticket.due_on += stopped
    ticket.stopped_days += stopped.days
    ticket.clock_stopped_on = ticket.resume_state = None
    # Last, because it writes: by then the ticket must be whole, or the database refuses the half-changed row.
    await plans.shift_milestones(work.session, ticket, stopped.days)


async def _reopen(work: Work) -> None:
    ticket = work.loaded.row
    due_on: date | None = work.given.get("due_on")
    if due_on is not None:
        check_due_on(due_on, work.today, "/due_on")
        ticket.due_on = due_on
    ticket.closed_by = ticket.closed_on = ticket.closed_in_time = ticket.conclusion = None
    ticket.closing_requested_by = ticket.closing_requested_on = None


async def _archive(work: Work) -> None:
    work.loaded.row.archived_on = work.today


async def _withdraw(work: Work) -> None:
    ticket = work.loaded.row
    work.lapse_extension()
    ticket.clock_stopped_on = ticket.resume_state = None


async def _waive_feedback(work: Work) -> None:
    branch_id: UUID = work.given["branch_id"]
    for party in work.loaded.supports:
        if party.branch_id == branch_id and party.feedback_at is None and party.waived_at is None:
            party.waived_at = work.now
            party.waived_by = work.actor.account_id
            party.waiver_reason = work.comment
            return
    names = {support.branch_id: support.branch_name for support in work.loaded.context.ticket.supports}
    raise errors.FEEDBACK_NOT_WAIVABLE.at("/branch_id", branch=names.get(branch_id, str(branch_id)))


async def _nothing_more(_work: Work) -> None:
    """The new state says it all."""


EFFECTS: dict[TicketAction, Callable[[Work], Awaitable[None]]] = {
    TicketAction.SUBMIT: _nothing_more,
    TicketAction.APPROVE: _approve,
    TicketAction.REJECT: _nothing_more,
    TicketAction.ACCEPT: _accept,
    TicketAction.DECLINE: _decline,
    TicketAction.REPORT: _report,
    TicketAction.REQUEST_EXTENSION: _request_extension,
    TicketAction.GRANT_EXTENSION: _grant_extension,
    TicketAction.REFUSE_EXTENSION: _refuse_extension,
    TicketAction.URGE: _urge,
    TicketAction.REQUEST_CLOSING: _request_closing,
    TicketAction.CLOSE: _close,
    TicketAction.SEND_BACK: _send_back,
    TicketAction.SUSPEND: _suspend,
    TicketAction.RESUME: _resume,
    TicketAction.REOPEN: _reopen,
    TicketAction.ARCHIVE: _archive,
    TicketAction.WITHDRAW: _withdraw,
    TicketAction.WAIVE_FEEDBACK: _waive_feedback,
}
