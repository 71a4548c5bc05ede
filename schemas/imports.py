"""Shapes of imports: a file, its preview row by row and cell by cell, its result."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from models.enums.imports import CellState, CommitMode, ConflictKind, ImportKind, ImportState, RowState
from schemas.common import Amendment, Input, ListPage, Named, Unsent, printable
from schemas.members import Reason

ImportField = Literal[
    "name", "id_number", "sex", "ethnicity", "birth_date", "education", "stage", "branch", "joined_on", "full_on",
    "post", "phone", "address", "standing", "lost_contact", "floating", "stage_since", "lost_contact_since",
    "floating_to",
]  # fmt: skip
CellText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(printable)]


class ImportColumn(BaseModel):
    index: int = Field(description="From 0, counted in the sheet")
    header: str
    field: ImportField | None = Field(description="null: not read")
    label: str | None


class ImportSheet(BaseModel):
    """Where the rows were found."""

    name: str
    header_row: int = Field(description="From 1, as a spreadsheet program shows it; 0 when no header was found")
    others: list[str]
    columns: list[ImportColumn]
    missing: list[ImportField] = Field(description="Required fields without a column")


class ImportCounts(BaseModel):
    new: int
    changed: int
    unchanged: int
    conflict: int
    invalid: int


class ImportProgress(BaseModel):
    done: int = Field(description="Rows read and checked, or written")
    total: int = Field(description="0 while it is not known yet")


class ImportResult(BaseModel):
    created: int
    amended: int
    unchanged: int
    skipped: int


class Told(BaseModel):
    """A finding in words, with the rule behind it."""

    code: str
    message: str
    rule: str | None


class Import(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    expires_at: datetime = Field(description="When file and rows are removed")
    kind: ImportKind
    state: ImportState
    state_label: str
    branch: Named
    file_name: str
    size: int
    uploaded_by: Named
    sheet: ImportSheet | None
    defaults: dict[str, str]
    progress: ImportProgress
    counts: ImportCounts
    mode: CommitMode | None
    result: ImportResult | None
    failure: Told | None
    notice: Told | None = Field(description="Why a commit was taken back to the preview")
    reason_required: bool = Field(description="Rows correct names or dates of membership: a commit needs `reason`")
    available_actions: list[Literal["amend", "commit", "commit_valid_only", "delete"]]


class ImportPage(ListPage):
    items: list[Import]


class ImportCell(BaseModel):
    state: CellState
    value: str | None = Field(description="As it would be stored and shown; null: not stated. Sealed values masked")
    written: str | None = Field(description="As it stands in the file, where that differs or is wrong")
    before: str | None = Field(None, description="What the register says, where the row changes it")
    code: str | None = None
    message: str | None = None
    rule: str | None = None


class ImportConflict(BaseModel):
    kind: ConflictKind
    message: str
    offer: Literal["transfer", "transition", "check_again"]
    branch: Named | None = Field(description="Where the person is registered, if the caller may know")


class ImportRow(BaseModel):
    number: int = Field(description="The row in the sheet, from 1")
    version: int
    state: RowState
    state_label: str
    member: Named | None = Field(description="The record that the row meets, if the caller may see it")
    conflict: ImportConflict | None
    twins: list[int] = Field(description="Other rows of the file with the same ID number")
    cells: dict[str, ImportCell] = Field(description="By field; only columns that the file has, or that were filled")


class ImportRowPage(ListPage):
    items: list[ImportRow]


class ImportAmendment(Amendment):
    """Another reading of the same file: it is read again."""

    may_be_emptied: ClassVar[frozenset[str]] = frozenset({"sheet"})

    mapping: (
        Annotated[dict[Annotated[int, Field(ge=0, lt=200)], ImportField | None], Field(max_length=200)] | Unsent
    ) = Field(None, description="`{column index: field}`; null: do not read the column. Others as recognised")
    sheet: Annotated[str, StringConstraints(max_length=100)] | None = None
    defaults: dict[ImportField, CellText] | Unsent = Field(None, description="For cells that the file leaves empty")


class ImportRowAmendment(Amendment):
    """Cells put right in place, written as one would in the file; an empty text states nothing."""

    name: CellText | Unsent = None
    id_number: CellText | Unsent = None
    sex: CellText | Unsent = None
    ethnicity: CellText | Unsent = None
    birth_date: CellText | Unsent = None
    education: CellText | Unsent = None
    stage: CellText | Unsent = None
    branch: CellText | Unsent = None
    joined_on: CellText | Unsent = None
    full_on: CellText | Unsent = None
    post: CellText | Unsent = None
    phone: CellText | Unsent = None
    address: CellText | Unsent = None
    standing: CellText | Unsent = None
    lost_contact: CellText | Unsent = None
    floating: CellText | Unsent = None
    stage_since: CellText | Unsent = None
    lost_contact_since: CellText | Unsent = None
    floating_to: CellText | Unsent = None


class ImportCommit(Input):
    mode: CommitMode = Field(description="`all`: every row or none; `valid_only`: leave the others out")
    reason: Reason | None = Field(None, description="Why names or dates of membership are corrected")
