"""A remembered fact is read once, however many ask at the same moment."""

import asyncio

import pytest

from services.kit.remembered import Remembered


class _Source:
    """Gives 1, 2, 3 … one each time it is asked, when it is let go."""

    def __init__(self) -> None:
        self.asked = 0
        self.go = asyncio.Event()

    async def read(self) -> int:
        self.asked += 1
        number = self.asked
        await self.go.wait()
        return number


async def test_asked_by_many_at_once_it_is_read_once() -> None:
    source = _Source()
    fact = Remembered(source.read, seconds=60)
    asking = [asyncio.create_task(fact.current()) for _ in range(32)]
    await asyncio.sleep(0)
    asking[0].cancel()  # who asked first has gone away
    source.go.set()
    assert await asyncio.gather(*asking[1:]) == [1] * 31
    with pytest.raises(asyncio.CancelledError):
        await asking[0]
    assert (await fact.current(), source.asked) == (1, 1)


async def test_what_changed_while_it_was_read_is_read_again() -> None:
    source = _Source()
    fact = Remembered(source.read, seconds=60)
    before = asyncio.create_task(fact.current())
    await asyncio.sleep(0)
    fact.forget()
    after = asyncio.create_task(fact.current())
    await asyncio.sleep(0)
    source.go.set()
    assert (await before, await after, await fact.current(), source.asked) == (1, 2, 2, 2)


async def test_a_failure_is_told_and_not_remembered() -> None:
    answers = iter([OSError("gone"), None])

    async def read() -> str:
        await asyncio.sleep(0)
        if (failure := next(answers)) is not None:
            raise failure
        return "back"

    fact = Remembered(read, seconds=60)
    both = await asyncio.gather(fact.current(), fact.current(), return_exceptions=True)
    assert [type(answer) for answer in both] == [OSError, OSError]
    assert await fact.current() == "back"
