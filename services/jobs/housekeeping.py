"""Every night: what is kept for a time only, and has had its time, goes."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, func, or_, select

from models.accounts import RefreshToken, SignInSession, SignInThrottle
from models.base import Base
from services.kit import idempotency
from services.kit.database import WriteSession
from services.kit.job_queue import purge_job_log
from services.kit.jobs import Job, JobContext, Nothing

SIGN_INS_KEPT = timedelta(days=180)
"""For the list of one's devices; the sign-ins themselves stay in the audit trail."""
THROTTLES_KEPT = timedelta(days=1)
JOB_LOG_KEPT = timedelta(days=90)

log = structlog.get_logger("jobs.housekeeping")


async def run(context: JobContext, _payload: Nothing) -> None:
    """Purge, with one line of figures in the log."""
    log.info("housekeeping", **await purge(context.session, context.now))


async def purge(session: WriteSession, now: datetime) -> dict[str, int]:
    """Remove what is out of date at `now`; gives how many rows of each kind."""
    ended = now - SIGN_INS_KEPT
    old_sessions = or_(SignInSession.ended_at < ended, SignInSession.expires_at < ended)
    tokens = RefreshToken.session_id.in_(select(SignInSession.id).where(old_sessions))
    idle = (SignInThrottle.last_failure_at < now - THROTTLES_KEPT) & (
        func.coalesce(SignInThrottle.locked_until, now) <= now
    )
    return {
        "idempotency_keys": await idempotency.purge(session, now),
        "refresh_tokens": await _gone(session, RefreshToken, tokens | (RefreshToken.expires_at < ended)),
        "sign_in_sessions": await _gone(session, SignInSession, old_sessions),
        "sign_in_throttles": await _gone(session, SignInThrottle, idle),
        "job_log": await purge_job_log(session, now - JOB_LOG_KEPT),
    }


async def _gone(session: WriteSession, kind: type[Base], condition: ColumnElement[bool]) -> int:
    removed: Any = await session.execute(
        delete(kind).where(condition), execution_options={"synchronize_session": False}
    )
    return int(removed.rowcount)


HOUSEKEEPING = Job("housekeeping", Nothing, run)
