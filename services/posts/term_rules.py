"""How long a term is, by kind of organisation (rules §3.2). Pure."""

from dataclasses import dataclass
from datetime import date

from models.enums.branches import BranchKind
from services.kit.dates import add_years


@dataclass(frozen=True, slots=True)
class TermLength:
    """The usual years with their article. `confidence` as in the domain rules: A read, B relayed, P our default."""

    years: int
    rule: str
    confidence: str


_BRANCH = TermLength(3, "中国共产党支部工作条例（试行）第21条", "B")
TERM_LENGTHS: dict[BranchKind, TermLength] = {
    BranchKind.COMMITTEE: TermLength(5, "平台默认，待主管部门确认", "P"),
    BranchKind.ORGAN_COMMITTEE: TermLength(5, "中国共产党党和国家机关基层组织工作条例 第5—7条", "A"),
    BranchKind.GENERAL_BRANCH: TermLength(3, "中国共产党党和国家机关基层组织工作条例 第5—7条", "A"),
    BranchKind.BRANCH: _BRANCH,
    BranchKind.JOINT_BRANCH: _BRANCH,
}
"""Kinds that are not here hold no elections: 党工委 is appointed, 临时党支部 and 党小组 have no terms.

Branches of villages and communities have 5 years by the same article 21; whoever enters a term says so as its basis.
"""


def last_day(elected_on: date, years: int) -> date:
    """The same day `years` later (rules §0.1)."""
    return add_years(elected_on, years)
