"""Shapes of youth theory study groups."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from schemas.common import Amendment, Input, ListPage, Named, Unsent
from schemas.fields import CalendarDate, Line, Name

People = Annotated[list[UUID], Field(max_length=200)]


class StudyGroupInput(Input):
    branch_id: UUID
    name: Name
    field: Name = Field(description="领域: the field of work")
    formed_on: CalendarDate
    mentor_name: Name | None = None
    mentor_title: Line | None = None
    leader_id: UUID | None = Field(None, description="One of the first members")
    member_ids: People = []


class StudyGroupAmendment(Amendment):
    may_be_emptied: ClassVar[frozenset[str]] = frozenset({"mentor_name", "mentor_title", "leader_id"})

    name: Name | Unsent = None
    field: Name | Unsent = None
    mentor_name: Name | None = None
    mentor_title: Line | None = None
    leader_id: UUID | None = None


class StudyGroupIntake(Input):
    member_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    from_on: CalendarDate


class StudyGroupRelease(Input):
    member_id: UUID
    to_on: CalendarDate = Field(description="The last day in the group")


class StudyGroupDissolution(Input):
    dissolved_on: CalendarDate
    reason: Line


class StudyGroupInList(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    branch: Named | None
    name: str
    field: str
    mentor_name: str | None
    mentor_title: str | None
    leader: Named | None = Field(description="For who sees names there, or belongs to the group")
    formed_on: date
    dissolved_on: date | None
    dissolve_reason: str | None
    members: int
    sessions: int = Field(description="Sessions of the group whose sheet is confirmed")
    mine: bool = Field(description="Whether the caller belongs to it")
    may_change: bool


class StudyGroupPage(ListPage):
    items: list[StudyGroupInList]


class StudyGroupPerson(BaseModel):
    member: Named
    branch: Named | None
    from_on: date
    to_on: date | None
    leads: bool


class StudyGroup(StudyGroupInList):
    people: list[StudyGroupPerson] | None = Field(
        description="Those who belong to it, then those who have left; null for who sees no names there"
    )
