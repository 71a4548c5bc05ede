"""Clients that are slow, silent or endless: how long a connection may take, and how much it may say before it asks.

In production nginx stands in front and takes requests in whole; this keeps a node alive where it does not.
"""

import asyncio
from typing import Any, Literal

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 15.0
"""For the head of a request, from the first moment of the connection or of the request."""
HEAD_BYTES = 64 * 1024
BODY_SECONDS = 30.0
"""Silence in the middle of a body."""


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol, patient to a point. A request that comes in one piece costs no timer."""

    _timer: asyncio.TimerHandle | None = None
    _awaits: Literal["head", "body"] | None = "head"
    _head_bytes = 0
    flow: FlowControl

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._awaits == "head":
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self.transport.abort()
                return
        if self._awaits is None:
            self._disarm()
        elif self._awaits == "body" or self._timer is None:
            self._disarm()
            self._arm()

    def on_message_begin(self) -> None:
        self._awaits, self._head_bytes = "head", 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._awaits = "body"
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._awaits = None
        super().on_message_complete()

    def _arm(self) -> None:
        seconds = HEAD_SECONDS if self._awaits == "head" else BODY_SECONDS
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if self.flow.read_paused:
            self._arm()  # it is we who have not read on
        else:
            self.transport.abort()
