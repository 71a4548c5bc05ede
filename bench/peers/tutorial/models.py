"""The same tables as SQLModel classes. Relationships load when they are touched, as tutorials leave them."""

import uuid
from datetime import date, datetime
from typing import Any, Optional

from sqlalchemy import JSON, Column
from sqlmodel import Field, Relationship, SQLModel


class Branch(SQLModel, table=True):
    __tablename__ = "branches"
    id: uuid.UUID = Field(primary_key=True)
    name: str
    path: str
    level: int


class Account(SQLModel, table=True):
    __tablename__ = "accounts"
    id: uuid.UUID = Field(primary_key=True)
    username: str
    display_name: str
    password_hash: str
    branch_id: uuid.UUID | None
    closed_at: datetime | None
    stamp: int
    grants: list["Grant"] = Relationship(back_populates="account")


class Grant(SQLModel, table=True):
    __tablename__ = "grants"
    id: uuid.UUID = Field(primary_key=True)
    account_id: uuid.UUID = Field(foreign_key="accounts.id")
    role: str
    branch_id: uuid.UUID = Field(foreign_key="branches.id")
    revoked_at: datetime | None
    account: Account | None = Relationship(back_populates="grants")
    branch: Branch | None = Relationship()


class SignInSession(SQLModel, table=True):
    __tablename__ = "sign_in_sessions"
    id: uuid.UUID = Field(primary_key=True)
    account_id: uuid.UUID = Field(foreign_key="accounts.id")
    device: str
    address: str
    started_at: datetime
    last_used_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class Member(SQLModel, table=True):
    __tablename__ = "members"
    id: uuid.UUID = Field(primary_key=True)
    version: int
    created_at: datetime
    updated_at: datetime
    branch_id: uuid.UUID = Field(foreign_key="branches.id")
    l2: uuid.UUID | None
    l3: uuid.UUID | None
    name: str
    sex: str
    ethnicity: str
    birth_date: date
    education: str | None
    stage: str
    stage_since: date | None
    joined_on: date | None
    full_on: date | None
    probation_ends_on: date | None
    probation_extended: bool
    post: str | None
    standing: str
    left_on: date | None
    suspension_ground: str | None
    merged_into: uuid.UUID | None
    lost_contact: bool
    lost_contact_since: date | None
    floating: bool
    floating_to: str | None
    id_number: bytes
    phone: bytes | None
    address: bytes | None
    pay_base: bytes | None
    branch: Branch = Relationship()


class PointRule(SQLModel, table=True):
    __tablename__ = "point_rules"
    id: uuid.UUID = Field(primary_key=True)
    code: str
    version: int
    head: str
    title: str
    points: int
    direction: str
    basis: str


class PointClaim(SQLModel, table=True):
    __tablename__ = "point_claims"
    id: uuid.UUID = Field(primary_key=True)
    version: int
    updated_at: datetime
    member_id: uuid.UUID = Field(foreign_key="members.id")
    branch_id: uuid.UUID = Field(foreign_key="branches.id")
    scheme_id: uuid.UUID
    rule_id: uuid.UUID = Field(foreign_key="point_rules.id")
    occurred_on: date
    evidence: str | None
    state: str
    entered_by: uuid.UUID
    entered_name: str
    decided_by: uuid.UUID | None
    decided_name: str | None
    rule: PointRule = Relationship()
    member: Member = Relationship()
    branch: Branch = Relationship()


class PointBalance(SQLModel, table=True):
    __tablename__ = "point_balances"
    member_id: uuid.UUID = Field(primary_key=True)
    year: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    entries: int
    total: int


class PointEntry(SQLModel, table=True):
    __tablename__ = "point_entries"
    id: uuid.UUID = Field(primary_key=True)
    member_id: uuid.UUID
    scheme_id: uuid.UUID
    rule_id: uuid.UUID
    rule_code: str
    year: int
    kind: str
    sequence: int
    source_kind: str
    source_id: uuid.UUID
    asked: int
    points: int
    occurred_on: date
    effective_on: date
    recorded_at: datetime
    branch_id: uuid.UUID
    evidence: str | None
    entered_by: uuid.UUID | None
    entered_name: str | None
    confirmed_by: uuid.UUID | None
    confirmed_name: str


class AuditEntry(SQLModel, table=True):
    __tablename__ = "audit_entries"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    action: str
    succeeded: bool = True
    actor_id: uuid.UUID | None
    actor_name: str
    entity_kind: str
    entity_id: uuid.UUID | None
    entity_name: str
    branch_id: uuid.UUID | None
    changes: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))


class Ticket(SQLModel, table=True):
    __tablename__ = "tickets"
    id: uuid.UUID = Field(primary_key=True)
    version: int
    created_at: datetime
    updated_at: datetime
    number_year: int | None
    number_serial: int | None
    issuing_branch_id: uuid.UUID = Field(foreign_key="branches.id")
    lead_branch_id: uuid.UUID = Field(foreign_key="branches.id")
    parent_id: uuid.UUID | None
    title: str
    requirement: str
    kind: str
    urgency: str
    owner: str | None
    leader: str | None
    state: str
    resume_state: str | None
    registered_on: date | None
    assigned_on: date | None
    original_due_on: date | None
    due_on: date | None
    progress_percent: int
    urge_level: int
    urged_at: datetime | None
    red_on: date | None
    clock_stopped_on: date | None
    stopped_days: int
    drafted_by: uuid.UUID = Field(foreign_key="accounts.id")
    closing_requested_on: date | None
    outcome: str | None
    conclusion: str | None
    closed_on: date | None
    closed_in_time: bool | None
    archived_on: date | None
    issuing_branch: Branch = Relationship(sa_relationship_kwargs={"foreign_keys": "Ticket.issuing_branch_id"})
    lead_branch: Branch = Relationship(sa_relationship_kwargs={"foreign_keys": "Ticket.lead_branch_id"})
    drafter: Account = Relationship()
    parties: list["TicketParty"] = Relationship()
    events: list["TicketEvent"] = Relationship(
        sa_relationship_kwargs={"order_by": "TicketEvent.sequence"}, back_populates="ticket"
    )


class TicketParty(SQLModel, table=True):
    __tablename__ = "ticket_parties"
    ticket_id: uuid.UUID = Field(primary_key=True, foreign_key="tickets.id")
    part: str = Field(primary_key=True)
    branch_id: uuid.UUID = Field(primary_key=True, foreign_key="branches.id")
    branch: Branch = Relationship()


class TicketEvent(SQLModel, table=True):
    __tablename__ = "ticket_events"
    id: uuid.UUID = Field(primary_key=True)
    ticket_id: uuid.UUID = Field(foreign_key="tickets.id")
    sequence: int
    at: datetime
    action: str
    from_state: str | None
    to_state: str
    actor_id: uuid.UUID
    actor_name: str
    branch_id: uuid.UUID | None = Field(foreign_key="branches.id")
    comment: str | None
    progress_percent: int | None
    changes: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    branch: Optional[Branch] = Relationship()  # noqa: UP045 - SQLModel reads it as it stands
    ticket: Ticket = Relationship(back_populates="events")
