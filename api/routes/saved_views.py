"""Filters kept under a name, each for the one who saved them."""

from uuid import UUID

from fastapi import Response

from api.deps import CurrentActor, CurrentReader, IfMatch, WriteSession
from api.routing import SIGNED_IN, SecuredRouter
from schemas.saved_views import ListName, SavedView, SavedViewInput, SavedViews
from services.saved_views import commands, queries

router = SecuredRouter(prefix="/saved-views", tag="saved views")


@router.operation("GET", "", permission=SIGNED_IN)
async def list_saved_views(reader: CurrentReader, actor: CurrentActor, page: ListName) -> SavedViews:
    """The caller's views of a list."""
    return SavedViews.model_validate({"items": await queries.mine(reader, actor, page)})


@router.operation("POST", "", permission=SIGNED_IN, status_code=201, errors=(409,))
async def save_view(session: WriteSession, actor: CurrentActor, new: SavedViewInput, response: Response) -> SavedView:
    """Keep a list's filters under a name."""
    view = await commands.keep(session, actor, new.page, new.name, new.query)
    response.headers["ETag"] = f'"{view.version}"'
    return SavedView.model_validate(view, from_attributes=True)


@router.operation("DELETE", "/{view_id}", permission=SIGNED_IN, status_code=204, errors=(404, 412, 428))
async def drop_view(session: WriteSession, actor: CurrentActor, view_id: UUID, version: IfMatch) -> None:
    """Drop one of the caller's views."""
    await commands.drop(session, actor, view_id, version)
