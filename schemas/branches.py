"""Shapes of Party organisations."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.branches import BranchKind
from schemas.common import Input, Line, ListPage, Name, Named
from schemas.fields import CalendarDate


class BranchInput(Input):
    name: Line
    short_name: Name | None = None
    kind: BranchKind
    parent_id: UUID
    founded_on: CalendarDate | None = None


class BranchRenaming(Input):
    name: Line
    short_name: Name | None = None


class BranchMove(Input):
    parent_id: UUID = Field(description="The new upper organisation")


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


class BranchPage(ListPage):
    items: list[Branch]
