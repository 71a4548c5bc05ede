"""Giving a branch, with everything below it, another place in the tree."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, literal, null, select, update

from models.base import LEVEL_COLUMNS, MAX_LEVEL
from models.branches import Branch
from models.enums import utc_now
from services.access import audit, tree
from services.access.actor import Actor
from services.access.permissions import Permission
from services.branches.authority import UPPER, branch_to_change, require_management, with_present_tree
from services.branches.errors import (
    ALREADY_BELOW,
    CIRCLE,
    KIND_BELOW,
    NAME_TAKEN,
    PARENT_DISSOLVED,
    ROOT_STAYS,
    TOO_DEEP_BELOW,
)
from services.branches.intervals import MOVED_GAP, free_stretch, numbered
from services.branches.kinds import KIND_LABELS, may_stand_below
from services.branches.levels import hold_rows, refresh_rows
from services.kit.database import WriteSession, announce
from services.kit.errors import FORBIDDEN, Text

_branch = Branch.__table__
_ID_LENGTH = 36


async def move(session: WriteSession, actor: Actor, branch_id: UUID, version: int, parent_id: UUID) -> Branch:
    """Hang a branch, with everything below it, as the last child below another one.

    Errors: `not_found`, `forbidden` unless the actor manages the branch and both its upper organisations,
    `stale_version`, `branch.dissolved`, `branch.root_stays`, and those of `check_place`; `branch.tree_busy`.
    """
    actor = await with_present_tree(session, actor)
    branch = await branch_to_change(session, actor, branch_id, version)
    if branch.parent_id is None:
        raise ROOT_STAYS()
    require_leaving(actor, branch.parent_id)
    parent = await upper(session, actor, parent_id)
    if parent.id == branch.parent_id:
        raise ALREADY_BELOW.at("/parent_id", parent=parent.name)
    await check_place(session, branch, parent, pointer="/parent_id")
    before = {"parent": actor.tree[branch.parent_id].name, "path": branch.path}
    await hold_rows(session)
    await relocate(session, branch, parent)
    audit.record(
        session,
        actor,
        "branch.move",
        entity_kind="branch",
        entity_id=branch.id,
        entity_name=branch.name,
        branch_id=branch.id,
        changes=audit.changed(before, {"parent": parent.name, "path": branch.path}),
    )
    await announce(session, tree.CHANNEL)
    return branch


def require_leaving(actor: Actor, parent_id: UUID) -> None:
    """Errors: `forbidden` for the topmost branch of an actor: its place is for the level above to decide."""
    if not actor.covers(Permission.BRANCH_MANAGE, parent_id):
        raise FORBIDDEN(permission=Permission.BRANCH_MANAGE.value)


async def upper(session: WriteSession, actor: Actor, branch_id: UUID, *, what: Text = UPPER) -> Branch:
    """Another branch that takes something in. Errors: `not_found`, `forbidden`, `branch.parent_dissolved`."""
    require_management(actor, branch_id, what=what)
    found = await session.get_one(Branch, branch_id, populate_existing=True)
    if found.dissolved_on is not None:
        raise PARENT_DISSOLVED(parent=found.name)
    return found


async def check_place(session: WriteSession, branch: Branch, parent: Branch, *, pointer: str) -> None:
    """Whether the branch may stand below the parent.

    Errors, at `pointer`: `branch.circle`, `branch.kind_below`, `branch.too_deep_below`, `branch.name_taken`.
    """
    if branch.lft <= parent.lft <= branch.rgt:
        raise CIRCLE.at(pointer, name=branch.name, parent=parent.name)
    if not may_stand_below(branch.kind, parent.kind):
        raise KIND_BELOW.at(pointer, kind=KIND_LABELS[branch.kind], parent_kind=KIND_LABELS[parent.kind])
    deepest = await session.scalar(
        select(func.max(_branch.c.level)).where(_branch.c.lft.between(branch.lft, branch.rgt))
    )
    depth = parent.level + 1 + deepest - branch.level
    if depth > MAX_LEVEL:
        raise TOO_DEEP_BELOW.at(pointer, parent=parent.name, depth=depth, limit=MAX_LEVEL)
    namesake = select(_branch.c.id).where(
        _branch.c.parent_id == parent.id,
        _branch.c.name == branch.name,
        _branch.c.dissolved_on.is_(None),
        _branch.c.id != branch.id,
    )
    if branch.dissolved_on is None and await session.scalar(namesake) is not None:
        raise NAME_TAKEN.at(pointer, parent=parent.name, name=branch.name)


async def relocate(session: WriteSession, branch: Branch, parent: Branch) -> None:
    """One statement for intervals, levels and paths; one for each table whose rows follow. The caller has checked.

    The moved branch gets a new version; what lies below it is another only in its place, which `updated_since` tells.
    """
    inside = _branch.c.lft.between(branch.lft, branch.rgt)
    count = await session.scalar(select(func.count()).where(inside)) or 1
    start = await free_stretch(session, parent, 2 * count * MOVED_GAP)
    await session.refresh(branch)
    await session.refresh(parent)
    await session.execute(_relocation(branch, parent, start))
    await session.refresh(branch)
    await refresh_rows(session, branch)


def _relocation(branch: Branch, parent: Branch, start: int) -> Any:
    itself = _branch.c.id == branch.id
    rise = parent.level + 1 - branch.level
    own_part = func.substr(_branch.c.path, len(branch.path) - _ID_LENGTH + 1)
    anew = numbered(branch.lft, branch.rgt, branch.level, MOVED_GAP)
    return (
        update(Branch)
        .where(_branch.c.id == anew.c.id)
        .values(
            lft=literal(start) + anew.c.lft,
            rgt=literal(start) + anew.c.rgt,
            level=_branch.c.level + rise,
            path=literal(f"{parent.path}/") + own_part,
            parent_id=case((itself, literal(parent.id)), else_=_branch.c.parent_id),
            version=case((itself, _branch.c.version + 1), else_=_branch.c.version),
            updated_at=utc_now(),
            **{name: _level_value(level, parent, rise) for level, name in enumerate(LEVEL_COLUMNS, start=1)},
        )
        .execution_options(synchronize_session=False)
    )


def _level_value(level: int, parent: Branch, rise: int) -> ColumnElement[Any]:
    """What stands on a level of a moved branch: the parent's ancestors, below them its own, further down nothing."""
    if level <= parent.level:
        return literal(getattr(parent, f"l{level}"))
    return _branch.c[f"l{level - rise}"] if level - rise <= MAX_LEVEL else null()
