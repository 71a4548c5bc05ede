"""Every state with every step, and the periods that the rules set."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from models.enums.members import MemberAction, MemberState, Stage, Standing
from services.access.actor import Actor, Duty
from services.access.tree import BranchNode, BranchTree
from services.kit.dates import add_months, add_years, first_day_short_of
from services.kit.errors import Fault
from services.members.life import MemberFacts, Step, state_of, take
from services.members.workflow import WORKFLOW, Context

TODAY = date(2026, 11, 21)
BRANCH = uuid4()
TREE = BranchTree([BranchNode(BRANCH, None, BranchKind.BRANCH, "某支部", "某支部", 1, 1, 2, True, (BRANCH,))])


def actor(role: Role) -> Actor:
    duties = (Duty(role, BRANCH),)
    return Actor(uuid4(), uuid4(), "x", "某人", AccountKind.PERSON, None, duties, TREE)


CLERK = actor(Role.BRANCH_CLERK)
STATES: dict[MemberState, MemberFacts] = {
    MemberState.APPLICANT: MemberFacts(BRANCH, Stage.APPLICANT, Standing.NORMAL, date(1990, 1, 31), date(2020, 1, 1)),
    MemberState.ACTIVIST: MemberFacts(BRANCH, Stage.ACTIVIST, Standing.NORMAL, date(1990, 1, 31), date(2021, 1, 1)),
    MemberState.CANDIDATE: MemberFacts(BRANCH, Stage.CANDIDATE, Standing.NORMAL, date(1990, 1, 31), date(2022, 1, 1)),
    MemberState.PROBATIONARY: MemberFacts(
        BRANCH,
        Stage.PROBATIONARY,
        Standing.NORMAL,
        date(1990, 1, 31),
        date(2024, 2, 29),
        joined_on=date(2024, 2, 29),
        probation_ends_on=date(2025, 2, 28),
    ),
    MemberState.FULL: MemberFacts(
        BRANCH, Stage.FULL, Standing.NORMAL, date(1970, 1, 31), date(2001, 7, 1), joined_on=date(2000, 7, 1)
    ),
    MemberState.SUSPENDED: MemberFacts(
        BRANCH,
        Stage.FULL,
        Standing.SUSPENDED,
        date(1970, 1, 31),
        date(2001, 7, 1),
        joined_on=date(2000, 7, 1),
        left_on=date(2023, 5, 5),
        suspension_ground="lost_contact",
        lost_contact=True,
        lost_contact_since=date(2022, 10, 1),
    ),
    MemberState.REMOVED: MemberFacts(
        BRANCH, Stage.FULL, Standing.REMOVED, date(1970, 1, 31), date(2001, 7, 1), left_on=date(2020, 1, 1)
    ),
    MemberState.ENDED: MemberFacts(
        BRANCH, Stage.ACTIVIST, Standing.ENDED, date(1990, 1, 31), date(2021, 1, 1), left_on=date(2022, 1, 1)
    ),
    MemberState.TRANSFERRED_OUT: MemberFacts(
        BRANCH, Stage.FULL, Standing.TRANSFERRED_OUT, date(1970, 1, 31), date(2001, 7, 1), left_on=date(2022, 1, 1)
    ),
    MemberState.DECEASED: MemberFacts(
        BRANCH, Stage.FULL, Standing.DECEASED, date(1930, 1, 31), date(1960, 7, 1), left_on=date(2022, 1, 1)
    ),
    MemberState.STRUCK: MemberFacts(
        BRANCH, Stage.FULL, Standing.STRUCK, date(1970, 1, 31), date(2001, 7, 1), left_on=date(2022, 1, 1)
    ),
    MemberState.MERGED: MemberFacts(
        BRANCH, Stage.FULL, Standing.MERGED, date(1970, 1, 31), date(2001, 7, 1), left_on=date(2022, 1, 1)
    ),
}
GIVEN: dict[str, Any] = {
    "occurred_on": date(2026, 6, 30),
    "document": "支部大会决议",
    "comment": "经组织研究决定",
    "months": 6,
    "until": date(2026, 12, 30),
}
GROUNDS = {MemberAction.SUSPEND: "settled_abroad", MemberAction.REMOVE: "struck_off"}
LEADS: dict[MemberAction, dict[MemberState, MemberState]] = {
    MemberAction.NAME_ACTIVIST: {MemberState.APPLICANT: MemberState.ACTIVIST},
    MemberAction.NAME_CANDIDATE: {MemberState.ACTIVIST: MemberState.CANDIDATE},
    MemberAction.ADMIT: {MemberState.CANDIDATE: MemberState.PROBATIONARY},
    MemberAction.EXTEND_PROBATION: {MemberState.PROBATIONARY: MemberState.PROBATIONARY},
    MemberAction.CONVERT: {MemberState.PROBATIONARY: MemberState.FULL},
    MemberAction.CANCEL_PROBATION: {MemberState.PROBATIONARY: MemberState.REMOVED},
    MemberAction.END_DEVELOPMENT: dict.fromkeys(
        (MemberState.APPLICANT, MemberState.ACTIVIST, MemberState.CANDIDATE), MemberState.ENDED
    ),
    MemberAction.APPLY_AGAIN: {MemberState.ENDED: MemberState.APPLICANT},
    MemberAction.ORDER_CORRECTION: {
        MemberState.PROBATIONARY: MemberState.PROBATIONARY,
        MemberState.FULL: MemberState.FULL,
    },
    MemberAction.REPORT_LOST: {MemberState.PROBATIONARY: MemberState.PROBATIONARY, MemberState.FULL: MemberState.FULL},
    MemberAction.REPORT_FOUND: {},
    MemberAction.SUSPEND: {
        MemberState.PROBATIONARY: MemberState.SUSPENDED,
        MemberState.FULL: MemberState.SUSPENDED,
    },
    MemberAction.RESTORE: {MemberState.SUSPENDED: MemberState.FULL},
    MemberAction.REMOVE: dict.fromkeys(
        (MemberState.PROBATIONARY, MemberState.FULL, MemberState.SUSPENDED), MemberState.REMOVED
    ),
    MemberAction.REJOIN: {MemberState.REMOVED: MemberState.APPLICANT},
    MemberAction.RECORD_DEATH: {
        state: MemberState.DECEASED
        for state in MemberState
        if state
        not in {
            MemberState.REMOVED,
            MemberState.ENDED,
            MemberState.TRANSFERRED_OUT,
            MemberState.DECEASED,
            MemberState.STRUCK,
            MemberState.MERGED,
        }
    },
    MemberAction.STRIKE: {
        state: MemberState.STRUCK for state in MemberState if state not in {MemberState.STRUCK, MemberState.MERGED}
    },
}
"""Where each step leads from each state; every pair that is not named here is refused."""


def done(action: MemberAction, facts: MemberFacts, **given: Any) -> MemberFacts:
    """The record after the step, as the command would write it."""
    ground = given.get("ground", GROUNDS.get(action))
    all_given = {**GIVEN, **given, "ground": ground}
    taken = WORKFLOW.actions[action.value]
    names = {*taken.required, *taken.optional, "comment"}
    chosen, target = WORKFLOW.check(
        action.value, facts.state, Context(facts, CLERK), {name: all_given[name] for name in names if name in all_given}
    )
    step = Step(all_given["occurred_on"], TODAY, ground, all_given["months"], all_given["until"])
    known = {name: value for name, value in take(MemberAction(chosen.name), facts, step).items() if name != "full_on"}
    after = replace(facts, **known)
    assert after.state is target
    return after


def refusal(action: MemberAction, facts: MemberFacts, **given: Any) -> Fault:
    with pytest.raises(Fault) as caught:
        done(action, facts, **given)
    return caught.value


@pytest.mark.parametrize("state", list(MemberState))
@pytest.mark.parametrize("action", list(MemberAction))
def test_each_step_in_each_state(action: MemberAction, state: MemberState) -> None:
    facts = STATES[state]
    target = LEADS[action].get(state)
    if target is not None:
        assert done(action, facts).state is target
    else:
        code = refusal(action, facts).error.code
        not_lost = action is MemberAction.REPORT_FOUND and state in {MemberState.PROBATIONARY, MemberState.FULL}
        assert code == ("member.not_lost" if not_lost else "workflow.not_in_this_state")


@pytest.mark.parametrize("state", list(MemberState))
def test_the_buttons_are_the_steps_that_are_possible(state: MemberState) -> None:
    offered = {offer.action for offer in WORKFLOW.offers(state, Context(STATES[state], CLERK)) if not offer.refusal}
    assert offered == {action.value for action, leads in LEADS.items() if state in leads}
    assert WORKFLOW.offers(state, Context(STATES[state], actor(Role.STAFF))) == []


@pytest.mark.parametrize("action", list(MemberAction))
def test_every_step_says_when_and_a_decision_says_by_which_paper(action: MemberAction) -> None:
    taken = WORKFLOW.actions[action.value]
    assert "occurred_on" in taken.required
    assert "document" in {*taken.required, *taken.optional}


def test_the_way_into_the_party_dates_from_the_meeting_and_the_end_of_probation() -> None:
    admitted = done(MemberAction.ADMIT, STATES[MemberState.CANDIDATE], occurred_on=date(2024, 2, 29))
    assert (admitted.joined_on, admitted.probation_ends_on) == (date(2024, 2, 29), date(2025, 2, 28))
    early = refusal(MemberAction.CONVERT, admitted, occurred_on=date(2025, 2, 27))
    assert early.error.code == "member.probation_running"
    assert early.error.rule
    late = take(MemberAction.CONVERT, admitted, Step(date(2025, 9, 1), TODAY))
    assert late["full_on"] == date(2025, 2, 28)


def test_probation_is_extended_once_by_six_to_twelve_months() -> None:
    running = STATES[MemberState.PROBATIONARY]
    for months in (5, 13, None):
        assert refusal(MemberAction.EXTEND_PROBATION, running, months=months).error.code in {
            "member.probation_months",
            "invalid",
        }
    extended = done(MemberAction.EXTEND_PROBATION, running, months=12, occurred_on=date(2025, 3, 1))
    assert extended.probation_ends_on == date(2026, 2, 28)
    assert refusal(MemberAction.EXTEND_PROBATION, extended).error.code == "member.probation_extended"
    assert (
        refusal(MemberAction.CONVERT, extended, occurred_on=date(2026, 2, 27)).error.code == "member.probation_running"
    )
    assert done(MemberAction.CONVERT, extended, occurred_on=date(2026, 2, 28)).state is MemberState.FULL


def test_a_candidate_has_been_an_activist_for_a_year() -> None:
    activist = STATES[MemberState.ACTIVIST]
    day = date(2021, 12, 31)
    assert refusal(MemberAction.NAME_CANDIDATE, activist, occurred_on=day).error.code == "member.activist_too_short"
    done(MemberAction.NAME_CANDIDATE, activist, occurred_on=date(2022, 1, 1))
    unknown = replace(activist, stage_since=None)
    assert refusal(MemberAction.NAME_CANDIDATE, unknown).error.code == "member.stage_since_unknown"


def test_nobody_joins_before_eighteen() -> None:
    young = replace(STATES[MemberState.CANDIDATE], birth_date=date(2008, 7, 1))
    assert refusal(MemberAction.ADMIT, young).error.code == "member.joined_too_young"
    done(MemberAction.ADMIT, young, occurred_on=date(2026, 7, 1))


def test_lost_contact_leads_to_suspension_after_six_months_and_removal_after_two_years() -> None:
    lost = done(MemberAction.REPORT_LOST, STATES[MemberState.FULL], occurred_on=date(2023, 8, 31))
    assert refusal(MemberAction.REPORT_LOST, lost).error.code == "member.already_lost"
    suspend = MemberAction.SUSPEND
    day = date(2024, 2, 28)
    assert refusal(suspend, lost, ground="lost_contact", occurred_on=day).error.code == "member.lost_too_short"
    suspended = done(suspend, lost, ground="lost_contact", occurred_on=date(2024, 2, 29))
    early = refusal(MemberAction.REMOVE, suspended, ground="left_by_conduct", occurred_on=date(2026, 2, 27))
    assert early.error.code == "member.suspension_too_short"
    removed = done(MemberAction.REMOVE, suspended, ground="left_by_conduct", occurred_on=date(2026, 2, 28))
    assert removed.state is MemberState.REMOVED
    restored = done(MemberAction.RESTORE, suspended)
    assert (restored.state, restored.lost_contact, restored.left_on) == (MemberState.FULL, False, None)
    never = refusal(suspend, STATES[MemberState.FULL], ground="lost_contact")
    assert never.error.code == "member.lost_since_unknown"
    assert refusal(suspend, lost, ground="holiday").error.code == "member.unknown_ground"


def test_restoring_leads_back_to_the_stage_before() -> None:
    suspended = done(MemberAction.SUSPEND, STATES[MemberState.PROBATIONARY])
    assert done(MemberAction.RESTORE, suspended).state is MemberState.PROBATIONARY


def test_who_rejoins_begins_anew_on_the_old_record() -> None:
    again = done(MemberAction.REJOIN, STATES[MemberState.REMOVED])
    assert (again.state, again.joined_on, again.left_on) == (MemberState.APPLICANT, None, None)


def test_correction_ends_within_a_year() -> None:
    full = STATES[MemberState.FULL]
    done(MemberAction.ORDER_CORRECTION, full, until=date(2027, 6, 30))
    for until in (date(2027, 7, 1), date(2026, 6, 30)):
        assert refusal(MemberAction.ORDER_CORRECTION, full, until=until).error.code == "member.correction_too_long"


def test_nothing_happens_in_the_future_or_before_what_it_builds_upon() -> None:
    full = STATES[MemberState.FULL]
    future = refusal(MemberAction.RECORD_DEATH, full, occurred_on=date(2026, 11, 22))
    assert future.error.code == "member.date_in_future"
    before = refusal(MemberAction.RECORD_DEATH, full, occurred_on=date(2001, 6, 30))
    assert before.error.code == "member.not_before"
    assert refusal(MemberAction.RESTORE, STATES[MemberState.SUSPENDED], occurred_on=date(2023, 5, 4)).error.code == (
        "member.not_before"
    )


@given(st.dates(date(1930, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_month_arithmetic_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (
        moved.day < day.day and add_months(moved.replace(day=1), 1).toordinal() - moved.toordinal() == 1
    )


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 90))
@example(date(2023, 2, 28), 31)
@example(date(2024, 2, 29), 31)
def test_the_bands_of_ages_begin_where_an_anniversary_has_come(today: date, years: int) -> None:
    first = first_day_short_of(today, years)
    assert add_years(first, years) > today
    assert add_years(first - timedelta(days=1), years) <= today


def test_the_picture_in_the_documentation_is_the_table() -> None:
    page = (Path(__file__).parents[3] / "docs/members.md").read_text()
    assert WORKFLOW.diagram() in page


def test_states_are_stages_and_standings() -> None:
    assert state_of(Stage.FULL, Standing.NORMAL) is MemberState.FULL
    assert state_of(Stage.FULL, Standing.DECEASED) is MemberState.DECEASED
