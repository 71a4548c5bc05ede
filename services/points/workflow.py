"""The course of an objection to points, as the engine's table (rules §5)."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from models.enums.points import ObjectionAction, ObjectionState
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.workflow import Action, Guard, Refusal, Workflow
from services.points import errors
from services.points.labels import OBJECTION_ACTION_LABELS, OBJECTION_FIELD_LABELS, OBJECTION_STATE_LABELS

S = ObjectionState
A = ObjectionAction


@dataclass(frozen=True, slots=True)
class Context:
    state: ObjectionState
    branch_id: UUID
    raised_by: UUID
    concerned: bool
    """Whether the actor is the member whose points are meant."""
    actor: Actor

    def answers(self) -> bool:
        """The branch at first, on appeal the level above it."""
        keeps = self.actor.covers(Permission.POINT_KEEP, self.branch_id)
        supervises = self.actor.covers(Permission.POINT_SUPERVISE, self.branch_id)
        if self.state is S.RAISED:
            return keeps
        return supervises if self.state is S.APPEALED else keeps or supervises

    def objects(self) -> bool:
        return self.actor.account_id == self.raised_by


def _guard_answer(context: Context) -> Refusal | None:
    return Refusal(errors.OWN_POINTS) if context.concerned or context.objects() else None


def _after_dismissal(context: Context) -> ObjectionState:
    return S.REJECTED if context.state is S.APPEALED else S.DISMISSED


def _action(
    name: ObjectionAction,
    sources: frozenset[ObjectionState],
    target: ObjectionState | Callable[[Context], ObjectionState],
    permitted: Callable[[Context], bool],
    *,
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    guard: Guard[Context] | None = None,
    paths: frozenset[tuple[ObjectionState, ObjectionState]] = frozenset(),
) -> Action[ObjectionState, Context]:
    return Action(
        name=name.value,
        label=OBJECTION_ACTION_LABELS[name],
        sources=sources,
        target=target,
        permitted=permitted,
        required=required,
        optional=optional,
        guard=guard,
        paths=paths,
    )


_WAITING = frozenset({S.RAISED, S.APPEALED})

WORKFLOW: Workflow[ObjectionState, Context] = Workflow(
    "point_objection",
    [
        _action(
            A.UPHOLD,
            _WAITING,
            S.UPHELD,
            Context.answers,
            required=("comment",),
            optional=("entry_id",),
            guard=_guard_answer,
        ),
        _action(
            A.DISMISS,
            _WAITING,
            _after_dismissal,
            Context.answers,
            required=("comment",),
            guard=_guard_answer,
            paths=frozenset({(S.RAISED, S.DISMISSED), (S.APPEALED, S.REJECTED)}),
        ),
        _action(A.APPEAL, frozenset({S.DISMISSED}), S.APPEALED, Context.objects, required=("comment",)),
        _action(A.WITHDRAW, _WAITING, S.WITHDRAWN, Context.objects),
    ],
    state_labels=OBJECTION_STATE_LABELS,
    field_labels=OBJECTION_FIELD_LABELS,
    forbidden=errors.OBJECTION_FORBIDDEN,
)
