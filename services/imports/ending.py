"""Imports that end without a result: by a failure that nobody foresaw, or because their time is over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from models.enums.imports import ImportState
from models.imports import Import
from services.imports import progress
from services.imports.commands import clear
from services.imports.findings import told
from services.kit.database import WriteSession
from services.kit.errors import Fault


async def end_without_result(
    session: WriteSession, import_id: UUID, state: ImportState, fault: Fault, now: datetime
) -> None:
    """A reading ends in `failed`; a commit goes back to its preview, as nothing of it was written."""
    words = told(fault.error, **fault.params)
    try:
        if state is ImportState.READING:
            await progress.moved(session, import_id, state, ImportState.FAILED, now, failure=words)
        else:
            await progress.moved(
                session, import_id, state, ImportState.PREVIEWED, now, notice=words, mode=None, committed_by=None
            )
    except progress.CancelledError:
        return


async def expired(session: WriteSession, now: datetime) -> int:
    """Clear what was to be kept until now; gives how many imports."""
    found = await session.scalars(
        select(Import)
        .where(Import.deleted_at.is_(None), Import.expires_at <= now, Import.state != ImportState.COMMITTING)
        .with_for_update(skip_locked=True)
    )
    gone = found.all()
    for one in gone:
        await clear(session, one, now)
    return len(gone)
