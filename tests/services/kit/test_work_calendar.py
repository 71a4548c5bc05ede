from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums.calendar import DayKind, PeriodEnd
from services.kit.work_calendar import DayRule, WorkCalendar, period_end

PLAIN = WorkCalendar()
DAYS = st.dates(date(2004, 1, 1), date(2060, 12, 31))
CALENDARS = st.dictionaries(
    st.dates(date(2025, 1, 1), date(2029, 12, 31)), st.builds(DayRule, st.booleans(), st.just("防汛值守")), max_size=60
).map(WorkCalendar)


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2025, 1, 26), DayKind.MAKE_UP, "春节"),
        (date(2025, 1, 28), DayKind.HOLIDAY, "春节"),
        (date(2025, 10, 8), DayKind.HOLIDAY, "国庆节"),
        (date(2025, 10, 11), DayKind.MAKE_UP, "国庆节"),
        (date(2026, 2, 14), DayKind.MAKE_UP, "春节"),
        (date(2026, 6, 19), DayKind.HOLIDAY, "端午节"),
        (date(2026, 10, 1), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 8), DayKind.WORKDAY, None),
        (date(2026, 10, 10), DayKind.MAKE_UP, "国庆节"),
        (date(2026, 11, 21), DayKind.WEEKEND, None),
        (date(2027, 10, 1), DayKind.WORKDAY, None),
    ],
)
def test_days_of_the_published_arrangements(day: date, kind: DayKind, name: str | None) -> None:
    facts = PLAIN.look_up(day)
    assert (facts.kind, facts.name, PLAIN.kind(day)) == (kind, name, kind)
    assert facts.working is PLAIN.is_working(day) is (kind in {DayKind.WORKDAY, DayKind.MAKE_UP})


def test_the_national_day_week_is_skipped_and_the_make_up_saturday_counted() -> None:
    assert PLAIN.add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert PLAIN.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert PLAIN.add_working_days(date(2026, 9, 30), 4) == date(2026, 10, 12)
    assert PLAIN.add_working_days(date(2026, 12, 30), 1) == date(2026, 12, 31)
    assert PLAIN.next_working_day(date(2026, 10, 9)) == date(2026, 10, 10)
    assert PLAIN.last_working_day_until(date(2026, 10, 7)) == date(2026, 9, 30)
    assert PLAIN.last_working_day_until(date(2026, 10, 10)) == date(2026, 10, 10)


def test_remaining_and_overdue_days() -> None:
    assert PLAIN.working_days_between(date(2026, 11, 20), date(2026, 11, 27)) == 5
    assert PLAIN.working_days_between(date(2026, 11, 27), date(2026, 11, 20)) == -5
    assert PLAIN.working_days_between(date(2026, 11, 21), date(2026, 11, 22)) == 0
    assert PLAIN.working_days_between(date(2026, 11, 20), date(2026, 11, 20)) == 0


@given(CALENDARS, DAYS, st.integers(1, 3650))
def test_adding_and_counting_undo_each_other(calendar: WorkCalendar, start: date, count: int) -> None:
    end = calendar.add_working_days(start, count)
    assert calendar.is_working(end)
    assert calendar.working_days_between(start, end) == count
    assert calendar.working_days_between(start, end - timedelta(days=1)) == count - 1


