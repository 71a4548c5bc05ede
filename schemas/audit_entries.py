"""Rows of the audit log."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field


class AuditEntry(BaseModel):
    """Who did what, on which record, when, from where; names as they were then."""

    id: int
    at: datetime
    action: str = Field(examples=["auth.sign_in"])
    succeeded: bool
    actor_id: UUID | None
    actor_name: str
    entity_kind: str
    entity_id: UUID | None
    entity_name: str
    branch_id: UUID | None
    changes: dict[str, list[Any]] | None = Field(description="`{field: [before, after]}`, sensitive values masked")
    request_id: str | None
    address: str | None


class AuditEntryPage(BaseModel):
    items: list[AuditEntry]
    next_cursor: str | None
