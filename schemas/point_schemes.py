"""Shapes of schemes of points, their rules, and what a past year would have given under them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.points import (
    CapPeriod,
    Direction,
    Head,
    SchemeKind,
    SchemeState,
)
from schemas.common import Amendment, Input, ListPage, Named, Unsent
from schemas.fields import CalendarDate, Line
from schemas.points import Bands, Points, Resource, RuleCode, Year


class PointSchemeInput(Input):
    branch_id: UUID
    year: Year
    title: Line
    kind: SchemeKind = SchemeKind.MEMBER
    base: int = Field(60, ge=0, le=1000)
    bands: Bands = [90, 70, 60]
    like: UUID | None = Field(None, description="A scheme whose rules this one begins with")


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
    manageable: bool = Field(description="Whether the caller writes, publishes and freezes it")


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


class PointChange(BaseModel):
    """A figure of a past year: as it was, and as it would be."""

    now: int
    after: int


class NamedPointChange(PointChange):
    name: str
    label: str


class PointPreview(BaseModel):
    """A past year under the rules of a scheme: counts, no names.

    `looked_at` is fewer than `members` where a city is large: a sample, always of the same members.
    """

    year: int
    members: int = Field(description="With points in that year in the scope of the scheme, the exempt left out")
    looked_at: int
    score_sum: PointChange = Field(description="Divided by `looked_at` it is the average score")
    moved_up: int = Field(description="How many would stand in a higher band")
    moved_down: int
    facts: int
    facts_without_rule: int = Field(description="Of these no rule of the scheme would take")
    bands: list[NamedPointChange]
    heads: list[NamedPointChange] = Field(description="Points under each head, after caps and reversals")
