"""Shapes that many resources share."""

import unicodedata
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationInfo, field_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError


def printable(text: str) -> str:
    """NUL and other control characters cannot be stored, or hide what is really there."""
    if any(unicodedata.category(mark) in {"Cc", "Cs"} and mark not in "\n\t\r" for mark in text):
        raise PydanticCustomError("text_control_characters", "contains control characters")
    return text


Prose = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), AfterValidator(printable)
]
"""Text of up to 10,000 characters with its line breaks."""

SearchText = Annotated[str, StringConstraints(max_length=60), AfterValidator(printable)]


class Input(BaseModel):
    """What clients send: unknown fields are refused, so that a misspelt one is not lost silently."""

    model_config = ConfigDict(extra="forbid")


class Amendment(Input):
    """A PATCH: only the fields sent are changed. `null` empties a field named in `may_be_emptied` and no other."""

    may_be_emptied: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_null(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and info.field_name not in cls.may_be_emptied:
            raise PydanticCustomError("null_forbidden", "Input cannot be emptied; leave it out to keep its value")
        return value


Unsent = SkipJsonSchema[None]
"""The value of a field of an `Amendment` that was not sent and cannot be emptied."""


class Named(BaseModel):
    """Another resource, by id and name."""

    id: UUID
    name: str


class ActionOffer(BaseModel):
    """A button: what it does, what it asks for."""

    action: str
    label: str
    required: list[str]
    optional: list[str]


class BlockedAction(BaseModel):
    """A button that is drawn but disabled, with the reason."""

    action: str
    label: str
    code: str
    reason: str


class ListPage(BaseModel):
    """What every list answers; `total` only when asked for."""

    next_cursor: str | None
    total: int | None = None


Changes = dict[str, list[Any]]
