"""Every (state × action) pair for every kind of actor, against one table that people have read."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums.accounts import Role
from models.enums.transfers import CLOSED_STATES, TransferAction, TransferState
from services.kit.errors import Fault
from services.transfers.labels import ACTION_LABELS
from services.transfers.transitions import EFFECTS
from services.transfers.workflow import WORKFLOW, Context, TransferFacts, committee_of
from tests.services.transfers.courses import (
    BETWEEN,
    INWARD,
    LAST_DAY,
    OUTWARD,
    PEOPLE,
    TREE,
    WITHIN,
    Kind,
    actor,
    context,
    uid,
)

S = TransferState
SHORT = {
    "rq": S.REQUESTED,
    "dr": S.DRAFTED,
    "sb": S.SENDER_BRANCH,
    "sc": S.SENDER_COMMITTEE,
    "it": S.IN_TRANSIT,
    "rc": S.RECEIVER_COMMITTEE,
    "rb": S.RECEIVER_BRANCH,
    "do": S.DONE,
    "re": S.RETURNED,
    "ex": S.EXPIRED,
    "wi": S.WITHDRAWN,
    "de": S.DECLINED,
}
# Who: P the person, C clerk and S secretary of the sending branch, A its committee, R the receiving committee,
# I secretary and K clerk of the receiving branch; the onlooker and the stranger appear in no row.
# A cell is the state afterwards, `--` not possible in this state, `no` not this one's duty in this state.
REVIEWED = """
                   rq dr sb sc it rc rb do re ex wi de
    take_up        C dr -- -- -- -- -- -- -- -- -- -- --
    take_up        S dr -- -- -- -- -- -- -- -- -- -- --
    decline        C de -- -- -- -- -- -- -- -- -- -- --
    decline        S de -- -- -- -- -- -- -- -- -- -- --
    submit         P -- sb -- -- -- -- -- -- sb -- -- --
    submit         C -- sb -- -- -- -- -- -- sb -- -- --
    submit         S -- sb -- -- -- -- -- -- sb -- -- --
    approve        S -- -- sc -- -- -- -- -- -- -- -- --
    issue          A -- -- -- it -- -- -- -- -- -- -- --
    receive        R -- -- -- -- rc -- -- -- -- -- -- --
    accept         R -- -- -- -- -- rb -- -- -- -- -- --
    incorporate    I -- -- -- -- -- -- do -- -- -- -- --
    certify        S -- -- -- -- -- -- -- -- -- sc -- --
    send_back      S -- -- re no no no no -- -- -- -- --
    send_back      A -- -- no re no no no -- -- -- -- --
    send_back      R -- -- no no re re no -- -- -- -- --
    send_back      I -- -- no no no no re -- -- -- -- --
    withdraw       P -- wi wi wi no no -- -- wi no -- --
    withdraw       C -- wi wi wi no no -- -- wi no -- --
    withdraw       S -- wi wi wi no no -- -- wi no -- --
    withdraw       A -- wi wi wi wi no -- -- wi wi -- --
