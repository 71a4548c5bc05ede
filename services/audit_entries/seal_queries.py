"""The seals as an auditor looks through them, day by day."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, Integer, func, select

from models.audit import AuditSeal
from services.kit.paging import UNKNOWN_CURSOR
from services.kit.reader import Reader, place, prepare

BEHIND_AFTER = timedelta(hours=3)
_seal = AuditSeal.__table__
_days = (
    select(
        _seal.c.day,
        func.count().label("seals"),
        func.sum(_seal.c.entries).label("entries"),
        func.max(_seal.c.until_at).label("until_at"),
        func.max(_seal.c.sealed_at).label("sealed_at"),
        func.max(_seal.c.purged_at).label("purged_at"),
        func.max(_seal.c.sequence).label("last"),
    )
    .where(_seal.c.day < place("before", Date()))
    .group_by(_seal.c.day)
    .order_by(_seal.c.day.desc())
    .limit(place("limit", Integer()))
    .subquery()
)
_PAGE = prepare(
    select(*(column for column in _days.c if column.name != "last"), func.encode(_seal.c.digest, "hex").label("digest"))
    .join(_seal, _seal.c.sequence == _days.c.last)
    .order_by(_days.c.day.desc())
)
_SEALED_UNTIL = prepare(select(func.max(_seal.c.until_at)))


async def list_days(reader: Reader, *, cursor: str | None, limit: int, now: datetime) -> dict[str, Any]:
    """A page of days, the last one first. Errors: `paging.unknown_cursor`."""
    try:
        before = date.fromisoformat(cursor) if cursor else date.max
    except ValueError:
        raise UNKNOWN_CURSOR.at("/query/cursor") from None
    rows = await reader.rows(_PAGE, before=before, limit=limit + 1)
    sealed_until: datetime | None = await reader.value(_SEALED_UNTIL)
    return {
        "items": rows[:limit],
        "next_cursor": rows[limit - 1]["day"].isoformat() if len(rows) > limit else None,
        "sealed_until": sealed_until,
        "behind": sealed_until is None or sealed_until < now - BEHIND_AFTER,
    }
