"""Each action of an objection in each state, by each of those who may stand before it."""

from uuid import UUID, uuid4

import pytest

from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from models.enums.points import ObjectionAction, ObjectionState
from services.access.actor import Actor, Duty
from services.access.tree import BranchNode, BranchTree
from services.kit.errors import Fault
from services.points.workflow import WORKFLOW, Context

S, A = ObjectionState, ObjectionAction
TOP, BRANCH, OBJECTOR = UUID(int=1), UUID(int=2), UUID(int=9)
TREE = BranchTree(
    [
        BranchNode(TOP, None, BranchKind.COMMITTEE, "党委", "党委", 1, 1, 4, True, (TOP,)),
        BranchNode(BRANCH, TOP, BranchKind.BRANCH, "支部", "支部", 2, 2, 3, True, (TOP, BRANCH)),
    ]
)
WHO = {
    "branch": (uuid4(), (Duty(Role.BRANCH_SECRETARY, BRANCH),)),
    "above": (uuid4(), (Duty(Role.COMMITTEE_ADMIN, TOP),)),
    "objector": (OBJECTOR, ()),
    "nobody": (uuid4(), (Duty(Role.MEMBER, BRANCH),)),
}
ALLOWED = {
    (S.RAISED, A.UPHOLD, "branch"): S.UPHELD,
    (S.RAISED, A.DISMISS, "branch"): S.DISMISSED,
    (S.RAISED, A.WITHDRAW, "objector"): S.WITHDRAWN,
    (S.APPEALED, A.UPHOLD, "above"): S.UPHELD,
    (S.APPEALED, A.DISMISS, "above"): S.REJECTED,
    (S.APPEALED, A.WITHDRAW, "objector"): S.WITHDRAWN,
    (S.DISMISSED, A.APPEAL, "objector"): S.APPEALED,
}


def context(state: ObjectionState, who: str, *, concerned: bool = False) -> Context:
    account_id, duties = WHO[who]
    actor = Actor(account_id, uuid4(), who, who, AccountKind.PERSON, BRANCH, duties, TREE)
    return Context(state, BRANCH, OBJECTOR, concerned, actor)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("action", list(A))
@pytest.mark.parametrize("state", list(S))
def test_each_pair_leads_where_the_table_says(state: ObjectionState, action: ObjectionAction, who: str) -> None:
    given = {"comment": "说明"}
    target = ALLOWED.get((state, action, who))
    offered = {offer.action for offer in WORKFLOW.offers(state, context(state, who))}
    assert (action.value in offered) == (target is not None)
    if target is None:
        with pytest.raises(Fault):
            WORKFLOW.check(action.value, state, context(state, who), given)
    else:
        assert WORKFLOW.check(action.value, state, context(state, who), given)[1] is target


def test_who_is_concerned_does_not_answer() -> None:
    with pytest.raises(Fault) as caught:
        WORKFLOW.check("uphold", S.RAISED, context(S.RAISED, "branch", concerned=True), {"comment": "x"})
    assert caught.value.error.code == "points.own_points"
