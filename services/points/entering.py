"""Points entered by hand with evidence, checked by somebody else, and taken back by a reversing row."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from models.accounts import Account
from models.enums.points import ClaimState, SchemeKind, SchemeState, SourceKind
from models.members import Member
from models.points import PointClaim, PointEntry, PointRule, PointScheme
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.points import errors
from services.points.people import kept_member, require_others, sees_names
from services.points.posting import Outcome, Posting, post
from services.points.rules import StandingRule, on_day
from services.points.standing import as_text, next_open_scheme, open_scheme

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
        raise errors.FUTURE.at("/occurred_on", today=today.isoformat())
    scheme = await open_scheme(session, member.id, wanted.occurred_on.year, wanted.kind)
    rule = _rule(scheme.rules, wanted)
    claim = PointClaim(
        member_id=member.id,
        branch_id=member.branch_id,
        scheme_id=scheme.id,
        rule_id=rule.id,
        occurred_on=wanted.occurred_on,
        quantity=wanted.quantity,
        evidence=wanted.evidence,
        entered_by=actor.account_id,
        entered_name=actor.display_name,
    )
    session.add(claim)
    await session.flush()
    _audit(session, actor, "enter", claim.id, member, rule.text.title)
    return claim


def _rule(rules: tuple[StandingRule, ...], wanted: Wanted) -> StandingRule:
    for rule in on_day(rules, wanted.occurred_on):
        if rule.text.code == wanted.rule_code and rule.text.source_kind.partition(".")[0] not in AUTOMATIC:
            if rule.text.evidence_required and wanted.evidence is None:
                raise errors.EVIDENCE_MISSING.at("/evidence", title=rule.text.title)
            return rule
    raise errors.RULE_UNKNOWN.at("/rule_code", code=wanted.rule_code, day=wanted.occurred_on.isoformat())


async def confirm(session: WriteSession, actor: Actor, claim_id: UUID, version: int, *, now: datetime) -> None:
    """The branch's check: the points become effective. Errors: those of `_claim_to_decide`, `points.year_frozen`."""
    claim, member, row = await _claim_to_decide(session, actor, claim_id, version)
    rule = StandingRule(row.id, row.version, as_text(row))
    posting = Posting(
        id=claim.id,
        member_id=claim.member_id,
        scheme_id=claim.scheme_id,
        rule_id=rule.id,
        rule_code=rule.text.code,
        source_kind=SourceKind.MANUAL.value,
        source_id=claim.id,
        asked=rule.asked(claim.quantity),
        occurred_on=claim.occurred_on,
        effective_on=office_day(now),
        evidence=claim.evidence,
        entered_by=claim.entered_by,
        entered_name=claim.entered_name,
        confirmed_by=actor.account_id,
        confirmed_name=actor.display_name,
        cap=rule.cap,
    )
    [answer] = await post(session, [posting], now=now)
    if answer.outcome is Outcome.FROZEN:
        raise errors.YEAR_FROZEN(year=claim.occurred_on.year)
    _decide(claim, ClaimState.CONFIRMED, actor, None, now)
    await session.flush()
    _audit(session, actor, "confirm", claim.id, member, rule.text.title, {"points": [None, answer.points]})


async def refuse(
    session: WriteSession, actor: Actor, claim_id: UUID, version: int, reason: str, *, now: datetime
) -> None:
    """The branch's check: the points are not given. Errors: those of `_claim_to_decide`."""
    claim, member, _ = await _claim_to_decide(session, actor, claim_id, version)
    _decide(claim, ClaimState.REFUSED, actor, reason, now)
    await session.flush()
    _audit(session, actor, "refuse", claim.id, member, reason)


def _decide(claim: PointClaim, state: ClaimState, actor: Actor, reason: str | None, now: datetime) -> None:
    claim.state, claim.decision, claim.updated_at = state, reason, now
    claim.decided_by, claim.decided_name = actor.account_id, actor.display_name


async def _claim_to_decide(
    session: WriteSession, actor: Actor, claim_id: UUID, version: int
) -> tuple[PointClaim, Member, PointRule]:
    """The claim under its lock, whom it concerns, and its rule. Two round trips.

    Errors: `not_found`, `points.own_points`, `points.same_person`, `points.decided_already`, `stale_version`.
    """
    claim = await session.get(PointClaim, claim_id, with_for_update=True, populate_existing=True)
    if claim is None or not actor.covers(Permission.POINT_KEEP, claim.branch_id):
        raise NOT_FOUND(what=ENTRY)
    member, rule, own_member = (
        await session.execute(
            select(Member, PointRule, Account.member_id)
            .join_from(Member, PointRule, PointRule.id == claim.rule_id)
            .join(Account, Account.id == actor.account_id)
            .where(Member.id == claim.member_id)
        )
    ).one()
    if own_member == member.id:
        raise errors.OWN_POINTS()
    if claim.entered_by == actor.account_id:
        raise errors.SAME_PERSON()
    if claim.state is not ClaimState.PENDING:
        raise errors.DECIDED_ALREADY()
    if claim.version != version:
        raise STALE(current=claim.version, given=version)
    return claim, member, rule


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
    _audit(session, actor, "reverse", entry.id, member, reason, {"points": [entry.points, 0]})
    return posting.id


def _audit(
    session: WriteSession,
    actor: Actor,
    action: str,
    entry_id: UUID,
    member: Member,
    words: str,
    changes: audit.Changes | None = None,
) -> None:
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
