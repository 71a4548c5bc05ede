"""After a restore: whether what came back adds up. Nothing is changed; what does not add up is told."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from services.backups.restoring import Contents
from services.backups.tables import file_tables
from services.kit.database import Database, WriteSession, driver_connection
from services.kit.files import FileStore
from services.points.checking import faults

_SERIALS = {"ticket_serials": "tickets", "transfer_serials": "transfers"}
_NUMBERS = {"tickets": "督办编号无缺号 / ticket numbers", "transfers": "介绍信编号无缺号 / letter numbers"}
_GAPS = """
SELECT count(*) FROM {serials} AS s WHERE s.last <> (
    SELECT count(DISTINCT p.number_serial) FROM {papers} AS p
    WHERE p.issuing_branch_id = s.issuing_branch_id AND p.number_year = s.year AND p.number_serial BETWEEN 1 AND s.last
)
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `what` in words, `figure` what was found, `good` whether it is as it must be."""

    what: str
    figure: str
    good: bool


async def number_gaps(session: WriteSession) -> dict[str, int]:
    """By table of papers: series (branch and year) whose numbers do not run from 1 to the last one."""
    found = {}
    for serials, papers in _SERIALS.items():
        statement = text(_GAPS.format(serials=serials, papers=papers))
        found[papers] = int(await session.scalar(statement) or 0)
    return found


async def check(url: str, store: FileStore, contents: Contents) -> list[Check]:
    """Look at revision, rows, balances, numbers and files."""
    database = await Database.connect(url, pool_size=1, reader_size=1)
    try:
        async with database.transaction() as session:
            connection = await driver_connection(session)
            checks = [await _revision(connection, contents), await _rows(connection, contents)]
            sums = await faults(session)
            wrong = len(sums.balances) + len(sums.summaries)
            checks.append(Check("积分余额 = 明细之和 / balance of points = sum of entries", f"≠ {wrong}", not wrong))
            for papers, gaps in (await number_gaps(session)).items():
                checks.append(Check(f"{_NUMBERS[papers]} without gaps", f"≠ {gaps}", not gaps))
            checks.append(await _files(connection, store, contents))
        return checks
    finally:
        await database.close()


async def _revision(connection: Any, contents: Contents) -> Check:
    found = await connection.fetchval("SELECT version_num FROM alembic_version")
    return Check("数据库结构版本 / migration", str(found), found == contents.revision)


async def _rows(connection: Any, contents: Contents) -> Check:
    unlike = []
    for name, rows in contents.rows.items():
        if await connection.fetchval(f"SELECT count(*) FROM {name}") != rows:  # noqa: S608 - a checked name
            unlike.append(name)
    figure = " ".join(unlike) or f"{sum(contents.rows.values())} / {len(contents.rows)}"
    return Check("记录数与备份一致 / rows of all tables", figure, not unlike)


async def _files(connection: Any, store: FileStore, contents: Contents) -> Check:
    lost, there = [], 0
    for name in await file_tables(connection):
        async for row in connection.cursor(f"SELECT storage_key FROM {name}"):  # noqa: S608 - from the catalogue
            if await store.size(row["storage_key"]) is not None:
                there += 1
            elif row["storage_key"] not in contents.missing:
                lost.append(row["storage_key"])
    figure = f"{there}" + (f"（备份时已缺失 / missing before: {len(contents.missing)}）" if contents.missing else "")
    return Check("上传的文件 / uploaded files", " ".join(lost[:5]) or figure, not lost)