"""
FORBIDDEN = "transfer.action_forbidden"
FIELDS: dict[str, Any] = {
    "comment": "说明",
    "dues_paid_until": date(2026, 10, 1),
    "receipt_on": date(2026, 11, 20),
}


def _read(table: str) -> dict[tuple[str, Kind], dict[TransferState, str]]:
    header, *rows = table.strip().splitlines()
    columns = [SHORT[short] for short in header.split()]
    found = {}
    for row in rows:
        action, who, *cells = row.split()
        found[action, Kind(who)] = dict(zip(columns, cells, strict=True))
    return found


TABLE = _read(REVIEWED)


def outcome(action: str, given_: Context) -> str:
    """The state afterwards, or the code of the refusal."""
    fields = {name: FIELDS[name] for name in WORKFLOW.actions[action].required}
    try:
        return WORKFLOW.check(action, given_.transfer.state, given_, fields)[1].value
    except Fault as fault:
        return fault.error.code


def expected(action: str, who: Kind, state: TransferState) -> str:
    row = TABLE.get((action, who))
    if row is None or row[state] == "no":
        return FORBIDDEN
    return "workflow.not_in_this_state" if row[state] == "--" else SHORT[row[state]].value


def test_the_table_names_every_action_but_those_of_outside_and_of_the_calendar() -> None:
    named = {action for action, _ in TABLE}
    assert named | {"record_receipt", "expire"} == {action.value for action in TransferAction} == set(WORKFLOW.actions)
    assert set(EFFECTS) <= set(TransferAction)
    assert set(SHORT.values()) == set(TransferState)
    assert all(label.zh and label.en.isascii() for label in ACTION_LABELS.values())


@pytest.mark.parametrize("who", Kind)
@pytest.mark.parametrize("action", list(TransferAction))
def test_every_pair_of_state_and_action(action: str, who: Kind) -> None:
    found = {state: outcome(action, context(who, state)) for state in TransferState}
    assert found == {state: expected(action, who, state) for state in TransferState}


def _possible(who: Kind, facts: TransferFacts) -> set[tuple[str, str, str]]:
    """(state, action, state afterwards) of everything that somebody can do."""
    steps = set()
    for state in TransferState:
        for action in TransferAction:
            after = outcome(action, context(who, state, facts))
            if after in set(TransferState):
                steps.add((state.value, action.value, after))
    return steps


def test_within_one_committee_there_is_no_letter() -> None:
    assert ("sender_committee", "issue", "receiver_branch") in _possible(Kind.COMMITTEE, WITHIN)
    everything = set().union(*(_possible(who, WITHIN) for who in Kind))
    assert not {step for step in everything if step[2] == "in_transit"}


def test_out_of_the_city_ends_with_the_receipt() -> None:
    ends = {step for who in Kind for step in _possible(who, OUTWARD) if step[2] == "done"}
    assert ends == {("in_transit", "record_receipt", "done"), ("expired", "record_receipt", "done")}
    assert ends <= _possible(Kind.COMMITTEE, OUTWARD)
    assert outcome("record_receipt", context(Kind.COMMITTEE, S.IN_TRANSIT)) == FORBIDDEN, "the receiver says so itself"


def test_into_the_city_begins_with_the_receiving_branch() -> None:
    assert {step for step in _possible(Kind.RECEIVING_CLERK, INWARD) if step[1] != "withdraw"} == {
        ("drafted", "submit", "receiver_committee"),
        ("returned", "submit", "receiver_committee"),
    }
    assert ("receiver_committee", "withdraw", "withdrawn") in _possible(Kind.RECEIVING_CLERK, INWARD)
    assert not _possible(Kind.SECRETARY, INWARD)
    late = context(Kind.RECEIVING_CLERK, S.DRAFTED, INWARD, today=LAST_DAY + timedelta(days=1))
    assert outcome("submit", late) == "transfer.letter_expired"


def test_a_letter_is_received_up_to_and_including_its_last_day() -> None:
    receiver = Kind.RECEIVING_COMMITTEE
    assert outcome("receive", context(receiver, S.IN_TRANSIT, today=LAST_DAY)) == S.RECEIVER_COMMITTEE
    late = context(receiver, S.IN_TRANSIT, today=LAST_DAY + timedelta(days=1))
    assert outcome("receive", late) == "transfer.letter_expired"


def test_nobody_checks_the_own_step() -> None:
    both = actor("both", (Role.BRANCH_SECRETARY, "sender"), (Role.COMMITTEE_ADMIN, "organ"))
    assert outcome("issue", context(both, S.SENDER_COMMITTEE, approved_by=uid("both"))) == "transfer.same_person"
    assert outcome("issue", context(both, S.SENDER_COMMITTEE, approved_by=uid("secretary"))) == S.IN_TRANSIT
    above = actor("above", (Role.COMMITTEE_ADMIN, "city"))
    assert outcome("receive", context(above, S.IN_TRANSIT, issued_by=uid("above"))) == "transfer.same_person"


def test_an_administrator_of_the_branch_alone_is_no_committee() -> None:
    low = actor("low", (Role.COMMITTEE_ADMIN, "general"), (Role.COMMITTEE_ADMIN, "receiver"))
    assert outcome("issue", context(low, S.SENDER_COMMITTEE)) == FORBIDDEN
    assert outcome("receive", context(low, S.IN_TRANSIT)) == FORBIDDEN


def test_the_committee_is_the_nearest_one_above() -> None:
    found = {name: committee_of(TREE, uid(name)) for name in ("sender", "neighbour", "receiver", "organ", "city")}
    assert found == {
        "sender": uid("organ"),
        "neighbour": uid("organ"),
        "receiver": uid("district"),
        "organ": uid("organ"),
        "city": uid("city"),
    }
    assert committee_of(TREE, None) is None


COURSES = st.sampled_from([BETWEEN, WITHIN, OUTWARD, INWARD])


@given(st.sampled_from(list(Kind)), st.sampled_from(list(TransferState)), COURSES)
def test_what_is_offered_is_what_is_accepted(who: Kind, state: TransferState, facts: TransferFacts) -> None:
    given_ = context(who, state, facts)
    offers = {offer.action: offer for offer in WORKFLOW.offers(state, given_)}
    for action in WORKFLOW.actions:
        found = outcome(action, given_)
        if action in offers:
            assert offers[action].refusal is None
            assert found in set(TransferState)
        else:
            assert found in {FORBIDDEN, "workflow.not_in_this_state"}
    if state in CLOSED_STATES:
        assert not offers


def test_what_ends_stays_ended_for_everybody() -> None:
    for person in PEOPLE.values():
        assert all(not WORKFLOW.offers(state, context(person, state)) for state in CLOSED_STATES)
