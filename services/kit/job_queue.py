"""The queue as an operator sees it: what waits, runs and is dead; repeating a dead job."""

from datetime import datetime

from pgqueuer.domain.types import JobId
from sqlalchemy import text

from services.kit.database import WriteSession
from services.kit.jobs import queries_in
from services.kit.reader import Reader, Row, prepare

_STATE = "CASE status WHEN 'queued' THEN 'waiting' WHEN 'picked' THEN 'running' ELSE 'dead' END"
_COUNTS = prepare(
    text(f"SELECT entrypoint AS name, {_STATE} AS state, count(*) AS count FROM jobs.pgqueuer GROUP BY 1, 2")  # noqa: S608 - a constant
)
_UNFINISHED = prepare(
    text(
        f"""
        SELECT id, entrypoint AS name, {_STATE} AS state, created AS created_at, execute_after AS not_before, (
            SELECT concat_ws(': ', traceback ->> 'exception_type', traceback ->> 'exception_message')
            FROM jobs.pgqueuer_log AS entry
            WHERE entry.job_id = job.id AND traceback IS NOT NULL
            ORDER BY entry.id DESC LIMIT 1
        ) AS last_error
        FROM jobs.pgqueuer AS job
        ORDER BY status = 'failed' DESC, id
        LIMIT 200
        """  # noqa: S608 - a constant
    )
)


async def job_counts(reader: Reader) -> list[Row]:
    """Jobs not yet done by `name` and `state` (waiting, running, dead): `{name, state, count}`."""
    return await reader.rows(_COUNTS)


async def unfinished_jobs(reader: Reader) -> list[Row]:
    """The first 200 jobs not yet done, dead ones first: `{id, name, state, created_at, not_before, last_error}`."""
    return await reader.rows(_UNFINISHED)


async def repeat_dead_job(session: WriteSession, job_id: int) -> bool:
    """Put a dead job into the queue again, with all its attempts; false if there is no dead job of that number."""
    queries = await queries_in(session)
    dead = await session.scalar(
        text("SELECT id FROM jobs.pgqueuer WHERE id = :job_id AND status = 'failed' FOR UPDATE"), {"job_id": job_id}
    )
    if dead is None:
        return False
    await queries.requeue_jobs([JobId(job_id)])
    return True


async def purge_job_log(session: WriteSession, before: datetime) -> int:
    """Drop the steps logged before `before` of jobs that are done; gives how many."""
    gone = await session.scalars(
        text(
            """
            DELETE FROM jobs.pgqueuer_log AS entry WHERE created < :before
            AND NOT EXISTS (SELECT FROM jobs.pgqueuer AS job WHERE job.id = entry.job_id) RETURNING 1
            """
        ),
        {"before": before},
    )
    return len(gone.all())
