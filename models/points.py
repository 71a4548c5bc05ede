"""Points of members (党员积分, rules §5): schemes with their rules, the ledger, what is published, objected, frozen."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Computed, ForeignKey, Index, Integer, Numeric, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums import utc_now
from models.enums.points import (
    Band,
    CapPeriod,
    ClaimState,
    Direction,
    Flag,
    Head,
    ObjectionState,
    SchemeKind,
    SchemeState,
)

_YEAR = CheckConstraint("year BETWEEN 2000 AND 2199", name="year")
HISTOGRAM_BINS = 11
"""Of ten points each; the last for 100 and more."""


def _member_key(*, index: bool = False) -> Mapped[UUID]:
    return mapped_column(ForeignKey("members.id", ondelete="RESTRICT"), index=index)


class PointScheme(Record, Levels):
    """The scheme of an organisation and all below it for a year; the nearest above a member's branch holds for them."""

    __tablename__ = "point_schemes"
    __table_args__ = (
        one_of("kind", SchemeKind),
        one_of("state", SchemeState),
        _YEAR,
        CheckConstraint("cardinality(bands) = 3", name="bands"),
        CheckConstraint("(state = 'draft') = (published_on IS NULL)", name="published_on"),
        CheckConstraint("(state = 'frozen') = (frozen_at IS NOT NULL)", name="frozen_at"),
        CheckConstraint("(frozen_at IS NULL) = (rules_frozen IS NULL)", name="rules_frozen"),
        Index("uq_point_schemes_place", "branch_id", "year", "kind", unique=True),
        Index("ix_point_schemes_created_at_id", "created_at", "id"),
        Index("ix_point_schemes_updated_at_id", "updated_at", "id"),
    )

    branch_id: Mapped[UUID] = branch_key()
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[SchemeKind]
    title: Mapped[str]
    state: Mapped[SchemeState] = mapped_column(default=SchemeState.DRAFT)
    base: Mapped[int] = mapped_column(SmallInteger)
    bands: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    """Least scores of the first three bands, from high to low."""
    published_on: Mapped[date | None]
    frozen_at: Mapped[datetime | None]
    rules_frozen: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB())
    """Every version of every rule as it read when the result was frozen."""


