"""The lines of the log on their way out.

A server writes one line for each request, and a write of its own for each would be a tenth of a short answer. So the
lines that come with requests are gathered until the event loop has done what it has at hand, mostly less than a
millisecond, and go out in one write. Everything else is written at once, behind what was gathered before it. Whoever
ends in order writes what is gathered (`logging.shutdown`); a process that is killed loses the lines of one turn.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, TextIO

Render = Callable[[dict[str, Any]], str]


class LineHandler(logging.StreamHandler[TextIO]):
    """Writes records as its formatter gives them, and finished lines as `render` gives them."""

    def __init__(self, stream: TextIO, render: Render, *, by_turn: bool) -> None:
        """`by_turn`: gather finished lines until the turn of the running event loop ends."""
        super().__init__(stream)
        self._render = render
        self._by_turn = by_turn
        self._gathered: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        """Whose turn is waited for."""

    def emit(self, record: logging.LogRecord) -> None:
        self._write_gathered()
        super().emit(record)

    def put(self, line: dict[str, Any]) -> None:
        """A finished line, its fields in order."""
        text = self._render(line)
        loop = _running_loop() if self._by_turn else None
        with self._locked():
            self._gathered.append(text)
        if loop is None:
            self.flush()
        elif loop is not self._loop:
            self._loop = loop
            loop.call_soon(self._end_turn)

    def _end_turn(self) -> None:
        self._loop = None
        self.flush()

    def flush(self) -> None:
        self._write_gathered()
        super().flush()

    def _write_gathered(self) -> None:
        with self._locked():
            if not self._gathered:
                return
            gathered, self._gathered = self._gathered, []
            try:
                self.stream.write(self.terminator.join(gathered) + self.terminator)
            except Exception:  # noqa: BLE001 - as `emit` does: what cannot be written must not end a request
                self.handleError(logging.makeLogRecord({"msg": gathered[-1]}))

    def _locked(self) -> Any:
        """The handler's own lock, as `handle` holds it: records come from any thread."""
        return self.lock


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
