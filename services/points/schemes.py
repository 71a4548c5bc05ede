"""Schemes: drafted, their rules written, published, in the end frozen with every member's result."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from models.enums.points import SchemeKind, SchemeState
from models.points import PointRule, PointScheme
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.clock import office_day, utc_now
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.points import errors
from services.points.labels import SCHEME_STATE_LABELS
from services.points.ledger import BAND_EDGES, BASE
from services.points.rules import RuleText, check_rule, on_day
from services.points.standing import rules_of

SCHEME = Text("这份积分办法", "The scheme")

_HOLD_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:scheme AS text), 0))")
_RESULTS = text(
    """
    INSERT INTO point_results
        (id, scheme_id, member_id, branch_id, year, kind, total, score, band, vetoed, exempt, frozen_at)
    SELECT gen_random_uuid(), b.scheme_id, b.member_id, b.branch_id, b.year, b.kind, b.total, b.score,
        CASE WHEN b.exempt THEN NULL WHEN b.score >= s.bands[1] THEN 'first' WHEN b.score >= s.bands[2] THEN 'second'
            WHEN b.score >= s.bands[3] THEN 'third' ELSE 'below' END,
        b.vetoed, b.exempt, :now
    FROM point_balances b JOIN point_schemes s ON s.id = b.scheme_id WHERE b.scheme_id = :scheme
    """
)


@dataclass(frozen=True, slots=True)
class NewScheme:
    branch_id: UUID
    year: int
    title: str
    kind: SchemeKind = SchemeKind.MEMBER
    base: int = BASE
    bands: tuple[int, ...] = BAND_EDGES
    like: UUID | None = None
    """A scheme whose rules it begins with, as they stood at the end of their year; the caller has seen it."""


async def draft(session: WriteSession, actor: Actor, new: NewScheme) -> PointScheme:
    """Begin a scheme for an organisation and all below it.

    Errors: `not_found` for an organisation outside the actor's, `points.scheme_exists`, `points.bands`.
    """
    node = actor.tree.get(new.branch_id)
    if node is None or not node.active or not actor.covers(Permission.POINT_MANAGE, new.branch_id):
        raise NOT_FOUND(what=Text("组织", "The organisation"))
    _check_bands(new.bands)
    taken = select(PointScheme.id).where(
        PointScheme.branch_id == new.branch_id, PointScheme.year == new.year, PointScheme.kind == new.kind
    )
    if await session.scalar(taken) is not None:
        raise errors.SCHEME_EXISTS.at("/year", year=new.year)
    scheme = PointScheme(
        branch_id=new.branch_id,
        year=new.year,
        kind=new.kind,
        title=new.title,
        base=new.base,
        bands=list(new.bands),
        **node.levels(),
    )
    session.add(scheme)
    await session.flush()
    _audit(session, actor, "draft", scheme)
    if new.like is not None:
        await _begin_like(session, actor, scheme, new.like)
    return scheme


async def _begin_like(session: WriteSession, actor: Actor, scheme: PointScheme, like: UUID) -> None:
    """The rules of another scheme that were not retired, from the first of January on."""
    model = await session.get_one(PointScheme, like)
    rules = (await rules_of(session, [like])).get(like, [])
    first = date(scheme.year, 1, 1)
    for rule in on_day(rules, date(model.year, 12, 31)):
        await _write(session, actor, scheme, replace(rule.text, effective_from=first), 1, first)


def _check_bands(bands: tuple[int, ...]) -> None:
    """Tens, because the distribution is counted in tens. Errors: `points.bands`."""
    first, second, third = bands
    if not (100 >= first > second > third > 0) or any(edge % 10 for edge in bands):
        raise errors.BANDS.at("/bands")


async def amend(
    session: WriteSession, actor: Actor, scheme_id: UUID, version: int, values: dict[str, Any]
) -> PointScheme:
    """Change title, base or bands of a draft. Errors: those of `_load`, `points.scheme_state`, `points.bands`."""
    scheme = await _load(session, actor, scheme_id, version, SchemeState.DRAFT)
    if "bands" in values:
        _check_bands(tuple(values["bands"]))
    before = {name: getattr(scheme, name) for name in values}
    for name, value in values.items():
        setattr(scheme, name, value)
    await session.flush()
    _audit(session, actor, "amend", scheme, audit.changed(before, values))
    return scheme


async def add_rule(session: WriteSession, actor: Actor, scheme_id: UUID, rule: RuleText, *, today: date) -> PointScheme:
    """Write a rule under a new code. Errors: `not_found`, `points.scheme_state`, `points.rule_exists`, `check_rule`."""
    scheme = await _load(session, actor, scheme_id, None, SchemeState.DRAFT, SchemeState.PUBLISHED)
    if await _latest(session, scheme.id, rule.code) is not None:
        raise errors.RULE_EXISTS.at("/code", code=rule.code)
    return await _write(session, actor, scheme, rule, 1, today)


async def change_rule(
    session: WriteSession, actor: Actor, scheme_id: UUID, version: int, rule: RuleText, *, today: date
) -> PointScheme:
    """Give a rule another text: in a draft in its place, afterwards as a version that holds from a later day.

    Errors: those of `_load`, `not_found` for an unknown code, `points.scheme_state`, `points.rule_backdated`,
    `check_rule`.
    """
    scheme = await _load(session, actor, scheme_id, version, SchemeState.DRAFT, SchemeState.PUBLISHED)
    latest = await _latest(session, scheme.id, rule.code)
    if latest is None:
        raise NOT_FOUND(what=Text("这条规则", "The rule"))
    if scheme.state is SchemeState.DRAFT:
        await session.delete(latest)
        await session.flush()
        return await _write(session, actor, scheme, rule, 1, today)
    earliest = max(today, latest.effective_from + timedelta(days=1))
    if rule.effective_from < earliest:
        raise errors.RULE_BACKDATED.at("/effective_from", earliest=earliest)
    return await _write(session, actor, scheme, rule, latest.version + 1, today)


async def _latest(session: WriteSession, scheme_id: UUID, code: str) -> PointRule | None:
    latest: PointRule | None = await session.scalar(
        select(PointRule)
        .where(PointRule.scheme_id == scheme_id, PointRule.code == code)
        .order_by(PointRule.version.desc())
        .limit(1)
    )
    return latest


async def _write(
    session: WriteSession, actor: Actor, scheme: PointScheme, rule: RuleText, version: int, today: date
) -> PointScheme:
    check_rule(rule)
    if rule.effective_from.year != scheme.year:
        raise errors.RULE_OUTSIDE_YEAR.at("/effective_from", year=scheme.year)
    if scheme.state is SchemeState.PUBLISHED and rule.effective_from < today:
        raise errors.RULE_BACKDATED.at("/effective_from", earliest=today)
    values = {name: getattr(rule, name) for name in RuleText.__dataclass_fields__}
    session.add(PointRule(scheme_id=scheme.id, version=version, created_by=actor.account_id, **values))
    scheme.updated_at = utc_now()
    await session.flush()
    _audit(session, actor, "write_rule", scheme, {rule.code: [None, f"{rule.title} v{version}"]})
    return scheme


async def publish(session: WriteSession, actor: Actor, scheme_id: UUID, version: int, *, now: datetime) -> PointScheme:
    """From now on facts earn under the scheme. Errors: those of `_load`, `points.scheme_state`, `.scheme_empty`."""
    scheme = await _load(session, actor, scheme_id, version, SchemeState.DRAFT)
    if await session.scalar(select(PointRule.id).where(PointRule.scheme_id == scheme.id).limit(1)) is None:
        raise errors.SCHEME_EMPTY()
    scheme.state, scheme.published_on = SchemeState.PUBLISHED, office_day(now)
    await session.flush()
    _audit(session, actor, "publish", scheme)
    return scheme


async def freeze(session: WriteSession, actor: Actor, scheme_id: UUID, version: int, *, now: datetime) -> PointScheme:
    """Keep every member's result of the year with the rule text; afterwards the year takes no entry.

    Errors: those of `_load`, `points.scheme_state`, `points.year_running`.
    """
    await session.execute(_HOLD_ALONE, {"scheme": str(scheme_id)})
    scheme = await _load(session, actor, scheme_id, version, SchemeState.PUBLISHED)
    if office_day(now).year <= scheme.year:
        raise errors.YEAR_RUNNING(year=scheme.year)
    rules = (await rules_of(session, [scheme.id])).get(scheme.id, [])
    scheme.rules_frozen = [{"version": rule.version, **_plain(rule.text)} for rule in rules]
    scheme.state, scheme.frozen_at = SchemeState.FROZEN, now
    await session.flush()
    await session.execute(_RESULTS, {"scheme": scheme.id, "now": now})
    _audit(session, actor, "freeze", scheme)
    return scheme


def _plain(rule: RuleText) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value := getattr(rule, name), date) else value
        for name in RuleText.__dataclass_fields__
    }


async def _load(
    session: WriteSession, actor: Actor, scheme_id: UUID, version: int | None, *states: SchemeState
) -> PointScheme:
    """The scheme, locked against other changes but not against entries that refer to it.

    Errors: `not_found`, `points.scheme_state`, `stale_version`.
    """
    scheme = await session.get(PointScheme, scheme_id, with_for_update={"key_share": True}, populate_existing=True)
    if scheme is None or not actor.covers(Permission.POINT_MANAGE, scheme.branch_id):
        raise NOT_FOUND(what=SCHEME)
    if scheme.state not in states:
        raise errors.SCHEME_STATE(state=SCHEME_STATE_LABELS[scheme.state])
    if version is not None and scheme.version != version:
        raise STALE(current=scheme.version, given=version)
    return scheme


def _audit(
    session: WriteSession, actor: Actor, action: str, scheme: PointScheme, changes: audit.Changes | None = None
) -> None:
    audit.record(
        session,
        actor,
        f"point_scheme.{action}",
        entity_kind="point_scheme",
        entity_id=scheme.id,
        entity_name=scheme.title,
        branch_id=scheme.branch_id,
        changes=changes,
    )
