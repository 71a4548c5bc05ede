"""Shapes of what is put up and objected to of points."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.points import (
    ObjectionState,
    SchemeKind,
)
from schemas.common import ActionOffer, BlockedAction, Input, ListPage, Named, Prose
from schemas.fields import Line
from schemas.points import Resource, Year


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
    working_days_left: int = Field(description="Today not counted; negative once it is over")


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
    working_days_left: int | None = Field(description="Until the answer is due; null once it was given")
    answer: str | None
    answered_on: date | None
    reversal_id: UUID | None
    available_actions: list[ActionOffer]
    unavailable_actions: list[BlockedAction]


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
