"""Hearing what other processes announce (PostgreSQL NOTIFY), with a connection of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import asyncpg
import structlog

log = structlog.get_logger("kit.listening")


class Listener:
    """Keeps one connection (`connect`) listening; after a lost one everything is taken to have changed."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Any]],
        channels: Iterable[str],
        heard: Callable[[str, str], None],
        missed: Callable[[], None],
        *,
        retry_seconds: float = 1.0,
    ) -> None:
        self._connect = connect
        self._channels = tuple(channels)
        self._heard = heard
        self._missed = missed
        self._retry_seconds = retry_seconds
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="announcements")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("announcements.lost", error=str(error)[:200])
            self._missed()
            await asyncio.sleep(self._retry_seconds)

    async def _listen(self) -> None:
        connection = await self._connect()
        closed = asyncio.Event()
        connection.add_termination_listener(lambda _connection: closed.set())
        try:
            for channel in self._channels:
                await connection.add_listener(channel, self._on_notification)
            self._missed()
            await closed.wait()
        finally:
            connection.terminate()

    def _on_notification(self, _connection: Any, _pid: int, channel: str, payload: Any) -> None:
        self._heard(channel, str(payload))
