"""What is put up, objected to, frozen and used of members' points (rules §5)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums.points import Band, ObjectionState, SchemeKind
from models.points import YEAR, member_key


class PointPublication(Record, Levels):
    """A quarter's points put up inside of a branch (公示), by name; the lines are what was put up."""

    __tablename__ = "point_publications"
    __table_args__ = (
        one_of("kind", SchemeKind),
        YEAR,
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
        YEAR,
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

    member_id: Mapped[UUID] = member_key()
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
    member_id: Mapped[UUID] = member_key()
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
