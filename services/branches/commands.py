"""Changing the tree. Whoever changes its shape holds one advisory lock, so that intervals never overlap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from models.base import MAX_LEVEL
from models.branches import Branch
from models.enums.branches import BranchKind
from services.access import audit, tree
from services.access.actor import Actor
from services.branches import units
from services.branches.authority import UPPER, branch_to_change, require_management
from services.branches.errors import KIND_BELOW, NAME_TAKEN, PARENT_DISSOLVED, TOO_DEEP
from services.branches.intervals import WIDTHS, free_stretch
from services.branches.kinds import KIND_LABELS, may_stand_below
from services.branches.levels import lock_tree
from services.kit.database import WriteSession, announce
from services.kit.errors import NOT_FOUND
from services.kit.names import name_grams, pinyin_of


@dataclass(frozen=True, slots=True)
class NewBranch:
    """What is said of a new organisation; `parent_id` is None for the root alone."""

    name: str
    kind: BranchKind
    parent_id: UUID | None
    short_name: str | None = None
    founded_on: date | None = None


async def create(session: WriteSession, actor: Actor, new: NewBranch) -> Branch:
    """Set up an organisation as the last child of its parent.

    Errors: `not_found` for a parent outside the actor's branches, `forbidden` for one they only look at,
    `branch.parent_dissolved`, `branch.too_deep`, `branch.kind_below`, `branch.name_taken`.
    """
    if new.parent_id is None:
        raise NOT_FOUND(what=UPPER)
    require_management(actor, new.parent_id, what=UPPER)
    branch = await plant(session, new)
    audit.record(
        session,
        actor,
        "branch.create",
        entity_kind="branch",
        entity_id=branch.id,
        entity_name=branch.name,
        branch_id=branch.id,
    )
    return branch


async def plant(session: WriteSession, new: NewBranch) -> Branch:
    """Put a branch into the tree, without asking who does it: for `create` and for filling an empty database."""
    await lock_tree(session)
    parent = await session.get(Branch, new.parent_id, populate_existing=True) if new.parent_id else None
    edge = 1
    level = parent.level + 1 if parent else 1
    if parent is not None:
        await _check_place(session, parent, new)
        edge = await free_stretch(session, parent, WIDTHS[level])
    identity = uuid7()
    above = {f"l{n}": getattr(parent, f"l{n}") for n in range(1, level)} if parent else {}
    branch = Branch(
        id=identity,
        parent_id=new.parent_id,
        kind=new.kind,
        name=new.name,
        short_name=new.short_name or new.name,
        level=level,
        path=f"{parent.path}/{identity}" if parent else str(identity),
        lft=edge,
        rgt=edge + WIDTHS[level] - 1,
        pinyin=pinyin_of(new.name),
        grams=name_grams(new.name),
        founded_on=new.founded_on,
        **above,
        **{f"l{level}": identity},
    )
    session.add(branch)
    await session.flush()
    await announce(session, tree.CHANNEL)
    return branch


async def ensure_root(session: WriteSession, name: str) -> Branch:
    """The root of the tree, planted as a committee under `name` in an empty database."""
    root = await session.scalar(select(Branch).where(Branch.parent_id.is_(None)))
    return root or await plant(session, NewBranch(name, BranchKind.COMMITTEE, None))


async def amend(
    session: WriteSession, actor: Actor, branch_id: UUID, version: int, changes: Mapping[str, Any]
) -> Branch:
    """Give a branch another name, or enter what is known of its unit; `changes` by column.

    Errors: those of `branch_to_change`, `branch.name_taken`, those of `units.describe`.
    """
    await lock_tree(session)
    branch = await branch_to_change(session, actor, branch_id, version)
    if "name" in changes or "short_name" in changes:
        name = changes.get("name", branch.name)
        await _rename(session, actor, branch, name, changes.get("short_name") or name)
    await units.describe(session, actor, branch, changes)
    return branch


async def _rename(session: WriteSession, actor: Actor, branch: Branch, name: str, short_name: str) -> None:
    if branch.parent_id is not None:
        await _check_name_free(session, branch.parent_id, name, besides=branch.id)
    before = {"name": branch.name, "short_name": branch.short_name}
    branch.name, branch.short_name = name, short_name
    branch.pinyin, branch.grams = pinyin_of(name), name_grams(name)
    await session.flush()
    audit.record(
        session,
        actor,
        "branch.rename",
        entity_kind="branch",
        entity_id=branch.id,
        entity_name=branch.name,
        branch_id=branch.id,
        changes=audit.changed(before, {"name": branch.name, "short_name": branch.short_name}),
    )
    await announce(session, tree.CHANNEL)


async def _check_place(session: WriteSession, parent: Branch, new: NewBranch) -> None:
    if parent.dissolved_on is not None:
        raise PARENT_DISSOLVED(parent=parent.name)
    if parent.level >= MAX_LEVEL:
        raise TOO_DEEP.at("/parent_id", parent=parent.name, limit=MAX_LEVEL)
    if not may_stand_below(new.kind, parent.kind):
        labels = {"kind": KIND_LABELS[new.kind], "parent_kind": KIND_LABELS[parent.kind]}
        raise KIND_BELOW.at("/kind", **labels)
    await _check_name_free(session, parent.id, new.name, besides=None)


async def _check_name_free(session: WriteSession, parent_id: UUID, name: str, *, besides: UUID | None) -> None:
    taken = select(Branch.id).where(Branch.parent_id == parent_id, Branch.name == name, Branch.dissolved_on.is_(None))
    if besides is not None:
        taken = taken.where(Branch.id != besides)
    if await session.scalar(taken) is not None:
        parent = await session.get_one(Branch, parent_id)
        raise NAME_TAKEN.at("/name", parent=parent.name, name=name)
