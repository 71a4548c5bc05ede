"""Points of members (党员积分, rules §5): schemes with their rules, and the ledger."""

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
    CapPeriod,
    ClaimState,
    Direction,
    Flag,
    Head,
    SchemeKind,
    SchemeState,
)

YEAR = CheckConstraint("year BETWEEN 2000 AND 2199", name="year")
HISTOGRAM_BINS = 11
"""Of ten points each; the last for 100 and more."""


def member_key(*, index: bool = False) -> Mapped[UUID]:
    """A foreign key to a member; members are never deleted."""
    return mapped_column(ForeignKey("members.id", ondelete="RESTRICT"), index=index)


class PointScheme(Record, Levels):
    """The scheme of an organisation and all below it for a year; the nearest above a member's branch holds for them."""

    __tablename__ = "point_schemes"
    __table_args__ = (
        one_of("kind", SchemeKind),
        one_of("state", SchemeState),
        YEAR,
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
        YEAR,
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
        YEAR,
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
    member_id: Mapped[UUID] = member_key()
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
        CheckConstraint("(cap_from IS NULL) = (cap_until IS NULL)", name="cap_period"),
        Index("ix_point_claims_created_at_id", "created_at", "id"),
        Index("ix_point_claims_member_id", "member_id"),
        *(Index(f"ix_point_claims_l{n}_created_at_id", f"l{n}", "created_at", "id") for n in range(2, 7)),
        Index("ix_point_claims_branch_id", "branch_id"),
        Index("ix_point_claims_updated_at_id", "updated_at", "id"),
    )

    member_id: Mapped[UUID] = member_key()
    branch_id: Mapped[UUID] = branch_key()
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("point_schemes.id", ondelete="RESTRICT"))
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("point_rules.id", ondelete="RESTRICT"))
    occurred_on: Mapped[date]
    quantity: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    asked: Mapped[int]
    """What the rule gives for the quantity, with its sign. Rules stand once published, so it does not change."""
    cap_from: Mapped[date | None]
    """First and last day within which the rule's cap holds; none without a cap."""
    cap_until: Mapped[date | None]
    evidence: Mapped[str | None]
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.PENDING)
    entered_by: Mapped[UUID] = account_key()
    entered_name: Mapped[str]
    decided_by: Mapped[UUID | None] = account_key(nullable=True)
    decided_name: Mapped[str | None]
    decision: Mapped[str | None]


class PointFile(Base):
    """Evidence that somebody chose to add to points entered by hand; its bytes lie in the file store."""

    __tablename__ = "point_files"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    claim_id: Mapped[UUID] = mapped_column(ForeignKey("point_claims.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID] = account_key()


class PointFlag(Record):
    """A veto or an exemption over a member's year, with its reason; lifted, it stays for the record."""

    __tablename__ = "point_flags"
    __table_args__ = (
        one_of("kind", SchemeKind),
        one_of("flag", Flag),
        YEAR,
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

    member_id: Mapped[UUID] = member_key(index=True)
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
