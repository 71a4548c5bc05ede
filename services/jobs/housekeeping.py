"""Every night: what is kept for a time only, and has had its time, goes."""

from datetime import datetime, timedelta

import structlog

from services.accounts import housekeeping as accounts
from services.kit import idempotency
from services.kit.database import WriteSession
from services.kit.job_queue import purge_job_log
from services.kit.jobs import Job, JobContext, Nothing

JOB_LOG_KEPT_FOR = timedelta(days=90)

log = structlog.get_logger("jobs.housekeeping")


async def run(context: JobContext, _payload: Nothing) -> None:
    """Purge, with one line of figures in the log."""
    log.info("housekeeping", **await purge(context.session, context.now))


async def purge(session: WriteSession, now: datetime) -> dict[str, int]:
    """Remove what is out of date at `now`; gives how many rows of each kind."""
    return {
        "idempotency_keys": await idempotency.purge(session, now),
        **await accounts.purge(session, now),
        "job_log": await purge_job_log(session, now - JOB_LOG_KEPT_FOR),
    }


HOUSEKEEPING = Job("housekeeping", Nothing, run)
