"""Reading the work calendar and reckoning due dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, select

from models.calendar import CalendarDay
from models.enums.calendar import DayKind, DayUnit, PeriodEnd
from services.calendar.errors import DAYS_OR_PRESET, RANGE_REVERSED, RANGE_TOO_LONG, YEAR_OUT_OF_RANGE
from services.kit.errors import Locale, Text
from services.kit.reader import Reader, place, prepare
from services.kit.work_calendar import WorkCalendar, period_end

FIRST_YEAR, LAST_YEAR = 2000, 2099
MAX_RANGE_DAYS = 400

_OVERRIDES_BETWEEN = prepare(
    select(CalendarDay.day, CalendarDay.version, CalendarDay.source).where(
        CalendarDay.day.between(place("first", Date()), place("last", Date()))
    )
)
_PROVISIONAL = Text(
    "{years}的放假调休安排尚未录入，暂按双休日推算，安排公布后可能变动。",
    "The holiday arrangement of {years} is not known yet: only weekends are counted, the date may still move.",
)
_DAY_OFF = Text(
    "{due_on}是{what}，不是工作日；此前最后一个工作日是 {before}。",
    "{due_on} is not a working day ({what}); the last working day before it is {before}.",
)
_WEEKEND = Text("双休日", "weekend")


@dataclass(frozen=True, slots=True)
class DueDate:
    """A reckoned due date: `working_days` and `calendar_days` from the start (not counted) to `due_on` (counted).

    `weekday` is 1 (Monday) to 7; `note` says what a clerk should know, None if there is nothing.
    """

    due_on: date
    weekday: int
    working_days: int
    calendar_days: int
    provisional: bool
    note: str | None


def check_year(day: date, pointer: str) -> None:
    """Errors: `calendar.year_out_of_range`."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise YEAR_OUT_OF_RANGE.at(pointer, first=FIRST_YEAR, last=LAST_YEAR, given=day)


async def days(reader: Reader, calendar: WorkCalendar, first: date, last: date) -> list[dict[str, Any]]:
    """Every day of a range with what the calendar says of it.

    Errors: `calendar.year_out_of_range`, `calendar.range_reversed`, `calendar.range_too_long`.
    """
    check_year(first, "/query/from")
    check_year(last, "/query/to")
    if last < first:
        raise RANGE_REVERSED.at("/query/to", start=first, end=last)
    count = (last - first).days + 1
    if count > MAX_RANGE_DAYS:
        raise RANGE_TOO_LONG.at("/query/to", limit=MAX_RANGE_DAYS, given=count)
    overrides = {row["day"]: row for row in await reader.rows(_OVERRIDES_BETWEEN, first=first, last=last)}
    return [_described(calendar, first + timedelta(days=n), overrides) for n in range(count)]


def due_date(
    calendar: WorkCalendar,
    start: date,
    count: int | None,
    unit: DayUnit,
    preset: PeriodEnd | None,
    *,
    locale: Locale = "zh",
) -> DueDate:
    """`count` days after `start`, or the end of the period that `start` lies in.

    A period counted in working days ends with its last working day; when that has passed, the next period's is meant.
    Errors: `calendar.year_out_of_range`, `calendar.days_or_preset`.
    """
    check_year(start, "/query/from")
    if (count is None) == (preset is None):
        raise DAYS_OR_PRESET.at("/query/days")
    if preset is not None:
        due_on = _end_of(calendar, start, preset, unit)
    elif unit is DayUnit.WORKING:
        due_on = calendar.add_working_days(start, count or 0)
    else:
        due_on = start + timedelta(days=count or 0)
    return DueDate(
        due_on=due_on,
        weekday=due_on.isoweekday(),
        working_days=calendar.working_days_between(start, due_on),
        calendar_days=(due_on - start).days,
        provisional=calendar.is_provisional(start, due_on),
        note=_note(calendar, start, due_on, locale),
    )


def _described(calendar: WorkCalendar, day: date, overrides: dict[date, dict[str, Any]]) -> dict[str, Any]:
    facts, override = calendar.look_up(day), overrides.get(day)
    return {
        "day": day,
        "weekday": day.isoweekday(),
        "kind": facts.kind,
        "working": facts.working,
        "name": facts.name,
        "overridden": facts.overridden,
        "provisional": facts.provisional,
        "source": override["source"] if override else None,
        "version": override["version"] if override else None,
    }


def _end_of(calendar: WorkCalendar, start: date, preset: PeriodEnd, unit: DayUnit) -> date:
    end = period_end(start, preset)
    if unit is DayUnit.CALENDAR:
        return end
    worked = calendar.last_working_day_until(end)
    if worked >= start:
        return worked
    return calendar.last_working_day_until(period_end(end + timedelta(days=1), preset))


def _note(calendar: WorkCalendar, start: date, due_on: date, locale: Locale) -> str | None:
    notes = []
    if not calendar.is_working(due_on):
        facts = calendar.look_up(due_on)
        what = facts.name if facts.kind is DayKind.HOLIDAY and facts.name else _WEEKEND.render(locale)
        before = calendar.last_working_day_until(due_on)
        notes.append(_DAY_OFF.render(locale, {"due_on": due_on, "what": what, "before": before}))
    unknown = [year for year in range(start.year, due_on.year + 1) if calendar.is_provisional(date(year, 1, 1))]
    if unknown:
        span = f"{unknown[0]}" if len(unknown) == 1 else f"{unknown[0]}–{unknown[-1]}"
        notes.append(_PROVISIONAL.render(locale, {"years": f"{span}年" if locale == "zh" else span}))
    return (" " if locale == "en" else "").join(notes) or None
