"""Run by Alembic (services/kit/migrating.py): connect through asyncpg and apply revisions one node at a time."""

import asyncio

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from models import Base

LOCK_KEY = 0x44414E474A49414E
"""Advisory lock of migrations: the letters DANGJIAN."""


async def _await_turn(connection: AsyncConnection) -> None:
    """Poll for the lock: a session that waits inside PostgreSQL would block CREATE INDEX CONCURRENTLY elsewhere."""
    while not await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK_KEY}):
        await connection.rollback()
        await asyncio.sleep(0.2)
    await connection.commit()


def _apply(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_server_default=True)
    with context.begin_transaction():
        context.run_migrations()


async def _migrate(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await _await_turn(connection)
            # Closing the connection at the end gives the lock back, also after an error.
            await connection.run_sync(_apply)
    finally:
        await engine.dispose()


asyncio.run(_migrate(context.config.attributes["url"]))
