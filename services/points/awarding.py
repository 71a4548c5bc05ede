"""Points that follow from confirmed facts by themselves. Other features hand in facts through their caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from uuid_utils.compat import uuid7

from models.enums.points import SchemeKind
from services.access import audit
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.points.posting import Outcome, Posting, post
from services.points.rules import StandingRule, matching
from services.points.standing import StandingScheme, schemes_of


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was confirmed of a member: attended, wrote, served. `source_kind` as in `SourceKind`.

    `kinds`: under the schemes of which kinds it may earn; what a youth study group did concerns its scheme, too.
    """

    source_kind: str
    source_id: UUID
    member_id: UUID
    occurred_on: date
    quantity: Decimal = Decimal(1)
    evidence: str | None = None
    confirmed_by: UUID | None = None
    confirmed_name: str = audit.SYSTEM_NAME
    kinds: tuple[SchemeKind, ...] = (SchemeKind.MEMBER,)


@dataclass(frozen=True, slots=True)
class Awarded:
    """What a fact has earned: `points` over all its rules, 0 where nothing concerns it."""

    fact: Fact
    outcome: Outcome
    points: int = 0


async def award(session: WriteSession, facts: Sequence[Fact], *, now: datetime) -> list[Awarded]:
    """Post what the facts earn under the schemes that hold for their members, each fact once for each rule.

    Facts may be handed in again. A fact of a frozen year or without a rule earns nothing and is no error: what was
    confirmed stays confirmed. Two round trips for each kind of scheme and one more, however many facts.
    """
    schemes = await _schemes(session, facts)
    wanted: list[tuple[int, Posting]] = []
    # Kind by kind, so that two calls lock the balances of one member in the same order.
    for kind in sorted({kind for fact in facts for kind in fact.kinds}):
        for place, fact in enumerate(facts):
            scheme = schemes.get((kind, fact.member_id, fact.occurred_on.year)) if kind in fact.kinds else None
            if scheme is not None:
                standing = matching(scheme.rules, fact.source_kind, fact.occurred_on)
                wanted += [(place, _posting(fact, scheme.id, rule, office_day(now))) for rule in standing]
    answers = await post(session, [posting for _, posting in wanted], now=now)
    earned = [Awarded(fact, Outcome.NO_RULE) for fact in facts]
    for (place, _), answer in zip(wanted, answers, strict=True):
        posted = Outcome.POSTED in (earned[place].outcome, answer.outcome)
        outcome = Outcome.POSTED if posted else answer.outcome
        earned[place] = Awarded(facts[place], outcome, earned[place].points + answer.points)
    count = sum(1 for answer in answers if answer.outcome is Outcome.POSTED)
    if count:
        audit.record_system(
            session, "point_entry.award", entity_kind="point_entry", entity_id=None, entity_name=f"{count} 笔积分"
        )
    return earned


async def _schemes(session: WriteSession, facts: Sequence[Fact]) -> dict[tuple[SchemeKind, UUID, int], StandingScheme]:
    """By kind, member and year the scheme that holds."""
    found: dict[tuple[SchemeKind, UUID, int], StandingScheme] = {}
    for kind in sorted({kind for fact in facts for kind in fact.kinds}):
        concerned = [fact for fact in facts if kind in fact.kinds]
        members, years = {fact.member_id for fact in concerned}, {fact.occurred_on.year for fact in concerned}
        for (member_id, year), scheme in (await schemes_of(session, members, years, kind)).items():
            found[kind, member_id, year] = scheme
    return found


def _posting(fact: Fact, scheme_id: UUID, rule: StandingRule, today: date) -> Posting:
    return Posting(
        id=uuid7(),
        member_id=fact.member_id,
        scheme_id=scheme_id,
        rule_id=rule.id,
        rule_code=rule.text.code,
        source_kind=fact.source_kind,
        source_id=fact.source_id,
        asked=rule.asked(fact.quantity),
        occurred_on=fact.occurred_on,
        effective_on=today,
        confirmed_by=fact.confirmed_by,
        confirmed_name=fact.confirmed_name,
        evidence=fact.evidence,
        cap=rule.cap,
    )
