"""Youth theory study groups: formed, amended, joined, left, dissolved. People decide; here it is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from models.enums import utc_now
from models.enums.members import ON_REGISTER
from models.members import Member
from models.study_groups import StudyGroup, StudyGroupMember
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.study import group_errors as errors
from services.study.sight import require

GROUP = Text("学习小组", "The group")
FORMERS = (Permission.STUDY_KEEP, Permission.STUDY_SUPERVISE)
"""A branch forms its own groups, an organisation those across its branches."""


@dataclass(frozen=True, slots=True)
class NewGroup:
    """`field`: 领域. The leader, if named, is one of the first members."""

    branch_id: UUID
    name: str
    field: str
    formed_on: date
    mentor_name: str | None = None
    mentor_title: str | None = None
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] = ()


async def form(session: WriteSession, actor: Actor, new: NewGroup, *, today: date) -> StudyGroup:
    """Form a group; one that is dissolved leaves its name free.

    Errors: of `require`, `study.group_day`, `.group_name_taken`, `.group_member_unknown`, `.group_leader_outside`.
    """
    node = require(actor, new.branch_id, *FORMERS)
    if new.formed_on > today:
        raise errors.DAY_BEFORE_GROUP.at("/formed_on", formed_on=new.formed_on, today=today)
    await _check_name(session, new.branch_id, new.name)
    if new.leader_id is not None and new.leader_id not in new.member_ids:
        raise errors.LEADER_OUTSIDE.at("/leader_id")
    await _check_people(session, node.level, node.id, new.member_ids)
    group = StudyGroup(
        branch_id=node.id,
        name=new.name,
        field=new.field,
        mentor_name=new.mentor_name,
        mentor_title=new.mentor_title,
        leader_id=new.leader_id,
        formed_on=new.formed_on,
        **node.levels(),
    )
    session.add(group)
    await session.flush()
    _enter(session, actor, group, new.member_ids, new.formed_on)
    await session.flush()
    _audit(session, actor, "form", group, {"members": [0, len(new.member_ids)]})
    return group


async def amend(
    session: WriteSession, actor: Actor, group_id: UUID, version: int, changes: Mapping[str, Any]
) -> StudyGroup:
    """Errors: those of `_load`, `study.group_name_taken`, `study.group_leader_outside`."""
    group = await _load(session, actor, group_id, version)
    if changes.get("name", group.name) != group.name:
        await _check_name(session, group.branch_id, changes["name"])
    leader = changes.get("leader_id")
    if leader is not None and await _present(session, group.id, leader) is None:
        raise errors.LEADER_OUTSIDE.at("/leader_id")
    before = {name: getattr(group, name) for name in changes}
    for name, value in changes.items():
        setattr(group, name, value)
    await session.flush()
    _audit(session, actor, "amend", group, audit.changed(before, dict(changes)))
    return group


async def take_in(
    session: WriteSession,
    actor: Actor,
    group_id: UUID,
    version: int,
    member_ids: Sequence[UUID],
    from_on: date,
    *,
    today: date,
) -> StudyGroup:
    """Take people in from a day on; who belongs already stays as they are.

    Errors: those of `_load`, `study.group_day`, `study.group_member_unknown`.
    """
    group = await _load(session, actor, group_id, version)
    _check_day(group, "/from_on", from_on, group.formed_on, today)
    await _check_people(session, actor.tree[group.branch_id].level, group.branch_id, member_ids)
    present = set(
        await session.scalars(
            select(StudyGroupMember.member_id).where(
                StudyGroupMember.group_id == group.id, StudyGroupMember.to_on.is_(None)
            )
        )
    )
    coming = [member_id for member_id in dict.fromkeys(member_ids) if member_id not in present]
    _enter(session, actor, group, coming, from_on)
    _touch(group)
    await session.flush()
    _audit(session, actor, "take_in", group, {"members": [len(present), len(present) + len(coming)]})
    return group


async def release(
    session: WriteSession, actor: Actor, group_id: UUID, version: int, member_id: UUID, to_on: date, *, today: date
) -> StudyGroup:
    """Somebody leaves by their last day; a leader ceases to be one.

    Errors: those of `_load`, `study.group_not_in`, `study.group_day`.
    """
    group = await _load(session, actor, group_id, version)
    belonging = await _present(session, group.id, member_id)
    if belonging is None:
        raise errors.NOT_IN_GROUP.at("/member_id")
    _check_day(group, "/to_on", to_on, belonging.from_on, today)
    belonging.to_on, belonging.ended_by = to_on, actor.account_id
    if group.leader_id == member_id:
        group.leader_id = None
    _touch(group)
    await session.flush()
    _audit(session, actor, "release", group, {"member_id": [str(member_id), None]})
    return group


async def dissolve(
    session: WriteSession, actor: Actor, group_id: UUID, version: int, on: date, reason: str, *, today: date
) -> StudyGroup:
    """Errors: those of `_load`, `study.group_day`."""
    group = await _load(session, actor, group_id, version)
    _check_day(group, "/dissolved_on", on, group.formed_on, today)
    group.dissolved_on, group.dissolve_reason = on, reason
    await session.execute(
        update(StudyGroupMember)
        .where(StudyGroupMember.group_id == group.id, StudyGroupMember.to_on.is_(None))
        .values(to_on=func.greatest(StudyGroupMember.from_on, on), ended_by=actor.account_id)
        .execution_options(synchronize_session=False)
    )
    await session.flush()
    _audit(session, actor, "dissolve", group, {"reason": [None, reason]})
    return group


async def _load(session: WriteSession, actor: Actor, group_id: UUID, version: int) -> StudyGroup:
    """Errors: `not_found`, `forbidden`, `stale_version`, `study.group_dissolved`."""
    group = await session.get(StudyGroup, group_id, with_for_update=True, populate_existing=True)
    if group is None or not actor.covers(Permission.STUDY_READ, group.branch_id):
        raise NOT_FOUND(what=GROUP)
    require(actor, group.branch_id, *FORMERS)
    if group.version != version:
        raise STALE(current=group.version, given=version)
    if group.dissolved_on is not None:
        raise errors.GROUP_DISSOLVED(on=group.dissolved_on)
    return group


async def _check_name(session: WriteSession, branch_id: UUID, name: str) -> None:
    taken = select(StudyGroup.id).where(
        StudyGroup.branch_id == branch_id, StudyGroup.name == name, StudyGroup.dissolved_on.is_(None)
    )
    if await session.scalar(taken) is not None:
        raise errors.NAME_TAKEN.at("/name", name=name)


async def _check_people(session: WriteSession, level: int, branch_id: UUID, member_ids: Sequence[UUID]) -> None:
    wanted = set(member_ids)
    if not wanted:
        return
    known = await session.scalars(
        select(Member.id).where(
            Member.id.in_(wanted), getattr(Member, f"l{level}") == branch_id, Member.standing.in_(ON_REGISTER)
        )
    )
    missing = wanted - set(known)
    if missing:
        raise errors.MEMBER_UNKNOWN.at("/member_ids", count=len(missing))


async def _present(session: WriteSession, group_id: UUID, member_id: UUID) -> StudyGroupMember | None:
    found: StudyGroupMember | None = await session.scalar(
        select(StudyGroupMember).where(
            StudyGroupMember.group_id == group_id,
            StudyGroupMember.member_id == member_id,
            StudyGroupMember.to_on.is_(None),
        )
    )
    return found


def _check_day(group: StudyGroup, pointer: str, day: date, earliest: date, today: date) -> None:
    if not earliest <= day <= today:
        raise errors.DAY_BEFORE_GROUP.at(pointer, formed_on=group.formed_on, today=today)


def _enter(session: WriteSession, actor: Actor, group: StudyGroup, member_ids: Sequence[UUID], from_on: date) -> None:
    session.add_all(
        StudyGroupMember(group_id=group.id, member_id=member_id, from_on=from_on, entered_by=actor.account_id)
        for member_id in dict.fromkeys(member_ids)
    )


def _touch(group: StudyGroup) -> None:
    """Who belongs to a group is part of it: its version goes up with them."""
    group.updated_at = utc_now()


def _audit(session: WriteSession, actor: Actor, action: str, group: StudyGroup, changes: audit.Changes) -> None:
    audit.record(
        session,
        actor,
        f"study_group.{action}",
        entity_kind="study_group",
        entity_id=group.id,
        entity_name=group.name,
        branch_id=group.branch_id,
        changes=changes,
    )
