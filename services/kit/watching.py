"""Noticing within two seconds that a database server is away, even if it only has stopped answering.

A server that was killed refuses connections; one that hangs, or a network that swallows packets, says nothing, and
whoever waits would wait for minutes. So the server is asked over and over on a connection of its own, and when it
does not answer, all others are cut: everybody who waits gets an error at once.
"""

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Any
from weakref import WeakSet

import asyncpg
import structlog

log = structlog.get_logger("kit.watching")

CONNECT_SECONDS = 10
# The server lets go of a client whose machine or network is gone; its open transaction would hold its locks.
SERVER_SETTINGS = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"}
_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.exceptions.InternalClientError)


class ServerAwayError(ConnectionError):
    """The server is known to be away; nobody waits for it."""

    def __str__(self) -> str:
        return "the database server does not answer"


class Watch:
    """Makes the connections to one server; once started, refuses and cuts them while the server is away.

    `patience`: seconds in which a living server answers `SELECT 1`. `interval`: seconds between two questions. The sum
    is what a request may have to wait before it is told.
    """

    def __init__(self, url: str, *, patience: float = 1.0, interval: float = 0.3) -> None:
        self._url = url
        self._patience = patience
        self._interval = interval
        self.away = False
        self._connections: WeakSet[asyncpg.Connection[Any]] = WeakSet()
        self._opening: set[asyncio.Task[Any]] = set()
        self._own: asyncpg.Connection[Any] | None = None
        self._task: asyncio.Task[None] | None = None

    async def connect(self, *_dsn: Any, **options: Any) -> Any:
        """A connection to the server, in the form in which pools ask for one. Errors: `ServerAwayError`."""
        if self._refuses():
            raise ServerAwayError
        opening = asyncio.create_task(self._open(**options))
        self._opening.add(opening)
        try:
            connection = await opening
        except asyncio.CancelledError:
            opening.cancel()
            if self._refuses() and opening.cancelled():
                raise ServerAwayError from None
            raise
        finally:
            self._opening.discard(opening)
        self._connections.add(connection)
        return connection

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="watch")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._drop()

    def _refuses(self) -> bool:
        return self.away

    async def _open(self, **options: Any) -> Any:
        given: dict[str, Any] = {"timeout": CONNECT_SECONDS, "server_settings": SERVER_SETTINGS}
        return await asyncpg.connect(self._url, **given | options)

    async def _run(self) -> None:
        while True:
            answers = await self._answers()
            if not answers and not self.away:
                self.away = True
                log.error("database.away")
                self._cut()
            elif answers and self.away:
                self.away = False
                log.warning("database.back")
            await asyncio.sleep(self._interval)

    async def _answers(self) -> bool:
        """Whether the server answers in time. A process that was itself too busy to look asks again."""
        for _ in range(3):
            # Signing in takes longer than answering, and nobody waits for the first one.
            began, patience = monotonic(), self._patience if self._own else self._patience * 4
            try:
                async with asyncio.timeout(patience):
                    return await self._asked()
            except TimeoutError:
                self._drop()
                if monotonic() - began < patience * 1.25:
                    return False
        return True

    async def _asked(self) -> bool:
        for _ in range(2):
            # The second time with a new connection: the old one may have been ended by an administrator.
            try:
                if self._own is None or self._own.is_closed():
                    self._own = await self._open()
                await self._own.execute("SELECT 1")
            except TimeoutError:
                raise
            except _TROUBLE:
                self._drop()
            else:
                return True
        return False

    def _drop(self) -> None:
        if self._own is not None:
            self._own.terminate()
            self._own = None

    def _cut(self) -> None:
        for opening in list(self._opening):
            opening.cancel()
        for connection in list(self._connections):
            with suppress(*_TROUBLE):
                connection.terminate()
