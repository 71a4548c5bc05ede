"""How papers write dates, missing values and texts that came from outside."""

import re
from datetime import date

from services.kit import dates

EMPTY = "—"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text without characters that XML forbids; every kind of line break becomes `\\n`."""
    return _UNPRINTABLE.sub("", _LINE_BREAK.sub("\n", text))


def or_dash(text: str | None) -> str:
    """The text, or a dash where there is none."""
    return printable(text or "").strip() or EMPTY


def long_date(day: date | None) -> str:
    """`2026年11月21日`, or a dash where there is none."""
    return dates.long_date(day) if day else EMPTY


def short_date(day: date | None) -> str:
    """`2026.11.21`, for the narrow columns of logs."""
    return f"{day.year}.{day.month}.{day.day}" if day else EMPTY


def percent(value: int | None) -> str:
    return f"{value}%" if value is not None else EMPTY
