"""The process of one import (apart.py starts it): reads its task, does it, ends.

It loads what an import needs and no more: half of the time of a small import is its start.
"""

import asyncio
import gc
import resource
import sys
from base64 import b64decode
from uuid import UUID

import orjson

from models.enums.imports import ImportState
from services.imports.committing import Committer, commit_import
from services.imports.reading import read_import
from services.kit.clock import utc_now
from services.kit.database import Database
from services.kit.files import FileStore
from services.kit.lookup import Lookup
from services.kit.outage import is_out_of_reach
from services.kit.sealing import Sealer
from services.members.vault import Vault

MEMORY_MB = 2_048
"""Address space of the process; what it really uses stays below 400 MiB at 300,000 rows."""

OUT_OF_MEMORY = 75
DATABASE_AWAY = 69
_ALLOCATIONS_BETWEEN_COLLECTIONS = 500_000
_SECONDS_BETWEEN_THREADS = 0.0005
"""Rows are made by one thread while another feeds the database; with Python's usual 5 ms the database waited for each
of its turns."""


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
    sys.setswitchinterval(_SECONDS_BETWEEN_THREADS)
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
