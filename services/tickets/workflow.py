"""The course of a supervision ticket: 挂号 → 跟踪 → 销号, as the engine's table (rules §7; api-contract)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from models.enums.accounts import Role
from models.enums.tickets import TicketAction, TicketState
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.workflow import Action, Guard, Refusal, Workflow
from services.tickets import errors
from services.tickets.labels import ACTION_LABELS, FIELD_LABELS, STATE_LABELS

S = TicketState
A = TicketAction

OPEN_STATES = frozenset({S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.CLOSING_REVIEW, S.SUSPENDED})
"""States in which a ticket is under way (跟踪)."""
_WORKING = frozenset({S.ACCEPTED, S.IN_PROGRESS})
_REGISTERING = frozenset({S.DRAFTED, S.PENDING_APPROVAL})
_BRANCH_ROLES = frozenset({Role.BRANCH_SECRETARY, Role.BRANCH_CLERK, Role.MEMBER})


@dataclass(frozen=True, slots=True)
class Support:
    """A supporting branch and whether its feedback is in or waived."""

    branch_id: UUID
    branch_name: str
    settled: bool


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the guards look at."""

    state: TicketState
    issuing_branch_id: UUID
    lead_branch_id: UUID
    lead_branch_name: str
    supports: tuple[Support, ...]
    due_on: date | None
    waiting_extension_to: date | None
    resume_state: TicketState | None
    carried_out_by: frozenset[UUID]
    """Accounts that accepted, reported for the lead branch, or asked for closing."""
    open_children: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    ticket: TicketFacts
    actor: Actor
    today: date

    def drafts(self) -> bool:
        return self.actor.covers(Permission.TICKET_DRAFT, self.ticket.issuing_branch_id)

    def approves(self) -> bool:
        return self.actor.covers(Permission.TICKET_APPROVE, self.ticket.issuing_branch_id)

    def supervises(self) -> bool:
        return self.actor.covers(Permission.TICKET_SUPERVISE, self.ticket.issuing_branch_id)

    def carries_out(self) -> bool:
        return self.actor.covers(Permission.TICKET_CARRY_OUT, self.ticket.lead_branch_id)

    def supporting(self) -> tuple[Support, ...]:
        """The supporting branches for which the actor answers."""
        scope = self.actor.scope(Permission.TICKET_CARRY_OUT)
        return tuple(support for support in self.ticket.supports if scope.covers(support.branch_id))

    def belongs_to_lead(self) -> bool:
        """Whether the actor's own branch, or a branch duty, lies in the lead branch."""
        places = {duty.branch_id for duty in self.actor.duties if duty.role in _BRANCH_ROLES}
        if self.actor.home_branch_id is not None:
            places.add(self.actor.home_branch_id)
        return any(self.actor.tree.is_within(place, self.ticket.lead_branch_id) for place in places)


def may_report(context: Context) -> bool:
    return context.carries_out() or bool(context.supporting())


def may_withdraw(context: Context) -> bool:
    return context.drafts() or context.supervises()


def _guard_report(context: Context) -> Refusal | None:
    if not context.carries_out():
        return None
    if context.ticket.state is S.ASSIGNED:
        return Refusal(errors.ACCEPT_FIRST)
    if context.ticket.state is S.CLOSING_REVIEW:
        return Refusal(errors.ALREADY_IN_REVIEW)
    return None


def _after_report(context: Context) -> TicketState:
    """A report of the lead branch puts the ticket in progress; feedback of a supporting branch moves nothing."""
    return S.IN_PROGRESS if context.carries_out() else context.ticket.state


def _guard_request_extension(context: Context) -> Refusal | None:
    ticket = context.ticket
    if ticket.due_on is not None and context.today > ticket.due_on:
        return Refusal(errors.EXTENSION_TOO_LATE, {"due_on": ticket.due_on})
    if ticket.waiting_extension_to is not None:
        return Refusal(errors.EXTENSION_WAITING, {"due_on": ticket.waiting_extension_to})
    return None


def _guard_extension_waits(context: Context) -> Refusal | None:
    return None if context.ticket.waiting_extension_to else Refusal(errors.NO_EXTENSION_WAITING)


def _guard_close(context: Context) -> Refusal | None:
    ticket = context.ticket
    if context.belongs_to_lead():
        return Refusal(errors.CLOSER_BELONGS_TO_LEAD, {"branch": ticket.lead_branch_name})
    if context.actor.account_id in ticket.carried_out_by:
        return Refusal(errors.CLOSER_CARRIED_OUT)
    missing = [support.branch_name for support in ticket.supports if not support.settled]
    if missing:
        return Refusal(errors.FEEDBACK_MISSING, {"branches": "、".join(missing)})
    if ticket.open_children:
        return Refusal(errors.CHILDREN_OPEN, {"count": ticket.open_children})
    return None


