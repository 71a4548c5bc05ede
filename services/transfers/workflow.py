"""The course of a transfer of the Party relation, as the engine's table (rules §10; 教管条例 Art. 25)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from models.enums.branches import BranchKind
from models.enums.transfers import TransferAction, TransferState
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchTree
from services.kit.workflow import Action, Guard, Refusal, Workflow
from services.transfers import errors, letters
from services.transfers.labels import ACTION_LABELS, FIELD_LABELS, STATE_LABELS

S = TransferState
A = TransferAction

COMMITTEES = frozenset({BranchKind.COMMITTEE, BranchKind.WORKING_COMMITTEE, BranchKind.ORGAN_COMMITTEE})
"""基层党委 that may transfer and receive directly, nation-wide (Art. 25)."""


def committee_of(tree: BranchTree, branch_id: UUID | None) -> UUID | None:
    """The nearest 党委, 党工委 or 机关党委 above a branch; the root where there is none."""
    node = tree.get(branch_id) if branch_id else None
    if node is None:
        return None
    above = (tree[each] for each in reversed(node.lineage))
    return next((each.id for each in above if each.kind in COMMITTEES), node.lineage[0])


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """What the guards look at."""

    state: TransferState
    from_branch_id: UUID | None
    to_branch_id: UUID | None
    sender_committee_id: UUID | None
    receiver_committee_id: UUID | None
    own: bool = False
    """Whether the actor is the person who is transferred."""
    approved_by: UUID | None = None
    issued_by: UUID | None = None
    valid_until: date | None = None

    @property
    def incoming(self) -> bool:
        """From an organisation outside of the city."""
        return self.from_branch_id is None

    @property
    def within_committee(self) -> bool:
        """Both branches stand below one committee, which adjusts them without a letter."""
        return self.sender_committee_id is not None and self.sender_committee_id == self.receiver_committee_id


@dataclass(frozen=True, slots=True)
class Context:
    transfer: TransferFacts
    actor: Actor
    today: date

    def _covers(self, permission: Permission, branch_id: UUID | None) -> bool:
        return branch_id is not None and self.actor.covers(permission, branch_id)

    def drafts(self) -> bool:
        """Whoever keeps the papers of the side that begins: the sender's, for somebody from outside the receiver's."""
        transfer = self.transfer
        return self._covers(
            Permission.TRANSFER_DRAFT, transfer.to_branch_id if transfer.incoming else transfer.from_branch_id
        )

    def submits(self) -> bool:
        return self.transfer.own or self.drafts()

    def answers_request(self) -> bool:
        return self._covers(Permission.TRANSFER_DRAFT, self.transfer.from_branch_id)

    def approves(self) -> bool:
        return self._covers(Permission.TRANSFER_APPROVE, self.transfer.from_branch_id)

    def issues(self) -> bool:
        return self._covers(Permission.TRANSFER_ISSUE, self.transfer.sender_committee_id)

    def receives(self) -> bool:
        return self._covers(Permission.TRANSFER_ISSUE, self.transfer.receiver_committee_id)

    def incorporates(self) -> bool:
        return self._covers(Permission.TRANSFER_APPROVE, self.transfer.to_branch_id)

    def records_receipt(self) -> bool:
        return self.transfer.to_branch_id is None and self.issues()

    def sends_back(self) -> bool:
        """Whose turn it is to judge, in the states that can be returned; anybody who ever judges elsewhere."""
        judges: dict[TransferState, Callable[[], bool]] = {
            S.SENDER_BRANCH: self.approves,
            S.SENDER_COMMITTEE: self.issues,
            S.IN_TRANSIT: self.receives,
            S.RECEIVER_COMMITTEE: self.receives,
            S.RECEIVER_BRANCH: self.incorporates,
        }
        judge = judges.get(self.transfer.state)
        return judge() if judge else any(each() for each in judges.values())

    def withdraws(self) -> bool:
        """The side that began it; once a letter is out, the committee that issued it."""
        state = self.transfer.state
        if state in (S.IN_TRANSIT, S.EXPIRED):
            return self.issues()
        if state is S.RECEIVER_COMMITTEE:
            return self.transfer.incoming and self.drafts()
        return self.submits() or self.issues()

    def sees_as_sender(self) -> bool:
        """Whether the actor stands at the side that began it, and so knows all of its course."""
        home = self.transfer.to_branch_id if self.transfer.incoming else self.transfer.from_branch_id
        return self.transfer.own or self._covers(Permission.TRANSFER_READ, home)


def nobody(_context: Context) -> bool:
    """The calendar's doing alone (services/transfers/expiry.py)."""
    return False


