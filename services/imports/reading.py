"""The job that reads a file: cells → rows → preview, in batches, each checked against the register."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from models.enums.imports import ImportState
from services.access.acting import actor_of
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import load_tree
from services.imports import errors, progress
from services.imports.cell_text import plain, written
from services.imports.columns import ROWS_SEARCHED, Layout, find_header, mapped
from services.imports.fields import EXAMPLE_MARK
from services.imports.findings import told
from services.imports.judging import Judge
from services.imports.matching import registered
from services.imports.places import Places
from services.imports.rows import Reading, RowReader, texts
from services.imports.staging import COLUMNS, Staged, stage
from services.imports.workbook import Workbook, open_workbook
from services.kit.clock import office_day
from services.kit.database import Database, WriteSession, driver_connection, reader_in
from services.kit.errors import Fault
from services.kit.files import FileStore
from services.kit.reader import Row
from services.members.vault import Vault

BATCH = 4_000

Numbered = tuple[int, Reading, bytes | None]


async def read_import(database: Database, vault: Vault, files: FileStore, import_id: UUID, now: datetime) -> None:
    """Make the preview of an import that waits in `reading`; what cannot be read ends in `failed` with the reason.

    Whole or not at all: killed at any place it leaves nothing, and may be run again.
    """
    try:
        async with database.transaction() as session:
            found = await progress.taken_up(session, import_id, ImportState.READING)
            if found is None:
                return
            layout = await _stage(database, session, vault, files, found, now)
            await progress.mark_twins(session, import_id)
            counts = await progress.counted(session, import_id)
            if not sum(counts.values()):
                raise errors.NO_ROWS(sheet=layout.sheet[:40])
            await progress.moved(
                session, import_id, ImportState.READING, ImportState.PREVIEWED, now, layout=layout.packed(), **counts
            )
    except progress.CancelledError:
        return
    except LayoutFault as fault:
        await fail(database, import_id, fault.refusal, now, layout=fault.layout.packed())
    except Fault as fault:
        await fail(database, import_id, fault, now)


class LayoutFault(Exception):
    """The columns do not do; they are kept, so that the uploader may say what they are."""

    def __init__(self, layout: Layout, refusal: Fault) -> None:
        super().__init__(refusal.error.code)
        self.layout = layout
        self.refusal = refusal


async def fail(database: Database, import_id: UUID, fault: Fault, now: datetime, **values: Any) -> None:
    """End the reading with its reason."""
    try:
        async with database.transaction() as session:
            failure = told(fault.error, **fault.params)
            await progress.moved(
                session, import_id, ImportState.READING, ImportState.FAILED, now, failure=failure, **values
            )
    except progress.CancelledError:
        return


async def _stage(
    database: Database, session: WriteSession, vault: Vault, files: FileStore, found: Row, now: datetime
) -> Layout:
    reader = await reader_in(session)
    actor = await actor_of(reader, await load_tree(reader), found["uploaded_by"])
    if actor is None or not actor.covers(Permission.MEMBER_MANAGE, found["branch_id"]):
        raise errors.RIGHTS_GONE()
    sealed = [await files.get(found["storage_key"])]
    layout, total, rows = await asyncio.to_thread(_opened, found, vault, sealed)
    places = Places(actor, found["branch_id"])
    today = office_day(now)
    row_reader = RowReader(places, today, found["defaults"], since_1904=layout.since_1904)
    judge = judge_of(vault, actor, places, today)
    connection = await driver_connection(session)
    done = 0
    batch = await asyncio.to_thread(_read_batch, vault, row_reader, layout, rows)
    while batch:
        hashes = [digest for _, _, digest in batch if digest is not None]
        known = await registered(reader, hashes)
        staged = await asyncio.to_thread(_judged, vault, judge, batch, known)
        records = [one.record(found["id"]) for one in staged]
        # The next rows are read in a thread while the database takes these.
        upcoming = asyncio.create_task(asyncio.to_thread(_read_batch, vault, row_reader, layout, rows))
        await connection.copy_records_to_table("import_rows", records=records, columns=COLUMNS)
        done += len(batch)
        await progress.report(database, found["id"], done, max(total, done))
        batch = await upcoming
    await progress.report(database, found["id"], done, done)
    return layout


def judge_of(vault: Vault, actor: Actor, places: Places, today: date) -> Judge:
    """Who decides over the rows of an import of this actor's."""
    scope = actor.scope(Permission.MEMBER_MANAGE)
    visible: dict[UUID, bool] = {}

    def may_see(branch_id: UUID) -> bool:
        if branch_id not in visible:
            visible[branch_id] = scope.covers(branch_id)
        return visible[branch_id]

    return Judge(vault, today, may_see, lambda branch_id: actor.tree[branch_id].name, places.target)


