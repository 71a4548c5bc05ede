"""The attendance sheet: who was there, on leave, absent, has made it up. Kept by the recorder, in one request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from models.enums.members import Standing
from models.enums.study import Attendance, SessionState
from models.study import StudyAttendance, StudySession
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import INVALID, ErrorCode, Fault, FieldFault
from services.study import errors, history
from services.study.labels import SESSION_STATE_LABELS
from services.study.loading import load_session, require_version
from services.study.people import known_members
from services.study.planning import expect_again
from services.study.session_workflow import Context, has_begun

M = Attendance


@dataclass(frozen=True, slots=True)
class Line:
    """A member's line. `reason` says why on leave, or how it was made up; `made_up_on` only for a make-up."""

    member_id: UUID
    mark: Attendance
    reason: str | None = None
    made_up_on: date | None = None
    expected: bool = True


def made_up(member_id: UUID, on: date, note: str | None) -> Line:
    """The line of somebody who was expected and has made it up."""
    return Line(member_id, M.MADE_UP, note, on)


@dataclass(frozen=True, slots=True)
class Given:
    """What the recorder sends: a mark for all who are expected, with exceptions; or some lines alone."""

    lines: tuple[Line, ...]
    default: Attendance | None = None
    pointer: str = "/rows"
    """Where the lines stand in the request."""


def merged(present: Mapping[UUID, Line], given: Given) -> list[Line]:
    """The lines that change. Pure; what stays as it is keeps who recorded it.

    A line for somebody who is not on the sheet is that of a walk-in; their mark taken away, they leave the sheet
    (`unset` and not expected).
    """
    named = {line.member_id: line for line in given.lines}
    wanted: dict[UUID, Line] = {}
    if given.default is not None:
        wanted = {
            member_id: Line(member_id, given.default)
            for member_id, line in present.items()
            if line.expected and member_id not in named
        }
    for member_id, line in named.items():
        known = present.get(member_id)
        wanted[member_id] = replace(line, expected=known.expected if known else False)
    return [line for member_id, line in wanted.items() if present.get(member_id) != line]


def faults(given: Given, starts_on: date, today: date, present: Mapping[UUID, Line]) -> list[FieldFault]:
    """What is wrong with the lines, each at its place. Pure."""
    found: list[FieldFault] = []
    seen: set[UUID] = set()
    for place, line in enumerate(given.lines):
        for field, error in _line_faults(line, starts_on, today, present, seen):
            params = {"starts_on": starts_on} if error is errors.MADE_UP_ON else {}
            found.append(FieldFault(f"{given.pointer}/{place}/{field}", error.code, error.text, params))
        seen.add(line.member_id)
    return found


def _line_faults(
    line: Line, starts_on: date, today: date, present: Mapping[UUID, Line], seen: set[UUID]
) -> Iterable[tuple[str, ErrorCode]]:
    if line.member_id in seen:
        yield "member_id", errors.LINE_TWICE
    known = present.get(line.member_id)
    if (known is None or not known.expected) and line.mark in (M.LEAVE, M.ABSENT):
        yield "mark", errors.LINE_NOT_EXPECTED
    if line.mark is M.LEAVE and not line.reason:
        yield "reason", errors.LEAVE_REASON
    if line.mark is M.MADE_UP:
        if line.made_up_on is None or not starts_on <= line.made_up_on <= today:
            yield "made_up_on", errors.MADE_UP_ON
    elif line.made_up_on is not None:
        yield "made_up_on", errors.FIELD_WITHOUT_USE


