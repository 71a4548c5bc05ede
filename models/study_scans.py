"""Scans of a session's code by those who came: a help for the recorder, never attendance by itself (rules §14)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class StudyScan(Base):
    """That a member has scanned the code shown at a session; neither where, nor with what."""

    __tablename__ = "study_scans"
    __table_args__ = (Index("ix_study_scans_member_id", "member_id"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("study_sessions.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"), primary_key=True)
    scanned_at: Mapped[datetime]