def _opened(found: Row, vault: Vault, sealed: list[bytes]) -> tuple[Layout, int, Iterator[tuple[int, list[str]]]]:
    """The table of the file: its layout, about how many rows, the rows below the header as texts.

    The content is taken out of `sealed` and kept nowhere: beside the whole sheet it would be held for nothing.
    """
    book = open_workbook(found["file_name"], vault.sealer.open_bytes(sealed.pop()))
    layout = choose_layout(book, found["wanted_sheet"], found["mapping"])
    if layout.missing:
        raise LayoutFault(layout, layout.refusal())
    total, rows = book.rows(layout.sheet)
    book.close()
    below = ((number, [written(cell) for cell in row]) for number, row in rows if number > layout.header_row)
    return layout, max(0, total - layout.header_row), below


def choose_layout(book: Workbook, wanted: str | None, mapping: dict[str, str | None]) -> Layout:
    """The sheet with the best header, or the wanted one. Errors: `import.unknown_sheet`, `import.no_header`."""
    if wanted is not None and wanted not in book.names:
        raise errors.UNKNOWN_SHEET(sheet=wanted[:40])
    best: Layout | None = None
    for name in (wanted,) if wanted is not None else book.names:
        top = [[plain(written(cell)) for cell in row] for row in book.top(name, ROWS_SEARCHED)]
        header = find_header(top)
        if header is None:
            continue
        index, fields = header
        width = max(len(fields), *(int(column) + 1 for column in mapping)) if mapping else len(fields)
        headers = tuple((top[index] + [""] * width)[:width])
        layout = Layout(name, book.names, index + 1, headers, _widened(mapped(fields, mapping), width), book.since_1904)
        if best is None or _known(layout) > _known(best):
            best = layout
        if not layout.missing and len(book.names) == 1:
            break
    if best is None:
        names = "、".join(f"“{name[:20]}”" for name in ((wanted,) if wanted else book.names[:5]))
        raise errors.NO_HEADER(sheets=names or "文件", rows=ROWS_SEARCHED)
    return best


def _known(layout: Layout) -> int:
    return sum(field is not None for field in layout.fields) - 100 * len(layout.missing)


def _widened(fields: tuple[str | None, ...], width: int) -> tuple[str | None, ...]:
    return (*fields, *(None for _ in range(width - len(fields))))


def _read_batch(
    vault: Vault, reader: RowReader, layout: Layout, rows: Iterator[tuple[int, list[str]]]
) -> list[Numbered]:
    """The next rows that say anything, with the hash of their ID number."""
    batch: list[Numbered] = []
    for number, cells in rows:
        by_field = texts(layout.fields, cells)
        if all(map(str.isspace, by_field.values())):
            continue
        if by_field.get("name", "").startswith(EXAMPLE_MARK):
            continue
        reading = reader.read(by_field)
        digest = vault.id_number_hash(reading.number.text) if reading.number is not None else None
        batch.append((number, reading, digest))
        if len(batch) == BATCH:
            break
    return batch


def _judged(vault: Vault, judge: Judge, batch: list[Numbered], known: dict[bytes, Row]) -> list[Staged]:
    return [
        stage(vault, number, reading, digest, judge.decide(reading, known.get(digest) if digest else None))
        for number, reading, digest in batch
    ]
