"""For what a year's result was used, written down so that the member knows (rules §5: input for 评优评先 alone)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from models.enums.points import SchemeKind
from models.members import Member
from models.point_reviews import PointResult, PointResultUse
from services.access import audit
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, Text
from services.points import errors
from services.points.people import sees_names

MEMBER = Text("党员", "The member")


@dataclass(frozen=True, slots=True)
class Use:
    member_id: UUID
    year: int
    purpose: str
    used_on: date
    kind: SchemeKind = SchemeKind.MEMBER


async def record(session: WriteSession, actor: Actor, use: Use, *, now: datetime) -> None:
    """Errors: `not_found` unless the actor sees the member's points by name, `points.future`, `points.no_result`."""
    member = await session.get(Member, use.member_id)
    if member is None or not sees_names(actor, member.branch_id):
        raise NOT_FOUND(what=MEMBER)
    today = office_day(now)
    if use.used_on > today:
        raise errors.FUTURE.at("/used_on", today=today)
    result_id = await session.scalar(
        select(PointResult.id).filter_by(member_id=member.id, year=use.year, kind=use.kind)
    )
    if result_id is None:
        raise errors.NO_RESULT(year=use.year)
    session.add(
        PointResultUse(
            result_id=result_id,
            purpose=use.purpose,
            used_on=use.used_on,
            recorded_at=now,
            recorded_by=actor.account_id,
            recorded_name=actor.display_name,
        )
    )
    audit.record(
        session,
        actor,
        "point_result.use",
        entity_kind="point_result",
        entity_id=result_id,
        entity_name=f"{member.name}：{use.purpose}",
        branch_id=member.branch_id,
    )
    await session.flush()