async def record(
    session: WriteSession, actor: Actor, session_id: UUID, version: int, given: Given, *, now: datetime
) -> StudySession:
    """Write the sheet: any number of lines in one statement. A planned session is being recorded from now on.

    Errors: `not_found`, `study.session_forbidden`, `stale_version`, `study.sheet_closed`, `study.not_begun`, and for
    each wrong line `study.line_twice`, `study.line_not_expected`, `study.leave_reason`, `study.made_up_on`,
    `study.member_unknown`.
    """
    row = await load_session(session, actor, session_id, keep="record")
    require_version(row, version)
    if row.state not in (SessionState.PLANNED, SessionState.HELD):
        raise errors.SHEET_CLOSED(state=SESSION_STATE_LABELS[row.state])
    refusal = has_begun(Context(row.branch_id, row.starts_at, row.ends_at, 0, actor, now))
    if refusal is not None:
        raise refusal.fault()
    if row.state is SessionState.PLANNED:
        await expect_again(session, actor, row)
    present = await lines_of(session, row.id)
    wrong = faults(given, office_day(row.starts_at), office_day(now), present)
    if wrong:
        raise Fault(INVALID, {}, fields=tuple(wrong))
    changing = merged(present, given)
    await _require_known(session, actor, given, [line for line in changing if line.member_id not in present])
    await write(session, actor, row.id, changing, now=now)
    before = row.state.value
    row.state, row.updated_at = SessionState.HELD, now
    await session.flush()
    await history.append(session, actor, row, "record", before, at=now, changes=_counted(changing))
    return row


def _counted(lines: Sequence[Line]) -> dict[str, list[Any]]:
    """How many lines were changed to what: names stay on the sheet."""
    marks = [line.mark for line in lines]
    return {mark.value: [None, marks.count(mark)] for mark in Attendance if mark in marks}


async def lines_of(session: WriteSession, session_id: UUID) -> dict[UUID, Line]:
    table = StudyAttendance
    rows = await session.execute(
        select(table.member_id, table.mark, table.reason, table.made_up_on, table.expected).where(
            table.session_id == session_id
        )
    )
    return {row.member_id: Line(row.member_id, row.mark, row.reason, row.made_up_on, row.expected) for row in rows}


async def _require_known(session: WriteSession, actor: Actor, given: Given, walk_ins: Sequence[Line]) -> None:
    """Walk-ins are people of the register whose study the actor may keep. Errors: `study.member_unknown`."""
    if not walk_ins:
        return
    known = await known_members(session, actor, [line.member_id for line in walk_ins])
    places = {line.member_id: place for place, line in enumerate(given.lines)}
    for line in walk_ins:
        member = known.get(line.member_id)
        if member is None or member.standing is not Standing.NORMAL:
            raise errors.MEMBER_UNKNOWN.at(f"{given.pointer}/{places[line.member_id]}/member_id")


async def write(session: WriteSession, actor: Actor, session_id: UUID, lines: Sequence[Line], *, now: datetime) -> None:
    """Store the lines in one statement; a walk-in without a mark leaves the sheet."""
    gone = [line.member_id for line in lines if not line.expected and line.mark is M.UNSET]
    kept = [line for line in lines if line.expected or line.mark is not M.UNSET]
    if gone:
        leaving = delete(StudyAttendance).where(
            tuple_(StudyAttendance.session_id, StudyAttendance.member_id).in_([(session_id, each) for each in gone])
        )
        await session.execute(leaving, execution_options={"synchronize_session": False})
    if not kept:
        return
    adding = insert(StudyAttendance).values([_stored(session_id, line, actor, now) for line in kept])
    changed = ("mark", "reason", "made_up_on", "recorded_by", "recorded_name", "recorded_at")
    await session.execute(
        adding.on_conflict_do_update(
            index_elements=["session_id", "member_id"], set_={name: adding.excluded[name] for name in changed}
        )
    )


def _stored(session_id: UUID, line: Line, actor: Actor, now: datetime) -> dict[str, Any]:
    recorded = line.mark is not M.UNSET
    return {
        "session_id": session_id,
        "member_id": line.member_id,
        "expected": line.expected,
        "mark": line.mark,
        "reason": line.reason,
        "made_up_on": line.made_up_on,
        "recorded_by": actor.account_id if recorded else None,
        "recorded_name": actor.display_name if recorded else None,
        "recorded_at": now if recorded else None,
    }
