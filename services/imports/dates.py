"""Dates as people and spreadsheet programs write them. Nothing is guessed: a date without its day is none.

| written | read as |
|---|---|
| `1998-07-01`, `1998/7/1`, `1998.7.1`, `1998年7月1日`, `1998 7 1`, `19980701` | that day |
| `1998-07-01 00:00:00` | that day |
| 35977 (a bare serial number of a day) | 1998-07-01; of the 1904 system 1998-07-01 is 34515 |
| `1998.07`, `1998年7月`, `199807`, 1998 | no day: `Partial` |
| `98.7.1` | a year of two digits: refused |
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_LAST_SERIAL = 73_050
"""The year 2100."""
_FIRST_SERIAL = 2_200
"""Smaller numbers are years, ages, mistakes."""
_FIRST_YEAR, _LAST_YEAR = "1880", "2100"
_SEPARATED = re.compile(
    r"([0-9]{4})[-/.年,、_\s]+([0-9]{1,2})[-/.月,、_\s]+([0-9]{1,2})[日号]?(?:[\sT]+00?:00(?::00(?:\.0+)?)?)?"
)
_SOLID = re.compile(r"(1[89][0-9]{2}|20[0-9]{2}|21[0-9]{2})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})[-/.年,、_\s]+([0-9]{1,2})(?:月|月份)?")
_SOLID_MONTH = re.compile(r"(1[89][0-9]{2}|20[0-9]{2})(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(1[89][0-9]{2}|20[0-9]{2})年?")
_SHORT_YEAR = re.compile(r"[0-9]{2}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?|月)?")
_NUMBER = re.compile(r"[0-9]{4,5}(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class Partial:
    """A date without its day; `month` is None when only a year is given."""

    year: int
    month: int | None

    def holds(self, day: date) -> bool:
        return day.year == self.year and self.month in (None, day.month)


class UnreadableDateError(ValueError):
    """No date. `short_year`: its year has two digits only."""

    def __init__(self, *, short_year: bool = False) -> None:
        super().__init__()
        self.short_year = short_year


def read_date(written: str, *, since_1904: bool = False) -> date | Partial:
    """The day that a text stands for. Errors: `UnreadableDateError`."""
    text = unicodedata.normalize("NFKC", written).strip().strip("'\"")
    for form in (_SEPARATED, _SOLID):
        match = form.fullmatch(text)
        if match:
            return _day(int(match[1]), int(match[2]), int(match[3]))
    year = _YEAR.fullmatch(text)
    if year:
        return Partial(int(year[1]), None)
    if _NUMBER.fullmatch(text):
        return _of_serial(int(float(text)), since_1904=since_1904)
    month = _MONTH.fullmatch(text) or _SOLID_MONTH.fullmatch(text)
    if month and 1 <= int(month[2]) <= 12:
        return Partial(int(month[1]), int(month[2]))
    raise UnreadableDateError(short_year=_SHORT_YEAR.fullmatch(text) is not None)


def is_usual_day(written: str) -> bool:
    """Whether a text is a day as records keep it, `1998-07-01`: nearly all are, and are read in no time."""
    if len(written) != 10 or written[4] != "-" or written[7] != "-" or not _FIRST_YEAR <= written[:4] <= _LAST_YEAR:
        return False
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise UnreadableDateError from None
    if not int(_FIRST_YEAR) <= year <= int(_LAST_YEAR):
        raise UnreadableDateError
    return found


def _of_serial(number: int, *, since_1904: bool) -> date:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise UnreadableDateError
    return (_EPOCH_1904 if since_1904 else _EPOCH_1900) + timedelta(days=number)


def written_date(value: date | datetime) -> str:
    """A date-typed cell as text."""
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
