"""Setting days of the work calendar by hand, above the published arrangement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.calendar import CalendarDay
from services.access import audit
from services.access.actor import Actor
from services.calendar.errors import DAY_ALREADY_SET
from services.calendar.queries import check_year
from services.calendar.remembered import CHANNEL
from services.kit.database import WriteSession, announce
from services.kit.dates import long_date
from services.kit.errors import NOT_FOUND, STALE

_CALENDAR_LOCK = 0x43414C45


@dataclass(frozen=True, slots=True)
class NewDay:
    """Whether `day` is worked, under which name (国庆节), by which notice."""

    day: date
    working: bool
    name: str
    source: str


async def set_day(session: WriteSession, actor: Actor, new: NewDay, version: int | None) -> tuple[CalendarDay, bool]:
    """Set a day, or set it anew; gives the setting and whether it is a new one.

    Errors: `calendar.year_out_of_range`; `calendar.day_already_set` for a set day without the version seen,
    `stale_version` for another version than the present one, or for a version of a setting that is gone.
    """
    check_year(new.day, "/path/day")
    setting = await _locked(session, new.day)
    if setting is None:
        if version is not None:
            raise STALE(current="—", given=version)
        return await _create(session, actor, new), True
    if version is None:
        raise DAY_ALREADY_SET(
            day=new.day,
            what=f"{setting.name}{'（上班）' if setting.working else '（放假）'}",
            what_en=f"{setting.name}, {'working' if setting.working else 'day off'}",
        )
    _check_version(setting, version)
    before = _facts(setting)
    setting.working, setting.name, setting.source = new.working, new.name, new.source
    setting.set_by = actor.account_id
    await session.flush()
    await _recorded(session, actor, "calendar.set_day", setting, audit.changed(before, _facts(setting)))
    return setting, False


async def clear_day(session: WriteSession, actor: Actor, day: date, version: int) -> None:
    """Take a setting back, so that the published arrangement holds again. Errors: `not_found`, `stale_version`."""
    setting = await _locked(session, day)
    if setting is None:
        raise NOT_FOUND(what=f" {long_date(day)}的人工设定")
    _check_version(setting, version)
    await session.delete(setting)
    await session.flush()
    gone = {name: [value, None] for name, value in _facts(setting).items()}
    await _recorded(session, actor, "calendar.clear_day", setting, gone)


async def _locked(session: WriteSession, day: date) -> CalendarDay | None:
    """The day's setting; who changes the calendar waits here for whoever else does."""
    await session.execute(select(func.pg_advisory_xact_lock(_CALENDAR_LOCK)))
    setting: CalendarDay | None = await session.scalar(select(CalendarDay).where(CalendarDay.day == day))
    return setting


async def _create(session: WriteSession, actor: Actor, new: NewDay) -> CalendarDay:
    setting = CalendarDay(day=new.day, working=new.working, name=new.name, source=new.source, set_by=actor.account_id)
    session.add(setting)
    await session.flush()
    await _recorded(session, actor, "calendar.set_day", setting, audit.changed({}, _facts(setting)))
    return setting


def _check_version(setting: CalendarDay, version: int) -> None:
    if setting.version != version:
        raise STALE(current=setting.version, given=version)


def _facts(setting: CalendarDay) -> dict[str, Any]:
    return {"working": setting.working, "name": setting.name, "source": setting.source}


async def _recorded(
    session: WriteSession, actor: Actor, action: str, setting: CalendarDay, changes: audit.Changes
) -> None:
    audit.record(
        session,
        actor,
        action,
        entity_kind="calendar_day",
        entity_id=setting.id,
        entity_name=setting.day.isoformat(),
        changes=changes,
    )
    await announce(session, CHANNEL)
