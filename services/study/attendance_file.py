"""An attendance list from a spreadsheet: what its lines say. Pure.

Nothing is written here: what comes out is a proposal that the recorder looks through and sends on as the sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.imports.dates import UnreadableDateError, read_date
from services.imports.small import Sheet
from services.kit.errors import ErrorCode
from services.kit.names import folded
from services.study import list_errors
from services.study.list_matching import NAME, TAILS, Cells, Complaint, Listed, cells_of, fields_of

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "name": NAME,
    "mark": (
        "到会情况", "出勤", "出勤情况", "考勤", "考勤情况", "签到", "签到情况", "参会情况", "状态", "是否到会",
        "是否参加",
    ),
    "reason": ("请假事由", "事由", "原因", "请假原因", "缺席原因", "备注", "说明", "补学方式"),
    "made_up_on": ("补学日期", "补学时间", "补课日期"),
    **TAILS,
}  # fmt: skip
_FIELDS: Final = fields_of(HEADINGS)

MARKS: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            "到会", "已到", "到", "出席", "出勤", "参加", "已参加", "参会", "签到", "已签到", "是", "√", "✓", "v", "1",
            "present",
        ),
        "present",
    ),
    **dict.fromkeys(("请假", "事假", "病假", "公假", "出差", "休假", "产假", "leave"), "leave"),
    **dict.fromkeys(("缺席", "未到", "缺勤", "旷会", "未参加", "无故缺席", "否", "×", "x", "0", "absent"), "absent"),
    **dict.fromkeys(("补学", "已补学", "补课", "已补课", "made_up"), "made_up"),
}  # fmt: skip
_PLAIN_LEAVE: Final = frozenset({"请假", "leave"})
"""Of the other words for leave the word itself is the reason."""


@dataclass(frozen=True, slots=True)
class Line(Listed):
    """What the list says of somebody."""

    mark: str = "present"
    reason: str | None = None
    made_up_on: date | None = None


def lines_of(sheets: Sequence[Sheet]) -> list[Line]:
    """The lines below the best header. Without a column for the mark everybody named was there.

    Errors: `study.list_no_header`, `study.list_empty`.
    """
    return [_line(cells) for cells in cells_of(sheets, _FIELDS, frozenset({"name"}))]


def _line(cells: Cells) -> Line:
    texts, address = cells.texts, cells.addresses
    complaints: list[Complaint] = []

    def complain(field: str, error: ErrorCode, **params: object) -> None:
        place = address.get(field) or address.get("mark") or address["name"]
        complaints.append(Complaint(place, error.code, error.text, params))

    name = texts.get("name", "")
    if not name:
        complain("name", list_errors.NAME_MISSING)
    given = texts.get("mark", "") if "mark" in address else "到会"
    mark = MARKS.get(folded(given))
    if mark is None:
        complain("mark", list_errors.MARK_UNKNOWN, given=given[:20] or "（空）")
    reason = texts.get("reason") or None
    if mark == "leave" and reason is None:
        reason = None if folded(given) in _PLAIN_LEAVE else given
        if reason is None:
            complain("reason", list_errors.REASON_MISSING)
    made_up_on = day_of(texts.get("made_up_on", "")) if mark == "made_up" else None
    if mark == "made_up" and made_up_on is None:
        complain("made_up_on", list_errors.DAY_MISSING)
    return Line(
        cells.row,
        name,
        cells.tails(),
        address["name"],
        complaints=tuple(complaints),
        mark=mark or "",
        reason=reason,
        made_up_on=made_up_on,
    )


def day_of(text: str) -> date | None:
    """A day as people write it; None when it cannot be read."""
    try:
        found = read_date(text)
    except UnreadableDateError:
        return None
    return found if isinstance(found, date) else None
