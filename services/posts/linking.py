"""Whose record of the register a post belongs to: chosen by whoever enters it, or the only one of that name there."""

from uuid import UUID

from sqlalchemy import select

from models.enums.branches import BranchKind
from models.enums.members import PARTY_STAGES, Standing
from models.members import Member
from models.posts import BranchPost
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.names import comparable
from services.posts import errors

SMALL = frozenset({BranchKind.BRANCH, BranchKind.JOINT_BRANCH, BranchKind.PROVISIONAL_BRANCH, BranchKind.GROUP})
"""Organisations in which one name means one person as a rule; above them names are shared by strangers."""


async def link(
    session: WriteSession, actor: Actor, post: BranchPost, member_id: UUID | None, *, alone: bool = True
) -> None:
    """Link the post to the member, or without one (`alone`) to the only namesake, or to nobody.

    Errors: `post.member_unknown`, `post.name_differs`.
    """
    if member_id is None:
        post.member_id = await _only_namesake(session, actor, post) if alone else None
        return
    member = await session.get(Member, member_id)
    if (
        member is None
        or member.standing != Standing.NORMAL
        or not actor.covers(Permission.MEMBER_READ, member.branch_id)
    ):
        raise errors.MEMBER_UNKNOWN.at("/member_id")
    if comparable(member.name) != comparable(post.person_name):
        raise errors.NAME_DIFFERS.at("/member_id", person_name=post.person_name, name=member.name)
    post.member_id = member.id


async def _only_namesake(session: WriteSession, actor: Actor, post: BranchPost) -> UUID | None:
    node = actor.tree.get(post.branch_id)
    if node is None or node.kind not in SMALL:
        return None
    found = await session.scalars(
        select(Member.id)
        .where(
            getattr(Member, f"l{node.level}") == node.id,
            Member.name == post.person_name,
            Member.standing == Standing.NORMAL,
            Member.stage.in_(PARTY_STAGES),
        )
        .limit(2)
    )
    ids = found.all()
    return ids[0] if len(ids) == 1 else None
