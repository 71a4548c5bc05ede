"""Planning a session: what, when, where, for whom. The sheet holds who is expected from the first moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from models.enums.members import PARTY_STAGES, Standing
from models.enums.study import Attendance, Expected, SessionState, StudyLength, StudyMode
from models.members import Member
from models.source_documents import SourceDocument
from models.study import StudyAttendance, StudySession
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.study import errors, history, kinds, references
from services.study.hours import MAX_DAYS, Counted, HourRules, counted
from services.study.labels import SESSION_STATE_LABELS
from services.study.loading import load_session, require_version
from services.study.people import keeps_sessions, known_members
from services.study.wording import refuse_screen_time

MOST_EXPECTED = 2000


@dataclass(frozen=True, slots=True)
class Plan:
    """A session as it is planned. `member_ids` for a session of named people."""

    branch_id: UUID
    kind: str
    topic: str
    starts_at: datetime
    ends_at: datetime
    length: StudyLength = StudyLength.LESSONS
    mode: StudyMode | None = None
    material: str | None = None
    source_document_id: UUID | None = None
    host: str | None = None
    place: str | None = None
    expected: Expected = Expected.BRANCH
    group_id: UUID | None = None
    material_id: UUID | None = None
    member_ids: tuple[UUID, ...] = field(default_factory=tuple)


async def plan(session: WriteSession, actor: Actor, wanted: Plan, rules: HourRules, *, now: datetime) -> StudySession:
    """Plan a session; people who are expected stand on its sheet.

    Errors: `study.branch_unknown`, `study.kind_unknown`, `study.not_study`, `study.times`, `study.too_short`,
    `study.document_unknown`, `study.member_unknown`, `study.names_missing`, `study.nobody_expected`,
    `study.too_many_expected`, those of `references`.
    """
    node = actor.tree.get(wanted.branch_id)
    if node is None or not node.active or not keeps_sessions(actor, wanted.branch_id):
        raise errors.BRANCH_UNKNOWN.at("/branch_id")
    kind = await kinds.usable(session, wanted.kind)
    refuse_screen_time(("/topic", wanted.topic), ("/material", wanted.material))
    await _require_document(session, wanted.source_document_id)
    await references.check(session, actor, node.id, wanted.expected, wanted.group_id, wanted.material_id)
    given = {name: getattr(wanted, name) for name in Plan.__dataclass_fields__ if name != "member_ids"}
    made = StudySession(
        **{**given, "mode": wanted.mode or kind.mode},
        hours=counted_hours(wanted.starts_at, wanted.ends_at, wanted.length, rules),
        created_by=actor.account_id,
        created_name=actor.display_name,
        **node.levels(),
    )
    session.add(made)
    await session.flush()
    await expect(session, actor, made, wanted.member_ids)
    await history.append(session, actor, made, "plan", None, at=now)
    return made


async def amend(
    session: WriteSession,
    actor: Actor,
    session_id: UUID,
    version: int,
    given: dict[str, Any],
    rules: HourRules,
    *,
    now: datetime,
) -> StudySession:
    """Change what is planned or under way; other people expected, another sheet of those not recorded yet.

    Errors: `not_found`, `stale_version`, `study.session_forbidden`, `study.session_settled`, those of `plan`.
    """
    row = await load_session(session, actor, session_id, keep="amend")
    require_version(row, version)
    if row.state not in (SessionState.PLANNED, SessionState.HELD):
        raise errors.SESSION_SETTLED(state=SESSION_STATE_LABELS[row.state])
    member_ids = given.pop("member_ids", None)
    if "kind" in given:
        await kinds.usable(session, given["kind"])
    refuse_screen_time(("/topic", given.get("topic")), ("/material", given.get("material")))
    await _require_document(session, given.get("source_document_id"))
    before = {name: getattr(row, name) for name in given}
    for name, value in given.items():
        setattr(row, name, value)
    if row.expected is not Expected.GROUP and "group_id" not in given:
        row.group_id = None
    await references.check(session, actor, row.branch_id, row.expected, row.group_id, given.get("material_id"))
    row.hours = counted_hours(row.starts_at, row.ends_at, row.length, rules)
    row.updated_at = now
    await session.flush()
    if member_ids is not None or not {"expected", "group_id"}.isdisjoint(given):
        await expect(session, actor, row, tuple(member_ids or ()))
    changes = {name: [_plain(before[name]), _plain(given[name])] for name in given if before[name] != given[name]}
    await history.append(session, actor, row, "amend", row.state.value, at=now, changes=changes)
    return row


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def counted_hours(starts_at: datetime, ends_at: datetime, length: StudyLength, rules: HourRules) -> Decimal:
    """Errors: `study.times`, `study.too_short`."""
    hours = foreseen_hours(starts_at, ends_at, length, rules).hours
    if not hours:
        raise errors.TOO_SHORT.at("/ends_at", minutes=rules.lesson_minutes)
    return hours


def foreseen_hours(starts_at: datetime, ends_at: datetime, length: StudyLength, rules: HourRules) -> Counted:
    """What a session of these times would count as, before it is planned. Errors: `study.times`."""
    if ends_at <= starts_at or ends_at - starts_at > timedelta(days=MAX_DAYS):
        raise errors.TIMES.at("/ends_at", days=MAX_DAYS)
    return counted(starts_at, ends_at, length, rules)


async def expect(session: WriteSession, actor: Actor, row: StudySession, member_ids: Iterable[UUID] = ()) -> None:
    """Bring the sheet in step with who is expected: newcomers are added, those not expected any more and not
    recorded go; what is recorded stays.
    """
    wanted = await _wanted(session, actor, row, list(dict.fromkeys(member_ids)))
    if not wanted:
        raise errors.NOBODY_EXPECTED.at("/expected")
    if len(wanted) > MOST_EXPECTED:
        raise errors.TOO_MANY_EXPECTED.at("/expected", most=MOST_EXPECTED, count=len(wanted))
    gone = delete(StudyAttendance).where(
        StudyAttendance.session_id == row.id,
        StudyAttendance.mark == Attendance.UNSET,
        StudyAttendance.member_id.not_in(wanted),
    )
    await session.execute(gone, execution_options={"synchronize_session": False})
    lines = [
        {"session_id": row.id, "member_id": member_id, "expected": True, "mark": Attendance.UNSET}
        for member_id in wanted
    ]
    adding = insert(StudyAttendance).values(lines)
    await session.execute(
        adding.on_conflict_do_update(
            index_elements=["session_id", "member_id"], set_={"expected": True}, where=~StudyAttendance.expected
        )
    )


async def expect_again(session: WriteSession, actor: Actor, row: StudySession) -> None:
    """When a session begins: whoever has come to the organisation or left it since it was planned."""
    if row.expected is not Expected.NAMED:
        await expect(session, actor, row)


async def _wanted(session: WriteSession, actor: Actor, row: StudySession, member_ids: list[UUID]) -> list[UUID]:
    if row.expected is Expected.NAMED:
        if not member_ids:
            raise errors.NAMES_MISSING.at("/member_ids")
        known = await known_members(session, actor, member_ids)
        for place, member_id in enumerate(member_ids):
            if member_id not in known or known[member_id].standing is not Standing.NORMAL:
                raise errors.MEMBER_UNKNOWN.at(f"/member_ids/{place}")
        return member_ids
    if row.expected is Expected.GROUP and row.group_id is not None:
        return await references.of_group(session, row.group_id, office_day(row.starts_at))
    return list(await session.scalars(select(Member.id).where(_belongs(actor, row), *_PRESENT).order_by(Member.id)))


_PRESENT = (Member.standing == Standing.NORMAL, Member.stage.in_(PARTY_STAGES))


def _belongs(actor: Actor, row: StudySession) -> ColumnElement[bool]:
    if row.expected is Expected.SUBTREE:
        level: ColumnElement[bool] = getattr(Member, f"l{actor.tree[row.branch_id].level}") == row.branch_id
        return level
    return Member.branch_id == row.branch_id


async def _require_document(session: WriteSession, document_id: UUID | None) -> None:
    if document_id is not None:
        known = await session.scalar(select(func.count()).where(SourceDocument.id == document_id))
        if not known:
            raise errors.DOCUMENT_UNKNOWN.at("/source_document_id")
