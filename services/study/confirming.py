"""Confirming a sheet: study records for everybody who was there, in one transaction; and taking that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from uuid_utils.compat import uuid7

from models.enums.members import PARTY_STAGES
from models.enums.study import (
    CREDITED,
    Attendance,
    DeclarationState,
    RecordSource,
    SessionAction,
    SessionState,
)
from models.members import Member
from models.study import StudyAttendance, StudyKind, StudySession
from models.study_records import StudyRecord
from services.access import audit
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.study import errors, history, planning, sheet
from services.study.facts import Followed, StudyFact, source_of
from services.study.levels import level_of
from services.study.loading import load_session, require_version, unset_lines
from services.study.people import own_member_id
from services.study.session_workflow import WORKFLOW, Context
from services.study.sheet import Line

MOST_AT_ONCE = 1500
"""Rows of one INSERT: the driver takes 32,767 values."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A line of the sheet that makes a record. `by` vouches for it: who confirms, for whose own line who wrote it.

    None where that is one and the same person: the record then waits for somebody else of the branch.
    """

    member: Member
    occurred_on: date
    recorded_by: UUID
    recorded_name: str
    by: tuple[UUID, str] | None


async def transition(
    session: WriteSession,
    actor: Actor,
    session_id: UUID,
    version: int,
    action: str,
    given: dict[str, Any],
    *,
    now: datetime,
) -> tuple[StudySession, Followed]:
    """Carry out one action of the workflow's table; the caller posts what follows in the same transaction.

    Errors: `not_found`, `stale_version`, those of `Workflow.check`.
    """
    row = await load_session(session, actor, session_id)
    require_version(row, version)
    context = Context(row.branch_id, row.starts_at, row.ends_at, await unset_lines(session, row.id), actor, now)
    before = row.state
    chosen, target = WORKFLOW.check(action, before, context, given)
    comment = given.get("comment")
    followed = Followed()
    row.state, row.updated_at = target, now
    if chosen.name == SessionAction.CONFIRM:
        row.confirmed_at, row.confirmed_by, row.confirmed_name = now, actor.account_id, actor.display_name
    elif chosen.name == SessionAction.REOPEN:
        row.confirmed_at = row.confirmed_by = row.confirmed_name = None
        followed = await _take_back(session, actor, row, comment or "", now)
    await session.flush()
    if chosen.name == SessionAction.HOLD:
        await planning.expect_again(session, actor, row)
    if chosen.name == SessionAction.CONFIRM:
        followed = await _credit(session, actor, row, now)
    changes: audit.Changes = {}
    if followed.records:
        changes = {"records": [None, followed.records], "hours": [None, str(followed.hours)]}
    await history.append(
        session, actor, row, chosen.name, before.value, at=now, comment=comment, changes=changes or None
    )
    return row, followed


async def preview(session: WriteSession, actor: Actor, session_id: UUID) -> Followed:
    """What confirming the sheet as it stands would make; nothing is written.

    Errors: `not_found`, `study.session_forbidden`.
    """
    row = await load_session(session, actor, session_id, keep="record")
    credits = await _credits(session, actor, row)
    kind = await session.scalar(select(StudyKind).where(StudyKind.code == row.kind))
    assert kind is not None
    return _followed(row, kind, [(uuid7(), credit) for credit in credits])


async def _credit(
    session: WriteSession, actor: Actor, row: StudySession, now: datetime, only: UUID | None = None
) -> Followed:
    credits = [(uuid7(), each) for each in await _credits(session, actor, row) if only in (None, each.member.id)]
    kind = await session.scalar(select(StudyKind).where(StudyKind.code == row.kind))
    assert kind is not None
    level = level_of(actor.tree[row.branch_id]) if kind.training else None
    # One statement: its triggers draw up the sums once. More than the driver takes at a time go in several.
    for first in range(0, len(credits), MOST_AT_ONCE):
        some = [{**_stored(row, *each, now), "level": level} for each in credits[first : first + MOST_AT_ONCE]]
        await session.execute(insert(StudyRecord).values(some))
    return _followed(row, kind, credits)


async def _credits(session: WriteSession, actor: Actor, row: StudySession) -> list[Credit]:
    own_id = await own_member_id(session, actor)
    lines = await session.execute(
        select(StudyAttendance, Member)
        .join(Member, Member.id == StudyAttendance.member_id)
        .where(StudyAttendance.session_id == row.id, StudyAttendance.mark.in_(CREDITED))
        .order_by(Member.branch_id, Member.id)
        .with_for_update(read=True, of=Member)  # nobody is transferred before their record stands
        .execution_options(populate_existing=True)
    )
    return [_credit_of(line, member, row, actor, own=member.id == own_id) for line, member in lines]


def _credit_of(line: StudyAttendance, member: Member, row: StudySession, actor: Actor, *, own: bool) -> Credit:
    assert line.recorded_by is not None
    recorded = (line.recorded_by, line.recorded_name or "")
    by: tuple[UUID, str] | None = (actor.account_id, actor.display_name)
    if own:
        by = recorded if line.recorded_by != actor.account_id else None
    return Credit(member, line.made_up_on or office_day(row.starts_at), *recorded, by)


def _stored(row: StudySession, identity: UUID, credit: Credit, now: datetime) -> dict[str, Any]:
    member = credit.member
    return {
        "id": identity,
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "member_id": member.id,
        "branch_id": member.branch_id,
        "kind": row.kind,
        "title": row.topic,
        "hours": row.hours,
        "occurred_on": credit.occurred_on,
        "source": RecordSource.SESSION,
        "session_id": row.id,
        "material_id": row.material_id,
        "state": DeclarationState.CONFIRMED if credit.by else DeclarationState.SUBMITTED,
        "declared_by": credit.recorded_by,
        "declared_name": credit.recorded_name,
        "decided_at": now if credit.by else None,
        "decided_by": credit.by[0] if credit.by else None,
        "decided_name": credit.by[1] if credit.by else None,
    }


def _followed(row: StudySession, kind: StudyKind, credits: Sequence[tuple[UUID, Credit]]) -> Followed:
    source, group = source_of("study_session", kind), row.group_id is not None
    vouched = [(identity, each, each.by) for identity, each in credits if each.by]
    party = [each for each in vouched if each[1].member.stage in PARTY_STAGES]
    return Followed(
        facts=tuple(
            StudyFact(source, identity, each.member.id, each.occurred_on, row.hours, row.topic, *by, group)
            for identity, each, by in party
        ),
        records=len(credits),
        hours=row.hours * len(credits),
        waiting=len(credits) - len(vouched),
    )


async def _take_back(session: WriteSession, actor: Actor, row: StudySession, reason: str, now: datetime) -> Followed:
    """Every record that the sheet has made is withdrawn, with the reason; the caller takes the points back."""
    live = (DeclarationState.SUBMITTED, DeclarationState.CONFIRMED)
    taken = await session.execute(
        update(StudyRecord)
        .where(StudyRecord.session_id == row.id, StudyRecord.state.in_(live))
        .values(
            state=DeclarationState.WITHDRAWN,
            version=StudyRecord.version + 1,
            updated_at=now,
            decided_at=now,
            decided_by=actor.account_id,
            decided_name=actor.display_name,
            decision=reason,
        )
        .returning(StudyRecord.id, StudyRecord.hours)
        .execution_options(synchronize_session=False)
    )
    gone = list(taken)
    return Followed(revoked=tuple(each.id for each in gone), reason=reason)


async def make_up(
    session: WriteSession,
    actor: Actor,
    session_id: UUID,
    version: int,
    line: Line,
    *,
    now: datetime,
) -> tuple[StudySession, Followed]:
    """Somebody who missed a confirmed session has made it up: their line changes and their record is made.

    Errors: `not_found`, `study.session_forbidden`, `stale_version`, `study.not_missed`, `study.made_up_on`.
    """
    row = await load_session(session, actor, session_id, keep="make_up")
    require_version(row, version)
    missed = (await sheet.lines_of(session, row.id)).get(line.member_id)
    if (
        row.state is not SessionState.CONFIRMED
        or missed is None
        or missed.mark
        not in (
            Attendance.LEAVE,
            Attendance.ABSENT,
        )
    ):
        raise errors.NOT_MISSED()
    starts_on = office_day(row.starts_at)
    if line.made_up_on is None or not starts_on <= line.made_up_on <= office_day(now):
        raise errors.MADE_UP_ON.at("/made_up_on", starts_on=starts_on)
    await sheet.write(session, actor, row.id, [line], now=now)
    row.updated_at = now
    await session.flush()
    followed = await _credit(session, actor, row, now, only=line.member_id)
    await history.append(session, actor, row, "make_up", row.state.value, at=now)
    return row, followed
