"""The job that reads a file: cells → rows → preview, in batches, each checked against the register."""

import asyncio
from collections import deque
from datetime import date, datetime
from itertools import cycle, islice
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
from services.imports.findings import told
from services.imports.helpers import processes_for
from services.imports.judging import Judge
from services.imports.matching import registered
from services.imports.places import Places
from services.imports.previewing import STAGED_ROWS, Previewer
from services.imports.rows import RowReader
from services.imports.workbook import Lines, Workbook, open_workbook
from services.kit.aside import Answer, Aside, asides
from services.kit.clock import office_day
from services.kit.copying import copy_packed
from services.kit.database import Database, WriteSession, driver_connection, reader_in
from services.kit.errors import Fault
from services.kit.files import FileStore
from services.kit.reader import Reader, Row
from services.members.vault import Vault

BATCH = 2_000


async def read_import(
    database: Database,
    vault: Vault,
    files: FileStore,
    import_id: UUID,
    now: datetime,
    *,
    processes: int | None = None,
) -> None:
    """Make the preview of an import that waits in `reading`; what cannot be read ends in `failed` with the reason.

    Whole or not at all: killed at any place it leaves nothing, and may be run again. `processes`: how many beside
    this one read and judge the rows; by default as many as `processes_for` finds right.
    """
    try:
        async with database.transaction() as session:
            found = await progress.taken_up(session, import_id, ImportState.READING)
            if found is None:
                return
            layout = await _stage(database, session, vault, files, found, now, processes)
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
    database: Database,
    session: WriteSession,
    vault: Vault,
    files: FileStore,
    found: Row,
    now: datetime,
    processes: int | None,
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
    previewer = Previewer(vault, row_reader, judge, layout.fields, found["id"])
    connection = await driver_connection(session)
    done = 0
    async with asides(previewer, processes_for(total) if processes is None else processes) as helpers:
        course = _Course(reader, helpers, rows)
        while (staged := await course.next()) is not None:
            count, packed = staged
            await copy_packed(connection, STAGED_ROWS, packed)
            done += count
            await progress.report(database, found["id"], done, max(total, done))
    await progress.report(database, found["id"], done, done)
    return layout


class _Course:
    """Rows on their way: taken from the sheet, read by a helper, looked for in the register, judged by the helper.

    Batches come out in the order of the sheet; each helper always has the next one at hand.
    """

    def __init__(self, reader: Reader, helpers: list[Aside], rows: Lines) -> None:
        self._reader, self._rows = reader, rows
        self._helpers, self._turns = len(helpers), cycle(helpers)
        self._read: deque[tuple[Aside, Answer]] = deque()
        self._judged: deque[Answer] = deque()
        self._more = True

    async def next(self) -> tuple[int, bytes] | None:
        """How many rows the next batch has, and these ready to be copied; None at the end."""
        while True:
            if self._more and len(self._read) + len(self._judged) <= 2 * self._helpers:
                await self._take()
            elif self._read and len(self._judged) < self._helpers:
                await self._look_up()
            elif self._judged:
                staged: tuple[int, bytes] = await self._judged.popleft()
                return staged
            else:
                return None

    async def _take(self) -> None:
        batch = await asyncio.to_thread(list, islice(self._rows, BATCH))
        self._more = bool(batch)
        if batch:
            helper = next(self._turns)
            self._read.append((helper, helper.ask("read", batch)))

    async def _look_up(self) -> None:
        helper, hashes = self._read.popleft()
        known = await registered(self._reader, await hashes)
        self._judged.append(helper.ask("judged", known))


def judge_of(vault: Vault, actor: Actor, places: Places, today: date) -> Judge:
    """Who decides over the rows of an import of this actor's."""
    scope = actor.scope(Permission.MEMBER_MANAGE)
    visible: dict[UUID, bool] = {}

    def may_see(branch_id: UUID) -> bool:
        if branch_id not in visible:
            visible[branch_id] = scope.covers(branch_id)
        return visible[branch_id]

    return Judge(vault, today, may_see, lambda branch_id: actor.tree[branch_id].name, places.target)


def _opened(found: Row, vault: Vault, sealed: list[bytes]) -> tuple[Layout, int, Lines]:
    """The table of the file: its layout, about how many rows, the rows below the header.

    The content is taken out of `sealed` and kept nowhere: beside the whole sheet it would be held for nothing.
    """
    book = open_workbook(found["file_name"], vault.sealer.open_bytes(sealed.pop()))
    layout = choose_layout(book, found["wanted_sheet"], found["mapping"])
    if layout.missing:
        raise LayoutFault(layout, layout.refusal())
    total, rows = book.rows(layout.sheet)
    book.close()
    below = ((number, row) for number, row in rows if number > layout.header_row)
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
