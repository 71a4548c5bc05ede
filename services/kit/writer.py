"""Commands of one statement: run straight on asyncpg, without a session, as a transaction of their own.

For the few commands that are done all the time. Their statement locks, judges and writes, or writes nothing; it is
made by `prepare` as queries are. Those that come while one is under way go together in the next (docs/adr/0014).
"""

import asyncio
from typing import Any

import asyncpg
from sqlalchemy import ARRAY, BindParameter, Text

from services.kit.reader import Query, Reader, Row, place

_LOST = (asyncpg.PostgresConnectionError, asyncpg.exceptions.OperatorInterventionError)
"""After these nobody knows what was written, or the server goes away."""
AT_ONCE = 3
"""So many statements of a kind are under way in a process: while one waits for the disk, others go on."""
MOST_TOGETHER = 64
"""So many commands share a statement at most: nobody waits for the work of a whole crowd."""


def many(one: BindParameter[Any]) -> BindParameter[Any]:
    """The place for any number of values of what is a place for one. Values that are arrays go by their text, as arrays
    of unequal length make no array."""
    return place(one.key, ARRAY(Text() if isinstance(one.type, ARRAY) else one.type))


class Writer:
    """Runs statements that change data. Outside of a session each is committed when its row has been given."""

    def __init__(self, run: Reader) -> None:
        self._run = run
        self._queues: dict[str, _Queue] = {}

    async def row(self, statement: Query, **values: Any) -> Row:
        """The one row that the statement gives. Errors: whatever the driver says; then nothing was written."""
        # All rows, not the first: the statement has ended, and with it the transaction, when the answer is here.
        [row] = await self._run.rows(statement, **values)
        return row

    async def together(self, statement: Query, **values: Any) -> Row | None:
        """The row for these values of a statement that takes any number of them, each as an array.

        Its rows name by `place` (from 1) whose they are. None when it has written nothing for these values: it has
        passed them over, or it failed, which may be the fault of others that went along. They have to be done alone.
        Errors: whatever the driver says of these values alone, or when it cannot be known what was written.
        """
        queue = self._queues.get(statement.sql)
        if queue is None:
            queue = self._queues[statement.sql] = _Queue(self._run, statement)
        return await queue.add(values)


class _Queue:
    """What waits for a statement. Few are under way at a time; the next takes all that has come meanwhile."""

    def __init__(self, run: Reader, statement: Query) -> None:
        self._run = run
        self._statement = statement
        self._waiting: list[tuple[dict[str, Any], asyncio.Future[Row | None]]] = []
        self._work: set[asyncio.Task[None]] = set()

    async def add(self, values: dict[str, Any]) -> Row | None:
        answer: asyncio.Future[Row | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((values, answer))
        # A task of its own: whoever came first may go away, the others still wait for their answers.
        if len(self._work) < AT_ONCE:
            work = asyncio.create_task(self._empty(), name="commands together")
            self._work.add(work)
            work.add_done_callback(self._work.discard)
        return await answer

    async def _empty(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            await self._send([values for values, _ in group], [answer for _, answer in group])

    async def _send(self, group: list[dict[str, Any]], answers: list["asyncio.Future[Row | None]"]) -> None:
        found: dict[int, Row] = {}
        error: Exception | None = None
        try:
            values = {name: [one[name] for one in group] for name in self._statement.names}
            found = {row["place"]: row for row in await self._run.rows(self._statement, **values)}
        except Exception as trouble:  # noqa: BLE001 - given to those who wait
            # What the server has refused it has undone, for all: whoever is not at fault succeeds alone.
            refused = isinstance(trouble, asyncpg.PostgresError) and not isinstance(trouble, _LOST)
            error = None if refused and len(group) > 1 else trouble
        for number, answer in enumerate(answers, start=1):
            if answer.done():
                continue  # gone away meanwhile
            if error is None:
                answer.set_result(found.get(number))
            else:
                answer.set_exception(error)
