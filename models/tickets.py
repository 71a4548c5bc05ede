"""Supervision tickets (督办事项) with their parties, extensions and history."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums import utc_now
from models.enums.tickets import ExtensionState, Part, SourceKind, TicketKind, TicketState, Urgency


class Ticket(Record):
    """One supervised matter, from 挂号 to 销号.

    `clock_stopped_on` is set while the lamp stands still (closing review, suspension);
    `stopped_days` are the calendar days that suspensions took out of the plan so far.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        one_of("kind", TicketKind),
        one_of("urgency", Urgency),
        one_of("state", TicketState),
        one_of("source_kind", SourceKind),
        CheckConstraint("progress_percent BETWEEN 0 AND 100", name="progress_percent"),
        CheckConstraint("urge_level BETWEEN 0 AND 3", name="urge_level"),
        CheckConstraint("(number_year IS NULL) = (number_serial IS NULL)", name="number"),
        CheckConstraint(
            "state IN ('drafted', 'pending_approval', 'withdrawn') OR number_serial IS NOT NULL", name="numbered"
        ),
        CheckConstraint(
            "state IN ('drafted', 'pending_approval', 'withdrawn')"
            " OR (assigned_on IS NOT NULL AND due_on IS NOT NULL AND original_due_on IS NOT NULL)",
            name="dated",
        ),
        CheckConstraint(
            "state NOT IN ('assigned', 'accepted', 'in_progress', 'closing_review', 'suspended')"
            " OR (yellow_on IS NOT NULL AND red_on IS NOT NULL)",
            name="lamps",
        ),
        CheckConstraint("(state = 'suspended') = (resume_state IS NOT NULL)", name="resume_state"),
        CheckConstraint(
            "(clock_stopped_on IS NOT NULL) = (state IN ('closing_review', 'suspended'))", name="clock_stopped"
        ),
        CheckConstraint("(state IN ('closed', 'archived')) = (closed_on IS NOT NULL)", name="closed_on"),
        CheckConstraint("(state IN ('closed', 'archived')) = (closed_in_time IS NOT NULL)", name="closed_in_time"),
        Index(
            "uq_tickets_number",
            "issuing_branch_id",
            "number_year",
            "number_serial",
            unique=True,
        ),
        Index("ix_tickets_created_at_id", "created_at", "id"),
        Index("ix_tickets_updated_at_id", "updated_at", "id"),
        Index("ix_tickets_due_on_id", text("coalesce(due_on, 'infinity'::date)"), "id"),
        Index("ix_tickets_state", "state"),
        Index("ix_tickets_red_on", "red_on", postgresql_where=text("red_on IS NOT NULL")),
        Index("ix_tickets_source_document_id", "source_document_id"),
    )

    number_year: Mapped[int | None] = mapped_column(SmallInteger)
    number_serial: Mapped[int | None]
    issuing_branch_id: Mapped[UUID] = branch_key()
    lead_branch_id: Mapped[UUID] = branch_key(index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id", ondelete="RESTRICT"), index=True)
    title: Mapped[str]
    requirement: Mapped[str]
    kind: Mapped[TicketKind]
    urgency: Mapped[Urgency]
    source_kind: Mapped[SourceKind | None]
    source_title: Mapped[str | None]
    source_document_no: Mapped[str | None]
    source_item: Mapped[str | None]
    source_document_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_documents.id", ondelete="RESTRICT"))
    source_node_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_nodes.id", ondelete="RESTRICT"))
    owner: Mapped[str | None]
    leader: Mapped[str | None]

    state: Mapped[TicketState] = mapped_column(default=TicketState.DRAFTED)
    resume_state: Mapped[TicketState | None]
    registered_on: Mapped[date | None]
    assigned_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    due_on: Mapped[date | None]
    progress_percent: Mapped[int] = mapped_column(SmallInteger, default=0)
    urge_level: Mapped[int] = mapped_column(SmallInteger, default=0)
    urged_at: Mapped[datetime | None]
    yellow_on: Mapped[date | None]
    """First day on which the lamp is yellow, unless something is reported before; see services/tickets/lamps.py."""
    red_on: Mapped[date | None]
    clock_stopped_on: Mapped[date | None]
    stopped_days: Mapped[int] = mapped_column(default=0)

    drafted_by: Mapped[UUID] = account_key(index=True)
    accepted_by: Mapped[UUID | None] = account_key(nullable=True)
    closing_requested_by: Mapped[UUID | None] = account_key(nullable=True)
    closing_requested_on: Mapped[date | None]
    outcome: Mapped[str | None]
    conclusion: Mapped[str | None]
    closed_by: Mapped[UUID | None] = account_key(nullable=True)
    closed_on: Mapped[date | None]
    closed_in_time: Mapped[bool | None]
    archived_on: Mapped[date | None]


class TicketGrams(Base):
    """The pieces of a ticket's title by which it is found. Not beside its figures: each step would write them again."""

    __tablename__ = "ticket_grams"
    __table_args__ = (Index("ix_ticket_grams_grams", "grams", postgresql_using="gin"),)

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    grams: Mapped[list[str]]


class TicketParty(Base, Levels):
    """A branch's part in a ticket, with the levels of that branch: the whole scope of tickets hangs on these rows."""

    __tablename__ = "ticket_parties"
    __table_args__ = (
        one_of("part", Part),
        CheckConstraint("feedback_percent BETWEEN 0 AND 100", name="feedback_percent"),
        CheckConstraint("(waived_at IS NULL) = (waiver_reason IS NULL)", name="waived"),
        CheckConstraint("waived_at IS NULL OR part = 'supporting'", name="waivable"),
        Index("uq_ticket_parties_one", "ticket_id", "part", unique=True, postgresql_where=text("part <> 'supporting'")),
        *(Index(f"ix_ticket_parties_l{level}_ticket_id", f"l{level}", "ticket_id") for level in range(1, 7)),
        Index("ix_ticket_parties_branch_id_part", "branch_id", "part"),
    )

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[Part] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    feedback: Mapped[str | None]
    feedback_percent: Mapped[int | None] = mapped_column(SmallInteger)
    feedback_at: Mapped[datetime | None]
    feedback_by: Mapped[UUID | None] = account_key(nullable=True)
    waived_at: Mapped[datetime | None]
    waived_by: Mapped[UUID | None] = account_key(nullable=True)
    waiver_reason: Mapped[str | None]


class TicketMilestone(Base):
    """A node (节点) of the plan: by `due_on`, `percent` should be done."""

    __tablename__ = "ticket_milestones"
    __table_args__ = (CheckConstraint("percent BETWEEN 1 AND 99", name="percent"),)

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    percent: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str]


