"""For tests of the database server itself: a place for one, and a look into it from outside."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from services.kit.database import driver_url


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that the database's own user can enter (pytest's `tmp_path` is 0700 above)."""
    with tempfile.TemporaryDirectory(prefix="dangjian-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


async def fetch_value(url: str, sql: str) -> object:
    """Run one statement on a connection of its own and return the first value."""
    connection = await asyncpg.connect(driver_url(url))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()
