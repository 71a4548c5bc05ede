"""What members declare, or the clerk for them: self-study, training elsewhere, outcomes of study."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from models.enums.members import PARTY_STAGES
from models.enums.study import (
    Attendance,
    DeclarationAction,
    DeclarationState,
    OutputKind,
    RecordSource,
    SessionState,
)
from models.enums.study_requirements import TrainingLevel
from models.members import Member
from models.study import StudyAttendance, StudyKind, StudySession
from models.study_records import StudyOutput, StudyRecord
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import Fault
from services.study import errors, history, kinds, references
from services.study.declaration_workflow import WORKFLOW
from services.study.facts import Followed, StudyFact, source_of
from services.study.hours import MAX_DAYS, HourRules, days_between, is_countable, most_hours
from services.study.loading import Declared, DeclaredTable, load_declaration, require_version
from services.study.people import declared_member
from services.study.wording import refuse_screen_time


@dataclass(frozen=True, slots=True)
class NewRecord:
    """Study without a session; `member_id` None for oneself."""

    kind: str
    title: str
    hours: Decimal
    occurred_on: date
    ended_on: date | None = None
    organiser: str | None = None
    note: str | None = None
    member_id: UUID | None = None
    level: TrainingLevel | None = None
    material_id: UUID | None = None
    certificate_no: str | None = None


@dataclass(frozen=True, slots=True)
class NewOutput:
    kind: OutputKind
    title: str
    occurred_on: date
    session_id: UUID | None = None
    note: str | None = None
    member_id: UUID | None = None


async def declare(
    session: WriteSession, actor: Actor, new: NewRecord, rules: HourRules, *, now: datetime
) -> StudyRecord:
    """Declare self-study or training elsewhere; it counts when somebody else has confirmed it.

    Errors: `study.member_unknown`, `study.kind_unknown`, `study.source_kind_mismatch`, `study.not_study`,
    `study.future`, `study.times`, `study.hours`, `study.material_unknown`, `study.certificate_known`.
    """
    member = await declared_member(session, actor, new.member_id)
    kind = await kinds.declarable(session, new.kind)
    refuse_screen_time(("/title", new.title), ("/note", new.note), ("/organiser", new.organiser))
    last = new.ended_on or new.occurred_on
    _require_past(last, "/ended_on" if new.ended_on else "/occurred_on", now)
    days = days_between(new.occurred_on, last)
    if not 1 <= days <= MAX_DAYS:
        raise errors.TIMES.at("/ended_on", days=MAX_DAYS)
    most = most_hours(new.occurred_on, last, rules)
    if not is_countable(new.hours, most):
        raise errors.HOURS.at("/hours", days=days, most=most)
    await references.check_material(session, actor, member.branch_id, new.material_id)
    await _require_unknown(session, member.id, new)
    given = {name: getattr(new, name) for name in NewRecord.__dataclass_fields__ if name != "member_id"}
    made = StudyRecord(
        **given,
        member_id=member.id,
        branch_id=member.branch_id,
        source=RecordSource.OUTSIDE if kind.organised else RecordSource.SELF_STUDY,
        declared_by=actor.account_id,
        declared_name=actor.display_name,
        **actor.tree[member.branch_id].levels(),
    )
    session.add(made)
    await session.flush()
    await history.append(session, actor, made, "declare", None, at=now)
    return made


async def _require_unknown(session: WriteSession, member_id: UUID, new: NewRecord) -> None:
    """One certificate is one training, whoever declares it."""
    if new.certificate_no is None:
        return
    known = select(StudyRecord.id).where(
        StudyRecord.member_id == member_id,
        StudyRecord.certificate_no == new.certificate_no,
        StudyRecord.state.in_((DeclarationState.SUBMITTED, DeclarationState.CONFIRMED)),
    )
    if await session.scalar(known.limit(1)):
        raise errors.CERTIFICATE_KNOWN.at("/certificate_no")


MOST_DECLARED = 200
"""Records declared in one request."""


async def declare_all(
    session: WriteSession, actor: Actor, new: Sequence[NewRecord], rules: HourRules, *, now: datetime
) -> list[StudyRecord]:
    """All of a list or none. Errors: those of `declare`, at `/rows/<place>/…`."""
    made = []
    for place, each in enumerate(new):
        try:
            made.append(await declare(session, actor, each, rules, now=now))
        except Fault as fault:
            fault.fields = tuple(replace(one, pointer=f"/rows/{place}{one.pointer}") for one in fault.fields)
            raise
    return made


async def hand_in(session: WriteSession, actor: Actor, new: NewOutput, *, now: datetime) -> StudyOutput:
    """Hand in an outcome of study. Errors: `study.member_unknown`, `study.session_unknown`, `study.future`,
    `study.not_study`.
    """
    member = await declared_member(session, actor, new.member_id)
    refuse_screen_time(("/title", new.title), ("/note", new.note))
    _require_past(new.occurred_on, "/occurred_on", now)
    if new.session_id is not None:
        line = await session.scalar(
            select(StudyAttendance)
            .join(StudySession, StudySession.id == StudyAttendance.session_id)
            .where(
                StudyAttendance.session_id == new.session_id,
                StudyAttendance.member_id == member.id,
                StudySession.state != SessionState.CANCELLED,
                StudyAttendance.mark != Attendance.ABSENT,
            )
        )
        if line is None:
            raise errors.SESSION_UNKNOWN.at("/session_id")
    given = {name: getattr(new, name) for name in NewOutput.__dataclass_fields__ if name != "member_id"}
    made = StudyOutput(
        **given,
        member_id=member.id,
        branch_id=member.branch_id,
        declared_by=actor.account_id,
        declared_name=actor.display_name,
        **actor.tree[member.branch_id].levels(),
    )
    session.add(made)
    await session.flush()
    await history.append(session, actor, made, "declare", None, at=now)
    return made


def _require_past(day: date, pointer: str, now: datetime) -> None:
    today = office_day(now)
    if day > today:
        raise errors.FUTURE.at(pointer, today=today)


async def transition(
    session: WriteSession,
    actor: Actor,
    table: DeclaredTable,
    identity: UUID,
    version: int,
    action: str,
    given: dict[str, Any],
    *,
    now: datetime,
) -> tuple[Declared, Followed]:
    """Confirm, reject or withdraw a record or an output; the caller posts what follows in the same transaction.

    Errors: `not_found`, `stale_version`, those of `Workflow.check`, `study.reason_required`.
    """
    row, context = await load_declaration(session, actor, table, identity)
    require_version(row, version)
    before, comment = row.state, given.get("comment")
    chosen, target = WORKFLOW.check(action, before, context, given)
    taken_back = chosen.name == DeclarationAction.WITHDRAW and before is DeclarationState.CONFIRMED
    if taken_back and not comment:
        raise errors.REASON_REQUIRED.at("/comment")
    row.state, row.updated_at, row.decided_at = target, now, now
    row.decided_by, row.decided_name, row.decision = actor.account_id, actor.display_name, comment
    await session.flush()
    await history.append(session, actor, row, chosen.name, before.value, at=now, comment=comment)
    if taken_back:
        return row, Followed(revoked=(row.id,), reason=comment)
    if target is DeclarationState.CONFIRMED:
        return row, await _confirmed(session, actor, row)
    return row, Followed()


async def _confirmed(session: WriteSession, actor: Actor, row: Declared) -> Followed:
    hours = row.hours if isinstance(row, StudyRecord) else Decimal(1)
    if isinstance(row, StudyOutput):
        source = f"study_output.{row.kind.value}"
    else:
        kind = await session.scalar(select(StudyKind).where(StudyKind.code == row.kind))
        assert kind is not None
        base = "study_session" if row.source is RecordSource.SESSION else "study_record"
        source = source_of(base, kind)
    counted = isinstance(row, StudyRecord)
    member = await session.get_one(Member, row.member_id)
    fact = StudyFact(
        source,
        row.id,
        row.member_id,
        row.occurred_on,
        hours,
        row.title,
        actor.account_id,
        actor.display_name,
        await _of_group(session, row.session_id),
    )
    # Whoever is still on the way into the Party studies too, and has no points.
    facts = (fact,) if member.stage in PARTY_STAGES else ()
    return Followed(facts=facts, records=int(counted), hours=hours if counted else Decimal(0))


async def _of_group(session: WriteSession, session_id: UUID | None) -> bool:
    """Whether the session was one of a youth study group."""
    if session_id is None:
        return False
    return await session.scalar(select(StudySession.group_id).where(StudySession.id == session_id)) is not None
