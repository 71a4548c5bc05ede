"""Youth theory study groups (青年理论学习小组, 工作要点第六项)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Levels, Record, account_key, branch_key


class StudyGroup(Record, Levels):
    """A group of an organisation for a field of its work, with a mentor; its members come from below it."""

    __tablename__ = "study_groups"
    __table_args__ = (
        CheckConstraint("dissolved_on >= formed_on", name="dissolved_on"),
        CheckConstraint("(dissolved_on IS NULL) = (dissolve_reason IS NULL)", name="dissolve_reason"),
        Index("uq_study_groups_name", "branch_id", "name", unique=True, postgresql_where=text("dissolved_on IS NULL")),
        Index("ix_study_groups_created_at_id", "created_at", "id"),
        Index("ix_study_groups_updated_at_id", "updated_at", "id"),
        Index("ix_study_groups_leader_id", "leader_id"),
        *(Index(f"ix_study_groups_l{n}_created_at_id", f"l{n}", "created_at", "id") for n in range(1, 7)),
    )

    branch_id: Mapped[UUID] = branch_key()
    name: Mapped[str]
    field: Mapped[str]
    """领域: the field of work, such as 干部工作."""
    mentor_name: Mapped[str | None]
    """理论导师; often from outside the register."""
    mentor_title: Mapped[str | None]
    leader_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    """组长, one of the members."""
    formed_on: Mapped[date]
    dissolved_on: Mapped[date | None]
    dissolve_reason: Mapped[str | None]


class StudyGroupMember(Base):
    """Somebody in a group from one day to another; `to_on` is the last day, None while they belong to it."""

    __tablename__ = "study_group_members"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", name="to_on"),
        Index(
            "uq_study_group_members_present",
            "group_id",
            "member_id",
            unique=True,
            postgresql_where=text("to_on IS NULL"),
        ),
        Index("ix_study_group_members_member_id", "member_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("study_groups.id", ondelete="RESTRICT"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    entered_by: Mapped[UUID] = account_key()
    ended_by: Mapped[UUID | None] = account_key(nullable=True)
