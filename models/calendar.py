"""Days that the office has set by hand, above the published holiday arrangement."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Record, account_key


class CalendarDay(Record):
    """`day` counts as working (调休) or as a day off, whatever the library's data say."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(unique=True)
    working: Mapped[bool]
    name: Mapped[str]
    source: Mapped[str]
    set_by: Mapped[UUID] = account_key()
