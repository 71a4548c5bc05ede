"""What the commands of `dangjian` share: how they speak, and the database they work on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from api.settings import Settings
from services.kit.local_postgres import LocalPostgres

WIDTH_WITHOUT_TERMINAL = 120


def console() -> Console:
    """Progress goes to standard output; a file or pipe gets wide lines instead of folded tables."""
    return Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)


def say(message: str) -> None:
    console().print(message, markup=False, highlight=False, soft_wrap=True)


def complain(message: str) -> None:
    Console(stderr=True).print(f"✗ {message}", style="bold red", markup=False, highlight=False, soft_wrap=True)


@contextmanager
def database_url(settings: Settings) -> Iterator[str]:
    """The configured server, or our own for as long as the command takes."""
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
    else:
        with LocalPostgres(settings.var_dir / "pg", progress=say) as server:
            yield server.url
