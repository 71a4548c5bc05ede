"""Files that are to become records: what was uploaded, and its rows as they were read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums.imports import CommitMode, ConflictKind, ImportKind, ImportState, RowState


class Import(Record, Levels):
    """One uploaded file on its way into the register of `branch_id` and what stands below it.

    The file lies sealed in the store. File and rows go when the import is deleted or `expires_at` has passed; what is
    left tells who imported what, in figures.
    """

    __tablename__ = "imports"
    __table_args__ = (
        one_of("kind", ImportKind),
        one_of("state", ImportState),
        one_of("mode", CommitMode),
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failure"),
        CheckConstraint("(mode IS NULL) = (committed_by IS NULL)", name="committed_by"),
        Index("ix_imports_created_at_id", "created_at", "id"),
        Index("ix_imports_updated_at_id", "updated_at", "id"),
        Index("ix_imports_branch_id", "branch_id"),
        Index("ix_imports_uploaded_by", "uploaded_by"),
        Index("ix_imports_expires_at", "expires_at", postgresql_where=text("deleted_at IS NULL")),
    )

    kind: Mapped[ImportKind]
    state: Mapped[ImportState] = mapped_column(default=ImportState.READING)
    branch_id: Mapped[UUID] = branch_key()
    file_name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    uploaded_by: Mapped[UUID] = account_key()
    uploader_name: Mapped[str]
    expires_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    defaults: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Values, as text, of fields that a row leaves empty."""
    wanted_sheet: Mapped[str | None]
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The uploader's own choice of columns: `{"<column from 0>": field or null}`."""
    layout: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What was found: `{sheet, sheets, header_row, columns: [{index, header, field}], missing: [field]}`."""
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    """Rows read or written so far, in the state that is under way."""
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    conflict: Mapped[int] = mapped_column(default=0)
    invalid: Mapped[int] = mapped_column(default=0)
    failure: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Why nothing came of it: `{code, zh, en, rule}`."""
    mode: Mapped[CommitMode | None]
    reason: Mapped[str | None]
    committed_by: Mapped[UUID | None] = account_key(nullable=True)
    notice: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Why a commit was taken back to the preview: `{code, zh, en, rule}`."""
    created_count: Mapped[int] = mapped_column(default=0)
    amended_count: Mapped[int] = mapped_column(default=0)
    skipped_count: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]


class ImportRow(Base):
    """A row of the file, by its number in the sheet (from 1, as a spreadsheet program shows it)."""

    __tablename__ = "import_rows"
    __table_args__ = (
        one_of("state", RowState),
        one_of("conflict", ConflictKind),
        CheckConstraint("(state = 'conflict') = (conflict IS NOT NULL)", name="conflict_state"),
        CheckConstraint("number > 0", name="number"),
        Index("ix_import_rows_import_id_state_number", "import_id", "state", "number"),
    )

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[RowState]
    conflict: Mapped[ConflictKind | None]
    id_number_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    member_id: Mapped[UUID | None]
    """The record that the row meets, if the uploader may see it."""
    member_version: Mapped[int | None]
    weighty: Mapped[bool] = mapped_column(default=False)
    """Whether it corrects what takes a reason to correct."""
    twins: Mapped[list[int] | None] = mapped_column(ARRAY(Integer))
    """Numbers of the other rows of the file with the same ID number."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """What was read, as sealed JSON (services/imports/staging.py)."""
