"""Sealing everything anew with the newest field key, batch by batch; may be stopped and called again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Table, or_, select, update
from sqlalchemy import func as sql

from models.accounts import Account
from models.members import Member, MemberCorrection, MemberPhoto
from services.kit.database import Database, WriteSession
from services.kit.sealing import PREFIX_BYTES, Sealer

SEALED: dict[Any, tuple[str, ...]] = {
    Account: ("totp_secret",),
    Member: ("id_number", "phone", "address", "pay_base"),
    MemberCorrection: ("proposed",),
    MemberPhoto: ("file_key",),
}
"""Every sealed column, but what is kept for a time only: answers of `Idempotency-Key` (a day) and imports (days)."""

BATCH = 500


async def rotate(database: Database, sealer: Sealer, progress: Callable[[int], None], *, batch: int = BATCH) -> int:
    """Reseal what was sealed with an older key; gives the number of rows. Versions and times of change stay.

    Each batch is a transaction of its own. Errors: ValueError for a value that no configured key opens; what was
    resealed before stays so.
    """
    done = 0
    for model, columns in SEALED.items():
        table: Table = model.__table__
        last: UUID | None = None
        while True:
            async with database.transaction() as session:
                rows = await _outdated(session, sealer, table, columns, last, batch)
                for row in rows:
                    values = _resealed(sealer, row, columns)
                    if "updated_at" in table.c:
                        values["updated_at"] = table.c.updated_at  # named, or its own `onupdate` would set it
                    await session.execute(update(table).where(table.c.id == row["id"]).values(values))
            done += len(rows)
            if rows:
                last = rows[-1]["id"]
                progress(done)
            if len(rows) < batch:
                break
    return done


async def _outdated(
    session: WriteSession, sealer: Sealer, table: Table, columns: tuple[str, ...], last: UUID | None, batch: int
) -> list[dict[str, Any]]:
    """The next rows that hold a value of an older key, locked so that nobody changes them meanwhile."""
    outdated = or_(*(sql.substr(table.c[name], 1, PREFIX_BYTES) != sealer.prefix for name in columns))
    statement = select(table.c.id, *(table.c[name] for name in columns)).where(outdated)
    if last is not None:
        statement = statement.where(table.c.id > last)
    found = await session.execute(statement.order_by(table.c.id).limit(batch).with_for_update())
    return [dict(row) for row in found.mappings()]


def _resealed(sealer: Sealer, row: dict[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    return {name: sealer.seal(sealer.open(row[name])) for name in columns if row[name] is not None}
