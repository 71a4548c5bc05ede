"""`dangjian worker` and what an operator does about jobs (docs/operations.md)."""

import asyncio
import signal
from functools import partial

from api.secret_keys import load_secret_keys
from api.settings import Settings
from services.jobs.registry import JOBS, SCHEDULES
from services.kit.database import Database
from services.kit.job_queue import repeat_dead_job, unfinished_jobs
from services.kit.jobs import Keys, Means
from services.kit.reader import Row
from services.kit.worker import Worker

GRACE_SECONDS = 30
"""For the running jobs when the worker is asked to end; what is not done by then goes back into the queue."""
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def means(settings: Settings, url: str) -> Means:
    """What jobs of long work are given; the keys are read when the first such job runs."""
    return Means(url, settings.store_url, partial(_keys, settings), settings.audit_days)


def _keys(settings: Settings) -> Keys:
    keys = load_secret_keys(settings)
    return Keys((keys.field, *keys.former_fields), keys.lookup)


async def work(settings: Settings, url: str, concurrency: int) -> None:
    """Run jobs until SIGINT, SIGTERM or SIGHUP; a second signal ends the process at once."""
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()

    def end() -> None:
        for one in ENDINGS:
            loop.remove_signal_handler(one)
        ending.set()

    for one in ENDINGS:
        loop.add_signal_handler(one, end)
    database = await Database.connect(url, pool_size=concurrency, reader_size=2)
    database.watch()
    try:
        worker = Worker(database, JOBS, SCHEDULES, means=means(settings, url), concurrency=concurrency)
        worker.start()
        await ending.wait()
        await worker.stop(GRACE_SECONDS)
    finally:
        await database.close()


async def unfinished(url: str) -> list[Row]:
    """See `unfinished_jobs`."""
    database = await Database.connect(url, pool_size=1, reader_size=1)
    try:
        return await unfinished_jobs(database.reader)
    finally:
        await database.close()


async def repeat(url: str, job_id: int) -> bool:
    """See `repeat_dead_job`."""
    database = await Database.connect(url, pool_size=1, reader_size=1)
    try:
        async with database.transaction() as session:
            return await repeat_dead_job(session, job_id)
    finally:
        await database.close()
