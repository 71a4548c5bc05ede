"""Reading documents: those of the actor's branches, and those that tickets in their sight come from."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Text, Uuid, and_, any_, case, exists, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP

from models.accounts import Account
from models.branches import Branch
from models.enums.tickets import Lamp, SourceKind, TicketState
from models.source_documents import SourceDocument, SourceNode
from services.access.actor import in_scope
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND
from services.kit.errors import Text as Words
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.source_documents.doubts import TEXTS, Doubt
from services.source_documents.nodes import StoredOutline, rebuild
from services.source_documents.wording import requirement_text, suggest_title
from services.tickets.filters import Sight, lamp, needed_values, seen, ticket, view_of
from services.tickets.labels import SOURCE_KIND_LABELS, STATE_LABELS
from services.tickets.limits import number_text
from services.tickets.views import Onlooker

document = SourceDocument.__table__
node = SourceNode.__table__
_branch = Branch.__table__
_uploader = Account.__table__
_place = _branch.alias("place")  # its own name, for a query that shows the branch joins it already

SORTS = {
    "created_at": SortKey(document.c.created_at, "created_at", TIMESTAMP(timezone=True)),
    "updated_at": SortKey(document.c.updated_at, "updated_at", TIMESTAMP(timezone=True)),
}
_of_document = ticket.c.source_document_id == document.c.id
_live = ticket.c.state != TicketState.WITHDRAWN.value
_done = ticket.c.state.in_([TicketState.CLOSED.value, TicketState.ARCHIVED.value])


def _summary(sight: Sight) -> list[Any]:
    """The columns of a list's row; figures count the tickets in the actor's sight."""

    def figure(column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
        return select(column).select_from(ticket).where(_of_document, _live, seen(sight), *conditions).scalar_subquery()

    return [
        *(column for column in document.c if column.name not in {"text", "storage_key", "sha256"}),
        _branch.c.name.label("branch_name"),
        _uploader.c.display_name.label("uploader_name"),
        figure(func.count()).label("ticket_count"),
        figure(func.count(), _done).label("closed_count"),
        # A closed ticket counts as done, whatever percent was last reported.
        figure(func.round(func.avg(case((_done, 100), else_=ticket.c.progress_percent)))).label("progress_percent"),
    ]


_FILTERS = {
    "kind": document.c.kind == any_(place("kind", ARRAY(Text()))),
    "q": func.strpos(document.c.title, place("q", Text())) > 0,
    "updated_since": document.c.updated_at >= place("updated_since", TIMESTAMP(timezone=True)),
    "living": document.c.deleted_at.is_(None),
}


def _visible(sight: Sight, levels: tuple[int, ...]) -> ColumnElement[bool]:
    """Uploaded within the actor's branches, or the source of a ticket that the actor sees."""
    if 1 in levels:
        return true()
    return or_(
        exists().where(_place.c.id == document.c.branch_id, in_scope(_place, levels, name="documents")),
        exists().where(_of_document, seen(sight)),
    )


@lru_cache(maxsize=128)
def _page_query(sight: Sight, levels: tuple[int, ...], names: frozenset[str], sort: Sort | None, after: bool) -> Query:
    condition = and_(_visible(sight, levels), *(_FILTERS[name] for name in sorted(names)))
    if sort is None:
        return prepare(select(func.count()).select_from(document).where(condition))
    statement = _selected(sight).where(condition)
    if after:
        statement = statement.where(sort.after(document.c.id))
    return prepare(statement.order_by(*sort.order(document.c.id)).limit(place("limit", Integer())))


def _selected(sight: Sight) -> Any:
    return (
        select(*_summary(sight))
        .join_from(document, _branch, _branch.c.id == document.c.branch_id)
        .join(_uploader, _uploader.c.id == document.c.uploaded_by)
    )


async def page(
    reader: Reader,
    onlooker: Onlooker,
    filters: dict[str, Any],
    *,
    sort: str | None,
    cursor: str | None,
    limit: int,
    with_total: bool,
) -> Page:
    """Documents, newest first. One query, one more for the total."""
    view, scope = view_of(onlooker.actor), onlooker.actor.scope(Permission.SOURCE_DOCUMENT_READ)
    names = frozenset(filters) if "updated_since" in filters else frozenset(filters) | {"living"}
    order = choose_sort(sort, SORTS, "updated_at" if "updated_since" in names else "-created_at")
    behind = decode_cursor(cursor, order) if cursor else None
    place_values = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    values: list[dict[str, Any]] = [
        view.values,
        scope.values("documents"),
        filters,
        place_values,
        {"limit": limit + 1},
    ]
    query = _page_query(view.sight, scope.levels, names, order, behind is not None)
    rows = await reader.rows(query, **needed_values(query.names, *values, today=onlooker.today))
    total = None
    if with_total:
        counting = _page_query(view.sight, scope.levels, names, None, False)
        total = await reader.value(counting, **needed_values(counting.names, *values, today=onlooker.today))
    return cut_page(rows, limit, order, total)


