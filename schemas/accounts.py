"""Accounts as administrators and auditors see them."""

import re
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints
from pydantic_core import PydanticCustomError

from models.enums.accounts import AccountKind, AccountState, Role
from schemas.common import Input, ListPage, Named
from schemas.fields import Name


def _username(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{2,39}", text) is None:
        raise PydanticCustomError(
            "username_format", "3–40 letters, digits, dots, hyphens or underscores, beginning with a letter or digit"
        )
    return text


Username = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_username)]
"""Compared without regard to case."""


class HeldGrant(BaseModel):
    """A role on a branch with its subtree."""

    id: UUID
    role: Role
    role_label: str
    branch: Named | None
    granted_at: datetime


class Account(BaseModel):
    id: UUID
    username: str
    display_name: str
    kind: AccountKind
    home_branch: Named | None
    member_id: UUID | None = Field(description="The person on the register to whom it belongs")
    state: AccountState
    locked_until: datetime | None
    closed_at: datetime | None
    password_expires_on: date | None
    must_change_password: bool
    second_factor: bool
    grants: list[HeldGrant]
    created_at: datetime
    updated_at: datetime
    version: int


class AccountWithPassword(Account):
    one_time_password: str = Field(
        description="Shown this once. For an account of kind `client` it is the lasting client secret"
    )


class AccountPage(ListPage):
    items: list[Account]


class GrantInput(Input):
    role: Role
    branch_id: UUID


class MemberTie(Input):
    member_id: UUID | None


class AccountInput(Input):
    username: Username
    display_name: Name
    home_branch_id: UUID | None = None
    kind: AccountKind = AccountKind.PERSON
    grants: list[GrantInput] = Field(default_factory=list, max_length=20)


class AccountPatch(Input):
    """Only what is sent is changed; `home_branch_id: null` takes the home branch away."""

    display_name: Name | None = None
    home_branch_id: UUID | None = None
