"""What wraps every request, as pure ASGI: a request id, security headers, a limit on bodies, a log line, metrics."""

import asyncio
import re
from contextlib import AsyncExitStack
from time import perf_counter

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from api import metrics
from api.errors import on_unexpected

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
log = structlog.get_logger("api.access")


class RequestFrame:
    """Gives each request an id, adds the headers every answer carries, logs and counts it."""

    def __init__(self, app: ASGIApp, *, hsts: bool, upload_limit_mb: int) -> None:
        self._app = app
        self._upload_limit_mb = upload_limit_mb
        self._uploads = asyncio.Semaphore(UPLOADS_AT_ONCE)
        self._headers = dict(_SECURITY_HEADERS)
        if hsts:
            self._headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _GIVEN_ID.fullmatch(given) else str(uuid7())
        scope.setdefault("state", {})["request_id"] = request_id
        began = perf_counter()
        status, answered = 500, False

        async def send_framed(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status, answered = message["status"], True
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id), metrics.in_flight():
            try:
                async with AsyncExitStack() as turns:
                    await self._app(scope, self._limited(scope, receive, turns), send_framed)
            except Exception as error:
                # Starlette would answer outside of this frame, without its headers.
                if not answered:
                    failure = await on_unexpected(Request(scope), error)
                    await failure(scope, receive, send_framed)
                raise
            finally:
                seconds = perf_counter() - began
                metrics.count_request(scope, status, seconds)
                # The path alone: what is searched for stands in the query. Somebody may put a person's number into it.
                log.info(
                    "request",
                    method=scope["method"],
                    path=_PERSONAL.sub("…", scope["path"][:200]),
                    status=status,
                    ms=round(seconds * 1000, 1),
                    **_who(scope),
                )

    def _limited(self, scope: Scope, receive: Receive, turns: AsyncExitStack) -> Receive:
        """Stop reading a body beyond its limit, whatever length was declared; read a few uploads at a time.

        A body is read once its sender is known and may send it, so nobody else can take a turn.
        """
        headers = Headers(scope=scope)
        multipart = headers.get("content-type", "").startswith("multipart/")
        limit_mb = self._upload_limit_mb if multipart else JSON_LIMIT_MB
        scope["state"]["body_limit_mb"] = limit_mb
        limit, declared = limit_mb * 1024 * 1024, headers.get("content-length", "")
        too_much = declared.isdecimal() and int(declared[:20]) > limit
        waiting, read = multipart, 0

        async def receive_limited() -> Message:
            nonlocal read, waiting
            if too_much:
                raise HTTPException(413)
            if waiting:
                await turns.enter_async_context(self._uploads)
                waiting = False
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
            return message

        return receive_limited


def _who(scope: Scope) -> dict[str, str]:
    """The account that asked, by id: a refusal in the log says whom it concerned."""
    actor = scope["state"].get("actor")
    return {"account": str(actor.account_id)} if actor is not None else {}
