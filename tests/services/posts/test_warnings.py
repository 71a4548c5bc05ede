"""Reminders about elections and posts, on the days where they begin and end."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums.branches import BranchKind
from models.enums.posts import Office
from services.kit.dates import add_months, add_years
from services.posts.term_rules import TERM_LENGTHS, last_day
from services.posts.warnings import OFFICE_LABELS, BranchFacts, Term, warnings_of

K, O = BranchKind, Office  # noqa: E741 - the table below is read column by column
FULL = frozenset({O.SECRETARY, O.ORGANISATION, O.PUBLICITY, O.DISCIPLINE})
DUE = date(2027, 5, 20)


def codes(facts: BranchFacts, today: date) -> list[str]:
    return [warning.code.value for warning in warnings_of(facts, today)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 19), []),
        (date(2026, 11, 20), ["election_due"]),
        (date(2027, 5, 20), ["election_due"]),
        (date(2027, 5, 21), ["election_overdue"]),
    ],
)
def test_the_reminder_begins_six_months_before_and_the_last_day_is_in_time(today: date, expected: list[str]) -> None:
    assert codes(BranchFacts(K.BRANCH, Term(DUE), FULL), today) == expected


def test_six_months_before_the_end_of_august_is_the_end_of_february() -> None:
    facts = BranchFacts(K.BRANCH, Term(date(2027, 8, 31)), FULL)
    assert codes(facts, date(2027, 2, 27)) == []
    assert codes(facts, date(2027, 2, 28)) == ["election_due"]


@pytest.mark.parametrize(
    ("postponed_to", "expected"),
    [
        (date(2028, 5, 20), []),
        (date(2028, 5, 21), ["postponed_too_long"]),
    ],
)
def test_a_year_is_the_longest_postponement(postponed_to: date, expected: list[str]) -> None:
    assert codes(BranchFacts(K.BRANCH, Term(DUE, postponed_to), FULL), date(2027, 6, 1)) == expected


def test_after_a_postponement_its_day_counts() -> None:
    facts = BranchFacts(K.BRANCH, Term(DUE, date(2027, 12, 1)), FULL)
    assert codes(facts, date(2027, 5, 31)) == []
    assert codes(facts, date(2027, 6, 1)) == ["election_due"]
    assert codes(facts, date(2027, 12, 2)) == ["election_overdue"]


@pytest.mark.parametrize(
    ("kind", "offices", "full_members", "expected"),
    [
        (K.BRANCH, set(), None, ["no_secretary"]),
        (K.BRANCH, {O.SECRETARY}, None, []),
        (K.BRANCH, {O.SECRETARY}, 6, []),
        (K.BRANCH, {O.SECRETARY}, 7, ["office_vacant"] * 3),
        (K.BRANCH, {O.SECRETARY, O.ORGANISATION}, 6, []),
        (K.BRANCH, {O.SECRETARY, O.ORGANISATION}, None, ["office_vacant"] * 2),
        (K.JOINT_BRANCH, {O.SECRETARY, O.COMMITTEE_MEMBER}, None, ["office_vacant"] * 3),
        (K.BRANCH, FULL, 30, []),
        (K.BRANCH, FULL - {O.SECRETARY}, 30, ["no_secretary"]),
        (K.GENERAL_BRANCH, {O.SECRETARY, O.ORGANISATION}, None, []),
        (K.COMMITTEE, set(), None, ["no_secretary"]),
        (K.PROVISIONAL_BRANCH, set(), 20, ["no_secretary"]),
        (K.GROUP, set(), None, []),
    ],
)
def test_posts_that_should_be_filled(
    kind: BranchKind, offices: set[Office], full_members: int | None, expected: list[str]
) -> None:
    assert codes(BranchFacts(kind, None, frozenset(offices), full_members), DUE) == expected


def test_each_warning_names_its_article_and_how_sure_we_are_of_it() -> None:
    found = warnings_of(BranchFacts(K.BRANCH, Term(DUE, date(2029, 1, 1)), frozenset(), 7), date(2030, 1, 1))
    assert [warning.code.value for warning in found] == [
        "election_overdue", "postponed_too_long", "no_secretary", *["office_vacant"] * 3,
    ]  # fmt: skip
    assert all("第" in warning.rule and warning.confidence == "A" for warning in found)
    assert found[-1].text.render("zh") == "支委会缺纪检委员。"
    assert found[-1].text.render("en") == "The branch committee has no committee member for discipline."
    assert found[0].due_on == date(2029, 1, 1)
    (committee,) = warnings_of(BranchFacts(K.COMMITTEE, None, frozenset()), DUE)
    assert committee.confidence == "P"
    assert set(OFFICE_LABELS) == set(Office)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-3000, 3000))
def test_an_election_is_never_due_and_overdue_at_once(due: date, days: int) -> None:
    today = date.fromordinal(due.toordinal() + days)
    found = codes(BranchFacts(K.BRANCH, Term(due), FULL), today)
    assert len(found) <= 1
    assert (found == ["election_overdue"]) == (days > 0)
    assert (found != []) == (today >= add_months(due, -6))


def test_terms_by_kind() -> None:
    assert {kind.value: length.years for kind, length in TERM_LENGTHS.items()} == {
        "committee": 5, "organ_committee": 5, "general_branch": 3, "branch": 3, "joint_branch": 3,
    }  # fmt: skip
    assert last_day(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert last_day(date(2024, 5, 20), 3) == date(2027, 5, 20)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(-240, 240))
def test_months_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and add_months(moved, 0).day == moved.day)
    assert moved.day == day.day or date.fromordinal(moved.toordinal() + 1).day == 1
    assert add_years(day, 1) == add_months(day, 12)
