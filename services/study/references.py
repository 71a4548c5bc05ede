"""What a session or a record may refer to: a study group, a piece of compulsory material."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from models.enums.members import Standing
from models.enums.study import Expected
from models.enums.study_materials import MaterialState
from models.members import Member
from models.study_groups import StudyGroup, StudyGroupMember
from models.study_materials import StudyMaterial
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.study import group_errors, material_errors


async def check(
    session: WriteSession,
    actor: Actor,
    branch_id: UUID,
    expected: Expected,
    group_id: UUID | None,
    material_id: UUID | None,
) -> None:
    """Errors: `study.group_missing`, `study.group_unknown`, `study.material_unknown`."""
    if (expected is Expected.GROUP) != (group_id is not None):
        raise group_errors.GROUP_MISSING.at("/group_id")
    if group_id is not None:
        group = await session.get(StudyGroup, group_id)
        if group is None or group.branch_id != branch_id or group.dissolved_on is not None:
            raise group_errors.GROUP_UNKNOWN.at("/group_id")
    await check_material(session, actor, branch_id, material_id)


async def check_material(session: WriteSession, actor: Actor, branch_id: UUID, material_id: UUID | None) -> None:
    """Material that the organisation, or one above it, asks for. Errors: `study.material_unknown`."""
    if material_id is None:
        return
    material = await session.get(StudyMaterial, material_id)
    asked = material is not None and actor.tree.is_within(branch_id, material.branch_id)
    if material is None or material.state is not MaterialState.PUBLISHED or not asked:
        raise material_errors.MATERIAL_UNKNOWN.at("/material_id")


async def of_group(session: WriteSession, group_id: UUID, day: date) -> list[UUID]:
    """Who belongs to the group on the day and is on the register."""
    found = await session.scalars(
        select(StudyGroupMember.member_id)
        .distinct()
        .join(Member, Member.id == StudyGroupMember.member_id)
        .where(
            StudyGroupMember.group_id == group_id,
            StudyGroupMember.from_on <= day,
            or_(StudyGroupMember.to_on.is_(None), StudyGroupMember.to_on >= day),
            Member.standing == Standing.NORMAL,
        )
        .order_by(StudyGroupMember.member_id)
    )
    return list(found)
