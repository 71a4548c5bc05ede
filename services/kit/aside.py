"""Work aside of the event loop, one piece after another: in a thread, or in processes of its own.

Such a process is forked from this one: it knows all that this one knows at that moment, and nothing has to be handed
over but what is to be done and what came of it. It lives no longer than this one: whichever of the two ends, the
other learns of it by the socket between them.
"""

import asyncio
import multiprocessing
import pickle
import socket
from collections import deque
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from struct import Struct
from typing import Any, Protocol

_SIZE = Struct(">Q")
_BUFFER = 1024 * 1024
Answer = asyncio.Future[Any]


class WorkerLost(Exception):
    """A process ended in the middle of its work: somebody killed it, or it failed and said how on standard error."""


class Aside(Protocol):
    """Whoever does the work; what is asked of one is done in the order in which it is asked."""

    def ask(self, work: str, *given: Any) -> Answer:
        """What a method of the worker makes of `given`; it may be asked before the answer to another has come.

        Errors, with the answer: MemoryError; those of the method, which in a process are `WorkerLost`.
        """
        ...

    async def close(self) -> None:
        """Let it go, whatever it is at."""
        ...


@asynccontextmanager
async def asides(worker: Any, processes: int) -> AsyncIterator[list[Aside]]:
    """So many processes that each can do what `worker` can, with a memory of its own from now on; for 0 a thread.

    No other thread may be at work at this moment: what it holds would be held for ever in the new process. Nothing
    of the event loop's is the worker's business, connections least of all.
    """
    made: list[Aside] = []
    try:
        while len(made) < processes:
            made.append(await _Process.forked(worker))
        if not made:
            made.append(_Thread(worker))
        yield made
    finally:
        for one in made:
            await one.close()


class _Thread:
    def __init__(self, worker: Any) -> None:
        self._worker = worker
        self._thread = ThreadPoolExecutor(1)

    def ask(self, work: str, *given: Any) -> Answer:
        return asyncio.get_running_loop().run_in_executor(self._thread, getattr(self._worker, work), *given)

    async def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


class _Process:
    def __init__(self, process: Any, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._process, self._reader, self._writer = process, reader, writer
        self._waiting: deque[Answer] = deque()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def forked(cls, worker: Any) -> "_Process":
        ours, theirs = socket.socketpair()
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(worker, theirs, ours), daemon=True)
        process.start()
        theirs.close()
        return cls(process, *await asyncio.open_connection(sock=ours, limit=_BUFFER))

    def ask(self, work: str, *given: Any) -> Answer:
        answer: Answer = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        if self._listening.done():
            self._lost(WorkerLost())
        else:
            self._writer.writelines(_packed(work, given))
        return answer

    async def close(self) -> None:
        for answer in self._waiting:
            answer.cancel()
        self._process.kill()
        await self._listening
        self._writer.close()

    async def _listen(self) -> None:
        """Answers come in the order of the questions."""
        try:
            while True:
                (size,) = _SIZE.unpack(await self._reader.readexactly(_SIZE.size))
                value, out_of_memory = pickle.loads(await self._reader.readexactly(size))  # noqa: S301 - of our own process
                answer = self._waiting.popleft()
                if not answer.done():
                    answer.set_exception(MemoryError()) if out_of_memory else answer.set_result(value)
        except (asyncio.IncompleteReadError, OSError):
            await asyncio.to_thread(self._process.join)
            self._lost(WorkerLost(f"exit code {self._process.exitcode}"))

    def _lost(self, error: WorkerLost) -> None:
        while self._waiting:
            answer = self._waiting.popleft()
            if not answer.done():
                answer.set_exception(error)


def _packed(*what: Any) -> tuple[bytes, bytes]:
    content = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    return _SIZE.pack(len(content)), content


def _serve(worker: Any, theirs: socket.socket, ours: socket.socket) -> None:
    """The life of the other process: until the socket is closed, as it is when the first process ends."""
    ours.close()
    with suppress(OSError), theirs, theirs.makefile("rb") as asked:
        while len(head := asked.read(_SIZE.size)) == _SIZE.size:
            (size,) = _SIZE.unpack(head)
            content = asked.read(size)
            if len(content) < size:
                return
            work, given = pickle.loads(content)  # noqa: S301 - of our own process
            for piece in _answered(worker, work, given):
                theirs.sendall(piece)


def _answered(worker: Any, work: str, given: tuple[Any, ...]) -> tuple[bytes, bytes]:
    """What else goes wrong ends the process, which says so on standard error."""
    try:
        return _packed(getattr(worker, work)(*given), False)
    except MemoryError:
        return _packed(None, True)
