"""Reading the register: lists, counts, one record, its history. Views are made of the rows by `views.py`."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, SmallInteger, Text, Uuid, any_, func, literal_column, select
from sqlalchemy.dialects.postgresql import INTERVAL, TIMESTAMP

from models.base import LEVEL_COLUMNS
from models.enums.members import PARTY_STAGES, Standing
from models.members import MemberChange, MemberPhoto
from services.kit.paging import USUAL_LIMIT, Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.members.filters import (
    SEARCHES,
    MemberFilter,
    Sight,
    View,
    condition,
    gathered,
    member,
    planned_anew,
    seen,
)

change = MemberChange.__table__

_joined = func.coalesce(member.c.joined_on, literal_column("'infinity'::date", Date()))
SORTS: dict[str, SortKey] = {
    "created_at": SortKey(member.c.created_at, "created_at", TIMESTAMP(timezone=True)),
    "name": SortKey(member.c.pinyin, "pinyin", Text()),
    "joined_on": SortKey(_joined, "joined_key", Date()),
    "birth_date": SortKey(member.c.birth_date, "birth_date", Date()),
    "updated_at": SortKey(member.c.updated_at, "updated_at", TIMESTAMP(timezone=True)),
}
DEFAULT_SORT = "-created_at"

_UNSHOWN = {
    "grams", "id_number_hash", "id_tail_hash", "phone_hash", "phone_tail_hash", "address", "pay_base", "joined_day",
    *LEVEL_COLUMNS,
}  # fmt: skip
_SUMMARY = [*(column for column in member.c if column.name not in _UNSHOWN), _joined.label("joined_key")]


_ORDERED_DOWN_TO = {"created_at": 6, "pinyin": 3, "joined_key": 2, "birth_date": 2, "updated_at": 2}
"""By key, the lowest level whose subtrees an index holds in that order (models/members.py)."""


def _in_index_order(sight: Sight, key: SortKey) -> bool:
    """Whether an index gives the rows of such a sight in the order of the key, or nearly all rows are seen anyway."""
    if sight.direct:
        return key.field == "created_at"
    if sight.single:
        return sight.levels[0] <= _ORDERED_DOWN_TO[key.field]
    return not sight.levels or min(sight.levels) == 2


def _apart_from_indexes(sort: Sort) -> Sort:
    """The same order where its index is no way to the rows."""
    key = sort.key
    if isinstance(key.type, Text):
        column: Any = key.column.concat("")
    elif isinstance(key.type, Date):
        column = key.column + literal_column("0")
    else:
        column = key.column + literal_column("interval '0'", INTERVAL())
    return Sort(sort.name, SortKey(column, key.field, key.type), sort.descending)


def _chosen_order(sight: Sight, names: frozenset[str], sort: Sort) -> Sort:
    """The order as the planner should see it.

    Names that are found stand close together in the order of names, and those joined together among the dates: to
    read along such an index until twenty are found may mean to read nearly all of it. The same holds for a small
    subtree without an index of its own, which is sorted instead: what lies behind a cursor is often taken for little.
    """
    ordered = _in_index_order(sight, sort.key) and not gathered(sight, names)
    found_by_index = bool(names & SEARCHES) and not isinstance(sort.key.type, TIMESTAMP)
    return sort if ordered and not found_by_index else _apart_from_indexes(sort)


@lru_cache(maxsize=512)
def _page_query(sight: Sight, names: frozenset[str], sort: Sort, after: bool, limit: int | None) -> Query:
    """The statement of a page; without `limit` it is left open."""
    order = _chosen_order(sight, names, sort)
    asked = select(*_SUMMARY).where(condition(sight, names))
    if after:
        asked = asked.where(order.after(member.c.id))
    in_order = order.order(member.c.id)
    most: Any = place("limit", Integer()) if limit is None else literal_column(str(limit + 1))
    statement = asked.order_by(*in_order).limit(most)
    if gathered(sight, names):
        # Sorted by what they are sorted by: whole rows would be copied by the hundred, and all but twenty be left.
        found = func.array(statement.with_only_columns(_ROW_PLACE).scalar_subquery())
        statement = select(*_SUMMARY).where(any_(found) == _ROW_PLACE).order_by(*in_order)
    return prepare(statement, planned_anew=planned_anew(sight, names))


_ROW_PLACE: Any = literal_column("members.ctid")


def _written_limit(sight: Sight, limit: int) -> int | None:
    """The limit, where it is written into the statement: the usual one, in one subtree or everywhere.

    With an open limit PostgreSQL takes a page for a tenth of all, and plans each page anew as it deems that dear.
    """
    return limit if limit == USUAL_LIMIT and (sight.single or sight.direct or not sight.levels) else None


@lru_cache(maxsize=512)
def _count_query(sight: Sight, names: frozenset[str]) -> Query:
    counting = select(func.count()).select_from(member).where(condition(sight, names))
    return prepare(counting, planned_anew=planned_anew(sight, names))


def page_query(view: View, chosen: MemberFilter, sort: str | None, *, after: bool) -> Query:
    """The statement of a page of the usual size in one subtree or everywhere, for looking at its plan."""
    order = choose_sort(sort, SORTS, DEFAULT_SORT)
    return _page_query(view.sight, chosen.names, order, after, _written_limit(view.sight, USUAL_LIMIT))


async def page(
    reader: Reader,
    view: View,
    chosen: MemberFilter,
    *,
    sort: str | None,
    cursor: str | None,
    limit: int,
    with_total: bool,
) -> Page:
    """A page of the register. One query, one more for the total. Errors: those of `services.kit.paging`."""
    order = choose_sort(sort, SORTS, "updated_at" if "updated_since" in chosen.names else DEFAULT_SORT)
    behind = decode_cursor(cursor, order) if cursor else None
    if view.nowhere:
        return Page([], None, 0 if with_total else None)
    values = {**view.values, **chosen.values}
    written = _written_limit(view.sight, limit)
    query = _page_query(view.sight, chosen.names, order, behind is not None, written)
    edge: dict[str, Any] = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    if written is None:
        edge["limit"] = limit + 1
    rows = await reader.rows(query, **values, **edge)
    total = None
    if with_total:
        total = await reader.value(_count_query(view.sight, chosen.names), **values)
    return cut_page(rows, limit, order, total)


_photo = MemberPhoto.__table__
PHOTO = select(_photo.c.id).where(_photo.c.member_id == member.c.id).scalar_subquery().label("photo")
"""The id of a record's picture, None without one."""

