"""The figures behind sign-in and passwords (rules §13, column P); `api/settings.py` fills them in."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """How accounts are protected. The defaults are the values to ship."""

    failures_before_lock: int = 5
    lock: timedelta = timedelta(minutes=15)
    idle: timedelta = timedelta(minutes=30)
    """A refresh token lives this long, so a session ends when it has not been refreshed for so long."""
    session: timedelta = timedelta(hours=12)
    refresh_retry: timedelta = timedelta(seconds=60)
    """After a refresh token was used, its answer may be asked for again for so long, by who has the key of the use."""
    password_length: int = 10
    password_days: int = 90
    password_history: int = 5
    """The current password and those before it that may not be taken again, counted together."""
    second_factor_required: bool = True
    """Whether administrators and approvers must use a second factor."""
