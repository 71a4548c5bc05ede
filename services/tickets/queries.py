"""Reading tickets: lists, counts, one ticket's rows. Views are made of the rows by `views.py`."""

from collections.abc import AsyncIterator
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Uuid, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.types import Date

from models.accounts import Account
from models.branches import Branch
from models.enums.tickets import ExtensionState, Part, TicketAction
from models.tickets import TicketEvent, TicketFile, TicketMilestone
from services.access.actor import Actor
from services.kit.json_columns import json_object, json_rows, or_empty
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.tickets import excerpts
from services.tickets.filters import (
    Sight,
    TicketFilter,
    View,
    condition,
    extension,
    lamp,
    needed_values,
    party,
    seen,
    ticket,
    view_of,
)

event = TicketEvent.__table__
file = TicketFile.__table__
branch = Branch.__table__

CARRYING_OUT = ("accept", "report", "request_closing")
"""Steps on behalf of the lead branch whose actors do not close the ticket."""
FEEDBACK = ("feedback", "feedback_percent", "feedback_at", "waived_at", "waiver_reason")
"""What is told of a supporting branch on the page of one ticket."""
NEVER = literal_column("'infinity'::date", Date())
"""Stands for no due date in the order of due dates, as the index `ix_tickets_due_on_id` writes it."""

SORTS: dict[str, SortKey] = {
    "created_at": SortKey(ticket.c.created_at, "created_at", TIMESTAMP(timezone=True)),
    "updated_at": SortKey(ticket.c.updated_at, "updated_at", TIMESTAMP(timezone=True)),
    "due_on": SortKey(func.coalesce(ticket.c.due_on, NEVER), "due_key", Date()),
    "progress_percent": SortKey(ticket.c.progress_percent, "progress_percent", Integer()),
}
DEFAULT_SORT = "-created_at"

_last_event = (
    select(json_object(at=event.c.at, action=event.c.action))
    .where(event.c.ticket_id == ticket.c.id)
    .order_by(event.c.sequence.desc())
    .limit(1)
    .scalar_subquery()
)


def _supports(*told: str) -> ColumnElement[Any]:
    """The supporting branches with these columns of theirs, as a list; NULL when there is none."""
    asked = json_rows(json_object(**{name: party.c[name] for name in told}))
    supporting = (party.c.ticket_id == ticket.c.id, party.c.part == Part.SUPPORTING.value)
    return select(asked).where(*supporting).scalar_subquery().label("supports")


_waiting_to = (
    select(extension.c.due_on)
    .where(extension.c.ticket_id == ticket.c.id, extension.c.state == ExtensionState.REQUESTED.value)
    .scalar_subquery()
)
_HEAVY = {"requirement", "outcome", "conclusion"}
_COMMON = [
    *(column for column in ticket.c if column.name not in _HEAVY),
    func.coalesce(ticket.c.due_on, NEVER).label("due_key"),
    lamp,
    _last_event.label("last_event"),
    _waiting_to.label("extension_requested_to"),
]
SUMMARY = [*_COMMON, _supports("branch_id")]


@lru_cache(maxsize=512)
def _page_query(sight: Sight, names: frozenset[str], mine: bool, sort: Sort, after: bool) -> Query:
    statement = select(*SUMMARY).where(condition(sight, names, mine))
    if after:
        statement = statement.where(sort.after(ticket.c.id))
    return prepare(statement.order_by(*sort.order(ticket.c.id)).limit(place("limit", Integer())))


@lru_cache(maxsize=512)
def _count_query(sight: Sight, names: frozenset[str], mine: bool) -> Query:
    return prepare(select(func.count()).select_from(ticket).where(condition(sight, names, mine)))


