"""Study of a person who was registered twice: what was studied under either record belongs to the one that goes on."""

from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, delete, exists, func, select, update
from sqlalchemy.orm import aliased

from models.enums.study import Attendance, DeclarationState
from models.members import Member
from models.study import StudyAttendance
from models.study_records import StudyOutput, StudyRecord
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.members.merge_ties import MergeFate, MergeTie, MergeTies, the_member

_record, _output, _line = StudyRecord.__table__, StudyOutput.__table__, StudyAttendance.__table__
_LIVE = (DeclarationState.SUBMITTED, DeclarationState.CONFIRMED)
_QUIET: dict[str, Any] = {"synchronize_session": False}


def _home(member_id: UUID) -> ScalarSelect[UUID]:
    return select(Member.branch_id).where(Member.id == member_id).scalar_subquery()


async def _move_records(session: WriteSession, source: UUID, target: UUID) -> None:
    """One session makes one record: where both records of the person have one of it, the tombstone keeps its own."""
    other = aliased(StudyRecord)
    both = exists().where(other.member_id == target, other.session_id == StudyRecord.session_id, other.state.in_(_LIVE))
    double = and_(StudyRecord.session_id.is_not(None), StudyRecord.state.in_(_LIVE), both)
    moving = update(StudyRecord).where(StudyRecord.member_id == source, ~double)
    await session.execute(
        moving.values(member_id=target, branch_id=_home(target), version=StudyRecord.version + 1),
        execution_options=_QUIET,
    )


async def _move_outputs(session: WriteSession, source: UUID, target: UUID) -> None:
    moving = update(StudyOutput).where(StudyOutput.member_id == source)
    await session.execute(
        moving.values(member_id=target, branch_id=_home(target), version=StudyOutput.version + 1),
        execution_options=_QUIET,
    )


async def _move_lines(session: WriteSession, source: UUID, target: UUID) -> None:
    """On a sheet that has both, what is recorded of the one that goes on stays."""
    other = aliased(StudyAttendance)
    both = exists().where(other.session_id == StudyAttendance.session_id, other.member_id == target)
    moving = update(StudyAttendance).where(StudyAttendance.member_id == source, ~both)
    await session.execute(moving.values(member_id=target), execution_options=_QUIET)
    left = delete(StudyAttendance).where(StudyAttendance.member_id == source, StudyAttendance.mark == Attendance.UNSET)
    await session.execute(left, execution_options=_QUIET)


def _tie(name: str, label: Text, table: Any, move: Any) -> MergeTie:
    counted = select(func.count()).select_from(table).where(table.c.member_id == the_member()).scalar_subquery()
    return MergeTie(name=name, label=label, count=counted, fate=MergeFate.MOVED, move=move)


TIES: MergeTies = (
    _tie("study_records", Text("学习记录", "study records"), _record, _move_records),
    _tie("study_outputs", Text("学习成果", "outcomes of study"), _output, _move_outputs),
    _tie("study_attendances", Text("学习活动到会登记", "lines on attendance sheets"), _line, _move_lines),
)
