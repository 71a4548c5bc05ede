"""The worker: takes jobs from the queue and runs them, in the API's process or in one of its own.

Any number may run. A job belongs to one worker; when its signs of life stop for `silence`, another one takes it.
A worker is woken by notifications; every tick it looks at the clock, and into the queue for what it was not told.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import UUID

import asyncpg
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job as TakenJob
from pgqueuer.domain.types import Channel

from services.kit.clock import utc_now
from services.kit.database import Database
from services.kit.jobs import (
    NAMES,
    NOT_BEGUN,
    OUTAGE,
    Job,
    JobContext,
    Means,
    TakenByAnotherError,
    claim,
    queries_in,
    queries_on,
)
from services.kit.outage import is_out_of_reach
from services.kit.periodic import Schedule, enqueue_due
from services.kit.requeueing import patient_queries

CONNECTIONS = 3
"""Held beside the pools of `Database`: one listens, the others take jobs and give signs of life."""
BATCH = 2
SECONDS_TO_TIDY_UP = 5
"""For jobs that were cut short to go back into the queue; if the database is away, their silence does it."""

log = structlog.get_logger("kit.worker")


class NotMigratedError(Exception):
    """The database has no queue yet, or an older one."""

    def __str__(self) -> str:
        return "the database is not migrated (dangjian migrate); the worker waits for it"


class WorkerDiedError(Exception):
    """All attempts of a job ended with the death of its worker."""


class Worker:
    """Runs `jobs` and puts the periodic ones of `schedules` into the queue, until stopped; survives a lost database."""

    def __init__(
        self,
        database: Database,
        jobs: Sequence[Job[Any]],
        schedules: Sequence[Schedule] = (),
        *,
        means: Means | None = None,
        clock: Callable[[], datetime] = utc_now,
        concurrency: int = 4,
        silence: timedelta = timedelta(seconds=30),
        retry_seconds: float = 5,
        tick_seconds: float = 15,
        tidy_up_seconds: float = SECONDS_TO_TIDY_UP,
    ) -> None:
        self._database = database
        self._jobs = tuple(jobs)
        self._schedules = tuple(schedules)
        self._means = means
        self._clock = clock
        self._concurrency = concurrency
        self._silence = silence
        self._retry_seconds = retry_seconds
        self._tick_seconds = tick_seconds
        self._tidy_up_seconds = tidy_up_seconds
        self._stopping = asyncio.Event()
        self._ready = False
        self._manager: QueueManager | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._running: set[asyncio.Task[Any]] = set()

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._keep_running(), name="worker"),
            asyncio.create_task(self._keep_time(), name="periodic jobs"),
        ]

    async def stop(self, grace_seconds: float) -> None:
        """Take nothing more and let what runs end; what is not done in time is undone and left to another worker."""
        self._stopping.set()
        if self._manager is not None:
            self._manager.shutdown.set()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=grace_seconds)
        for running in self._running:
            running.cancel()
        if late:
            _, late = await asyncio.wait(late, timeout=self._tidy_up_seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        log.info("worker.stopped")

    async def _keep_running(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._take_jobs()
            except Exception as error:  # noqa: BLE001 - a worker outlives whatever happens to its database
                log.warning("worker.interrupted", error=_told(error))
                await self._pause(self._retry_seconds)

    async def _take_jobs(self) -> None:
        patient = patient_queries(self._silence.total_seconds() / 3)
        async with self._pool() as pool:
            manager = QueueManager(queries_on(AsyncpgPoolDriver(pool), patient), Channel(NAMES.channel))
            for job in self._jobs:
                manager.entrypoint(job.name, on_failure="hold", accepts_context=False)(self._handler(job, manager))
            try:
                await manager.verify_structure()
            except RuntimeError as error:
                raise NotMigratedError from error
            self._manager = manager
            if not self._stopping.is_set():
                self._ready = True
                log.info("worker.ready", jobs=" ".join(job.name for job in self._jobs))
                await manager.run(
                    dequeue_timeout=timedelta(seconds=self._tick_seconds),
                    batch_size=BATCH,
                    max_concurrent_tasks=max(self._concurrency, 2 * BATCH),
                    shutdown_on_listener_failure=True,
                    heartbeat_timeout=self._silence,
                    log_aggregation_interval=timedelta(0),
                )

    @asynccontextmanager
    async def _pool(self) -> AsyncIterator["asyncpg.Pool[asyncpg.Record]"]:
        """The worker's own connections, given up at the end even if one that was lost is never handed back."""
        pool = await asyncpg.create_pool(
            connect=self._database.connection, min_size=1, max_size=CONNECTIONS, timeout=10, command_timeout=60
        )
        try:
            yield pool
        finally:
            try:
                async with asyncio.timeout(SECONDS_TO_TIDY_UP):
                    await pool.close()
            except Exception as error:  # noqa: BLE001 - what cannot be closed in good order is cut
                log.warning("worker.connections_cut", error=_told(error))
                pool.terminate()

    def _handler(self, job: Job[Any], manager: QueueManager) -> Callable[[TakenJob], Any]:
        async def handle(taken: TakenJob) -> None:
            if self._stopping.is_set():
                # Asked for before the stop, answered after it: nobody would wait for its end, nor cut it short.
                raise RetryRequested(reason=NOT_BEGUN)
            began = perf_counter()
            with structlog.contextvars.bound_contextvars(job=job.name, job_id=taken.id), self._cancellable():
                try:
                    attempt = await self._run(job, taken, manager.queue_manager_id)
                except asyncio.CancelledError as error:
                    # pgqueuer takes a cancelled job for one that nobody wants any more.
                    log.warning("job.interrupted")
                    raise RetryRequested(reason="the worker was stopped") from error
                log.info("job.done", attempt=attempt, ms=round((perf_counter() - began) * 1000, 1))

        return handle

    @contextmanager
    def _cancellable(self) -> Iterator[None]:
        """The job run within can be cut short by `stop`."""
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            yield
        finally:
            self._running.discard(task)

    async def _run(self, job: Job[Any], taken: TakenJob, worker: UUID) -> int:
        """One attempt, in one transaction with taking the job off the queue; gives the attempt's number."""
        attempt = 1
        limit = asyncio.timeout(job.limit.total_seconds())
        try:
            async with limit, self._database.transaction() as session:
                attempt = await claim(session, taken.id, worker)
                work = _work(job, attempt)
                payload = job.adapter.validate_json(taken.payload or b"null")
                await work(JobContext(session, self._clock(), attempt, self._means), payload)
                await (await queries_in(session)).log_jobs([(taken, "successful", None)])
        except TakenByAnotherError as error:
            raise RetryRequested(reason="taken by another worker") from error
        except Exception as error:
            # A job's own limit ends with a TimeoutError, too, which otherwise tells of a database out of reach.
            away = is_out_of_reach(error) and not limit.expired()
            if attempt >= job.max_attempts and not away:
                log.error("job.dead", attempt=attempt, error=type(error).__name__)  # noqa: TRY400 - pgqueuer logs it whole
                raise
            delay = job.first_delay if away else job.delay_after(attempt)
            log.warning("job.failed", attempt=attempt, again_in_s=delay.total_seconds(), exc_info=error)
            raise RetryRequested(delay, reason=OUTAGE if away else type(error).__name__) from error
        return attempt

    async def _keep_time(self) -> None:
        served: dict[str, datetime] = {}
        while not self._stopping.is_set():
            now = self._clock()
            for schedule in self._schedules if self._ready else ():
                due = schedule.last_due(now)
                if served.get(schedule.job.name) == due:
                    continue
                try:
                    await enqueue_due(self._database, schedule, now)
                    served[schedule.job.name] = due
                except Exception as error:  # noqa: BLE001 - tried again at the next tick
                    log.warning(
                        "periodic.failed", job=schedule.job.name, error=f"{type(error).__name__}: {error}"[:300]
                    )
            await self._pause(self._tick_seconds)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


def _work(job: Job[Any], attempt: int) -> Callable[[JobContext, Any], Awaitable[None]]:
    """What this attempt is to do. Errors: `WorkerDiedError` when there were enough and the job ends with them."""
    if attempt <= job.max_attempts:
        return job.run
    if job.give_up is None:
        raise WorkerDiedError(f"{job.max_attempts} attempts of {job.name} ended with their worker")
    log.error("job.given_up", attempt=attempt)
    return job.give_up


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