@given(CALENDARS, DAYS, st.integers(-800, 800))
def test_counting_agrees_with_looking_at_each_day(calendar: WorkCalendar, start: date, distance: int) -> None:
    end = start + timedelta(days=distance)
    first, last = sorted((start, end))
    worked = sum(calendar.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    assert calendar.working_days_between(start, end) == (worked if distance >= 0 else -worked)


@given(CALENDARS, DAYS)
def test_neighbouring_working_days_leave_none_between(calendar: WorkCalendar, day: date) -> None:
    until, after = calendar.last_working_day_until(day), calendar.next_working_day(day)
    assert until <= day < after
    between = [until + timedelta(days=n) for n in range(1, (after - until).days)]
    assert calendar.is_working(until)
    assert not any(map(calendar.is_working, between))


def test_an_override_wins_over_the_published_arrangement() -> None:
    calendar = WorkCalendar(
        {
            date(2026, 10, 10): DayRule(working=False, name="台风停工"),
            date(2026, 10, 11): DayRule(working=True, name="补班"),
            date(2026, 10, 12): DayRule(working=True, name="防汛"),
        }
    )
    kinds = [calendar.kind(date(2026, 10, day)) for day in (10, 11, 12)]
    assert kinds == [DayKind.HOLIDAY, DayKind.MAKE_UP, DayKind.WORKDAY]
    assert calendar.look_up(date(2026, 10, 11)).overridden
    assert not calendar.look_up(date(2026, 10, 1)).overridden
    assert calendar.add_working_days(date(2026, 10, 9), 1) == date(2026, 10, 11)


def test_a_year_without_arrangement_is_provisional() -> None:
    assert not PLAIN.is_provisional(date(2026, 12, 31))
    assert PLAIN.is_provisional(date(2027, 1, 1))
    assert PLAIN.is_provisional(date(2026, 12, 31), date(2027, 1, 1))
    assert PLAIN.is_provisional(date(2027, 1, 1), date(2026, 12, 31))
    assert PLAIN.is_provisional(date(2003, 6, 1))
    assert PLAIN.look_up(date(2027, 5, 1)).provisional


def test_a_year_is_complete_when_every_statutory_holiday_has_been_set() -> None:
    """全国年节及纪念日放假办法: seven holidays, thirteen days."""
    off = {
        "元旦": [date(2027, 1, 1)],
        "春节": [date(2027, 2, day) for day in (5, 8, 9, 10)],
        "清明节": [date(2027, 4, 5)],
        "劳动节": [date(2027, 5, 3), date(2027, 5, 4)],
        "端午节": [date(2027, 6, 9)],
        "中秋节": [date(2027, 9, 15)],
        "国庆节": [date(2027, 10, day) for day in (1, 4, 5)],
    }
    overrides = {day: DayRule(working=False, name=name) for name, days in off.items() for day in days}
    assert not WorkCalendar(overrides).is_provisional(date(2027, 3, 1))
    assert WorkCalendar(overrides).is_provisional(date(2027, 3, 1), date(2028, 1, 1))
    for missing in overrides:
        rest = {day: rule for day, rule in overrides.items() if day != missing}
        assert WorkCalendar(rest).is_provisional(date(2027, 3, 1))
    nameless = {day: DayRule(working=False, name="放假") for day in overrides}
    assert WorkCalendar(nameless).is_provisional(date(2027, 3, 1))


@pytest.mark.parametrize(
    ("day", "period", "end"),
    [
        (date(2024, 2, 1), PeriodEnd.MONTH_END, date(2024, 2, 29)),
        (date(2026, 2, 28), PeriodEnd.MONTH_END, date(2026, 2, 28)),
        (date(2026, 1, 1), PeriodEnd.QUARTER_END, date(2026, 3, 31)),
        (date(2026, 4, 30), PeriodEnd.QUARTER_END, date(2026, 6, 30)),
        (date(2026, 12, 31), PeriodEnd.QUARTER_END, date(2026, 12, 31)),
        (date(2026, 11, 21), PeriodEnd.YEAR_END, date(2026, 12, 31)),
    ],
)
def test_ends_of_periods(day: date, period: PeriodEnd, end: date) -> None:
    assert period_end(day, period) == end


@pytest.mark.parametrize("count", [0, -1])
def test_counting_no_days_is_a_mistake_of_the_caller(count: int) -> None:
    with pytest.raises(ValueError, match="cannot count"):
        PLAIN.add_working_days(date(2026, 11, 20), count)


def test_the_calendar_ends_with_the_year_9999() -> None:
    assert PLAIN.add_working_days(date(9999, 12, 30), 1) == date(9999, 12, 31)
    with pytest.raises(OverflowError):
        PLAIN.add_working_days(date(9999, 12, 31), 1)
