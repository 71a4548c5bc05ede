"""A fact read once and remembered until an announcement says that it has changed."""

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Generic, TypeVar

Fact = TypeVar("Fact")


class Remembered(Generic[Fact]):
    """What `read` gave, read again after `forget` and at the latest after `seconds`."""

    def __init__(self, read: Callable[[], Awaitable[Fact]], *, seconds: float) -> None:
        self._read = read
        self._seconds = seconds
        self._known: tuple[Fact, float] | None = None
        self._generation = 0

    async def current(self) -> Fact:
        if self._known is not None and monotonic() - self._known[1] < self._seconds:
            return self._known[0]
        generation = self._generation
        fact = await self._read()
        if generation == self._generation:
            self._known = (fact, monotonic())
        return fact

    def forget(self) -> None:
        """What is being read at this moment is not remembered either: it may be from before the change."""
        self._generation += 1
        self._known = None
