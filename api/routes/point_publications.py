"""Points put up inside of a branch, quarter by quarter (公示)."""

from uuid import UUID

from fastapi import Response

from api.deps import CurrentPlatform, CurrentReader, Paging, WriteSession, tagged
from api.routes.points import Look
from api.routing import SIGNED_IN, SecuredRouter
from schemas.point_reviews import PointPublicationInput, PointPublicationPage, PointPublicationWhole
from schemas.points import Year
from services.access.permissions import Permission
from services.kit.clock import utc_now
from services.kit.database import reader_in
from services.points import lists, publishing, review_views
from services.points.publishing import Quarter

router = SecuredRouter(prefix="/point-publications", tag="points")


@router.operation("GET", "", permission=SIGNED_IN)
async def list_point_publications(
    reader: CurrentReader,
    look: Look,
    platform: CurrentPlatform,
    paging: Paging,
    year: Year | None = None,
    branch_id: UUID | None = None,
) -> PointPublicationPage:
    """Of the caller's own branch, and of those whose points they keep or supervise. Sorts: created_at, updated_at."""
    filters = {"year": year, "branch_id": branch_id, "updated_since": paging.updated_since}
    page = await lists.page(
        reader,
        look.actor,
        "publications",
        filters,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
    )
    calendar = await platform.calendar.current()
    items = [review_views.publication(row, look, calendar) for row in page.items]
    return PointPublicationPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=Permission.POINT_KEEP, status_code=201, errors=(404, 409))
async def publish_points(
    session: WriteSession, look: Look, platform: CurrentPlatform, wanted: PointPublicationInput, response: Response
) -> PointPublicationWhole:
    """Put a quarter that is over up for five working days."""
    calendar = await platform.calendar.current()
    made = await publishing.publish(session, look.actor, Quarter(**wanted.model_dump()), calendar, now=utc_now())
    response.headers["Location"] = f"/api/v1/point-publications/{made.id}"
    seen = await review_views.one_publication(await reader_in(session), look, calendar, made.id)
    return PointPublicationWhole.model_validate(tagged(response, seen))


@router.operation("GET", "/{publication_id}", permission=SIGNED_IN, errors=(404,))
async def get_point_publication(
    reader: CurrentReader, look: Look, platform: CurrentPlatform, publication_id: UUID, response: Response
) -> PointPublicationWhole:
    """With its lines in the order of names; what was put up then, whatever has happened since."""
    seen = await review_views.one_publication(reader, look, await platform.calendar.current(), publication_id)
    return PointPublicationWhole.model_validate(tagged(response, seen))
