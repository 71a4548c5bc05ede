"""The branch tree as each process remembers it, dropped when any process announces a change."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from models.branches import Branch
from models.enums.branches import BranchKind
from services.kit.reader import Reader, prepare
from services.kit.remembered import Remembered

CHANNEL = "branches"
"""Announced whenever a branch is created, renamed, moved, merged or dissolved."""

_REMEMBERED_DUTIES = 10_000
_ALL = prepare(
    select(
        Branch.id,
        Branch.parent_id,
        Branch.kind,
        Branch.name,
        Branch.short_name,
        Branch.level,
        Branch.lft,
        Branch.rgt,
        Branch.dissolved_on.is_(None).label("active"),
    ).order_by(Branch.lft)
)


@dataclass(frozen=True, slots=True)
class BranchNode:
    """One branch; `lineage` are the ids from the root down to the branch itself."""

    id: UUID
    parent_id: UUID | None
    kind: BranchKind
    name: str
    short_name: str
    level: int
    lft: int
    rgt: int
    active: bool
    lineage: tuple[UUID, ...]

    def levels(self) -> dict[str, UUID | None]:
        """Values for the level columns `l1…l6` of a row that belongs to this branch."""
        return {f"l{n}": self.lineage[n - 1] if n <= len(self.lineage) else None for n in range(1, 7)}


class BranchTree:
    """A snapshot of all branches."""

    def __init__(self, nodes: Iterable[BranchNode]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._scopes: dict[Hashable, dict[Any, Any]] = {}

    def scopes_of(self, duties: Hashable) -> dict[Any, Any]:
        """Where to keep, by permission, what these duties come to in this tree (services/access/actor.py)."""
        known = self._scopes.get(duties)
        if known is None:
            if len(self._scopes) > _REMEMBERED_DUTIES:
                self._scopes.clear()
            known = self._scopes[duties] = {}
        return known

    def get(self, branch_id: UUID) -> BranchNode | None:
        return self._nodes.get(branch_id)

    def __getitem__(self, branch_id: UUID) -> BranchNode:
        return self._nodes[branch_id]

    def __iter__(self) -> Iterator[BranchNode]:
        return iter(self._nodes.values())

    def __len__(self) -> int:
        return len(self._nodes)

    def is_within(self, branch_id: UUID, root_id: UUID) -> bool:
        """Whether the branch is the root or lies below it."""
        node = self._nodes.get(branch_id)
        return node is not None and root_id in node.lineage


async def load_tree(reader: Reader) -> BranchTree:
    """Read all branches (15,000 of them: one scan, about 50 ms, once per change)."""
    kinds = {kind.value: kind for kind in BranchKind}
    lineages: dict[UUID | None, tuple[UUID, ...]] = {None: ()}
    nodes = []
    for row in await reader.rows(_ALL):
        lineages[row["id"]] = lineage = (*lineages[row["parent_id"]], row["id"])
        nodes.append(BranchNode(**(row | {"kind": kinds[row["kind"]], "lineage": lineage})))
    return BranchTree(nodes)


class RememberedTree(Remembered[BranchTree]):
    """The tree, read again after an announcement and at the latest after `seconds`."""

    def __init__(self, reader: Reader, *, seconds: float = 300) -> None:
        super().__init__(partial(load_tree, reader), seconds=seconds)