class PointRule(Base):
    """One version of a rule. Once its scheme is published it stands: a change is another version (trigger)."""

    __tablename__ = "point_rules"
    __table_args__ = (
        one_of("head", Head),
        one_of("direction", Direction),
        one_of("cap_period", CapPeriod),
        CheckConstraint("points BETWEEN 1 AND 1000", name="points"),
        CheckConstraint("cap >= points", name="cap"),
        CheckConstraint("(cap IS NULL) = (cap_period IS NULL)", name="cap_and_period"),
        Index("uq_point_rules_version", "scheme_id", "code", "version", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("point_schemes.id", ondelete="RESTRICT"))
    code: Mapped[str]
    version: Mapped[int] = mapped_column(SmallInteger)
    effective_from: Mapped[date]
    head: Mapped[Head]
    title: Mapped[str]
    points: Mapped[int] = mapped_column(SmallInteger)
    direction: Mapped[Direction]
    per_unit: Mapped[bool]
    cap: Mapped[int | None] = mapped_column(SmallInteger)
    cap_period: Mapped[CapPeriod | None]
    evidence_required: Mapped[bool]
    source_kind: Mapped[str]
    basis: Mapped[str]
    retired: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    created_by: Mapped[UUID] = account_key()


class PointBalance(Base):
    """A member's year: always the sum of its entries. Its row lock makes awards to one member follow one another."""

    __tablename__ = "point_balances"
    __table_args__ = (
        one_of("kind", SchemeKind),
        _YEAR,
        CheckConstraint("entries >= 0", name="entries"),
        Index("ix_point_balances_branch_id", "branch_id", "year", "kind"),
        Index("ix_point_balances_scheme_id", "scheme_id"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    kind: Mapped[SchemeKind] = mapped_column(primary_key=True)
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("point_schemes.id", ondelete="RESTRICT"))
    branch_id: Mapped[UUID] = branch_key()
    """The member's branch; it follows them until the year is frozen."""
    base: Mapped[int] = mapped_column(SmallInteger)
    entries: Mapped[int]
    total: Mapped[int]
    vetoed: Mapped[bool]
    exempt: Mapped[bool]
    score: Mapped[int] = mapped_column(
        Integer, Computed("CASE WHEN vetoed THEN 0 ELSE greatest(0, base + total) END", persisted=True)
    )


class PointEntry(Base):
    """One row of the ledger. Append-only: a trigger refuses UPDATE and DELETE; corrections are reversing rows."""

    __tablename__ = "point_entries"
    __table_args__ = (
        one_of("kind", SchemeKind),
        _YEAR,
        CheckConstraint("abs(points) <= abs(asked) AND points * asked >= 0", name="points"),
        CheckConstraint("(reverses IS NOT NULL) = (source_kind = 'reversal')", name="reverses"),
        CheckConstraint("reverses IS NULL OR (points = asked AND reason IS NOT NULL)", name="reversal"),
        CheckConstraint("entered_by <> confirmed_by", name="two_people"),
        Index(
            "uq_point_entries_source", "member_id", "scheme_id", "rule_code", "source_kind", "source_id", unique=True
        ),
        Index("uq_point_entries_sequence", "member_id", "year", "kind", "sequence", unique=True),
        Index("uq_point_entries_reverses", "reverses", unique=True, postgresql_where=text("reverses IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = _member_key()
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("point_schemes.id", ondelete="RESTRICT"))
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("point_rules.id", ondelete="RESTRICT"))
    """The version of the rule under which the points were given."""
    rule_code: Mapped[str]
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[SchemeKind]
    sequence: Mapped[int]
    """Place within the member's year: the order in which caps were spent."""
    source_kind: Mapped[str]
    source_id: Mapped[UUID]
    asked: Mapped[int]
    """What the rule gives; `points` is what the cap left of it."""
    points: Mapped[int]
    occurred_on: Mapped[date]
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime]
    branch_id: Mapped[UUID] = branch_key()
    """The member's branch at that time."""
    evidence: Mapped[str | None]
    reason: Mapped[str | None]
    entered_by: Mapped[UUID | None] = account_key(nullable=True)
    entered_name: Mapped[str | None]
    confirmed_by: Mapped[UUID | None] = account_key(nullable=True)
    confirmed_name: Mapped[str]
    reverses: Mapped[UUID | None] = mapped_column(ForeignKey("point_entries.id", ondelete="RESTRICT"))


class PointClaim(Record, Levels):
    """Points entered by hand, until somebody else of the branch checks them. Confirmed, it has an entry of its id."""

    __tablename__ = "point_claims"
    __table_args__ = (
        one_of("state", ClaimState),
        CheckConstraint("(state = 'pending') = (decided_by IS NULL)", name="decided_by"),
        CheckConstraint("decided_by <> entered_by", name="two_people"),
        CheckConstraint("state <> 'refused' OR decision IS NOT NULL", name="decision"),
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_point_claims_created_at_id", "created_at", "id"),
        Index("ix_point_claims_member_id", "member_id"),
        *(Index(f"ix_point_claims_l{n}_created_at_id", f"l{n}", "created_at", "id") for n in range(2, 7)),
        Index("ix_point_claims_branch_id", "branch_id"),
        Index("ix_point_claims_updated_at_id", "updated_at", "id"),
    )

    member_id: Mapped[UUID] = _member_key()
    branch_id: Mapped[UUID] = branch_key()
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("point_schemes.id", ondelete="RESTRICT"))
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("point_rules.id", ondelete="RESTRICT"))
    occurred_on: Mapped[date]
    quantity: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    evidence: Mapped[str | None]
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.PENDING)
    entered_by: Mapped[UUID] = account_key()
    entered_name: Mapped[str]
    decided_by: Mapped[UUID | None] = account_key(nullable=True)
    decided_name: Mapped[str | None]
    decision: Mapped[str | None]


class PointFlag(Record):
    """A veto or an exemption over a member's year, with its reason; lifted, it stays for the record."""

    __tablename__ = "point_flags"
    __table_args__ = (
        one_of("kind", SchemeKind),
        one_of("flag", Flag),
        _YEAR,
        CheckConstraint("(lifted_on IS NULL) = (lifted_by IS NULL)", name="lifted_by"),
        CheckConstraint("(lifted_on IS NULL) = (lift_reason IS NULL)", name="lift_reason"),
        Index(
            "uq_point_flags_standing",
            "member_id",
            "year",
            "kind",
            "flag",
            unique=True,
            postgresql_where=text("lifted_on IS NULL"),
        ),
    )

    member_id: Mapped[UUID] = _member_key(index=True)
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[SchemeKind]
    flag: Mapped[Flag]
    reason: Mapped[str]
    set_on: Mapped[date]
    set_by: Mapped[UUID] = account_key()
    set_name: Mapped[str]
    lifted_on: Mapped[date | None]
    lifted_by: Mapped[UUID | None] = account_key(nullable=True)
    lift_reason: Mapped[str | None]


class PointSummary(Base, Levels):
    """How the scores of one branch are spread, without names; kept by a trigger of the balances."""

    __tablename__ = "point_summaries"
    __table_args__ = (
        one_of("kind", SchemeKind),
        CheckConstraint(f"cardinality(histogram) = {HISTOGRAM_BINS}", name="histogram"),
        CheckConstraint("members >= 0 AND vetoed >= 0 AND exempt >= 0", name="counts"),
        *(Index(f"ix_point_summaries_l{n}", f"l{n}", "year", "kind") for n in range(1, 7)),
    )

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    kind: Mapped[SchemeKind] = mapped_column(primary_key=True)
    members: Mapped[int]
    vetoed: Mapped[int]
    exempt: Mapped[int]
    """They stand in no bin of the histogram."""
    histogram: Mapped[list[int]] = mapped_column(ARRAY(Integer()))