def summary(row: Row, onlooker: Onlooker) -> dict[str, Any]:
    """A document in a list."""
    return {
        **row,
        "kind_label": SOURCE_KIND_LABELS[SourceKind(row["kind"])].render(onlooker.actor.locale),
        "branch": {"id": row["branch_id"], "name": row["branch_name"]},
        "uploaded_by": {"id": row["uploaded_by"], "name": row["uploader_name"]},
        "progress_percent": None if row["progress_percent"] is None else int(row["progress_percent"]),
    }


@lru_cache(maxsize=64)
def _one_query(sight: Sight, levels: tuple[int, ...], column: str | None) -> Query:
    statement: Any = _selected(sight)
    if column is not None:
        statement = select(document.c.file_name, document.c.media_type, document.c[column])
    wanted = and_(document.c.id == place("id", Uuid()), document.c.deleted_at.is_(None), _visible(sight, levels))
    return prepare(statement.where(wanted))


async def _row(reader: Reader, onlooker: Onlooker, document_id: UUID, column: str | None = None) -> Row:
    view, scope = view_of(onlooker.actor), onlooker.actor.scope(Permission.SOURCE_DOCUMENT_READ)
    query = _one_query(view.sight, scope.levels, column)
    values = needed_values(
        query.names, view.values, scope.values("documents"), {"id": document_id}, today=onlooker.today
    )
    row = await reader.row(query, **values)
    if row is None:
        raise NOT_FOUND(what=Words("文件", "The document"))
    return row


async def text(reader: Reader, onlooker: Onlooker, document_id: UUID) -> str:
    """The document's text, to which `start` and `end` of nodes refer. Errors: `not_found`."""
    found: str = (await _row(reader, onlooker, document_id, "text"))["text"]
    return found


async def file(reader: Reader, onlooker: Onlooker, document_id: UUID) -> Row:
    """`file_name`, `media_type` and `storage_key` of what was uploaded. Errors: `not_found`."""
    return await _row(reader, onlooker, document_id, "storage_key")


_NODES = prepare(select(node).where(node.c.document_id == place("id", Uuid())).order_by(node.c.position))


@lru_cache(maxsize=64)
def _tickets_query(sight: Sight) -> Query:
    columns = ("id", "source_node_id", "number_year", "number_serial", "title", "state", "progress_percent")
    return prepare(
        select(*(ticket.c[name] for name in columns), lamp)
        .where(ticket.c.source_document_id == place("id", Uuid()), _live, seen(sight))
        .order_by(ticket.c.id)
    )


async def one(reader: Reader, onlooker: Onlooker, document_id: UUID) -> dict[str, Any]:
    """A document with its outline and the tickets registered from each node. Errors: `not_found`."""
    row = await _row(reader, onlooker, document_id)
    outline = rebuild(await reader.rows(_NODES, id=document_id))
    whole = await text(reader, onlooker, document_id)
    view = view_of(onlooker.actor)
    query = _tickets_query(view.sight)
    by_node: dict[UUID, list[dict[str, Any]]] = {}
    for found in await reader.rows(
        query, **needed_values(query.names, view.values, {"id": document_id}, today=onlooker.today)
    ):
        by_node.setdefault(found["source_node_id"], []).append(_node_ticket(found, onlooker))
    return {**summary(row, onlooker), "outline": _branch_views(outline, None, whole, by_node, onlooker)}


def _node_ticket(row: Row, onlooker: Onlooker) -> dict[str, Any]:
    return {
        "id": row["id"],
        "number": number_text(row["number_year"], row["number_serial"]),
        "title": row["title"],
        "state": row["state"],
        "state_label": STATE_LABELS[TicketState(row["state"])].render(onlooker.actor.locale),
        "lamp": Lamp(row["lamp"]),
        "progress_percent": row["progress_percent"],
    }


def _branch_views(
    outline: StoredOutline,
    parent_id: UUID | None,
    whole: str,
    by_node: dict[UUID, list[dict[str, Any]]],
    onlooker: Onlooker,
) -> list[dict[str, Any]]:
    views = []
    for node_id in outline.children.get(parent_id, ()):
        found = outline.nodes[node_id]
        doubt = Doubt(found.doubtful) if found.doubtful else None
        views.append(
            {
                "id": node_id,
                "level": found.level,
                "marker": found.marker,
                "heading": found.heading,
                "text": found.text,
                "start": found.start,
                "end": found.end,
                "doubtful": doubt is not None,
                "doubt_code": doubt,
                "doubt": TEXTS[doubt].render(onlooker.actor.locale) if doubt else None,
                "suggested_title": suggest_title(found),
                "requirement": requirement_text(whole, found),
                "tickets": by_node.get(node_id, []),
                "children": _branch_views(outline, node_id, whole, by_node, onlooker),
            }
        )
    return views
