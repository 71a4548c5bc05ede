"""Shapes of the register of members."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from models.enums.members import CorrectionState, MemberState, Stage, Standing
from schemas.common import (
    ActionOffer,
    Amendment,
    BlockedAction,
    Changes,
    Input,
    ListPage,
    Named,
    Prose,
    Unsent,
    printable,
)
from schemas.fields import CalendarDate, Line, Name

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
"""A code of a national list, or its name as people write it."""

IdNumberText = Annotated[str, StringConstraints(max_length=60)]
PhoneText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Pay = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500), AfterValidator(printable)
]
SexCode = Literal["0", "1", "2", "9"]
SealedField = Literal["id_number", "phone", "address", "pay_base"]


class MemberInput(Input):
    name: Name
    id_number: IdNumberText
    sex: Code | None = Field(None, description="Told by the ID number; if given, it must agree")
    ethnicity: Code = "01"
    birth_date: CalendarDate | None = Field(None, description="Told by the ID number; if given, it must agree")
    education: Code | None = None
    stage: Stage
    branch: UUID = Field(description="`branch_id` is understood, too")
    joined_on: CalendarDate | None = Field(None, description="加入党组织日期: the day of the admission meeting")
    full_on: CalendarDate | None = Field(None, description="转为正式党员日期: the end of the probation")
    stage_since: CalendarDate | None = Field(None, description="Of applicants, activists and candidates")
    post: Name | None = None
    phone: PhoneText | None = None
    address: Line | None = None
    pay_base: Pay | None = None
    standing: Standing = Standing.NORMAL
    lost_contact: bool = False
    lost_contact_since: CalendarDate | None = None
    floating: bool = False
    floating_to: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _branch_by_either_name(cls, given: Any) -> Any:
        if isinstance(given, dict) and "branch_id" in given and "branch" not in given:
            return {
                **{name: value for name, value in given.items() if name != "branch_id"},
                "branch": given["branch_id"],
            }
        return given


class MemberAmendment(Amendment):
    may_be_emptied: ClassVar[frozenset[str]] = frozenset(
        {"education", "stage_since", "post", "phone", "address", "pay_base", "lost_contact_since", "floating_to"}
    )

    name: Name | Unsent = None
    id_number: IdNumberText | Unsent = None
    ethnicity: Code | Unsent = None
    education: Code | None = None
    joined_on: CalendarDate | Unsent = None
    full_on: CalendarDate | Unsent = None
    stage_since: CalendarDate | None = None
    post: Name | None = None
    phone: PhoneText | None = None
    address: Line | None = None
    pay_base: Pay | None = None
    lost_contact_since: CalendarDate | None = None
    floating: bool | Unsent = None
    floating_to: Line | None = None
    reason: Reason | Unsent = Field(None, description="Required to correct name, ID number or the dates of membership")


class MemberSummary(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    id_number: str = Field(description="Masked", examples=["110***********002X"])
    sex: str
    sex_label: str
    ethnicity: str
    ethnicity_label: str
    birth_date: date
    education: str | None
    education_label: str | None
    stage: Stage
    stage_label: str
    stage_since: date | None
    political_status: str | None
    political_status_label: str | None
    branch: Named
    joined_on: date | None
    full_on: date | None
    probation_ends_on: date | None
    probation_extended: bool
    post: str | None
    phone: str | None = Field(description="Masked", examples=["138****5678"])
    standing: Standing
    standing_label: str
    state: MemberState = Field(description="The stage of those in normal standing, the standing of the others")
    state_label: str
    left_on: date | None
    suspension_ground: str | None
    merged_into: UUID | None = Field(description="The record that goes on, of one registered twice")
    lost_contact: bool
    lost_contact_since: date | None
    floating: bool
    floating_to: str | None


class Member(MemberSummary):
    address: str | None = Field(description="Masked beyond the district")
    pay_base: str | None = Field(description="Masked")
    available_actions: list[ActionOffer]
    unavailable_actions: list[BlockedAction]
    amendable_fields: list[str]
    may_reveal: bool
    photo: UUID | None = Field(description="Of the picture, where there is one")


class OwnMember(MemberSummary):
    """One's own record, in the clear."""

    id_number: str
    phone: str | None
    address: str | None
    pay_base: str | None
    photo: UUID | None


