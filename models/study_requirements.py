"""What a year of study asks of members (rules §4): figures organisations set, exemptions, how branches stand."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer, Numeric, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums.study_requirements import Confidence, ExemptionGround, RequirementCode

HOURS_BINS = 6
"""Shares of the hours asked for: none, below a quarter, a half, three quarters, the whole, and reached."""


class StudyFigure(Record):
    """A figure that an organisation has set for itself and all below it, from a year on (services/study/figures.py)."""

    __tablename__ = "study_figures"
    __table_args__ = (
        one_of("code", RequirementCode),
        one_of("confidence", Confidence),
        CheckConstraint("amount BETWEEN 0 AND 999", name="amount"),
        CheckConstraint("from_year BETWEEN 2000 AND 2199", name="from_year"),
        CheckConstraint(
            "(code IN ('new_secretary_training', 'first_year_training')) = (months IS NOT NULL)", name="months"
        ),
        CheckConstraint("months BETWEEN 1 AND 36", name="months_range"),
        Index("uq_study_figures_version", "branch_id", "code", "from_year", unique=True),
    )

    branch_id: Mapped[UUID] = branch_key()
    code: Mapped[RequirementCode]
    amount: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    """学时 or times; 0 asks for nothing."""
    months: Mapped[int | None] = mapped_column(SmallInteger)
    from_year: Mapped[int] = mapped_column(SmallInteger)
    basis: Mapped[str]
    """The decision or document that the figure rests on."""
    confidence: Mapped[Confidence]
    set_by: Mapped[UUID] = account_key()
    set_name: Mapped[str]


class StudyExemption(Record):
    """A branch's decision that nothing hard is asked of a member (教管条例 Art. 23); no word of an illness itself."""

    __tablename__ = "study_exemptions"
    __table_args__ = (
        one_of("ground", ExemptionGround),
        CheckConstraint("ended_on >= from_on", name="ended_on"),
        CheckConstraint("(ended_on IS NULL AND NOT struck) = (end_reason IS NULL)", name="end_reason"),
        CheckConstraint("(end_reason IS NULL) = (ended_by IS NULL)", name="ended_by"),
        Index("ix_study_exemptions_member_id", "member_id"),
        Index(
            "uq_study_exemptions_standing",
            "member_id",
            unique=True,
            postgresql_where=text("ended_on IS NULL AND NOT struck"),
        ),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    ground: Mapped[ExemptionGround]
    from_on: Mapped[date]
    decided_on: Mapped[date]
    decision: Mapped[str]
    """The meeting or document of the decision."""
    reason: Mapped[str]
    entered_by: Mapped[UUID] = account_key()
    entered_name: Mapped[str]
    ended_on: Mapped[date | None]
    """The last day on which it holds."""
    struck: Mapped[bool] = mapped_column(default=False)
    """Entered by mistake: it never held."""
    end_reason: Mapped[str | None]
    ended_by: Mapped[UUID | None] = account_key(nullable=True)
    ended_name: Mapped[str | None]


class StudyTally(Base, Levels):
    """How the members of one branch stand in a year, without names, as reckoned by the daily job."""

    __tablename__ = "study_tallies"
    __table_args__ = (
        CheckConstraint("members >= exempt + complete", name="counts"),
        CheckConstraint(f"cardinality(hours_bins) = {HOURS_BINS}", name="hours_bins"),
        *(Index(f"ix_study_tallies_l{n}", f"l{n}", "year") for n in range(1, 7)),
    )

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    members: Mapped[int]
    """Party members of the branch itself."""
    exempt: Mapped[int]
    """They stand in no other figure."""
    complete: Mapped[int]
    """Of the others, those who lack nothing."""
    missing: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    """How many lack each thing, in the order of `RequirementCode`."""
    hours_bins: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    doubts: Mapped[int]
    """Members about whom something should be cleared up."""
    reckoned_at: Mapped[datetime]
