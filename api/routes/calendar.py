"""The work calendar: days, due dates, and days set by hand."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query, Response

from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, IfMatchGiven, WriteSession
from api.routing import SecuredRouter
from models.enums.calendar import DayUnit, PeriodEnd
from schemas.calendar import CalendarDay, CalendarDayOverride, CalendarDays, CalendarDaySetting, DueDate
from schemas.fields import CalendarDate
from services.access.permissions import Permission
from services.calendar import commands, queries
from services.calendar.commands import NewDay
from services.jobs.lamps import REPLAN_LAMPS, ChangedDay
from services.kit.jobs import enqueue

MAX_DAYS = 3650
router = SecuredRouter(prefix="/calendar", tag="calendar")

_MADE: dict[int | str, dict[str, Any]] = {201: {"model": CalendarDayOverride, "description": "Set for the first time"}}

StartDate = Annotated[CalendarDate, Query(alias="from", description="The day from which to count, not counted itself")]


@router.operation("GET", "/days", permission=Permission.CALENDAR_READ)
async def list_days(
    reader: CurrentReader,
    platform: CurrentPlatform,
    first: Annotated[CalendarDate, Query(alias="from")],
    last: Annotated[CalendarDate, Query(alias="to", description="At most 400 days from the first")],
) -> CalendarDays:
    """Every day of a range, first and last included."""
    calendar = await platform.calendar.current()
    items = await queries.days(reader, calendar, first, last)
    return CalendarDays(items=[CalendarDay(**item) for item in items])


@router.operation("GET", "/due-date", permission=Permission.CALENDAR_READ)
async def due_date(
    actor: CurrentActor,
    platform: CurrentPlatform,
    start: StartDate,
    days: Annotated[int | None, Query(ge=1, le=MAX_DAYS, description="Days to add")] = None,
    unit: Annotated[DayUnit, Query(description="What is counted; for a preset, whether it ends on a working day")] = (
        DayUnit.WORKING
    ),
    preset: Annotated[PeriodEnd | None, Query(description="Instead of `days`: the end of the start's period")] = None,
) -> DueDate:
    """Helps to set a time limit, before anything is stored."""
    calendar = await platform.calendar.current()
    found = queries.due_date(calendar, start, days, unit, preset, locale=actor.locale)
    return DueDate(**asdict(found))


@router.operation("PUT", "/days/{day}", permission=Permission.CALENDAR_MANAGE, errors=(412, 428), responses=_MADE)
async def set_day(
    session: WriteSession,
    actor: CurrentActor,
    day: CalendarDate,
    setting: CalendarDaySetting,
    version: IfMatchGiven,
    response: Response,
) -> CalendarDayOverride:
    """Set a day by hand, above the published arrangement. A day set before needs `If-Match`."""
    new = NewDay(day=day, working=setting.working, name=setting.name, source=setting.source)
    stored, is_new = await commands.set_day(session, actor, new, version)
    await enqueue(session, REPLAN_LAMPS, ChangedDay(day))
    response.status_code = 201 if is_new else 200
    response.headers["ETag"] = f'"{stored.version}"'
    return CalendarDayOverride.model_validate(stored)


@router.operation(
    "DELETE", "/days/{day}", permission=Permission.CALENDAR_MANAGE, status_code=204, errors=(404, 412, 428)
)
async def clear_day(session: WriteSession, actor: CurrentActor, day: CalendarDate, version: IfMatch) -> None:
    """Take a hand-set day back, so that the published arrangement holds again."""
    await commands.clear_day(session, actor, day, version)
    await enqueue(session, REPLAN_LAMPS, ChangedDay(day))
