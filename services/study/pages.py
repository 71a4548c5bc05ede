"""Pages of materials, groups and exemptions: who sees what, filters, sorts; one statement a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    any_,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.accounts import Account
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare

account = Account.__table__

_DUTIES = {
    "keep": Permission.STUDY_KEEP,
    "manage": Permission.STUDY_MANAGE,
    "read": Permission.STUDY_READ,
    "supervise": Permission.STUDY_SUPERVISE,
}
Levels = tuple[tuple[str, tuple[int, ...]], ...]
"""By duty the levels on which the actor's subtrees stand: the shape of a query."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its table, what is selected, who sees which rows, what it can be sorted by."""

    table: FromClause
    statement: Select[Any]
    seen: Callable[[Levels], ColumnElement[bool]]
    sorts: tuple[tuple[str, SortKey], ...]
    default: str
    conditions: tuple[tuple[str, ColumnElement[bool]], ...] = ()
    """Filters other than equality with a column, by their names."""


@dataclass(frozen=True, slots=True)
class View:
    """Where an actor looks: levels by duty, and the values for them."""

    levels: Levels
    values: dict[str, Any]


def view_of(actor: Actor) -> View:
    scopes = {name: actor.scope(permission) for name, permission in _DUTIES.items()}
    homes = {duty.branch_id for duty in actor.duties} | ({actor.home_branch_id} if actor.home_branch_id else set())
    nodes = [node for node in map(actor.tree.get, homes) if node is not None]
    values: dict[str, Any] = {"me": actor.account_id, "above": list({up for node in nodes for up in node.lineage})}
    for name, scope in scopes.items():
        values |= scope.values(name)
    return View(tuple((name, scope.levels) for name, scope in scopes.items()), values)


def within(table: FromClause, levels: Levels, *duties: str) -> ColumnElement[bool]:
    """Rows below the branches where the actor has one of the duties."""
    held = dict(levels)
    return or_(*(in_scope(table, held[duty], name=duty) for duty in duties))


def above(branch_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Rows of the actor's own organisations and of those above them."""
    return branch_id == any_(place("above", ARRAY(Uuid())))


def my_member_id() -> Any:
    """Whose record of the register is the account's own."""
    return select(account.c.member_id).where(account.c.id == place("me", Uuid())).scalar_subquery()


def timed(table: FromClause, *further: tuple[str, SortKey]) -> tuple[tuple[str, SortKey], ...]:
    """The sorts that every list has, and those of its own."""
    stamps = ((name, SortKey(table.c[name], name, TIMESTAMP(timezone=True))) for name in ("created_at", "updated_at"))
    return (*stamps, *further)


def _predicate(listing: Listing, name: str) -> ColumnElement[bool]:
    own = dict(listing.conditions)
    if name in own:
        return own[name]
    if name == "updated_since":
        return listing.table.c.updated_at >= place(name, TIMESTAMP(timezone=True))
    if name == "state":
        return listing.table.c.state == any_(place(name, ARRAY(Text())))
    return listing.table.c[name] == place(name, Uuid())


@lru_cache(maxsize=256)
def _page_query(listing: Listing, levels: Levels, names: frozenset[str], sort: Sort, after: bool) -> Query:
    conditions = [listing.seen(levels), *(_predicate(listing, name) for name in sorted(names))]
    statement = listing.statement.where(*conditions)
    if after:
        statement = statement.where(sort.after(listing.table.c.id))
    return prepare(statement.order_by(*sort.order(listing.table.c.id)).limit(place("limit", Integer())))


@lru_cache(maxsize=256)
def _count_query(listing: Listing, levels: Levels, names: frozenset[str]) -> Query:
    conditions = [listing.seen(levels), *(_predicate(listing, name) for name in sorted(names))]
    return prepare(listing.statement.with_only_columns(func.count(), maintain_column_froms=True).where(*conditions))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks of a list."""

    filters: Mapping[str, Any]
    sort: str | None
    cursor: str | None
    limit: int
    with_total: bool


async def page(reader: Reader, actor: Actor, listing: Listing, asked: Asked) -> Page:
    """One query, one more for the total. Errors: those of `services.kit.paging`."""
    chosen = {name: value for name, value in asked.filters.items() if value is not None and value != []}
    names, view = frozenset(chosen), view_of(actor)
    order = choose_sort(asked.sort, dict(listing.sorts), "updated_at" if "updated_since" in names else listing.default)
    behind = decode_cursor(asked.cursor, order) if asked.cursor else None
    query = _page_query(listing, view.levels, names, order, behind is not None)
    edge = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    values = {**view.values, **chosen, **edge, "limit": asked.limit + 1}
    rows = await reader.rows(query, **needed(query, values))
    total = None
    if asked.with_total:
        counting = _count_query(listing, view.levels, names)
        total = await reader.value(counting, **needed(counting, values))
    return cut_page(rows, asked.limit, order, total)


@lru_cache(maxsize=64)
def _one_query(listing: Listing, levels: Levels) -> Query:
    return prepare(listing.statement.where(listing.table.c.id == place("id", Uuid()), listing.seen(levels)))


async def one(reader: Reader, actor: Actor, listing: Listing, identity: UUID) -> Row | None:
    """One row of a list; None when it is absent or the actor may not see it."""
    view = view_of(actor)
    query = _one_query(listing, view.levels)
    return await reader.row(query, **needed(query, {**view.values, "id": identity}))


def needed(query: Query, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of all values at hand, those the compiled query has places for."""
    return {name: values[name] for name in query.names if name in values}


def day(name: str) -> Any:
    return place(name, Date())


def identity(name: str) -> Any:
    return place(name, Uuid())
