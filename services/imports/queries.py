"""Reading imports: the list, one of them, its rows."""

from collections.abc import AsyncIterator
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Text, Uuid, any_, func, select
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.enums.imports import RowState
from models.imports import Import, ImportRow
from models.members import Member
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.imports.commands import WHAT, may_see
from services.kit.errors import NOT_FOUND
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare

found = Import.__table__
row = ImportRow.__table__
_member = Member.__table__

SORTS: dict[str, SortKey] = {
    "created_at": SortKey(found.c.created_at, "created_at", TIMESTAMP(timezone=True)),
    "updated_at": SortKey(found.c.updated_at, "updated_at", TIMESTAMP(timezone=True)),
}
_weighty = (
    select(func.count())
    .select_from(row)
    .where(row.c.import_id == found.c.id, row.c.state == RowState.CHANGED.value, row.c.weighty)
    .scalar_subquery()
    .label("weighty")
)


@lru_cache(maxsize=64)
def _page_query(levels: tuple[int, ...], sort: Sort, names: frozenset[str], *, after: bool) -> Query:
    statement = select(*found.c).where(in_scope(found, levels))
    if "updated_since" in names:
        statement = statement.where(found.c.updated_at >= place("updated_since", TIMESTAMP(timezone=True)))
    else:
        statement = statement.where(found.c.deleted_at.is_(None))
    if "state" in names:
        statement = statement.where(found.c.state == any_(place("state", ARRAY(Text()))))
    if after:
        statement = statement.where(sort.after(found.c.id))
    return prepare(statement.order_by(*sort.order(found.c.id)).limit(place("limit", Integer())))


async def page(
    reader: Reader, actor: Actor, *, filters: dict[str, object], sort: str | None, cursor: str | None, limit: int
) -> Page:
    """Imports into branches whose register the actor keeps, newest first. One query."""
    order = choose_sort(sort, SORTS, "updated_at" if "updated_since" in filters else "-created_at")
    behind = decode_cursor(cursor, order) if cursor else None
    scope = actor.scope(Permission.MEMBER_MANAGE)
    if not scope.roots:
        return Page([], None, None)
    query = _page_query(scope.levels, order, frozenset(filters), after=behind is not None)
    edge = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    rows = await reader.rows(query, **scope.values(), **filters, **edge, limit=limit + 1)
    return cut_page(rows, limit, order, None)


_ONE = prepare(select(*found.c, _weighty).where(found.c.id == place("id", Uuid())))


async def one(reader: Reader, actor: Actor, import_id: UUID) -> Row:
    """An import with the number of its weighty rows. Errors: `not_found`."""
    stored = await reader.row(_ONE, id=import_id)
    if stored is None or stored["deleted_at"] is not None or not may_see(actor, stored["branch_id"]):
        raise NOT_FOUND(what=WHAT)
    return stored


_ROW = [*row.c, _member.c.name.label("member_name"), _member.c.branch_id.label("member_branch_id")]
_with_member = row.outerjoin(_member, _member.c.id == row.c.member_id)


@lru_cache(maxsize=8)
def _rows_query(states: bool, after: bool) -> Query:
    statement = select(*_ROW).select_from(_with_member).where(row.c.import_id == place("import_id", Uuid()))
    if states:
        statement = statement.where(row.c.state == any_(place("state", ARRAY(Text()))))
    if after:
        statement = statement.where(row.c.number > place("after", Integer()))
    return prepare(statement.order_by(row.c.number).limit(place("limit", Integer())))


async def rows(
    reader: Reader, import_id: UUID, *, states: list[str], after: int | None, limit: int
) -> tuple[list[Row], int | None]:
    """A page of rows by number, and the number behind which the next one begins. One query."""
    values = {"import_id": import_id, "limit": limit + 1}
    if states:
        values["state"] = states
    if after is not None:
        values["after"] = after
    got = await reader.rows(_rows_query(bool(states), after is not None), **values)
    return got[:limit], got[limit - 1]["number"] if len(got) > limit else None


_ONE_ROW = prepare(
    select(*_ROW)
    .select_from(_with_member)
    .where(row.c.import_id == place("import_id", Uuid()), row.c.number == place("number", Integer()))
)


async def one_row(reader: Reader, import_id: UUID, number: int) -> Row:
    """A row. Errors: `not_found`."""
    stored = await reader.row(_ONE_ROW, import_id=import_id, number=number)
    if stored is None:
        raise NOT_FOUND(what="这一行")
    return stored


_FAULTY = prepare(
    select(row.c.number, row.c.state, row.c.twins, row.c.content)
    .where(
        row.c.import_id == place("import_id", Uuid()),
        row.c.state.in_([RowState.CONFLICT.value, RowState.INVALID.value]),
    )
    .order_by(row.c.number)
)


def faulty_rows(reader: Reader, import_id: UUID) -> AsyncIterator[Row]:
    """All rows with errors or conflicts, by number."""
    return reader.stream(_FAULTY, import_id=import_id)
