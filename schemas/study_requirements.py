"""Shapes of the yearly requirement: what is asked, what is missing, figures, exemptions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.posts import Office
from models.enums.study_requirements import Confidence, ExemptionGround, RequirementCode, RequirementState
from schemas.common import Amendment, Input, ListPage, Named, Unsent
from schemas.fields import CalendarDate, Line

Amount = Annotated[
    Decimal, Field(ge=0, le=999, max_digits=5, decimal_places=2, description="学时 or times; 0: nothing")
]
Months = Annotated[int, Field(ge=1, le=36, description="Within how many months it is asked for")]
FromYear = Annotated[int, Field(ge=2000, le=2199)]


class RequirementItem(BaseModel):
    """One thing asked for between two days, both included; hours of organised study (学时), or times."""

    code: RequirementCode
    label: str
    unit: Literal["hours", "times"]
    required: Decimal
    done: Decimal
    missing: Decimal
    from_on: date
    due_on: date
    state: RequirementState
    state_label: str
    rule: str = Field(description="The regulation, or the organisation's own decision, that asks for it")
    confidence: Confidence = Field(description="A: article read, B: relayed, C: unverified, P: default or local")
    set_by: Named | None = Field(description="The organisation that set the figure; none for a regulation's own")
    detail: str | None = Field(description="What is missing, in words")
    advice: str | None = Field(description="What to do about it")


class RequirementNote(BaseModel):
    code: str
    text: str
    doubt: bool = Field(description="Whether somebody should clear it up")


class StandingExemption(BaseModel):
    ground: ExemptionGround
    ground_label: str
    from_on: date
    until: date | None
    rule: str


class StudyRequirement(BaseModel):
    """What is asked of a member in the year; nothing (`owed` false) of the exempt and of who is not in the Party."""

    year: int
    owed: bool
    exemption: StandingExemption | None
    office: Office | None
    office_label: str | None
    items: list[RequirementItem]
    notes: list[RequirementNote]


class MemberMissing(BaseModel):
    """A member with what they lack. In the order of names; there is none by hours."""

    member: Named
    branch: Named | None
    organised_hours: Decimal
    exemption: StandingExemption | None
    missing: list[RequirementItem]
    notes: list[RequirementNote]


class BranchMissing(ListPage):
    items: list[MemberMissing]


class MissingCount(BaseModel):
    code: RequirementCode
    label: str
    members: int


class HoursBin(BaseModel):
    from_percent: int
    below_percent: int | None
    members: int


class RequirementDistribution(BaseModel):
    """How many members stand where, without names; the exempt stand in no other figure."""

    reckoned_at: datetime | None = Field(description="Once a day; null where it was not reckoned yet")
    members: int
    exempt: int
    complete: int
    doubts: int
    missing: list[MissingCount]
    hours: list[HoursBin]


class StudyFigureInput(Input):
    branch_id: UUID
    code: RequirementCode
    amount: Amount
    from_year: FromYear
    basis: Line = Field(description="The decision or document that it rests on")
    confidence: Confidence = Confidence.P
    months: Months | None = None


class StudyFigureAmendment(Amendment):
    amount: Amount | Unsent = None
    months: Months | Unsent = None
    basis: Line | Unsent = None
    confidence: Confidence | Unsent = None


class StudyFigure(BaseModel):
    """A figure that holds for an organisation in a year, its own or one from above."""

    id: UUID | None = Field(description="None for a regulation's own figure, which is no setting")
    version: int | None
    code: RequirementCode
    label: str
    unit: Literal["hours", "times"]
    amount: Decimal
    months: int | None
    from_year: int | None
    basis: str
    confidence: Confidence
    branch: Named | None
    regulation: Decimal = Field(description="What the regulations ask for")
    below_regulation: bool = Field(description="A warning: less is asked for than the regulations do")


class StudyFigures(BaseModel):
    items: list[StudyFigure]


class StudyExemptionInput(Input):
    """The branch's decision; the reason without details of an illness."""

    member_id: UUID
    ground: ExemptionGround
    from_on: CalendarDate
    decided_on: CalendarDate
    decision: Line = Field(description="The meeting or document of the decision")
    reason: Line


class StudyExemptionEnd(Input):
    ended_on: CalendarDate | None = Field(None, description="The last day; without it the exemption is struck")
    reason: Line


class StudyExemption(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    member: Named
    branch: Named | None
    ground: ExemptionGround
    ground_label: str
    from_on: date
    decided_on: date
    decision: str
    reason: str
    entered_by: str
    ended_on: date | None
    struck: bool
    end_reason: str | None
    ended_by: str | None
    rule: str


class StudyExemptionPage(ListPage):
    items: list[StudyExemption]
