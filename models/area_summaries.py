"""Area summaries (片区汇总): summaries of branches summed for cities and districts, exact at any moment (adr/0008).

A change of a branch's summary puts a row into a queue; a job folds the queue into the sums of the areas. Who reads
adds what still waits, in one statement, so that nothing is missed and nobody waits for a row of a whole city.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ForeignKey, Identity, Integer, Numeric, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.enums.points import SchemeKind

AREA_LEVELS = 2
"""City and districts have sums of their own; what stands lower has some hundred branches at most."""


class PointAreaSummary(Base):
    """How the scores of an area are spread, but for the changes that wait in `point_summary_changes`."""

    __tablename__ = "point_area_summaries"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    kind: Mapped[SchemeKind] = mapped_column(primary_key=True)
    members: Mapped[int]
    vetoed: Mapped[int]
    exempt: Mapped[int]
    histogram: Mapped[list[int]] = mapped_column(ARRAY(Integer()))


class PointSummaryChange(Base):
    """What one statement has changed in the point summaries of a district; a trigger writes it, folding removes it."""

    __tablename__ = "point_summary_changes"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    l1: Mapped[UUID | None]
    l2: Mapped[UUID | None]
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[SchemeKind]
    members: Mapped[int]
    vetoed: Mapped[int]
    exempt: Mapped[int]
    histogram: Mapped[list[int]] = mapped_column(ARRAY(Integer()))


class StudyAreaSummary(Base):
    """What the members of an area have studied by kind, but for what waits in `study_summary_changes`."""

    __tablename__ = "study_area_summaries"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    hours: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    records: Mapped[int]
    members: Mapped[int]


class StudySummaryChange(Base):
    """What one statement has changed in the study summaries of a district; a trigger writes it, folding removes it."""

    __tablename__ = "study_summary_changes"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    l1: Mapped[UUID | None]
    l2: Mapped[UUID | None]
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str]
    hours: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    records: Mapped[int]
    members: Mapped[int]


class StudyAreaTally(Base):
    """How the members of an area stand: the sum of the tallies of its branches, drawn up by the job that makes them."""

    __tablename__ = "study_area_tallies"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    members: Mapped[int]
    exempt: Mapped[int]
    complete: Mapped[int]
    doubts: Mapped[int]
    missing: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    hours_bins: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    reckoned_at: Mapped[datetime]
