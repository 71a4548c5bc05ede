"""Shapes of the points ledger: entries, members' years, distributions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.points import (
    Band,
    CapPeriod,
    EntryState,
    Flag,
    Head,
    SchemeKind,
)
from schemas.common import Input, ListPage, Named, Prose
from schemas.fields import CalendarDate, Line

Year = Annotated[int, Field(ge=2000, le=2199)]
Points = Annotated[int, Field(ge=1, le=1000)]
Bands = Annotated[list[int], Field(min_length=3, max_length=3, description="Least scores of three bands, high to low")]
RuleCode = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


class Resource(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime


class EntrySource(BaseModel):
    kind: str
    id: UUID
    label: str


class PointEntry(BaseModel):
    """One entry with rule, fact, and who confirmed it. `asked` is what the rule gives, `points` what the cap left."""

    id: UUID
    version: int
    member_id: UUID
    rule_code: str
    rule_version: int | None
    head: Head
    head_label: str
    title: str
    basis: str | None
    points: int
    asked: int
    cap: int | None = Field(description="What the rule gives at most within `cap_period`")
    cap_period: CapPeriod | None
    occurred_on: date
    effective_on: date | None
    source: EntrySource
    evidence: str | None
    files: int = Field(description="How many files go with it, for points entered by hand")
    entered_by: str | None
    confirmed_by: str | None
    state: EntryState
    state_label: str
    reason: str | None
    reverses: UUID | None
    reversed_by: UUID | None


class PointEntryInList(PointEntry):
    member: Named
    branch: Named | None


class PointEntryPage(ListPage):
    items: list[PointEntryInList]


class PointFile(BaseModel):
    """Evidence added by choice to points entered by hand."""

    id: UUID
    name: str
    media_type: str
    size: int = Field(description="Bytes")
    uploaded_at: datetime
    uploaded_by: str


class PointFiles(BaseModel):
    items: list[PointFile]


class PointEntryInput(Input):
    member_id: UUID
    rule_code: RuleCode
    occurred_on: CalendarDate
    quantity: Annotated[Decimal, Field(gt=0, le=1000, max_digits=6, decimal_places=2)] = Decimal(1)
    evidence: Prose | None = None
    kind: SchemeKind = SchemeKind.MEMBER


class PointReason(Input):
    reason: Prose


class PointFlagInput(Input):
    year: Year
    flag: Flag
    reason: Prose
    kind: SchemeKind = SchemeKind.MEMBER


class PointFlag(Resource):
    member_id: UUID
    year: int
    kind: SchemeKind
    flag: Flag
    flag_label: str
    reason: str
    set_on: date
    set_by: str
    lifted_on: date | None
    lift_reason: str | None


class PointStanding(BaseModel):
    """Score = max(0, base + total); 0 while a veto stands. No band for the exempt."""

    score: int
    base: int
    total: int
    band: Band | None
    band_label: str | None
    veto: bool
    exempt: bool


class PointResultUseInput(Input):
    year: Year
    purpose: Line
    used_on: CalendarDate
    kind: SchemeKind = SchemeKind.MEMBER


class PointResultUse(BaseModel):
    purpose: str
    used_on: date
    recorded_by: str


class MemberPoints(PointStanding):
    """A member's year: every entry in the order in which it was posted, then what is still to be checked."""

    year: int
    kind: SchemeKind
    member: Named
    branch: Named | None
    scheme: Named | None
    frozen_at: datetime | None
    flags: list[PointFlag]
    uses: list[PointResultUse] = Field(description="For what the year's result was used, once it is frozen")
    entries: list[PointEntry]


class BranchPointsLine(PointStanding):
    member: Named


class BranchPoints(ListPage):
    """The members of a branch in the order of their names."""

    scheme: Named | None = Field(description="The scheme that holds for the branch; null without members")
    items: list[BranchPointsLine]


class HistogramBin(BaseModel):
    from_: int = Field(alias="from")
    below: int | None
    members: int


class PointDistribution(BaseModel):
    """How many members stand where, without names; those who have any entry or mark in the year."""

    branch: Named
    year: int
    kind: SchemeKind
    counted_at: datetime = Field(description="As of when; on a replica some moments ago")
    members: int
    vetoed: int
    exempt: int = Field(description="In no bin of the histogram")
    histogram: list[HistogramBin]
