"""Compulsory material as a client sees it: how far it is studied, by name only where names may be seen."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from models.enums.study_materials import MaterialState
from services.kit.errors import NOT_FOUND
from services.kit.paging import Page
from services.kit.reader import Reader, Row
from services.study import material_queries as queries
from services.study import pages
from services.study.materials import MATERIAL, PUBLISHERS, STATE_LABELS
from services.study.pages import Asked
from services.study.people import sees_names
from services.study.sight import holds, visible
from services.study.views import Onlooker, View

REMIND_DAYS = 14
"""So long before a deadline the branch is reminded."""
FORGET_DAYS = 180
"""So long after a deadline reminders cease: by then somebody should have decided."""


def concerning(look: Onlooker, branch_id: UUID | None) -> list[UUID] | None:
    """The filter for what concerns a branch: its own organisation and those above. Errors: `not_found`."""
    return None if branch_id is None else list(visible(look.actor, branch_id).lineage)


async def page(reader: Reader, look: Onlooker, asked: Asked) -> Page:
    found = await pages.page(reader, look.actor, queries.MATERIALS, asked)
    return Page([view(row, look) for row in found.items], found.next_cursor, found.total)


async def one(reader: Reader, look: Onlooker, material_id: UUID) -> View:
    """Errors: `not_found`."""
    return view(await _row(reader, look, material_id), look)


async def file(reader: Reader, look: Onlooker, material_id: UUID) -> Row:
    """`file_name`, `media_type`, `storage_key` of what was put to it. Errors: `not_found`."""
    row = await _row(reader, look, material_id)
    if row["storage_key"] is None:
        raise NOT_FOUND(what=MATERIAL)
    return row


async def _row(reader: Reader, look: Onlooker, material_id: UUID) -> Row:
    row = await pages.one(reader, look.actor, queries.MATERIALS, material_id)
    if row is None:
        raise NOT_FOUND(what=MATERIAL)
    return row


def view(row: Row, look: Onlooker) -> View:
    state = MaterialState(row["state"])
    published = state is MaterialState.PUBLISHED
    return {
        **row,
        "branch": look.branch(row["branch_id"]),
        "state_label": look.say(STATE_LABELS[state]),
        "overdue": published and row["due_on"] < look.today,
        "file": {"name": row["file_name"], "media_type": row["media_type"], "size": row["size"]}
        if row["file_name"]
        else None,
        "published_by": row["published_name"],
        "ended_by": row["ended_name"],
        "may_change": published and holds(look.actor, row["branch_id"], *PUBLISHERS),
    }


async def coverage(
    reader: Reader, look: Onlooker, material_id: UUID, branch_id: UUID | None, *, cursor: str | None, limit: int
) -> View:
    """How far it is studied in a branch: counts below it, and by name who has not. Three queries.

    Without a branch: the organisation that asks for it. Errors: `not_found`.
    """
    row = await _row(reader, look, material_id)
    node = visible(look.actor, branch_id or row["branch_id"])
    if row["branch_id"] not in node.lineage:
        raise NOT_FOUND(what=MATERIAL)
    counts = await queries.counts(reader, node.level, node.id, material_id, look.today)
    named = None
    if sees_names(look.actor, node.id):
        named = await queries.missing(reader, node.level, node.id, material_id, look.today, cursor=cursor, limit=limit)
    totals = {name: sum(each[name] for each in counts) for name in ("members", "exempt", "done")}
    by_branch = [
        {"branch": look.branch(each["branch_id"] or node.id), **_figures(each)} for each in _in_tree_order(counts, look)
    ]
    return {
        "material": {"id": row["id"], "name": row["title"]},
        "branch": look.branch(node.id),
        "due_on": row["due_on"],
        **_figures(totals),
        "by_branch": by_branch,
        "missing_members": [_person(each, look) for each in named.items] if named else None,
        "next_cursor": named.next_cursor if named else None,
    }


def _in_tree_order(counts: list[Row], look: Onlooker) -> list[Row]:
    def at(row: Row) -> int:
        node = look.actor.tree.get(row["branch_id"]) if row["branch_id"] else None
        return node.lft if node else 0

    return sorted(counts, key=at)


def _figures(counts: Mapping[str, int]) -> View:
    """The exempt stand in no denominator (教管条例 Art. 23)."""
    return {
        "members": counts["members"],
        "exempt": counts["exempt"],
        "done": counts["done"],
        "missing": counts["members"] - counts["exempt"] - counts["done"],
    }


def _person(row: Row, look: Onlooker) -> View:
    return {"member": {"id": row["id"], "name": row["name"]}, "branch": look.branch(row["branch_id"])}


async def reminders(reader: Reader, look: Onlooker, branch_id: UUID) -> list[View]:
    """Of what a branch should be reminded: material soon due or overdue that some have not studied. One query.

    Errors: `not_found`.
    """
    node = visible(look.actor, branch_id)
    rows = await queries.reminders(
        reader,
        node.level,
        node.id,
        node.lineage,
        look.today,
        look.today - timedelta(days=FORGET_DAYS),
        look.today + timedelta(days=REMIND_DAYS),
    )
    return [
        {
            "material": {"id": row["id"], "name": row["title"]},
            "branch": look.branch(row["branch_id"]),
            "due_on": row["due_on"],
            "overdue": row["due_on"] < look.today,
            "missing": row["missing"],
        }
        for row in rows
    ]
