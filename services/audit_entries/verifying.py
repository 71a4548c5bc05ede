"""Whether the audit log is what it was when it was sealed: each row, each seal, the chain."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from models.audit import AuditEntry, AuditSeal
from services.audit_entries.rows import leaves_between
from services.audit_entries.seal_rules import Finding, Seal, Wrong, differences, follows, is_genuine
from services.kit.clock import office_day
from services.kit.database import WriteSession

MOST_FINDINGS = 1_000


@dataclass(slots=True)
class Verified:
    """What was looked at and what was found; `head` is the last seal, to be compared with one noted elsewhere."""

    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    """Rows behind the last seal, which nothing covers yet; of the whole log only."""
    head: Seal | None = None
    sealed_until: datetime | None = None
    found: list[Finding] = field(default_factory=list)


async def verify(session: WriteSession, key: bytes, *, day: date | None = None) -> Verified:
    """Compare the whole log, or one day of it, with its seals. Stops after a thousand findings."""
    verified = Verified()
    previous = await _before(session, day) if day else None
    async for row in _seals(session, day):
        seal = _as_seal(row)
        if not follows(seal, previous):
            verified.found.append(Finding(Wrong.SEAL_MISSING, seal.day, seal.sequence))
        if not is_genuine(key, seal, previous):
            verified.found.append(Finding(Wrong.SEAL_BROKEN, seal.day, seal.sequence))
        leaves = await leaves_between(session, key, row.from_at, row.until_at)
        if row.purged_at is None:
            verified.found.extend(differences(seal, leaves))
        elif leaves:
            verified.found.extend(differences(Seal(seal.sequence, seal.day, seal.from_at, seal.until_at, b""), leaves))
        verified.seals += 1
        verified.entries += seal.entries
        verified.head, verified.sealed_until, previous = seal, seal.until_at, seal
        if len(verified.found) >= MOST_FINDINGS:
            return verified
    if day is None:
        await _around(session, verified)
    return verified


async def _around(session: WriteSession, verified: Verified) -> None:
    """Rows in front of the first seal were not there when it was made; behind the last one they wait for theirs."""
    first = await session.scalar(select(func.min(AuditSeal.from_at)))
    if first is not None:
        rows = select(AuditEntry.id, AuditEntry.at).where(AuditEntry.at < first).order_by(AuditEntry.id)
        for row in await session.execute(rows.limit(MOST_FINDINGS)):
            verified.found.append(Finding(Wrong.INSERTED, office_day(row.at), None, row.id))
    waiting = select(func.count()).select_from(AuditEntry)
    if verified.sealed_until is not None:
        waiting = waiting.where(AuditEntry.at >= verified.sealed_until)
    verified.unsealed = await session.scalar(waiting) or 0


async def _before(session: WriteSession, day: date) -> Seal | None:
    """The seal right before those of the day."""
    row = await session.scalar(
        select(AuditSeal)
        .where(AuditSeal.day < day)
        .order_by(AuditSeal.sequence.desc())
        .limit(1)
        .options(undefer(AuditSeal.leaves))
    )
    return _as_seal(row) if row is not None else None


async def _seals(session: WriteSession, day: date | None) -> AsyncIterator[AuditSeal]:
    """By sequence, one at a time: their leaves may be large."""
    numbers = select(AuditSeal.sequence).order_by(AuditSeal.sequence)
    if day is not None:
        numbers = numbers.where(AuditSeal.day == day)
    for number in (await session.scalars(numbers)).all():
        row = await session.get_one(AuditSeal, number, options=[undefer(AuditSeal.leaves)], populate_existing=True)
        yield row
        session.expunge(row)


def _as_seal(row: AuditSeal) -> Seal:
    return Seal(
        row.sequence, row.day, row.from_at.astimezone(UTC), row.until_at.astimezone(UTC), row.leaves, row.digest
    )
