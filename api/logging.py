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
from functools import lru_cache
from time import time
from traceback import TracebackException
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from api.lines import LineHandler
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
_SPECIAL = re.compile(r"""[\s"'=\\]""")
_FIRST = ("time", "level", "logger", "event")


def configure(
    level: Level = "info", *, as_json: bool = False, stream: TextIO | None = None, by_turn: bool = False
) -> None:
    """Set up this process. `stream` is standard error unless given; calling again replaces what was set up.

    `by_turn`: for servers, see `api/lines.py`.
    """
    route_through_standard_library()
    render = _finished_json if as_json else _finished_text
    handler = LineHandler(stream or sys.stderr, render, by_turn=by_turn)
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
    def __init__(self, render: Processor) -> None:
        super().__init__(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _with_traceback, render],
            foreign_pre_chain=_shared(),
        )


def finished_line(logger: logging.Logger, event: str, fields: dict[str, str | float]) -> None:
    """The same line as `structlog.get_logger(…).info(event, **fields)` gives, in a tenth of the time: for the one line
    that every request writes. No processor sees it, and what is bound in the context is not added."""
    if not logger.isEnabledFor(logging.INFO):
        return
    line = {"time": _now(), "level": "info", "logger": logger.name, "event": event, **fields}
    at: logging.Logger | None = logger
    while at is not None:
        for handler in at.handlers:
            if isinstance(handler, LineHandler):
                handler.put(line)
            elif handler.level <= logging.INFO:
                handler.handle(logging.makeLogRecord({"name": logger.name, "levelno": logging.INFO, "msg": line}))
        at = at.parent if at.propagate else None


def _finished_json(line: dict[str, Any]) -> str:
    return _JSON.encode(line)


def _finished_text(line: dict[str, Any]) -> str:
    """As `as_text_line` writes it; the first fields are ours and in order."""
    time, level, logger, event, *_ = line.values()
    return " ".join((time, f"{level:<7}", logger, event, *_pairs({name: str(line[name]) for name in [*line][4:]})))


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
    """The present moment by the office's clock, to the millisecond."""
    moment = time()
    upto_second, zone = _second(int(moment))
    return f"{upto_second}.{int(moment % 1 * 1000):03}{zone}"


@lru_cache(maxsize=2)
def _second(second: int) -> tuple[str, str]:
    """A second, as written before its fraction and behind it. Many lines fall into one."""
    written = datetime.fromtimestamp(second, OFFICE_ZONE).isoformat()
    return written[:19], written[19:]


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
