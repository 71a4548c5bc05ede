"""The rotating code that is shown at a session: who holds it was in the room within the last minute. Pure.

A help for the recorder alone (rules §14): nobody must scan, a scan is no attendance, and nothing else is noted.
"""

import hmac
from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from services.kit.lookup import Lookup

WINDOW_SECONDS = 30
TOLERATED_WINDOWS = 1
"""A code is taken for one window more: whoever has begun to scan may finish."""

_BYTES = 10


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code, and when the next one takes its place."""

    code: str
    changes_at: datetime


def shown(lookup: Lookup, session_id: UUID, now: datetime) -> ShownCode:
    """The code of the present window."""
    window = _window(now)
    return ShownCode(_code(lookup, session_id, window), datetime.fromtimestamp((window + 1) * WINDOW_SECONDS, UTC))


def is_current(lookup: Lookup, session_id: UUID, given: str, now: datetime) -> bool:
    """Whether the code is or just was the session's."""
    window = _window(now)
    plain = given.strip().upper().encode()
    known = [_code(lookup, session_id, window - back).encode() for back in range(TOLERATED_WINDOWS + 1)]
    return any(hmac.compare_digest(code, plain) for code in known)


def _window(now: datetime) -> int:
    return int(now.timestamp()) // WINDOW_SECONDS


def _code(lookup: Lookup, session_id: UUID, window: int) -> str:
    digest = lookup.digest("study_checkin", f"{session_id}:{window}")
    return b32encode(digest[:_BYTES]).decode()
