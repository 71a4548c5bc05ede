"""Saying that two records which look alike are two people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from models.members import Member, MemberDistinction
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND
from services.members import errors
from services.members.loading import WHAT


async def both_managed(session: WriteSession, actor: Actor, member_id: UUID, other_id: UUID) -> tuple[Member, Member]:
    """The two records, locked in one order for everybody, where the actor keeps both.

    Errors: `member.merge_with_itself`, `not_found` for whichever lies outside the actor's branches.
    """
    if member_id == other_id:
        raise errors.MERGE_WITH_ITSELF.at("/other_id")
    found = await session.scalars(
        select(Member)
        .where(Member.id.in_((member_id, other_id)))
        .order_by(Member.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    managed = {row.id: row for row in found.all() if actor.covers(Permission.MEMBER_MANAGE, row.branch_id)}
    if member_id not in managed:
        raise NOT_FOUND(what=WHAT)
    if other_id not in managed:
        raise NOT_FOUND.at("/other_id", what=WHAT)
    return managed[member_id], managed[other_id]


async def tell_apart(
    session: WriteSession, actor: Actor, member_id: UUID, other_id: UUID, reason: str, *, now: datetime
) -> None:
    """Never propose the two as duplicates again. Saying it twice changes nothing. Errors: those of `both_managed`."""
    member, other = await both_managed(session, actor, member_id, other_id)
    first, second = sorted((member.id, other.id))
    said = select(MemberDistinction.id).where(
        MemberDistinction.first_id == first, MemberDistinction.second_id == second
    )
    if await session.scalar(said) is not None:
        return
    session.add(
        MemberDistinction(first_id=first, second_id=second, decided_at=now, decided_by=actor.account_id, reason=reason)
    )
    for one, another in ((member, other), (other, member)):
        audit.record(
            session,
            actor,
            "member.tell_apart",
            entity_kind="member",
            entity_id=one.id,
            entity_name=one.name,
            branch_id=one.branch_id,
            changes={"from": [None, str(another.id)], "reason": [None, reason]},
        )
    await session.flush()
