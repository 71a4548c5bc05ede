"""Compulsory material: which concerns whom, who has studied it, who has not."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Date, Integer, Uuid, and_, any_, func, or_, select
from sqlalchemy.types import Text

from models.area_summaries import AREA_LEVELS
from models.base import MAX_LEVEL
from models.enums.members import PARTY_STAGES, Standing
from models.enums.study_materials import MaterialState
from models.members import Member
from models.study_materials import StudyMaterial
from models.study_records import StudyRecord
from models.study_requirements import StudyExemption
from services.access.actor import in_scope
from services.kit.paging import Page, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.study import pages
from services.study.pages import Levels, Listing

material, record = StudyMaterial.__table__, StudyRecord.__table__
member, exemption = Member.__table__, StudyExemption.__table__

_MATERIAL, _DAY = place("material_id", Uuid()), place("day", Date())
_PRESENT = and_(member.c.standing == Standing.NORMAL.value, member.c.stage.in_([stage.value for stage in PARTY_STAGES]))


def _seen(levels: Levels) -> ColumnElement[bool]:
    """Whoever should study it, and who reads the study of the organisation that asks for it."""
    return or_(pages.above(material.c.branch_id), pages.within(material, levels, "read"))


_own_done = (
    select(func.min(record.c.occurred_on))
    .where(
        record.c.material_id == material.c.id,
        record.c.member_id == pages.my_member_id(),
        record.c.state == "confirmed",
    )
    .scalar_subquery()
)
MATERIALS = Listing(
    table=material,
    statement=select(*material.c, _own_done.label("own_done_on")),
    seen=_seen,
    sorts=pages.timed(material, ("due_on", SortKey(material.c.due_on, "due_on", Date()))),
    default="-due_on",
    conditions=(
        ("concerns", material.c.branch_id == any_(place("concerns", ARRAY(Uuid())))),
        ("open", and_(material.c.state == MaterialState.PUBLISHED.value, _own_done.is_(None))),
    ),
)

_done = and_(record.c.material_id == _MATERIAL, record.c.member_id == member.c.id, record.c.state == "confirmed")
_exempt = and_(
    exemption.c.member_id == member.c.id,
    ~exemption.c.struck,
    exemption.c.from_on <= _DAY,
    or_(exemption.c.ended_on.is_(None), exemption.c.ended_on >= _DAY),
)
_DONE, _EXEMPT = select(record.c.id).where(_done).exists(), select(exemption.c.id).where(_exempt).exists()
"""Looked up for each member: right below districts; in them and the city all who have done it are gathered first."""
_ALL_DONE = member.c.id.in_(
    select(record.c.member_id).where(record.c.material_id == _MATERIAL, record.c.state == "confirmed")
)
_ALL_EXEMPT = member.c.id.in_(
    select(exemption.c.member_id).where(
        ~exemption.c.struck,
        exemption.c.from_on <= _DAY,
        or_(exemption.c.ended_on.is_(None), exemption.c.ended_on >= _DAY),
    )
)


@lru_cache(maxsize=8)
def _counts_query(level: int) -> Query:
    """By child of the branch; of its own members the child is null."""
    child = member.c[f"l{level + 1}"] if level < MAX_LEVEL else member.c[f"l{level}"]
    done, exempt = (_ALL_DONE, _ALL_EXEMPT) if level <= AREA_LEVELS else (_DONE, _EXEMPT)
    return prepare(
        select(
            child.label("branch_id"),
            func.count().label("members"),
            func.count().filter(exempt).label("exempt"),
            func.count().filter(done, ~exempt).label("done"),
        )
        .where(in_scope(member, (level,)), _PRESENT)
        .group_by(child)
    )


async def counts(reader: Reader, level: int, branch_id: UUID, material_id: UUID, day: date) -> list[Row]:
    """How many have studied it, of each organisation right below the branch and of the branch itself."""
    values = {f"scope_l{level}": [branch_id], "material_id": material_id, "day": day}
    return await reader.rows(_counts_query(level), **values)


_SORTS = {"name": SortKey(member.c.pinyin, "pinyin", Text())}


@lru_cache(maxsize=16)
def _missing_query(level: int, after: bool) -> Query:
    order = choose_sort(None, _SORTS, "name")
    lacking = and_(~_DONE, ~_EXEMPT)
    statement = select(*(member.c[name] for name in ("id", "name", "pinyin", "branch_id"))).where(
        in_scope(member, (level,)), _PRESENT, lacking
    )
    if after:
        statement = statement.where(order.after(member.c.id))
    return prepare(statement.order_by(*order.order(member.c.id)).limit(place("limit", Integer())))


async def missing(
    reader: Reader, level: int, branch_id: UUID, material_id: UUID, day: date, *, cursor: str | None, limit: int
) -> Page:
    """Who has not studied it, by name. One query."""
    order = choose_sort(None, _SORTS, "name")
    values: dict[str, Any] = {
        f"scope_l{level}": [branch_id],
        "material_id": material_id,
        "day": day,
        "limit": limit + 1,
    }
    if cursor:
        behind = decode_cursor(cursor, order)
        values |= {"after_value": behind.value, "after_id": behind.identity}
    return cut_page(await reader.rows(_missing_query(level, bool(cursor)), **values), limit, order, None)


@lru_cache(maxsize=8)
def _reminders_query(level: int) -> Query:
    done = select(record.c.id).where(
        record.c.material_id == material.c.id, record.c.member_id == member.c.id, record.c.state == "confirmed"
    )
    lacking = (
        select(func.count()).where(in_scope(member, (level,)), _PRESENT, ~done.exists(), ~_EXEMPT).scalar_subquery()
    )
    return prepare(
        select(*(material.c[name] for name in ("id", "title", "due_on", "branch_id")), lacking.label("missing"))
        .where(
            material.c.branch_id == any_(place("lineage", ARRAY(Uuid()))),
            material.c.state == MaterialState.PUBLISHED.value,
            material.c.due_on <= place("until", Date()),
            material.c.due_on >= place("since", Date()),
        )
        .order_by(material.c.due_on, material.c.id)
        .limit(place("limit", Integer()))
    )


async def reminders(
    reader: Reader, level: int, branch_id: UUID, lineage: tuple[UUID, ...], day: date, since: date, until: date
) -> list[Row]:
    """Material of these weeks that members of the branch have not studied, with how many. One query."""
    values = {f"scope_l{level}": [branch_id], "lineage": list(lineage), "day": day, "since": since, "until": until}
    rows = await reader.rows(_reminders_query(level), **values, limit=50)
    return [row for row in rows if row["missing"]]
