"""Rows of the audit log as they are sealed."""

from datetime import datetime

from services.audit_entries.seal_rules import COLUMNS, leaf
from services.kit.database import WriteSession, driver_connection

_ROWS = f"""
    SELECT {", ".join(f"{name}::text AS {name}" if name == "changes" else name for name in COLUMNS)}
    FROM audit_entries WHERE at >= $1 AND at < $2 ORDER BY id
"""  # noqa: S608 - constants


async def leaves_between(session: WriteSession, key: bytes, begin: datetime, end: datetime) -> bytes:
    """The leaves of the rows that stand there now, in the order of their ids."""
    connection = await driver_connection(session)
    found = bytearray()
    async for row in connection.cursor(_ROWS, begin, end, prefetch=2000):
        found += leaf(key, row)
    return bytes(found)
