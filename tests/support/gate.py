"""Between the platform and its database: a TCP door that can be open, shut, or silent like a server that hangs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy.engine import make_url


@dataclass(slots=True)
class Gate:
    """`url` leads through the gate. `shut` refuses and ends connections, `silent` keeps them and answers nothing."""

    host: str
    port: int
    url: str = ""
    _way: asyncio.Event = field(default_factory=asyncio.Event)
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    own_port: int = 0

    async def open(self) -> None:
        self._way.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.own_port)
            self.own_port = self._server.sockets[0].getsockname()[1]

    def silent(self) -> None:
        self._way.clear()

    async def shut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._way.set()
        for writer in list(self._writers):
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        await self._way.wait()
        try:
            back, forth = await asyncio.open_connection(self.host, self.port)
            self._writers.add(forth)
            await asyncio.gather(self._pass(reader, forth), self._pass(back, writer))
            self._writers.discard(forth)
        except OSError:
            writer.transport.abort()
        finally:
            self._writers.discard(writer)

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await self._way.wait()
                target.write(data)
                await target.drain()
        target.close()


@asynccontextmanager
async def gate_to(url: str) -> AsyncIterator[Gate]:
    """An open gate before the server of `url`."""
    wanted = make_url(url)
    gate = Gate(wanted.host or "127.0.0.1", wanted.port or 5432)
    await gate.open()
    gate.url = wanted.set(host="127.0.0.1", port=gate.own_port).render_as_string(hide_password=False)
    try:
        yield gate
    finally:
        await gate.shut()
