"""How an import's own row moves on while a job works, each time in a transaction of its own, so that it can be seen."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.enums.imports import ImportState, RowState
from models.imports import Import, ImportRow
from services.kit.database import Database, WriteSession
from services.kit.reader import Row

_row = ImportRow.__table__


class CancelledError(Exception):
    """The import was deleted, or is no longer where the job took it up; what the job did is undone."""


async def taken_up(session: WriteSession, import_id: UUID, state: ImportState) -> Row | None:
    """The import if it still waits in `state`, held against another run of the same job until this one ends."""
    key = int.from_bytes(import_id.bytes[-8:], "big", signed=True)
    await session.execute(select(func.pg_advisory_xact_lock(key)))
    got = await session.execute(
        select(*Import.__table__.c).where(Import.id == import_id, Import.state == state, Import.deleted_at.is_(None))
    )
    row = got.mappings().first()
    return dict(row) if row is not None else None


_WITHOUT_WAITING = text("SET LOCAL synchronous_commit = off")


async def report(database: Database, import_id: UUID, done: int, total: int) -> None:
    """Tell how many rows are done; no change of version. A crash may take the figure back.

    It does not wait for the disk: it would for all that the import itself has written into the log until then.
    """
    async with database.transaction() as session:
        await session.execute(_WITHOUT_WAITING)
        await session.execute(
            update(Import)
            .where(Import.id == import_id)
            .values(rows_done=done, rows_total=total, updated_at=Import.updated_at)
            .execution_options(synchronize_session=False)
        )


async def moved(
    session: AsyncSession, import_id: UUID, before: ImportState, after: ImportState, now: datetime, **values: Any
) -> None:
    """Put the import into its next state. Errors: `CancelledError` when it is not in `before` any more."""
    got = await session.execute(
        update(Import)
        .where(Import.id == import_id, Import.state == before, Import.deleted_at.is_(None))
        .values(state=after, version=Import.version + 1, updated_at=now, **values)
        .returning(Import.id)
        .execution_options(synchronize_session=False)
    )
    if got.first() is None:
        raise CancelledError


async def counted(session: AsyncSession, import_id: UUID) -> dict[str, int]:
    """Rows by state."""
    got = await session.execute(
        select(_row.c.state, func.count()).where(_row.c.import_id == import_id).group_by(_row.c.state)
    )
    counts: dict[str, int] = {state.value: number for state, number in got}
    return {state.value: counts.get(state.value, 0) for state in RowState}


_TWINS = text(
    """
    SELECT array_agg(number ORDER BY number) FROM import_rows
    WHERE import_id = :import_id AND id_number_hash IS NOT NULL
    GROUP BY id_number_hash HAVING count(*) > 1
    """
)


async def mark_twins(session: AsyncSession, import_id: UUID) -> None:
    """Rows of one file with the same ID number are all invalid and name each other.

    Row by row through the key: of rows that were just copied the planner knows nothing, and one statement joining them
    with themselves has been seen to read all of them for each of them.
    """
    groups: list[list[int]] = list(await session.scalars(_TWINS, {"import_id": import_id}))
    marks = [
        {
            "import_id": import_id,
            "number": number,
            "twins": [other for other in numbers if other != number],
            "state": RowState.INVALID,
            "conflict": None,
        }
        for numbers in groups
        for number in numbers
    ]
    if marks:
        await session.execute(update(ImportRow), marks)
