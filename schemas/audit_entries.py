"""Rows of the audit log."""

from datetime import date, datetime
from typing import Any, Literal
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


class AuditSealDay(BaseModel):
    """A day of the log under its seals."""

    day: date
    seals: int
    entries: int
    until_at: datetime = Field(description="Sealed up to this moment of the day")
    sealed_at: datetime
    digest: str = Field(description="Of the day's last seal, in hexadecimal: note it elsewhere to compare")
    purged_at: datetime | None = Field(description="When the entries went after their time; the seals stay")


class AuditSealPage(BaseModel):
    items: list[AuditSealDay]
    next_cursor: str | None
    sealed_until: datetime | None = Field(description="What was written after it is not sealed yet")
    behind: bool = Field(description="Whether nothing was sealed for three hours: the hourly job does not run")


class AuditFinding(BaseModel):
    wrong: Literal["altered", "missing", "inserted", "seal_broken", "seal_missing"]
    sequence: int | None
    entry_id: int | None


class AuditVerification(BaseModel):
    """What a comparison of a day with its seals has found."""

    day: date
    seals: int
    entries: int
    sound: bool
    findings: list[AuditFinding]
