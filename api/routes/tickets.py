"""Supervision tickets: list, register, amend, print; their steps are in `ticket_transitions`."""

import asyncio
import os
from pathlib import Path
from tempfile import mkstemp
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, File, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.answers import written
from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.platform import platform_of
from api.routing import SecuredRouter
from models.enums.tickets import Lamp, TicketKind, TicketPhase, TicketState, Urgency
from schemas.common import SearchText
from schemas.fields import CalendarDate
from schemas.tickets import (
    NoteInput,
    Ticket,
    TicketAmendment,
    TicketCounts,
    TicketEvents,
    TicketInput,
    TicketPage,
    TicketProgress,
)
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.clock import today, utc_now
from services.kit.database import reader_in
from services.kit.errors import NOT_FOUND, Text
from services.tickets import attachments, drafting, filters, papers, progress, queries, transitions, views
from services.tickets.filters import TicketFilter, make_filter, view_of
from services.tickets.views import Onlooker

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX: dict[int | str, dict[str, Any]] = {200: {"content": {XLSX: {}}, "description": "The workbook"}}
_DOCX: dict[int | str, dict[str, Any]] = {200: {"content": {DOCX: {}}, "description": "The form"}}

router = SecuredRouter(prefix="/tickets", tag="tickets")


async def _onlooker(request: Request, actor: CurrentActor) -> Onlooker:
    return Onlooker(actor, today(), await platform_of(request).calendar.current())


Look = Annotated[Onlooker, Depends(_onlooker)]


async def _filter(
    paging: Paging,
    state: Annotated[list[TicketState], Query()] = [],  # noqa: B006 - FastAPI copies it
    phase: Annotated[list[TicketPhase], Query()] = [],  # noqa: B006
    lamp: Annotated[list[Lamp], Query()] = [],  # noqa: B006
    kind: Annotated[list[TicketKind], Query()] = [],  # noqa: B006
    urgency: Annotated[list[Urgency], Query()] = [],  # noqa: B006
    lead_branch_id: Annotated[list[UUID], Query(max_length=100)] = [],  # noqa: B006
    source_id: Annotated[list[UUID], Query(max_length=100, description="Uploaded source documents")] = [],  # noqa: B006
    parent_id: UUID | None = None,
    due_before: Annotated[CalendarDate | None, Query(description="Up to and including")] = None,
    due_after: Annotated[CalendarDate | None, Query(description="From and including")] = None,
    q: Annotated[SearchText | None, Query(description="Words of the title, or the number")] = None,
    mine: Annotated[bool, Query(description="Only what waits for a step of mine")] = False,
) -> TicketFilter:
    return make_filter(
        state=state,
        phase=phase,
        mine=mine,
        q=q,
        lamp=lamp,
        kind=kind,
        urgency=urgency,
        lead_branch_id=lead_branch_id,
        source_id=source_id,
        parent_id=parent_id,
        due_before=due_before,
        due_after=due_after,
        updated_since=paging.updated_since,
    )


Filter = Annotated[TicketFilter, Depends(_filter)]
Within = Annotated[UUID | None, Query(description="Tickets led by this branch or one below it")]


def _view(actor: Actor, within: UUID | None) -> filters.View:
    if within is None:
        return view_of(actor)
    node = actor.tree.get(within)
    if node is None or not actor.may_see_branch(within):
        raise NOT_FOUND(what=Text("组织", "The organisation"))
    return view_of(actor, within=node)


@router.operation("GET", "", permission=Permission.TICKET_READ, errors=(404,))
async def list_tickets(
    reader: CurrentReader, actor: CurrentActor, look: Look, paging: Paging, chosen: Filter, within: Within = None
) -> TicketPage:
    """Tickets within the caller's branches. Sorts: created_at, updated_at, due_on, progress_percent."""
    page = await queries.page(
        reader,
        _view(actor, within),
        chosen,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
        today=look.today,
    )
    items = [views.summary(row, look) for row in page.items]
    return TicketPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=Permission.TICKET_DRAFT, status_code=201)
async def draft_ticket(
    session: WriteSession, actor: CurrentActor, look: Look, new: TicketInput, response: Response
) -> Ticket:
    """Write down a ticket. It gets its number when it is approved (立项)."""
    ticket = await drafting.draft(session, actor, _draft(new), now=utc_now())
    response.headers["Location"] = f"/api/v1/tickets/{ticket.id}"
    return await answer(session, look, ticket.id, response)


@router.operation("GET", "/summary", permission=Permission.TICKET_READ, errors=(404,))
async def summarise_tickets(
    reader: CurrentReader, actor: CurrentActor, look: Look, chosen: Filter, within: Within = None
) -> TicketCounts:
    """Counts by phase, state, lamp and unit, and the on-time rate, after the same filters as the list."""
    return TicketCounts.model_validate(await views.counts(reader, look, _view(actor, within), chosen))


@router.operation("GET", "/lists.xlsx", permission=Permission.TICKET_EXPORT, errors=(404,), responses=_XLSX)
async def export_lists(
    reader: CurrentReader, actor: CurrentActor, look: Look, chosen: Filter, within: Within = None
) -> FileResponse:
    """责任清单, 任务清单 and 时间清单 of the tickets that the same filters show, as one workbook."""
    view = _view(actor, within)
    description = chosen.described(actor.tree[within].name if within else None)
    target = await asyncio.to_thread(_new_file, ".xlsx")
    try:
        await papers.write_lists(reader, look, view, chosen, target, description)
    except BaseException:
        await asyncio.to_thread(target.unlink)
        raise
    return FileResponse(
        target,
        media_type=XLSX,
        filename=f"督办清单-{look.today.isoformat()}.xlsx",
        background=BackgroundTask(target.unlink),
    )


