"""Posting rows of the ledger: one statement for any number of them (`post_points` of the database)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from services.kit.database import WriteSession
from services.points.ledger import Cap, period_of

_POST = text("SELECT place, outcome, points FROM post_points(CAST(:wanted AS jsonb)) ORDER BY place")


class Outcome(StrEnum):
    POSTED = "posted"
    KNOWN = "known"  # the fact has earned from this rule before
    FROZEN = "frozen"  # the scheme is not open (any more)
    NO_RULE = "no_rule"  # no published scheme, or none of its rules concerns the fact


@dataclass(frozen=True, slots=True)
class Posting:
    """A row to be posted. `asked` with its sign; the cap is applied under the lock of the member's balance."""

    id: UUID
    member_id: UUID
    scheme_id: UUID
    rule_id: UUID
    rule_code: str
    source_kind: str
    source_id: UUID
    asked: int
    occurred_on: date
    effective_on: date
    confirmed_name: str
    confirmed_by: UUID | None = None
    entered_by: UUID | None = None
    entered_name: str | None = None
    evidence: str | None = None
    reason: str | None = None
    cap: Cap | None = None
    reverses: UUID | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a posting; `points` is what the cap left of it, now or when it was posted before."""

    outcome: Outcome
    points: int


async def post(session: WriteSession, postings: Sequence[Posting], *, now: datetime) -> list[Posted]:
    """Post the rows in one round trip; the answers stand in the order of the postings."""
    if not postings:
        return []
    await session.flush()
    wanted = [_plain(place, posting, now) for place, posting in enumerate(postings)]
    rows = await session.execute(_POST, {"wanted": orjson.dumps(wanted).decode()})
    return [Posted(Outcome(row.outcome), row.points) for row in rows]


def _plain(place: int, posting: Posting, now: datetime) -> dict[str, Any]:
    cap = posting.cap
    first, last = period_of(posting.occurred_on, cap.period) if cap else (None, None)
    return {
        **{name: _text(getattr(posting, name)) for name in Posting.__dataclass_fields__ if name != "cap"},
        "place": place,
        "cap": cap.points if cap else None,
        "cap_from": first,
        "cap_until": last,
        "recorded_at": now,
    }


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