WHOLE = [*(column for column in member.c if column.name != "grams"), PHOTO]
_ONE = prepare(select(*WHOLE).where(member.c.id == place("id", Uuid())))


async def one(reader: Reader, member_id: UUID) -> Row | None:
    """A record whole. Whoever calls checks that the actor may see it."""
    return await reader.row(_ONE, id=member_id)


_HISTORY = prepare(
    select(*(column for column in change.c if column.name != "member_id"))
    .where(change.c.member_id == place("member_id", Uuid()))
    .order_by(change.c.sequence)
)


async def history(reader: Reader, member_id: UUID) -> list[Row]:
    """What was done on a record, oldest first."""
    return await reader.rows(_HISTORY, member_id=member_id)


_BIRTHDAY_COLUMNS = [member.c[name] for name in ("id", "name", "branch_id", "stage", "joined_on", "joined_day")]
BIRTHDAY_SORT = Sort("joined_day", SortKey(member.c.joined_day, "joined_day", SmallInteger()), descending=False)


@lru_cache(maxsize=64)
def _birthday_query(sight: Sight, after: bool) -> Query:
    statement = select(*_BIRTHDAY_COLUMNS).where(
        seen(sight),
        member.c.joined_day.between(place("first", SmallInteger()), place("last", SmallInteger())),
        # Literal, as the index is partial on just these words.
        member.c.standing == literal_column(f"'{Standing.NORMAL.value}'"),
        member.c.stage.in_([literal_column(f"'{stage.value}'") for stage in PARTY_STAGES]),
    )
    if after:
        statement = statement.where(BIRTHDAY_SORT.after(member.c.id))
    order = BIRTHDAY_SORT.order(member.c.id)
    return prepare(statement.order_by(*order).limit(place("limit", Integer())))


async def birthdays(reader: Reader, view: View, month: int, *, cursor: str | None, limit: int) -> Page:
    """Whose day of joining (政治生日) falls into the month, by day."""
    behind = decode_cursor(cursor, BIRTHDAY_SORT) if cursor else None
    if view.nowhere:
        return Page([], None, None)
    edge = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    query = _birthday_query(view.sight, behind is not None)
    rows = await reader.rows(
        query, **view.values, **edge, first=month * 100 + 1, last=month * 100 + 31, limit=limit + 1
    )
    return cut_page(rows, limit, BIRTHDAY_SORT, None)
