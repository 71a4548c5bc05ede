"""Each action in each state, by each of those who may stand before a session, a record or an output."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from models.enums.study import DeclarationAction, DeclarationState, SessionAction, SessionState
from services.access.actor import Actor, Duty
from services.access.tree import BranchNode, BranchTree
from services.kit.errors import Fault
from services.study import declaration_workflow, session_workflow

S, A = SessionState, SessionAction
D, DA = DeclarationState, DeclarationAction
TOP, BRANCH, DECLARER = UUID(int=1), UUID(int=2), UUID(int=9)
TREE = BranchTree(
    [
        BranchNode(TOP, None, BranchKind.COMMITTEE, "党委", "党委", 1, 1, 4, True, (TOP,)),
        BranchNode(BRANCH, TOP, BranchKind.BRANCH, "支部", "支部", 2, 2, 3, True, (TOP, BRANCH)),
    ]
)
WHO = {
    "officer": (uuid4(), (Duty(Role.BRANCH_CLERK, BRANCH),)),
    "above": (uuid4(), (Duty(Role.COMMITTEE_ADMIN, TOP),)),
    "staff": (uuid4(), (Duty(Role.STAFF, TOP),)),
    "declarer": (DECLARER, (Duty(Role.MEMBER, BRANCH),)),
    "nobody": (uuid4(), (Duty(Role.MEMBER, BRANCH),)),
}
NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)
COMMENT = {"comment": "说明"}


def actor(who: str) -> Actor:
    account_id, duties = WHO[who]
    return Actor(account_id, uuid4(), who, who, AccountKind.PERSON, BRANCH, duties, TREE)


def session_context(
    who: str, branch_id: UUID = BRANCH, *, unset: int = 0, begun: timedelta = timedelta(hours=3)
) -> session_workflow.Context:
    starts_at = NOW - begun
    return session_workflow.Context(branch_id, starts_at, starts_at + timedelta(hours=2), unset, actor(who), NOW)


SESSION_STEPS = {
    (S.PLANNED, A.HOLD): S.HELD,
    (S.HELD, A.CONFIRM): S.CONFIRMED,
    (S.CONFIRMED, A.REOPEN): S.HELD,
    (S.PLANNED, A.CANCEL): S.CANCELLED,
    (S.HELD, A.CANCEL): S.CANCELLED,
}


@pytest.mark.parametrize("action", list(A))
@pytest.mark.parametrize("state", list(S))
def test_each_step_of_a_session_is_its_keeper_s(state: SessionState, action: SessionAction) -> None:
    workflow = session_workflow.WORKFLOW
    for who, branch_id in ((who, branch_id) for who in WHO for branch_id in (TOP, BRANCH)):
        # Officers keep the sheets of their branch, the committee those of its own trainings alone.
        keeper = (who, branch_id) in {("officer", BRANCH), ("above", TOP)}
        target = SESSION_STEPS.get((state, action)) if keeper else None
        context = session_context(who, branch_id)
        assert (action.value in {offer.action for offer in workflow.offers(state, context)}) == (target is not None)
        if target is None:
            with pytest.raises(Fault):
                workflow.check(action.value, state, context, COMMENT)
        else:
            assert workflow.check(action.value, state, context, COMMENT)[1] is target


@pytest.mark.parametrize(
    ("state", "action", "blocked", "code"),
    [
        (S.PLANNED, A.HOLD, {"begun": timedelta(days=-1)}, "study.not_begun"),
        (S.HELD, A.CONFIRM, {"begun": timedelta(hours=1)}, "study.not_over"),
        (S.HELD, A.CONFIRM, {"unset": 1}, "study.sheet_incomplete"),
    ],
)
def test_what_stands_in_the_way_is_said(
    state: SessionState, action: SessionAction, blocked: dict[str, timedelta], code: str
) -> None:
    context = session_context("officer", **blocked)  # type: ignore[arg-type]
    [refusal] = [o.refusal for o in session_workflow.WORKFLOW.offers(state, context) if o.action == action]
    assert refusal is not None
    assert refusal.error.code == code
    with pytest.raises(Fault) as caught:
        session_workflow.WORKFLOW.check(action.value, state, context, {})
    assert caught.value.error.code == code


DECLARATION_STEPS = {
    (D.SUBMITTED, DA.CONFIRM): (D.CONFIRMED, {"officer", "above"}),
    (D.SUBMITTED, DA.REJECT): (D.REJECTED, {"officer", "above"}),
    (D.SUBMITTED, DA.WITHDRAW): (D.WITHDRAWN, {"officer", "above", "declarer"}),
    (D.CONFIRMED, DA.WITHDRAW): (D.WITHDRAWN, {"officer", "above"}),
}


def declaration_context(
    state: DeclarationState, who: str, *, concerned: bool = False, of_sheet: bool = False, declared_by: UUID = DECLARER
) -> declaration_workflow.Context:
    return declaration_workflow.Context(state, BRANCH, declared_by, concerned, of_sheet, actor(who))


@pytest.mark.parametrize("action", list(DA))
@pytest.mark.parametrize("state", list(D))
def test_each_step_of_a_declaration_is_the_branch_s(state: DeclarationState, action: DeclarationAction) -> None:
    workflow = declaration_workflow.WORKFLOW
    target, allowed = DECLARATION_STEPS.get((state, action), (None, set[str]()))
    for who in WHO:
        context = declaration_context(state, who)
        offered = {offer.action for offer in workflow.offers(state, context)}
        assert (action.value in offered) == (who in allowed), who
        if who in allowed:
            assert workflow.check(action.value, state, context, COMMENT)[1] is target
        else:
            with pytest.raises(Fault):
                workflow.check(action.value, state, context, COMMENT)


def test_nobody_s_study_rests_on_one_person_s_word() -> None:
    workflow = declaration_workflow.WORKFLOW
    for action in (DA.CONFIRM, DA.REJECT):
        with pytest.raises(Fault) as caught:
            workflow.check(
                action.value, D.SUBMITTED, declaration_context(D.SUBMITTED, "officer", concerned=True), COMMENT
            )
        assert caught.value.error.code == "study.own_record"
        mine = declaration_context(D.SUBMITTED, "officer", declared_by=WHO["officer"][0])
        with pytest.raises(Fault) as caught:
            workflow.check(action.value, D.SUBMITTED, mine, COMMENT)
        assert caught.value.error.code == "study.same_person"
    of_sheet = declaration_context(D.CONFIRMED, "officer", of_sheet=True)
    with pytest.raises(Fault) as caught:
        workflow.check("withdraw", D.CONFIRMED, of_sheet, COMMENT)
    assert caught.value.error.code == "study.of_a_sheet"
