"""Keys and indexes of a table put aside while rows go in by the million, and made again from all of them at once.

A key that is checked row by row, or an index that is kept row by row, costs several times what it costs to check or
to build it in one go. Everything happens in the caller's transaction, so that it is all there again or never was gone.
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
    WHERE i.indrelid = CAST(:table AS regclass)
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY c.relname
    """
)
_BUILD_MEMORY = "SET LOCAL maintenance_work_mem = '1GB'"


class Aside:
    """`async with Aside(session, "point_entries"): …`: without foreign keys, indexes and row triggers in between."""

    def __init__(self, session: WriteSession, table: str) -> None:
        self._session = session
        self._table = table
        self._made_again: list[str] = []

    async def __aenter__(self) -> Self:
        keys = (await self._session.execute(_FOREIGN_KEYS, {"table": self._table})).all()
        indexes = (await self._session.execute(_INDEXES, {"table": self._table})).all()
        self._made_again = [index.definition for index in indexes]
        self._made_again += [f"ALTER TABLE {self._table} ADD CONSTRAINT {key.conname} {key.definition}" for key in keys]
        await run(self._session, *(f"ALTER TABLE {self._table} DROP CONSTRAINT {key.conname}" for key in keys))
        await run(self._session, *(f"DROP INDEX {index.relname}" for index in indexes))
        await run(self._session, f"ALTER TABLE {self._table} DISABLE TRIGGER USER")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            return  # the transaction is undone, and what was put aside with it
        await run(self._session, f"ALTER TABLE {self._table} ENABLE TRIGGER USER", _BUILD_MEMORY)
        await run(self._session, *self._made_again)


async def run(session: WriteSession, *statements: str) -> None:
    """Statements without values, one after another."""
    for statement in statements:
        await session.execute(text(statement.replace(":", r"\:")))
