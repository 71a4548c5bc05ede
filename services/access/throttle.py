"""Locking a user name after failures in a row, known or not, so that a lock tells nothing about who exists.

An attempt is counted before its password is verified and taken back afterwards, so that a hundred guesses at the
same moment are no more than a hundred guesses one after another.
"""

import hashlib
import math
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from models.accounts import SignInThrottle
from services.access.policy import AccessPolicy
from services.kit.database import WriteSession
from services.kit.errors import Fault, Kind, declare
from services.kit.names import folded

LOCKED = declare(
    "auth.locked",
    Kind.TOO_MANY,
    "登录失败次数过多，账号已临时锁定，请在 {minutes} 分钟后再试，或联系系统管理员解锁。",
    "Too many failed sign-ins: locked for now. Try again in {minutes} minutes, or ask your administrator to unlock.",
    rule="GB/T 22239-2019 8.1.4.1 b)",
)


def key_of(username: str) -> bytes:
    """The key of a user name, however it was typed."""
    return hashlib.sha256(folded(username).encode()).digest()


def locked(until: datetime, now: datetime) -> Fault:
    """The refusal of a locked user name."""
    seconds = max(1, math.ceil((until - now).total_seconds()))
    fault = LOCKED(minutes=math.ceil(seconds / 60))
    fault.retry_after = seconds
    return fault


async def count_attempt(session: WriteSession, key: bytes, policy: AccessPolicy, now: datetime) -> datetime | None:
    """Count an attempt as failed until proven otherwise; gives the end of the lock if there is one."""
    await session.execute(
        insert(SignInThrottle).values(username_hash=key, failures=0, last_failure_at=now).on_conflict_do_nothing()
    )
    throttle = await _row(session, key)
    if throttle.locked_until is not None:
        if throttle.locked_until > now:
            return throttle.locked_until
        throttle.failures, throttle.locked_until = 0, None
    elif throttle.failures >= policy.failures_before_lock:
        # As many attempts as are allowed are being verified just now, or a process ended in the middle of one.
        end = throttle.last_failure_at + policy.lock
        if end > now:
            return end
        throttle.failures = 0
    throttle.failures += 1
    throttle.last_failure_at = now
    await session.flush()
    return None


async def confirm_failure(session: WriteSession, key: bytes, policy: AccessPolicy, now: datetime) -> bool:
    """The counted attempt did fail; true when it is the one that locks."""
    throttle = await _row(session, key)
    if throttle.failures < policy.failures_before_lock or throttle.locked_until is not None:
        return False
    throttle.locked_until = now + policy.lock
    await session.flush()
    return True


async def take_back(session: WriteSession, key: bytes) -> None:
    """The counted attempt neither failed nor succeeded: the password was right, the second factor is still to come."""
    throttle = await _row(session, key)
    throttle.failures = max(0, throttle.failures - 1)
    await session.flush()


async def clear(session: WriteSession, key: bytes) -> None:
    """A success, or an administrator's unlocking: count from nothing again."""
    await session.execute(
        update(SignInThrottle).where(SignInThrottle.username_hash == key).values(failures=0, locked_until=None)
    )


async def _row(session: WriteSession, key: bytes) -> SignInThrottle:
    row = select(SignInThrottle).where(SignInThrottle.username_hash == key).with_for_update()
    return (await session.execute(row, execution_options={"populate_existing": True})).scalar_one()
