"""Lamps of rules §7, on the day and by the two days that a ticket keeps."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums.tickets import Lamp
from services.kit.work_calendar import WorkCalendar
from services.tickets.lamps import LampDays, Plan, lamp_days, lamp_on, make_plan

GREEN, YELLOW, RED = Lamp.GREEN, Lamp.YELLOW, Lamp.RED
ON_WORKING_DAYS = WorkCalendar().last_working_day_until
HUNDRED_DAYS = Plan(date(2026, 3, 2), date(2026, 6, 10))
"""A hundred days: a day is a point of the plan."""


def any_day(day: date) -> date:
    return day


def day_of(plan: Plan, number: int) -> date:
    return plan.starts_on + timedelta(days=number)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    start = draw(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
    length = draw(st.integers(0, 400))
    points = draw(st.dictionaries(st.integers(-20, 420), st.integers(1, 99), max_size=5))
    percents = sorted(set(points.values()))
    offsets = sorted(points)[: len(percents)]
    milestones = [(start + timedelta(days=offset), percent) for offset, percent in zip(offsets, percents, strict=True)]
    return make_plan(start, draw(st.integers(0, 60)), start + timedelta(days=length + 60), milestones)


def by_thresholds(days: LampDays, day: date) -> Lamp:
    """As lists and counts tell the lamp: by comparing dates."""
    if day >= days.red_on:
        return RED
    return YELLOW if day >= days.yellow_on else GREEN


@given(plans(), st.integers(0, 100), st.integers(0, 500), st.sampled_from([any_day, ON_WORKING_DAYS]))
def test_the_two_days_tell_the_same_lamp_as_the_rule_on_every_day(
    plan: Plan, progress: int, offset: int, last_working_day: Callable[[date], date]
) -> None:
    day = day_of(plan, offset)
    assert by_thresholds(lamp_days(plan, progress, last_working_day), day) is lamp_on(
        day, plan, progress, last_working_day
    )


@given(plans(), st.integers(0, 499))
def test_a_plan_never_falls_and_ends_complete(plan: Plan, offset: int) -> None:
    day = day_of(plan, offset)
    assert 0 <= plan.percent_on(day) <= plan.percent_on(day + timedelta(days=1)) <= 100
    assert plan.percent_on(plan.due_on + timedelta(days=1)) == 100
    assert plan.percent_on(plan.starts_on) == 0


@given(plans(), st.integers(0, 100), st.integers(0, 300), st.integers(1, 90))
def test_moving_a_plan_as_a_suspension_does_keeps_every_lamp(plan: Plan, progress: int, offset: int, stop: int) -> None:
    shift = timedelta(days=stop)
    moved = Plan(plan.starts_on + shift, plan.due_on + shift, tuple((day + shift, n) for day, n in plan.milestones))
    day = day_of(plan, offset)
    assert lamp_on(day, plan, progress, any_day) is lamp_on(day + shift, moved, progress, any_day)


@pytest.mark.parametrize(
    ("lag", "lamp"),
    [(0, GREEN), (9, GREEN), (10, YELLOW), (30, YELLOW), (31, RED)],
)
def test_ten_and_thirty_points_behind_are_yellow_and_more_is_red(lag: int, lamp: Lamp) -> None:
    assert lamp_on(day_of(HUNDRED_DAYS, 40), HUNDRED_DAYS, 40 - lag, any_day) is lamp


def test_the_lag_is_compared_exactly() -> None:
    plan = Plan(date(2026, 3, 2), date(2026, 3, 9))
    assert plan.percent_on(date(2026, 3, 3)) == Fraction(100, 7)
    assert lamp_on(date(2026, 3, 3), plan, 4, any_day) is YELLOW  # 14.28… − 4 ≥ 10
    assert lamp_on(date(2026, 3, 3), plan, 5, any_day) is GREEN  # 14.28… − 5 < 10


@pytest.mark.parametrize(("before_due", "lamp"), [(4, GREEN), (3, YELLOW), (0, YELLOW), (-1, RED)])
def test_three_days_before_the_due_date_warn_and_the_day_after_is_red(before_due: int, lamp: Lamp) -> None:
    day = HUNDRED_DAYS.due_on - timedelta(days=before_due)
    assert lamp_on(day, HUNDRED_DAYS, 99, any_day) is lamp


def test_a_done_ticket_is_red_after_its_due_date_all_the_same() -> None:
    assert lamp_on(day_of(HUNDRED_DAYS, 101), HUNDRED_DAYS, 100, any_day) is RED


def test_milestones_bend_the_plan() -> None:
    half, due = day_of(HUNDRED_DAYS, 80), HUNDRED_DAYS.due_on
    late = Plan(HUNDRED_DAYS.starts_on, due, ((half, 20),))
    assert late.percent_on(half) == 20
    assert late.percent_on(day_of(HUNDRED_DAYS, 40)) == 10
    assert late.percent_on(day_of(HUNDRED_DAYS, 90)) == 60
    assert lamp_on(half, late, 11, any_day) is GREEN
    assert lamp_on(half, HUNDRED_DAYS, 11, any_day) is RED


def test_milestones_outside_of_the_plan_are_left_out() -> None:
    start, due = date(2026, 3, 2), date(2026, 4, 1)
    plan = make_plan(start, 5, due, [(date(2026, 3, 7), 10), (date(2026, 3, 20), 50), (due, 90)])
    assert plan == Plan(date(2026, 3, 7), due, ((date(2026, 3, 20), 50),))


def test_a_due_date_after_a_long_holiday_warns_on_the_last_working_day_before() -> None:
    plan = Plan(date(2026, 8, 3), date(2026, 10, 8))  # the first day after 国庆节 2026 (1–7 October)
    last = date(2026, 9, 30)
    assert lamp_on(last - timedelta(days=1), plan, 95, ON_WORKING_DAYS) is GREEN
    assert lamp_on(last, plan, 95, ON_WORKING_DAYS) is YELLOW
    assert lamp_on(last, plan, 95, any_day) is GREEN
    assert lamp_days(plan, 95, ON_WORKING_DAYS).yellow_on == last


def test_assigned_and_due_on_the_same_day_is_urgent_but_not_late() -> None:
    day = date(2026, 3, 2)
    plan = make_plan(day, 0, day, [])
    assert lamp_on(day, plan, 0, any_day) is YELLOW
    assert lamp_on(day + timedelta(days=1), plan, 0, any_day) is RED
    assert lamp_days(plan, 0, any_day).red_on == day + timedelta(days=1)
