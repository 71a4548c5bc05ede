"""The Chinese work calendar: statutory holidays, 调休 working weekends, and days set by the office (rules §0.3).

Pure: library data and overrides in, answers out. Years without an arrangement know weekends only and are provisional.
"""

import calendar
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]

from models.enums.calendar import DayKind, PeriodEnd

STATUTORY_HOLIDAYS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节")
STATUTORY_DAYS = 13
"""全国年节及纪念日放假办法（2024 年修订）第二条: seven holidays of thirteen days together."""

_SATURDAY = 5
_FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}
_PERIOD_MONTHS = {PeriodEnd.MONTH_END: 1, PeriodEnd.QUARTER_END: 3, PeriodEnd.YEAR_END: 12}


@dataclass(frozen=True, slots=True)
class DayRule:
    """Whether a day is worked, and the holiday or arrangement that says so (国庆节)."""

    working: bool
    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """What the calendar says of one day. `name` is None on plain working days and weekends."""

    day: date
    kind: DayKind
    working: bool
    name: str | None
    overridden: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class _Year:
    working: tuple[int, ...]
    """Ordinals of the working days, ascending."""
    provisional: bool


def _published() -> dict[date, DayRule]:
    names = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
    rules = {}
    for working, days in ((False, chinese_calendar.holidays), (True, chinese_calendar.workdays)):
        for day, english in days.items():
            name = names[english]
            rules[day] = DayRule(working, _FULL_NAMES.get(name, name))
    return rules


PUBLISHED: Mapping[date, DayRule] = _published()
"""The arrangements the State Council has published, as the library holds them."""

PUBLISHED_YEARS = frozenset(day.year for day in PUBLISHED)


@dataclass(frozen=True)
class WorkCalendar:
    """Answers about days; counting costs a look-up per year passed, however long the range.

    Dates up to the year 9999; beyond it `OverflowError`.
    """

    overrides: Mapping[date, DayRule] = field(default_factory=dict)
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_working(self, day: date) -> bool:
        rule = self._rule(day)
        return rule.working if rule is not None else day.weekday() < _SATURDAY

    def kind(self, day: date) -> DayKind:
        return self.look_up(day).kind

    def look_up(self, day: date) -> Day:
        """Everything the calendar says of a day."""
        rule = self._rule(day)
        weekend = day.weekday() >= _SATURDAY
        if rule is None:
            kind = DayKind.WEEKEND if weekend else DayKind.WORKDAY
        elif rule.working:
            kind = DayKind.MAKE_UP if weekend else DayKind.WORKDAY
        else:
            kind = DayKind.HOLIDAY
        return Day(
            day=day,
            kind=kind,
            working=self.is_working(day),
            name=rule.name if rule is not None else None,
            overridden=day in self.overrides,
            provisional=self.is_provisional(day),
        )

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which itself is not counted.

        Errors: ValueError unless `count` ≥ 1.
        """
        if count < 1:
            raise ValueError(f"cannot count {count} working days")
        year = start.year
        passed = bisect_right(self._year(year).working, start.toordinal())
        while passed + count > len(self._year(year).working):
            count -= len(self._year(year).working) - passed
            passed = 0
            if year == date.max.year:
                raise OverflowError("the calendar ends with the year 9999")
            year += 1
        return date.fromordinal(self._year(year).working[passed + count - 1])

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start` (overdue)."""
        if end < start:
            return -self.working_days_between(end, start)
        whole_years = sum(len(self._year(year).working) for year in range(start.year, end.year))
        return (
            whole_years
            + bisect_right(self._year(end.year).working, end.toordinal())
            - bisect_right(self._year(start.year).working, start.toordinal())
        )

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def last_working_day_until(self, day: date) -> date:
        """`day` itself if it is worked, else the last working day before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def is_provisional(self, day: date, until: date | None = None) -> bool:
        """Whether the arrangement of the day's year, or of any year up to `until`, is not known yet."""
        first, last = sorted((day, until or day))
        return any(self._year(year).provisional for year in range(first.year, last.year + 1))

    def _rule(self, day: date) -> DayRule | None:
        return self.overrides.get(day) or PUBLISHED.get(day)

    def _year(self, year: int) -> _Year:
        known = self._years.get(year)
        if known is None:
            working = tuple(day.toordinal() for day in _days_of(year) if self.is_working(day))
            known = self._years[year] = _Year(working, not self._is_complete(year))
        return known

    def _is_complete(self, year: int) -> bool:
        """Published, or overridden so far that every statutory holiday has its days off."""
        if year in PUBLISHED_YEARS:
            return True
        off = [rule.name for day, rule in self.overrides.items() if day.year == year and not rule.working]
        return len(off) >= STATUTORY_DAYS and all(
            any(holiday in name for name in off) for holiday in STATUTORY_HOLIDAYS
        )


def period_end(day: date, period: PeriodEnd) -> date:
    """The last day of the month, quarter or year in which `day` falls; no shifting for weekends (rules §0.1)."""
    months = _PERIOD_MONTHS[period]
    month = (day.month + months - 1) // months * months
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1).toordinal()
    return map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))
