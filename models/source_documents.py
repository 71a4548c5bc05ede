"""Documents from which tickets are registered, with their outline."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Record, account_key, branch_key, one_of
from models.enums.tickets import SourceKind


class SourceDocument(Record):
    """A work plan, speech, notice: its text as read and what was uploaded. Non-classified only."""

    __tablename__ = "source_documents"
    __table_args__ = (
        one_of("kind", SourceKind),
        Index("ix_source_documents_created_at_id", "created_at", "id"),
        Index("ix_source_documents_updated_at_id", "updated_at", "id"),
        Index("ix_source_documents_branch_id", "branch_id"),
    )

    branch_id: Mapped[UUID] = branch_key()
    title: Mapped[str]
    document_no: Mapped[str | None]
    kind: Mapped[SourceKind]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    text: Mapped[str] = mapped_column(deferred=True)
    paragraphs: Mapped[int]
    uploaded_by: Mapped[UUID] = account_key()
    deleted_at: Mapped[datetime | None]


class SourceNode(Base):
    """One node of a document's outline; see `services/source_documents/outline.py` for what each field holds."""

    __tablename__ = "source_nodes"
    __table_args__ = (
        CheckConstraint("start_at <= end_at", name="span"),
        Index("uq_source_nodes_position", "document_id", "position", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("source_documents.id", ondelete="CASCADE"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_nodes.id", ondelete="CASCADE"))
    position: Mapped[int]
    """Place in reading order over the whole document, from 0."""
    level: Mapped[int] = mapped_column(SmallInteger)
    marker: Mapped[str]
    heading: Mapped[str]
    text: Mapped[str]
    start_at: Mapped[int]
    end_at: Mapped[int]
    doubtful: Mapped[str | None]
