"""Lists of schemes, points entered by hand, publications and objections: who sees what, filters, pages."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    ScalarSelect,
    Select,
    SmallInteger,
    Text,
    Uuid,
    and_,
    any_,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.accounts import Account
from models.enums.points import SchemeState
from models.members import Member
from models.point_reviews import PointObjection, PointPublication
from models.points import PointClaim, PointFile, PointRule, PointScheme
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare

account, member = Account.__table__, Member.__table__
claim, rule, scheme = PointClaim.__table__, PointRule.__table__, PointScheme.__table__
file = PointFile.__table__
objection, publication = PointObjection.__table__, PointPublication.__table__

_DUTIES = {
    "keep": Permission.POINT_KEEP,
    "manage": Permission.POINT_MANAGE,
    "read": Permission.POINT_READ,
    "supervise": Permission.POINT_SUPERVISE,
}
DEFAULT_SORT = "-created_at"
Levels = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Where an actor looks: levels by duty (the shape), and the values for them."""

    levels: Levels
    values: dict[str, Any]


def view_of(actor: Actor) -> View:
    scopes = {name: actor.scope(permission) for name, permission in _DUTIES.items()}
    homes = {duty.branch_id for duty in actor.duties} | ({actor.home_branch_id} if actor.home_branch_id else set())
    nodes = [node for node in map(actor.tree.get, homes) if node is not None]
    values = {"me": actor.account_id, "above": list({above for node in nodes for above in node.lineage})}
    for name, scope in scopes.items():
        values |= scope.values(name)
    return View(tuple((name, scope.levels) for name, scope in scopes.items()), values)


def _named(table: FromClause, levels: Levels) -> ColumnElement[bool]:
    """Where the actor sees members by name."""
    held = dict(levels)
    return or_(in_scope(table, held["keep"], name="keep"), in_scope(table, held["supervise"], name="supervise"))


def _mine(member_id: ColumnElement[Any]) -> ColumnElement[bool]:
    return select(account.c.id).where(account.c.id == place("me", Uuid()), account.c.member_id == member_id).exists()


def _schemes(levels: Levels) -> ColumnElement[bool]:
    """Published ones concern everybody below; drafts only who writes them."""
    held = dict(levels)
    reaches = scheme.c.branch_id == any_(place("above", ARRAY(Uuid())))
    public = and_(scheme.c.state != SchemeState.DRAFT.value, or_(reaches, in_scope(scheme, held["read"], name="read")))
    return or_(public, in_scope(scheme, held["manage"], name="manage"))


def _publications(levels: Levels) -> ColumnElement[bool]:
    """Officers, and the members of the branch."""
    belongs = (
        select(account.c.id)
        .join_from(account, member, account.c.member_id == member.c.id)
        .where(account.c.id == place("me", Uuid()), member.c.branch_id == publication.c.branch_id)
        .exists()
    )
    return or_(_named(publication, levels), belongs)


def _objections(levels: Levels) -> ColumnElement[bool]:
    raised = objection.c.raised_by == place("me", Uuid())
    return or_(_named(objection, levels), raised, _mine(objection.c.member_id))


def _claims(levels: Levels) -> ColumnElement[bool]:
    return _named(claim, levels)


def _claim(levels: Levels) -> ColumnElement[bool]:
    """A single one also by the member whose points it would give."""
    return or_(_named(claim, levels), _mine(claim.c.member_id))


def files_of(claim_id: ColumnElement[Any]) -> ScalarSelect[Any]:
    """How many files go with an entry that was made by hand."""
    return select(func.count()).where(file.c.claim_id == claim_id).scalar_subquery()


