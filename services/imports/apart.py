"""A process of its own for one import: a hostile file can exhaust its memory and nobody else's.

`run_apart` starts it and waits; run as a module it is the process itself. The task and the keys come by standard
input, so that they stand in no list of processes and no environment.
"""

import asyncio
import gc
import os
import resource
import sys
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import orjson

from models.enums.imports import ImportState
from services.imports.committing import Committer, commit_import
from services.imports.reading import read_import
from services.kit.clock import utc_now
from services.kit.database import Database
from services.kit.files import FileStore
from services.kit.jobs import Means
from services.kit.lookup import Lookup
from services.kit.outage import is_out_of_reach
from services.kit.sealing import Sealer
from services.members.vault import Vault

MEMORY_MB = 2_048
"""Address space of the process; what it really uses stays below 1 GB at 300,000 rows."""

OUT_OF_MEMORY = 75
DATABASE_AWAY = 69
_ALLOCATIONS_BETWEEN_COLLECTIONS = 500_000
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
        "services.imports.apart",
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


async def _work(message: bytes) -> None:
    given = orjson.loads(message)
    sealer = Sealer([b64decode(key) for key in given["field_keys"]])
    vault = Vault(sealer, Lookup(b64decode(given["lookup_key"])))
    state, import_id, account_id, request_id, address = given["task"]
    database = await Database.connect(given["url"], pool_size=2, reader_size=1)
    try:
        if state == ImportState.READING:
            await read_import(database, vault, FileStore(given["files_url"]), UUID(import_id), utc_now())
        else:
            committer = Committer(UUID(account_id), request_id, address)
            await commit_import(database, vault, UUID(import_id), committer, utc_now())
    finally:
        await database.close()


def main() -> int:
    """One import, then the end."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB * 1024 * 1024, MEMORY_MB * 1024 * 1024))
    # Rows hold no circles: looking for them over and over took a tenth of the time.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
    try:
        asyncio.run(_work(sys.stdin.buffer.read()))
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:
        if not is_out_of_reach(error):
            raise
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return DATABASE_AWAY
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
