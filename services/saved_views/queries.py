"""One's own views."""

from sqlalchemy import Text, Uuid, select

from models.saved_views import SavedView
from services.access.actor import Actor
from services.kit.reader import Reader, Row, place, prepare

_MINE = prepare(
    select(SavedView.__table__)
    .where(SavedView.account_id == place("account_id", Uuid()), SavedView.page == place("page", Text()))
    .order_by(SavedView.created_at)
)


async def mine(reader: Reader, actor: Actor, page: str) -> list[Row]:
    """The actor's views of a list, oldest first."""
    return await reader.rows(_MINE, account_id=actor.account_id, page=page)
