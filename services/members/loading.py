"""Fetching a record for a change: under a row lock, within the actor's branches, at the version they saw."""

from uuid import UUID

from models.enums.members import Stage, Standing
from models.members import Member
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE
from services.members import errors
from services.members.life import MemberFacts

WHAT = "党员"


async def load(session: WriteSession, actor: Actor, member_id: UUID, version: int | None) -> Member:
    """Lock the record. Without a `version` the caller changes nothing that somebody may have seen.

    Errors: `not_found` when absent or outside the actor's branches, `stale_version`.
    """
    member = await session.get(Member, member_id, with_for_update=True, populate_existing=True)
    if member is None or not actor.covers(Permission.MEMBER_READ, member.branch_id):
        raise NOT_FOUND(what=WHAT)
    if version is not None and member.version != version:
        raise STALE(current=member.version, given=version)
    return member


def require_living(member: Member) -> None:
    """Nothing is written on a tombstone. Errors: `member.record_struck`, `member.record_merged` with where to go."""
    if member.standing is Standing.STRUCK:
        raise errors.RECORD_STRUCK()
    if member.standing is Standing.MERGED:
        fault = errors.RECORD_MERGED()
        fault.extra["merged_into"] = str(member.merged_into)
        raise fault


def facts_of(member: Member) -> MemberFacts:
    """The record as the rules look at it."""
    return MemberFacts(
        branch_id=member.branch_id,
        stage=Stage(member.stage),
        standing=Standing(member.standing),
        birth_date=member.birth_date,
        stage_since=member.stage_since,
        joined_on=member.joined_on,
        probation_ends_on=member.probation_ends_on,
        probation_extended=member.probation_extended,
        left_on=member.left_on,
        suspension_ground=member.suspension_ground,
        lost_contact=member.lost_contact,
        lost_contact_since=member.lost_contact_since,
    )
