"""Putting a quarter's points up inside of the branch (公示): by name in the order of pinyin, never by score."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, literal, select

from models.enums.members import PARTY_STAGES, Standing
from models.enums.points import SchemeKind
from models.members import Member
from models.point_reviews import PointPublication
from models.points import PointBalance, PointEntry
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.dates import add_months
from services.kit.errors import NOT_FOUND, Text
from services.kit.work_calendar import WorkCalendar
from services.points import errors
from services.points.standing import DEPTH, OVER_MEMBER, scheme

PUBLICATION_DAYS = 5
"""Working days for which points stand published (rules §5)."""

_SHOWN = ("name", "quarter_points", "score", "vetoed", "exempt")


@dataclass(frozen=True, slots=True)
class Quarter:
    branch_id: UUID
    year: int
    quarter: int
    kind: SchemeKind = SchemeKind.MEMBER

    @property
    def first(self) -> date:
        return date(self.year, self.quarter * 3 - 2, 1)

    @property
    def behind(self) -> date:
        """The first day after it."""
        return add_months(self.first, 3)


async def publish(
    session: WriteSession, actor: Actor, quarter: Quarter, calendar: WorkCalendar, *, now: datetime
) -> PointPublication:
    """Put up the points of a quarter that is over, as they stand now, for five working days from tomorrow on.

    Errors: `not_found` for a branch that the actor does not keep, `points.quarter_running`,
    `points.published_already`.
    """
    today = office_day(now)
    if not actor.covers(Permission.POINT_KEEP, quarter.branch_id):
        raise NOT_FOUND(what=Text("组织", "The organisation"))
    if today < quarter.behind:
        raise errors.QUARTER_RUNNING(year=quarter.year, quarter=quarter.quarter, earliest=quarter.behind)
    place = {"branch_id": quarter.branch_id, "year": quarter.year, "quarter": quarter.quarter, "kind": quarter.kind}
    if await session.scalar(select(PointPublication.id).filter_by(**place)) is not None:
        raise errors.PUBLISHED_ALREADY(year=quarter.year, quarter=quarter.quarter)
    node = actor.tree[quarter.branch_id]
    publication = PointPublication(
        **place,
        **node.levels(),
        starts_on=today,
        ends_on=calendar.add_working_days(today, PUBLICATION_DAYS),
        lines=await _lines(session, quarter),
        published_by=actor.account_id,
    )
    session.add(publication)
    await session.flush()
    audit.record(
        session,
        actor,
        "point_publication.publish",
        entity_kind="point_publication",
        entity_id=publication.id,
        entity_name=f"{node.name} {quarter.year} 年第 {quarter.quarter} 季度积分公示",
        branch_id=node.id,
    )
    return publication


async def _lines(session: WriteSession, quarter: Quarter) -> list[dict[str, Any]]:
    member, balance, entry = Member.__table__, PointBalance.__table__, PointEntry.__table__
    earned = (
        select(func.coalesce(func.sum(entry.c.points), 0))
        .where(
            entry.c.member_id == member.c.id,
            entry.c.year == quarter.year,
            entry.c.kind == quarter.kind.value,
            entry.c.effective_on >= quarter.first,
            entry.c.effective_on < quarter.behind,
        )
        .scalar_subquery()
    )
    base = (
        select(scheme.c.base)
        .where(
            OVER_MEMBER, scheme.c.year == quarter.year, scheme.c.kind == quarter.kind.value, scheme.c.state != "draft"
        )
        .order_by(DEPTH.desc())
        .limit(1)
        .correlate(member)
        .scalar_subquery()
    )
    held = and_(
        balance.c.member_id == member.c.id,
        balance.c.year == quarter.year,
        balance.c.kind == quarter.kind.value,
    )
    rows = await session.execute(
        select(
            member.c.id,
            member.c.name,
            earned.label("quarter_points"),
            func.coalesce(balance.c.score, base).label("score"),
            func.coalesce(balance.c.vetoed, literal(False)).label("vetoed"),
            func.coalesce(balance.c.exempt, literal(False)).label("exempt"),
        )
        .select_from(member.outerjoin(balance, held))
        .where(
            member.c.branch_id == quarter.branch_id,
            member.c.standing == Standing.NORMAL.value,
            member.c.stage.in_([stage.value for stage in PARTY_STAGES]),
        )
        .order_by(member.c.pinyin, member.c.id)
    )
    return [{"member_id": str(row.id), **{name: getattr(row, name) for name in _SHOWN}} for row in rows]
