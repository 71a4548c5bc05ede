"""Every (state × action) pair for every kind of actor, against one table that people have read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums.accounts import Role
from models.enums.tickets import TicketAction, TicketState
from services.kit.errors import Fault
from services.tickets.effects import EFFECTS
from services.tickets.labels import ACTION_LABELS
from services.tickets.workflow import WORKFLOW, Context, TicketFacts
from tests.services.tickets.courses import DUE, FIELDS, LATER, PEOPLE, TODAY, Kind, actor, context, support, uid

S = TicketState
SHORT = {
    "dr": S.DRAFTED,
    "pe": S.PENDING_APPROVAL,
    "as": S.ASSIGNED,
    "ac": S.ACCEPTED,
    "ip": S.IN_PROGRESS,
    "cr": S.CLOSING_REVIEW,
    "su": S.SUSPENDED,
    "cl": S.CLOSED,
    "ar": S.ARCHIVED,
    "wi": S.WITHDRAWN,
}
# Who: D drafter of the issuing side, S supervision officer, L secretary of the lead branch, P of a supporting branch;
# the onlooker (committee administrator) and the stranger appear in no row, so every action is forbidden to them.
# A cell is the state afterwards, `--` not possible in this state, `!n` possible but refused for the reason below.
REVIEWED = """
                       dr pe as ac ip cr su cl ar wi
    submit            D pe -- -- -- -- -- -- -- -- --
    submit            S pe -- -- -- -- -- -- -- -- --
    approve           S -- as -- -- -- -- -- -- -- --
    reject            S -- dr -- -- -- -- -- -- -- --
    accept            L -- -- ac -- -- -- -- -- -- --
    decline           L -- -- pe -- -- -- -- -- -- --
    report            L -- -- !1 ip ip !2 -- -- -- --
    report            P -- -- as ac ip cr -- -- -- --
    request_extension L -- -- -- ac ip -- -- -- -- --
    grant_extension   S -- -- -- ac ip -- -- -- -- --
    refuse_extension  S -- -- -- ac ip -- -- -- -- --
    request_closing   L -- -- -- -- cr -- -- -- -- --
    close             S -- -- -- -- -- cl -- -- -- --
    send_back         S -- -- -- -- -- ip -- -- -- --
    urge              S -- -- as ac ip -- -- -- -- --
    waive_feedback    S -- -- as ac ip cr -- -- -- --
    suspend           S -- -- su su su -- -- -- -- --
    resume            S -- -- -- -- -- -- ip -- -- --
    reopen            S -- -- -- -- -- -- -- ip -- --
    archive           S -- -- -- -- -- -- -- ar -- --
    withdraw          S wi wi wi wi wi wi wi -- -- --
    withdraw          D wi wi !3 !3 !3 !3 !3 -- -- --
