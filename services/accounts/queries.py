"""What administrators and auditors read of accounts: the list and one account, within their branches."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    and_,
    any_,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.accounts import USERNAME_HASH, Account, Grant, SignInThrottle
from models.branches import Branch
from models.enums.accounts import AccountState, Role
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.access.roles import ROLE_LABELS
from services.accounts.own_queries import branch_of
from services.kit.database import WriteSession, reader_in
from services.kit.errors import NOT_FOUND
from services.kit.json_columns import json_object, json_rows, or_empty
from services.kit.names import query_grams
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare

SORTS = {
    "username": SortKey(Account.__table__.c.username, "username", Text()),
    "created_at": SortKey(Account.__table__.c.created_at, "created_at", TIMESTAMP(timezone=True)),
    "updated_at": SortKey(Account.__table__.c.updated_at, "updated_at", TIMESTAMP(timezone=True)),
}
_NOW = place("now", TIMESTAMP(timezone=True))
_ID = Account.__table__.c.id
_HASH: ColumnElement[bytes] = literal_column(USERNAME_HASH, LargeBinary())
_LOCKED_UNTIL = (
    select(SignInThrottle.locked_until)
    .where(SignInThrottle.username_hash == _HASH, SignInThrottle.locked_until > _NOW)
    .correlate(Account)
    .scalar_subquery()
)
_LOCKED = _HASH.in_(select(SignInThrottle.username_hash).where(SignInThrottle.locked_until > _NOW))
"""The same asked of all accounts at once: the few locks are gathered first, and their accounts found by an index."""
_grant = Grant.__table__
_GRANTS = (
    select(
        json_rows(
            json_object(
                id=_grant.c.id, role=_grant.c.role, branch_id=_grant.c.branch_id, granted_at=_grant.c.granted_at
            ),
            _grant.c.id,
        )
    )
    .where(Grant.account_id == Account.id, Grant.revoked_at.is_(None))
    .correlate(Account)
    .scalar_subquery()
)
_ROW = select(
    Account.id,
    Account.username,
    Account.display_name,
    Account.kind,
    Account.branch_id,
    Account.member_id,
    Account.password_expires_on,
    Account.must_change_password,
    Account.totp_confirmed_at.is_not(None).label("second_factor"),
    Account.closed_at,
    _LOCKED_UNTIL.label("locked_until"),
    or_empty(_GRANTS).label("grants"),
    Account.created_at,
    Account.updated_at,
    Account.version,
)
_ONE = _ROW.where(Account.id == place("account_id", Uuid()))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of accounts is narrowed to; several values of one filter mean any of them."""

    q: str | None = None
    roles: tuple[Role, ...] = ()
    branch_id: UUID | None = None
    """Somewhere in this subtree: by home branch or duty; together with `roles`, by such a duty."""
    states: tuple[AccountState, ...] = ()
    updated_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Shape:
    """All that makes one list's SQL differ from another's."""

    sort: str
    after: bool
    levels: tuple[int, ...] | None
    within_level: int | None
    roles: bool
    grams: bool
    states: frozenset[AccountState] = field(default_factory=frozenset)
    since: bool = False
    counting: bool = False


async def list_accounts(
    reader: Reader,
    actor: Actor,
    filters: Filters,
    *,
    sort: str | None,
    cursor: str | None,
    limit: int,
    with_total: bool,
    now: datetime,
) -> Page:
    """A page of the accounts within the actor's branches. Errors: `paging.unknown_sort`, `paging.unknown_cursor`."""
    since = filters.updated_since is not None
    chosen = choose_sort(None if since else sort, SORTS, "updated_at" if since else "username")
    values = _values(actor, filters)
    if values is None:
        return Page([], None, 0 if with_total else None)
    edge = decode_cursor(cursor, chosen) if cursor else None
    shape = _shape(actor, filters, chosen, after=edge is not None)
    after = {"after_value": edge.value, "after_id": edge.identity} if edge else {}
    rows = await reader.rows(_list_query(shape), **values, **after, now=now, limit=limit + 1)
    total = None
    if with_total:
        counting = _shape(actor, filters, chosen, after=False, counting=True)
        count_query = _list_query(counting)
        total = await reader.value(count_query, **_wanted(count_query, {**values, "now": now}))
    page = cut_page(rows, limit, chosen, total)
    return Page([resource(actor, row) for row in page.items], page.next_cursor, page.total)


async def find_account(reader: Reader, actor: Actor, account_id: UUID, now: datetime) -> dict[str, Any]:
    """One account within the actor's branches. Errors: `not_found`."""
    scope = actor.scope(Permission.ACCOUNT_READ)
    query = _one_query(None if scope.everywhere else scope.levels)
    values = {} if scope.everywhere else scope.values()
    row = await reader.row(query, account_id=account_id, now=now, **values)
    if row is None:
        raise NOT_FOUND(what="账号")
    return resource(actor, row)


