"""The course of what was declared, as the engine's table: one for study records and outputs alike."""

from dataclasses import dataclass
from uuid import UUID

from models.enums.study import DeclarationAction, DeclarationState
from services.access.actor import Actor
from services.kit.workflow import Action, Refusal, Workflow
from services.study import errors
from services.study.labels import DECLARATION_ACTION_LABELS, DECLARATION_STATE_LABELS, FIELD_LABELS
from services.study.people import sees_names

S = DeclarationState
A = DeclarationAction


@dataclass(frozen=True, slots=True)
class Context:
    state: DeclarationState
    branch_id: UUID
    declared_by: UUID
    concerned: bool
    """Whether the actor is the member who has studied."""
    of_sheet: bool
    """Whether it comes from the sheet of a session."""
    actor: Actor

    def decides(self) -> bool:
        """Officers of the branch; who supervises it, where the branch has nobody else."""
        return sees_names(self.actor, self.branch_id)

    def withdraws(self) -> bool:
        """While it waits, whoever it is about or who has declared it; once confirmed, the branch."""
        if self.state is S.CONFIRMED:
            return self.decides()
        return self.concerned or self.actor.account_id == self.declared_by or self.decides()


def _guard_decide(context: Context) -> Refusal | None:
    """Nobody's study rests on one person's word: neither on the member's own nor on that of who declared it."""
    if context.concerned:
        return Refusal(errors.OWN_RECORD)
    return Refusal(errors.SAME_PERSON) if context.declared_by == context.actor.account_id else None


def _guard_withdraw(context: Context) -> Refusal | None:
    return Refusal(errors.OF_A_SHEET) if context.of_sheet else None


WORKFLOW: Workflow[DeclarationState, Context] = Workflow(
    "study_record",
    [
        Action(
            name=A.CONFIRM.value,
            label=DECLARATION_ACTION_LABELS[A.CONFIRM],
            sources=frozenset({S.SUBMITTED}),
            target=S.CONFIRMED,
            permitted=Context.decides,
            guard=_guard_decide,
        ),
        Action(
            name=A.REJECT.value,
            label=DECLARATION_ACTION_LABELS[A.REJECT],
            sources=frozenset({S.SUBMITTED}),
            target=S.REJECTED,
            permitted=Context.decides,
            required=("comment",),
            guard=_guard_decide,
        ),
        Action(
            name=A.WITHDRAW.value,
            label=DECLARATION_ACTION_LABELS[A.WITHDRAW],
            sources=frozenset({S.SUBMITTED, S.CONFIRMED}),
            target=S.WITHDRAWN,
            permitted=Context.withdraws,
            guard=_guard_withdraw,
        ),
    ],
    state_labels=DECLARATION_STATE_LABELS,
    field_labels=FIELD_LABELS,
    forbidden=errors.RECORD_FORBIDDEN,
)