async def page(
    reader: Reader,
    view: View,
    chosen: TicketFilter,
    *,
    sort: str | None,
    cursor: str | None,
    limit: int,
    with_total: bool,
    today: date,
) -> Page:
    """A page of ticket rows. One query, one more for the total. Errors: those of `services.kit.paging`."""
    order = choose_sort(sort, SORTS, "updated_at" if "updated_since" in chosen.names else DEFAULT_SORT)
    place = decode_cursor(cursor, order) if cursor else None
    query = _page_query(view.sight, chosen.names, chosen.mine, order, place is not None)
    behind = {"after_value": place.value, "after_id": place.identity} if place else {}
    values = needed_values(query.names, view.values, chosen.bound(), behind, {"limit": limit + 1}, today=today)
    rows = await reader.rows(query, **values)
    total = await count(reader, view, chosen, today=today) if with_total else None
    return cut_page(rows, limit, order, total)


async def count(reader: Reader, view: View, chosen: TicketFilter, *, today: date) -> int:
    query = _count_query(view.sight, chosen.names, chosen.mine)
    found: int = await reader.value(query, **needed_values(query.names, view.values, chosen.bound(), today=today))
    return found


@lru_cache(maxsize=512)
def _figures_query(sight: Sight, names: frozenset[str], mine: bool) -> Query:
    statement = (
        select(
            ticket.c.lead_branch_id,
            ticket.c.state,
            lamp,
            ticket.c.closed_in_time,
            func.count().label("n"),
        )
        .where(condition(sight, names, mine))
        .group_by(ticket.c.lead_branch_id, ticket.c.state, lamp.element, ticket.c.closed_in_time)
    )
    return prepare(statement)


async def figures(reader: Reader, view: View, chosen: TicketFilter, *, today: date) -> list[Row]:
    """Counts by lead branch, state, lamp and timeliness: all figures of a summary in one pass."""
    query = _figures_query(view.sight, chosen.names, chosen.mine)
    return await reader.rows(query, **needed_values(query.names, view.values, chosen.bound(), today=today))


_latest_report = (
    select(json_object(at=event.c.at, comment=event.c.comment))
    .where(event.c.ticket_id == ticket.c.id, event.c.action == TicketAction.REPORT.value)
    .order_by(event.c.sequence.desc())
    .limit(1)
    .scalar_subquery()
)
_EXPORT_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "responsibility": (branch.c.lft.asc(), ticket.c.owner.asc().nulls_last(), ticket.c.due_on.asc().nulls_last()),
    "tasks": (ticket.c.number_year.asc().nulls_last(), ticket.c.number_serial.asc().nulls_last()),
    "time": (ticket.c.due_on.asc().nulls_last(),),
}


@lru_cache(maxsize=256)
def _export_query(sight: Sight, names: frozenset[str], mine: bool, order: str) -> Query:
    statement = (
        select(*SUMMARY, ticket.c.requirement, _latest_report.label("latest_report"))
        .join_from(ticket, branch, branch.c.id == ticket.c.lead_branch_id)
        .where(condition(sight, names, mine))
        .order_by(*_EXPORT_ORDERS[order], ticket.c.id)
    )
    return prepare(statement)


def export_rows(reader: Reader, view: View, chosen: TicketFilter, order: str, *, today: date) -> AsyncIterator[Row]:
    """All filtered tickets in the order of one of the three lists, from a server-side cursor."""
    query = _export_query(view.sight, chosen.names, chosen.mine, order)
    return reader.stream(query, **needed_values(query.names, view.values, chosen.bound(), today=today))


