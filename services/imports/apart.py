"""A process of its own for one import: a hostile file can exhaust its memory and nobody else's.

`run_apart` starts `services/imports/process.py` and waits. The task and the keys go by standard input, so that they
stand in no list of processes and no environment.
"""

import asyncio
import os
import sys
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import orjson

from models.enums.imports import ImportState
from services.imports.process import DATABASE_AWAY, OUT_OF_MEMORY
from services.kit.jobs import Means

_ALLOCATION_FAILED = "memory allocation of"
"""What a library in Rust says before it aborts the process."""

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done: the state in which the import waits, and for a commit who asked for it."""

    state: ImportState
    import_id: UUID
    account_id: UUID | None
    request_id: str | None
    address: str | None


class OutOfMemory(Exception):
    """The file needs more memory than an import is given."""


class DatabaseAway(ConnectionError):
    """The process lost the database: nothing is wrong with the file."""


class Failed(Exception):
    """The process ended with an error; its text is the end of what it said."""


async def run_apart(means: Means, task: Task) -> None:
    """Errors: `OutOfMemory`, `DatabaseAway`, `Failed`. Cancelled, it takes the process with it."""
    keys = means.keys()
    message = orjson.dumps(
        {
            "url": means.url,
            "files_url": means.files_url,
            "field_keys": [b64encode(key).decode() for key in keys.fields],
            "lookup_key": b64encode(keys.lookup).decode(),
            "task": [
                task.state.value,
                str(task.import_id),
                task.account_id and str(task.account_id),
                task.request_id,
                task.address,
            ],
        }
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.imports.process",
        cwd=_ROOT,
        env={**os.environ, "RUST_BACKTRACE": "0"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate(message)
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        words = said.decode(errors="replace")
        if process.returncode == OUT_OF_MEMORY or _ALLOCATION_FAILED in words:
            raise OutOfMemory
        if process.returncode == DATABASE_AWAY:
            raise DatabaseAway(words[-300:])
        raise Failed(f"exit code {process.returncode}: {words[-2000:]}")
