"""Shapes of documents from which tickets are registered."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.tickets import Lamp, SourceKind, TicketKind, TicketState, Urgency
from schemas.common import Amendment, Input, ListPage, Named, Prose, Unsent
from schemas.fields import CalendarDate, Line, Name
from schemas.tickets import Ticket


class NodeTicket(BaseModel):
    """A ticket registered from a node."""

    id: UUID
    number: str | None
    title: str
    state: TicketState
    state_label: str
    lamp: Lamp
    progress_percent: int


class OutlineNode(BaseModel):
    """An item, heading or sentence. `heading + text` of all nodes in order is the whole document."""

    id: UUID
    level: int
    marker: str = Field(description="The number as it stands in the text, or empty")
    heading: str = Field(description="An inner node's own words; empty for a leaf")
    text: str = Field(description="A leaf's words; empty for an inner node")
    start: int = Field(description="Offset in characters into the text")
    end: int
    doubtful: bool
    doubt_code: str | None
    doubt: str | None = Field(description="What the parser was unsure of, in words")
    suggested_title: str
    requirement: str = Field(description="What the node and all below it say, with broken lines joined")
    tickets: list[NodeTicket]
    children: list["OutlineNode"]


class SourceDocumentSummary(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    title: str
    document_no: str | None
    kind: SourceKind
    kind_label: str
    file_name: str
    media_type: str
    size: int
    paragraphs: int
    branch: Named
    uploaded_by: Named
    ticket_count: int
    closed_count: int
    progress_percent: int | None = Field(description="Mean progress of its tickets; null while there is none")


class SourceDocumentPage(ListPage):
    items: list[SourceDocumentSummary]


class SourceDocument(SourceDocumentSummary):
    """A document with its outline."""

    outline: list[OutlineNode]


class SourceDocumentAmendment(Amendment):
    may_be_emptied = frozenset({"document_no"})

    title: Line | Unsent = None
    document_no: Line | None = None
    kind: SourceKind | Unsent = None


class RegistrationItem(Input):
    """One chosen node and what makes it a ticket; title and requirement default to the document's words."""

    node_id: UUID
    title: Line | None = None
    requirement: Prose | None = None
    kind: TicketKind | None = None
    lead_branch_id: UUID
    supporting_branch_ids: Annotated[list[UUID], Field(max_length=50)] = []
    owner: Name | None = None
    leader: Name | None = None
    due_on: CalendarDate | None = None
    urgency: Urgency = Urgency.NORMAL


class RegistrationInput(Input):
    """All are registered, or none."""

    items: Annotated[list[RegistrationItem], Field(min_length=1, max_length=200)]
    submit: bool = Field(default=False, description="Submit them for approval (立项) at once")


class Registered(BaseModel):
    tickets: list[Ticket]
