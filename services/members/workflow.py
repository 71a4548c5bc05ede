"""The life cycle of a member's record as the engine's table (rules §1.2, §3.6)."""

from collections.abc import Callable
from dataclasses import dataclass

from models.enums.members import MemberAction, MemberState
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.workflow import Action, Guard, Refusal, Workflow
from services.members import errors
from services.members.labels import ACTION_LABELS, FIELD_LABELS, STATE_LABELS
from services.members.life import MemberFacts

S = MemberState
A = MemberAction

DEVELOPING = frozenset({S.APPLICANT, S.ACTIVIST, S.CANDIDATE})
IN_PARTY = frozenset({S.PROBATIONARY, S.FULL})
PRESENT = DEVELOPING | IN_PARTY
"""States of those in normal standing."""


@dataclass(frozen=True, slots=True)
class Context:
    member: MemberFacts
    actor: Actor

    def manages(self) -> bool:
        return self.actor.covers(Permission.MEMBER_MANAGE, self.member.branch_id)


def _stage_before(context: Context) -> MemberState:
    return MemberState(context.member.stage.value)


def _guard_lost(context: Context) -> Refusal | None:
    return Refusal(errors.ALREADY_LOST) if context.member.lost_contact else None


def _guard_found(context: Context) -> Refusal | None:
    return None if context.member.lost_contact else Refusal(errors.NOT_LOST)


def _guard_extend(context: Context) -> Refusal | None:
    return Refusal(errors.PROBATION_EXTENDED) if context.member.probation_extended else None


def _action(
    name: MemberAction,
    sources: frozenset[MemberState] | MemberState,
    target: MemberState | Callable[[Context], MemberState] | None,
    *,
    required: tuple[str, ...] = ("document",),
    optional: tuple[str, ...] = (),
    guard: Guard[Context] | None = None,
    paths: frozenset[tuple[MemberState, MemberState]] = frozenset(),
) -> Action[MemberState, Context]:
    return Action(
        name=name.value,
        label=ACTION_LABELS[name],
        sources=frozenset({sources}) if isinstance(sources, MemberState) else sources,
        target=target,
        permitted=Context.manages,
        required=("occurred_on", *required),
        optional=optional,
        guard=guard,
        paths=paths,
    )


_BY_PAPER_IF_ANY = ("document",)

WORKFLOW: Workflow[MemberState, Context] = Workflow(
    "member",
    [
        _action(A.NAME_ACTIVIST, S.APPLICANT, S.ACTIVIST),
        _action(A.NAME_CANDIDATE, S.ACTIVIST, S.CANDIDATE),
        _action(A.ADMIT, S.CANDIDATE, S.PROBATIONARY),
        _action(A.CONVERT, S.PROBATIONARY, S.FULL),
        _action(
            A.EXTEND_PROBATION, S.PROBATIONARY, None, required=("months", "document", "comment"), guard=_guard_extend
        ),
        _action(A.CANCEL_PROBATION, S.PROBATIONARY, S.REMOVED, required=("document", "comment")),
        _action(A.ORDER_CORRECTION, IN_PARTY, None, required=("until", "document", "comment")),
        _action(A.REPORT_LOST, IN_PARTY, None, required=("comment",), optional=_BY_PAPER_IF_ANY, guard=_guard_lost),
        _action(A.REPORT_FOUND, IN_PARTY, None, required=("comment",), optional=_BY_PAPER_IF_ANY, guard=_guard_found),
        _action(A.SUSPEND, IN_PARTY, S.SUSPENDED, required=("ground", "document", "comment")),
        _action(
            A.RESTORE,
            S.SUSPENDED,
            _stage_before,
            required=("document", "comment"),
            paths=frozenset((S.SUSPENDED, stage) for stage in IN_PARTY),
        ),
        _action(A.REMOVE, IN_PARTY | {S.SUSPENDED}, S.REMOVED, required=("ground", "document", "comment")),
        _action(A.REJOIN, S.REMOVED, S.APPLICANT, required=("comment",), optional=_BY_PAPER_IF_ANY),
        _action(A.END_DEVELOPMENT, DEVELOPING, S.ENDED, required=("comment",), optional=_BY_PAPER_IF_ANY),
        _action(A.APPLY_AGAIN, S.ENDED, S.APPLICANT, required=(), optional=_BY_PAPER_IF_ANY),
        _action(
            A.RECORD_DEATH,
            DEVELOPING | IN_PARTY | {S.SUSPENDED},
            S.DECEASED,
            required=(),
            optional=_BY_PAPER_IF_ANY,
        ),
        _action(
            A.STRIKE, frozenset(S) - {S.STRUCK, S.MERGED}, S.STRUCK, required=("comment",), optional=_BY_PAPER_IF_ANY
        ),
    ],
    state_labels=STATE_LABELS,
    field_labels=FIELD_LABELS,
    forbidden=errors.ACTION_FORBIDDEN,
)