def _guard_withdraw(context: Context) -> Refusal | None:
    if context.ticket.state in _REGISTERING or context.supervises():
        return None
    return Refusal(errors.WITHDRAW_ASSIGNED)


def _guard_waive(context: Context) -> Refusal | None:
    if any(not support.settled for support in context.ticket.supports):
        return None
    return Refusal(errors.FEEDBACK_COMPLETE)


def _before_suspension(context: Context) -> TicketState:
    return context.ticket.resume_state or S.IN_PROGRESS


def _action(
    name: TicketAction,
    sources: frozenset[TicketState] | TicketState,
    target: TicketState | Callable[[Context], TicketState] | None,
    permitted: Callable[[Context], bool],
    *,
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    guard: Guard[Context] | None = None,
    paths: frozenset[tuple[TicketState, TicketState]] = frozenset(),
) -> Action[TicketState, Context]:
    return Action(
        name=name.value,
        label=ACTION_LABELS[name],
        sources=frozenset({sources}) if isinstance(sources, TicketState) else sources,
        target=target,
        permitted=permitted,
        required=required,
        optional=optional,
        guard=guard,
        paths=paths,
    )


WORKFLOW: Workflow[TicketState, Context] = Workflow(
    "ticket",
    [
        _action(A.SUBMIT, S.DRAFTED, S.PENDING_APPROVAL, Context.drafts),
        _action(A.APPROVE, S.PENDING_APPROVAL, S.ASSIGNED, Context.approves, optional=("due_on",)),
        _action(A.REJECT, S.PENDING_APPROVAL, S.DRAFTED, Context.approves, required=("comment",)),
        _action(A.ACCEPT, S.ASSIGNED, S.ACCEPTED, Context.carries_out),
        _action(
            A.REPORT,
            frozenset({S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.CLOSING_REVIEW}),
            _after_report,
            may_report,
            required=("progress_percent", "comment"),
            guard=_guard_report,
            paths=frozenset(
                {
                    (S.ACCEPTED, S.IN_PROGRESS),
                    *((state, state) for state in (S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.CLOSING_REVIEW)),
                }
            ),
        ),
        _action(A.REQUEST_CLOSING, S.IN_PROGRESS, S.CLOSING_REVIEW, Context.carries_out, required=("outcome",)),
        _action(
            A.REQUEST_EXTENSION,
            _WORKING,
            None,
            Context.carries_out,
            required=("due_on", "comment"),
            guard=_guard_request_extension,
        ),
        _action(A.DECLINE, S.ASSIGNED, S.PENDING_APPROVAL, Context.carries_out, required=("comment",)),
        _action(A.CLOSE, S.CLOSING_REVIEW, S.CLOSED, Context.supervises, optional=("conclusion",), guard=_guard_close),
        _action(A.SEND_BACK, S.CLOSING_REVIEW, S.IN_PROGRESS, Context.supervises, required=("comment",)),
        _action(
            A.GRANT_EXTENSION,
            _WORKING,
            None,
            Context.supervises,
            optional=("due_on",),
            guard=_guard_extension_waits,
        ),
        _action(A.REFUSE_EXTENSION, _WORKING, None, Context.supervises, guard=_guard_extension_waits),
        _action(A.URGE, frozenset({S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS}), None, Context.supervises),
        _action(
            A.WAIVE_FEEDBACK,
            frozenset({S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.CLOSING_REVIEW}),
            None,
            Context.supervises,
            required=("branch_id", "comment"),
            guard=_guard_waive,
        ),
        _action(
            A.SUSPEND,
            frozenset({S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS}),
            S.SUSPENDED,
            Context.supervises,
            required=("comment",),
        ),
        _action(
            A.RESUME,
            S.SUSPENDED,
            _before_suspension,
            Context.supervises,
            paths=frozenset((S.SUSPENDED, state) for state in (S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS)),
        ),
        _action(A.ARCHIVE, S.CLOSED, S.ARCHIVED, Context.supervises),
        _action(A.REOPEN, S.CLOSED, S.IN_PROGRESS, Context.supervises, required=("comment",), optional=("due_on",)),
        _action(
            A.WITHDRAW,
            _REGISTERING | OPEN_STATES,
            S.WITHDRAWN,
            may_withdraw,
            required=("comment",),
            guard=_guard_withdraw,
        ),
    ],
    state_labels=STATE_LABELS,
    field_labels=FIELD_LABELS,
    forbidden=errors.ACTION_FORBIDDEN,
)
