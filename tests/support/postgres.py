"""A real PostgreSQL for tests, gone without a trace afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from services.kit.local_postgres import LocalPostgres


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that the database's own user can enter (pytest's `tmp_path` is 0700 above)."""
    with tempfile.TemporaryDirectory(prefix="dangjian-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """The URL of a fresh server; the role `app` may create databases in it."""
    with open_folder() as folder, LocalPostgres(folder / "pg") as server:
        yield server.url


async def fetch_value(url: str, sql: str) -> object:
    """Run one statement on a connection of its own and return the first value."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()
