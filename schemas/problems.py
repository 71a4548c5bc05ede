"""The one shape of an error (RFC 9457)."""

from pydantic import BaseModel, ConfigDict, Field


class ProblemField(BaseModel):
    """One wrong input."""

    pointer: str = Field(
        description="JSON pointer into the body, or /query/…, /path/…, /header/…", examples=["/due_on"]
    )
    code: str
    message: str


class Problem(BaseModel):
    """`application/problem+json`. Further members may name the rule behind a refusal and the facts it rests on."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable and dotted; what programs should look at")
    errors: list[ProblemField]
    request_id: str | None
    rule: str | None = Field(default=None, description="Regulation and article behind the refusal")
