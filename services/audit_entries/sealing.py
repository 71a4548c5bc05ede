"""Sealing what is closed of the audit log, and letting go of what is old. Writers are never made to wait."""

from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import delete, func, select, text, update

from models.audit import AuditEntry, AuditSeal
from services.audit_entries.rows import leaves_between
from services.audit_entries.seal_rules import Seal, day_begins, digest, stretches
from services.audit_entries.verifying import verify
from services.kit.clock import office_day
from services.kit.database import WriteSession, delete_counted

MARGIN = timedelta(minutes=5)
"""By how much the clocks of two nodes may differ."""
AT_ONCE = 500
"""Stretches of one run: an old log is sealed in several."""
_LAST = select(AuditSeal).order_by(AuditSeal.sequence.desc()).limit(1)

log = structlog.get_logger("jobs.audit")


async def seal_closed(session: WriteSession, key: bytes, now: datetime) -> int:
    """Seal each full hour (a whole day where nothing of it is sealed yet) that nobody can write into any more.

    A row gets its time when it is written, so what began before the end of a stretch may still add to it: the stretch
    waits for the oldest transaction that runs. Each digest goes to the log of the process too, outside of the database.
    Gives how many seals were made.
    """
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('audit_seals'))"))
    last = await session.scalar(_LAST)
    if last is None:
        first = await session.scalar(select(func.min(AuditEntry.at)))
        if first is None:
            return 0
        begin, sequence, previous = day_begins(first), 1, b""
    else:
        begin, sequence, previous = last.until_at.astimezone(UTC), last.sequence + 1, last.digest
    made = 0
    for day, from_at, until_at in stretches(begin, await _horizon(session, now)):
        seal = Seal(sequence + made, day, from_at, until_at, await leaves_between(session, key, from_at, until_at))
        previous = digest(key, seal, previous)
        session.add(
            AuditSeal(
                sequence=seal.sequence,
                day=day,
                from_at=from_at,
                until_at=until_at,
                entries=seal.entries,
                leaves=seal.leaves,
                digest=previous,
                sealed_at=now,
            )
        )
        log.info("audit.sealed", day=day.isoformat(), sequence=seal.sequence, digest=previous.hex())
        made += 1
        if made == AT_ONCE:
            break
    await session.flush()
    return made


async def _horizon(session: WriteSession, now: datetime) -> datetime:
    """Before this moment nobody writes any more: every transaction that runs began after it."""
    oldest: datetime | None = await session.scalar(
        text(
            "SELECT min(xact_start) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    )
    return min(now, oldest or now) - MARGIN


async def purge(session: WriteSession, key: bytes, now: datetime, kept_days: int) -> int:
    """Remove the rows of whole days that have had their time; their seals stay, with the leaves.

    Only days that verify go: what was tampered with is kept, and said in the log. The database itself refuses
    what is younger than 180 days. Gives how many rows went.
    """
    kept_from = office_day(now - timedelta(days=kept_days))
    days = await session.scalars(
        select(AuditSeal.day)
        .where(AuditSeal.purged_at.is_(None), AuditSeal.day < kept_from)
        .distinct()
        .order_by(AuditSeal.day)
        .limit(31)
    )
    gone = 0
    await session.execute(text("SET LOCAL dangjian.purging = 'on'"))
    for day in days.all():
        findings = await verify(session, key, day=day)
        if findings.found:
            log.error("audit.not_purged", day=day.isoformat(), findings=len(findings.found))
            continue
        bounds = select(func.min(AuditSeal.from_at), func.max(AuditSeal.until_at)).where(AuditSeal.day == day)
        from_at, until_at = (await session.execute(bounds)).one()
        await session.execute(update(AuditSeal).where(AuditSeal.day == day).values(purged_at=now))
        gone += await delete_counted(
            session, delete(AuditEntry).where(AuditEntry.at >= from_at, AuditEntry.at < until_at)
        )
    await session.execute(text("SET LOCAL dangjian.purging = 'off'"))
    return gone
