"""Who did what, on which record, when. Append-only: a trigger refuses UPDATE and DELETE (docs/adr/0006)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.enums import utc_now


class AuditEntry(Base):
    """One act. Names are copied so that the row still reads when people and branches change."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_entity", "entity_kind", "entity_id"),
        Index("ix_audit_entries_actor_id_id", "actor_id", "id"),
        Index("ix_audit_entries_at", "at"),
        Index("ix_audit_entries_action_id", "action", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    action: Mapped[str]
    succeeded: Mapped[bool] = mapped_column(default=True)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    entity_kind: Mapped[str]
    entity_id: Mapped[UUID | None]
    entity_name: Mapped[str]
    branch_id: Mapped[UUID | None]
    changes: Mapped[dict[str, Any] | None]
    """`{field: [before, after]}`, sensitive values masked before they get here."""
    request_id: Mapped[str | None]
    address: Mapped[str | None]


class AuditSeal(Base):
    """A closed stretch of the log, an hour or a day, under a digest with a key that the database does not hold.

    Each digest covers the one before it. Append-only too: `purged_at` alone is set, once, when the rows have gone.
    """

    __tablename__ = "audit_seals"
    __table_args__ = (
        CheckConstraint("until_at > from_at", name="range"),
        CheckConstraint("length(leaves) = 24 * entries", name="leaves"),
        Index("ix_audit_seals_day", "day"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date]
    """The office's day in which the stretch lies."""
    from_at: Mapped[datetime]
    until_at: Mapped[datetime] = mapped_column(unique=True)
    """This moment excluded."""
    entries: Mapped[int]
    leaves: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """Of each row, by id: the id (8 bytes) and its keyed hash (16 bytes), so that a change can be named."""
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime]
    purged_at: Mapped[datetime | None]
