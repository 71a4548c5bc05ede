"""How the platform writes its log: one line an event; JSON for machines, plain lines for a terminal."""

import sys

import structlog
from structlog.dev import plain_traceback

from api.settings import Settings


def configure(settings: Settings) -> None:
    """Set up structlog for this process: JSON if the settings ask for it.

    Tracebacks are written without the values of local variables: those hold passwords, tokens and people's data,
    and the pretty renderer of structlog would print them all.
    """
    renderers: list[structlog.types.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if settings.log_json
        else [structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty(), exception_formatter=plain_traceback)]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderers,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
    )
