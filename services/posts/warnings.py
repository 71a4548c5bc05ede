"""What a branch should be reminded of: elections and vacant posts (rules §3.1, §3.2). Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.enums.branches import BranchKind
from models.enums.posts import Office
from services.branches.size_rules import COMMITTEE_FROM
from services.kit.dates import add_months, add_years, long_date
from services.kit.errors import Text

REMINDER_MONTHS = 6
POSTPONED_YEARS = 1

COMMITTEE_OFFICES = (Office.ORGANISATION, Office.PUBLICITY, Office.DISCIPLINE)
OFFICE_LABELS: dict[Office, Text] = {
    Office.SECRETARY: Text("书记", "secretary"),
    Office.DEPUTY_SECRETARY: Text("副书记", "deputy secretary"),
    Office.ORGANISATION: Text("组织委员", "committee member for organisation"),
    Office.PUBLICITY: Text("宣传委员", "committee member for publicity"),
    Office.DISCIPLINE: Text("纪检委员", "committee member for discipline"),
    Office.COMMITTEE_MEMBER: Text("委员", "committee member"),
}
_OFFICES_RULE = "中国共产党支部工作条例（试行）第20条；中国共产党党和国家机关基层组织工作条例 第7条"
_OWN_DEFAULT = "平台默认，待主管部门确认"
WITH_COMMITTEE = frozenset({BranchKind.BRANCH, BranchKind.JOINT_BRANCH})


class WarningCode(StrEnum):
    ELECTION_DUE = "election_due"
    ELECTION_OVERDUE = "election_overdue"
    POSTPONED_TOO_LONG = "postponed_too_long"
    NO_SECRETARY = "no_secretary"
    OFFICE_VACANT = "office_vacant"


@dataclass(frozen=True, slots=True)
class Term:
    """The present term; `due_on` is its last day, `postponed_to` the one approved instead."""

    due_on: date
    postponed_to: date | None = None

    @property
    def limit(self) -> date:
        return self.postponed_to or self.due_on


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """What the rules look at. `offices` are those held on the day; `full_members` is None while none are registered."""

    kind: BranchKind
    term: Term | None
    offices: frozenset[Office]
    full_members: int | None = None


@dataclass(frozen=True, slots=True)
class BranchWarning:
    """One reminder with its article. `due_on` is the day it hangs on, if there is one."""

    code: WarningCode
    text: Text
    rule: str
    confidence: str
    due_on: date | None = None


def warnings_of(facts: BranchFacts, today: date) -> list[BranchWarning]:
    """All reminders for a branch, elections first."""
    return [*_election(facts.term, today), *_vacancies(facts)]


def _election(term: Term | None, today: date) -> list[BranchWarning]:
    if term is None:
        return []
    found = []
    if today > term.limit:
        text = Text(
            f"任期已于{long_date(term.limit)}届满，应及时换届。",
            f"The term ended on {term.limit}; an election must follow.",
        )
        rule = "中国共产党基层组织选举工作条例 第3条"
        found.append(BranchWarning(WarningCode.ELECTION_OVERDUE, text, rule, "A", term.limit))
    elif today >= add_months(term.limit, -REMINDER_MONTHS):
        text = Text(
            f"任期将于{long_date(term.limit)}届满，请提前六个月准备换届。",
            f"The term ends on {term.limit}; prepare the election.",
        )
        rule = "中国共产党支部工作条例（试行）（换届提醒）"
        found.append(BranchWarning(WarningCode.ELECTION_DUE, text, rule, "C", term.limit))
    if term.postponed_to is not None and term.postponed_to > add_years(term.due_on, POSTPONED_YEARS):
        text = Text(
            f"换届由{long_date(term.due_on)}延至{long_date(term.postponed_to)}，延长期限一般不超过 1 年。",
            f"The election was put off from {term.due_on} to {term.postponed_to}, by more than the usual year.",
        )
        rule = "中国共产党基层组织选举工作条例 第3条"
        found.append(BranchWarning(WarningCode.POSTPONED_TOO_LONG, text, rule, "A", term.postponed_to))
    return found


def _vacancies(facts: BranchFacts) -> list[BranchWarning]:
    found = []
    if facts.kind is not BranchKind.GROUP and Office.SECRETARY not in facts.offices:
        rule, confidence = (_OFFICES_RULE, "A") if facts.kind in WITH_COMMITTEE else (_OWN_DEFAULT, "P")
        text = Text("书记空缺。", "There is no secretary.")
        found.append(BranchWarning(WarningCode.NO_SECRETARY, text, rule, confidence))
    if not _needs_committee(facts):
        return found
    for office in COMMITTEE_OFFICES:
        if office not in facts.offices:
            label = OFFICE_LABELS[office]
            text = Text(f"支委会缺{label.zh}。", f"The branch committee has no {label.en}.")
            found.append(BranchWarning(WarningCode.OFFICE_VACANT, text, _OFFICES_RULE, "A"))
    return found


def _needs_committee(facts: BranchFacts) -> bool:
    """By the number of full members; while none are registered, one filled committee post shows a committee."""
    if facts.kind not in WITH_COMMITTEE:
        return False
    if facts.full_members is not None:
        return facts.full_members >= COMMITTEE_FROM
    return not facts.offices.isdisjoint((*COMMITTEE_OFFICES, Office.COMMITTEE_MEMBER))
