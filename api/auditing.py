"""`dangjian verify-audit`: the audit log compared with its seals, at the terminal."""

from datetime import date, datetime

from services.audit_entries.seal_rules import Finding, Wrong
from services.audit_entries.verifying import Verified, verify
from services.kit.clock import OFFICE_ZONE
from services.kit.database import Database

_WORDS: dict[Wrong, str] = {
    Wrong.ALTERED: "记录 {entry} 被改动 / entry {entry} was altered",
    Wrong.MISSING: "记录 {entry} 被删除 / entry {entry} is missing",
    Wrong.INSERTED: "记录 {entry} 为事后插入 / entry {entry} was slipped in afterwards",
    Wrong.SEAL_BROKEN: "封存 {seal} 被改动，或密钥不符 / seal {seal} was changed, or made with another key",
    Wrong.SEAL_MISSING: "封存 {seal} 之前有缺失 / seals before {seal} are missing",
}


async def verified(url: str, key: bytes, day: date | None) -> Verified:
    """See `verify`."""
    database = await Database.connect(url, pool_size=1, reader_size=1)
    try:
        async with database.transaction() as session:
            return await verify(session, key, day=day)
    finally:
        await database.close()


def told(finding: Finding) -> str:
    """A finding as a line."""
    words = _WORDS[finding.wrong].format(entry=finding.entry_id, seal=finding.sequence)
    return f"{finding.day.isoformat()}  {words}"


def summary(found: Verified) -> list[str]:
    """What was compared, and the head of the chain to note outside of the database."""
    lines = [f"已核对 {found.entries} 条记录、{found.seals} 个封存。 / {found.entries} entries, {found.seals} seals."]
    if found.head is not None and found.sealed_until is not None:
        lines.append(
            f"封存至 / sealed until {_local(found.sealed_until)}  №{found.head.sequence}  {found.head.digest.hex()}"
        )
    if found.unsealed:
        lines.append(f"尚未封存 {found.unsealed} 条。 / {found.unsealed} entries wait for their seal.")
    return lines


def _local(instant: datetime) -> str:
    return instant.astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M")
