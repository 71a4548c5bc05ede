"""Logging, set up once a process: a line of text an event for people, or a JSON object a line for machines.

Times are the office's (Asia/Shanghai). Everything goes to standard error, uvicorn's and the libraries' own messages
too. Nothing that came from outside can begin a line or hide itself in one: characters that are not printable are
shown as escapes. Tracebacks are short and show no local variables, which may hold secrets.
"""

import json
import logging
import re
import sys
from collections.abc import MutableMapping
from datetime import datetime
from time import time
from traceback import TracebackException
from typing import Any, Literal, TextIO, cast

import structlog
from structlog.contextvars import get_contextvars
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from services.kit.clock import OFFICE_ZONE

Level = Literal["debug", "info", "warning", "error"]

OWN_LOGGERS = ("api", "jobs", "kit")
"""Beginnings of our loggers' names. Of libraries nothing below `info` is shown: they may log what they are given."""
QUIET = ("alembic", "pgqueuer", "httpx", "httpcore")
"""Libraries that say at `info` what our own lines say already, or whole addresses with what they hold."""
FRAMES = 8
# PostgreSQL's DETAIL repeats the row it refused, with whatever personal data it holds.
_DETAIL = re.compile(r"^DETAIL:.*?(?=^HINT:|^\[SQL|^\(Background|^\s*$|\Z)", re.DOTALL | re.MULTILINE)
_JSON = json.JSONEncoder(ensure_ascii=False, default=str)
_FINISHED = logging.LogRecord("", logging.INFO, "", 0, "", None, None).__dict__ | {"finished": True}
_SPECIAL = re.compile(r"""[\s"'=\\]""")
_FIRST = ("time", "level", "logger", "event")


def configure(level: Level = "info", *, as_json: bool = False, stream: TextIO | None = None) -> None:
    """Set up this process. `stream` is standard error unless given; calling again replaces what was set up."""
    route_through_standard_library()
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Formatter(as_json_line if as_json else as_text_line))
    root = logging.getLogger()
    for former in root.handlers[:]:
        root.removeHandler(former)
    root.addHandler(handler)
    number = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(max(number, logging.INFO))
    for name in OWN_LOGGERS:
        logging.getLogger(name).setLevel(number)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def route_through_standard_library() -> None:
    """Let structlog hand its events to the standard library's loggers, which decide by level and write."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Everything by its processors, but for what `finished_line` has made already."""

    def __init__(self, render: Processor) -> None:
        self._render = render
        super().__init__(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _with_traceback, render],
            foreign_pre_chain=_shared(),
        )

    def format(self, record: logging.LogRecord) -> str:
        if getattr(record, "finished", False):
            return str(self._render(None, "info", cast("EventDict", record.msg)))
        return super().format(record)


def finished_line(logger: logging.Logger, event: str, **fields: str | float) -> None:
    """The same line as `structlog.get_logger(…).info(event, **fields)` gives, in a fifth of the time: for the one line
    that every request writes. No processor sees it, and not where in the program it was written."""
    if not logger.isEnabledFor(logging.INFO):
        return
    line = {"time": _now(), "level": "info", "logger": logger.name, "event": event}
    record = logging.LogRecord.__new__(logging.LogRecord)
    record.__dict__ |= _FINISHED | {"name": logger.name, "created": time(), "msg": line | get_contextvars() | fields}
    logger.handle(record)


def as_json_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    return _JSON.encode(_ordered(event))


def as_text_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """`time level logger event key=value …`, a traceback below it on indented lines."""
    ordered = _ordered(event)
    traceback = str(ordered.pop("exception", ""))
    head = [printable(str(ordered.pop(name, ""))) for name in _FIRST]
    head[1] = f"{head[1]:<7}"
    below = [f"\n    | {printable(line)}" for line in traceback.splitlines()]
    return " ".join([*head, *_pairs({str(name): str(value) for name, value in ordered.items()})]) + "".join(below)


def _pairs(given: dict[str, str]) -> list[str]:
    """`key=value`, quoted where it has to be. Mostly nothing has to be, which is seen at one look at all of it."""
    whole = "".join(given.values())
    if all(given.values()) and whole.isprintable() and not _SPECIAL.search(whole) and "".join(given).isprintable():
        return [f"{name}={value}" for name, value in given.items()]
    return [f"{printable(name)}={quoted(value)}" for name, value in given.items()]


def printable(text: str) -> str:
    """The text with every character that does not show, or moves what shows, as its escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def quoted(text: str) -> str:
    """A value that cannot be taken for more than one."""
    text = printable(text)
    if text and not _SPECIAL.search(text):
        return text
    return '"' + text.replace('"', '\\"') + '"'


def short_traceback(error: ExcInfo) -> str:
    """The last frames of an exception and of its causes, without local variables and without rows of tables."""
    whole = TracebackException(*error, limit=-FRAMES, capture_locals=False, compact=True)
    return _DETAIL.sub("DETAIL: (left out)\n", "".join(whole.format())).rstrip()


def _shared() -> list[Processor]:
    """What is added to every event, ours or a library's."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        _with_time,
    ]


def _with_time(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    event["time"] = _now()
    return event


def _now() -> str:
    return datetime.now(OFFICE_ZONE).isoformat(timespec="milliseconds")


def _with_traceback(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    given = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if isinstance(given, BaseException):
        given = (type(given), given, given.__traceback__)
    elif given and not isinstance(given, tuple):
        given = sys.exc_info()
    if given and given[0] is not None:
        event["exception"] = short_traceback(given)
    return event


def _ordered(event: EventDict) -> MutableMapping[str, Any]:
    return {name: event[name] for name in _FIRST if name in event} | {
        name: value for name, value in event.items() if name not in _FIRST
    }
