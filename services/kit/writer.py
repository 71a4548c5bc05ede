"""Commands of one statement: run straight on asyncpg, without a session, as a transaction of their own.

For the few commands that are done all the time. Their statement locks, judges and writes, or writes nothing; it is
made by `prepare` as queries are.
"""

from typing import Any

from services.kit.reader import Query, Reader, Row


class Writer:
    """Runs statements that change data. Outside of a session each is committed when its row has been given."""

    def __init__(self, run: Reader) -> None:
        self._run = run

    async def row(self, statement: Query, **values: Any) -> Row:
        """The one row that the statement gives. Errors: whatever the driver says; then nothing was written."""
        # All rows, not the first: the statement has ended, and with it the transaction, when the answer is here.
        [row] = await self._run.rows(statement, **values)
        return row
