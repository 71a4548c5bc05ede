"""Reading transfers: lists, counts, one transfer, its history. Views are made of the rows by `views.py`."""

from functools import lru_cache
from uuid import UUID

from sqlalchemy import Date, Integer, Uuid, and_, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.accounts import Account
from models.transfers import TransferEvent
from services.access.actor import Actor
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.transfers.filters import Sight, TransferFilter, View, condition, my_turn, seen, transfer, view_of

event = TransferEvent.__table__
account = Account.__table__
_owner = account.alias("owner")

_last_day = func.coalesce(transfer.c.valid_until, literal_column("'infinity'::date", Date()))
SORTS: dict[str, SortKey] = {
    "created_at": SortKey(transfer.c.created_at, "created_at", TIMESTAMP(timezone=True)),
    "updated_at": SortKey(transfer.c.updated_at, "updated_at", TIMESTAMP(timezone=True)),
    "valid_until": SortKey(_last_day, "valid_key", Date()),
}
DEFAULT_SORT = "-created_at"
_UNSHOWN = {"grams", "incoming", "id_number_hash"}
_own = (
    select(_owner.c.id)
    .where(_owner.c.id == place("me", Uuid()), _owner.c.member_id == transfer.c.member_id)
    .exists()
    .label("own")
)
_ROW = [*(column for column in transfer.c if column.name not in _UNSHOWN), _last_day.label("valid_key"), _own]


@lru_cache(maxsize=256)
def _page_query(sight: Sight, names: frozenset[str], mine: bool, sort: Sort, after: bool) -> Query:
    statement = select(*_ROW).where(condition(sight, names, mine))
    if after:
        statement = statement.where(sort.after(transfer.c.id))
    statement = statement.order_by(*sort.order(transfer.c.id)).limit(place("limit", Integer()))
    return prepare(statement, planned_anew="q" in names)


@lru_cache(maxsize=256)
def _count_query(sight: Sight, names: frozenset[str], mine: bool) -> Query:
    return prepare(select(func.count()).select_from(transfer).where(condition(sight, names, mine)))


async def page(
    reader: Reader,
    actor: Actor,
    view: View,
    chosen: TransferFilter,
    *,
    sort: str | None,
    cursor: str | None,
    limit: int,
    with_total: bool,
) -> Page:
    """A page of transfers. One query, one more for the total. Errors: those of `services.kit.paging`."""
    order = choose_sort(sort, SORTS, "updated_at" if "updated_since" in chosen.names else DEFAULT_SORT)
    behind = decode_cursor(cursor, order) if cursor else None
    query = _page_query(view.sight, chosen.names, chosen.mine, order, behind is not None)
    edge = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    values = {**view.values, **chosen.values, **edge, "limit": limit + 1, "me": actor.account_id}
    rows = await reader.rows(query, **_needed(query, values))
    total = None
    if with_total:
        counting = _count_query(view.sight, chosen.names, chosen.mine)
        total = await reader.value(counting, **_needed(counting, values))
    return cut_page(rows, limit, order, total)


def _needed(query: Query, values: dict[str, object]) -> dict[str, object]:
    """Of all values at hand, those the compiled query has places for."""
    return {name: values[name] for name in query.names if name in values}


@lru_cache(maxsize=64)
def _turn_query(sight: Sight) -> Query:
    return prepare(select(func.count()).select_from(transfer).where(seen(sight), my_turn(sight)))


async def waiting(reader: Reader, actor: Actor) -> int:
    """How many transfers wait for a step of the actor's."""
    view = view_of(actor)
    if not view.sight.of("read"):
        return 0
    query = _turn_query(view.sight)
    found: int = await reader.value(query, **_needed(query, view.values))
    return found


@lru_cache(maxsize=64)
def _one_query(sight: Sight) -> Query:
    visible = or_(seen(sight), _own.element)
    return prepare(select(*_ROW).where(transfer.c.id == place("id", Uuid()), visible))


async def one(reader: Reader, actor: Actor, transfer_id: UUID) -> Row | None:
    """A transfer, or None when it is absent or out of the actor's sight."""
    view = view_of(actor)
    query = _one_query(view.sight)
    return await reader.row(query, **_needed(query, {**view.values, "id": transfer_id, "me": actor.account_id}))


_OWN = prepare(
    select(*_ROW)
    .join_from(
        transfer, account, and_(account.c.id == place("me", Uuid()), account.c.member_id == transfer.c.member_id)
    )
    .order_by(transfer.c.created_at.desc(), transfer.c.id.desc())
    .limit(100)
)


async def own(reader: Reader, actor: Actor) -> list[Row]:
    """The actor's own transfers, the newest first."""
    return await reader.rows(_OWN, me=actor.account_id)


_EVENTS = prepare(
    select(*(column for column in event.c if column.name != "transfer_id"))
    .where(event.c.transfer_id == place("transfer_id", Uuid()), event.c.sequence >= place("from", Integer()))
    .order_by(event.c.sequence)
)


async def events(reader: Reader, transfer_id: UUID, first: int) -> list[Row]:
    """The history from that event on, oldest first. The caller has checked that the actor may see it."""
    return await reader.rows(_EVENTS, **{"transfer_id": transfer_id, "from": first})
