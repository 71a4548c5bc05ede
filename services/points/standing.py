"""Which scheme holds for a member: of those published above their branch the nearest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import any_, func, select
from sqlalchemy.dialects.postgresql import array

from models.base import LEVEL_COLUMNS
from models.enums.points import SchemeKind, SchemeState
from models.members import Member
from models.points import PointRule, PointScheme
from services.kit.database import WriteSession
from services.points import errors
from services.points.rules import RuleText, StandingRule

member = Member.__table__
scheme = PointScheme.__table__

DEPTH = func.num_nonnulls(*(scheme.c[name] for name in LEVEL_COLUMNS))
OVER_MEMBER = scheme.c.branch_id == any_(array([member.c[name] for name in LEVEL_COLUMNS]))
"""The scheme is one of the member's branch or of an organisation above it."""


@dataclass(frozen=True, slots=True)
class StandingScheme:
    """A scheme that is or was published, with its rules."""

    id: UUID
    state: SchemeState
    rules: tuple[StandingRule, ...]


def as_text(row: PointRule) -> RuleText:
    """A stored version as the rules look at it."""
    return RuleText(**{name: getattr(row, name) for name in RuleText.__dataclass_fields__})


async def schemes_of(
    session: WriteSession, member_ids: Collection[UUID], years: Collection[int], kind: SchemeKind
) -> dict[tuple[UUID, int], StandingScheme]:
    """By member and year the scheme that holds, where there is one. Two queries however many members."""
    found = await session.execute(
        select(member.c.id, scheme.c.year, scheme.c.id.label("scheme_id"), scheme.c.state)
        .join_from(member, scheme, OVER_MEMBER)
        .where(
            member.c.id.in_(member_ids),
            scheme.c.year.in_(years),
            scheme.c.kind == kind.value,
            scheme.c.state != SchemeState.DRAFT.value,
        )
        .order_by(DEPTH)
    )
    nearest = {(row.id, row.year): row for row in found}  # the last one, which is the deepest, remains
    rules = await rules_of(session, {row.scheme_id for row in nearest.values()})
    return {
        key: StandingScheme(row.scheme_id, SchemeState(row.state), tuple(rules.get(row.scheme_id, ())))
        for key, row in nearest.items()
    }


async def rules_of(session: WriteSession, scheme_ids: Collection[UUID]) -> dict[UUID, list[StandingRule]]:
    """Every version of every rule, by scheme."""
    rows = await session.scalars(
        select(PointRule).where(PointRule.scheme_id.in_(scheme_ids)).order_by(PointRule.code, PointRule.version)
    )
    rules: dict[UUID, list[StandingRule]] = {}
    for row in rows:
        rules.setdefault(row.scheme_id, []).append(StandingRule(row.id, row.version, as_text(row)))
    return rules


async def open_scheme(session: WriteSession, member_id: UUID, year: int, kind: SchemeKind) -> StandingScheme:
    """The scheme under which something is posted now. Errors: `points.no_scheme`, `points.year_frozen`."""
    found = (await schemes_of(session, [member_id], [year], kind)).get((member_id, year))
    if found is None:
        raise errors.NO_SCHEME(year=year)
    if found.state is SchemeState.FROZEN:
        raise errors.YEAR_FROZEN(year=year)
    return found


async def next_open_scheme(session: WriteSession, member_id: UUID, years: Sequence[int], kind: SchemeKind) -> UUID:
    """The first scheme of these years that is still open. Errors: `points.no_scheme` naming the last of them."""
    found = await schemes_of(session, [member_id], years, kind)
    for year in years:
        candidate = found.get((member_id, year))
        if candidate is not None and candidate.state is SchemeState.PUBLISHED:
            return candidate.id
    raise errors.NO_SCHEME(year=years[-1])


def quarter_of(day: date) -> int:
    return (day.month + 2) // 3
