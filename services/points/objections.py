"""Objections to points: raised, answered by the branch within ten working days, on appeal by the level above."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from models.enums.points import ObjectionAction, ObjectionState, SchemeKind
from models.members import Member
from models.point_reviews import PointObjection, PointObjectionEvent, PointPublication
from models.points import PointEntry
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.kit.work_calendar import WorkCalendar
from services.points import errors
from services.points.entering import take_back
from services.points.people import own_member_id
from services.points.standing import quarter_of
from services.points.workflow import WORKFLOW, Context

OBJECTION = Text("这项异议", "The objection")
ANSWER_DAYS = 10
"""Working days within which whoever has the objection answers it (rules §5)."""
WAITING = (ObjectionState.RAISED, ObjectionState.APPEALED)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is objected to: an entry of one's own, or a member's line of a publication; else what is missing."""

    reason: str
    year: int
    entry_id: UUID | None = None
    publication_id: UUID | None = None
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    member_id: UUID
    branch_id: UUID
    year: int
    kind: SchemeKind
    late: bool
    """The time of the publication is over: the level above looks into it."""


async def raise_objection(
    session: WriteSession, actor: Actor, doubt: Doubt, calendar: WorkCalendar, *, now: datetime
) -> PointObjection:
    """Errors: `points.objection_subject`, `points.objection_open`."""
    today = office_day(now)
    subject = await _subject(session, actor, doubt, today)
    await _require_none_open(session, doubt)
    state = ObjectionState.APPEALED if subject.late else ObjectionState.RAISED
    objection = PointObjection(
        member_id=subject.member_id,
        branch_id=subject.branch_id,
        year=subject.year,
        kind=subject.kind,
        entry_id=doubt.entry_id,
        publication_id=doubt.publication_id,
        reason=doubt.reason,
        state=state,
        raised_by=actor.account_id,
        raised_name=actor.display_name,
        due_on=calendar.add_working_days(today, ANSWER_DAYS),
        **actor.tree[subject.branch_id].levels(),
    )
    session.add(objection)
    await session.flush()
    await _note(session, actor, objection, "raise", None, doubt.reason, now)
    return objection


async def _require_none_open(session: WriteSession, doubt: Doubt) -> None:
    """One objection to an entry at a time: it is locked, so that of two at once the second learns of the first."""
    if doubt.entry_id is None:
        return
    await session.execute(select(PointEntry.id).where(PointEntry.id == doubt.entry_id).with_for_update())
    waiting = select(PointObjection.id).where(
        PointObjection.entry_id == doubt.entry_id, PointObjection.state.in_(WAITING)
    )
    if await session.scalar(waiting) is not None:
        raise errors.OBJECTION_OPEN()


async def _subject(session: WriteSession, actor: Actor, doubt: Doubt, today: date) -> _Subject:
    own_id = await own_member_id(session, actor)
    own = await session.get(Member, own_id) if own_id else None
    if own is None:
        raise errors.OBJECTION_SUBJECT.at("/entry_id")
    if doubt.entry_id is not None:
        entry = await session.get(PointEntry, doubt.entry_id)
        if entry is None or entry.member_id != own.id:
            raise errors.OBJECTION_SUBJECT.at("/entry_id")
        late = await _is_late(session, own.branch_id, entry, today)
        return _Subject(own.id, own.branch_id, entry.year, entry.kind, late)
    if doubt.publication_id is not None:
        published = await session.get(PointPublication, doubt.publication_id)
        meant = doubt.member_id or own.id
        named = published is not None and str(meant) in {line["member_id"] for line in published.lines}
        if published is None or published.branch_id != own.branch_id or not named:
            raise errors.OBJECTION_SUBJECT.at("/publication_id")
        return _Subject(meant, own.branch_id, published.year, published.kind, today > published.ends_on)
    return _Subject(own.id, own.branch_id, doubt.year, SchemeKind.MEMBER, late=False)


