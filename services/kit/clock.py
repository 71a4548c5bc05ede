"""Dates as the office counts them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.enums import utc_now

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The office's calendar day (Asia/Shanghai). Routes and commands pass it on; rules never ask for it."""
    return office_day(utc_now())


def office_day(instant: datetime) -> date:
    """The calendar day on which `instant` fell for the office."""
    return instant.astimezone(OFFICE_ZONE).date()


__all__ = ["OFFICE_ZONE", "office_day", "today", "utc_now"]
