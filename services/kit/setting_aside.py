"""Indexes of a table put aside while rows go in by the hundred thousand, and made again from all of them at once.

An index that is kept row by row, or a key that is checked row by row, costs several times what it costs to build or
to check it in one go. Everything happens in the caller's transaction, so that it is all there again or never was gone.
Until that transaction ends nobody else can read the table.
"""

from types import TracebackType
from typing import Self

from sqlalchemy import text

from services.kit.database import WriteSession

_FOREIGN_KEYS = text(
    """
    SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
    WHERE conrelid = CAST(:table AS regclass) AND contype = 'f' ORDER BY conname
    """
)
# Not what a key of another table needs: the primary key stays.
_INDEXES = text(
    """
    SELECT c.relname, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = CAST(:table AS regclass) AND NOT (:checked AND i.indisunique)
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY c.relname
    """
)
# As much as the server can be expected to have: it was given four times that for its pages.
_BUILD_MEMORY = """
    SELECT set_config('maintenance_work_mem', greatest(
        pg_size_bytes(current_setting('maintenance_work_mem')),
        least(pg_size_bytes('1GB'), pg_size_bytes(current_setting('shared_buffers')) / 4)
    ) / 1024 || 'kB', true)
"""


class SettingAside:
    """`async with SettingAside(session, "point_entries"): …`: in between without foreign keys, indexes, row triggers.

    `checked`: rows that are not known to be good. Only the indexes that refuse nothing go; unique ones, keys and
    triggers stay and see each row.
    """

    def __init__(self, session: WriteSession, table: str, *, checked: bool = False) -> None:
        self._session = session
        self._table = table
        self._checked = checked
        self._made_again: list[str] = []

    async def __aenter__(self) -> Self:
        indexes = (await self._session.execute(_INDEXES, {"table": self._table, "checked": self._checked})).all()
        self._made_again = [index.definition for index in indexes]
        if not self._checked:
            await self._leave_unchecked()
        await run(self._session, *(f"DROP INDEX {index.relname}" for index in indexes))
        return self

    async def _leave_unchecked(self) -> None:
        keys = (await self._session.execute(_FOREIGN_KEYS, {"table": self._table})).all()
        self._made_again += [f"ALTER TABLE {self._table} ADD CONSTRAINT {key.conname} {key.definition}" for key in keys]
        self._made_again.append(f"ALTER TABLE {self._table} ENABLE TRIGGER USER")
        await run(self._session, *(f"ALTER TABLE {self._table} DROP CONSTRAINT {key.conname}" for key in keys))
        await run(self._session, f"ALTER TABLE {self._table} DISABLE TRIGGER USER")

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            return  # the transaction is undone, and what was put aside with it
        await run(self._session, _BUILD_MEMORY, *self._made_again)


async def run(session: WriteSession, *statements: str) -> None:
    """Statements without values, one after another."""
    for statement in statements:
        await session.execute(text(statement.replace(":", r"\:")))