RULE_ROW = [
    rule.c.title,
    rule.c.head,
    rule.c.version.label("rule_version"),
    rule.c.basis,
    rule.c.cap,
    rule.c.cap_period,
]
CLAIM_ROW = [
    *claim.c,
    *RULE_ROW,
    rule.c.code.label("rule_code"),
    files_of(claim.c.id).label("files"),
]
_CLAIMS = select(*CLAIM_ROW, member.c.name.label("member_name")).select_from(
    claim.join(member, member.c.id == claim.c.member_id).join(rule, rule.c.id == claim.c.rule_id)
)
_OBJECTION_ROW = [*objection.c, member.c.name.label("member_name"), _mine(objection.c.member_id).label("concerned")]


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its table, what is selected, who sees what."""

    table: FromClause
    statement: Select[Any]
    seen: Callable[[Levels], ColumnElement[bool]]


LISTINGS = {
    "schemes": Listing(scheme, select(*(column for column in scheme.c if column.name != "rules_frozen")), _schemes),
    "scheme": Listing(scheme, select(scheme), _schemes),
    "claims": Listing(claim, _CLAIMS, _claims),
    "claim": Listing(claim, _CLAIMS, _claim),
    "publications": Listing(
        publication, select(*(column for column in publication.c if column.name != "lines")), _publications
    ),
    "publication": Listing(publication, select(publication), _publications),
    "objections": Listing(
        objection,
        select(*_OBJECTION_ROW).select_from(objection.join(member, member.c.id == objection.c.member_id)),
        _objections,
    ),
}


def _predicate(table: FromClause, name: str) -> ColumnElement[bool]:
    if name == "updated_since":
        return table.c.updated_at >= place(name, TIMESTAMP(timezone=True))
    if name == "state":
        return table.c.state == any_(place(name, ARRAY(Text())))
    return table.c[name] == place(name, SmallInteger() if name in {"year", "quarter"} else Uuid())


def _sorts(table: FromClause) -> dict[str, SortKey]:
    sorts = {name: SortKey(table.c[name], name, TIMESTAMP(timezone=True)) for name in ("created_at", "updated_at")}
    return sorts | ({"due_on": SortKey(table.c.due_on, "due_on", Date())} if "due_on" in table.c else {})


@lru_cache(maxsize=256)
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
    return prepare(select(func.count()).select_from(listing.table).where(*conditions))


async def page(
    reader: Reader,
    actor: Actor,
    what: str,
    filters: dict[str, Any],
    *,
    sort: str | None,
    cursor: str | None,
    limit: int,
    with_total: bool,
) -> Page:
    """A page of one of `LISTINGS`. One query, one more for the total. Errors: those of `services.kit.paging`."""
    chosen = {name: value for name, value in filters.items() if value is not None and value != []}
    names, view = frozenset(chosen), view_of(actor)
    sorts = _sorts(LISTINGS[what].table)
    order = choose_sort(sort, sorts, "updated_at" if "updated_since" in names else DEFAULT_SORT)
    behind = decode_cursor(cursor, order) if cursor else None
    query = _page_query(what, view.levels, names, order, behind is not None)
    edge = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    values = {**view.values, **chosen, **edge, "limit": limit + 1}
    rows = await reader.rows(query, **needed(query, values))
    total = None
    if with_total:
        counting = _count_query(what, view.levels, names)
        total = await reader.value(counting, **needed(counting, values))
    return cut_page(rows, limit, order, total)


@lru_cache(maxsize=64)
def _one_query(what: str, levels: Levels) -> Query:
    listing = LISTINGS[what]
    return prepare(listing.statement.where(listing.table.c.id == place("id", Uuid()), listing.seen(levels)))


async def one(reader: Reader, actor: Actor, what: str, identity: Any) -> Row | None:
    """One row of a listing; None when it is absent or the actor may not see it."""
    view = view_of(actor)
    query = _one_query(what, view.levels)
    return await reader.row(query, **needed(query, {**view.values, "id": identity}))


def needed(query: Query, values: dict[str, Any]) -> dict[str, Any]:
    """Of all values at hand, those the compiled query has places for."""
    return {name: values[name] for name in query.names if name in values}
