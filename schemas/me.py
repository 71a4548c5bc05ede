"""One's own account."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from models.enums.accounts import AccountKind, Role
from schemas.common import Input, Named
from schemas.home import QueueCounts

Password = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class OwnAccount(BaseModel):
    id: UUID
    username: str
    display_name: str
    kind: AccountKind
    home_branch: Named | None
    password_expires_on: date | None = Field(description="Last day on which the password serves")
    second_factor: bool
    version: int


class HeldRole(BaseModel):
    role: Role
    role_label: str
    branch: Named


class Todo(QueueCounts):
    """What waits: tickets by queue, and transfers of the relation."""

    transfers: int


class Me(BaseModel):
    account: OwnAccount
    member_id: UUID | None
    member_name: str | None
    grants: list[HeldRole]
    permissions: list[str]
    restriction: Literal["password_change", "second_factor_setup"] | None = Field(
        description="What must be done before anything else"
    )
    todo: Todo


class PasswordChange(Input):
    current_password: Password
    new_password: Password


class SecondFactorSetup(BaseModel):
    """Shown once; nothing is demanded at sign-in before it is confirmed."""

    secret: str = Field(description="Base32, for typing in where a camera is missing")
    uri: str
    qr_svg: str


class SecondFactorConfirmation(Input):
    otp: Annotated[str, StringConstraints(max_length=20)]


class PasswordProof(Input):
    password: Password


class OwnSession(BaseModel):
    id: UUID
    device: str = Field(examples=["Edge 131 · Windows"])
    address: str
    started_at: datetime
    last_used_at: datetime = Field(description="When its tokens were last renewed")
    current: bool


class OwnSessions(BaseModel):
    items: list[OwnSession]
