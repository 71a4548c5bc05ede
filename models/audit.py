"""Who did what, on which record, when. Append-only: a trigger refuses UPDATE and DELETE."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index
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