@lru_cache(maxsize=128)
def _one_query(sight: Sight) -> Query:
    extensions = (
        select(
            json_rows(
                json_object(
                    id=extension.c.id,
                    state=extension.c.state,
                    previous_due_on=extension.c.previous_due_on,
                    due_on=extension.c.due_on,
                    reason=extension.c.reason,
                    requested_at=extension.c.requested_at,
                    requested_by=_name_of(extension.c.requested_by),
                    decided_at=extension.c.decided_at,
                    decided_by=_name_of(extension.c.decided_by),
                    decision=extension.c.decision,
                )
            )
        )
        .where(extension.c.ticket_id == ticket.c.id)
        .scalar_subquery()
    )
    points = TicketMilestone.__table__
    milestones = (
        select(json_rows(json_object(due_on=points.c.due_on, percent=points.c.percent, title=points.c.title)))
        .where(points.c.ticket_id == ticket.c.id)
        .scalar_subquery()
    )
    uploader = Account.__table__.alias("uploader")
    files = (
        select(
            json_rows(
                json_object(
                    id=file.c.id,
                    name=file.c.name,
                    media_type=file.c.media_type,
                    size=file.c.size,
                    uploaded_at=file.c.uploaded_at,
                    uploaded_by=uploader.c.display_name,
                )
            )
        )
        .select_from(file.join(uploader, uploader.c.id == file.c.uploaded_by))
        .where(file.c.ticket_id == ticket.c.id)
        .scalar_subquery()
    )
    child = ticket.alias("child")
    children = (
        select(json_rows(json_object(id=child.c.id, name=child.c.title)))
        .where(child.c.parent_id == ticket.c.id, seen(sight, child))
        .scalar_subquery()
    )
    carried_out_by = (
        select(func.jsonb_agg(event.c.actor_id))
        .where(
            event.c.ticket_id == ticket.c.id,
            event.c.branch_id == ticket.c.lead_branch_id,
            event.c.action.in_(CARRYING_OUT),
        )
        .scalar_subquery()
    )
    open_children = (
        select(func.count())
        .where(child.c.parent_id == ticket.c.id, child.c.state.not_in(["closed", "archived", "withdrawn"]))
        .scalar_subquery()
    )
    statement = select(
        *_COMMON,
        _supports("branch_id", *FEEDBACK),
        ticket.c.requirement,
        ticket.c.outcome,
        ticket.c.conclusion,
        _name_of(ticket.c.drafted_by).label("drafted_by_name"),
        _name_of(ticket.c.closed_by).label("closed_by_name"),
        or_empty(extensions).label("extensions"),
        or_empty(milestones).label("milestones"),
        or_empty(files).label("files"),
        or_empty(children).label("children"),
        func.coalesce(carried_out_by, func.jsonb_build_array(), type_=JSONB).label("carried_out_by"),
        open_children.label("open_children"),
    ).where(ticket.c.id == place("id", Uuid()), seen(sight))
    return prepare(statement)


def _name_of(account_id: Any) -> Any:
    account = Account.__table__.alias()
    return select(account.c.display_name).where(account.c.id == account_id).scalar_subquery()


async def one(reader: Reader, actor: Actor, ticket_id: UUID, *, today: date) -> Row | None:
    """A ticket's row with all that its page shows, or None when it is absent or out of the actor's sight.

    One query; one more for the words of a ticket that was drafted from an uploaded document, which few were.
    """
    view = view_of(actor)
    query = _one_query(view.sight)
    row = await reader.row(query, **needed_values(query.names, view.values, {"id": ticket_id}, today=today))
    if row is not None and row["source_node_id"] is not None:
        row |= await excerpts.of_node(reader, row["source_node_id"])
    return row


@lru_cache(maxsize=128)
def _sight_query(sight: Sight) -> Query:
    return prepare(select(ticket.c.id).where(ticket.c.id == place("id", Uuid()), seen(sight)))


async def is_seen(reader: Reader, actor: Actor, ticket_id: UUID, *, today: date) -> bool:
    """Whether the ticket exists in the actor's sight: for what hangs on it, without reading all of it."""
    view = view_of(actor)
    query = _sight_query(view.sight)
    values = needed_values(query.names, view.values, {"id": ticket_id}, today=today)
    return await reader.value(query, **values) is not None


_EVENTS = prepare(
    select(*(column for column in event.c if column.name != "ticket_id"))
    .where(event.c.ticket_id == place("ticket_id", Uuid()))
    .order_by(event.c.sequence)
)


async def events(reader: Reader, ticket_id: UUID) -> list[Row]:
    """The history, oldest first. The caller has checked that the actor may see the ticket."""
    return await reader.rows(_EVENTS, ticket_id=ticket_id)
