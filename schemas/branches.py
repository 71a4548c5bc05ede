"""Shapes of Party organisations."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.branches import BranchKind, UnitSituation
from schemas.common import Amendment, Input, ListPage, Named, Unsent
from schemas.fields import CalendarDate, Line, Name


class BranchInput(Input):
    name: Line
    short_name: Name | None = None
    kind: BranchKind
    parent_id: UUID
    founded_on: CalendarDate | None = None


class BranchAmendment(Amendment):
    """Another name without a `short_name` is the new short name too."""

    may_be_emptied = frozenset(
        {"short_name", "unit_situation", "unit_name", "unit_nature", "unit_party_setup", "credit_code"}
    )

    name: Line | Unsent = None
    short_name: Name | None = None
    unit_situation: UnitSituation | None = None
    unit_name: Line | None = None
    unit_nature: Name | None = None
    unit_party_setup: Name | None = None
    credit_code: Name | None = Field(default=None, description="统一社会信用代码, GB 32100-2015, 18 places")


class BranchMove(Input):
    parent_id: UUID = Field(description="The new upper organisation")


class BranchDissolving(Input):
    reason: Line
    decided_on: CalendarDate
    document_no: Line | None = None


class BranchMerging(Input):
    into_id: UUID = Field(description="The organisation that takes over")
    decided_on: CalendarDate | None = Field(default=None, description="Today if not given")
    reason: Line | None = None
    document_no: Line | None = None


class BranchTie(BaseModel):
    name: str = Field(description="Stable key of what hangs on the branch, e.g. `children`, `tickets_lead`")
    label: str
    count: int
    on_dissolution: Literal["blocks", "carried", "ends"]
    on_merger: Literal["blocks", "carried", "ends"]


class BranchDissolution(BaseModel):
    branch: Named
    ties: list[BranchTie]
    may_be_dissolved: bool
    may_be_merged: bool


class Branch(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    parent_id: UUID | None
    kind: BranchKind
    kind_label: str
    name: str
    short_name: str
    level: int = Field(description="1 for the root, 6 for the deepest")
    lineage: list[Named] = Field(description="From the topmost branch the caller may see, down to the branch itself")
    child_count: int
    founded_on: date | None
    dissolved_on: date | None
    dissolution_reason: str | None
    dissolution_document_no: str | None
    unit_situation: UnitSituation | None
    unit_name: str | None
    unit_nature: str | None
    unit_party_setup: str | None
    credit_code: str | None
    merged_into: Named | None = Field(description="Null also where it lies outside the caller's branches")


class BranchPage(ListPage):
    items: list[Branch]
