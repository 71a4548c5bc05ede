"""Compulsory material (必学清单): what an organisation wants everybody below it to study by a day."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Levels, Record, account_key, branch_key, one_of
from models.enums.study_materials import MaterialState


class StudyMaterial(Record, Levels):
    """A piece of material that everybody of `branch_id` and below should have studied by `due_on`, that day included.

    Done is who attended a session on it or has a confirmed record that names it; nothing else is kept of anybody.
    """

    __tablename__ = "study_materials"
    __table_args__ = (
        one_of("state", MaterialState),
        CheckConstraint("hours >= 0", name="hours"),
        CheckConstraint("due_on >= published_on", name="due_on"),
        CheckConstraint("(state = 'published') = (ended_on IS NULL)", name="ended_on"),
        CheckConstraint("(ended_on IS NULL) = (end_reason IS NULL)", name="end_reason"),
        CheckConstraint("(state = 'replaced') = (replaced_by IS NOT NULL)", name="replaced_by"),
        CheckConstraint("replaced_by <> id", name="replaced_by_another"),
        CheckConstraint("(storage_key IS NULL) = (file_name IS NULL)", name="file_name"),
        Index("ix_study_materials_due_on_id", "due_on", "id"),
        Index("ix_study_materials_created_at_id", "created_at", "id"),
        Index("ix_study_materials_updated_at_id", "updated_at", "id"),
        Index("ix_study_materials_branch_id_due_on_id", "branch_id", "due_on", "id"),
        *(Index(f"ix_study_materials_l{n}_due_on_id", f"l{n}", "due_on", "id") for n in range(1, 7)),
        Index("ix_study_materials_replaced_by", "replaced_by", postgresql_where=text("replaced_by IS NOT NULL")),
    )

    branch_id: Mapped[UUID] = branch_key()
    title: Mapped[str]
    document_no: Mapped[str | None]
    note: Mapped[str | None]
    url: Mapped[str | None]
    """Where it can be read, on a site of the authorities."""
    source_document_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_documents.id", ondelete="RESTRICT"))
    file_name: Mapped[str | None]
    media_type: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    storage_key: Mapped[str | None]
    hours: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    """学时 that studying it is expected to take; nothing is counted by it."""
    published_on: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[MaterialState] = mapped_column(default=MaterialState.PUBLISHED)
    published_by: Mapped[UUID] = account_key()
    published_name: Mapped[str]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None]
    ended_by: Mapped[UUID | None] = account_key(nullable=True)
    ended_name: Mapped[str | None]
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("study_materials.id", ondelete="RESTRICT"))
