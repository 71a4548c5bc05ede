"""A real PostgreSQL for the tests: one server and one migrated template per xdist worker."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, async_sessionmaker, create_async_engine

from services.kit import migrating
from services.kit.database import Database, driver_url, engine_url
from services.kit.grants import grant
from services.kit.local_postgres import LocalPostgres
from services.kit.reader import ConnectionReader
from tests.support.disks import throwaway_disk

CARELESS = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET max_wal_size = '128MB'",
    "SELECT pg_reload_conf()",
)
"""Nothing of this server outlives the run, so it need not wait for the disk nor keep much of its log."""


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a server: `TEST_DATABASE_URL`, or one of our own that is gone afterwards."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="dangjian-test-", dir=throwaway_disk()) as folder:
        Path(folder).chmod(0o755)
        with LocalPostgres(Path(folder) / "pg") as server:
            asyncio.run(_execute(server.url, *CARELESS))
            yield server.url


def named(server_url: str, database: str) -> str:
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)


async def _execute(server_url: str, *statements: str) -> None:
    connection = await asyncpg.connect(driver_url(server_url))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def create_database(server_url: str, template: str | None = None) -> str:
    """A database of its own, empty or copied from the template; gives its address."""
    name = f"test_{uuid4().hex}"
    await _execute(server_url, f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return named(server_url, name)


async def drop_database(server_url: str, url: str) -> None:
    await _execute(server_url, f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


NODE_ROLE, NODE_PASSWORD = "dangjian_node", "of the tests"
"""The application works under a role that owns no table, as in production."""


def migrate(url: str) -> None:
    migrating.upgrade(url)


def prepare_nodes(url: str) -> None:
    """Make the role of the nodes where it is missing, and let it work with the migrated database and its copies."""
    missing = f"IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{NODE_ROLE}')"
    made = f"CREATE ROLE {NODE_ROLE} LOGIN PASSWORD '{NODE_PASSWORD}'"
    asyncio.run(_execute(url, f"DO $$ BEGIN {missing} THEN {made}; END IF; END $$"))
    asyncio.run(grant(url, NODE_ROLE))


def of_node(url: str) -> str:
    """The same database as a node enters it."""
    return make_url(url).set(username=NODE_ROLE, password=NODE_PASSWORD).render_as_string(hide_password=False)


def engine_of_one(url: str) -> AsyncEngine:
    """One connection that test after test works on: its statements stay prepared."""
    return create_async_engine(engine_url(url), pool_size=1, max_overflow=0, pool_pre_ping=True)


@asynccontextmanager
async def rolled_back(engine: AsyncEngine) -> AsyncIterator[tuple[Database, AsyncConnection]]:
    """A Database inside one outer transaction: commits become savepoints, and nothing stays."""
    async with engine.connect() as connection:
        transaction = await connection.begin()
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        sessions = async_sessionmaker(
            bind=connection, expire_on_commit=False, autoflush=False, join_transaction_mode="create_savepoint"
        )
        try:
            yield Database(engine, sessions, ConnectionReader(raw.driver_connection)), connection
        finally:
            await transaction.rollback()
            await raw.driver_connection.execute("SELECT pg_advisory_unlock_all(); UNLISTEN *; RESET ALL")
