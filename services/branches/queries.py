"""Reading the tree within the actor's branches."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Text, Uuid, and_, any_, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP

from models.branches import Branch
from models.enums.branches import BranchKind
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.branches.kinds import KIND_LABELS
from services.kit.errors import NOT_FOUND
from services.kit.errors import Text as Words
from services.kit.names import query_grams
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare

branch = Branch.__table__

SORTS = {
    "tree": SortKey(branch.c.lft, "lft", Integer()),
    "pinyin": SortKey(branch.c.pinyin, "pinyin", Text()),
    "updated_at": SortKey(branch.c.updated_at, "updated_at", TIMESTAMP(timezone=True)),
}
_child = branch.alias("child")
_COLUMNS = [
    *(column for column in branch.c if column.name != "grams"),
    select(func.count())
    .where(_child.c.parent_id == branch.c.id, _child.c.dissolved_on.is_(None))
    .scalar_subquery()
    .label("child_count"),
]
_FILTERS = {
    "parent_id": branch.c.parent_id == place("parent_id", Uuid()),
    "within": branch.c.lft.between(place("within_lft", Integer()), place("within_rgt", Integer())),
    "kind": branch.c.kind == any_(place("kind", ARRAY(Text()))),
    "q": branch.c.grams.contains(place("q_grams", ARRAY(Text()))),
    "updated_since": branch.c.updated_at >= place("updated_since", TIMESTAMP(timezone=True)),
    "active": branch.c.dissolved_on.is_(None),
}


@lru_cache(maxsize=256)
def _page_query(levels: tuple[int, ...], names: frozenset[str], sort: Sort | None, after: bool) -> Query:
    condition = and_(in_scope(branch, levels), true(), *(_FILTERS[name] for name in sorted(names)))
    if sort is None:
        return prepare(select(func.count()).select_from(branch).where(condition))
    statement = select(*_COLUMNS).where(condition)
    if after:
        statement = statement.where(sort.after(branch.c.id))
    return prepare(statement.order_by(*sort.order(branch.c.id)).limit(place("limit", Integer())))


async def page(
    reader: Reader,
    actor: Actor,
    filters: dict[str, Any],
    *,
    sort: str | None,
    cursor: str | None,
    limit: int,
    with_total: bool,
) -> Page:
    """Branches the actor may see, in tree order unless another sort is chosen. One query, one more for the total."""
    scope = actor.scope(Permission.BRANCH_READ)
    values = {**scope.values(), **_bound(actor, filters)}
    names = frozenset(filters)
    if "updated_since" not in names:
        names |= {"active"}  # what was dissolved is a tombstone for integrations, not a line in the list
    order = choose_sort(sort, SORTS, "updated_at" if "updated_since" in names else "tree")
    behind = decode_cursor(cursor, order) if cursor else None
    if behind is not None:
        values |= {"after_value": behind.value, "after_id": behind.identity}
    query = _page_query(scope.levels, names, order, behind is not None)
    rows = await reader.rows(query, **values, limit=limit + 1)
    total = None
    if with_total:
        counting = _page_query(scope.levels, names, None, False)
        total = await reader.value(counting, **{name: values[name] for name in counting.names if name in values})
    return cut_page(rows, limit, order, total)


def _bound(actor: Actor, filters: dict[str, Any]) -> dict[str, Any]:
    bound: dict[str, Any] = {name: filters[name] for name in ("parent_id", "kind", "updated_since") if name in filters}
    if "within" in filters:
        node = actor.tree.get(filters["within"])
        if node is None or not actor.may_see_branch(node.id):
            raise NOT_FOUND(what=Words("组织", "The organisation"))
        bound |= {"within_lft": node.lft, "within_rgt": node.rgt}
    if "q" in filters:
        bound["q_grams"] = query_grams(filters["q"])
    return bound


_ONE = prepare(select(*_COLUMNS).where(branch.c.id == place("id", Uuid())))


async def one(reader: Reader, actor: Actor, branch_id: UUID) -> dict[str, Any]:
    """A branch. Errors: `not_found` when absent or outside the actor's branches."""
    row = await reader.row(_ONE, id=branch_id) if actor.may_see_branch(branch_id) else None
    if row is None:
        raise NOT_FOUND(what=Words("组织", "The organisation"))
    return view(row, actor)


def view(row: Row, actor: Actor) -> dict[str, Any]:
    """A branch as a client sees it."""
    node = actor.tree[row["id"]]
    heir = row["merged_into_id"]
    return {
        **row,
        "merged_into": {"id": heir, "name": actor.tree[heir].name} if heir and actor.may_see_branch(heir) else None,
        "kind_label": KIND_LABELS[BranchKind(row["kind"])].render(actor.locale),
        "lineage": [
            {"id": above, "name": actor.tree[above].name} for above in node.lineage if actor.may_see_branch(above)
        ],
    }
