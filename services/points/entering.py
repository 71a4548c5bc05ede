"""Points entered by hand with evidence, and taken back by a reversing row. In between somebody else checks them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from models.enums.points import SchemeKind, SchemeState, SourceKind
from models.members import Member
from models.points import PointClaim, PointEntry, PointScheme
from services.access import audit
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, Text
from services.points import errors
from services.points.ledger import period_of
from services.points.people import kept_member, require_others, sees_names
from services.points.posting import Outcome, Posting, post
from services.points.rules import StandingRule, on_day
from services.points.standing import next_open_scheme, open_scheme

ENTRY = Text("这笔积分", "The entry")
AUTOMATIC = frozenset({SourceKind.STUDY_SESSION, SourceKind.STUDY_RECORD})
"""Sources whose facts earn by themselves: entered by hand too, they would earn twice."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a branch officer enters for a member."""

    member_id: UUID
    rule_code: str
    occurred_on: date
    quantity: Decimal = Decimal(1)
    evidence: str | None = None
    kind: SchemeKind = SchemeKind.MEMBER


async def enter(session: WriteSession, actor: Actor, wanted: Wanted, *, now: datetime) -> PointClaim:
    """Enter points for another member of the actor's branch; they count when somebody else has confirmed them.

    Errors: `points.member_unknown`, `points.own_points`, `points.future`, `points.no_scheme`, `points.year_frozen`,
    `points.rule_unknown`, `points.evidence_missing`.
    """
    member = await kept_member(session, actor, wanted.member_id)
    if member is None:
        raise errors.MEMBER_UNKNOWN.at("/member_id")
    today = office_day(now)
    if wanted.occurred_on > today:
        raise errors.FUTURE.at("/occurred_on", today=today)
    scheme = await open_scheme(session, member.id, wanted.occurred_on.year, wanted.kind)
    rule = _rule(scheme.rules, wanted)
    cap_from, cap_until = period_of(wanted.occurred_on, rule.cap.period) if rule.cap else (None, None)
    claim = PointClaim(
        member_id=member.id,
        branch_id=member.branch_id,
        scheme_id=scheme.id,
        rule_id=rule.id,
        occurred_on=wanted.occurred_on,
        quantity=wanted.quantity,
        asked=rule.asked(wanted.quantity),
        cap_from=cap_from,
        cap_until=cap_until,
        evidence=wanted.evidence,
        entered_by=actor.account_id,
        entered_name=actor.display_name,
    )
    session.add(claim)
    await session.flush()
    audit_entry(session, actor, "enter", claim.id, member, rule.text.title)
    return claim


def _rule(rules: tuple[StandingRule, ...], wanted: Wanted) -> StandingRule:
    for rule in on_day(rules, wanted.occurred_on):
        if rule.text.code == wanted.rule_code and rule.text.source_kind.partition(".")[0] not in AUTOMATIC:
            if rule.text.evidence_required and wanted.evidence is None:
                raise errors.EVIDENCE_MISSING.at("/evidence", title=rule.text.title)
            return rule
    raise errors.RULE_UNKNOWN.at("/rule_code", code=wanted.rule_code, day=wanted.occurred_on)


async def reverse(session: WriteSession, actor: Actor, entry_id: UUID, reason: str, *, now: datetime) -> UUID:
    """Take back an effective entry by a row of its own; gives the id of that row.

    Errors: `not_found`, `points.own_points`, and those of `take_back`.
    """
    entry = await session.get(PointEntry, entry_id)
    member = await session.get(Member, entry.member_id) if entry else None
    if entry is None or member is None or not sees_names(actor, member.branch_id):
        raise NOT_FOUND(what=ENTRY)
    await require_others(session, actor, entry.member_id)
    return await take_back(session, actor, entry, reason, now=now)


async def take_back(session: WriteSession, actor: Actor, entry: PointEntry, reason: str, *, now: datetime) -> UUID:
    """The reversing row: in the entry's own year, or once that is frozen in the next one that is open.

    Errors: `points.not_effective`, `points.no_scheme`, `points.year_frozen`.
    """
    today = office_day(now)
    taken = await session.scalar(select(PointEntry.id).where(PointEntry.reverses == entry.id))
    if entry.reverses is not None or taken is not None:
        raise errors.NOT_EFFECTIVE()
    scheme = await session.get_one(PointScheme, entry.scheme_id)
    scheme_id = scheme.id
    if scheme.state is SchemeState.FROZEN:
        years = range(entry.year + 1, max(today.year, entry.year + 1) + 1)
        scheme_id = await next_open_scheme(session, entry.member_id, years, entry.kind)
    posting = Posting(
        id=uuid7(),
        member_id=entry.member_id,
        scheme_id=scheme_id,
        rule_id=entry.rule_id,
        rule_code=entry.rule_code,
        source_kind=SourceKind.REVERSAL.value,
        source_id=entry.id,
        asked=-entry.points,
        occurred_on=entry.occurred_on,
        effective_on=today,
        confirmed_by=actor.account_id,
        confirmed_name=actor.display_name,
        reason=reason,
        reverses=entry.id,
    )
    [answer] = await post(session, [posting], now=now)
    if answer.outcome is Outcome.KNOWN:
        raise errors.NOT_EFFECTIVE()
    if answer.outcome is Outcome.FROZEN:
        raise errors.YEAR_FROZEN(year=entry.year)
    member = await session.get_one(Member, entry.member_id)
    audit_entry(session, actor, "reverse", entry.id, member, reason, {"points": [entry.points, 0]})
    return posting.id


def audit_entry(
    session: WriteSession,
    actor: Actor,
    action: str,
    entry_id: UUID,
    member: Member,
    words: str,
    changes: audit.Changes | None = None,
) -> None:
    """The audit row of a step on an entry; that of a confirmation is written by `confirm_point_claim`."""
    audit.record(
        session,
        actor,
        f"point_entry.{action}",
        entity_kind="point_entry",
        entity_id=entry_id,
        entity_name=f"{member.name}：{words}",
        branch_id=member.branch_id,
        changes=changes,
    )
