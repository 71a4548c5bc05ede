"""The ledger's arithmetic: whatever happens in whatever order, the balance is the sum of the rows."""

import contextlib
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from models.enums.points import Band, CapPeriod
from services.points.ledger import Award, Cap, FrozenError, Ledger, NotInLedgerError, band, period_of, replay, score

RULES: dict[str, tuple[int, Cap | None]] = {
    "A": (3, Cap(7, CapPeriod.YEAR)),
    "B": (2, Cap(3, CapPeriod.MONTH)),
    "C": (5, None),
    "D": (-4, Cap(9, CapPeriod.QUARTER)),
    "E": (-90, None),
}

awards = st.tuples(st.just("award"), st.sampled_from(sorted(RULES)), st.integers(0, 9), st.integers(0, 364))
reversals = st.tuples(st.just("reverse"), st.integers(0, 30))
others = st.tuples(st.sampled_from(["veto", "lift", "freeze"]))
steps = st.lists(st.one_of(awards, awards, reversals, others), max_size=60)


def award(code: str, source: int, day: int, identity: int) -> Award:
    asked, cap = RULES[code]
    return Award(UUID(int=identity), code, ("fact", UUID(int=source)), asked, date(2026, 1, 1) + timedelta(day), cap)


def walk(ledger: Ledger, wanted: list[tuple[object, ...]]) -> list[Ledger]:
    """The ledger after each step; steps that it refuses leave it as it was."""
    course = [ledger]
    for number, step in enumerate(wanted, start=1):
        with contextlib.suppress(FrozenError, NotInLedgerError):
            ledger = apply(ledger, step, number)
        course.append(ledger)
    return course


def apply(ledger: Ledger, step: tuple[object, ...], number: int) -> Ledger:
    match step:
        case ("award", str(code), int(source), int(day)):
            return ledger.award(award(code, source, day, number))
        case ("reverse", int(place)) if ledger.rows:
            return ledger.reverse(ledger.rows[place % len(ledger.rows)].id, UUID(int=number))
        case ("veto",):
            return ledger.veto()
        case ("lift",):
            return ledger.lift_veto()
        case ("freeze",):
            return ledger.freeze()
    return ledger


@for_all(steps)
def test_any_interleaving_keeps_the_promises(wanted: list[tuple[object, ...]]) -> None:
    course = walk(Ledger(), wanted)
    for before, after in pairwise(course):
        assert after.rows[: len(before.rows)] == before.rows, "rows are only ever added"
        assert not before.frozen or after == before, "a frozen year takes nothing"
    ledger = course[-1]
    assert ledger.total == sum(row.points for row in ledger.rows)
    assert ledger.score == (0 if ledger.vetoed else max(0, 60 + ledger.total))
    sources = [(row.rule_code, row.source) for row in ledger.rows]
    assert len(set(sources)) == len(sources), "a fact earns from a rule once, a row is reversed once"
    for code, (asked, cap) in RULES.items():
        for row in ledger.rows:
            if cap is not None and row.rule_code == code:
                used = ledger.used(code, *period_of(row.occurred_on, cap.period))
                assert used <= cap.points, "a cap is never passed"
            assert row.reverses or row.points * row.asked >= 0
            assert row.rule_code != code or abs(row.points) <= abs(asked)
    again = replay(ledger.rows)
    assert again.rows == ledger.rows
    assert again.total == ledger.total


@for_all(steps)
def test_asking_for_everything_a_second_time_changes_nothing(wanted: list[tuple[object, ...]]) -> None:
    only = [step for step in wanted if step[0] == "award"]
    once = walk(Ledger(), only)[-1]
    assert walk(once, only)[-1] == once


@for_all(steps)
def test_a_veto_that_is_lifted_leaves_the_score_as_the_rows_say(wanted: list[tuple[object, ...]]) -> None:
    ledger = replace(walk(Ledger(), wanted)[-1], frozen=False, vetoed=False)
    assert ledger.veto().score == 0
    assert ledger.veto().lift_veto() == ledger


def test_a_cap_gives_the_rest_and_a_reversal_frees_it() -> None:
    ledger = Ledger()
    for source in range(4):
        ledger = ledger.award(award("A", source, 40, source + 1))
    assert [row.points for row in ledger.rows] == [3, 3, 1, 0]
    ledger = ledger.reverse(UUID(int=1), UUID(int=50)).award(award("A", 8, 50, 51))
    assert [row.points for row in ledger.rows[4:]] == [-3, 3]
    with pytest.raises(NotInLedgerError):
        ledger.reverse(UUID(int=1), UUID(int=52))
    with pytest.raises(NotInLedgerError):
        ledger.reverse(UUID(int=50), UUID(int=52))


def test_a_correction_of_a_frozen_year_is_replayed_in_the_next() -> None:
    old = Ledger().award(award("C", 1, 3, 1))
    foreign = replace(old.reverse(UUID(int=1), UUID(int=2)).rows[1])
    assert replay([foreign]).total == -5


@pytest.mark.parametrize(
    ("points", "expected"),
    [(90, Band.FIRST), (89, Band.SECOND), (70, Band.SECOND), (69, Band.THIRD), (60, Band.THIRD), (59, Band.BELOW)],
)
def test_an_edge_belongs_to_the_band_above(points: int, expected: Band) -> None:
    assert band(points) is expected


def test_the_score_never_falls_below_zero_and_has_no_upper_cap() -> None:
    assert (score(-61), score(0), score(500)) == (0, 60, 560)
    assert score(500, vetoed=True) == 0


def test_periods_are_those_of_the_calendar() -> None:
    day = date(2028, 2, 29)
    assert period_of(day, CapPeriod.MONTH) == (date(2028, 2, 1), day)
    assert period_of(day, CapPeriod.QUARTER) == (date(2028, 1, 1), date(2028, 3, 31))
    assert period_of(day, CapPeriod.YEAR) == (date(2028, 1, 1), date(2028, 12, 31))
