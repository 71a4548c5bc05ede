"""Imports: a file becomes a preview, the preview becomes records."""

import asyncio
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import File, Form, Path, Query, Response, UploadFile
from pydantic import Json

from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, IfMatchGiven, Paging, WriteSession, tagged
from api.routing import SecuredRouter
from models.enums.imports import ImportKind, ImportState, RowState
from schemas.imports import (
    CellText,
    Import,
    ImportAmendment,
    ImportCommit,
    ImportField,
    ImportPage,
    ImportRow,
    ImportRowAmendment,
    ImportRowPage,
)
from services.access.permissions import Permission
from services.imports import commands, correcting, error_file, queries, template, views
from services.imports.commands import Upload
from services.imports.views import RowViewer
from services.jobs.imports import COMMIT_IMPORT, READ_IMPORT, ImportTask
from services.kit.clock import today, utc_now
from services.kit.database import reader_in
from services.kit.jobs import enqueue
from services.kit.paging import UNKNOWN_CURSOR

router = SecuredRouter(prefix="/imports", tag="imports")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLSX_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}
Defaults = dict[ImportField, CellText]


@router.operation("GET", "", permission=Permission.MEMBER_MANAGE)
async def list_imports(
    reader: CurrentReader,
    actor: CurrentActor,
    paging: Paging,
    state: Annotated[list[ImportState], Query()] = [],  # noqa: B006 - FastAPI copies it
) -> ImportPage:
    """Imports into branches whose register the caller keeps, newest first. Sorts: created_at, updated_at."""
    given: dict[str, Any] = {"state": [item.value for item in state], "updated_since": paging.updated_since}
    page = await queries.page(
        reader,
        actor,
        filters={name: value for name, value in given.items() if value},
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
    )
    items = [views.summary(row, actor) for row in page.items]
    return ImportPage.model_validate({"items": items, "next_cursor": page.next_cursor})


@router.operation("POST", "", permission=Permission.MEMBER_MANAGE, status_code=201, errors=(404, 413, 415))
async def upload_import(
    session: WriteSession,
    actor: CurrentActor,
    platform: CurrentPlatform,
    response: Response,
    file: Annotated[UploadFile, File(description=".xlsx, .xls or .csv; non-classified material only")],
    kind: Annotated[ImportKind, Form()] = ImportKind.MEMBERS,
    branch_id: Annotated[
        UUID | None, Form(description="Into this branch and below; needed by who keeps several")
    ] = None,
    defaults: Annotated[
        Json[Defaults] | None, Form(description='JSON, for cells that are left empty: `{"ethnicity": "汉族"}`')
    ] = None,
) -> Import:
    """Keep the file and have it read; ask `GET /imports/{id}` until `state` is no longer `reading`."""
    content = await file.read()
    await asyncio.to_thread(commands.check_upload, file.filename or "", content)
    given = Upload(
        kind, file.filename or "", content, branch_id, {str(key): text for key, text in (defaults or {}).items()}
    )
    found = await commands.upload(
        session, actor, platform.files, platform.sealer, given, now=utc_now(), days=platform.settings.import_days
    )
    await enqueue(session, READ_IMPORT, ImportTask(found.id))
    response.headers["Location"] = f"/api/v1/imports/{found.id}"
    return await _answer(session, actor, found.id, response)


@router.operation(
    "GET", "/template", permission=Permission.MEMBER_MANAGE, response_class=Response, responses=_XLSX_ANSWER
)
async def get_template(kind: Annotated[ImportKind, Query()] = ImportKind.MEMBERS) -> Response:
    """An empty table with drop-down lists, notes and an example row that is not read."""
    return _xlsx(await asyncio.to_thread(template.TEMPLATES[kind]), "党员信息导入模板.xlsx")


@router.operation("GET", "/{import_id}", permission=Permission.MEMBER_MANAGE, errors=(404,))
async def get_import(reader: CurrentReader, actor: CurrentActor, import_id: UUID, response: Response) -> Import:
    """How far it has come, what was found."""
    return _shown(await queries.one(reader, actor, import_id), actor, response)


@router.operation("PATCH", "/{import_id}", permission=Permission.MEMBER_MANAGE, errors=(404, 409, 412, 428))
async def amend_import(
    session: WriteSession,
    actor: CurrentActor,
    import_id: UUID,
    version: IfMatch,
    changes: ImportAmendment,
    response: Response,
) -> Import:
    """Say what the columns are, which sheet is meant, what empty cells default to; the file is read again."""
    await commands.amend(session, actor, import_id, version, changes.model_dump(exclude_unset=True))
    await enqueue(session, READ_IMPORT, ImportTask(import_id))
    return await _answer(session, actor, import_id, response)


