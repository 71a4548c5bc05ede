"""How large an organisation should be (rules §3.1). Pure."""

from dataclasses import dataclass
from enum import StrEnum

from models.enums.branches import BranchKind
from services.kit.errors import Text

BRANCH_FROM = 3
BRANCH_AT_MOST = 50
JOINT_UNITS_AT_MOST = 5
COMMITTEE_FROM = 7
ORGAN_GENERAL_FROM = 50
ORGAN_COMMITTEE_FROM = 100

_REGULATION = "中国共产党支部工作条例（试行）"
_ORGANS = "中国共产党党和国家机关基层组织工作条例"


class SizeCode(StrEnum):
    TOO_FEW_FOR_BRANCH = "too_few_for_branch"
    TOO_MANY_FOR_BRANCH = "too_many_for_branch"
    TOO_MANY_UNITS = "too_many_units"
    SHOULD_BE_GENERAL_BRANCH = "should_be_general_branch"
    SHOULD_BE_ORGAN_COMMITTEE = "should_be_organ_committee"


@dataclass(frozen=True, slots=True)
class SizeFacts:
    """`full_members` 正式党员 and all `members` of the organisation with its subtree; `units` it was formed by."""

    kind: BranchKind
    full_members: int
    members: int
    units: int = 1
    in_organ: bool = False
    """Whether it belongs to an organ of Party or state (机关)."""


@dataclass(frozen=True, slots=True)
class SizeWarning:
    """`confidence` as in the domain rules: A the article was read, B relayed."""

    code: SizeCode
    text: Text
    rule: str
    confidence: str


def size_warnings(facts: SizeFacts) -> list[SizeWarning]:
    """What the articles would have otherwise; all of them say "generally", so nothing is ever blocked."""
    if facts.kind is BranchKind.BRANCH:
        return [*_branch(facts), *_organ(facts)]
    if facts.kind is BranchKind.JOINT_BRANCH:
        return _joint(facts)
    if facts.kind is BranchKind.GENERAL_BRANCH:
        return _organ(facts)
    return []


def _branch(facts: SizeFacts) -> list[SizeWarning]:
    if facts.full_members < BRANCH_FROM:
        text = Text(
            f"正式党员 {facts.full_members} 人，不足 {BRANCH_FROM} 人，应考虑成立联合党支部。",
            f"{facts.full_members} full members; below {BRANCH_FROM} a joint branch should be formed.",
        )
        return [SizeWarning(SizeCode.TOO_FEW_FOR_BRANCH, text, f"{_REGULATION}第5条", "B")]
    if facts.members > BRANCH_AT_MOST:
        return [_too_many(facts.members)]
    return []


def _joint(facts: SizeFacts) -> list[SizeWarning]:
    found = []
    if facts.units > JOINT_UNITS_AT_MOST:
        text = Text(
            f"联合党支部覆盖 {facts.units} 个单位，一般不超过 {JOINT_UNITS_AT_MOST} 个。",
            f"The joint branch covers {facts.units} units; {JOINT_UNITS_AT_MOST} is the usual limit.",
        )
        found.append(SizeWarning(SizeCode.TOO_MANY_UNITS, text, f"{_REGULATION}第5条", "B"))
    if facts.members > BRANCH_AT_MOST:
        found.append(_too_many(facts.members))
    return found


def _too_many(members: int) -> SizeWarning:
    text = Text(
        f"党员 {members} 人，党支部一般不超过 {BRANCH_AT_MOST} 人。",
        f"{members} members; a branch generally has at most {BRANCH_AT_MOST}.",
    )
    return SizeWarning(SizeCode.TOO_MANY_FOR_BRANCH, text, f"{_REGULATION}第4条", "A")


def _organ(facts: SizeFacts) -> list[SizeWarning]:
    if not facts.in_organ:
        return []
    if facts.members >= ORGAN_COMMITTEE_FROM:
        text = Text(
            f"机关党员 {facts.members} 人，达到 {ORGAN_COMMITTEE_FROM} 人应设立基层委员会。",
            f"{facts.members} members; from {ORGAN_COMMITTEE_FROM} an organ sets up a committee.",
        )
        return [SizeWarning(SizeCode.SHOULD_BE_ORGAN_COMMITTEE, text, f"{_ORGANS} 第5条", "A")]
    if facts.kind is BranchKind.BRANCH and facts.members >= ORGAN_GENERAL_FROM:
        text = Text(
            f"机关党员 {facts.members} 人，达到 {ORGAN_GENERAL_FROM} 人应设立党总支。",
            f"{facts.members} members; from {ORGAN_GENERAL_FROM} an organ sets up a general branch.",
        )
        return [SizeWarning(SizeCode.SHOULD_BE_GENERAL_BRANCH, text, f"{_ORGANS} 第6条", "A")]
    return []
