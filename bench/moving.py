"""Moving an organisation with all its members to another place in the tree; everything is undone."""

from collections import Counter
from time import perf_counter

from sqlalchemy import Uuid, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bench.place import Stage
from models.branches import Branch
from services.access.tree import BranchNode, load_tree
from services.branches.levels import hold_rows, lock_tree
from services.branches.moving import relocate
from services.kit.reader import place, prepare
from services.members.filters import member


async def measured(stage: Stage) -> dict[str, str]:
    """Seconds for moving a committee and a sub-district, and for reading the tree anew."""
    tree = await stage.platform.tree.current()
    sizes = Counter(above for node in tree for above in node.lineage)
    districts = [node for node in tree if node.level == 2 and sizes[node.id] > 100]
    first, last = districts[0], districts[-1]
    moves = {}
    for level in (4, 3):
        below = [node for node in tree if node.level == level and first.lft < node.lft < first.rgt]
        node = max(below, key=lambda node: sizes[node.id])
        target = last if level == 3 else next(other for other in tree if other.level == 3 and other.lft > last.lft)
        counting = select(func.count()).select_from(member).where(member.c[f"l{level}"] == place("id", Uuid()))
        count = await stage.recorder.inner.value(prepare(counting), id=node.id)
        moves[f"moving l{level} with {count:,} members"] = f"{await _moved(stage, node, target):.2f} s"
    begun = perf_counter()
    await load_tree(stage.recorder.inner)
    return {**moves, "reading the tree": f"{(perf_counter() - begun) * 1000:.0f} ms"}


async def _moved(stage: Stage, node: BranchNode, target: BranchNode) -> float:
    """Seconds of one move, which is then undone."""
    async with stage.platform.database.engine.connect() as connection:
        begun = perf_counter()
        session = AsyncSession(connection)
        await lock_tree(session)
        branch, parent = await session.get_one(Branch, node.id), await session.get_one(Branch, target.id)
        branch.name = f"{branch.name}（迁移）"  # its new siblings may bear the same
        await session.flush()
        await hold_rows(session)
        await relocate(session, branch, parent)
        taken = perf_counter() - begun
        await session.rollback()
    return taken
