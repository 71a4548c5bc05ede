"""Rows that belong to a branch carry its ancestors (`l1…l6`) and follow it through the tree.

A table joins in by its model alone: it mixes in `models.base.Levels` and has a `branch_id`. Its migration adds the
trigger `take_levels_of_branch()`, so that a row written from a remembered tree has the levels of the present one.
"""

from sqlalchemy import Table, func, select, text, update
from sqlalchemy.exc import DBAPIError

import models
from models.base import LEVEL_COLUMNS, Levels
from models.branches import Branch
from services.branches.errors import TREE_BUSY
from services.kit.database import WriteSession

_TREE_LOCK = 0x54524545
_LOCK_NOT_AVAILABLE = "55P03"
_PATIENCE = "5s"
_branch = Branch.__table__


def level_tables() -> list[Table]:
    """The tables whose rows follow their branch, by name."""
    mappers = [mapper for mapper in models.Base.registry.mappers if issubclass(mapper.class_, Levels)]
    tables = [mapper.local_table for mapper in mappers if mapper.class_ is not Branch]
    return sorted((table for table in tables if isinstance(table, Table)), key=lambda table: table.name)


async def hold_rows(session: WriteSession) -> None:
    """Wait for whoever writes rows with levels, and let others wait until this transaction ends.

    Errors: `branch.tree_busy` when somebody writes for longer than five seconds (an import).
    """
    names = ", ".join(table.name for table in level_tables())
    await session.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}'"))
    try:
        await session.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            raise TREE_BUSY() from error
        raise
    await session.execute(text("SET LOCAL lock_timeout TO DEFAULT"))


async def refresh_rows(session: WriteSession, branch: Branch) -> None:
    """Give everything that belongs to the branch and to what lies below it the levels of its branch, table by table."""
    for table in level_tables():
        values = {name: _branch.c[name] for name in LEVEL_COLUMNS}
        if "updated_at" in table.c:
            values["updated_at"] = table.c.updated_at  # another place in the tree is no change of the record
        await session.execute(
            update(table)
            .where(table.c.branch_id == _branch.c.id, _branch.c.lft.between(branch.lft, branch.rgt))
            .values(values)
        )


async def lock_tree(session: WriteSession) -> None:
    """One change of shape or names at a time, so that neither intervals nor names of siblings collide."""
    await session.execute(select(func.pg_advisory_xact_lock(_TREE_LOCK)))
