"""Reading and writing of imports: each in a process of its own, with limited memory, off the event loop.

The process holds its own transaction. A worker that is killed leaves it running to its end, or dying with its
connection; the job is taken up again by another worker and finds the import done, or waiting as before.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog

from models.enums.imports import ImportState
from services.imports import errors, progress
from services.imports.apart import Failed, OutOfMemory, Task, run_apart
from services.imports.ending import end_without_result, expired
from services.kit.jobs import Job, JobContext, Nothing

LIMIT = timedelta(hours=1)
FAILURES = 3
"""So often a file is tried that makes its process fail; one whose worker or database died is tried more often."""
_ATTEMPTS = 10

log = structlog.get_logger("jobs.imports")


@dataclass(frozen=True, slots=True)
class ImportTask:
    """Which import; for a commit also who asked for it."""

    import_id: UUID
    account_id: UUID | None = None
    request_id: str | None = None
    address: str | None = None


async def _run(context: JobContext, task: ImportTask, state: ImportState) -> None:
    if context.means is None:
        raise RuntimeError("this worker was not given the means for imports")
    try:
        await run_apart(context.means, Task(state, task.import_id, task.account_id, task.request_id, task.address))
    except OutOfMemory:
        await end_without_result(context.session, task.import_id, state, errors.TOO_HEAVY(), context.now)
    except Failed:
        if context.attempt < FAILURES:
            raise
        log.exception("import.failed", import_id=str(task.import_id))
        await end_without_result(context.session, task.import_id, state, errors.FAILED(), context.now)


async def _give_up(context: JobContext, task: ImportTask, state: ImportState) -> None:
    """All workers died. A process that one of them left at work is waited for: what it finished is no failure."""
    if await progress.taken_up(context.session, task.import_id, state) is not None:
        log.error("import.given_up", import_id=str(task.import_id))
        await end_without_result(context.session, task.import_id, state, errors.FAILED(), context.now)


async def read(context: JobContext, task: ImportTask) -> None:
    """Make the preview."""
    await _run(context, task, ImportState.READING)


async def commit(context: JobContext, task: ImportTask) -> None:
    """Write the preview into the register."""
    await _run(context, task, ImportState.COMMITTING)


async def give_up_reading(context: JobContext, task: ImportTask) -> None:
    """The import ends in `failed`, unless its preview is there after all."""
    await _give_up(context, task, ImportState.READING)


async def give_up_commit(context: JobContext, task: ImportTask) -> None:
    """The import goes back to its preview, unless it is in the register after all."""
    await _give_up(context, task, ImportState.COMMITTING)


async def purge(context: JobContext, _payload: Nothing) -> None:
    """Take away files and rows of imports that have had their time."""
    gone = await expired(context.session, context.now)
    log.info("imports.purged", imports=gone)


READ_IMPORT = Job("read_import", ImportTask, read, _ATTEMPTS, timedelta(seconds=2), LIMIT, give_up_reading)
COMMIT_IMPORT = Job("commit_import", ImportTask, commit, _ATTEMPTS, timedelta(seconds=2), LIMIT, give_up_commit)
PURGE_IMPORTS = Job("purge_imports", Nothing, purge)
