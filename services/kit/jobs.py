"""Work longer than a request: put into a queue in the transaction of its data, run by a `Worker` (worker.py).

The queue is pgqueuer's, in the PostgreSQL schema `jobs`. What a job does to the database happens exactly once,
because the queue's row is taken off in the job's own transaction; what it does outside may happen again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import Channel
from pgqueuer.ports.driver import Driver
from pydantic import TypeAdapter
from sqlalchemy import literal, select, text

from services.kit.database import WriteSession

Payload = TypeVar("Payload")

OUTAGE = "the database was away"
"""Why an attempt was not the job's own."""

SCHEMA = "jobs"
NOT_BEGUN = "not begun"
"""The reason in the queue's log when a worker gives back what it took and did not begin: no attempt."""
# Every name is given: pgqueuer would otherwise look for variables as common as CHANNEL in the environment.
NAMES = DBSettings.model_construct(
    prefix="",
    db_schema=SCHEMA,
    channel=Channel("ch_pgqueuer"),
    function="fn_pgqueuer_changed",
    statistics_table="pgqueuer_statistics",
    queue_status_type="pgqueuer_status",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    trigger="tg_pgqueuer_changed",
    schedules_table="pgqueuer_schedules",
    durability=Durability.durable,
    widen_id=True,
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of personal data: newest field key first, then former ones; the key of equality hashes."""

    fields: tuple[bytes, ...]
    lookup: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Means:
    """What work beside the job's transaction needs: the address of the database, the store, the keys on demand.

    `audit_days`: for how long the audit log is kept.
    """

    url: str
    files_url: str
    keys: Callable[[], Keys]
    audit_days: int = 1095


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a job is given: its transaction, committed when it returns; the time; which attempt this is, from 1.

    `means` are given by workers of the platform; jobs that need none are tested without.
    """

    session: WriteSession
    now: datetime
    attempt: int
    means: Means | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """The payload of a job that needs none."""


@dataclass(frozen=True, slots=True)
class Job(Generic[Payload]):
    """A kind of work. `payload` is a dataclass; ids and dates belong in it, not whole records.

    A job that fails is tried again after `first_delay`, then after twice as long each time; after `max_attempts` it
    is dead: it stays to be seen and repeated by hand. One attempt may take `limit`. Dying workers count as attempts.
    A job that leaves more behind than its transaction has `give_up`: run when the last attempt ended with its worker,
    in place of dying; what it leaves is settled, and the job is off the queue.
    """

    name: str
    payload: type[Payload]
    run: Callable[[JobContext, Payload], Awaitable[None]]
    max_attempts: int = 5
    first_delay: timedelta = timedelta(seconds=10)
    limit: timedelta = timedelta(minutes=10)
    give_up: Callable[[JobContext, Payload], Awaitable[None]] | None = None
    adapter: TypeAdapter[Payload] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "adapter", TypeAdapter(self.payload))

    def delay_after(self, attempt: int) -> timedelta:
        """How long to wait after a failed attempt, an hour at most."""
        return min(self.first_delay * (1 << min(attempt - 1, 20)), timedelta(hours=1))


async def enqueue(session: WriteSession, job: Job[Payload], payload: Payload) -> int:
    """Put a job into the queue, to be run once this transaction is committed, and never if it is not."""
    queries = await queries_in(session)
    (job_id,) = await queries.enqueue(job.name, job.adapter.dump_json(payload))
    return job_id


async def queries_in(session: WriteSession) -> Queries:
    """pgqueuer's queries within an open transaction."""
    # SQLAlchemy opens the transaction with the first statement of its own, not when the connection is taken.
    await session.execute(select(literal(1)))
    raw = await (await session.connection()).get_raw_connection()
    assert raw.driver_connection is not None
    return queries_on(AsyncpgDriver(raw.driver_connection))


def queries_on(driver: Driver, kind: type[Queries] = Queries) -> Queries:
    return kind(driver, QueryBuilderEnvironment(NAMES), QueryQueueBuilder(NAMES), QuerySchedulerBuilder(NAMES))


class TakenByAnotherError(Exception):
    """The job is not the worker's any more: it was silent for too long before it began."""


async def claim(session: WriteSession, job_id: int, worker: UUID) -> int:
    """Hold on to a job that `worker` has taken until this transaction ends.

    Gives the attempt's number: how often the job was taken since it was put into the queue, dead workers included,
    but neither what was given back unbegun nor what an outage ended.
    The weakest row lock is enough: others that want to take the job skip it, the worker's signs of life pass.
    Errors: `TakenByAnotherError`.
    """
    attempt: int | None = await session.scalar(
        _CLAIM, {"job_id": job_id, "worker": worker, "no_attempts": [NOT_BEGUN, OUTAGE]}
    )
    if attempt is None:
        raise TakenByAnotherError
    return attempt


_CLAIM = text(
    """
    SELECT (
        SELECT
            count(*) FILTER (WHERE happened.status = 'picked')
            - count(*) FILTER (WHERE happened.traceback #>> '{additional_context,reason}' = ANY(:no_attempts))
        FROM jobs.pgqueuer_log AS happened
        WHERE happened.job_id = :job_id AND happened.id > (
            SELECT max(put.id) FROM jobs.pgqueuer_log AS put
            WHERE put.job_id = :job_id AND put.status = 'queued' AND put.traceback IS NULL
        )
    )
    FROM jobs.pgqueuer WHERE id = :job_id AND queue_manager_id = :worker AND status = 'picked' FOR KEY SHARE
    """
)
