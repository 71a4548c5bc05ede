"""Connections at hand: quick to take, never kept from who waits, never given when they are dead."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import asyncpg
import pytest
from sqlalchemy import TIMESTAMP, Date, Integer, column, func, literal, select, values

from services.kit.database import driver_url
from services.kit.json_columns import json_object, json_rows, or_empty
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


async def test_days_and_times_come_out_of_json_as_such_and_all_else_as_json_has_it(reader: PoolReader) -> None:
    at, day = datetime(2026, 11, 29, 8, 30, 0, 120_000, tzinfo=UTC), date(2027, 1, 2)
    given = values(column("n", Integer()), column("at", TIMESTAMP(timezone=True)), column("day", Date()), name="given")
    rows = given.data([(2, None, day), (1, at, None)])
    gathered = select(json_rows(json_object(n=rows.c.n, at=rows.c.at, day=rows.c.day), rows.c.n)).scalar_subquery()
    none = select(json_rows(json_object(at=rows.c.at))).where(rows.c.n > 2).scalar_subquery()
    query = prepare(select(gathered.label("rows"), or_empty(none).label("none"), none.label("null")))
    found = {"rows": [{"n": 1, "at": at, "day": None}, {"n": 2, "at": None, "day": day}], "none": [], "null": None}
    assert await reader.row(query) == found
    assert [row async for row in reader.stream(query)] == [found]
