"""Workers for tests: small jobs that leave marks, on a database with real commits; as a process, one to be killed."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import text

from api.platform import Platform
from services.kit.clock import utc_now
from services.kit.database import Database
from services.kit.erasing import ERASE_FILE, StoredFile
from services.kit.jobs import Job, JobContext, Keys, Means, enqueue
from services.kit.worker import Worker

PATIENCE = 60
"""Seconds after which a test gives up waiting."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a test job writes down."""

    text: str


Run = Callable[[JobContext, Note], Awaitable[None]]


async def write_down(context: JobContext, note: Note) -> None:
    await context.session.execute(
        text("INSERT INTO marks VALUES (:text, :attempt)"), {"text": note.text, "attempt": context.attempt}
    )


def marking(run: Run = write_down, **options: Any) -> "Job[Note]":
    return Job("mark", Note, run, **{"first_delay": timedelta(0)} | options)


async def erase_files(platform: Platform) -> int:
    """Do what a worker would: erase the files that committed transactions gave up. Gives how many."""
    means = Means(url="", files_url=platform.files.url, keys=lambda: Keys((), b""))
    async with platform.database.transaction() as session:
        waiting = await session.scalars(text("SELECT payload FROM jobs.pgqueuer WHERE entrypoint = 'erase_file'"))
        given = [StoredFile(**orjson.loads(payload)) for payload in waiting]
        for file in given:
            await ERASE_FILE.run(JobContext(session, utc_now(), 1, means), file)
        await session.execute(text("DELETE FROM jobs.pgqueuer WHERE entrypoint = 'erase_file'"))
    return len(given)


@dataclass(frozen=True, slots=True)
class Bench:
    """A database of its own with a table of marks."""

    url: str
    database: Database

    async def put(self, job: "Job[Note]", note: str) -> int:
        async with self.database.transaction() as session:
            return await enqueue(session, job, Note(note))

    async def all(self, sql: str) -> list[tuple[Any, ...]]:
        async with self.database.transaction() as session:
            return [tuple(row) for row in await session.execute(text(sql))]

    async def marks(self) -> list[tuple[str, int]]:
        return [(note, attempt) for note, attempt in await self.all("SELECT note, attempt FROM marks ORDER BY 1, 2")]

    async def queue(self) -> list[tuple[Any, ...]]:
        return await self.all("SELECT entrypoint, status::text FROM jobs.pgqueuer ORDER BY id")

    def worker(self, *jobs: "Job[Any]", **options: Any) -> Worker:
        # A worker is not taken for dead because the machine is busy: tests of dying ones let time pass by hand.
        fast: dict[str, Any] = {"retry_seconds": 0.1, "tick_seconds": 0.1, "tidy_up_seconds": PATIENCE}
        return Worker(self.database, jobs, **fast | options)

    @asynccontextmanager
    async def working(self, *jobs: "Job[Any]", **options: Any) -> AsyncIterator[Worker]:
        worker = self.worker(*jobs, **options)
        worker.start()
        try:
            yield worker
        finally:
            await worker.stop(PATIENCE)


async def eventually(what: Callable[[], Awaitable[bool]]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(PATIENCE):
        while not await what():  # noqa: ASYNC110 - what is awaited happens in another process or connection
            await asyncio.sleep(0.05)


async def soon(event: asyncio.Event) -> None:
    """Wait for it, not for ever."""
    async with asyncio.timeout(PATIENCE):
        await event.wait()


async def _hang(_context: JobContext, _note: Note) -> None:
    print("begun", flush=True)
    await asyncio.Event().wait()


async def _work_until_killed(url: str) -> None:
    bench = Bench(url, await Database.connect(url, pool_size=2, reader_size=1))
    bench.worker(marking(_hang)).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_work_until_killed(sys.argv[1]))
