"""Lists of sessions, records and outputs: who sees what, filters, pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
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
    and_,
    any_,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.accounts import Account
from models.enums.study import Attendance, DeclarationState
from models.members import Member
from models.study import StudyAttendance, StudyKind, StudySession
from models.study_records import StudyOutput, StudyRecord
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare

account, member, kind = Account.__table__, Member.__table__, StudyKind.__table__
study, line = StudySession.__table__, StudyAttendance.__table__
record, output = StudyRecord.__table__, StudyOutput.__table__

_DUTIES = {
    "keep": Permission.STUDY_KEEP,
    "read": Permission.STUDY_READ,
    "supervise": Permission.STUDY_SUPERVISE,
}
_MOMENT = TIMESTAMP(timezone=True)
Levels = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Where an actor looks: levels by duty (the shape), and the values for them."""

    levels: Levels
    values: dict[str, Any]


def view_of(actor: Actor) -> View:
    scopes = {name: actor.scope(permission) for name, permission in _DUTIES.items()}
    values: dict[str, Any] = {"me": actor.account_id}
    for name, scope in scopes.items():
        values |= scope.values(name)
    return View(tuple((name, scope.levels) for name, scope in scopes.items()), values)


_OWN = select(account.c.member_id).where(account.c.id == place("me", Uuid())).scalar_subquery()
"""Whose record is the caller's own; evaluated once for a query."""


def _by_name(table: FromClause, levels: Levels) -> list[ColumnElement[bool]]:
    held = dict(levels)
    return [in_scope(table, held[duty], name=duty) for duty in ("keep", "supervise") if held[duty]]


def _named(table: FromClause, levels: Levels) -> ColumnElement[bool]:
    """Where the actor sees members by name; for whoever sees nobody else, one's own.

    Not both at once: a scope alone is one range of an index, a scope or oneself is none.
    """
    return or_(*(_by_name(table, levels) or [table.c.member_id == _OWN]))


def _one_named(table: FromClause, levels: Levels) -> ColumnElement[bool]:
    """A single one: of these, or one's own, or what one has declared."""
    return or_(*_by_name(table, levels), table.c.member_id == _OWN, table.c.declared_by == place("me", Uuid()))


def _sessions(levels: Levels) -> ColumnElement[bool]:
    """Without names: whoever reads the study of the organisation."""
    return in_scope(study, dict(levels)["read"], name="read")


def _one_session(levels: Levels) -> ColumnElement[bool]:
    """And whoever is expected at it."""
    return or_(_sessions(levels), _MINE.c.member_id.is_not(None))


def _own_sessions(_levels: Levels) -> ColumnElement[bool]:
    return _MINE.c.member_id.is_not(None)


