"""Spans as a collector receives them: routes and statuses, nothing of what people typed."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException
from httpx import ASGITransport, AsyncClient
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

from api.app import create_app
from api.settings import Settings
from api.tracing import Traced, provider

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


class Collector(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiving)
        self.received: list[tuple[str, bytes]] = []


class Receiving(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        self.server.received.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


async def test_a_collector_learns_routes_and_nothing_else(collector: Collector) -> None:
    app = FastAPI()

    @app.get("/members/{member_id}")
    async def member(member_id: str) -> str:
        if member_id == "broken":
            raise HTTPException(503)
        return member_id

    address = f"http://127.0.0.1:{collector.server_port}/v1/traces"
    tracing = provider(OTLPSpanExporter(endpoint=address, compression=None))
    app.add_middleware(Traced, tracing=tracing)
    app.get("/healthz")(member)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        headers = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01", "authorization": "Bearer secret"}
        await client.get("/members/4711?name=danjianguo", headers=headers)
        await client.get("/members/broken")
        await client.get("/healthz?member_id=x")
    tracing.shutdown()
    path, sent = collector.received[0]
    assert path == "/v1/traces"
    assert sent.count(b"GET /members/{member_id}") == 2
    assert bytes.fromhex(TRACE) in sent
    for unsaid in (b"4711", b"danjianguo", b"secret", b"healthz"):
        assert unsaid not in sent


def test_off_unless_asked_for(settings: Settings) -> None:
    assert "Traced" not in _outermost(create_app(settings))
    app = create_app(settings.model_copy(update={"otel_endpoint": "http://127.0.0.1:9"}))
    assert "Traced" in _outermost(app)
    tracing: Any = app.user_middleware[0].kwargs["tracing"]
    tracing.shutdown()


def _outermost(app: FastAPI) -> str:
    return str(app.user_middleware[0].cls)