async def _is_late(session: WriteSession, branch_id: UUID, entry: PointEntry, today: date) -> bool:
    ended: date | None = await session.scalar(
        select(PointPublication.ends_on).filter_by(
            branch_id=branch_id, year=entry.year, quarter=quarter_of(entry.effective_on), kind=entry.kind
        )
    )
    return ended is not None and today > ended


async def transition(
    session: WriteSession,
    actor: Actor,
    objection_id: UUID,
    version: int,
    action: str,
    given: dict[str, Any],
    calendar: WorkCalendar,
    *,
    now: datetime,
) -> PointObjection:
    """Carry out one action of the workflow's table; upheld, the entry is taken back by a reversing row.

    Errors: `not_found`, `stale_version`, those of `Workflow.check` and of `take_back`, `points.objection_subject`.
    """
    objection = await session.get(PointObjection, objection_id, with_for_update=True, populate_existing=True)
    context = await context_of(session, actor, objection) if objection else None
    if objection is None or context is None or not may_see(context):
        raise NOT_FOUND(what=OBJECTION)
    before = objection.state
    chosen, target = WORKFLOW.check(action, before, context, given)
    if objection.version != version:
        raise STALE(current=objection.version, given=version)
    today, comment = office_day(now), given.get("comment")
    if chosen.name == ObjectionAction.UPHOLD:
        await _reverse(session, actor, objection, given, now)
    if chosen.name == ObjectionAction.APPEAL:
        objection.due_on = calendar.add_working_days(today, ANSWER_DAYS)
        objection.answered_on = objection.answered_by = objection.answer = None
    else:
        objection.answered_on, objection.answered_by, objection.answer = today, actor.account_id, comment
    objection.state, objection.updated_at = target, now
    await session.flush()
    await _note(session, actor, objection, chosen.name, before, comment, now)
    return objection


async def _reverse(
    session: WriteSession, actor: Actor, objection: PointObjection, given: dict[str, Any], now: datetime
) -> None:
    """Points that are missing are entered by hand afterwards: there is nothing to take back."""
    entry_id = given.get("entry_id") or objection.entry_id
    entry = await session.get(PointEntry, entry_id) if entry_id else None
    if entry_id is not None and (entry is None or entry.member_id != objection.member_id):
        raise errors.OBJECTION_SUBJECT.at("/entry_id")
    if entry is not None:
        objection.reversal_id = await take_back(session, actor, entry, given["comment"], now=now)


async def context_of(session: WriteSession, actor: Actor, objection: PointObjection) -> Context:
    concerned = await own_member_id(session, actor) == objection.member_id
    return Context(objection.state, objection.branch_id, objection.raised_by, concerned, actor)


def may_see(context: Context) -> bool:
    """Who raised it, whom it concerns, who keeps the branch's points, who supervises the branch."""
    actor, branch_id = context.actor, context.branch_id
    return (
        context.objects()
        or context.concerned
        or actor.covers(Permission.POINT_KEEP, branch_id)
        or actor.covers(Permission.POINT_SUPERVISE, branch_id)
    )


async def _note(
    session: WriteSession,
    actor: Actor,
    objection: PointObjection,
    action: str,
    before: ObjectionState | None,
    comment: str | None,
    now: datetime,
) -> None:
    last = await session.scalar(
        select(func.max(PointObjectionEvent.sequence)).where(PointObjectionEvent.objection_id == objection.id)
    )
    session.add(
        PointObjectionEvent(
            objection_id=objection.id,
            sequence=(last or 0) + 1,
            at=now,
            action=action,
            from_state=before,
            to_state=objection.state,
            actor_id=actor.account_id,
            actor_name=actor.display_name,
            comment=comment,
        )
    )
    audit.record(
        session,
        actor,
        f"point_objection.{action}",
        entity_kind="point_objection",
        entity_id=objection.id,
        entity_name=objection.reason,
        branch_id=objection.branch_id,
        changes={"state": [before.value if before else None, objection.state.value]},
    )
    await session.flush()
