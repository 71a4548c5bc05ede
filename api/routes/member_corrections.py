"""One's own record on the register, and requests to have it corrected."""

from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.members import Look
from api.routes.tickets import DOCX
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.members import CorrectionState
from schemas.members import (
    Correction,
    CorrectionInput,
    CorrectionPage,
    CorrectionStep,
    MemberHistory,
    OwnMember,
    OwnRecord,
)
from services.access.permissions import Permission
from services.kit.clock import office_day, utc_now
from services.kit.database import reader_in
from services.members import correction_queries, corrections, own_record, queries, views
from services.members.views import Onlooker

own_router = SecuredRouter(prefix="/me/member", tag="members")
router = SecuredRouter(prefix="/member-corrections", tag="members")

_RECORD: dict[int | str, dict[str, Any]] = {
    200: {"model": OwnRecord, "content": {DOCX: {}}, "description": "The record, a file to keep"}
}
States = Annotated[list[CorrectionState], Query()]


@own_router.operation("GET", "", permission=SIGNED_IN, errors=(404,))
async def get_own_record(reader: CurrentReader, look: Look, response: Response) -> OwnMember:
    """One's own record in the clear (个人信息保护法第四十五条)."""
    row = await correction_queries.own_record(reader, look.actor)
    return OwnMember.model_validate(tagged(response, views.own(row, look)))


@own_router.operation("GET", "/history", permission=SIGNED_IN, errors=(404,))
async def list_own_history(reader: CurrentReader, look: Look) -> MemberHistory:
    """What was done on one's own record, and who looked at its sealed fields, oldest first."""
    row = await correction_queries.own_record(reader, look.actor)
    acts = await queries.history(reader, row["id"])
    return MemberHistory.model_validate({"items": [views.entry(act, look) for act in acts]})


@own_router.operation("GET", "/record", permission=SIGNED_IN, errors=(404,), responses=_RECORD, response_class=Response)
async def download_own_record(
    session: WriteSession,
    look: Look,
    file_format: Annotated[Literal["docx", "json"], Query(alias="format")] = "docx",
) -> Response:
    """One's own record in the clear as a file to keep, with its history and who looked (个人信息保护法第四十五条)."""
    now = utc_now()
    record = await own_record.taken(session, look, file_format)
    if file_format == "docx":
        content, media_type = await own_record.as_paper(record, now=now), DOCX
    else:
        whole = OwnRecord.model_validate({**record, "taken_at": now})
        content, media_type = whole.model_dump_json(indent=2).encode(), "application/json"
    name = quote(f"党员本人信息-{office_day(now):%Y%m%d}.{file_format}")
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"},
    )


@own_router.operation("POST", "/corrections", permission=SIGNED_IN, status_code=201, errors=(404, 409))
async def request_correction(
    session: WriteSession, look: Look, wanted: CorrectionInput, response: Response
) -> Correction:
    """Ask the own branch to correct what is wrong."""
    changes = {name: getattr(wanted.changes, name) for name in wanted.changes.model_fields_set}
    made = await corrections.request(session, look.vault, look.actor, changes, wanted.reason)
    response.headers["Location"] = f"/api/v1/member-corrections/{made.id}"
    return await _answer(session, look, made.id, response)


@own_router.operation("GET", "/corrections", permission=SIGNED_IN)
async def list_own_corrections(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    state: States = [],  # noqa: B006 - FastAPI copies it
) -> CorrectionPage:
    """One's own requests, the newest first."""
    return await _page(reader, look, paging, state, own=True)


@router.operation("GET", "", permission=Permission.MEMBER_MANAGE)
async def list_corrections(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    state: States = [],  # noqa: B006
    member_id: Annotated[UUID | None, Query(description="About this member alone")] = None,
) -> CorrectionPage:
    """Requests about members within the caller's branches. Sorts: created_at, updated_at."""
    return await _page(reader, look, paging, state, own=False, member_id=member_id)


@router.operation("GET", "/{correction_id}", permission=SIGNED_IN, errors=(404,))
async def get_correction(reader: CurrentReader, look: Look, correction_id: UUID, response: Response) -> Correction:
    """A request, for who asked and for who keeps the record."""
    return Correction.model_validate(tagged(response, await correction_queries.one(reader, look, correction_id)))


@router.operation("POST", "/{correction_id}/transitions", permission=SIGNED_IN, errors=(404, 409, 412, 428))
async def move_correction(
    session: WriteSession,
    look: Look,
    correction_id: UUID,
    version: IfMatch,
    step: CorrectionStep,
    response: Response,
) -> Correction:
    """Accept or refuse with a reason (who keeps the record), withdraw (who asked)."""
    await corrections.transition(
        session, look.vault, look.actor, correction_id, version, step.action, step.comment, now=utc_now()
    )
    return await _answer(session, look, correction_id, response)


async def _page(
    reader: CurrentReader,
    look: Onlooker,
    paging: Paging,
    states: list[CorrectionState],
    *,
    own: bool,
    member_id: UUID | None = None,
) -> CorrectionPage:
    page = await correction_queries.page(
        reader,
        look.actor,
        own=own,
        member_id=member_id,
        states=states,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        updated_since=paging.updated_since,
    )
    items = [correction_queries.view(row, look) for row in page.items]
    return CorrectionPage.model_validate({"items": items, "next_cursor": page.next_cursor})


async def _answer(session: WriteSession, look: Onlooker, correction_id: UUID, response: Response) -> Correction:
    seen = await correction_queries.one(await reader_in(session), look, correction_id)
    return Correction.model_validate(tagged(response, seen))