"""
REASONS = {"!1": "ticket.accept_first", "!2": "ticket.already_in_review", "!3": "ticket.withdraw_assigned"}
# What the ticket must be like for the row to hold; for all others nothing is in the way.
CIRCUMSTANCES: dict[str, dict[str, Any]] = {
    "grant_extension": {"waiting_extension_to": LATER},
    "refuse_extension": {"waiting_extension_to": LATER},
    "waive_feedback": {"supports": (support(settled=False),)},
}


def _read(table: str) -> dict[tuple[str, Kind], dict[TicketState, str]]:
    header, *rows = table.strip().splitlines()
    columns = [SHORT[short] for short in header.split()]
    found = {}
    for row in rows:
        action, who, *cells = row.split()
        found[action, Kind(who)] = dict(zip(columns, cells, strict=True))
    return found


TABLE = _read(REVIEWED)


def outcome(action: str, given: Context) -> str:
    """The state afterwards, or the code of the refusal."""
    fields = {name: FIELDS[name] for name in WORKFLOW.actions[action].required}
    try:
        return WORKFLOW.check(action, given.ticket.state, given, fields)[1].value
    except Fault as fault:
        return fault.error.code


def expected(action: str, who: Kind, state: TicketState) -> str:
    row = TABLE.get((action, who))
    if row is None:
        return "ticket.action_forbidden"
    cell = row[state]
    if cell == "--":
        return "workflow.not_in_this_state"
    return REASONS.get(cell) or SHORT[cell].value


def test_the_table_names_every_action_of_the_contract() -> None:
    assert {action for action, _ in TABLE} == {action.value for action in TicketAction} == set(WORKFLOW.actions)
    assert set(EFFECTS) == set(TicketAction)
    assert set(SHORT.values()) == set(TicketState)


@pytest.mark.parametrize("who", Kind)
@pytest.mark.parametrize("action", list(TicketAction))
def test_every_pair_of_state_and_action(action: str, who: Kind) -> None:
    circumstances = CIRCUMSTANCES.get(action, {})
    found = {state: outcome(action, context(who, state, **circumstances)) for state in TicketState}
    assert found == {state: expected(action, who, state) for state in TicketState}


def _edges() -> set[tuple[str, TicketState, TicketState]]:
    steps = set()
    for (action, _), row in TABLE.items():
        steps |= {(action, state, SHORT[cell]) for state, cell in row.items() if cell in SHORT}
    return steps | {("resume", S.SUSPENDED, S.ASSIGNED), ("resume", S.SUSPENDED, S.ACCEPTED)}


def test_the_diagram_shows_just_these_steps() -> None:
    drawn = {(name, *step) for name, action in WORKFLOW.actions.items() for step in action.steps()}
    assert drawn == _edges()


STATES = st.sampled_from(list(TicketState))
FACTS = st.fixed_dictionaries(
    {
        "supports": st.lists(st.booleans(), max_size=2).map(lambda all_: tuple(support(settled=one) for one in all_)),
        "due_on": st.sampled_from([DUE, TODAY, TODAY - timedelta(days=1)]),
        "waiting_extension_to": st.sampled_from([None, LATER]),
        "carried_out_by": st.sets(st.sampled_from([uid("supervisor"), uid("lead secretary")])).map(frozenset),
        "open_children": st.integers(0, 2),
    }
)


@given(st.sampled_from(list(Kind)), STATES, FACTS)
def test_what_is_offered_is_what_is_accepted(who: Kind, state: TicketState, changes: dict[str, Any]) -> None:
    given_ = context(who, state, **changes)
    offers = {offer.action: offer for offer in WORKFLOW.offers(state, given_)}
    for action in WORKFLOW.actions:
        offer, found = offers.get(action), outcome(action, given_)
        if offer is None:
            assert found in {"ticket.action_forbidden", "workflow.not_in_this_state"}
        elif offer.refusal is not None:
            assert found == offer.refusal.error.code
        else:
            assert found in set(TicketState)


@given(st.lists(st.tuples(st.sampled_from(list(TicketAction)), st.sampled_from(list(Kind))), max_size=60))
def test_no_walk_leaves_the_table(walk: list[tuple[TicketAction, Kind]]) -> None:
    ticket: TicketFacts = replace(context(Kind.NOBODY, S.DRAFTED).ticket)
    steps, edges = [], _edges()
    for action, who in walk:
        given_ = Context(ticket, PEOPLE[who], TODAY)
        after = outcome(action, given_)
        if after not in set(TicketState):
            continue
        assert (action.value, ticket.state, TicketState(after)) in edges
        if action is TicketAction.SUSPEND:
            ticket = replace(ticket, resume_state=ticket.state)
        if action in (TicketAction.REQUEST_EXTENSION, TicketAction.GRANT_EXTENSION, TicketAction.REFUSE_EXTENSION):
            ticket = replace(ticket, waiting_extension_to=LATER if action is TicketAction.REQUEST_EXTENSION else None)
        ticket = replace(ticket, state=TicketState(after))
        steps.append(action)
    if ticket.state in (S.CLOSED, S.ARCHIVED):
        assert steps.index(TicketAction.APPROVE) < steps.index(TicketAction.ACCEPT) < steps.index(TicketAction.CLOSE)
    if ticket.state in (S.ARCHIVED, S.WITHDRAWN):
        assert all(not WORKFLOW.offers(ticket.state, Context(ticket, person, TODAY)) for person in PEOPLE.values())


@pytest.mark.parametrize("before", [S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS])
def test_resuming_goes_back_to_where_it_was(before: TicketState) -> None:
    assert outcome("resume", context(Kind.SUPERVISOR, S.SUSPENDED, resume_state=before)) == before


def test_an_extension_is_asked_for_up_to_and_including_the_due_date() -> None:
    assert outcome("request_extension", context(Kind.LEAD, S.ACCEPTED, today=DUE)) == S.ACCEPTED
    late = context(Kind.LEAD, S.ACCEPTED, today=DUE + timedelta(days=1))
    assert outcome("request_extension", late) == "ticket.extension_too_late"


def test_one_extension_waits_at_a_time() -> None:
    waiting = {"waiting_extension_to": LATER}
    assert outcome("request_extension", context(Kind.LEAD, S.ACCEPTED, **waiting)) == "ticket.extension_waiting"
    for decision in ("grant_extension", "refuse_extension"):
        assert outcome(decision, context(Kind.SUPERVISOR, S.ACCEPTED)) == "ticket.no_extension_waiting"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"supports": (support(settled=True), support(settled=False))}, "ticket.feedback_missing"),
        ({"carried_out_by": frozenset({uid("supervisor")})}, "ticket.closer_carried_out"),
        ({"open_children": 1}, "ticket.children_open"),
        ({"supports": (), "carried_out_by": frozenset(), "open_children": 0}, "closed"),
    ],
)
def test_what_stands_in_the_way_of_closing(changes: dict[str, Any], code: str) -> None:
    assert outcome("close", context(Kind.SUPERVISOR, S.CLOSING_REVIEW, **changes)) == code


@pytest.mark.parametrize(
    "closer",
    [
        actor("lent officer", (Role.SUPERVISOR, "city"), home="lead"),
        actor("of a group below", (Role.SUPERVISOR, "city"), home="group"),
        actor("secretary too", (Role.SUPERVISOR, "city"), (Role.BRANCH_SECRETARY, "lead"), home="office"),
        actor("member there", (Role.SUPERVISOR, "city"), (Role.MEMBER, "group"), home="office"),
    ],
    ids=lambda closer: str(closer.username),
)
def test_whoever_belongs_to_the_lead_branch_never_closes(closer: Any) -> None:
    assert outcome("close", context(closer, S.CLOSING_REVIEW)) == "ticket.closer_belongs_to_lead"


def test_a_supervisor_of_the_committee_above_the_lead_branch_may_close() -> None:
    closer = actor("committee officer", (Role.SUPERVISOR, "city"), home="organ")
    assert outcome("close", context(closer, S.CLOSING_REVIEW)) == S.CLOSED


def test_nothing_to_waive_when_all_feedback_is_in() -> None:
    assert outcome("waive_feedback", context(Kind.SUPERVISOR, S.ACCEPTED)) == "ticket.feedback_complete"


def test_duties_elsewhere_do_not_count() -> None:
    """A supervision officer of another place, and of the lead branch's committee only, supervises nothing here."""
    for stranger in (
        actor("other officer", (Role.SUPERVISOR, "other")),
        actor("organ officer", (Role.SUPERVISOR, "organ")),
        actor("other secretary", (Role.BRANCH_SECRETARY, "other")),
    ):
        assert not any(WORKFLOW.offers(state, context(stranger, state)) for state in TicketState)


def test_buttons_are_drawn_in_both_languages() -> None:
    assert set(ACTION_LABELS) == set(TicketAction)
    assert all(label.zh and label.en.isascii() for label in ACTION_LABELS.values())