class OwnRecord(BaseModel):
    """One's own record as a file to keep."""

    taken_at: datetime
    member: OwnMember
    history: "list[MemberChange]"


class MemberPage(ListPage):
    items: list[MemberSummary]


class MemberStep(Input):
    action: Annotated[str, StringConstraints(max_length=40)]
    occurred_on: CalendarDate | None = Field(None, description="The day of the decision or event")
    document: Line | None = Field(None, description="Minutes, approval or other paper that it rests on")
    ground: Annotated[str, StringConstraints(max_length=40)] | None = None
    months: int | None = Field(None, ge=0, le=1000)
    until: CalendarDate | None = None
    comment: Prose | None = None


class MemberChange(BaseModel):
    id: UUID
    sequence: int
    at: datetime
    action: str
    action_label: str
    from_state: MemberState | None
    to_state: MemberState
    occurred_on: date | None
    document: str | None
    ground: str | None
    ground_label: str | None
    until: date | None
    reason: str | None
    actor: Named
    branch: Named
    changes: Changes | None = Field(description="`{field: [before, after]}`, sealed values masked")


class MemberHistory(BaseModel):
    items: list[MemberChange]


class RevealInput(Input):
    fields: Annotated[list[SealedField], Field(min_length=1, max_length=4)]
    reason: Reason


class Revealed(BaseModel):
    values: dict[str, str | None]


class PoliticalBirthday(BaseModel):
    member: Named
    branch: Named
    stage: Stage
    joined_on: date
    day: int
    years: int = Field(description="Since joining, in the present year")


class PoliticalBirthdays(ListPage):
    items: list[PoliticalBirthday]


class CodeEntry(BaseModel):
    code: str
    label: str


class CodeList(BaseModel):
    name: str
    standard: str
    entries: list[CodeEntry]


class CodeLists(BaseModel):
    items: list[CodeList]


class Figure(BaseModel):
    key: str
    label: str
    count: int


class Structure(BaseModel):
    """Figures of a branch with everything below it, of those in normal standing."""

    branch: Named
    as_of: date
    party_members: int = Field(description="Full and probationary members; all figures but `stages` are of them")
    stages: list[Figure]
    sexes: list[Figure]
    ages: list[Figure]
    educations: list[Figure]
    party_ages: list[Figure]
    ethnicities: list[Figure]


class CorrectionInput(Input):
    """What is wrong in one's own record, and why."""

    changes: "OwnChanges"
    reason: Reason


class OwnChanges(Amendment):
    may_be_emptied: ClassVar[frozenset[str]] = frozenset({"education", "post", "phone", "address", "floating_to"})

    name: Name | Unsent = None
    id_number: IdNumberText | Unsent = None
    ethnicity: Code | Unsent = None
    education: Code | None = None
    joined_on: CalendarDate | Unsent = None
    full_on: CalendarDate | Unsent = None
    post: Name | None = None
    phone: PhoneText | None = None
    address: Line | None = None
    floating: bool | Unsent = None
    floating_to: Line | None = None


class Correction(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    state: CorrectionState
    state_label: str
    member: Named
    branch: Named
    fields: list[str]
    proposed: dict[str, Any] = Field(description="The wanted values; sealed ones masked for everybody else")
    reason: str
    decided_at: datetime | None
    decided_by: str | None
    decision: str | None
    available_actions: list[ActionOffer]


class CorrectionPage(ListPage):
    items: list[Correction]


class CorrectionStep(Input):
    action: Annotated[str, StringConstraints(max_length=40)]
    comment: Prose | None = None
