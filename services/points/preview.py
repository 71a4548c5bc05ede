"""What a past year would have given under other rules, pure: which rule takes which fact, and what that comes to.

Only facts that earned something can be tried again: what no rule concerned left no row. What was entered by hand
falls under the rule of the same code, for a person had chosen it; a code that is gone takes nothing. Rules are moved
to the past year by their day and month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from models.enums.points import CapPeriod, Direction, Head, SourceKind
from services.points.entering import AUTOMATIC
from services.points.ledger import granted, period_of
from services.points.rules import StandingRule, matching, on_day

_BY_ITSELF = frozenset(SourceKind) - {SourceKind.MANUAL, SourceKind.REVERSAL}


@dataclass(frozen=True, slots=True)
class PastFact:
    """A fact that earned in the past year. `rule_code` is the rule a person had chosen, for what came by hand."""

    member_id: UUID
    source_kind: str
    source_id: UUID
    occurred_on: date
    rule_code: str | None = None
    units: int = 1


@dataclass(frozen=True, slots=True)
class Taking:
    """A rule as it takes facts of one key, from a day of the past year until the day before another."""

    key: str
    first: date
    behind: date
    code: str
    head: Head
    points: int
    """For each fact or unit, with sign."""
    per_unit: bool
    cap: int | None
    cap_period: CapPeriod | None


def narrowed(rules: Iterable[StandingRule]) -> frozenset[str]:
    """The sources with a suffix that some rule names: only these are told apart from their kind."""
    return frozenset(rule.text.source_kind for rule in rules if "." in rule.text.source_kind)


def key_of(fact: PastFact, kinds: frozenset[str]) -> str:
    """By what a fact finds its rules: the code that was chosen, or the kind of its source."""
    if fact.source_kind == SourceKind.MANUAL:
        return f"code:{fact.rule_code}"
    return f"kind:{fact.source_kind if fact.source_kind in kinds else fact.source_kind.partition('.')[0]}"


def takings(rules: Sequence[StandingRule], year: int, past: int) -> list[Taking]:
    """Which rule takes what, when: the rules of `year` as they would have stood in the year `past`."""
    starts = sorted({date(year, 1, 1)} | {rule.text.effective_from for rule in rules})
    ends = [*starts[1:], date(year + 1, 1, 1)]
    found: list[Taking] = []
    for first, behind in zip(starts, ends, strict=True):
        span = (_moved(first, past - year), _moved(behind, past - year))
        for kind in sorted({*_BY_ITSELF, *narrowed(rules)}):
            found += [_taking(f"kind:{kind}", span, rule) for rule in matching(rules, kind, first)]
        for rule in on_day(rules, first):
            if rule.text.source_kind.partition(".")[0] not in AUTOMATIC:
                found.append(_taking(f"code:{rule.text.code}", span, rule))
    return found


def _moved(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 1 March, so that nothing holds earlier than written."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _taking(key: str, span: tuple[date, date], rule: StandingRule) -> Taking:
    text = rule.text
    points = text.points if text.direction is Direction.PLUS else -text.points
    return Taking(key, *span, text.code, text.head, points, text.per_unit, text.cap, text.cap_period)


def replayed(facts: Iterable[PastFact], rules: Sequence[StandingRule], year: int, past: int) -> dict[UUID, int]:
    """What each member's year comes to under the rules, by the same caps as the ledger's.

    The order of facts is of no account: a cap gives at most itself, whichever fact came first. Where versions of a
    rule differ in their cap the higher one holds for the period.
    """
    table, kinds = takings(rules, year, past), narrowed(rules)
    asked: dict[tuple[UUID, str, bool, date | None], int] = {}
    caps: dict[tuple[UUID, str, bool, date | None], int] = {}
    totals: dict[UUID, int] = {}
    for fact in {(fact.member_id, fact.source_kind, fact.source_id): fact for fact in facts}.values():
        totals.setdefault(fact.member_id, 0)
        for taking in table:
            if taking.key != key_of(fact, kinds) or not taking.first <= fact.occurred_on < taking.behind:
                continue
            period = period_of(fact.occurred_on, taking.cap_period)[0] if taking.cap_period else None
            place = (fact.member_id, taking.code, taking.points > 0, period)
            asked[place] = asked.get(place, 0) + taking.points * (fact.units if taking.per_unit else 1)
            if taking.cap is not None:
                caps[place] = max(caps.get(place, 0), taking.cap)
    for place, points in asked.items():
        totals[place[0]] += granted(points, caps.get(place), 0)
    return totals
