"""Shapes of compulsory material: what should be studied until when, and how far it is."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from models.enums.study_materials import MaterialState
from schemas.common import Amendment, Input, ListPage, Named, Prose, Unsent
from schemas.fields import CalendarDate, Line

Hours = Annotated[Decimal, Field(ge=0, le=400, max_digits=5, decimal_places=2)]
Address = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^https?://[^\s<>\"\x00-\x1f]+$")
]


class StudyMaterialInput(Input):
    """Everybody of the organisation and below should have studied it by `due_on`. 非涉密平台：严禁上传涉密材料。"""

    branch_id: UUID
    title: Line
    due_on: CalendarDate
    hours: Hours = Field(Decimal(0), description="学时 that it is expected to take; nothing is counted by it")
    document_no: Line | None = None
    note: Prose | None = None
    url: Address | None = None
    source_document_id: UUID | None = None


class StudyMaterialAmendment(Amendment):
    may_be_emptied: ClassVar[frozenset[str]] = frozenset({"document_no", "note", "url", "source_document_id"})

    title: Line | Unsent = None
    due_on: CalendarDate | Unsent = None
    hours: Hours | Unsent = None
    document_no: Line | None = None
    note: Prose | None = None
    url: Address | None = None
    source_document_id: UUID | None = None


class StudyMaterialReason(Input):
    reason: Line


class StudyMaterialReplacement(StudyMaterialInput):
    """The material that takes the place of another one, and why."""

    reason: Line


class MaterialFile(BaseModel):
    name: str
    media_type: str
    size: int


class StudyMaterial(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    branch: Named | None
    title: str
    document_no: str | None
    note: str | None
    url: str | None
    source_document_id: UUID | None
    file: MaterialFile | None
    hours: Decimal
    published_on: date
    due_on: date
    published_by: str
    state: MaterialState
    state_label: str
    overdue: bool
    own_done_on: date | None = Field(description="When the caller studied it, as their branch confirmed")
    ended_on: date | None
    end_reason: str | None
    ended_by: str | None
    replaced_by: UUID | None
    may_change: bool


class StudyMaterialPage(ListPage):
    items: list[StudyMaterial]


class CoverageCounts(BaseModel):
    """The exempt stand in neither `done` nor `missing`."""

    members: int
    exempt: int
    done: int
    missing: int


class BranchCoverage(CoverageCounts):
    branch: Named | None


class MissingMember(BaseModel):
    member: Named
    branch: Named | None


class MaterialCoverage(CoverageCounts):
    material: Named
    branch: Named | None
    due_on: date
    by_branch: list[BranchCoverage]
    missing_members: list[MissingMember] | None = Field(
        description="By name, a page of them, for the branch's officers and who supervises it; for others null"
    )
    next_cursor: str | None


class MaterialReminder(BaseModel):
    material: Named
    branch: Named | None = Field(description="The organisation that asks for it")
    due_on: date
    overdue: bool
    missing: int


class MaterialReminders(BaseModel):
    items: list[MaterialReminder]
