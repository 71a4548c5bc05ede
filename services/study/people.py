"""Whose study is meant, and whether the actor may deal with it."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from models.accounts import Account
from models.enums.branches import BranchKind
from models.members import Member
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.study import errors

COMMITTEES = frozenset({BranchKind.COMMITTEE, BranchKind.WORKING_COMMITTEE, BranchKind.ORGAN_COMMITTEE})


async def own_member_id(session: WriteSession, actor: Actor) -> UUID | None:
    """Whose record on the register is the actor's own."""
    member_id: UUID | None = await session.scalar(select(Account.member_id).where(Account.id == actor.account_id))
    return member_id


def keeps_sessions(actor: Actor, branch_id: UUID) -> bool:
    """A branch's officers keep its sheets, who supervises a committee those of the trainings that it holds itself."""
    if actor.covers(Permission.STUDY_KEEP, branch_id):
        return True
    node = actor.tree.get(branch_id)
    return node is not None and node.kind in COMMITTEES and actor.covers(Permission.STUDY_SUPERVISE, branch_id)


def sees_names(actor: Actor, branch_id: UUID) -> bool:
    """Whether the actor keeps the study of the branch, or supervises it."""
    return actor.covers(Permission.STUDY_KEEP, branch_id) or actor.covers(Permission.STUDY_SUPERVISE, branch_id)


async def known_members(session: WriteSession, actor: Actor, member_ids: Iterable[UUID]) -> dict[UUID, Member]:
    """Of these members those whose study the actor keeps or supervises, by id. One query."""
    rows = await session.scalars(select(Member).where(Member.id.in_(list(member_ids))))
    return {member.id: member for member in rows if sees_names(actor, member.branch_id)}


async def declared_member(session: WriteSession, actor: Actor, member_id: UUID | None) -> Member:
    """For whom something is declared: oneself, or a member whose study one keeps. Errors: `study.member_unknown`."""
    own_id = await own_member_id(session, actor)
    wanted = member_id or own_id
    # Nobody is transferred before what they declare stands.
    member = await session.get(Member, wanted, with_for_update={"read": True}) if wanted else None
    if member is None or not (member.id == own_id or actor.covers(Permission.STUDY_KEEP, member.branch_id)):
        raise errors.MEMBER_UNKNOWN.at("/member_id")
    return member
