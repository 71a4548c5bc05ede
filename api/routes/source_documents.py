"""Documents: upload, outline, and tickets registered from chosen items."""

import asyncio
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import File, Form, Query, Response, UploadFile
from fastapi.responses import PlainTextResponse

from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.tickets import Look
from api.routing import SecuredRouter
from models.enums.tickets import SourceKind
from schemas.common import SearchText
from schemas.fields import Line
from schemas.source_documents import (
    Registered,
    RegistrationInput,
    SourceDocument,
    SourceDocumentAmendment,
    SourceDocumentPage,
)
from services.access.permissions import Permission
from services.kit.clock import utc_now
from services.kit.database import reader_in
from services.source_documents import commands, queries, registration
from services.source_documents.commands import ReadDocument
from services.source_documents.outline import parse_outline
from services.source_documents.reading import read_text
from services.tickets import views

router = SecuredRouter(prefix="/source-documents", tag="source documents")


@router.operation("GET", "", permission=Permission.SOURCE_DOCUMENT_READ)
async def list_source_documents(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    kind: Annotated[list[SourceKind], Query()] = [],  # noqa: B006 - FastAPI copies it
    q: Annotated[SearchText | None, Query(description="Part of the title")] = None,
) -> SourceDocumentPage:
    """Documents of the caller's branches, and those that tickets in their sight come from."""
    given: dict[str, Any] = {
        "kind": [item.value for item in kind],
        "q": q.strip() if q else None,
        "updated_since": paging.updated_since,
    }
    page = await queries.page(
        reader,
        look,
        {name: value for name, value in given.items() if value},
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
    )
    items = [queries.summary(row, look) for row in page.items]
    return SourceDocumentPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=Permission.SOURCE_DOCUMENT_UPLOAD, status_code=201, errors=(413, 415))
async def upload_source_document(
    session: WriteSession,
    actor: CurrentActor,
    platform: CurrentPlatform,
    look: Look,
    response: Response,
    file: Annotated[UploadFile, File(description=".docx, .txt or .md; non-classified material only")],
    title: Annotated[Line | None, Form()] = None,
    document_no: Annotated[Line | None, Form()] = None,
    kind: Annotated[SourceKind, Form()] = SourceKind.DOCUMENT,
) -> SourceDocument:
    """Read a document and find its outline. 非涉密平台：严禁上传涉密材料。"""
    content = await file.read()
    read = await asyncio.to_thread(_read, file.filename or "", content)
    document = await commands.upload(
        session, actor, platform.files, read, title=title, document_no=document_no, kind=kind
    )
    response.headers["Location"] = f"/api/v1/source-documents/{document.id}"
    stored = await queries.one(await reader_in(session), look, document.id)
    return SourceDocument.model_validate(tagged(response, stored))


def _read(file_name: str, content: bytes) -> ReadDocument:
    """Reading and parsing take CPU time and stay off the event loop."""
    source = read_text(file_name, content)
    return ReadDocument(file_name, content, source, parse_outline(source.text))


@router.operation("GET", "/{document_id}", permission=Permission.SOURCE_DOCUMENT_READ, errors=(404,))
async def get_source_document(
    reader: CurrentReader, look: Look, document_id: UUID, response: Response
) -> SourceDocument:
    """A document with its outline and the tickets registered from it."""
    return SourceDocument.model_validate(tagged(response, await queries.one(reader, look, document_id)))


@router.operation("PATCH", "/{document_id}", permission=Permission.SOURCE_DOCUMENT_UPLOAD, errors=(404, 412, 428))
async def amend_source_document(
    session: WriteSession,
    actor: CurrentActor,
    look: Look,
    document_id: UUID,
    version: IfMatch,
    changes: SourceDocumentAmendment,
    response: Response,
) -> SourceDocument:
    """Correct title, document number or kind."""
    await commands.amend(session, actor, document_id, version, changes.model_dump(exclude_unset=True))
    stored = await queries.one(await reader_in(session), look, document_id)
    return SourceDocument.model_validate(tagged(response, stored))


@router.operation(
    "DELETE",
    "/{document_id}",
    permission=Permission.SOURCE_DOCUMENT_UPLOAD,
    status_code=204,
    errors=(404, 409, 412, 428),
)
async def remove_source_document(
    session: WriteSession, actor: CurrentActor, document_id: UUID, version: IfMatch
) -> None:
    """Take a document away that no ticket comes from."""
    await commands.remove(session, actor, document_id, version, now=utc_now())


@router.operation(
    "GET",
    "/{document_id}/text",
    permission=Permission.SOURCE_DOCUMENT_READ,
    errors=(404,),
    response_class=PlainTextResponse,
)
async def get_text(reader: CurrentReader, look: Look, document_id: UUID) -> PlainTextResponse:
    """The text to which `start` and `end` of the outline refer, in characters."""
    return PlainTextResponse(await queries.text(reader, look, document_id))


@router.operation(
    "GET", "/{document_id}/file", permission=Permission.SOURCE_DOCUMENT_READ, errors=(404,), response_class=Response
)
async def get_file(reader: CurrentReader, platform: CurrentPlatform, look: Look, document_id: UUID) -> Response:
    """What was uploaded, as it was."""
    row = await queries.file(reader, look, document_id)
    disposition = f"attachment; filename*=UTF-8''{quote(row['file_name'])}"
    return Response(
        await platform.files.get(row["storage_key"]),
        media_type=row["media_type"],
        headers={"Content-Disposition": disposition},
    )


@router.operation(
    "POST",
    "/{document_id}/tickets",
    permission=Permission.SOURCE_DOCUMENT_UPLOAD,
    status_code=201,
    errors=(404, 409),
)
async def register_tickets(
    session: WriteSession, actor: CurrentActor, look: Look, document_id: UUID, chosen: RegistrationInput
) -> Registered:
    """Register the chosen items as tickets, all or none."""
    choices = [
        registration.Choice(**{**item.model_dump(), "supporting_branch_ids": tuple(item.supporting_branch_ids)})
        for item in chosen.items
    ]
    tickets = await registration.register(
        session,
        actor,
        document_id,
        choices,
        submit=chosen.submit,
        now=utc_now(),
        last_working_day=look.calendar.last_working_day_until,
    )
    reader = await reader_in(session)
    return Registered.model_validate({"tickets": [await views.one(reader, look, ticket.id) for ticket in tickets]})
