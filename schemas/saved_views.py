"""Filters of a list kept under a name."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from schemas.common import Input
from schemas.fields import Name

ListName = Literal["members", "tickets"]


class SavedViewInput(Input):
    page: ListName
    name: Name
    query: Annotated[str, Field(max_length=2000, pattern=r"^[\x21-\x7e]*$", description="The address line's query")]


class SavedView(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    page: str
    name: str
    query: str


class SavedViews(BaseModel):
    items: list[SavedView]
