"""Shapes of supervision tickets."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.tickets import (
    ExtensionState,
    Lamp,
    SourceKind,
    TicketAction,
    TicketKind,
    TicketPhase,
    TicketState,
    Urgency,
)
from schemas.common import ActionOffer, Amendment, BlockedAction, Changes, Input, ListPage, Named, Prose, Unsent
from schemas.fields import CalendarDate, Line, Name

Percent = Annotated[int, Field(ge=0, le=100, strict=True)]


class SourceInput(Input):
    """Where the matter comes from."""

    kind: SourceKind = SourceKind.OTHER
    title: Line | None = None
    document_no: Line | None = None
    item: Line | None = Field(default=None, description="The item in the source, e.g. 二（一）1")


class MilestoneInput(Input):
    """A node of the plan: by `due_on`, `percent` should be done."""

    due_on: CalendarDate
    percent: Annotated[int, Field(ge=1, le=99, strict=True)]
    title: Line


class TicketInput(Input):
    """A ticket as it is drafted."""

    title: Line
    requirement: Prose
    kind: TicketKind
    lead_branch_id: UUID
    supporting_branch_ids: Annotated[list[UUID], Field(max_length=50)] = []
    owner: Name | None = Field(default=None, description="责任人")
    leader: Name | None = Field(default=None, description="分管领导")
    due_on: CalendarDate | None = Field(default=None, description="Left out, 立项 sets the default limit of the kind")
    urgency: Urgency = Urgency.NORMAL
    source: SourceInput | None = None
    parent_id: UUID | None = None
    issuing_branch_id: UUID | None = Field(default=None, description="交办单位; left out, the actor's own")
    milestones: Annotated[list[MilestoneInput], Field(max_length=20)] = []


class TicketAmendment(Amendment):
    """What may be changed; only what is sent is changed."""

    may_be_emptied = frozenset({"owner", "leader", "due_on", "source"})

    title: Line | Unsent = None
    requirement: Prose | Unsent = None
    kind: TicketKind | Unsent = None
    lead_branch_id: UUID | Unsent = None
    supporting_branch_ids: Annotated[list[UUID], Field(max_length=50)] | Unsent = None
    owner: Name | None = None
    leader: Name | None = None
    due_on: CalendarDate | None = None
    urgency: Urgency | Unsent = None
    source: SourceInput | None = None
    milestones: Annotated[list[MilestoneInput], Field(max_length=20)] | Unsent = None


class TransitionInput(Input):
    """An action with its fields; which are required, `available_actions` says."""

    action: Annotated[str, Field(max_length=60)] = Field(examples=[TicketAction.REPORT.value])
    comment: Prose | None = None
    due_on: CalendarDate | None = None
    progress_percent: Percent | None = None
    outcome: Prose | None = None
    conclusion: Prose | None = None
    branch_id: UUID | None = None


class NoteInput(Input):
    text: Prose


class BatchItem(Input):
    id: UUID
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class BatchInput(Input):
    """One action on the tickets chosen in a list, each with the version that was seen."""

    action: Literal["submit", "approve", "accept", "urge", "archive"]
    tickets: Annotated[list[BatchItem], Field(min_length=1, max_length=200)]
    comment: Prose | None = None


class BatchSkipped(BaseModel):
    id: UUID
    code: str
    reason: str


class BatchResult(BaseModel):
    done: list[UUID]
    skipped: list[BatchSkipped]


class Source(BaseModel):
    kind: SourceKind
    kind_label: str
    title: str | None
    document_no: str | None
    item: str | None
    document_id: UUID | None
    node_id: UUID | None


class TicketSummary(BaseModel):
    """A ticket in a list."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    number: str | None
    title: str
    kind: TicketKind
    kind_label: str
    urgency: Urgency
    urgency_label: str
    source: Source | None
    issuing_branch: Named
    lead_branch: Named
    supporting_branches: list[Named]
    owner: str | None
    leader: str | None
    parent_id: UUID | None
    state: TicketState
    state_label: str
    phase: TicketPhase
    lamp: Lamp
    lamp_label: str
    progress_percent: int
    urge_level: int
    urged_at: datetime | None
    registered_on: date | None
    assigned_on: date | None
    original_due_on: date | None
    due_on: date | None
    days_left: int | None = Field(
        description="Calendar days to the due date, negative when overdue; null when not running"
    )
    working_days_left: int | None
    due_provisional: bool = Field(description="The work calendar of that year is not complete yet")
    extension_requested_to: date | None
    closing_requested_on: date | None
    closed_on: date | None
    closed_in_time: bool | None
    archived_on: date | None
    last_event_at: datetime | None
    last_event: str | None


class TicketPage(ListPage):
    items: list[TicketSummary]


class SupportingBranch(Named):
    """A supporting branch with its feedback, or why it was waived."""

    feedback: str | None
    feedback_percent: int | None
    feedback_at: datetime | None
    waived_at: datetime | None
    waiver_reason: str | None


class Milestone(BaseModel):
    due_on: date
    percent: int
    title: str


class Extension(BaseModel):
    id: UUID
    state: ExtensionState
    previous_due_on: date
    due_on: date
    reason: str
    requested_at: datetime
    requested_by: str
    decided_at: datetime | None
    decided_by: str | None
    decision: str | None


class TicketFile(BaseModel):
    """A file put to a ticket by choice."""

    id: UUID
    name: str
    media_type: str
    size: int = Field(description="Bytes")
    uploaded_at: datetime
    uploaded_by: str


class Excerpt(BaseModel):
    """The ticket's words where they stand in its source document."""

    document_id: UUID
    document_title: str
    node_id: UUID
    start: int
    end: int
    before: str
    text: str
    after: str


class Ticket(TicketSummary):
    """A ticket whole, with what the caller may do now."""

    requirement: str
    outcome: str | None
    conclusion: str | None
    drafted_by: Named
    closed_by: Named | None
    resume_state: TicketState | None
    clock_stopped_on: date | None
    stopped_days: int
    supporting_branches: list[SupportingBranch]  # type: ignore[assignment]
    milestones: list[Milestone]
    extensions: list[Extension]
    files: list[TicketFile]
    excerpt: Excerpt | None
    children: list[Named]
    available_actions: list[ActionOffer]
    unavailable_actions: list[BlockedAction]
    amendable_fields: list[str] = Field(description="What the caller may change by PATCH now")


class TicketEvent(BaseModel):
    """One step in the history."""

    id: UUID
    sequence: int
    at: datetime
    action: str
    action_label: str
    from_state: TicketState | None
    to_state: TicketState
    actor: Named
    branch: Named | None
    comment: str | None
    progress_percent: int | None
    changes: Changes | None


class TicketEvents(BaseModel):
    items: list[TicketEvent]


class ProgressPoint(BaseModel):
    on: date
    planned: float
    actual: int | None


class TicketProgress(BaseModel):
    """Planned against actual, a point for each day on which either turns."""

    points: list[ProgressPoint]


class LampCounts(BaseModel):
    green: int
    yellow: int
    red: int
    grey: int


class UnitCounts(LampCounts):
    """Tickets led by one branch."""

    branch: Named
    total: int
    closed: int
    closed_in_time: int


class TicketCounts(BaseModel):
    """Figures of the tickets that the caller sees, after the list's filters."""

    total: int
    phases: dict[TicketPhase, int]
    states: dict[TicketState, int]
    lamps: LampCounts
    closed: int
    closed_in_time: int
    on_time_rate: float | None = Field(description="closed_in_time ÷ closed, null when nothing is closed")
    units: list[UnitCounts] = Field(description="In tree order, not by figure")
    units_cut: bool
