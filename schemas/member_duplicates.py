"""Shapes of possible duplicates on the register, and of merging them."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from schemas.common import Input, ListPage
from schemas.members import MemberSummary, Reason

MergeField = Literal[
    "name", "id_number", "ethnicity", "education", "stage", "post", "phone", "address", "pay_base", "lost_contact",
    "floating",
]  # fmt: skip
Side = Literal["this", "other"]


class DuplicateGround(BaseModel):
    code: str = Field(examples=["name_and_birth"])
    label: str


class Resembling(BaseModel):
    """A record registered earlier that may be of the same person."""

    member: MemberSummary
    grounds: list[DuplicateGround]
    id_places: int = Field(description="In how many of the 18 places the ID numbers differ")


class DuplicateCandidate(BaseModel):
    member: MemberSummary
    alike: list[Resembling]


class DuplicatePage(ListPage):
    items: list[DuplicateCandidate]


class Dismissal(Input):
    """Two different people."""

    member_id: UUID
    other_id: UUID
    reason: Reason


class MergeChoice(BaseModel):
    field: MergeField
    label: str
    this: str | None = Field(description="As people read it, masked where sealed")
    other: str | None
    differs: bool
    suggested: Side


class MergeTie(BaseModel):
    """Rows that point to the other record."""

    name: str
    label: str
    count: int
    fate: Literal["blocks", "moved", "stays"]


class MergePreview(BaseModel):
    this: MemberSummary
    other: MemberSummary
    grounds: list[DuplicateGround]
    id_places: int = Field(description="In how many of the 18 places the ID numbers differ")
    fields: list[MergeChoice]
    ties: list[MergeTie]
    may_be_merged: bool


class MergeInput(Input):
    other_id: UUID
    other_version: int = Field(ge=1, description="The version of the other record that was seen")
    keep: dict[MergeField, Side] = Field({}, description="Fields not named stay as they are on this record")
    reason: Reason
