"""Connections: one SQLAlchemy engine for commands, one asyncpg pool for queries."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

import asyncpg
from sqlalchemy import Delete, QueuePool, event, literal, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from services.kit.reader import ConnectionReader, FallbackReader, PoolReader, Reader
from services.kit.watching import Watch
from services.kit.writer import Writer

WriteSession = AsyncSession
"""A transaction in which a command works. Only `api/deps.py` and jobs commit it."""

WAIT_SECONDS = 10
"""For a connection while all of them are in use; then the platform says that it is busy."""

AfterCommit = Callable[[str, str], None]
TRUSTED_SECONDS = 10
"""How long after its last use a connection is taken to live; the driver notices by itself when the server closes it."""


class Database:
    """What the platform holds of its PostgreSQL while it runs."""

    def __init__(
        self,
        engine: AsyncEngine,
        sessions: async_sessionmaker[AsyncSession],
        reader: Reader,
        *,
        overview: Reader | None = None,
        writer: Writer | None = None,
        watches: Sequence[Watch] = (),
    ) -> None:
        self.engine = engine
        self.reader = reader
        self.writer = writer or Writer(reader)
        """For commands of one statement; it shares the pool of the queries, which is the primary's."""
        self.overview = overview or reader
        """For figures that may be some seconds old: a replica's, if there is one."""
        self._sessions = sessions
        self._watches = watches
        self._listeners: list[AfterCommit] = []

    @classmethod
    async def connect(
        cls, url: str, *, read_url: str | None = None, pool_size: int = 10, reader_size: int = 16
    ) -> "Database":
        """Make both pools; `read_url` may name a replica that answers overviews. A server that is away is no error:
        who starts first may be whoever starts first.

        At most `2 * pool_size` connections for commands, kept once they are open: a connection beyond the pool would
        be closed after its transaction, and a new one costs more (password, types, plans) than most commands.
        """
        watch = Watch(driver_url(url))
        engine = create_async_engine(
            engine_url(url),
            async_creator=watch.connect,
            pool_size=2 * pool_size,
            max_overflow=0,
            pool_use_lifo=True,
            pool_recycle=1800,
            pool_timeout=WAIT_SECONDS,
            # What is written must not stand in the log when writing it fails.
            hide_parameters=True,
        )
        _look_before_use(engine)
        sessions = async_sessionmaker(engine, expire_on_commit=False, autoflush=False)
        reader = await _pool_reader(watch, reader_size)
        if read_url is None:
            return cls(engine, sessions, reader, watches=[watch])
        replica = Watch(driver_url(read_url))
        overview = FallbackReader(await _pool_reader(replica, reader_size), reader)
        return cls(engine, sessions, reader, overview=overview, watches=[watch, replica])

    def watch(self) -> None:
        """From now on a server that does not answer is noticed within two seconds, and nobody waits for it."""
        for watch in self._watches:
            watch.start()

    async def connection(self, *given: Any, **options: Any) -> Any:
        """A connection of one's own to the primary, in the form pools ask for one; cut when the server is away."""
        return await self._watches[0].connect(*given, **options)

    async def close(self) -> None:
        for watch in self._watches:
            await watch.stop()
        if self.overview is not self.reader:
            await self.overview.close()
        await self.reader.close()
        await self.engine.dispose()

    def connections(self) -> dict[str, tuple[int, int]]:
        """Connections in use and idle, of the pool for commands and of the pool for queries."""
        found = {}
        if isinstance(self.engine.pool, QueuePool):
            found["commands"] = (self.engine.pool.checkedout(), self.engine.pool.checkedin())
        if isinstance(self.reader, PoolReader):
            found["queries"] = self.reader.connections()
        if isinstance(self.overview, FallbackReader):
            found["overview"] = self.overview.connections()
        return found

    def on_announcement(self, listener: AfterCommit) -> None:
        """Have `listener(channel, payload)` called in this process as soon as a transaction is committed."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[WriteSession]:
        """One transaction: committed at the end, undone by any exception."""
        async with self._sessions() as session:
            yield session
            await session.commit()
            for channel, payload in session.info.get("announcements", ()):
                for listener in self._listeners:
                    listener(channel, payload)


def _look_before_use(engine: AsyncEngine) -> None:
    """Give nobody a dead connection. SQLAlchemy's own look (`pool_pre_ping`) is three round trips each time."""

    def returned(_connection: Any, record: Any) -> None:
        record.info["used_at"] = monotonic()

    def taken(connection: Any, record: Any, _proxy: Any) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError
        used_at = record.info.get("used_at")
        if used_at is not None and monotonic() - used_at > TRUSTED_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except Exception as error:
                raise DisconnectionError from error

    event.listen(engine.sync_engine, "checkin", returned)
    event.listen(engine.sync_engine, "checkout", taken)


async def reader_in(session: WriteSession) -> Reader:
    """A Reader on the transaction's own connection: sees what the command has flushed, for its answer."""
    await session.flush()
    raw = await (await session.connection()).get_raw_connection()
    assert raw.driver_connection is not None
    return ConnectionReader(raw.driver_connection)


async def writer_in(session: WriteSession) -> Writer:
    """A Writer within the open transaction: what it writes is committed with the rest, or undone."""
    return Writer(await reader_in(session))


async def driver_connection(session: WriteSession) -> Any:
    """The asyncpg connection within the open transaction, for COPY."""
    # SQLAlchemy opens the transaction with the first statement of its own, not when the connection is taken.
    await session.execute(select(literal(1)))
    raw = await (await session.connection()).get_raw_connection()
    assert raw.driver_connection is not None
    return raw.driver_connection


async def announce(session: WriteSession, channel: str, payload: str = "") -> None:
    """Tell every process (NOTIFY, on commit) that something remembered has changed."""
    session.info.setdefault("announcements", []).append((channel, payload))
    await session.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": channel, "payload": payload})


async def delete_counted(session: WriteSession, statement: Delete) -> int:
    """Delete rows that nothing loaded in this session stands for; gives how many."""
    gone: Any = await session.execute(statement, execution_options={"synchronize_session": False})
    return int(gone.rowcount)


def engine_url(url: str) -> str:
    """The same server as SQLAlchemy names it."""
    return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


def driver_url(url: str) -> str:
    """The same server as asyncpg names it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


async def _pool_reader(watch: Watch, size: int) -> PoolReader:
    pool = await asyncpg.create_pool(connect=watch.connect, min_size=0, max_size=size, reset=_leave_connection_as_it_is)
    return PoolReader(pool, wait_seconds=WAIT_SECONDS)


async def _leave_connection_as_it_is(connection: Any) -> None:
    """Queries leave nothing behind, so the round trip of `RESET ALL` is saved."""