class TicketExtension(Base):
    """A request for more time. At most one waits for a decision; the date it asked from is kept."""

    __tablename__ = "ticket_extensions"
    __table_args__ = (
        one_of("state", ExtensionState),
        CheckConstraint("due_on > previous_due_on", name="later"),
        CheckConstraint("(state = 'requested') = (decided_at IS NULL)", name="decided"),
        Index("uq_ticket_extensions_waiting", "ticket_id", unique=True, postgresql_where=text("state = 'requested'")),
        Index("ix_ticket_extensions_ticket_id", "ticket_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    state: Mapped[ExtensionState] = mapped_column(default=ExtensionState.REQUESTED)
    previous_due_on: Mapped[date]
    due_on: Mapped[date]
    reason: Mapped[str]
    progress_percent: Mapped[int] = mapped_column(SmallInteger)
    requested_at: Mapped[datetime] = mapped_column(default=utc_now)
    requested_by: Mapped[UUID] = account_key()
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = account_key(nullable=True)
    decision: Mapped[str | None]


class TicketEvent(Base):
    """One step in a ticket's history. Append-only: a trigger refuses UPDATE and DELETE."""

    __tablename__ = "ticket_events"
    __table_args__ = (
        one_of("to_state", TicketState),
        Index("uq_ticket_events_sequence", "ticket_id", "sequence", unique=True),
        Index("ix_ticket_events_actor_id_ticket_id", "actor_id", "ticket_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="RESTRICT"))
    sequence: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    """A `TicketAction`, or `draft`, `amend`, `note`, `attach` for what is no transition."""
    from_state: Mapped[TicketState | None]
    to_state: Mapped[TicketState]
    actor_id: Mapped[UUID] = account_key()
    actor_name: Mapped[str]
    branch_id: Mapped[UUID | None] = branch_key(nullable=True)
    """The branch on whose behalf the actor acted."""
    comment: Mapped[str | None]
    progress_percent: Mapped[int | None] = mapped_column(SmallInteger)
    changes: Mapped[dict[str, Any] | None]
    """`{field: [before, after]}`, dates as ISO text."""


class TicketFile(Base):
    """A file put to a ticket by choice; its bytes lie in the file store under `storage_key`."""

    __tablename__ = "ticket_files"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID] = account_key()


class TicketSerial(Base):
    """The last number given by a branch in a year. Its row lock makes numbers run without gaps."""

    __tablename__ = "ticket_serials"
    __table_args__ = (CheckConstraint("last > 0", name="last"),)

    issuing_branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    last: Mapped[int]
