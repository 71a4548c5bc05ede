"""What of groups, material and exemptions hangs on a branch that goes, or on a record that is merged into another."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, and_, exists, func, select, update
from sqlalchemy.orm import aliased

from models.enums import utc_now
from models.enums.study_materials import MaterialState
from models.study_groups import StudyGroup, StudyGroupMember
from models.study_materials import StudyMaterial
from models.study_requirements import StudyExemption
from models.study_scans import StudyScan
from services.branches.ties import Departure, Fate, Tie, Ties, the_branch
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.members.merge_ties import MergeFate, MergeTie, MergeTies, the_member

_group, _material = StudyGroup.__table__, StudyMaterial.__table__
_QUIET: dict[str, Any] = {"synchronize_session": False}


async def _end_groups(session: WriteSession, departure: Departure) -> None:
    ending = select(StudyGroup.id).where(StudyGroup.branch_id == departure.branch.id, StudyGroup.dissolved_on.is_(None))
    await session.execute(
        update(StudyGroupMember)
        .where(StudyGroupMember.group_id.in_(ending), StudyGroupMember.to_on.is_(None))
        .values(to_on=func.greatest(StudyGroupMember.from_on, departure.on), ended_by=departure.actor.account_id),
        execution_options=_QUIET,
    )
    await session.execute(
        update(StudyGroup)
        .where(StudyGroup.branch_id == departure.branch.id, StudyGroup.dissolved_on.is_(None))
        .values(
            dissolved_on=func.greatest(StudyGroup.formed_on, departure.on),
            dissolve_reason=departure.reason,
            version=StudyGroup.version + 1,
            updated_at=utc_now(),
        ),
        execution_options=_QUIET,
    )


async def _withdraw_material(session: WriteSession, departure: Departure) -> None:
    await session.execute(
        update(StudyMaterial)
        .where(StudyMaterial.branch_id == departure.branch.id, StudyMaterial.state == MaterialState.PUBLISHED)
        .values(
            state=MaterialState.WITHDRAWN,
            ended_on=departure.on,
            end_reason=departure.reason,
            ended_by=departure.actor.account_id,
            ended_name=departure.actor.display_name,
            version=StudyMaterial.version + 1,
            updated_at=utc_now(),
        ),
        execution_options=_QUIET,
    )


BRANCH_TIES: Ties = (
    Tie(
        name="study_groups",
        label=Text("青年理论学习小组", "youth study groups"),
        count=select(func.count())
        .select_from(_group)
        .where(_group.c.branch_id == the_branch(), _group.c.dissolved_on.is_(None))
        .scalar_subquery(),
        on_dissolution=Fate.ENDS,
        on_merger=Fate.ENDS,
        follow=_end_groups,
    ),
    Tie(
        name="study_materials",
        label=Text("自行发布的必学材料", "compulsory material of its own"),
        count=select(func.count())
        .select_from(_material)
        .where(_material.c.branch_id == the_branch(), _material.c.state == MaterialState.PUBLISHED.value)
        .scalar_subquery(),
        on_dissolution=Fate.ENDS,
        on_merger=Fate.ENDS,
        follow=_withdraw_material,
    ),
)


async def _move_exemptions(session: WriteSession, source: UUID, target: UUID) -> None:
    """Where both have one that stands, that of the record that goes on stays."""
    other = aliased(StudyExemption)
    standing = and_(StudyExemption.ended_on.is_(None), ~StudyExemption.struck)
    both = exists().where(other.member_id == target, other.ended_on.is_(None), ~other.struck)
    await session.execute(
        update(StudyExemption)
        .where(StudyExemption.member_id == source, ~and_(standing, both))
        .values(member_id=target, version=StudyExemption.version + 1),
        execution_options=_QUIET,
    )


async def _move_groups(session: WriteSession, source: UUID, target: UUID) -> None:
    """In a group that has both, the record that goes on belongs to it already, and the other's place ends."""
    other = aliased(StudyGroupMember)
    both = exists().where(other.group_id == StudyGroupMember.group_id, other.member_id == target, other.to_on.is_(None))
    await session.execute(
        update(StudyGroupMember)
        .where(StudyGroupMember.member_id == source, ~and_(StudyGroupMember.to_on.is_(None), both))
        .values(member_id=target),
        execution_options=_QUIET,
    )
    ends = func.greatest(StudyGroupMember.from_on, office_day(utc_now()))
    left = and_(StudyGroupMember.member_id == source, StudyGroupMember.to_on.is_(None))
    await session.execute(update(StudyGroupMember).where(left).values(to_on=ends), execution_options=_QUIET)
    await session.execute(
        update(StudyGroup).where(StudyGroup.leader_id == source).values(leader_id=target), execution_options=_QUIET
    )


async def _move_scans(session: WriteSession, source: UUID, target: UUID) -> None:
    other = aliased(StudyScan)
    both = exists().where(other.session_id == StudyScan.session_id, other.member_id == target)
    await session.execute(
        update(StudyScan).where(StudyScan.member_id == source, ~both).values(member_id=target),
        execution_options=_QUIET,
    )


def _tie(name: str, label: Text, table: Any, move: Any) -> MergeTie:
    rows: Table = table.__table__
    counted = select(func.count()).select_from(rows).where(rows.c.member_id == the_member()).scalar_subquery()
    return MergeTie(name=name, label=label, count=counted, fate=MergeFate.MOVED, move=move)


MERGE_TIES: MergeTies = (
    _tie("study_exemptions", Text("学习要求免除", "exemptions from study"), StudyExemption, _move_exemptions),
    _tie("study_group_members", Text("学习小组成员", "places in study groups"), StudyGroupMember, _move_groups),
    _tie("study_scans", Text("扫码记录", "scans at sessions"), StudyScan, _move_scans),
)
