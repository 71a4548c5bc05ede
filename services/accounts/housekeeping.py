"""What of signing in need not be kept; run by the nightly housekeeping. The audit log keeps who signed in when."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select

from models.accounts import RefreshToken, SignInSession, SignInThrottle
from services.kit.database import WriteSession, delete_counted

TOKENS_KEPT_FOR = timedelta(days=1)
SESSIONS_KEPT_FOR = timedelta(days=180)
FAILURES_KEPT_FOR = timedelta(days=1)


async def purge(session: WriteSession, now: datetime) -> dict[str, int]:
    """Drop tokens of sessions that are over, sessions of half a year ago, and failures that locked nobody for a day.

    Gives how many of each.
    """
    over = select(SignInSession.id).where(
        or_(SignInSession.expires_at < now - TOKENS_KEPT_FOR, SignInSession.ended_at < now - TOKENS_KEPT_FOR)
    )
    old = now - SESSIONS_KEPT_FOR
    return {
        "refresh_tokens": await delete_counted(session, delete(RefreshToken).where(RefreshToken.session_id.in_(over))),
        "sign_in_sessions": await delete_counted(
            session, delete(SignInSession).where(or_(SignInSession.expires_at < old, SignInSession.ended_at < old))
        ),
        "sign_in_throttles": await delete_counted(
            session,
            delete(SignInThrottle).where(
                SignInThrottle.last_failure_at < now - FAILURES_KEPT_FOR,
                or_(SignInThrottle.locked_until.is_(None), SignInThrottle.locked_until < now),
            ),
        ),
    }
