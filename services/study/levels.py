"""On which level an organisation stands that holds a training: whether its training is one of a higher organisation."""

from models.enums.branches import BranchKind
from models.enums.study_requirements import TrainingLevel
from services.access.tree import BranchNode

_COMMITTEES = frozenset({BranchKind.COMMITTEE, BranchKind.WORKING_COMMITTEE})


def level_of(node: BranchNode) -> TrainingLevel:
    """The root is the city, the committees below it are of counties and districts; an organ's committee is none.

    The platform's reading of its own tree (P): the regulation names 县级以上 and says nothing of trees.
    """
    if node.kind in _COMMITTEES and node.level <= 2:
        return TrainingLevel.CITY if node.level == 1 else TrainingLevel.COUNTY
    above_branch = node.kind in _COMMITTEES or node.kind is BranchKind.ORGAN_COMMITTEE
    return TrainingLevel.COMMITTEE if above_branch else TrainingLevel.BRANCH
