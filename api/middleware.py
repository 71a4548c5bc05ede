"""What wraps every request, as pure ASGI: a request id, security headers, a limit on bodies, a log line, metrics."""

import asyncio
import logging
import re
from collections.abc import Iterable
from time import perf_counter
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, reset_contextvars
from uuid_utils import uuid7

from api import metrics
from api.errors import on_unexpected
from api.given import Given, given_with
from api.logging import finished_line

UPLOADS_AT_ONCE = 8
"""Of one process; the others wait unread. An upload is held in memory while it is checked."""
JSON_LIMIT_MB = 2
"""No form of the platform comes near it; files go by multipart and have their own limit."""
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_PERSONAL = re.compile(r"[0-9]{11,}[0-9Xx]?")
_SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
}
_HSTS = "max-age=31536000; includeSubDomains"
_SETTABLE = frozenset(
    name.encode() for name in (*_SECURITY_HEADERS, "strict-transport-security", "cache-control", "x-request-id")
)
"""What an answer may set itself, so that the frame leaves it as it is; but for the request's id."""
log = logging.getLogger("api.access")


class RequestFrame:
    """Gives each request an id, adds the headers every answer carries, logs and counts it."""

    def __init__(self, app: ASGIApp, *, hsts: bool, upload_limit_mb: int) -> None:
        self._app = app
        self._upload_limit_mb = upload_limit_mb
        self._uploads = asyncio.Semaphore(UPLOADS_AT_ONCE)
        given = _SECURITY_HEADERS | ({"strict-transport-security": _HSTS} if hsts else {})
        self._headers = [(name.encode(), value.encode()) for name, value in given.items()]
        self._api_headers = [*self._headers, (b"cache-control", b"no-store")]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        given = given_with(scope)
        request_id = given[b"x-request-id"].decode("latin-1") if b"x-request-id" in given else ""
        if not _GIVEN_ID.fullmatch(request_id):
            request_id = str(uuid7())
        state["request_id"] = request_id
        began = perf_counter()
        status, answered = 500, False
        body = self._body(state, receive, given)

        async def send_framed(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status, answered = message["status"], True
                message["headers"] = self._framed(scope["path"], request_id, message.get("headers", ()))
            await send(message)

        bound = bind_contextvars(request_id=request_id)
        try:
            with metrics.in_flight():
                await self._app(scope, body, send_framed)
        except Exception as error:
            # Nobody outside of this frame would answer with its headers.
            if not answered:
                failure = await on_unexpected(Request(scope), error)
                await failure(scope, receive, send_framed)
            raise
        finally:
            body.close()
            self._tell(scope, status, perf_counter() - began)
            reset_contextvars(**bound)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        """Count and log a request that has come to its end."""
        metrics.count_request(scope, status, seconds)
        state = scope["state"]
        fields: dict[str, str | float] = {
            "request_id": state["request_id"],
            "method": scope["method"],
            # The path alone: what is searched for stands in the query. Somebody may put a person's number into it.
            "path": _PERSONAL.sub("…", scope["path"][:200]),
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        actor = state.get("actor")
        if actor is not None:
            # By id: a refusal in the log says whom it concerned.
            fields["account"] = str(actor.account_id)
        finished_line(log, "request", fields)

    def _framed(self, path: str, request_id: str, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The headers of an answer with the id, and with what it has not set itself of those that each carries."""
        always = self._api_headers if path.startswith("/api/") else self._headers
        own = (b"x-request-id", request_id.encode())
        headers = [*given]
        there = {name for name, _ in headers}
        if there.isdisjoint(_SETTABLE):
            return [*headers, *always, own]
        headers = [pair for pair in headers if pair[0] != b"x-request-id"]
        return [*headers, *(pair for pair in always if pair[0] not in there), own]

    def _body(self, state: dict[str, Any], receive: Receive, given: Given) -> "_Body":
        multipart = given.get(b"content-type", b"").startswith(b"multipart/")
        limit_mb = state["body_limit_mb"] = self._upload_limit_mb if multipart else JSON_LIMIT_MB
        return _Body(receive, limit_mb, given.get(b"content-length", b""), self._uploads if multipart else None)


class _Body:
    """Stops reading a body beyond its limit, whatever length was declared; reads a few uploads at a time.

    A body is read once its sender is known and may send it, so nobody else can take a turn.
    """

    __slots__ = ("_limit", "_read", "_receive", "_too_much", "_turn", "_turns")

    def __init__(self, receive: Receive, limit_mb: int, declared: bytes, turns: asyncio.Semaphore | None) -> None:
        self._receive = receive
        self._limit = limit_mb * 1024 * 1024
        self._too_much = declared.isdigit() and int(declared[:20]) > self._limit
        self._turns, self._turn = turns, False
        self._read = 0

    async def __call__(self) -> Message:
        """The next message of the request. Errors: HTTPException 413."""
        if self._too_much:
            raise HTTPException(413)
        if self._turns is not None and not self._turn:
            await self._turns.acquire()
            self._turn = True
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > self._limit:
            raise HTTPException(413)
        return message

    def close(self) -> None:
        """Let the next upload begin."""
        if self._turns is not None and self._turn:
            self._turns.release()
            self._turn = False