def _after_submission(context: Context) -> TransferState:
    """Who comes from outside has been let go there already."""
    return S.RECEIVER_COMMITTEE if context.transfer.incoming else S.SENDER_BRANCH


def _after_issue(context: Context) -> TransferState:
    """Within one committee nothing travels: the committee's word puts it before the receiving branch."""
    return S.RECEIVER_BRANCH if context.transfer.within_committee else S.IN_TRANSIT


def _guard_submit(context: Context) -> Refusal | None:
    return _guard_validity(context) if context.transfer.incoming else None


def _guard_validity(context: Context) -> Refusal | None:
    last_day = context.transfer.valid_until
    if last_day is not None and letters.is_expired(last_day, context.today):
        return Refusal(errors.LETTER_EXPIRED, {"valid_until": last_day})
    return None


def _guard_issue(context: Context) -> Refusal | None:
    return Refusal(errors.SAME_PERSON) if context.transfer.approved_by == context.actor.account_id else None


def _guard_receive(context: Context) -> Refusal | None:
    if context.transfer.issued_by == context.actor.account_id:
        return Refusal(errors.SAME_PERSON)
    return _guard_validity(context)


def _action(
    name: TransferAction,
    sources: frozenset[TransferState] | TransferState,
    target: TransferState | Callable[[Context], TransferState],
    permitted: Callable[[Context], bool],
    *,
    required: tuple[str, ...] = (),
    guard: Guard[Context] | None = None,
    paths: frozenset[tuple[TransferState, TransferState]] = frozenset(),
) -> Action[TransferState, Context]:
    return Action(
        name=name.value,
        label=ACTION_LABELS[name],
        sources=frozenset({sources}) if isinstance(sources, TransferState) else sources,
        target=target,
        permitted=permitted,
        required=required,
        guard=guard,
        paths=paths,
    )


_BEGINNING = frozenset({S.DRAFTED, S.RETURNED})
_JUDGED = frozenset({S.SENDER_BRANCH, S.SENDER_COMMITTEE, S.IN_TRANSIT, S.RECEIVER_COMMITTEE, S.RECEIVER_BRANCH})

WORKFLOW: Workflow[TransferState, Context] = Workflow(
    "transfer",
    [
        _action(A.TAKE_UP, S.REQUESTED, S.DRAFTED, Context.answers_request),
        _action(
            A.SUBMIT,
            _BEGINNING,
            _after_submission,
            Context.submits,
            guard=_guard_submit,
            paths=frozenset(
                (before, after) for before in _BEGINNING for after in (S.SENDER_BRANCH, S.RECEIVER_COMMITTEE)
            ),
        ),
        _action(A.APPROVE, S.SENDER_BRANCH, S.SENDER_COMMITTEE, Context.approves),
        _action(
            A.ISSUE,
            S.SENDER_COMMITTEE,
            _after_issue,
            Context.issues,
            required=("dues_paid_until",),
            guard=_guard_issue,
            paths=frozenset((S.SENDER_COMMITTEE, after) for after in (S.IN_TRANSIT, S.RECEIVER_BRANCH)),
        ),
        _action(A.RECEIVE, S.IN_TRANSIT, S.RECEIVER_COMMITTEE, Context.receives, guard=_guard_receive),
        _action(A.ACCEPT, S.RECEIVER_COMMITTEE, S.RECEIVER_BRANCH, Context.receives),
        _action(A.INCORPORATE, S.RECEIVER_BRANCH, S.DONE, Context.incorporates),
        _action(
            A.RECORD_RECEIPT,
            frozenset({S.IN_TRANSIT, S.EXPIRED}),
            S.DONE,
            Context.records_receipt,
            required=("receipt_on",),
        ),
        _action(A.CERTIFY, S.EXPIRED, S.SENDER_COMMITTEE, Context.approves, required=("comment",)),
        _action(A.DECLINE, S.REQUESTED, S.DECLINED, Context.answers_request, required=("comment",)),
        _action(A.SEND_BACK, _JUDGED, S.RETURNED, Context.sends_back, required=("comment",)),
        _action(
            A.WITHDRAW,
            frozenset(
                {
                    S.DRAFTED,
                    S.SENDER_BRANCH,
                    S.SENDER_COMMITTEE,
                    S.IN_TRANSIT,
                    S.RECEIVER_COMMITTEE,
                    S.RETURNED,
                    S.EXPIRED,
                }
            ),
            S.WITHDRAWN,
            Context.withdraws,
            required=("comment",),
        ),
        _action(A.EXPIRE, S.IN_TRANSIT, S.EXPIRED, nobody),
    ],
    state_labels=STATE_LABELS,
    field_labels=FIELD_LABELS,
    forbidden=errors.ACTION_FORBIDDEN,
)
