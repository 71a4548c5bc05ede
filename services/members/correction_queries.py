"""Reading requests for correction, and one's own record."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Text, Uuid, and_, any_, select
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.accounts import Account
from models.enums.members import CorrectionState
from models.members import MemberCorrection
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.members.corrections import OWN, WHAT, WORKFLOW, Context, proposed_values
from services.members.filters import member
from services.members.labels import CORRECTION_STATE_LABELS
from services.members.masking import masked
from services.members.queries import WHOLE
from services.members.views import Onlooker

correction = MemberCorrection.__table__
account = Account.__table__
_decider = account.alias("decider")

SORTS = {
    "created_at": SortKey(correction.c.created_at, "created_at", TIMESTAMP(timezone=True)),
    "updated_at": SortKey(correction.c.updated_at, "updated_at", TIMESTAMP(timezone=True)),
}
_ROW = (
    select(
        *correction.c,
        member.c.name.label("member_name"),
        member.c.branch_id,
        _decider.c.display_name.label("decided_by_name"),
    )
    .join_from(correction, member, member.c.id == correction.c.member_id)
    .outerjoin(_decider, _decider.c.id == correction.c.decided_by)
)


@lru_cache(maxsize=64)
def _page_query(
    levels: tuple[int, ...], own: bool, one_member: bool, states: bool, since: bool, sort: Sort, after: bool
) -> Query:
    conditions = [
        correction.c.requested_by == place("me", Uuid()) if own else in_scope(member, levels),
        *([correction.c.member_id == place("member", Uuid())] if one_member else []),
        *([correction.c.state == any_(place("state", ARRAY(Text())))] if states else []),
        *([correction.c.updated_at >= place("updated_since", TIMESTAMP(timezone=True))] if since else []),
        *([sort.after(correction.c.id)] if after else []),
    ]
    statement = _ROW.where(and_(*conditions)).order_by(*sort.order(correction.c.id))
    return prepare(statement.limit(place("limit", Integer())))


async def page(
    reader: Reader,
    actor: Actor,
    *,
    own: bool,
    member_id: UUID | None = None,
    states: Sequence[CorrectionState],
    sort: str | None,
    cursor: str | None,
    limit: int,
    updated_since: Any,
) -> Page:
    """Requests about records that the actor keeps, or (`own`) those the actor made; the newest first."""
    order = choose_sort(sort, SORTS, "updated_at" if updated_since else "-created_at")
    behind = decode_cursor(cursor, order) if cursor else None
    scope = actor.scope(Permission.MEMBER_MANAGE)
    values: dict[str, Any] = {"me": actor.account_id} if own else scope.values()
    values |= {"member": member_id} if member_id else {}
    values |= {"state": [state.value for state in states]} if states else {}
    values |= {"updated_since": updated_since} if updated_since else {}
    values |= {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    levels = () if own else scope.levels
    query = _page_query(levels, own, bool(member_id), bool(states), bool(updated_since), order, behind is not None)
    return cut_page(await reader.rows(query, **values, limit=limit + 1), limit, order, None)


_ONE = prepare(_ROW.where(correction.c.id == place("id", Uuid())))


async def one(reader: Reader, onlooker: Onlooker, correction_id: UUID) -> dict[str, Any]:
    """A request. Errors: `not_found` for everybody but who asked and who keeps the record."""
    row = await reader.row(_ONE, id=correction_id)
    actor = onlooker.actor
    if row is None or not (
        row["requested_by"] == actor.account_id or actor.covers(Permission.MEMBER_MANAGE, row["branch_id"])
    ):
        raise NOT_FOUND(what=WHAT)
    return view(row, onlooker)


def view(row: Row, onlooker: Onlooker) -> dict[str, Any]:
    """A request with what the actor may do; sealed values are in the clear for who asked alone."""
    locale = onlooker.actor.locale
    context = Context(onlooker.actor, row["requested_by"], row["branch_id"])
    state = CorrectionState(row["state"])
    wanted = proposed_values(onlooker.vault, row["proposed"])
    shown = wanted if context.asked() else {name: masked(name, value) for name, value in wanted.items()}
    return {
        **{name: row[name] for name in ("id", "version", "created_at", "updated_at", "state", "fields", "reason")},
        "state_label": CORRECTION_STATE_LABELS[state].render(locale),
        "member": {"id": row["member_id"], "name": row["member_name"]},
        "branch": onlooker.branch(row["branch_id"]),
        "proposed": shown,
        "decided_at": row["decided_at"],
        "decided_by": row["decided_by_name"],
        "decision": row["decision"],
        "available_actions": [
            {
                "action": offer.action,
                "label": offer.label.render(locale),
                "required": list(offer.required),
                "optional": list(offer.optional),
            }
            for offer in WORKFLOW.offers(state, context)
        ],
    }


_OWN_RECORD = prepare(
    select(*WHOLE)
    .join_from(account, member, member.c.id == account.c.member_id)
    .where(account.c.id == place("account_id", Uuid()))
)


async def own_record(reader: Reader, actor: Actor) -> Row:
    """The record to which the actor's account belongs. Errors: `not_found`."""
    row = await reader.row(_OWN_RECORD, account_id=actor.account_id)
    if row is None:
        raise NOT_FOUND(what=OWN)
    return row
