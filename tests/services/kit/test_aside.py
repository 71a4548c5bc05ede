"""Work aside: in its order, in a thread or a process of its own; who dies is not waited for."""

import asyncio
import os
from typing import Any

import pytest

from services.kit.aside import WorkerLost, asides


class Worker:
    def __init__(self) -> None:
        self.done: list[int] = []

    def add(self, number: int) -> tuple[int, list[int]]:
        self.done.append(number)
        return os.getpid(), list(self.done)

    def run_out(self) -> None:
        raise MemoryError

    def die(self) -> None:
        os._exit(3)


@pytest.mark.parametrize("processes", [0, 1, 2])
async def test_what_is_asked_of_one_is_done_in_its_order(processes: int) -> None:
    async with asides(Worker(), processes) as made:
        answers = await asyncio.gather(*(one.ask("add", number) for number in (1, 2, 3) for one in made))
        with pytest.raises(MemoryError):
            await made[0].ask("run_out")
        _, done = await made[0].ask("add", 4)
    assert done == [1, 2, 3, 4]
    assert len({pid for pid, _ in answers}) == max(processes, 1)
    assert (os.getpid() in {pid for pid, _ in answers}) is (processes == 0)


async def test_who_dies_is_told_of_at_once_and_ever_after() -> None:
    async with asides(Worker(), 1) as made:
        waiting: list[Any] = [made[0].ask("die"), made[0].ask("add", 1)]
        told = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(error) for error in told] == [WorkerLost] * 2
        assert "exit code 3" in str(told[0])
        with pytest.raises(WorkerLost):
            await made[0].ask("add", 2)