def _new_file(suffix: str) -> Path:
    descriptor, name = mkstemp(suffix=suffix)
    os.close(descriptor)
    return Path(name)


@router.operation("GET", "/{ticket_id}", permission=Permission.TICKET_READ, errors=(404,), response_model=Ticket)
async def get_ticket(reader: CurrentReader, look: Look, ticket_id: UUID) -> Response:
    """A ticket whole, with what the caller may do now."""
    seen = await views.one(reader, look, ticket_id)
    return written(Ticket, seen, version=seen["version"])


@router.operation("PATCH", "/{ticket_id}", permission=Permission.TICKET_ACT, errors=(404, 409, 412, 428))
async def amend_ticket(
    session: WriteSession,
    actor: CurrentActor,
    look: Look,
    ticket_id: UUID,
    version: IfMatch,
    changes: TicketAmendment,
    response: Response,
) -> Ticket:
    """Change what may be changed in its state; only the fields sent are touched."""
    await drafting.amend(
        session,
        actor,
        ticket_id,
        version,
        drafting.Amendment(_amended(changes)),
        now=utc_now(),
        last_working_day=look.calendar.last_working_day_until,
    )
    return await answer(session, look, ticket_id, response)


@router.operation(
    "POST", "/{ticket_id}/notes", permission=Permission.TICKET_ACT, status_code=201, errors=(404, 409, 412, 428)
)
async def add_note(
    session: WriteSession,
    actor: CurrentActor,
    look: Look,
    ticket_id: UUID,
    version: IfMatch,
    note: NoteInput,
    response: Response,
) -> Ticket:
    """Add a note to the history; how a closed or archived ticket is corrected."""
    await transitions.add_note(session, actor, ticket_id, version, note.text, now=utc_now())
    return await answer(session, look, ticket_id, response)


@router.operation(
    "POST",
    "/{ticket_id}/files",
    permission=Permission.TICKET_ACT,
    status_code=201,
    errors=(404, 409, 412, 413, 415, 428),
)
async def attach_file(
    session: WriteSession,
    actor: CurrentActor,
    platform: CurrentPlatform,
    look: Look,
    ticket_id: UUID,
    version: IfMatch,
    response: Response,
    file: Annotated[UploadFile, File(description="Up to 20 MB; non-classified material only")],
) -> Ticket:
    """Put a file to a ticket. Never required. 非涉密平台：严禁上传涉密材料。"""
    content = await file.read()
    await attachments.attach(
        session, actor, platform.files, ticket_id, version, file.filename or "", content, now=utc_now()
    )
    return await answer(session, look, ticket_id, response)


@router.operation(
    "GET",
    "/{ticket_id}/files/{file_id}",
    permission=Permission.TICKET_READ,
    errors=(404,),
    response_class=Response,
)
async def get_attached_file(
    reader: CurrentReader, platform: CurrentPlatform, look: Look, ticket_id: UUID, file_id: UUID
) -> Response:
    """A file of a ticket, for saving."""
    await views.require_sight(reader, look, ticket_id)
    row = await attachments.stored_file(reader, ticket_id, file_id)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(row['name'])}"}
    return Response(await platform.files.get(row["storage_key"]), media_type=row["media_type"], headers=headers)


@router.operation(
    "GET", "/{ticket_id}/events", permission=Permission.TICKET_READ, errors=(404,), response_model=TicketEvents
)
async def list_events(reader: CurrentReader, look: Look, ticket_id: UUID) -> Response:
    """The history, oldest first."""
    return written(TicketEvents, {"items": await views.events(reader, look, ticket_id)})


@router.operation(
    "GET", "/{ticket_id}/progress", permission=Permission.TICKET_READ, errors=(404,), response_model=TicketProgress
)
async def get_progress(reader: CurrentReader, look: Look, ticket_id: UUID) -> Response:
    """Planned against actual percent, for the chart."""
    return written(TicketProgress, {"points": await progress.progress(reader, look, ticket_id)})


@router.operation("GET", "/{ticket_id}/form.docx", permission=Permission.TICKET_EXPORT, errors=(404,), responses=_DOCX)
async def print_form(
    reader: CurrentReader,
    look: Look,
    ticket_id: UUID,
    form: Annotated[papers.FormKind, Query(description="挂号单 or 销号单")] = "registration",
) -> Response:
    """挂号单 or 销号单, for printing and signing."""
    number, content = await papers.form(reader, look, ticket_id, form)
    name = quote(f"{number}{'挂号单' if form == 'registration' else '销号单'}.docx")
    return Response(content, media_type=DOCX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


async def answer(session: WriteSession, look: Onlooker, ticket_id: UUID, response: Response) -> Ticket:
    return Ticket.model_validate(tagged(response, await views.one(await reader_in(session), look, ticket_id)))


def _draft(new: TicketInput) -> drafting.Draft:
    source = drafting.Source(**new.source.model_dump()) if new.source else None
    return drafting.Draft(
        **new.model_dump(exclude={"source", "supporting_branch_ids", "milestones"}),
        source=source,
        supporting_branch_ids=tuple(new.supporting_branch_ids),
        milestones=tuple((point.due_on, point.percent, point.title) for point in new.milestones),
    )


def _amended(changes: TicketAmendment) -> dict[str, Any]:
    values = {name: getattr(changes, name) for name in changes.model_fields_set}
    if changes.source is not None:
        values["source"] = drafting.Source(**changes.source.model_dump())
    if changes.milestones is not None:
        values["milestones"] = [(point.due_on, point.percent, point.title) for point in changes.milestones]
    return values
