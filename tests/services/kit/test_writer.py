"""Commands that go together: who shares a statement, and what each is told when it fails."""

import asyncio
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Integer, column, func, select

from services.kit.reader import ConnectionReader, Query, Row, place, prepare
from services.kit.writer import AT_ONCE, MOST_TOGETHER, Writer, many

_doubled = func.doubled(many(place("number", Integer()))).table_valued(column("place", Integer()))
DOUBLE = prepare(select(_doubled.c.place))


class Slow(ConnectionReader):
    """Gives the double of every number but 7; refuses 13; is lost at 99. Each statement takes a turn of the loop."""

    def __init__(self) -> None:
        self.heard: list[list[int]] = []
        self.under_way, self.hold = asyncio.Event(), asyncio.Event()
        self.hold.set()

    async def rows(self, query: Query, **values: Any) -> list[Row]:
        assert query is DOUBLE
        numbers = values["number"]
        self.heard.append(numbers)
        self.under_way.set()
        await asyncio.sleep(0)
        await self.hold.wait()
        if 13 in numbers:
            raise asyncpg.CheckViolationError("13 is refused")
        if 99 in numbers:
            raise asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")
        return [{"place": at, "done": 2 * n} for at, n in enumerate(numbers, start=1) if n != 7]


async def told(writer: Writer, *numbers: int) -> list[Any]:
    """What each is told, all asking at once."""
    found = await asyncio.gather(*(writer.together(DOUBLE, number=n) for n in numbers), return_exceptions=True)
    return [answer["done"] if isinstance(answer, dict) else answer for answer in found]


async def test_what_comes_while_a_few_are_under_way_goes_together_in_the_next_and_each_gets_its_own() -> None:
    run = Slow()
    writer = Writer(run)
    firsts = []
    for number in range(1, AT_ONCE + 1):
        firsts.append(asyncio.create_task(writer.together(DOUBLE, number=20 + number)))
        run.under_way.clear()
        run.hold.clear()
        await run.under_way.wait()
    assert run.heard == [[20 + number] for number in range(1, AT_ONCE + 1)]
    late = [asyncio.create_task(writer.together(DOUBLE, number=number)) for number in (2, 7, 3)]
    for _ in range(10):  # turns enough for anything that did not wait
        await asyncio.sleep(0)
    assert len(run.heard) == AT_ONCE
    run.hold.set()
    assert [answer and answer["done"] for answer in await asyncio.gather(*late)] == [4, None, 6]
    assert [answer and answer["done"] for answer in await asyncio.gather(*firsts)] == [42, 44, 46]
    assert run.heard[AT_ONCE:] == [[2, 7, 3]]
    crowd = range(100, 101 + MOST_TOGETHER)
    assert await told(writer, *crowd) == [2 * n for n in crowd]
    assert max(map(len, run.heard)) == MOST_TOGETHER


async def test_a_refusal_sends_each_to_be_done_alone_and_a_lost_connection_is_told_to_all() -> None:
    writer = Writer(Slow())
    assert await told(writer, 5, 13, 6) == [None, None, None]
    [alone] = await told(writer, 13)
    assert isinstance(alone, asyncpg.CheckViolationError)
    lost = await told(writer, 5, 99)
    assert [type(error) for error in lost] == [asyncpg.ConnectionDoesNotExistError] * 2
    assert await told(writer, 8) == [16]


async def test_who_goes_away_does_not_take_the_others_along() -> None:
    run = Slow()
    writer = Writer(run)
    gone = asyncio.create_task(writer.together(DOUBLE, number=1))
    stays = asyncio.create_task(writer.together(DOUBLE, number=2))
    await run.under_way.wait()
    gone.cancel()
    assert await stays == {"place": 2, "done": 4}
    with pytest.raises(asyncio.CancelledError):
        await gone
