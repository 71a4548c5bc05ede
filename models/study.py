"""Study sessions (学习活动), their attendance sheets, and the files put to them (rules §4)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums.study import Attendance, Expected, SessionState, StudyLength, StudyMode

HOURS = Numeric(6, 2)


def kind_key() -> Mapped[Any]:
    """A foreign key to a kind by its code: kinds are retired, never deleted."""
    return mapped_column(ForeignKey("study_kinds.code", ondelete="RESTRICT"))


def member_key(*, nullable: bool = False, primary: bool = False, index: bool = False) -> Mapped[Any]:
    """A foreign key to a member; records are struck, never deleted."""
    return mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), nullable=nullable, primary_key=primary, index=index
    )


class StudyKind(Record):
    """A kind of study, as data. What it counts for stands: a kind that is in use is retired and another one added."""

    __tablename__ = "study_kinds"
    __table_args__ = (
        one_of("mode", StudyMode),
        CheckConstraint("code ~ '^[a-z][a-z_]{0,39}$'", name="code"),
        CheckConstraint("organised OR NOT training", name="training"),
        Index("uq_study_kinds_code", "code", unique=True),
    )

    code: Mapped[str]
    """Also the suffix of the points source: `study_session.lecture`."""
    label: Mapped[str]
    label_en: Mapped[str]
    mode: Mapped[StudyMode | None]
    """The mode that a session of the kind has unless another one is chosen."""
    organised: Mapped[bool]
    """集中学习培训: organised study with an attendance record, whose hours count for the yearly requirement."""
    training: Mapped[bool]
    """集中培训: counts as one of the trainings required each year."""
    declarable: Mapped[bool]
    """May be declared by a member without a session: self-study, training elsewhere."""
    narrows_points: Mapped[bool]
    """Whether facts of the kind go to the ledger as `study_session.<code>`, or plainly as `study_session`."""
    position: Mapped[int] = mapped_column(SmallInteger)
    retired: Mapped[bool] = mapped_column(default=False)


class StudySession(Record, Levels):
    """One session of study of an organisation, from the plan to the confirmed sheet."""

    __tablename__ = "study_sessions"
    __table_args__ = (
        one_of("mode", StudyMode),
        one_of("length", StudyLength),
        one_of("expected", Expected),
        one_of("state", SessionState),
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        CheckConstraint("hours > 0", name="hours"),
        CheckConstraint("(expected = 'group') = (group_id IS NOT NULL)", name="group_id"),
        CheckConstraint("(state = 'confirmed') = (confirmed_at IS NOT NULL)", name="confirmed_at"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed_by"),
        Index("ix_study_sessions_starts_at_id", "starts_at", "id"),
        *(Index(f"ix_study_sessions_l{n}_starts_at_id", f"l{n}", "starts_at", "id") for n in range(2, 7)),
        Index("ix_study_sessions_branch_id", "branch_id", "starts_at", "id"),
        Index("ix_study_sessions_updated_at_id", "updated_at", "id"),
        Index("ix_study_sessions_material_id", "material_id", postgresql_where=text("material_id IS NOT NULL")),
        Index(
            "ix_study_sessions_group_id_starts_at_id",
            "group_id",
            "starts_at",
            "id",
            postgresql_where=text("group_id IS NOT NULL"),
        ),
    )

    branch_id: Mapped[UUID] = branch_key()
    """The organisation that holds it."""
    kind: Mapped[str] = kind_key()
    mode: Mapped[StudyMode | None]
    topic: Mapped[str]
    material: Mapped[str | None]
    """What is studied, in words."""
    material_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_materials.id", ondelete="RESTRICT"))
    """A piece of compulsory material."""
    source_document_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_documents.id", ondelete="RESTRICT"))
    host: Mapped[str | None]
    place: Mapped[str | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    length: Mapped[StudyLength]
    hours: Mapped[Decimal] = mapped_column(HOURS)
    """Study hours (学时) for whoever was present, by `services/study/hours.py`."""
    expected: Mapped[Expected]
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_groups.id", ondelete="RESTRICT"))
    """A youth study group."""
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED)
    created_by: Mapped[UUID] = account_key()
    created_name: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = account_key(nullable=True)
    confirmed_name: Mapped[str | None]


class StudyAttendance(Base):
    """A member's line on the sheet of a session; written only with the session's row locked."""

    __tablename__ = "study_attendances"
    __table_args__ = (
        one_of("mark", Attendance),
        CheckConstraint("mark <> 'leave' OR reason IS NOT NULL", name="reason"),
        CheckConstraint("(mark = 'made_up') = (made_up_on IS NOT NULL)", name="made_up_on"),
        CheckConstraint("(mark = 'unset') = (recorded_by IS NULL)", name="recorded_by"),
        CheckConstraint("expected OR mark IN ('present', 'made_up')", name="walk_in"),
        Index("ix_study_attendances_member_id", "member_id"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("study_sessions.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[UUID] = member_key(primary=True)
    expected: Mapped[bool]
    """False for a walk-in (列席、临时参加)."""
    mark: Mapped[Attendance] = mapped_column(default=Attendance.UNSET)
    reason: Mapped[str | None]
    """Why on leave, or how it was made up."""
    made_up_on: Mapped[date | None]
    recorded_by: Mapped[UUID | None] = account_key(nullable=True)
    recorded_name: Mapped[str | None]
    recorded_at: Mapped[datetime | None]


class StudyFile(Base):
    """A file that people chose to put to a session (material), a record (evidence) or an output. None is required."""

    __tablename__ = "study_files"
    __table_args__ = (
        CheckConstraint("num_nonnulls(session_id, record_id, output_id) = 1", name="one_owner"),
        CheckConstraint("size > 0", name="size"),
        *(
            Index(f"ix_study_files_{name}", name, postgresql_where=text(f"{name} IS NOT NULL"))
            for name in ("session_id", "record_id", "output_id")
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_sessions.id", ondelete="RESTRICT"))
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_records.id", ondelete="RESTRICT"))
    output_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_outputs.id", ondelete="RESTRICT"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID] = account_key()


class StudyEvent(Base):
    """One step in the history of a session, a record or an output. Append-only: a trigger refuses UPDATE, DELETE.

    A record that a confirmed sheet has made begins without an event: its session's history says how it came.
    """

    __tablename__ = "study_events"
    __table_args__ = (
        CheckConstraint("num_nonnulls(session_id, record_id, output_id) = 1", name="one_subject"),
        *(
            Index(
                f"uq_study_events_{name}", name, "sequence", unique=True, postgresql_where=text(f"{name} IS NOT NULL")
            )
            for name in ("session_id", "record_id", "output_id")
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_sessions.id", ondelete="RESTRICT"))
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_records.id", ondelete="RESTRICT"))
    output_id: Mapped[UUID | None] = mapped_column(ForeignKey("study_outputs.id", ondelete="RESTRICT"))
    sequence: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    actor_id: Mapped[UUID] = account_key()
    actor_name: Mapped[str]
    comment: Mapped[str | None]
    changes: Mapped[dict[str, Any] | None]