@router.operation(
    "DELETE",
    "/{import_id}",
    permission=Permission.MEMBER_MANAGE,
    status_code=204,
    errors=(404, 409, 412, 428),
    response_class=Response,
)
async def remove_import(session: WriteSession, actor: CurrentActor, import_id: UUID, version: IfMatch) -> None:
    """Cancel it, or clear away file and preview; members that were written stay."""
    await commands.remove(session, actor, import_id, version, now=utc_now())


@router.operation("GET", "/{import_id}/rows", permission=Permission.MEMBER_MANAGE, errors=(404,))
async def list_import_rows(
    reader: CurrentReader,
    actor: CurrentActor,
    platform: CurrentPlatform,
    import_id: UUID,
    state: Annotated[list[RowState], Query()] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=20)] = None,
    with_total: bool = False,
) -> ImportRowPage:
    """The preview, in the order of the file."""
    stored = await queries.one(reader, actor, import_id)
    states = [item.value for item in state]
    rows, behind = await queries.rows(reader, import_id, states=states, after=_after(cursor), limit=limit)
    viewer = RowViewer(actor, platform.vault, stored)
    total = sum(stored[name] for name in (states or [item.value for item in RowState])) if with_total else None
    items = [viewer.row(row) for row in rows]
    return ImportRowPage.model_validate(
        {"items": items, "next_cursor": str(behind) if behind is not None else None, "total": total}
    )


def _after(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 9):
        raise UNKNOWN_CURSOR.at("/query/cursor")
    return int(cursor)


@router.operation(
    "PATCH", "/{import_id}/rows/{number}", permission=Permission.MEMBER_MANAGE, errors=(404, 409, 412, 428)
)
async def amend_import_row(
    session: WriteSession,
    actor: CurrentActor,
    platform: CurrentPlatform,
    import_id: UUID,
    number: Annotated[int, Path(ge=1, le=2_000_000)],
    version: IfMatch,
    changes: ImportRowAmendment,
    response: Response,
) -> ImportRow:
    """Put cells right in place; the row is checked again. `If-Match` is the row's own version."""
    texts = changes.model_dump(exclude_unset=True)
    await correcting.amend_row(session, platform.vault, actor, import_id, number, version, texts, today=today())
    reader = await reader_in(session)
    stored = await queries.one(reader, actor, import_id)
    row = RowViewer(actor, platform.vault, stored).row(await queries.one_row(reader, import_id, number))
    return ImportRow.model_validate(tagged(response, row))


@router.operation(
    "GET",
    "/{import_id}/errors.xlsx",
    permission=Permission.MEMBER_MANAGE,
    errors=(404,),
    response_class=Response,
    responses=_XLSX_ANSWER,
)
async def get_errors(
    reader: CurrentReader, actor: CurrentActor, platform: CurrentPlatform, import_id: UUID
) -> Response:
    """The rows with errors or conflicts in the template's form, the reason in each cell's note and in a last column."""
    stored = await queries.one(reader, actor, import_id)
    content = await error_file.write(reader, platform.vault, actor, stored)
    return _xlsx(content, f"待改正-{stored['file_name'].rsplit('.', 1)[0]}.xlsx")


@router.operation("POST", "/{import_id}/commit", permission=Permission.MEMBER_MANAGE, errors=(404, 409, 412, 428))
async def commit_import(
    session: WriteSession,
    actor: CurrentActor,
    import_id: UUID,
    version: IfMatchGiven,
    wanted: ImportCommit,
    response: Response,
) -> Import:
    """Have the rows written. Everything is checked again; `GET /imports/{id}` tells how it goes."""
    await commands.ask_for_commit(session, actor, import_id, version, wanted.mode, wanted.reason)
    task = ImportTask(import_id, actor.account_id, actor.request_id, actor.address)
    await enqueue(session, COMMIT_IMPORT, task)
    return await _answer(session, actor, import_id, response)


def _xlsx(content: bytes, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=XLSX, headers={"Content-Disposition": disposition})


def _shown(stored: dict[str, Any], actor: CurrentActor, response: Response) -> Import:
    return Import.model_validate(tagged(response, views.summary(stored, actor)))


async def _answer(session: WriteSession, actor: CurrentActor, import_id: UUID, response: Response) -> Import:
    return _shown(await queries.one(await reader_in(session), actor, import_id), actor, response)
