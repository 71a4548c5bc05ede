"""Study records (学习记录), outputs of study (学习成果), and the sums kept of them (rules §4)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, Numeric, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums.study import DeclarationState, OutputKind, RecordSource
from models.enums.study_requirements import TrainingLevel
from models.study import HOURS, kind_key, member_key

_LIVE = "state IN ('submitted', 'confirmed')"


def _declaration_checks() -> tuple[Any, ...]:
    return (
        one_of("state", DeclarationState),
        CheckConstraint("state = 'submitted' OR decided_at IS NOT NULL", name="decided_at"),
        CheckConstraint("state <> 'rejected' OR decision IS NOT NULL", name="decision"),
    )


class StudyRecord(Record, Levels):
    """What a member has studied, once the branch has confirmed it. At city size 5 million rows, one plain table.

    Every list is one index range over days by each level that can be large; what waits has a small index of its own.
    The table is filled by COPY too: the sums are kept by triggers for each statement, and
    `refresh_study_totals()` draws them up anew after a load with triggers switched off.
    """

    __tablename__ = "study_records"
    __table_args__ = (
        one_of("source", RecordSource),
        one_of("level", TrainingLevel),
        *_declaration_checks(),
        CheckConstraint("hours > 0", name="hours"),
        CheckConstraint("(source = 'session') = (session_id IS NOT NULL)", name="session_id"),
        CheckConstraint("ended_on >= occurred_on", name="ended_on"),
        CheckConstraint("occurred_on BETWEEN '2000-01-01' AND '2199-12-31'", name="occurred_on"),
        Index(
            "uq_study_records_session_member",
            "session_id",
            "member_id",
            unique=True,
            postgresql_where=text(f"session_id IS NOT NULL AND {_LIVE}"),
        ),
        Index("ix_study_records_member_id_occurred_on_id", "member_id", "occurred_on", "id"),
        Index("ix_study_records_occurred_on_id", "occurred_on", "id"),
        *(Index(f"ix_study_records_l{n}_occurred_on_id", f"l{n}", "occurred_on", "id") for n in range(2, 7)),
        Index("ix_study_records_updated_at_id", "updated_at", "id"),
        Index("ix_study_records_l2_updated_at_id", "l2", "updated_at", "id"),
        Index("ix_study_records_branch_id", "branch_id"),
        Index("ix_study_records_material_id", "material_id", postgresql_where=text("material_id IS NOT NULL")),
        Index(
            "ix_study_records_waiting", "occurred_on", "id", "l2", "l3", postgresql_where=text("state = 'submitted'")
        ),
    )

    member_id: Mapped[UUID] = member_key()
    branch_id: Mapped[UUID] = branch_key()
    """The branch that keeps the member's record: it follows them."""
    kind: Mapped[str] = kind_key()
    title: Mapped[str]
    hours: Mapped[Decimal] = mapped_column(HOURS)
    occurred_on: Mapped[date]
    ended_on: Mapped[date | None]
    year: Mapped[int] = mapped_column(
        SmallInteger, Computed("extract(year FROM occurred_on)::smallint", persisted=True)
    )
    source: Mapped[RecordSource]
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_sessions.id", ondelete="RESTRICT"))
    organiser: Mapped[str | None]
    """Who held an outside training."""
    certificate_no: Mapped[str | None]
    """证书编号 of an outside training: by it the same one is known again."""
    level: Mapped[TrainingLevel | None]
    """On which level a training was held; unknown, it counts as none of a higher organisation."""
    material_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_materials.id", ondelete="RESTRICT"))
    """The piece of compulsory material that was studied."""
    note: Mapped[str | None]
    state: Mapped[DeclarationState] = mapped_column(default=DeclarationState.SUBMITTED)
    declared_by: Mapped[UUID] = account_key()
    """Who declared it; of a session's record who wrote the line of the sheet."""
    declared_name: Mapped[str]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = account_key(nullable=True)
    decided_name: Mapped[str | None]
    decision: Mapped[str | None]


class StudyOutput(Record, Levels):
    """Something a member has written or given after studying: 心得体会, 调研报告. The branch confirms it."""

    __tablename__ = "study_outputs"
    __table_args__ = (
        one_of("kind", OutputKind),
        *_declaration_checks(),
        Index("ix_study_outputs_member_id", "member_id", "occurred_on", "id"),
        Index("ix_study_outputs_session_id", "session_id"),
        Index("ix_study_outputs_occurred_on_id", "occurred_on", "id"),
        *(Index(f"ix_study_outputs_l{n}_occurred_on_id", f"l{n}", "occurred_on", "id") for n in range(2, 7)),
        Index("ix_study_outputs_branch_id", "branch_id"),
        Index("ix_study_outputs_updated_at_id", "updated_at", "id"),
    )

    member_id: Mapped[UUID] = member_key()
    branch_id: Mapped[UUID] = branch_key()
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_sessions.id", ondelete="RESTRICT"))
    kind: Mapped[OutputKind]
    title: Mapped[str]
    note: Mapped[str | None]
    occurred_on: Mapped[date]
    """The day on which it was handed in."""
    state: Mapped[DeclarationState] = mapped_column(default=DeclarationState.SUBMITTED)
    declared_by: Mapped[UUID] = account_key()
    declared_name: Mapped[str]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = account_key(nullable=True)
    decided_name: Mapped[str | None]
    decision: Mapped[str | None]


class StudyTotal(Base):
    """Confirmed hours of a member in a year by kind: always the sum of the records (triggers)."""

    __tablename__ = "study_totals"
    __table_args__ = (
        CheckConstraint("hours >= 0 AND records >= 0", name="counts"),
        Index("ix_study_totals_branch_id", "branch_id", "year"),
    )

    member_id: Mapped[UUID] = member_key(primary=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("study_kinds.code", ondelete="RESTRICT"), primary_key=True)
    branch_id: Mapped[UUID] = branch_key()
    """The member's branch; it follows them."""
    hours: Mapped[Decimal] = mapped_column(HOURS)
    records: Mapped[int]


class StudyYear(Base):
    """A member's year over all kinds: what the yearly requirement asks for (triggers)."""

    __tablename__ = "study_years"
    __table_args__ = (
        CheckConstraint("hours >= organised_hours AND records >= trainings", name="counts"),
        Index("ix_study_years_branch_id", "branch_id", "year"),
    )

    member_id: Mapped[UUID] = member_key(primary=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    branch_id: Mapped[UUID] = branch_key()
    hours: Mapped[Decimal] = mapped_column(HOURS)
    organised_hours: Mapped[Decimal] = mapped_column(HOURS)
    """Of organised kinds (集中学习培训), which the requirement counts."""
    trainings: Mapped[int]
    """Records of kinds that are 集中培训."""
    records: Mapped[int]


class StudySummary(Base, Levels):
    """What the members of one branch have studied in a year by kind, without names (triggers)."""

    __tablename__ = "study_summaries"
    __table_args__ = (
        CheckConstraint("hours >= 0 AND records >= 0 AND members >= 0", name="counts"),
        *(Index(f"ix_study_summaries_l{n}", f"l{n}", "year") for n in range(1, 7)),
    )

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("study_kinds.code", ondelete="RESTRICT"), primary_key=True)
    hours: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    records: Mapped[int]
    members: Mapped[int]
    """Members of the branch with at least one record of the kind."""
