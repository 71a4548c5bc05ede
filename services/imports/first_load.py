"""The first load of a register: far more rows than it has members (docs/adr/0015).

Until the import ends nobody else can read `members`: there is next to nothing in it to be read.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.members import Member
from services.kit.database import WriteSession
from services.kit.outage import sqlstate
from services.kit.setting_aside import SettingAside, run

log = structlog.get_logger("jobs.imports")

_member = Member.__table__
_NOT_TO_BE_HAD = ("55P03", "40P01", "42501")
"""SQLSTATE: waited long enough; two that wait for each other; the table belongs to another role."""
_FRESH_FIGURES = f"ANALYZE {Member.__tablename__}"


@dataclass(frozen=True, slots=True)
class FirstLoad:
    """When an import counts as one. With fewer rows the indexes are made sooner row by row than they are made again."""

    least_rows: int = 20_000
    times_the_members: int = 10
    patience: str = "3s"
    """For those who are reading: whoever comes meanwhile waits behind us."""

    def fits(self, rows: int, members: int) -> bool:
        return rows >= self.least_rows and rows > members * self.times_the_members


@asynccontextmanager
async def first_load(session: WriteSession, rows: int, rule: FirstLoad) -> AsyncIterator[bool]:
    """Whether `rows` new members are about to be the register; if so, its indexes are made when all of them are in it.

    What refuses a row (keys, unique indexes, checks) and the trigger of levels stay and see each one. Where the table
    is not to be had, the rows go in the usual way.
    """
    async with AsyncExitStack() as stack:
        aside = rows >= rule.least_rows and await _put_aside(session, stack, rows, rule)
        yield aside
    if aside:
        # Nobody knows yet what the rows are like, and lists are asked for at once.
        await run(session, _FRESH_FIGURES)


async def _put_aside(session: WriteSession, stack: AsyncExitStack, rows: int, rule: FirstLoad) -> bool:
    """Have the table for ourselves and its indexes away, if the rule fits; `stack` makes them again."""
    try:
        # What was locked for counting is let go with the rest: two imports must not wait for each other.
        async with session.begin_nested() as attempt:
            some = select(_member.c.id).limit(rows // rule.times_the_members + 1).subquery()
            members = await session.scalar(select(func.count()).select_from(some))
            if not rule.fits(rows, members or 0):
                await attempt.rollback()
                return False
            await session.execute(text(f"SET LOCAL lock_timeout = '{rule.patience}'"))
            await session.execute(text(f"LOCK TABLE {Member.__tablename__} IN ACCESS EXCLUSIVE MODE"))
            await session.execute(text("SET LOCAL lock_timeout TO DEFAULT"))
            await stack.enter_async_context(SettingAside(session, Member.__tablename__, checked=True))
    except DBAPIError as error:
        if sqlstate(error) not in _NOT_TO_BE_HAD:
            raise
        log.warning("import.indexes_stay", rows=rows, error=str(error.orig)[:200])
        return False
    log.info("import.indexes_aside", rows=rows)
    return True
