"""Keeping and dropping one's own views."""

from uuid import UUID

from sqlalchemy import func, select

from models.saved_views import SavedView
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.saved_views.errors import NAME_TAKEN, TOO_MANY

MOST = 20


async def keep(session: WriteSession, actor: Actor, page: str, name: str, query: str) -> SavedView:
    """Keep a list's filters under a name. Errors: `saved_view.name_taken`, `saved_view.too_many`."""
    # Two tabs saving at once go one after the other.
    await session.execute(select(func.pg_advisory_xact_lock(actor.account_id.int & 0x7FFFFFFFFFFFFFFF)))
    mine = (
        await session.scalars(
            select(SavedView.name).where(SavedView.account_id == actor.account_id, SavedView.page == page)
        )
    ).all()
    if name in mine:
        raise NAME_TAKEN.at("/name", name=name)
    if len(mine) >= MOST:
        raise TOO_MANY(limit=MOST)
    view = SavedView(account_id=actor.account_id, page=page, name=name, query=query)
    session.add(view)
    await session.flush()
    return view


async def drop(session: WriteSession, actor: Actor, view_id: UUID, version: int) -> None:
    """Errors: `not_found` for another's view, `stale_version`."""
    view = await session.get(SavedView, view_id, with_for_update=True)
    if view is None or view.account_id != actor.account_id:
        raise NOT_FOUND(what=Text("常用筛选", "The saved view"))
    if view.version != version:
        raise STALE(current=view.version, given=version)
    await session.delete(view)
