"""One cell as text, whatever the spreadsheet kept it as. Pure, and quick to load: small lists are read by it alone."""

import re
from datetime import date, datetime, time, timedelta

from services.imports.dates import written_date

Cell = str | float | int | bool | date | datetime | time | timedelta | None
"""What calamine gives; a csv gives texts only."""

_ODD = re.compile(r"[\x00-\x1f\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff\ud800-\udfff]+")
_ESCAPED = re.compile(r"'(?=[=+\-@＝＋－＠\t\r])")


def written(cell: Cell) -> str:
    """The cell as text, as it may be shown and read again."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date):
        return written_date(cell)
    if isinstance(cell, float | int):
        if abs(cell) >= 1e15:
            return f"{cell:.14E}"
        return str(int(cell)) if cell == int(cell) else repr(cell)
    return str(cell)


def plain(text: str) -> str:
    """Without blanks at its ends and invisible marks; every run of odd blanks is one blank."""
    if _ODD.search(text):
        text = _ODD.sub(" ", text)
    text = text.strip()
    return _ESCAPED.sub("", text, count=1) if "'" in text else text
