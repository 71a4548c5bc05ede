"""Points taken back because the facts behind them were: reversing rows, all in one statement."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased
from uuid_utils.compat import uuid7

from models.enums.points import SchemeState, SourceKind
from models.points import PointEntry, PointScheme
from services.access import audit
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.points import errors
from services.points.posting import Outcome, Posting, post
from services.points.standing import next_open_scheme


async def revoke(session: WriteSession, actor: Actor, source_ids: Sequence[UUID], reason: str, *, now: datetime) -> int:
    """Reverse every effective entry that these facts have earned; gives how many points that were.

    Of a frozen year the reversal counts in the next open one. Errors: `points.no_scheme` where there is none yet,
    `points.year_frozen`.
    """
    reversal = aliased(PointEntry)
    rows = await session.execute(
        select(PointEntry, PointScheme.state)
        .join(PointScheme, PointScheme.id == PointEntry.scheme_id)
        .outerjoin(reversal, reversal.reverses == PointEntry.id)
        .where(PointEntry.source_id.in_(list(source_ids)), PointEntry.reverses.is_(None), reversal.id.is_(None))
    )
    entries = [(entry, state) for entry, state in rows]
    postings = [
        _reversing(entry, actor, reason, now, await _scheme_of(session, entry, state, now)) for entry, state in entries
    ]
    answers = await post(session, postings, now=now)
    for (entry, _), answer in zip(entries, answers, strict=True):
        if answer.outcome is Outcome.FROZEN:
            raise errors.YEAR_FROZEN(year=entry.year)
    taken = sum(entry.points for entry, _ in entries)
    if entries:
        audit.record(
            session,
            actor,
            "point_entry.revoke",
            entity_kind="point_entry",
            entity_id=None,
            entity_name=f"{len(entries)} 笔积分：{reason}",
            changes={"points": [taken, 0]},
        )
    return taken


async def _scheme_of(session: WriteSession, entry: PointEntry, state: SchemeState, now: datetime) -> UUID:
    if state is not SchemeState.FROZEN:
        return entry.scheme_id
    today = office_day(now)
    years = range(entry.year + 1, max(today.year, entry.year + 1) + 1)
    return await next_open_scheme(session, entry.member_id, years, entry.kind)


def _reversing(entry: PointEntry, actor: Actor, reason: str, now: datetime, scheme_id: UUID) -> Posting:
    return Posting(
        id=uuid7(),
        member_id=entry.member_id,
        scheme_id=scheme_id,
        rule_id=entry.rule_id,
        rule_code=entry.rule_code,
        source_kind=SourceKind.REVERSAL.value,
        source_id=entry.id,
        asked=-entry.points,
        occurred_on=entry.occurred_on,
        effective_on=office_day(now),
        confirmed_by=actor.account_id,
        confirmed_name=actor.display_name,
        reason=reason,
        reverses=entry.id,
    )
