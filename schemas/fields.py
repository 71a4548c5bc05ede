"""Kinds of input that several forms share."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from schemas.common import printable


def _plain_date(value: Any) -> Any:
    """Pydantic would also read `1700006400` as a date, by way of Unix time."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_parsing", "Input should be a date such as 2026-11-21")
    if isinstance(value, int | float):
        raise PydanticCustomError("date_type", "Input should be a date such as 2026-11-21")
    return value


def one_line(text: str) -> str:
    """Line breaks and runs of blanks, as they come with pasted text, become one blank."""
    return " ".join(printable(text).split())


CalendarDate = Annotated[date, BeforeValidator(_plain_date)]
"""A day written `2026-11-21` and nothing else."""


def _in_utc(moment: datetime) -> datetime:
    """Years 1 and 9999 have hours that no database holds in UTC."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("moment_out_of_range", "Input is outside of the usable range of times") from None


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A point in time with its offset, as UTC."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(one_line)]
"""One line of up to 200 characters, folded by `one_line`."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(one_line)]
"""The same for a name, of up to 60 characters."""
