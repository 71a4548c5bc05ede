"""Shapes of transfers of the Party relation."""

import re
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from models.enums.members import Stage
from models.enums.transfers import TransferKind, TransferState
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
from schemas.members import Code, IdNumberText, PhoneText


def _first_day(value: object) -> date:
    """Errors: `month_parsing`."""
    if isinstance(value, str) and re.fullmatch(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", value):
        return date.fromisoformat(f"{value}-01")
    raise PydanticCustomError("month_parsing", "Input should be a month such as 2026-10")


Month = Annotated[
    date,
    BeforeValidator(_first_day),
    WithJsonSchema({"type": "string", "pattern": r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", "examples": ["2026-10"]}),
]
"""A month written `2026-10`, kept as its first day."""

TransferReason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500), AfterValidator(printable)
]


class OutsideInput(Input):
    """An organisation outside of the city."""

    name: Line = Field(description="As on its seal; a letter is addressed to it")
    region: Line | None = Field(default=None, description="Province and city")
    kind: Literal[TransferKind.WITHIN_PROVINCE, TransferKind.OTHER_PROVINCE]


class WishInput(Input):
    """Where somebody shall go: one of the two destinations."""

    to_branch_id: UUID | None = None
    outside: OutsideInput | None = None
    reason: TransferReason


class TransferInput(WishInput):
    member_id: UUID


class TransferAmendment(Amendment):
    to_branch_id: UUID | Unsent = None
    outside: OutsideInput | Unsent = None
    reason: TransferReason | Unsent = None


class NewcomerInput(Input):
    """What the letter says of somebody who comes from outside."""

    name: Name
    id_number: IdNumberText
    ethnicity: Code = "01"
    education: Code | None = None
    stage: Literal[Stage.PROBATIONARY, Stage.FULL]
    joined_on: CalendarDate
    full_on: CalendarDate | None = None
    post: Name | None = None
    phone: PhoneText | None = None


class ForeignLetterInput(Input):
    number: Name
    issued_on: CalendarDate
    valid_until: CalendarDate
    dues_paid_until: Month


class ArrivalInput(Input):
    """A letter of introduction brought from outside of the city."""

    person: NewcomerInput
    source: OutsideInput
    letter: ForeignLetterInput
    to_branch_id: UUID
    reason: TransferReason


class TransferRequestInput(Input):
    """Somebody whom the caller's branch would like to take over from wherever they are."""

    id_number: IdNumberText
    name: Name
    to_branch_id: UUID
    reason: TransferReason


class TransferRequestReceived(BaseModel):
    message: str


class TransferStep(Input):
    """An action with its fields; which are required, `available_actions` says."""

    action: Annotated[str, StringConstraints(max_length=40)] = Field(examples=["approve"])
    comment: Prose | None = None
    dues_paid_until: Month | None = Field(default=None, description="党费交至年月, with `issue`")
    receipt_on: CalendarDate | None = Field(default=None, description="With `record_receipt`: the day of arrival")


class TransferPerson(BaseModel):
    """What the letter says of the person."""

    name: str
    id_number: str = Field(description="Masked", examples=["110***********002X"])
    sex: str
    sex_label: str | None
    ethnicity: str
    ethnicity_label: str | None
    birth_date: date
    stage: Stage
    stage_label: str
    joined_on: date | None
    full_on: date | None


class Outside(BaseModel):
    name: str
    region: str | None


class TransferSummary(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    number: str | None = Field(description="Of the letter", examples=["组转〔2026〕12号"])
    name: str
    person: TransferPerson
    state: TransferState
    state_label: str
    kind: TransferKind
    kind_label: str
    from_branch: Named | None = Field(description="None for who comes from outside of the city")
    from_committee: Named | None
    to_branch: Named | None = Field(description="None for who goes outside of the city")
    to_committee: Named | None
    outside: Outside | None
    within_committee: bool = Field(description="Both branches stand below one committee: no letter, no transit")
    reason: str
    dues_paid_until: str | None = Field(examples=["2026-10"])
    approved_on: date | None
    issued_on: date | None
    valid_until: date | None = Field(description="The last day on which the letter can be received")
    days_left: int | None = Field(description="While in transit: 0 on the last day, negative afterwards")
    received_on: date | None
    accepted_on: date | None
    ended_on: date | None
    return_reason: str | None


class TransferPage(ListPage):
    items: list[TransferSummary]


class OwnTransfers(BaseModel):
    items: list[TransferSummary]


class Transfer(TransferSummary):
    """A transfer whole, with what the caller may do now."""

    member_id: UUID | None = Field(description="The record, for the side that keeps it")
    available_actions: list[ActionOffer]
    unavailable_actions: list[BlockedAction]
    amendable_fields: list[str]
    has_letter: bool


class TransferActor(BaseModel):
    """Who took a step; without an id it was the calendar."""

    id: UUID | None
    name: str


class TransferEvent(BaseModel):
    id: UUID
    sequence: int
    at: datetime
    action: str
    action_label: str
    from_state: TransferState | None
    to_state: TransferState
    actor: TransferActor
    branch: Named | None
    comment: str | None
    changes: Changes | None


class TransferEvents(BaseModel):
    items: list[TransferEvent]


class Destination(Named):
    committee: Named


class Destinations(BaseModel):
    items: list[Destination]
