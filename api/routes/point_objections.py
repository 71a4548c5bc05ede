"""Objections to points: raised by members, answered by the branch, on appeal by the level above."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.points import Look
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.points import ObjectionState
from schemas.point_reviews import (
    PointObjection,
    PointObjectionEvents,
    PointObjectionInput,
    PointObjectionPage,
    PointObjectionStep,
)
from services.kit.clock import utc_now
from services.kit.database import reader_in
from services.kit.work_calendar import WorkCalendar
from services.points import lists, objections, review_views
from services.points.objections import Doubt
from services.points.views import Onlooker

router = SecuredRouter(prefix="/point-objections", tag="points")


@router.operation("GET", "", permission=SIGNED_IN)
async def list_point_objections(
    reader: CurrentReader,
    look: Look,
    platform: CurrentPlatform,
    paging: Paging,
    state: Annotated[list[ObjectionState], Query()] = [],  # noqa: B006 - FastAPI copies it
    branch_id: UUID | None = None,
    member_id: Annotated[UUID | None, Query(description="Whose points are meant")] = None,
    publication_id: UUID | None = None,
) -> PointObjectionPage:
    """One's own, and those of branches whose points one keeps or supervises. Sorts: created_at, due_on, updated_at."""
    filters = {
        "state": [item.value for item in state],
        "branch_id": branch_id,
        "member_id": member_id,
        "publication_id": publication_id,
        "updated_since": paging.updated_since,
    }
    page = await lists.page(
        reader,
        look.actor,
        "objections",
        filters,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
    )
    calendar = await platform.calendar.current()
    items = [review_views.objection(row, look, calendar) for row in page.items]
    return PointObjectionPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=SIGNED_IN, status_code=201, errors=(409,))
async def raise_point_objection(
    session: WriteSession, look: Look, platform: CurrentPlatform, wanted: PointObjectionInput, response: Response
) -> PointObjection:
    """Object to an entry of one's own, to a line of a publication in one's branch, or that points are missing."""
    calendar = await platform.calendar.current()
    made = await objections.raise_objection(session, look.actor, Doubt(**wanted.model_dump()), calendar, now=utc_now())
    response.headers["Location"] = f"/api/v1/point-objections/{made.id}"
    return await _answer(session, look, calendar, made.id, response)


@router.operation("GET", "/{objection_id}", permission=SIGNED_IN, errors=(404,))
async def get_point_objection(
    reader: CurrentReader, look: Look, platform: CurrentPlatform, objection_id: UUID, response: Response
) -> PointObjection:
    seen = await review_views.one_objection(reader, look, await platform.calendar.current(), objection_id)
    return PointObjection.model_validate(tagged(response, seen))


@router.operation("POST", "/{objection_id}/transitions", permission=SIGNED_IN, errors=(404, 409, 412, 428))
async def move_point_objection(
    session: WriteSession,
    look: Look,
    platform: CurrentPlatform,
    objection_id: UUID,
    version: IfMatch,
    step: PointObjectionStep,
    response: Response,
) -> PointObjection:
    """Carry out one of `available_actions`. Upheld, the entry is taken back by a reversing one."""
    calendar = await platform.calendar.current()
    await objections.transition(
        session,
        look.actor,
        objection_id,
        version,
        step.action,
        step.model_dump(exclude={"action"}, exclude_none=True),
        calendar,
        now=utc_now(),
    )
    return await _answer(session, look, calendar, objection_id, response)


@router.operation("GET", "/{objection_id}/events", permission=SIGNED_IN, errors=(404,))
async def list_point_objection_events(reader: CurrentReader, look: Look, objection_id: UUID) -> PointObjectionEvents:
    """The history, oldest first."""
    items = await review_views.objection_events(reader, look, objection_id)
    return PointObjectionEvents.model_validate({"items": items})


async def _answer(
    session: WriteSession, look: Onlooker, calendar: WorkCalendar, objection_id: UUID, response: Response
) -> PointObjection:
    seen = await review_views.one_objection(await reader_in(session), look, calendar, objection_id)
    return PointObjection.model_validate(tagged(response, seen))
