"""Queries: SQLAlchemy Core statements compiled once and run straight on asyncpg.

A `Query` is made by `prepare(select(...))` with a `place(...)` for each value, usually at import or behind an
`lru_cache` keyed by the shape of a list, and run by a `Reader`. Values come in by name; rows come out as plain
dicts (JSONB already parsed, days and times in it as `json_columns` says).
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import asyncpg
import orjson
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy import BindParameter, Executable, bindparam, case, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.types import TypeEngine

from services.kit.json_columns import Readings, read

Row = dict[str, Any]

STREAM_PREFETCH = 500
_REPLICA_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.exceptions.InternalClientError)
_DIALECT = asyncpg_dialect()  # type: ignore[no-untyped-call]


def place(name: str, kind: TypeEngine[Any] | None = None) -> BindParameter[Any]:
    """An open place in a statement, to be filled by name when the query runs."""
    return bindparam(name, None, type_=kind)


AS_OF = case((func.pg_is_in_recovery(), func.pg_last_xact_replay_timestamp()), else_=func.now())
"""As of when an answer is true: now, or on a replica the last transaction that has come to it."""


@dataclass(frozen=True, slots=True)
class Query:
    """SQL text with `$n` places, the names that fill them in order, and the columns that hold JSON with what is to be
    read in them.

    With `planned_anew` the server plans for the very values each time: for searches whose best way depends on how
    frequent a value is. Elsewhere the remembered plan is cheaper.
    """

    sql: str
    names: tuple[str, ...]
    constants: dict[str, Any]
    json_columns: tuple[tuple[str, Readings], ...]
    planned_anew: bool = False

    def arguments(self, values: dict[str, Any]) -> list[Any]:
        unknown = values.keys() - set(self.names)
        if unknown:
            raise TypeError(f"the query has no place for {sorted(unknown)}")
        return [values[name] if name in values else self.constants[name] for name in self.names]


def prepare(statement: Executable, *, planned_anew: bool = False) -> Query:
    """Compile once. Open parameters are `place(name, type)`; literal values are kept as constants."""
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
    names = tuple(compiled.positiontup or ())
    json_columns = tuple(
        (column.name, getattr(column.type, "readings", ()))
        for column in getattr(statement, "selected_columns", ())
        if isinstance(getattr(column, "type", None), JSONB)
    )
    constants = {name: value for name, value in compiled.params.items() if value is not None}
    return Query(str(compiled), names, constants, json_columns, planned_anew)


class Reader(Protocol):
    """Runs queries: on a pool, or on one connection with its open transaction."""

    async def rows(self, query: Query, **values: Any) -> list[Row]: ...

    async def row(self, query: Query, **values: Any) -> Row | None: ...

    async def value(self, query: Query, **values: Any) -> Any: ...

    def stream(self, query: Query, **values: Any) -> AsyncIterator[Row]:
        """Rows one by one from a server-side cursor, for results of any length."""
        ...

    async def close(self) -> None: ...


class PoolReader:
    """The Reader of the running platform. While all connections are in use, a query waits `wait_seconds` for one.

    A connection that has answered is kept at hand, as long as nobody waits for it in the pool: taking one from the pool
    and giving it back costs more than most queries.

    Errors: TimeoutError when none became free; whatever the driver says.
    """

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", *, wait_seconds: float | None = None) -> None:
        self._pool = pool
        self._wait_seconds = wait_seconds
        self._at_hand: list[PoolConnectionProxy[asyncpg.Record]] = []
        self._waiting = 0

    async def rows(self, query: Query, **values: Any) -> list[Row]:
        return decoded(query, await self._asked(query, values))

    async def row(self, query: Query, **values: Any) -> Row | None:
        found = decoded(query, await self._asked(query, values))
        return found[0] if found else None

    async def value(self, query: Query, **values: Any) -> Any:
        found = await self._asked(query, values)
        return found[0][0] if found else None

    async def stream(self, query: Query, **values: Any) -> AsyncIterator[Row]:
        connection = await self._taken()
        try:
            async for row in _cursor(connection, query, values):
                yield row
        finally:
            await self._pool.release(connection)

    async def _asked(self, query: Query, values: dict[str, Any]) -> list[asyncpg.Record]:
        connection = await self._taken()
        try:
            records = await _fetched(connection, query, values)
        except BaseException:
            await self._pool.release(connection)
            raise
        if self._waiting:
            await self._pool.release(connection)
        else:
            self._at_hand.append(connection)
        return records

    async def _taken(self) -> "PoolConnectionProxy[asyncpg.Record]":
        while self._at_hand:
            connection = self._at_hand.pop()
            if _lives(connection):
                return connection
            await self._pool.release(connection)
        # Waiting with a limit costs a task: it is paid only where there may be something to wait for.
        if self._pool.get_idle_size():
            return await self._pool.acquire()
        self._waiting += 1
        try:
            return await self._pool.acquire(timeout=self._wait_seconds)
        finally:
            self._waiting -= 1

    def connections(self) -> tuple[int, int]:
        """Connections in use and idle."""
        idle = self._pool.get_idle_size() + sum(map(_lives, self._at_hand))
        return self._pool.get_size() - idle, idle

    async def close(self) -> None:
        while self._at_hand:
            await self._pool.release(self._at_hand.pop())
        await self._pool.close()


def _lives(connection: "PoolConnectionProxy[asyncpg.Record]") -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        return False  # the pool has taken it away, as it was cut


class FallbackReader:
    """Asks a replica, and the primary whenever the replica is away or cannot answer (it may have to undo a query)."""

    def __init__(self, replica: PoolReader, primary: Reader) -> None:
        self._replica = replica
        self._primary = primary

    async def rows(self, query: Query, **values: Any) -> list[Row]:
        try:
            return await self._replica.rows(query, **values)
        except _REPLICA_TROUBLE:
            return await self._primary.rows(query, **values)

    async def row(self, query: Query, **values: Any) -> Row | None:
        try:
            return await self._replica.row(query, **values)
        except _REPLICA_TROUBLE:
            return await self._primary.row(query, **values)

    async def value(self, query: Query, **values: Any) -> Any:
        try:
            return await self._replica.value(query, **values)
        except _REPLICA_TROUBLE:
            return await self._primary.value(query, **values)

    def stream(self, query: Query, **values: Any) -> AsyncIterator[Row]:
        """From the primary: what has begun cannot be begun anew elsewhere."""
        return self._primary.stream(query, **values)

    def connections(self) -> tuple[int, int]:
        return self._replica.connections()

    async def close(self) -> None:
        """Closes the replica's connections; the primary's belong to whoever gave it."""
        await self._replica.close()


class ConnectionReader:
    """A Reader on one connection: looks into an open transaction (a command's answer; a whole test)."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection
        self._turn = asyncio.Lock()
        self.count = 0

    async def rows(self, query: Query, **values: Any) -> list[Row]:
        async with self._turn:
            self.count += 1
            return decoded(query, await _fetched(self._connection, query, values))

    async def row(self, query: Query, **values: Any) -> Row | None:
        found = await self.rows(query, **values)
        return found[0] if found else None

    async def value(self, query: Query, **values: Any) -> Any:
        found = await self.row(query, **values)
        return next(iter(found.values())) if found else None

    async def stream(self, query: Query, **values: Any) -> AsyncIterator[Row]:
        self.count += 1
        async for row in _cursor(self._connection, query, values):
            yield row

    async def close(self) -> None:
        """The connection belongs to whoever gave it."""


async def _fetched(
    connection: "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]",
    query: Query,
    values: dict[str, Any],
) -> list[asyncpg.Record]:
    if query.planned_anew:
        # A statement that is prepared for one use never gets a generic plan; without a name it need not be closed.
        statement = await connection.prepare(query.sql, name="")
        return await statement.fetch(*query.arguments(values))
    return await connection.fetch(query.sql, *query.arguments(values))


async def _cursor(connection: Any, query: Query, values: dict[str, Any]) -> AsyncIterator[Row]:
    async with connection.transaction():
        async for record in connection.cursor(query.sql, *query.arguments(values), prefetch=STREAM_PREFETCH):
            yield decoded(query, [record])[0]


def decoded(query: Query, records: Sequence[asyncpg.Record]) -> list[Row]:
    """Records as dicts, with the JSON columns parsed."""
    rows = [dict(record) for record in records]
    for name, readings in query.json_columns:
        for row in rows:
            # A connection that SQLAlchemy has opened parses by itself.
            if isinstance(row[name], str):
                row[name] = orjson.loads(row[name])
        if readings:
            read((row[name] for row in rows), readings)
    return rows
