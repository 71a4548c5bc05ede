"""Whose points are meant, and whether the actor may deal with them."""

from uuid import UUID

from sqlalchemy import select

from models.accounts import Account
from models.members import Member
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.points import errors


async def own_member_id(session: WriteSession, actor: Actor) -> UUID | None:
    """Whose record on the register is the actor's own."""
    member_id: UUID | None = await session.scalar(select(Account.member_id).where(Account.id == actor.account_id))
    return member_id


async def require_others(session: WriteSession, actor: Actor, member_id: UUID) -> None:
    """Errors: `points.own_points` when the member is the actor."""
    if await own_member_id(session, actor) == member_id:
        raise errors.OWN_POINTS()


async def kept_member(session: WriteSession, actor: Actor, member_id: UUID) -> Member | None:
    """A member whose points the actor's branch keeps, else None. Errors: `points.own_points`."""
    member = await session.get(Member, member_id)
    if member is None or not actor.covers(Permission.POINT_KEEP, member.branch_id):
        return None
    await require_others(session, actor, member_id)
    return member


def sees_names(actor: Actor, branch_id: UUID) -> bool:
    """Whether the actor keeps the points of the branch, or supervises it."""
    return actor.covers(Permission.POINT_KEEP, branch_id) or actor.covers(Permission.POINT_SUPERVISE, branch_id)
