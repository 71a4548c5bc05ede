"""The numbers of the preorder (`lft`, `rgt`) and the gaps between them.

A subtree is all `lft` between its root's two numbers, whatever numbers lie unused in between. So a new organisation,
or one that moves, takes unused numbers behind its parent's last child, and nobody else is renumbered. Only when there
are none left, all that stands behind makes room for many: without gaps each new branch would rewrite half of a city's
15,000 rows, every time.
"""

from typing import Any

from sqlalchemy import Integer, Subquery, case, cast, func, literal, select, update

from models.branches import Branch
from services.kit.database import WriteSession

WIDTHS = {1: 2**27, 2: 2**18, 3: 2**13, 4: 2**9, 5: 2**6, 6: 2}
"""By level, how many numbers a new organisation takes with all that may come below it.

A district has unused numbers for about 32 sub-districts, one of those for 16 committees, one of those for 8 branches, a
branch for 31 groups; beyond that room is made.
"""
MOVED_GAP = 8
"""Between two numbers of a subtree that was moved."""
_COMING = 16
"""When room is made, it is for so many new ones on the level that needs it."""
_GREATEST = 2**31 - 1
_branch = Branch.__table__
_inner = _branch.alias("inner")

# Another number is no change of the branch that a client should hear of.
_UNTOUCHED = {"updated_at": _branch.c.updated_at}


async def free_stretch(session: WriteSession, parent: Branch, width: int) -> int:
    """The first of `width` unused numbers behind the last child of `parent`, which others make room for if need be.

    Loaded branches are to be refreshed afterwards. The caller holds the lock on the tree.
    """
    if parent.rgt - await _last(session, parent) <= width:
        growth = width + _COMING * WIDTHS[parent.level + 1]
        if (await session.scalar(select(func.max(_branch.c.rgt))) or 0) + growth > _GREATEST:
            await _renumber_all(session)
            await session.refresh(parent)
        await session.execute(
            update(Branch)
            .where(_branch.c.rgt >= parent.rgt)
            .values(
                rgt=_branch.c.rgt + growth,
                lft=case((_branch.c.lft > parent.rgt, _branch.c.lft + growth), else_=_branch.c.lft),
                **_UNTOUCHED,
            )
            .execution_options(synchronize_session=False)
        )
    return await _last(session, parent) + 1


async def _last(session: WriteSession, parent: Branch) -> int:
    children = select(func.max(_branch.c.rgt)).where(_branch.c.parent_id == parent.id)
    return await session.scalar(children) or parent.lft


def numbered(first: int, last: int, level: int, gap: int) -> Subquery:
    """`id`, `lft` and `rgt` of the subtree that stands on these numbers, counted anew from 0 with gaps of one size."""
    size = select(func.count()).where(_inner.c.lft.between(_branch.c.lft, _branch.c.rgt)).scalar_subquery()
    rank: Any = func.row_number().over(order_by=_branch.c.lft) - 1
    left, apart = 2 * rank - (cast(_branch.c.level, Integer()) - level), literal(gap, Integer())
    columns = {"lft": left * apart, "rgt": (left + 2 * size - 1) * apart}
    return (
        select(_branch.c.id, *(cast(column, Integer()).label(name) for name, column in columns.items()))
        .where(_branch.c.lft.between(first, last))
        .subquery("numbered")
    )


async def _renumber_all(session: WriteSession) -> None:
    """After thousands of moves the numbers may come to their end; then the gaps are given out anew, evenly."""
    count, first, last = (
        await session.execute(select(func.count(), func.min(_branch.c.lft), func.max(_branch.c.rgt)))
    ).one()
    anew = numbered(first, last, 1, WIDTHS[1] // (2 * count))
    await session.execute(
        update(Branch)
        .where(_branch.c.id == anew.c.id)
        .values(lft=literal(1) + anew.c.lft, rgt=literal(1) + anew.c.rgt, **_UNTOUCHED)
        .execution_options(synchronize_session=False)
    )
