"""Jobs at fixed times of a day, an hour or a minute: queued once per due time, whichever worker comes first."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from models.jobs import PeriodicRun
from services.kit.clock import OFFICE_ZONE
from services.kit.database import Database, WriteSession
from services.kit.jobs import Job, Nothing, enqueue


@dataclass(frozen=True, slots=True)
class Daily:
    """`job` every day at `at` (Asia/Shanghai)."""

    job: Job[Nothing]
    at: time

    def last_due(self, now: datetime) -> datetime:
        """The last due time up to and including `now`."""
        local = now.astimezone(OFFICE_ZONE)
        due = datetime.combine(local.date(), self.at, OFFICE_ZONE)
        return due if due <= local else due - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hourly:
    """`job` every hour, `minute` minutes after it has struck."""

    job: Job[Nothing]
    minute: int

    def last_due(self, now: datetime) -> datetime:
        """The last due time up to and including `now`."""
        due = now.replace(minute=self.minute, second=0, microsecond=0)
        return due if due <= now else due - timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class EveryMinute:
    """`job` when a minute begins."""

    job: Job[Nothing]

    def last_due(self, now: datetime) -> datetime:
        """The last due time up to and including `now`."""
        return now.replace(second=0, microsecond=0)


Schedule = Daily | Hourly | EveryMinute


async def enqueue_due(database: Database, schedule: Schedule, now: datetime) -> bool:
    """Put the job into the queue if its last due time has not been served yet; true for the one who did.

    A time missed while no worker ran is made up for once. A schedule never seen before begins with its next time.
    """
    async with database.transaction() as session:
        if not await _claim(session, schedule.job.name, schedule.last_due(now)):
            return False
        await enqueue(session, schedule.job, Nothing())
    return True


async def _claim(session: WriteSession, name: str, due: datetime) -> bool:
    claimed = await session.scalar(
        update(PeriodicRun)
        .where(PeriodicRun.name == name, PeriodicRun.due_at < due)
        .values(due_at=due)
        .returning(PeriodicRun.name)
    )
    if claimed is not None:
        return True
    await session.execute(insert(PeriodicRun).values(name=name, due_at=due).on_conflict_do_nothing())
    return False
