"""A thread pulls what the event loop gives: whole, in order, and neither side outlives the other."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator

import pytest

from services.kit.pulling import pulled_by


class Source:
    """Numbers one by one; notes that it was closed. `fails_at`: there it breaks down."""

    def __init__(self, count: int, fails_at: int | None = None) -> None:
        self.closed = False
        self._count, self._fails_at = count, fails_at

    async def numbers(self) -> AsyncGenerator[int, None]:
        try:
            for number in range(1, self._count + 1):
                await asyncio.sleep(0)
                if number == self._fails_at:
                    raise ConnectionError("away")
                yield number
        finally:
            self.closed = True


async def test_everything_comes_in_order_and_errors_of_either_side_come_through() -> None:
    source = Source(50)
    assert await pulled_by(list[int], source.numbers()) == list(range(1, 51))
    assert source.closed
    assert await pulled_by(list[int], Source(0).numbers()) == []

    broken = Source(50, fails_at=3)
    with pytest.raises(ConnectionError, match="away"):
        await pulled_by(list[int], broken.numbers())
    assert broken.closed

    def full(items: Iterator[int]) -> None:
        next(items)
        raise OSError("no space left")

    source = Source(50)
    with pytest.raises(OSError, match="no space left"):
        await pulled_by(full, source.numbers())
    assert source.closed


async def test_cancelled_it_ends_the_thread_and_the_source_first() -> None:
    source, seen, begun = Source(10**9), [], asyncio.Event()
    loop, ended = asyncio.get_running_loop(), threading.Event()

    def endless(items: Iterator[int]) -> None:
        try:
            for number in items:
                seen.append(number)
                loop.call_soon_threadsafe(begun.set)
        finally:
            ended.set()

    running = asyncio.create_task(pulled_by(endless, source.numbers()))
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ended.is_set()
    assert source.closed
    assert seen == list(range(1, len(seen) + 1))