_MINE = line.alias("mine")
_COUNTS = (
    select(
        func.count().filter(line.c.expected).label("expected_count"),
        *(func.count().filter(line.c.mark == mark.value).label(f"{mark.value}_count") for mark in Attendance),
        func.count().filter(~line.c.expected).label("walk_in_count"),
    )
    .where(line.c.session_id == study.c.id)
    .lateral("counts")
)
_SESSION_ROW = (
    select(
        *study.c,
        kind.c.label.label("kind_label"),
        kind.c.label_en.label("kind_label_en"),
        *_COUNTS.c,
        _MINE.c.mark.label("own_mark"),
        _MINE.c.reason.label("own_reason"),
        _MINE.c.made_up_on.label("own_made_up_on"),
    )
    .select_from(
        study.join(kind, kind.c.code == study.c.kind).outerjoin(
            _MINE, and_(_MINE.c.session_id == study.c.id, _MINE.c.member_id == _OWN)
        )
    )
    .join(_COUNTS, true())
)
_RECORD_ROW = select(
    *record.c,
    kind.c.label.label("kind_label"),
    kind.c.label_en.label("kind_label_en"),
    member.c.name.label("member_name"),
    (record.c.member_id == _OWN).label("concerned"),
).select_from(record.join(kind, kind.c.code == record.c.kind).join(member, member.c.id == record.c.member_id))
_OUTPUT_ROW = select(
    *output.c, member.c.name.label("member_name"), (output.c.member_id == _OWN).label("concerned")
).select_from(output.join(member, member.c.id == output.c.member_id))


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its table, what is selected, who sees what, by what it is sorted."""

    table: FromClause
    statement: Select[Any]
    seen: Callable[[Levels], ColumnElement[bool]]
    sorts: Mapping[str, SortKey]
    default: str


def _sorts(table: FromClause, **types: Any) -> dict[str, SortKey]:
    return {name: SortKey(table.c[name], name, type_) for name, type_ in types.items()}


_BY_DAY = {"occurred_on": Date(), "updated_at": _MOMENT}
_SESSION_SORTS = _sorts(study, starts_at=_MOMENT, updated_at=_MOMENT)
LISTINGS = {
    "sessions": Listing(study, _SESSION_ROW, _sessions, _SESSION_SORTS, "-starts_at"),
    "session": Listing(study, _SESSION_ROW, _one_session, {}, ""),
    "own_sessions": Listing(study, _SESSION_ROW, _own_sessions, _SESSION_SORTS, "-starts_at"),
    "records": Listing(
        record, _RECORD_ROW, lambda levels: _named(record, levels), _sorts(record, **_BY_DAY), "-occurred_on"
    ),
    "record": Listing(record, _RECORD_ROW, lambda levels: _one_named(record, levels), {}, ""),
    "output": Listing(output, _OUTPUT_ROW, lambda levels: _one_named(output, levels), {}, ""),
    "outputs": Listing(
        output, _OUTPUT_ROW, lambda levels: _named(output, levels), _sorts(output, **_BY_DAY), "-occurred_on"
    ),
}

WAITING = "waiting"
"""The filter for what waits, told from other states because it has a small index of its own."""


def _predicate(table: FromClause, name: str) -> ColumnElement[bool]:
    if name == WAITING:
        return table.c.state == DeclarationState.SUBMITTED.value
    if name.startswith("within_l"):
        return table.c[name.removeprefix("within_")] == place(name, Uuid())
    if name in ("first_day", "last_day"):
        day = place(name, Date())
        return table.c.occurred_on >= day if name == "first_day" else table.c.occurred_on <= day
    if name in ("starts_after", "starts_before"):
        moment = place(name, _MOMENT)
        return table.c.starts_at >= moment if name == "starts_after" else table.c.starts_at < moment
    if name in ("ends_after", "ends_before"):
        moment = place(name, _MOMENT)
        return table.c.ends_at >= moment if name == "ends_after" else table.c.ends_at < moment
    if name == "updated_since":
        return table.c.updated_at >= place(name, _MOMENT)
    if name in ("branch_id", "group_id", "member_id", "session_id"):
        return table.c[name] == place(name, Uuid())
    return table.c[name] == any_(place(name, ARRAY(Text())))


def within(actor: Actor, branch_id: UUID | None, *, direct: bool = False) -> dict[str, Any]:
    """The filter for a branch with all below it, or for it alone; one that nobody knows finds nothing."""
    if branch_id is None:
        return {}
    node = actor.tree.get(branch_id)
    return {"branch_id": branch_id} if direct or node is None else {f"within_l{node.level}": branch_id}


def days_of(year: int | None) -> dict[str, Any]:
    """The filter for a year: a range of days, which the indexes are by."""
    return {} if year is None else {"first_day": date(year, 1, 1), "last_day": date(year, 12, 31)}


@lru_cache(maxsize=512)
def _page_query(what: str, levels: Levels, names: frozenset[str], sort: Sort, after: bool) -> Query:
    listing = LISTINGS[what]
    conditions = [listing.seen(levels), *(_predicate(listing.table, name) for name in sorted(names))]
    statement = listing.statement.where(*conditions)
    if after:
        statement = statement.where(sort.after(listing.table.c.id))
    return prepare(statement.order_by(*sort.order(listing.table.c.id)).limit(place("limit", Integer())))


@lru_cache(maxsize=256)
def _count_query(what: str, levels: Levels, names: frozenset[str]) -> Query:
    listing = LISTINGS[what]
    conditions = [listing.seen(levels), *(_predicate(listing.table, name) for name in sorted(names))]
    source: FromClause = listing.table
    if listing.table is study:
        source = study.outerjoin(_MINE, and_(_MINE.c.session_id == study.c.id, _MINE.c.member_id == _OWN))
    return prepare(select(func.count()).select_from(source).where(*conditions))


@dataclass(frozen=True, slots=True)
class Asked:
    """A page as it is asked for."""

    sort: str | None
    cursor: str | None
    limit: int
    with_total: bool = False


async def page(reader: Reader, actor: Actor, what: str, filters: dict[str, Any], asked: Asked) -> Page:
    """A page of one of `LISTINGS`. One query, one more for the total. Errors: those of `services.kit.paging`."""
    chosen = {name: value for name, value in filters.items() if value is not None and value != []}
    if what in ("records", "outputs") and chosen.get("state") == [DeclarationState.SUBMITTED.value]:
        chosen[WAITING] = chosen.pop("state")
    names, view, listing = frozenset(chosen), view_of(actor), LISTINGS[what]
    order = choose_sort(asked.sort, dict(listing.sorts), "updated_at" if "updated_since" in names else listing.default)
    behind = decode_cursor(asked.cursor, order) if asked.cursor else None
    query = _page_query(what, view.levels, names, order, behind is not None)
    edge = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    values = {**view.values, **chosen, **edge, "limit": asked.limit + 1}
    rows = await reader.rows(query, **needed(query, values))
    total = None
    if asked.with_total:
        counting = _count_query(what, view.levels, names)
        total = await reader.value(counting, **needed(counting, values))
    return cut_page(rows, asked.limit, order, total)


@lru_cache(maxsize=64)
def _one_query(what: str, levels: Levels) -> Query:
    listing = LISTINGS[what]
    return prepare(listing.statement.where(listing.table.c.id == place("id", Uuid()), listing.seen(levels)))


async def one(reader: Reader, actor: Actor, what: str, identity: UUID) -> Row | None:
    """One row of a listing; None when it is absent or the actor may not see it."""
    view = view_of(actor)
    query = _one_query(what, view.levels)
    return await reader.row(query, **needed(query, {**view.values, "id": identity}))


def needed(query: Query, values: dict[str, Any]) -> dict[str, Any]:
    """Of all values at hand, those the compiled query has places for."""
    return {name: values[name] for name in query.names if name in values}
