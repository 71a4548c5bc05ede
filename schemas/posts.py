"""Shapes of posts, terms and reminders."""

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.posts import Office, Selection
from schemas.common import Amendment, Input, ListPage, Named, Unsent
from schemas.fields import CalendarDate, Line, Name


class PostInput(Input):
    office: Office
    person_name: Name
    selection: Selection
    from_on: CalendarDate
    to_on: CalendarDate | None = Field(default=None, description="The last day in the post")
    document_no: Line | None = None
    member_id: UUID | None = Field(
        default=None, description="Whose record it is; without it, that of the only member of the branch in this name"
    )


class PostAmendment(Amendment):
    may_be_emptied: ClassVar[frozenset[str]] = frozenset({"to_on", "document_no", "member_id"})

    person_name: Name | Unsent = None
    selection: Selection | Unsent = None
    from_on: CalendarDate | Unsent = None
    to_on: CalendarDate | None = None
    document_no: Line | None = None
    member_id: UUID | None = None


class Post(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    branch_id: UUID
    office: Office
    office_label: str
    person_name: str
    linked: bool = Field(description="Whether it is known whose record of the register it is")
    member_id: UUID | None = Field(description="The record, for those who may look at members there")
    selection: Selection
    from_on: date
    to_on: date | None
    document_no: str | None
    held: bool = Field(description="Whether the post is held today")


class Posts(BaseModel):
    items: list[Post]


class TermInput(Input):
    elected_on: CalendarDate
    years: Literal[3, 5] | None = Field(default=None, description="Only where it is not the usual number for the kind")
    basis: Line | None = Field(default=None, description="Needed with another number of years than the usual one")
    document_no: Line | None = None


class TermPostponement(Input):
    postponed_to: CalendarDate
    document_no: Line = Field(description="The approval of the higher organisation")
    approved_on: CalendarDate


class BranchTerm(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    branch_id: UUID
    elected_on: date
    years: int
    basis: str
    due_on: date = Field(description="The last day of the term")
    document_no: str | None
    postponed_to: date | None
    postponement_document_no: str | None
    postponement_approved_on: date | None


class BranchTerms(BaseModel):
    items: list[BranchTerm]


class BranchWarning(BaseModel):
    code: str
    detail: str
    rule: str
    confidence: str = Field(description="A: article read, B: relayed, C: unverified, P: the platform's default")
    due_on: date | None


class BranchWarnings(BaseModel):
    items: list[BranchWarning]


class WarnedBranch(BaseModel):
    branch: Named
    warnings: list[BranchWarning]


class WarnedBranchPage(ListPage):
    items: list[WarnedBranch]
