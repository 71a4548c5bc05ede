"""A fact read once and remembered until an announcement says that it has changed."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

Fact = TypeVar("Fact")
Key = TypeVar("Key", bound=Hashable)
_MOST = 10_000


class Remembered(Generic[Fact]):
    """What `read` gave, read again after `forget` and at the latest after `seconds`."""

    def __init__(self, read: Callable[[], Awaitable[Fact]], *, seconds: float) -> None:
        self._read = read
        self._seconds = seconds
        self._known: tuple[Fact, float] | None = None
        self._reading: asyncio.Task[Fact] | None = None

    async def current(self) -> Fact:
        """The fact; however many ask while it is being read, it is read once."""
        if self._known is not None and monotonic() - self._known[1] < self._seconds:
            return self._known[0]
        reading = self._reading
        if reading is None or reading.done():
            reading = self._reading = asyncio.create_task(self._remember())
        # Whoever asked first may go away; the others still wait for the answer.
        return await asyncio.shield(reading)

    async def _remember(self) -> Fact:
        fact = await self._read()
        if self._reading is asyncio.current_task():
            self._known = (fact, monotonic())
        return fact

    def forget(self) -> None:
        """What is being read at this moment is not remembered either, nor given to who asks from now on."""
        self._known = None
        self._reading = None


class RememberedEach(Generic[Key, Fact]):
    """Facts by key, remembered for some seconds each: for figures that many ask for at once and that may be that old.

    With `seconds=0` each is read whenever it is asked for.
    """

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._known: dict[Key, Remembered[Fact]] = {}

    async def current(self, key: Key, read: Callable[[], Awaitable[Fact]]) -> Fact:
        """The fact of this key; however many ask while it is being read, it is read once, by the first one's `read`."""
        if not self._seconds:
            return await read()
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[key] = Remembered(read, seconds=self._seconds)
        return await known.current()
