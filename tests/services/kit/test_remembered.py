import asyncio

from services.kit.remembered import Remembered, RememberedEach


class Source:
    """A fact that can be changed, and whose reading can be held up."""

    def __init__(self) -> None:
        self.fact = "first"
        self.reads = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def read(self) -> str:
        fact = self.fact
        self.reads += 1
        await self.gate.wait()
        return fact


async def test_a_fact_is_read_once_until_it_is_forgotten() -> None:
    source = Source()
    remembered = Remembered(source.read, seconds=3600)
    assert [await remembered.current() for _ in range(3)] == ["first"] * 3
    source.fact = "second"
    assert await remembered.current() == "first"
    remembered.forget()
    assert await remembered.current() == "second"
    assert source.reads == 2


async def test_without_time_nothing_is_remembered() -> None:
    source = Source()
    remembered = Remembered(source.read, seconds=0)
    await remembered.current()
    source.fact = "second"
    assert await remembered.current() == "second"


async def test_what_was_being_read_when_it_changed_is_not_remembered() -> None:
    source = Source()
    source.gate.clear()
    remembered = Remembered(source.read, seconds=3600)
    reading = asyncio.create_task(remembered.current())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert source.reads == 1
    source.fact = "second"
    remembered.forget()
    after = asyncio.create_task(remembered.current())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert source.reads == 2
    source.gate.set()
    assert (await reading, await after, await remembered.current()) == ("first", "second", "second")
    assert source.reads == 2


async def test_asked_by_many_at_once_it_is_read_once() -> None:
    source = Source()
    source.gate.clear()
    remembered = Remembered(source.read, seconds=3600)
    asking = [asyncio.create_task(remembered.current()) for _ in range(32)]
    await asyncio.sleep(0)
    asking[0].cancel()  # who asked first has gone away
    source.gate.set()
    assert await asyncio.gather(*asking[1:]) == ["first"] * 31
    assert asking[0].cancelled()
    assert source.reads == 1


async def test_a_failure_is_told_to_all_who_asked_and_not_remembered() -> None:
    answers = iter([OSError("gone"), None])

    async def read() -> str:
        await asyncio.sleep(0)
        if (failure := next(answers)) is not None:
            raise failure
        return "back"

    remembered = Remembered(read, seconds=3600)
    both = await asyncio.gather(remembered.current(), remembered.current(), return_exceptions=True)
    assert [type(answer) for answer in both] == [OSError, OSError]
    assert await remembered.current() == "back"


async def test_each_fact_is_remembered_by_its_key() -> None:
    source = Source()
    each: RememberedEach[str, str] = RememberedEach(seconds=3600)
    source.gate.clear()
    asked = asyncio.gather(*(each.current(key, source.read) for key in "aab"))
    await asyncio.sleep(0)
    source.gate.set()
    assert await asked == ["first"] * 3
    source.fact = "second"
    assert [await each.current(key, source.read) for key in "abc"] == ["first", "first", "second"]
    assert source.reads == 3
    at_once: RememberedEach[str, str] = RememberedEach(seconds=0)
    assert await at_once.current("a", source.read) == "second"
    source.fact = "third"
    assert await at_once.current("a", source.read) == "third"
