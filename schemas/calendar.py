"""Days of the work calendar and reckoned due dates."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from models.enums.calendar import DayKind
from schemas.fields import Line, one_line

DayName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40), AfterValidator(one_line)
]
"""What stands in a day's place on the calendar."""


class CalendarDay(BaseModel):
    """What the calendar says of one day."""

    day: date
    weekday: int = Field(description="1 (Monday) to 7 (Sunday)")
    kind: DayKind
    working: bool
    name: str | None = Field(
        description="The holiday or arrangement behind it, null on plain days", examples=["国庆节"]
    )
    overridden: bool = Field(description="Set by hand, above the published arrangement")
    provisional: bool = Field(description="The year's arrangement is not known yet: only weekends are")
    source: str | None = Field(description="The notice named when the day was set by hand")
    version: int | None = Field(description="For `If-Match` when the day has been set by hand; null otherwise")


class CalendarDays(BaseModel):
    items: list[CalendarDay]


class CalendarDaySetting(BaseModel):
    """What is set by hand."""

    model_config = ConfigDict(extra="forbid")

    working: bool = Field(description="true: worked (调休上班); false: a day off")
    name: DayName = Field(examples=["国庆节"])
    source: Line = Field(description="The notice behind it", examples=["国务院办公厅关于2027年部分节假日安排的通知"])


class CalendarDayOverride(CalendarDaySetting):
    """A day as it stands set by hand."""

    model_config = ConfigDict(from_attributes=True, extra="ignore")

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    day: date


class DueDate(BaseModel):
    """A reckoned due date."""

    due_on: date
    weekday: int = Field(description="1 (Monday) to 7 (Sunday)")
    working_days: int = Field(description="Working days after the start up to and including `due_on`")
    calendar_days: int = Field(description="Calendar days after the start up to and including `due_on`")
    provisional: bool = Field(description="Passes through a year whose holiday arrangement is not known yet")
    note: str | None = Field(description="What a clerk should know about this date")
