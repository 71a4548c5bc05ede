"""Study at the size of a city: sessions, sheets and records made inside of the database, branch by branch.

The n-th session of every branch after another, each with a sheet of its members and a record for whoever came. Keys and
indexes are put aside while millions of rows go in and made again from them; all sums are drawn up from the rows.
"""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from models.enums.members import PARTY_STAGES
from services.demo.ledgers import Advance
from services.demo.study_statements import (
    DECLARE,
    EVENTS,
    FILL_PROGRAMME,
    FILL_SESSIONS,
    MAKE,
    SESSIONS,
    SHEETS,
    TABLES,
)
from services.jobs.folding import fold
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.setting_aside import SettingAside, run
from services.study import tallying

YEARS = 3
"""This year and those before it."""
DECLARED = 0.08
"""Of all records, those that members have declared: self-study, and training elsewhere."""
CAME = 119 / 128
"""Of a sheet, those present or making up for it (study_statements.SHEETS)."""

_PROGRAMME = (
    ("group_study", None, "half_day", "集中学习：党的创新理论专题", 180, 4),
    ("party_lecture", "leaders_first", "half_day", "书记讲党课：坚定理想信念", 180, 4),
    ("training_course", None, "day", "党员集中培训（两天）", 1_920, 16),
    ("seminar", "discussion", "lessons", "专题研讨：把学习成果转化为工作成效", 90, 2),
    ("field_teaching", "field", "half_day", "现场教学：走进党性教育现场教学点", 180, 4),
    ("lecture", "lecture", "lessons", "专题辅导：基层治理与群众工作", 135, 3),
    ("group_study", None, "lessons", "集中学习：党内法规选读", 90, 2),
    ("knowledge_test", None, "lessons", "知识测试：应知应会", 45, 1),
)
"""Kind, mode, length, topic, minutes, hours by `services/study/hours.py`; longer years begin again."""


@dataclass(frozen=True, slots=True)
class StudyYears:
    """About so many records, the same for the same seed and members; who records and who confirms."""

    records: int
    seed: int
    clerk: tuple[UUID, str]
    secretary: tuple[UUID, str]


def _unwatched(_done: int, _all: int) -> None:
    """Nobody looks at the progress."""


async def fill_study_years(
    session: WriteSession, wanted: StudyYears, *, now: datetime, advance: Advance = _unwatched
) -> None:
    """Give every branch its sessions of this year and those before it. Part of the caller's transaction."""
    stages = ", ".join(f"'{stage.value}'" for stage in PARTY_STAGES)
    await run(session, *(statement.format(seed=wanted.seed, stages=stages) for statement in MAKE))
    members = (await session.execute(text("SELECT count(*) FROM demo_students"))).scalar_one()
    until = office_day(now) - timedelta(days=2)  # so that even a course of two days is over
    years = range(until.year - YEARS + 1, until.year + 1)
    shares = {year: _length(year, until) / 365 for year in years}
    each = wanted.records / max(1, members * sum(shares.values()))
    async with AsyncExitStack() as stack:
        for table in TABLES:
            await stack.enter_async_context(SettingAside(session, table))
        for place, year in enumerate(years, start=1):
            await _fill_year(session, year, each * shares[year], wanted, until)
            advance(place, YEARS)
    await session.execute(text("SELECT refresh_study_totals()"))
    await fold(session)
    await tallying.reckon_all(session, now)


def _length(year: int, until: date) -> int:
    """Days of the year that are over."""
    return (min(date(year, 12, 31), until) - date(year, 1, 1)).days + 1


async def _fill_year(session: WriteSession, year: int, each: float, wanted: StudyYears, until: date) -> None:
    people = {
        "clerk": wanted.clerk[0], "clerk_name": wanted.clerk[1],
        "secretary": wanted.secretary[0], "secretary_name": wanted.secretary[1],
    }  # fmt: skip
    mean, days = each * (1 - DECLARED) / CAME, _length(year, until)
    for n in range(1, max(1, int(mean * 1.3 + 0.5)) + 1):
        common: dict[str, Any] = {"salt": wanted.seed + year * 1000 + n}
        await session.execute(text("TRUNCATE demo_sessions, demo_programme"))
        await session.execute(FILL_PROGRAMME, _of_programme(n))
        spread = {"first": date(year, 1, 1), "days": days, "mean": mean, "n": n}
        await session.execute(FILL_SESSIONS, {**common, **spread})
        await run(session, "ANALYZE demo_sessions")
        await session.execute(SESSIONS, people)
        await session.execute(EVENTS, people)
        await session.execute(SHEETS, {**common, **people})
    declared = {"salt": wanted.seed + year * 1000, "each": each * DECLARED, "first": date(year, 1, 1), "days": days}
    await session.execute(DECLARE, {**declared, "until": until, **people})


def _of_programme(n: int) -> dict[str, Any]:
    names = ("kind", "mode", "length", "topic", "minutes", "hours")
    return dict(zip(names, _PROGRAMME[(n - 1) % len(_PROGRAMME)], strict=True))
