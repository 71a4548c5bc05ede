"""Rows of the event loop's, pulled by a thread: for writers that take an iterator and run for long."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class _AbandonedError(Exception):
    """Nobody waits for the thread any more."""


class _Pulled(Iterator[Item]):
    """What the loop gives, one by one; the next one is fetched while the thread works on this one."""

    def __init__(self, source: AsyncGenerator[Item, None]) -> None:
        self._source = source
        self._loop = asyncio.get_running_loop()
        self._upcoming: Future[Item | None] | None = None
        self.abandoned = False

    def __next__(self) -> Item:
        item = (self._upcoming or self._ask()).result()
        if self.abandoned:
            raise _AbandonedError
        if item is None:
            raise StopIteration
        self._upcoming = self._ask()
        return item

    def _ask(self) -> "Future[Item | None]":
        return asyncio.run_coroutine_threadsafe(anext(self._source, None), self._loop)

    async def close(self) -> None:
        """The source is let go, after what was asked of it has come."""
        if self._upcoming is not None:
            with suppress(Exception):
                await asyncio.wrap_future(self._upcoming)
        await self._source.aclose()


async def pulled_by(writer: Callable[[Iterator[Item]], Result], source: AsyncGenerator[Item, None]) -> Result:
    """Run `writer` in a thread over what `source` gives; errors of either come through. Cancelled, both end first."""
    items = _Pulled(source)
    writing = asyncio.create_task(asyncio.to_thread(writer, items))
    try:
        return await asyncio.shield(writing)
    except asyncio.CancelledError:
        items.abandoned = True
        await asyncio.wait([writing])
        with suppress(Exception):
            writing.result()
        raise
    finally:
        await items.close()
