"""Slow, silent and endless clients, at a real socket."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn

from api import connections
from api.connections import PatientProtocol
from api.middleware import UPLOADS_AT_ONCE, RequestFrame
from tests.support.jobs import PATIENCE

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Application:
    """Reads the body and says how long it was."""

    def __init__(self) -> None:
        self.reading, self.most, self.go_on = 0, 0, asyncio.Event()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        assert scope["type"] == "http"
        message = await receive()
        self.reading += 1
        self.most = max(self.most, self.reading)
        length = len(message["body"])
        await self.go_on.wait()
        while message["more_body"]:
            message = await receive()
            length += len(message["body"])
        self.reading -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(length).encode()})


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[int]:
    config = uvicorn.Config(app, port=0, http=PatientProtocol, log_config=None, lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    running = asyncio.create_task(server._serve())
    async with asyncio.timeout(PATIENCE):
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await running


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.2)


async def said(port: int, content: bytes, *, more: bytes = b"", wait: float = 0) -> bytes:
    """What the server says until it ends the connection, or b"" if it ends it without a word."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(PATIENCE):
            writer.write(content)
            if more:
                await asyncio.sleep(wait)
                writer.write(more)
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


COUNTED = b"\r\n6\r\n"
HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 6\r\n\r\n"


async def test_who_does_not_ask_is_let_go() -> None:
    app = Application()
    app.go_on.set()
    async with served(app) as port:
        assert await said(port, b"") == b""
        assert await said(port, b"GET / HTTP/1.1\r\nHost: x\r\n") == b""
        assert await said(port, HEAD + b"abc") == b""
        assert await said(port, b"GET / HTTP/1.1\r\nX: " + b"a" * 3_000_000) == b""
        assert COUNTED in await said(port, HEAD + b"abcdef")
        # Slow, but not silent.
        assert COUNTED in await said(port, HEAD + b"abc", more=b"def", wait=0.05)


async def test_uploads_take_turns_and_others_do_not_wait_for_them() -> None:
    app = Application()
    frame = RequestFrame(app, hsts=False, upload_limit_mb=1)  # type: ignore[arg-type]
    head = HEAD.replace(b"Host: x", b"Host: x\r\nContent-Type: multipart/form-data; boundary=x")
    async with served(frame) as port:
        uploads = [asyncio.create_task(said(port, head + b"abcdef")) for _ in range(UPLOADS_AT_ONCE + 4)]
        async with asyncio.timeout(PATIENCE):
            while app.reading < UPLOADS_AT_ONCE:  # noqa: ASYNC110 - the server counts, nobody tells
                await asyncio.sleep(0.01)
        other = asyncio.create_task(said(port, HEAD + b"abcdef"))
        async with asyncio.timeout(PATIENCE):
            while app.reading == UPLOADS_AT_ONCE:  # noqa: ASYNC110 - as above: a busy machine takes its time
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)  # longer than silence is suffered: it is the server that lets them wait
        assert app.reading == UPLOADS_AT_ONCE + 1
        app.go_on.set()
        assert all(COUNTED in answer for answer in await asyncio.gather(other, *uploads))
        assert app.most == UPLOADS_AT_ONCE + 1
