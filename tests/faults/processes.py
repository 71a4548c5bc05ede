"""The platform's processes, forked from one that has loaded the code: a hundred restarts need not load it each time.

They run what `dangjian serve` and `dangjian worker` run, and are killed as those are.
"""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from api.logging import configure
from api.serving import serve
from api.settings import Settings
from api.working import means
from services.jobs.registry import JOBS, SCHEDULES
from services.kit.database import Database
from services.kit.worker import Worker

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__, "api.node"])


def start(run: Callable[..., None], environment: dict[str, str], log: Path, *given: Any) -> BaseProcess:
    """Start `run(*given)` with that environment; what it says goes to the end of `log`."""
    process = _forks.Process(target=_begin, args=(run, environment, str(log), *given), daemon=True)
    process.start()
    return process


def api_node() -> None:
    """`dangjian serve --workers 1`: this process is the node."""
    serve(Settings(), 1)


def worker(silence: float) -> None:
    """`dangjian worker`, whose jobs pass to others after `silence` seconds."""
    settings = Settings()
    configure(settings.log_level, as_json=settings.log_json)
    asyncio.run(_work(settings, silence))


async def _work(settings: Settings, silence: float) -> None:
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()
    database = await Database.connect(url, pool_size=4, reader_size=2)
    Worker(
        database,
        JOBS,
        SCHEDULES,
        means=means(settings, url),
        silence=timedelta(seconds=silence),
        retry_seconds=1,
    ).start()
    await asyncio.Event().wait()


def _begin(run: Callable[..., None], environment: dict[str, str], log: str, *given: Any) -> None:
    for name in [name for name in os.environ if name.startswith(("DANGJIAN_", "DATABASE_"))]:
        del os.environ[name]
    os.environ.update(environment)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(descriptor, stream.fileno())
    run(*given)
