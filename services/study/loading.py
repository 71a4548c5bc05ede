"""Sessions, records and outputs under lock, for whoever may know of them."""

from uuid import UUID

from sqlalchemy import func, select

from models.accounts import Account
from models.enums.study import Attendance, RecordSource
from models.study import StudyAttendance, StudySession
from models.study_records import StudyOutput, StudyRecord
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.study import declaration_workflow, errors
from services.study.labels import SESSION_EVENT_LABELS
from services.study.people import keeps_sessions, own_member_id, sees_names

SESSION = Text("学习活动", "The study session")
RECORD = Text("学习记录", "The study record")
OUTPUT = Text("学习成果", "The outcome of study")

Declared = StudyRecord | StudyOutput
DeclaredTable = type[StudyRecord] | type[StudyOutput]


def require_version(row: StudySession | Declared, given: int) -> None:
    """Errors: `stale_version`."""
    if row.version != given:
        raise STALE(current=row.version, given=given)


async def load_session(
    session: WriteSession, actor: Actor, session_id: UUID, *, keep: str | None = None
) -> StudySession:
    """A session under lock. `keep` names the event for which the actor must keep it.

    Errors: `not_found`, `study.session_forbidden`.
    """
    row = await session.get(StudySession, session_id, with_for_update=True, populate_existing=True)
    if row is None or not (
        actor.covers(Permission.STUDY_READ, row.branch_id) or await _is_expected(session, actor, session_id)
    ):
        raise NOT_FOUND(what=SESSION)
    if keep is not None and not keeps_sessions(actor, row.branch_id):
        raise errors.SESSION_FORBIDDEN(label=SESSION_EVENT_LABELS[keep])
    return row


async def _is_expected(session: WriteSession, actor: Actor, session_id: UUID) -> bool:
    found = await session.scalar(
        select(StudyAttendance.member_id)
        .join(Account, Account.member_id == StudyAttendance.member_id)
        .where(StudyAttendance.session_id == session_id, Account.id == actor.account_id)
    )
    return found is not None


async def unset_lines(session: WriteSession, session_id: UUID) -> int:
    """How many lines of the sheet are not recorded."""
    found = await session.scalar(
        select(func.count()).where(StudyAttendance.session_id == session_id, StudyAttendance.mark == Attendance.UNSET)
    )
    return int(found or 0)


async def load_declaration(
    session: WriteSession, actor: Actor, table: DeclaredTable, identity: UUID
) -> tuple[Declared, declaration_workflow.Context]:
    """A record or an output under lock, for the member it is about and for the branch. Errors: `not_found`."""
    row: Declared | None = await session.get(table, identity, with_for_update=True, populate_existing=True)
    if row is None:
        raise NOT_FOUND(what=RECORD if table is StudyRecord else OUTPUT)
    concerned = await own_member_id(session, actor) == row.member_id
    if not (concerned or row.declared_by == actor.account_id or sees_names(actor, row.branch_id)):
        raise NOT_FOUND(what=RECORD if table is StudyRecord else OUTPUT)
    of_sheet = isinstance(row, StudyRecord) and row.source is RecordSource.SESSION
    return row, declaration_workflow.Context(row.state, row.branch_id, row.declared_by, concerned, of_sheet, actor)
