"""The job that writes a preview into the register: everything is checked again, all in one transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import update

from models.enums.imports import CommitMode, ImportState
from models.imports import ImportRow
from services.access.acting import actor_of
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import load_tree
from services.imports import errors, progress
from services.imports.course import Again, Course
from services.imports.findings import told
from services.imports.first_load import FirstLoad, first_load
from services.imports.helpers import processes_for
from services.imports.places import Places
from services.imports.reading import judge_of
from services.imports.rechecking import Batch, Misfit, Rechecker
from services.imports.staging import stage
from services.kit.aside import asides
from services.kit.clock import office_day
from services.kit.database import Database, WriteSession, driver_connection, reader_in
from services.kit.errors import Fault
from services.kit.reader import Row
from services.members.bulk import write_amended, write_packed
from services.members.history import Basis
from services.members.vault import Vault

_TRIES = 3
FIRST_LOAD = FirstLoad()


@dataclass(frozen=True, slots=True)
class Committer:
    """Who asked for it, and from where."""

    account_id: UUID
    request_id: str | None = None
    address: str | None = None


@dataclass(slots=True)
class _Tally:
    created: int = 0
    amended: int = 0
    misfits: list[Misfit] = field(default_factory=list)

    def add(self, batch: Batch) -> None:
        self.created += batch.created
        self.amended += len(batch.changed)
        self.misfits += batch.misfits


class MisfitsError(Exception):
    """Rows no longer fit, and all or none were wanted."""

    def __init__(self, misfits: list[Misfit]) -> None:
        super().__init__(len(misfits))
        self.misfits = misfits


async def commit_import(
    database: Database,
    vault: Vault,
    import_id: UUID,
    committer: Committer,
    now: datetime,
    *,
    first: FirstLoad = FIRST_LOAD,
    processes: int | None = None,
) -> None:
    """Write an import that waits in `committing`.

    One transaction: killed at any place it leaves nothing and may be run again; run again after its end it does
    nothing. Rows that no longer fit take the import back to its preview (`all`), or are left out (`valid_only`).
    `processes`: how many beside this one make the records; by default as many as `processes_for` finds right.
    """
    try:
        async with database.transaction() as session:
            found = await progress.taken_up(session, import_id, ImportState.COMMITTING)
            if found is None:
                return
            async with first_load(session, found["new"], first):
                tally = await _write(database, session, vault, found, committer, now, processes)
            counts = await progress.counted(session, import_id)
            await progress.moved(
                session,
                import_id,
                ImportState.COMMITTING,
                ImportState.DONE,
                now,
                **counts,
                created_count=tally.created,
                amended_count=tally.amended,
                skipped_count=counts["conflict"] + counts["invalid"],
                done_at=now,
            )
    except MisfitsError as error:
        await _take_back(database, vault, import_id, error.misfits, now)
    except Fault as fault:
        await _take_back(database, vault, import_id, [], now, fault)


async def _write(
    database: Database,
    session: WriteSession,
    vault: Vault,
    found: Row,
    committer: Committer,
    now: datetime,
    processes: int | None,
) -> _Tally:
    reader = await reader_in(session)
    tree = await load_tree(reader)
    actor = await actor_of(
        reader, tree, committer.account_id, request_id=committer.request_id, address=committer.address
    )
    if actor is None or not actor.covers(Permission.MEMBER_MANAGE, found["branch_id"]):
        raise errors.RIGHTS_GONE()
    places = Places(actor, found["branch_id"])
    judge = judge_of(vault, actor, places, office_day(now))
    basis = Basis(document=f"批量导入：{found['file_name']}", reason=found["reason"])
    rechecker = Rechecker(vault, judge, places, actor, basis, now)
    all_or_none = found["mode"] == CommitMode.ALL.value
    total = found["new"] + found["changed"]
    connection = await driver_connection(session)
    tally = _Tally()
    async with asides(rechecker, processes_for(total) if processes is None else processes) as helpers:
        course = Course(reader, helpers, found["id"])
        while (made := await course.next()) is not None:
            batch, again = made
            if not (all_or_none and (tally.misfits or batch.misfits)):
                batch = await _put(connection, actor, batch, basis, now, again=again)
            tally.add(batch)
            await progress.report(database, found["id"], tally.created + tally.amended, total)
    if tally.misfits:
        if all_or_none:
            raise MisfitsError(tally.misfits)
        await _restage(session, vault, found["id"], tally.misfits)
    return tally


async def _put(
    connection: Any,
    actor: Actor,
    batch: Batch,
    basis: Basis,
    now: datetime,
    *,
    again: Again,
) -> Batch:
    """Write the rows; gives what was written.

    When somebody registered one of them since they were looked for, this waits for them to end, and looks again.
    """
    for _ in range(_TRIES):
        try:
            async with connection.transaction():
                if batch.new is not None:
                    await write_packed(connection, batch.new)
                await write_amended(connection, actor, batch.changed, basis, now)
        except asyncpg.UniqueViolationError:
            batch = await (await again())
        else:
            return batch
    raise errors.FAILED()


async def _restage(session: WriteSession, vault: Vault, import_id: UUID, misfits: list[Misfit]) -> None:
    for number, reading, digest, decided in misfits:
        staged = stage(vault, number, reading, digest, decided)
        await session.execute(
            update(ImportRow)
            .where(ImportRow.import_id == import_id, ImportRow.number == number)
            .values(
                state=staged.state,
                conflict=staged.conflict,
                member_id=staged.member_id,
                member_version=staged.member_version,
                weighty=staged.weighty,
                content=staged.content,
                version=ImportRow.version + 1,
            )
            .execution_options(synchronize_session=False)
        )


async def _take_back(
    database: Database,
    vault: Vault,
    import_id: UUID,
    misfits: list[Misfit],
    now: datetime,
    fault: Fault | None = None,
) -> None:
    """Back to the preview, with the reason; the rows that no longer fit are marked."""
    notice = told(fault.error, **fault.params) if fault else told(errors.CHANGED_MEANWHILE, count=len(misfits))
    async with database.transaction() as session:
        await _restage(session, vault, import_id, misfits)
        counts = await progress.counted(session, import_id)
        await progress.moved(
            session,
            import_id,
            ImportState.COMMITTING,
            ImportState.PREVIEWED,
            now,
            **counts,
            notice=notice,
            mode=None,
            committed_by=None,
            rows_done=0,
        )
