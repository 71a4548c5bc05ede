"""OpenTelemetry: a span for each request, sent by OTLP over HTTP. Off without `DANGJIAN_OTEL_ENDPOINT` (extra `otel`).

Own middleware and not the instrumentation of the shelf: that one exports whole addresses, and what people search for
stands in the query. A span carries method, route template, status and request id, as the log does.
"""

from collections.abc import Iterable

from fastapi import FastAPI
from opentelemetry import propagate
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import METHODS, OTHER, route_template

UNTRACED = frozenset({"/healthz", "/readyz", "/metrics"})


def install(app: FastAPI, endpoint: str) -> None:
    """Trace the requests of `app`; `endpoint` is a collector's address, e.g. `http://127.0.0.1:4318`."""
    app.add_middleware(Traced, tracing=provider(OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")))


def provider(exporter: SpanExporter) -> TracerProvider:
    """Collects spans and sends them in batches from a thread of its own; a collector that is away is only logged."""
    made = TracerProvider(resource=Resource.create({"service.name": "dangjian"}))
    made.add_span_processor(BatchSpanProcessor(exporter))
    return made


class Traced:
    """Wraps the application; continues the trace that a proxy in front has begun (`traceparent`)."""

    def __init__(self, app: ASGIApp, tracing: TracerProvider) -> None:
        self._app = app
        self._tracer = tracing.get_tracer("dangjian")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNTRACED:
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in METHODS else OTHER
        began = propagate.extract(_headers(scope["headers"]))
        status = 500

        async def send_seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with self._tracer.start_as_current_span(
            method, context=began, kind=SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                await self._app(scope, receive, send_seen)
            finally:
                route = route_template(scope)
                span.update_name(f"{method} {route}")
                span.set_attributes(
                    {
                        "http.request.method": method,
                        "http.route": route,
                        "http.response.status_code": status,
                        "dangjian.request_id": scope.get("state", {}).get("request_id", ""),
                    }
                )
                if status >= 500:
                    span.set_status(StatusCode.ERROR)


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    wanted = (b"traceparent", b"tracestate")
    return {name.decode(): value.decode("latin-1") for name, value in pairs if name in wanted}
