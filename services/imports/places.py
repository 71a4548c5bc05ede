"""Finding the branch that a cell names, among those the import may write to and no others.

A branch outside of them is not told from one that does not exist, neither by the answer nor by what is named in it.
"""

from collections import defaultdict
from uuid import UUID

from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.imports import errors
from services.imports.cell_text import plain
from services.imports.cells import UNSTATED, Read
from services.imports.findings import found
from services.kit.names import folded
from services.members.registration import TAKES_MEMBERS

_CANDIDATES_SHOWN = 5
_SEPARATORS = ("/", ">", "\\", "－>", "→")


class Places:
    """The branches of one import, by all that they may be called."""

    def __init__(self, actor: Actor, target_id: UUID) -> None:
        scope = actor.scope(Permission.MEMBER_MANAGE)
        self._tree = actor.tree
        self._nodes = {
            node.id: node for node in actor.tree if actor.tree.is_within(node.id, target_id) and scope.covers(node.id)
        }
        target = self._nodes.get(target_id)
        self.target = target_id if target is not None and _takes(target) else None
        """The branch of rows that name none: the target itself, where it keeps members."""
        self._called: dict[str, set[UUID]] = defaultdict(set)
        for node in self._nodes.values():
            if _takes(node):
                for name in {node.name, node.short_name, str(node.id)}:
                    self._called[folded(name)].add(node.id)
        self._known: dict[str, Read] = {}

    def takes(self, branch_id: UUID) -> bool:
        """Whether a new record may go there."""
        node = self._nodes.get(branch_id)
        return node is not None and _takes(node)

    def read(self, text: str) -> Read:
        """The branch's id as text. Findings: `import.branch_unknown`, `import.branch_ambiguous`."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._look_up(text)
        return known

    def _look_up(self, text: str) -> Read:
        given = plain(text)
        if not given:
            return UNSTATED, None
        for separator in _SEPARATORS:
            given = given.replace(separator, "/")
        *above, last = [folded(part) for part in given.split("/") if part.strip()] or [""]
        fitting = [branch_id for branch_id in self._called.get(last, ()) if self._stands_below(branch_id, above)]
        exact = [branch_id for branch_id in fitting if folded(self._nodes[branch_id].name) == last]
        if len(fitting) > 1 and len(exact) == 1:
            fitting = exact
        if not fitting:
            return UNSTATED, found("branch", errors.BRANCH_UNKNOWN, given=given[:60])
        if len(fitting) > 1:
            paths = sorted(self.path(branch_id) for branch_id in fitting)
            shown = "；".join(paths[:_CANDIDATES_SHOWN]) + ("……" if len(paths) > _CANDIDATES_SHOWN else "")
            return UNSTATED, found("branch", errors.BRANCH_AMBIGUOUS, given=given[:60], candidates=shown)
        return str(fitting[0]), None

    def _stands_below(self, branch_id: UUID, above: list[str]) -> bool:
        """Whether the named ancestors come in this order; what lies outside of the import has no name here."""
        lineage = iter(self._lineage(branch_id))
        return all(any(part in (folded(node.name), folded(node.short_name)) for node in lineage) for part in above)

    def _lineage(self, branch_id: UUID) -> list[BranchNode]:
        return [self._nodes[one] for one in self._nodes[branch_id].lineage[:-1] if one in self._nodes]

    def path(self, branch_id: UUID) -> str:
        """The names from the import's own top down to the branch."""
        return "/".join(node.name for node in (*self._lineage(branch_id), self._nodes[branch_id]))


def _takes(node: BranchNode) -> bool:
    return node.active and node.kind in TAKES_MEMBERS
