"""Which kind of organisation may stand below which."""

from models.enums.branches import BranchKind
from services.kit.errors import Text

KIND_LABELS: dict[BranchKind, Text] = {
    BranchKind.COMMITTEE: Text("党委", "Party committee"),
    BranchKind.WORKING_COMMITTEE: Text("党工委", "Party working committee"),
    BranchKind.ORGAN_COMMITTEE: Text("机关党委", "Organ Party committee"),
    BranchKind.GENERAL_BRANCH: Text("党总支", "General Party branch"),
    BranchKind.BRANCH: Text("党支部", "Party branch"),
    BranchKind.JOINT_BRANCH: Text("联合党支部", "Joint Party branch"),
    BranchKind.PROVISIONAL_BRANCH: Text("临时党支部", "Provisional Party branch"),
    BranchKind.GROUP: Text("党小组", "Party group"),
}

_BRANCHES = frozenset({BranchKind.BRANCH, BranchKind.JOINT_BRANCH, BranchKind.PROVISIONAL_BRANCH})


def may_stand_below(kind: BranchKind, parent: BranchKind) -> bool:
    """A group stands below a branch, a branch below anything that leads, nothing but groups below a branch."""
    if parent is BranchKind.GROUP:
        return False
    if parent in _BRANCHES:
        return kind is BranchKind.GROUP
    if parent is BranchKind.GENERAL_BRANCH:
        return kind in _BRANCHES
    return kind is not BranchKind.GROUP


_COMMITTEES = frozenset({BranchKind.COMMITTEE, BranchKind.WORKING_COMMITTEE, BranchKind.ORGAN_COMMITTEE})


def may_merge_into(kind: BranchKind, into: BranchKind) -> bool:
    """Organisations of one sort: committees, general branches, branches, groups."""
    return kind is into or {kind, into} <= _COMMITTEES or {kind, into} <= _BRANCHES
