"""Reading posts, terms and the reminders that follow from them."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Integer, Uuid, case, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from models.enums.branches import BranchKind
from models.enums.members import Stage
from models.enums.posts import Office
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.branches.authority import BRANCH
from services.branches.queries import SORTS
from services.branches.size_rules import SizeFacts, SizeWarning, size_warnings
from services.kit.errors import NOT_FOUND
from services.kit.json_columns import json_object
from services.kit.paging import Page, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.posts.conditions import IN_ORGAN, SIZED, ReminderCode, branch, held, member, people, post, term, warned
from services.posts.warnings import OFFICE_LABELS, BranchFacts, BranchWarning, Term, warnings_of

_POSTS = prepare(
    select(*post.c, held.label("held"))
    .where(post.c.branch_id == place("branch_id", Uuid()), or_(place("all", Boolean()), held))
    .order_by(held.desc(), post.c.from_on.desc(), post.c.id)
)
_TERMS = prepare(
    select(*term.c).where(term.c.branch_id == place("branch_id", Uuid())).order_by(term.c.elected_on.desc())
)
_offices = (
    select(func.coalesce(func.jsonb_agg(post.c.office), func.jsonb_build_array(), type_=JSONB))
    .where(post.c.branch_id == branch.c.id, held)
    .scalar_subquery()
)
_term = (
    select(json_object(due_on=term.c.due_on, postponed_to=term.c.postponed_to))
    .where(term.c.branch_id == branch.c.id)
    .order_by(term.c.elected_on.desc())
    .limit(1)
    .scalar_subquery()
)
_people = people(
    func.jsonb_build_object(
        "members", func.count(), "full", func.count().filter(member.c.stage == Stage.FULL), type_=JSONB
    )
).scalar_subquery()
_FACTS = select(
    *(branch.c[name] for name in ("id", "name", "lft", "kind")),
    _offices.label("offices"),
    _term.label("term"),
    case((branch.c.kind.in_(SIZED), _people), else_=None).label("people"),
).where(branch.c.dissolved_on.is_(None))
_ONE = prepare(_FACTS.where(branch.c.id == place("id", Uuid())))


async def posts(reader: Reader, actor: Actor, branch_id: UUID, today: date, *, former: bool) -> list[dict[str, Any]]:
    """Posts of a branch: those held today, with `former` all others too. Errors: `not_found`."""
    _require_sight(actor, branch_id)
    rows = await reader.rows(_POSTS, branch_id=branch_id, today=today, all=former)
    named = actor.covers(Permission.MEMBER_READ, branch_id)
    return [
        {
            **row,
            "office_label": OFFICE_LABELS[Office(row["office"])].render(actor.locale),
            "linked": row["member_id"] is not None,
            "member_id": row["member_id"] if named else None,
        }
        for row in rows
    ]


async def terms(reader: Reader, actor: Actor, branch_id: UUID) -> list[dict[str, Any]]:
    """Terms of a branch, the present one first. Errors: `not_found`."""
    _require_sight(actor, branch_id)
    return await reader.rows(_TERMS, branch_id=branch_id)


async def warnings_for(reader: Reader, actor: Actor, branch_id: UUID, today: date) -> list[dict[str, Any]]:
    """Reminders for one branch; none for a dissolved one. Errors: `not_found`."""
    _require_sight(actor, branch_id)
    row = await reader.row(_ONE, id=branch_id, today=today)
    return _warnings(row, actor, today) if row is not None else []


@lru_cache(maxsize=256)
def _page_query(levels: tuple[int, ...], within: bool, codes: frozenset[ReminderCode], after: bool) -> Query:
    order = choose_sort(None, SORTS, "tree")
    statement = _FACTS.where(in_scope(branch, levels), warned(sorted(codes)))
    if within:
        statement = statement.where(
            branch.c.lft.between(place("within_lft", Integer()), place("within_rgt", Integer()))
        )
    if after:
        statement = statement.where(order.after(branch.c.id))
    return prepare(statement.order_by(*order.order(branch.c.id)).limit(place("limit", Integer())))


async def page(
    reader: Reader,
    actor: Actor,
    today: date,
    *,
    within: UUID | None,
    codes: Sequence[ReminderCode] = (),
    cursor: str | None,
    limit: int,
) -> Page:
    """Branches with reminders, or with one of those named by `codes`, in tree order. One query."""
    scope = actor.scope(Permission.BRANCH_READ)
    values: dict[str, Any] = {**scope.values(), "today": today}
    if within is not None:
        _require_sight(actor, within)
        node = actor.tree[within]
        values |= {"within_lft": node.lft, "within_rgt": node.rgt}
    order = choose_sort(None, SORTS, "tree")
    behind = decode_cursor(cursor, order) if cursor else None
    if behind is not None:
        values |= {"after_value": behind.value, "after_id": behind.identity}
    wanted = frozenset(codes) or frozenset(ReminderCode)
    query = _page_query(scope.levels, within is not None, wanted, behind is not None)
    if IN_ORGAN in query.names:
        values[IN_ORGAN] = [node.id for node in actor.tree if node.kind is BranchKind.ORGAN_COMMITTEE]
    rows = await reader.rows(query, **values, limit=limit + 1)
    found = [
        {**row, "warnings": _warnings(row, actor, today), "branch": {"id": row["id"], "name": row["name"]}}
        for row in rows
    ]
    return cut_page(found, limit, order, None)


def _warnings(row: Row, actor: Actor, today: date) -> list[dict[str, Any]]:
    given = row["term"]
    present = Term(given["due_on"], given["postponed_to"]) if given else None
    kind, offices = BranchKind(row["kind"]), frozenset(map(Office, row["offices"]))
    people = row["people"]
    counted = people is not None and people["members"] > 0  # nobody registered yet: nothing is known of the size
    facts = BranchFacts(kind, present, offices, people["full"] if counted else None)
    sizes = size_warnings(SizeFacts(kind, **_size(row, actor))) if counted else []
    return [
        *(_told(warning, actor, warning.due_on) for warning in warnings_of(facts, today)),
        *(_told(warning, actor, None) for warning in sizes),
    ]


def _told(warning: BranchWarning | SizeWarning, actor: Actor, due_on: date | None) -> dict[str, Any]:
    return {
        "code": warning.code,
        "detail": warning.text.render(actor.locale),
        "rule": warning.rule,
        "confidence": warning.confidence,
        "due_on": due_on,
    }


def _size(row: Row, actor: Actor) -> dict[str, Any]:
    node = actor.tree.get(row["id"])
    above = node.lineage if node is not None else ()
    return {
        "full_members": row["people"]["full"],
        "members": row["people"]["members"],
        "in_organ": any(actor.tree[upper].kind is BranchKind.ORGAN_COMMITTEE for upper in above),
    }


def _require_sight(actor: Actor, branch_id: UUID) -> None:
    if actor.tree.get(branch_id) is None or not actor.may_see_branch(branch_id):
        raise NOT_FOUND(what=BRANCH)
