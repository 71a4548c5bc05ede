"""When a day of the work calendar is set or cleared by hand, the warnings of tickets due around it move."""

from dataclasses import dataclass
from datetime import date

import structlog

from services.calendar.remembered import load_calendar
from services.kit.database import reader_in
from services.kit.jobs import Job, JobContext
from services.tickets.plans import replan_due_around

log = structlog.get_logger("jobs.lamps")


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """The day whose setting has changed."""

    day: date


async def run(context: JobContext, changed: ChangedDay) -> None:
    """Work out the lamps of the tickets under way that are due around the day."""
    calendar = await load_calendar(await reader_in(context.session))
    moved = await replan_due_around(context.session, changed.day, calendar.last_working_day_until)
    log.info("lamps.replanned", day=changed.day.isoformat(), tickets=moved)


REPLAN_LAMPS = Job("replan_lamps", ChangedDay, run)
