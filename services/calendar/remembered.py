"""The work calendar as each process remembers it, dropped when any process announces a change."""

from functools import partial

from sqlalchemy import select

from models.calendar import CalendarDay
from services.kit.reader import Reader, prepare
from services.kit.remembered import Remembered
from services.kit.work_calendar import DayRule, WorkCalendar

CHANNEL = "calendar"
"""Announced whenever a day is set or cleared by hand."""

_OVERRIDES = prepare(select(CalendarDay.day, CalendarDay.working, CalendarDay.name))


async def load_calendar(reader: Reader) -> WorkCalendar:
    """The published arrangements with the office's own days above them (some hundred rows at most)."""
    return WorkCalendar({row["day"]: DayRule(row["working"], row["name"]) for row in await reader.rows(_OVERRIDES)})


class RememberedCalendar(Remembered[WorkCalendar]):
    """The calendar, read again after an announcement and at the latest after `seconds`."""

    def __init__(self, reader: Reader, *, seconds: float = 300) -> None:
        super().__init__(partial(load_calendar, reader), seconds=seconds)
