"""Signing in: OAuth 2.0 forms (RFC 6749, RFC 7009) and the answer to them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from schemas.common import printable

Credential = Annotated[str, StringConstraints(max_length=1000), AfterValidator(printable)]
"""Anything that somebody may claim; longer values are not even looked at."""


class TokenForm(BaseModel):
    """Which fields are needed depends on `grant_type`. Unknown ones are ignored, as OAuth 2.0 demands."""

    model_config = ConfigDict(extra="ignore")

    grant_type: Credential = Field(description="`password`, `refresh_token` or `client_credentials`")
    username: Credential | None = None
    password: Credential | None = None
    otp: Credential | None = Field(default=None, description="One-time code, where the account has a second factor")
    refresh_token: Credential | None = None
    client_id: Credential | None = Field(default=None, description="User name of an account of kind `client`")
    client_secret: Credential | None = None
    scope: Credential | None = Field(default=None, description="Permissions a client wants to be sure of")


class RevokeForm(BaseModel):
    model_config = ConfigDict(extra="ignore")

    token: Credential = Field(description="A refresh or access token; its whole session ends")
    token_type_hint: Credential | None = None


class Token(BaseModel):
    """A session's tokens. The two flags hold the person at a page until they are settled."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a scheme
    expires_in: int = Field(description="Seconds")
    refresh_token: str | None = Field(description="Serves once; absent for client credentials")
    scope: str | None = Field(description="Permissions, for client credentials")
    password_change_required: bool
    second_factor_setup_required: bool
