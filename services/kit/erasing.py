"""Taking a stored file away once the transaction that gave it up is committed: a fault before loses nothing."""

from dataclasses import dataclass

from services.kit.database import WriteSession
from services.kit.files import FileStore
from services.kit.jobs import Job, JobContext, enqueue


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the store that nothing points to any more."""

    storage_key: str


async def _erase(context: JobContext, file: StoredFile) -> None:
    if context.means is None:
        raise RuntimeError("this worker was not given the file store")
    await FileStore(context.means.files_url).delete(file.storage_key)


ERASE_FILE = Job("erase_file", StoredFile, _erase)


async def erase_after_commit(session: WriteSession, storage_key: str) -> None:
    """Have the file erased by a job of this transaction."""
    await enqueue(session, ERASE_FILE, StoredFile(storage_key))
