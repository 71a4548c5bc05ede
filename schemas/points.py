"""Shapes of the points ledger: schemes and rules, entries, publications, objections."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.points import (
    Band,
    CapPeriod,
    Direction,
    EntryState,
    Flag,
    Head,
    ObjectionState,
    SchemeKind,
    SchemeState,
)
from schemas.common import ActionOffer, Amendment, Input, ListPage, Named, Prose, Unsent
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


class PointSchemeInput(Input):
    branch_id: UUID
    year: Year
    title: Line
    kind: SchemeKind = SchemeKind.MEMBER
    base: int = Field(60, ge=0, le=1000)
    bands: Bands = [90, 70, 60]


class PointSchemeAmendment(Amendment):
    title: Line | Unsent = None
    base: Annotated[int, Field(ge=0, le=1000)] | Unsent = None
    bands: Bands | Unsent = None


class PointScheme(Resource):
    """A scheme of an organisation for a year; it holds for all below that have no nearer one."""

    branch: Named | None
    year: int
    kind: SchemeKind
    title: str
    state: SchemeState
    state_label: str
    base: int
    bands: list[int]
    published_on: date | None
    frozen_at: datetime | None


class PointSchemePage(ListPage):
    items: list[PointScheme]


class PointSchemeWhole(PointScheme):
    rules_frozen: list[dict[str, Any]] | None = Field(description="Every rule as it read when the year was frozen")


class PointRuleText(Input):
    """A rule: points and cap without sign. Facts that a branch confirms, nothing that counts use of the platform."""

    head: Head
    title: Line
    points: Points
    direction: Direction = Direction.PLUS
    source_kind: Line = Field(description="study_session, service, manual …; a suffix narrows one down")
    basis: Line = Field(description="The decision or document that the rule rests on")
    effective_from: CalendarDate
    cap: Annotated[int, Field(ge=1, le=10_000)] | None = None
    cap_period: CapPeriod | None = None
    per_unit: bool = Field(False, description="Points for each whole unit of a fact's quantity")
    evidence_required: bool = False
    retired: bool = Field(False, description="No points under this code from this version on")


class PointRuleInput(PointRuleText):
    code: RuleCode


class PointRule(BaseModel):
    id: UUID
    code: str
    version: int
    effective_from: date
    head: Head
    head_label: str
    title: str
    points: int
    direction: Direction
    per_unit: bool
    cap: int | None
    cap_period: CapPeriod | None
    evidence_required: bool
    source_kind: str
    basis: str
    retired: bool


class PointRules(BaseModel):
    items: list[PointRule]


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
    occurred_on: date
    effective_on: date | None
    source: EntrySource
    evidence: str | None
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


class PointEntryInput(Input):
    member_id: UUID
    rule_code: RuleCode
    occurred_on: CalendarDate
    quantity: Annotated[Decimal, Field(gt=0, le=1000, max_digits=6, decimal_places=2)] = Decimal(1)
    evidence: Prose | None = None


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
    members: int
    vetoed: int
    exempt: int = Field(description="In no bin of the histogram")
    histogram: list[HistogramBin]


class PointPublicationInput(Input):
    branch_id: UUID
    year: Year
    quarter: Annotated[int, Field(ge=1, le=4)]
    kind: SchemeKind = SchemeKind.MEMBER


class PointPublication(Resource):
    branch: Named | None
    year: int
    quarter: int
    kind: SchemeKind
    starts_on: date
    ends_on: date
    open: bool


class PublishedLine(BaseModel):
    member_id: UUID
    name: str
    quarter_points: int
    score: int | None
    vetoed: bool
    exempt: bool


class PointPublicationWhole(PointPublication):
    lines: list[PublishedLine]


class PointPublicationPage(ListPage):
    items: list[PointPublication]


class PointObjectionInput(Input):
    """An entry of one's own; or a line of a publication in one's branch; or, with neither, what is missing."""

    reason: Prose
    year: Year
    entry_id: UUID | None = None
    publication_id: UUID | None = None
    member_id: UUID | None = None


class PointObjection(Resource):
    member: Named
    branch: Named | None
    year: int
    kind: SchemeKind
    entry_id: UUID | None
    publication_id: UUID | None
    reason: str
    state: ObjectionState
    state_label: str
    raised_by: str
    due_on: date
    overdue: bool
    answer: str | None
    answered_on: date | None
    reversal_id: UUID | None
    available_actions: list[ActionOffer]


class PointObjectionPage(ListPage):
    items: list[PointObjection]


class PointObjectionStep(Input):
    action: Line
    comment: Prose | None = None
    entry_id: UUID | None = None


class PointObjectionEvent(BaseModel):
    id: UUID
    sequence: int
    at: datetime
    action: str
    action_label: str
    from_state: ObjectionState | None
    to_state: ObjectionState
    actor: str
    comment: str | None


class PointObjectionEvents(BaseModel):
    items: list[PointObjectionEvent]
