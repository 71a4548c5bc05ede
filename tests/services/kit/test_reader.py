"""Connections at hand: quick to take, never kept from who waits, never given when they are dead."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import Integer, func, literal, select

from services.kit.database import driver_url
from services.kit.reader import PoolReader, place, prepare

VALUE = prepare(select(place("value", Integer()).label("value")))
MANY = prepare(select(func.generate_series(literal(1), literal(3)).label("n")))
BROKEN = prepare(select(literal(1) / place("by", Integer())))


@pytest.fixture
async def reader(database_url: str) -> AsyncIterator[PoolReader]:
    """On a single connection."""
    pool = await asyncpg.create_pool(driver_url(database_url), min_size=0, max_size=1)
    reader = PoolReader(pool, wait_seconds=10)
    yield reader
    await reader.close()


async def test_who_waits_gets_the_connection_that_another_has_used(reader: PoolReader) -> None:
    found = await asyncio.gather(*(reader.value(VALUE, value=n) for n in range(20)))
    assert found == list(range(20))
    assert reader.connections() == (0, 1)
    assert [row["n"] async for row in reader.stream(MANY)] == [1, 2, 3]
    assert await reader.row(VALUE, value=7) == {"value": 7}
    assert reader.connections() == (0, 1)


async def test_a_refused_query_and_a_dead_connection_leave_it_working(reader: PoolReader) -> None:
    for _ in range(3):
        with pytest.raises(asyncpg.DivisionByZeroError):
            await reader.value(BROKEN, by=0)
    assert await reader.value(VALUE, value=1) == 1
    (kept,) = reader._at_hand
    kept.terminate()
    assert await reader.value(VALUE, value=2) == 2
    assert reader.connections() == (0, 1)


async def test_who_gives_up_while_waiting_keeps_nobody_waiting(reader: PoolReader) -> None:
    slow = prepare(select(func.pg_sleep(0.2)))
    first = asyncio.create_task(reader.rows(slow))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(reader.value(VALUE, value=1))
    await asyncio.sleep(0.05)
    for task in (second, first):
        task.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert await reader.value(VALUE, value=3) == 3
    assert reader.connections() == (0, 1)
