"""Answers written straight from what a view has made, for the operations that are asked most.

Elsewhere an operation returns its model, which is made, checked and then written: for a page of twenty that is as much
work as everything else. Here the view is taken at its word in production; `response_model=` keeps the contract, and the
tests hold every answer against the model (`tests/support/answers.py`).
"""

from collections.abc import Callable
from typing import Any

import orjson
from fastapi import Response
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

checks: list[Callable[[type[BaseModel], bytes], None]] = []
"""Called with each answer and its model. Empty in production."""


def written(model: type[BaseModel], view: dict[str, Any], *, version: int | None = None) -> Response:
    """The view as JSON, in the form in which `model` would write it; `version` becomes its ETag."""
    return sent(content_of(model, view), version=version)


def content_of(model: type[BaseModel], view: dict[str, Any]) -> bytes:
    """What `written` writes, for who keeps it."""
    # The driver's UUIDs are of a kind of its own.
    content = orjson.dumps(view, default=str, option=orjson.OPT_UTC_Z)
    for check in checks:
        check(model, content)
    return content


def sent(content: bytes, *, version: int | None = None) -> Response:
    """An answer of what `content_of` has written."""
    return _Json(content, version)


class _Json(Response):
    """Made without going through what it is sure not to have: a character set, cookies, a task afterwards."""

    media_type = "application/json"

    def __init__(self, content: bytes, version: int | None) -> None:
        self.status_code, self.body, self.background = 200, content, None
        self.raw_headers = [(b"content-length", b"%d" % len(content)), (b"content-type", b"application/json")]
        if version is not None:
            self.raw_headers.append((b"etag", b'"%d"' % version))

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body})
