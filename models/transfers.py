"""Transfers of the Party relation (组织关系转接, rules §10) with their parties, history and letter numbers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums.transfers import TransferKind, TransferPart, TransferState

_OPEN = "state NOT IN ('done', 'withdrawn', 'declined')"
_SENT = "state IN ('in_transit', 'receiver_committee', 'receiver_branch', 'done', 'expired')"


class Transfer(Record):
    """One person's way from one branch to another, or to or from an organisation outside of the city.

    `person` is what the letter says of them (`services/transfers/snapshots.py`), so that the receiving side needs no
    look at the register. Somebody who comes from outside has no record before the end: `incoming` holds, sealed,
    what will be registered then.
    """

    __tablename__ = "transfers"
    __table_args__ = (
        one_of("kind", TransferKind),
        one_of("state", TransferState),
        CheckConstraint("from_branch_id IS NOT NULL OR to_branch_id IS NOT NULL", name="ends"),
        CheckConstraint("from_branch_id <> to_branch_id", name="elsewhere"),
        CheckConstraint(
            "(outside_name IS NOT NULL) = (from_branch_id IS NULL OR to_branch_id IS NULL)", name="outside"
        ),
        CheckConstraint("(kind = 'within_system') = (outside_name IS NULL)", name="kind_outside"),
        CheckConstraint("outside_name IS NOT NULL OR outside_region IS NULL", name="outside_region"),
        CheckConstraint("member_id IS NOT NULL OR (from_branch_id IS NULL AND state <> 'done')", name="member"),
        CheckConstraint(f"(incoming IS NOT NULL) = (from_branch_id IS NULL AND {_OPEN})", name="incoming"),
        CheckConstraint("(incoming IS NULL) = (id_number_hash IS NULL)", name="id_number_hash"),
        CheckConstraint("(number_year IS NULL) = (number_serial IS NULL)", name="number"),
        CheckConstraint("number_serial IS NULL OR issuing_branch_id IS NOT NULL", name="issuing_branch"),
        CheckConstraint(f"NOT {_SENT} OR (issued_on IS NOT NULL AND dues_paid_until IS NOT NULL)", name="issued"),
        CheckConstraint("valid_until >= issued_on", name="valid_until"),
        CheckConstraint("state NOT IN ('in_transit', 'expired') OR valid_until IS NOT NULL", name="in_transit"),
        CheckConstraint("extract(day FROM dues_paid_until) = 1", name="dues_paid_until"),
        CheckConstraint(f"({_OPEN}) = (ended_on IS NULL)", name="ended_on"),
        CheckConstraint("state NOT IN ('returned', 'declined') OR return_reason IS NOT NULL", name="return_reason"),
        Index(
            "uq_transfers_open_member",
            "member_id",
            unique=True,
            postgresql_where=text(_OPEN),
        ),
        Index("uq_transfers_open_incoming", "id_number_hash", unique=True, postgresql_where=text(_OPEN)),
        Index("uq_transfers_number", "issuing_branch_id", "number_year", "number_serial", unique=True),
        Index("ix_transfers_member_id", "member_id"),
        Index("ix_transfers_created_at_id", "created_at", "id"),
        Index("ix_transfers_updated_at_id", "updated_at", "id"),
        Index("ix_transfers_valid_until_id", text("coalesce(valid_until, 'infinity'::date)"), "id"),
        Index("ix_transfers_in_transit", "valid_until", postgresql_where=text("state = 'in_transit'")),
        Index("ix_transfers_state", "state"),
        Index("ix_transfers_grams", "grams", postgresql_using="gin"),
    )

    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    from_branch_id: Mapped[UUID | None] = branch_key(nullable=True)
    to_branch_id: Mapped[UUID | None] = branch_key(nullable=True)
    outside_name: Mapped[str | None]
    outside_region: Mapped[str | None]
    kind: Mapped[TransferKind]
    state: Mapped[TransferState] = mapped_column(default=TransferState.DRAFTED)
    name: Mapped[str]
    grams: Mapped[list[str]]
    person: Mapped[dict[str, Any]]
    incoming: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_number_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[str]
    shown_from: Mapped[int | None]
    """The event from which on the receiving side knows of the transfer; none before the letter is issued."""
    issuing_branch_id: Mapped[UUID | None] = branch_key(nullable=True)
    number_year: Mapped[int | None] = mapped_column(SmallInteger)
    number_serial: Mapped[int | None]
    letter_no: Mapped[str | None]
    """Number of the letter that an organisation outside has issued."""
    dues_paid_until: Mapped[date | None]
    """The month up to which dues are paid, as its first day."""
    approved_on: Mapped[date | None]
    approved_by: Mapped[UUID | None] = account_key(nullable=True)
    issued_on: Mapped[date | None]
    issued_by: Mapped[UUID | None] = account_key(nullable=True)
    valid_until: Mapped[date | None]
    """Last day on which the letter can be received."""
    received_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    return_reason: Mapped[str | None]
    requested_by: Mapped[UUID] = account_key(index=True)


class TransferParty(Base, Levels):
    """One end of a transfer with the levels of its branch: sender and receiver both find the transfer by these."""

    __tablename__ = "transfer_parties"
    __table_args__ = (
        one_of("part", TransferPart),
        *(Index(f"ix_transfer_parties_l{level}_transfer_id", f"l{level}", "transfer_id") for level in range(1, 7)),
        Index("ix_transfer_parties_branch_id", "branch_id"),
    )

    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfers.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[TransferPart] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID] = branch_key()


class TransferEvent(Base):
    """One step in a transfer's history. Append-only: a trigger refuses UPDATE and DELETE."""

    __tablename__ = "transfer_events"
    __table_args__ = (
        one_of("to_state", TransferState),
        Index("uq_transfer_events_sequence", "transfer_id", "sequence", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfers.id", ondelete="RESTRICT"))
    sequence: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    """A `TransferAction`, or `request`, `draft`, `amend` for what is no transition."""
    from_state: Mapped[TransferState | None]
    to_state: Mapped[TransferState]
    actor_id: Mapped[UUID | None] = account_key(nullable=True)
    """Nobody where the calendar acted."""
    actor_name: Mapped[str]
    branch_id: Mapped[UUID | None] = branch_key(nullable=True)
    """The organisation on whose behalf the actor acted."""
    comment: Mapped[str | None]
    changes: Mapped[dict[str, Any] | None]
    """`{field: [before, after]}`, dates as ISO text."""


class TransferSerial(Base):
    """The last letter number of a committee in a year. Its row lock makes numbers run without gaps."""

    __tablename__ = "transfer_serials"
    __table_args__ = (CheckConstraint("last > 0", name="last"),)

    issuing_branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    last: Mapped[int]