class PointPublication(Record, Levels):
    """A quarter's points put up inside of a branch (公示), by name; the lines are what was put up."""

    __tablename__ = "point_publications"
    __table_args__ = (
        one_of("kind", SchemeKind),
        _YEAR,
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
        CheckConstraint("ends_on >= starts_on", name="ends_on"),
        Index("uq_point_publications_quarter", "branch_id", "year", "quarter", "kind", unique=True),
        Index("ix_point_publications_created_at_id", "created_at", "id"),
        Index("ix_point_publications_updated_at_id", "updated_at", "id"),
    )

    branch_id: Mapped[UUID] = branch_key()
    year: Mapped[int] = mapped_column(SmallInteger)
    quarter: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[SchemeKind]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """The fifth working day; that day included."""
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB())
    """`{member_id, name, quarter_points, score, vetoed, exempt}` in the order of pinyin."""
    published_by: Mapped[UUID] = account_key()


class PointObjection(Record, Levels):
    """An objection to points: the branch looks into it and answers, on appeal the level above."""

    __tablename__ = "point_objections"
    __table_args__ = (
        one_of("state", ObjectionState),
        one_of("kind", SchemeKind),
        _YEAR,
        CheckConstraint("(state IN ('raised', 'appealed')) = (answered_on IS NULL)", name="answered_on"),
        Index(
            "uq_point_objections_open",
            "entry_id",
            unique=True,
            postgresql_where=text("state IN ('raised', 'appealed')"),
        ),
        Index("ix_point_objections_member_id", "member_id"),
        Index("ix_point_objections_raised_by", "raised_by"),
        Index("ix_point_objections_branch_id", "branch_id"),
        Index("ix_point_objections_created_at_id", "created_at", "id"),
        Index("ix_point_objections_updated_at_id", "updated_at", "id"),
    )

    member_id: Mapped[UUID] = _member_key()
    """Whose points are meant."""
    branch_id: Mapped[UUID] = branch_key()
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[SchemeKind]
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("point_entries.id", ondelete="RESTRICT"))
    """None where points are missing, or what was published is doubted as a whole."""
    publication_id: Mapped[UUID | None] = mapped_column(ForeignKey("point_publications.id", ondelete="RESTRICT"))
    reason: Mapped[str]
    state: Mapped[ObjectionState]
    raised_by: Mapped[UUID] = account_key()
    raised_name: Mapped[str]
    due_on: Mapped[date]
    """The tenth working day after it came before whoever answers now."""
    answer: Mapped[str | None]
    answered_on: Mapped[date | None]
    answered_by: Mapped[UUID | None] = account_key(nullable=True)
    reversal_id: Mapped[UUID | None] = mapped_column(ForeignKey("point_entries.id", ondelete="RESTRICT"))


class PointObjectionEvent(Base):
    """One step in an objection's history. Append-only: a trigger refuses UPDATE and DELETE."""

    __tablename__ = "point_objection_events"
    __table_args__ = (
        one_of("to_state", ObjectionState),
        Index("uq_point_objection_events_sequence", "objection_id", "sequence", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    objection_id: Mapped[UUID] = mapped_column(ForeignKey("point_objections.id", ondelete="RESTRICT"))
    sequence: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    """An `ObjectionAction`, or `raise`."""
    from_state: Mapped[ObjectionState | None]
    to_state: Mapped[ObjectionState]
    actor_id: Mapped[UUID] = account_key()
    actor_name: Mapped[str]
    comment: Mapped[str | None]


class PointResult(Base):
    """A member's year as it was frozen. Append-only; the rule text is kept with the scheme."""

    __tablename__ = "point_results"
    __table_args__ = (
        one_of("kind", SchemeKind),
        one_of("band", Band),
        CheckConstraint("exempt = (band IS NULL)", name="no_band"),
        Index("uq_point_results_member", "member_id", "year", "kind", unique=True),
        Index("ix_point_results_scheme_id", "scheme_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("point_schemes.id", ondelete="RESTRICT"))
    member_id: Mapped[UUID] = _member_key()
    branch_id: Mapped[UUID] = branch_key()
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[SchemeKind]
    total: Mapped[int]
    score: Mapped[int]
    band: Mapped[Band | None]
    vetoed: Mapped[bool]
    exempt: Mapped[bool]
    frozen_at: Mapped[datetime]


class PointResultUse(Base):
    """For what a frozen result was used (评优评先 …); the member sees it. Append-only."""

    __tablename__ = "point_result_uses"
    __table_args__ = (Index("ix_point_result_uses_result_id", "result_id", "recorded_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    result_id: Mapped[UUID] = mapped_column(ForeignKey("point_results.id", ondelete="RESTRICT"))
    purpose: Mapped[str]
    used_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = account_key()
    recorded_name: Mapped[str]
