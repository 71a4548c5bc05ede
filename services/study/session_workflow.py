"""The course of a study session, as the engine's table."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from models.enums.study import SessionAction, SessionState
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.workflow import Action, Guard, Refusal, Workflow
from services.study import errors
from services.study.labels import FIELD_LABELS, SESSION_ACTION_LABELS, SESSION_STATE_LABELS
from services.study.people import keeps_sessions

S = SessionState
A = SessionAction


@dataclass(frozen=True, slots=True)
class Context:
    branch_id: UUID
    starts_at: datetime
    ends_at: datetime
    unset: int
    """Lines of the sheet that are not recorded yet."""
    actor: Actor
    now: datetime

    @property
    def starts_on(self) -> date:
        return office_day(self.starts_at)

    def keeps(self) -> bool:
        return keeps_sessions(self.actor, self.branch_id)


def has_begun(context: Context) -> Refusal | None:
    if office_day(context.now) < context.starts_on:
        return Refusal(errors.NOT_BEGUN, {"starts_on": context.starts_on})
    return None


def _guard_confirm(context: Context) -> Refusal | None:
    if context.now < context.ends_at:
        return Refusal(errors.NOT_OVER)
    return Refusal(errors.SHEET_INCOMPLETE, {"unset": context.unset}) if context.unset else None


def _action(
    name: SessionAction,
    sources: frozenset[SessionState],
    target: SessionState,
    *,
    required: tuple[str, ...] = (),
    guard: Guard[Context] | None = None,
) -> Action[SessionState, Context]:
    return Action(
        name=name.value,
        label=SESSION_ACTION_LABELS[name],
        sources=sources,
        target=target,
        permitted=Context.keeps,
        required=required,
        guard=guard,
    )


WORKFLOW: Workflow[SessionState, Context] = Workflow(
    "study_session",
    [
        _action(A.HOLD, frozenset({S.PLANNED}), S.HELD, guard=has_begun),
        _action(A.CONFIRM, frozenset({S.HELD}), S.CONFIRMED, guard=_guard_confirm),
        _action(A.REOPEN, frozenset({S.CONFIRMED}), S.HELD, required=("comment",)),
        _action(A.CANCEL, frozenset({S.PLANNED, S.HELD}), S.CANCELLED, required=("comment",)),
    ],
    state_labels=SESSION_STATE_LABELS,
    field_labels=FIELD_LABELS,
    forbidden=errors.SESSION_FORBIDDEN,
)
