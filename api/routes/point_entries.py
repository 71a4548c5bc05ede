"""Entries of the points ledger: entered by hand, checked, taken back."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import File, Query, Request, Response, UploadFile

from api import idempotency
from api.answers import written
from api.deps import CurrentPlatform, CurrentReader, CurrentWriter, GivenKey, IfMatch, Paging, WriteSession, tagged
from api.platform import platform_of
from api.routes.points import Look
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.points import ClaimState
from schemas.points import PointEntry, PointEntryInput, PointEntryPage, PointFiles, PointReason
from services.access.permissions import Permission
from services.kit.clock import utc_now
from services.kit.database import reader_in
from services.points import deciding, entering, evidence, lists, views
from services.points.entering import Wanted
from services.points.views import Onlooker, View

router = SecuredRouter(prefix="/point-entries", tag="points")
KEEP = Permission.POINT_KEEP


@router.operation("GET", "", permission=SIGNED_IN)
async def list_point_entries(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    member_id: UUID | None = None,
    branch_id: UUID | None = None,
    state: Annotated[list[ClaimState], Query()] = [],  # noqa: B006 - FastAPI copies it
) -> PointEntryPage:
    """What was entered by hand in the caller's branches. Sorts: created_at, updated_at; never by points."""
    filters = {
        "member_id": member_id,
        "branch_id": branch_id,
        "state": [item.value for item in state],
        "updated_since": paging.updated_since,
    }
    page = await lists.page(
        reader,
        look.actor,
        "claims",
        filters,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
    )
    items = [views.claim_in_list(row, look) for row in page.items]
    return PointEntryPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=KEEP, status_code=201, errors=(409,))
async def enter_points(session: WriteSession, look: Look, wanted: PointEntryInput, response: Response) -> PointEntry:
    """Enter points for another member of the branch; they count when somebody else has confirmed them."""
    made = await entering.enter(session, look.actor, Wanted(**wanted.model_dump()), now=utc_now())
    response.headers["Location"] = f"/api/v1/point-entries/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("GET", "/{entry_id}", permission=SIGNED_IN, errors=(404,))
async def get_point_entry(reader: CurrentReader, look: Look, entry_id: UUID, response: Response) -> PointEntry:
    return PointEntry.model_validate(tagged(response, await views.entry(reader, look, entry_id)))


@router.operation(
    "POST", "/{entry_id}/confirm", permission=KEEP, errors=(404, 409, 412, 428), response_model=PointEntry
)
async def confirm_points(
    request: Request, writer: CurrentWriter, key: GivenKey, look: Look, entry_id: UUID, version: IfMatch
) -> Response:
    """The branch's check by somebody else than who entered them: the points are effective, as far as the cap goes."""
    done = await deciding.confirm(writer, look.actor, entry_id, version, now=utc_now(), key=key)
    if done is not None:
        return _posted(views.posted_entry(done, look))
    assert key is not None, "only a key can have been used before"
    await idempotency.replay(request, look.actor, key)
    kept = await views.confirmed(platform_of(request).database.reader, look, entry_id)
    again = _posted(kept)
    again.headers[idempotency.REPLAYED] = "true"
    return again


@router.operation("POST", "/{entry_id}/refuse", permission=KEEP, errors=(404, 409, 412, 428))
async def refuse_points(
    session: WriteSession, look: Look, entry_id: UUID, version: IfMatch, given: PointReason, response: Response
) -> PointEntry:
    """The branch's check by somebody else than who entered them: the points are not given."""
    await deciding.refuse(session, look.actor, entry_id, version, given.reason, now=utc_now())
    return await _answer(session, look, entry_id, response)


@router.operation("POST", "/{entry_id}/reverse", permission=KEEP, status_code=201, errors=(404, 409))
async def reverse_points(
    session: WriteSession, look: Look, entry_id: UUID, given: PointReason, response: Response
) -> PointEntry:
    """Take an entry back by a reversing one, which is answered; of a frozen year it counts in the next."""
    made = await entering.reverse(session, look.actor, entry_id, given.reason, now=utc_now())
    response.headers["Location"] = f"/api/v1/point-entries/{made}"
    return await _answer(session, look, made, response)


@router.operation("GET", "/{entry_id}/files", permission=SIGNED_IN, errors=(404,))
async def list_point_files(reader: CurrentReader, look: Look, entry_id: UUID) -> PointFiles:
    """The evidence of an entry, for who sees the entry."""
    await views.entry(reader, look, entry_id)
    return PointFiles.model_validate({"items": await evidence.files_of(reader, entry_id)})


@router.operation("POST", "/{entry_id}/files", permission=KEEP, status_code=201, errors=(404, 409, 412, 413, 415, 428))
async def attach_point_file(
    session: WriteSession,
    look: Look,
    platform: CurrentPlatform,
    entry_id: UUID,
    version: IfMatch,
    response: Response,
    file: Annotated[UploadFile, File(description="Up to 20 MB; non-classified material only")],
) -> PointEntry:
    """Add evidence to an entry that waits for its check. Never required. 非涉密平台：严禁上传涉密材料。"""
    content = await file.read()
    await evidence.attach(
        session, look.actor, platform.files, entry_id, version, file.filename or "", content, now=utc_now()
    )
    return await _answer(session, look, entry_id, response)


@router.operation("GET", "/{entry_id}/files/{file_id}", permission=SIGNED_IN, errors=(404,), response_class=Response)
async def get_point_file(
    reader: CurrentReader, look: Look, platform: CurrentPlatform, entry_id: UUID, file_id: UUID
) -> Response:
    """A file of an entry, for saving."""
    await views.entry(reader, look, entry_id)
    row = await evidence.stored_file(reader, entry_id, file_id)
    return Response(
        await platform.files.get(row["storage_key"]),
        media_type=row["media_type"],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(row['name'])}"},
    )


def _posted(seen: View) -> Response:
    return written(PointEntry, seen, version=seen["version"])


async def _answer(session: WriteSession, look: Onlooker, entry_id: UUID, response: Response) -> PointEntry:
    seen = await views.entry(await reader_in(session), look, entry_id)
    return PointEntry.model_validate(tagged(response, seen))
