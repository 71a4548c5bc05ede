"""What the yearly requirement looks at, a row for each member: sums, trainings, posts, exemptions."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Integer, Select, SmallInteger, Uuid, and_, any_, func, or_, select
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import Text

from models.area_summaries import AREA_LEVELS, StudyAreaTally
from models.base import LEVEL_COLUMNS
from models.enums.members import PARTY_STAGES, Standing
from models.enums.study_requirements import RequirementCode
from models.members import Member
from models.posts import BranchPost
from models.study import StudyKind
from models.study_records import StudyRecord, StudyYear
from models.study_requirements import HOURS_BINS, StudyExemption, StudyFigure, StudyTally
from services.access.actor import in_scope
from services.kit.json_columns import json_object, json_rows, or_empty
from services.kit.paging import Page, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare

member, post, kind = Member.__table__, BranchPost.__table__, StudyKind.__table__
record, year_row = StudyRecord.__table__, StudyYear.__table__
exemption, figure, tally = StudyExemption.__table__, StudyFigure.__table__, StudyTally.__table__
area = StudyAreaTally.__table__

YEARS_BEFORE = 3
"""Of trainings this much is looked at: probation with its extension, and the year after."""

_YEAR, _DAY = place("year", SmallInteger()), place("day", Date())


def _gathered(statement: Select[Any], *columns: Any) -> Any:
    """The rows of a correlated subquery as a JSON list."""
    gathered = json_object(**{column.name: column for column in columns})
    return statement.with_only_columns(or_empty(json_rows(gathered))).scalar_subquery()


_trainings = _gathered(
    select(record.c.id)
    .join(kind, and_(kind.c.code == record.c.kind, kind.c.training))
    .where(
        record.c.member_id == member.c.id,
        record.c.state == "confirmed",
        record.c.occurred_on >= place("since", Date()),
    ),
    record.c.occurred_on,
    record.c.hours,
    record.c.level,
)
_posts = _gathered(
    select(post.c.id).where(post.c.member_id == member.c.id), post.c.office, post.c.from_on, post.c.to_on
)
_exemptions = _gathered(
    select(exemption.c.id).where(exemption.c.member_id == member.c.id, ~exemption.c.struck),
    exemption.c.ground,
    exemption.c.from_on,
    exemption.c.ended_on,
)
_namesakes = (
    select(func.count())
    .where(
        post.c.branch_id == any_(array([member.c[name] for name in LEVEL_COLUMNS])),
        post.c.member_id.is_(None),
        post.c.person_name == member.c.name,
        post.c.from_on <= _DAY,
        or_(post.c.to_on.is_(None), post.c.to_on >= _DAY),
    )
    .scalar_subquery()
)
_ROW = select(
    *(
        member.c[name]
        for name in ("id", "name", "pinyin", "branch_id", "stage", "joined_on", "full_on", "probation_ends_on")
    ),
    func.coalesce(year_row.c.organised_hours, 0).label("organised_hours"),
    _trainings.label("trainings"),
    _posts.label("posts"),
    _exemptions.label("exemptions"),
    _namesakes.label("namesakes"),
).select_from(member.outerjoin(year_row, and_(year_row.c.member_id == member.c.id, year_row.c.year == _YEAR)))
_PRESENT = and_(member.c.standing == Standing.NORMAL.value, member.c.stage.in_([stage.value for stage in PARTY_STAGES]))
_ONE = prepare(_ROW.where(member.c.id == place("member_id", Uuid()), _PRESENT))
_OF_BRANCHES = prepare(_ROW.where(member.c.branch_id == any_(place("branch_ids", ARRAY(Uuid()))), _PRESENT))

_SORTS = {"name": SortKey(member.c.pinyin, "pinyin", Text())}


def _values(year: int, day: date) -> dict[str, Any]:
    return {"year": year, "since": date(year - YEARS_BEFORE, 1, 1), "day": min(day, date(year, 12, 31))}


async def one(reader: Reader, member_id: UUID, year: int, day: date) -> Row | None:
    """A member of the Party; None for somebody of whom nothing is asked."""
    return await reader.row(_ONE, member_id=member_id, **_values(year, day))


async def of_branches(reader: Reader, branch_ids: Collection[UUID], year: int, day: date) -> list[Row]:
    """The members whose records these branches keep themselves."""
    return await reader.rows(_OF_BRANCHES, branch_ids=list(branch_ids), **_values(year, day))


@lru_cache(maxsize=16)
def _page_query(level: int, after: bool) -> Query:
    order = choose_sort(None, _SORTS, "name")
    statement = _ROW.where(in_scope(member, (level,)), _PRESENT)
    if after:
        statement = statement.where(order.after(member.c.id))
    return prepare(statement.order_by(*order.order(member.c.id)).limit(place("limit", Integer())))


async def page(
    reader: Reader, level: int, branch_id: UUID, year: int, day: date, *, cursor: str | None, limit: int
) -> Page:
    """Members of the branch and what stands below it, by name and never by hours. One query."""
    order = choose_sort(None, _SORTS, "name")
    values = {f"scope_l{level}": [branch_id], **_values(year, day), "limit": limit + 1}
    if cursor:
        behind = decode_cursor(cursor, order)
        values |= {"after_value": behind.value, "after_id": behind.identity}
    rows = await reader.rows(_page_query(level, bool(cursor)), **values)
    return cut_page(rows, limit, order, None)


_FIGURES = prepare(
    select(figure)
    .where(figure.c.branch_id == any_(place("branch_ids", ARRAY(Uuid()))))
    .order_by(figure.c.code, figure.c.from_year)
)


async def figures(reader: Reader, branch_ids: Collection[UUID]) -> list[Row]:
    """Every version of what these organisations have set for themselves."""
    return await reader.rows(_FIGURES, branch_ids=list(branch_ids))


_COUNTS = ("members", "exempt", "complete", "doubts")


@lru_cache(maxsize=8)
def _tally_query(level: int) -> Query:
    """Of city and districts the sums that the job has drawn up, of all others those of their branches."""
    table, within = (tally, tally.c[f"l{level}"]) if level > AREA_LEVELS else (area, area.c.branch_id)
    counts = [table.c[name].label(name) for name in _COUNTS]
    parts = [
        table.c[name][place_ + 1].label(f"{name}_{place_}")
        for name, width in (("missing", len(RequirementCode)), ("hours_bins", HOURS_BINS))
        for place_ in range(width)
    ]
    sums = [func.coalesce(func.sum(column), 0).label(column.name) for column in (*counts, *parts)]
    return prepare(
        select(*sums, func.min(table.c.reckoned_at).label("reckoned_at")).where(
            within == place("branch_id", Uuid()), table.c.year == _YEAR
        )
    )


async def tallied(reader: Reader, level: int, branch_id: UUID, year: int) -> Row:
    """Sums over the branch and all below it, as they were last reckoned; lists as `missing_0`, `hours_bins_0` …"""
    row = await reader.row(_tally_query(level), branch_id=branch_id, year=year)
    assert row is not None
    return row