async def written_account(session: WriteSession, actor: Actor, account_id: UUID, now: datetime) -> dict[str, Any]:
    """An account as the open transaction has left it."""
    row = await (await reader_in(session)).row(_one_query(None), account_id=account_id, now=now)
    assert row is not None, "the command has just written it"
    return resource(actor, row)


def resource(actor: Actor, row: Row) -> dict[str, Any]:
    """A row as the API shows it: state, branches by name, roles by label."""
    grants = [
        {
            "id": held["id"],
            "role": held["role"],
            "role_label": ROLE_LABELS[Role(held["role"])].render(actor.locale),
            "branch": branch_of(actor, UUID(held["branch_id"])),
            "granted_at": held["granted_at"],
        }
        for held in row["grants"]
    ]
    state = (
        AccountState.CLOSED if row["closed_at"] else AccountState.LOCKED if row["locked_until"] else AccountState.OPEN
    )
    return {**row, "home_branch": branch_of(actor, row["branch_id"]), "grants": grants, "state": state}


def _shape(actor: Actor, filters: Filters, sort: Sort, *, after: bool, counting: bool = False) -> _Shape:
    scope = actor.scope(Permission.ACCOUNT_READ)
    node = actor.tree.get(filters.branch_id) if filters.branch_id else None
    return _Shape(
        sort=sort.name,
        after=after,
        levels=None if scope.everywhere else scope.levels,
        within_level=node.level if node else None,
        roles=bool(filters.roles),
        grams=bool(filters.q and query_grams(filters.q)),
        states=frozenset(filters.states),
        since=filters.updated_since is not None,
        counting=counting,
    )


def _values(actor: Actor, filters: Filters) -> dict[str, Any] | None:
    """Values for the places of the list; None when nothing can match."""
    scope = actor.scope(Permission.ACCOUNT_READ)
    values: dict[str, Any] = {} if scope.everywhere else scope.values()
    if filters.branch_id is not None:
        node = actor.tree.get(filters.branch_id)
        if node is None or not scope.covers(node.id):
            return None
        values[f"within_l{node.level}"] = [node.id]
    if filters.roles:
        values["roles"] = [role.value for role in filters.roles]
    if filters.q and (grams := query_grams(filters.q)):
        values["grams"] = grams
    if filters.updated_since is not None:
        values["since"] = filters.updated_since
    return values


@lru_cache(maxsize=256)
def _list_query(shape: _Shape) -> Query:
    sort = choose_sort(shape.sort, SORTS, "username")
    conditions = _conditions(shape)
    if shape.counting:
        return prepare(select(func.count()).select_from(Account).where(*conditions))
    if shape.after:
        conditions.append(sort.after(_ID))
    listed = _ROW.where(*conditions).order_by(*sort.order(_ID))
    return prepare(listed.limit(place("limit", Integer())))


@lru_cache(maxsize=64)
def _one_query(levels: tuple[int, ...] | None) -> Query:
    return prepare(_ONE if levels is None else _ONE.where(_placed(levels, "scope", by_role=False)))


def _conditions(shape: _Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.levels is not None:
        conditions.append(_placed(shape.levels, "scope", by_role=False))
    if shape.within_level is not None:
        conditions.append(_placed((shape.within_level,), "within", by_role=shape.roles))
    elif shape.roles:
        conditions.append(_granted(_OF_ROLES))
    if shape.grams:
        conditions.append(Account.grams.contains(place("grams", ARRAY(Text()))))
    if shape.states:
        conditions.append(or_(*(_STATES[state] for state in sorted(shape.states))))
    if shape.since:
        conditions.append(Account.updated_at >= place("since", TIMESTAMP(timezone=True)))
    return conditions


_OF_ROLES = Grant.role == any_(place("roles", ARRAY(Text())))
_STATES: dict[AccountState, ColumnElement[bool]] = {
    AccountState.OPEN: and_(Account.closed_at.is_(None), ~_LOCKED),
    AccountState.CLOSED: Account.closed_at.is_not(None),
    AccountState.LOCKED: and_(Account.closed_at.is_(None), _LOCKED),
}


def _granted(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    living = select(Grant.id).where(Grant.account_id == Account.id, Grant.revoked_at.is_(None), *conditions)
    return living.correlate(Account).exists()


def _placed(levels: tuple[int, ...], name: str, *, by_role: bool) -> ColumnElement[bool]:
    """Accounts of a subtree: by a duty there, or (unless a role is asked for) by their home branch."""
    table = Branch.__table__.alias(f"{name}_branches")
    inside = select(table.c.id).where(in_scope(table, levels, name=name))
    by_duty = _granted(Grant.branch_id.in_(inside), *([_OF_ROLES] if by_role else []))
    return by_duty if by_role else or_(Account.branch_id.in_(inside), by_duty)


def _wanted(query: Query, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in query.names}
