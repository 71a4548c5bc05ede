"""An attendance list from a spreadsheet: its lines, and whom of the sheet each of them means. Pure.

Nothing is written here: what comes out is a proposal that the recorder looks through and sends on as the sheet.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.imports.cell_text import plain
from services.imports.dates import UnreadableDateError, read_date
from services.imports.fields import heading_key
from services.imports.small import Sheet
from services.kit.errors import ErrorCode, Text
from services.kit.names import comparable, folded
from services.study import list_errors

ROWS_SEARCHED = 15

Digest = Callable[[str, str], bytes]
"""The keyed hash of the last places of a number, by kind: as the register keeps them, numbers are compared by it."""

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("姓名", "名字", "党员姓名", "人员姓名", "参会人员", "参学人员", "签到人", "应到人员"),
    "mark": (
        "到会情况", "出勤", "出勤情况", "考勤", "考勤情况", "签到", "签到情况", "参会情况", "状态", "是否到会",
        "是否参加",
    ),
    "reason": ("请假事由", "事由", "原因", "请假原因", "缺席原因", "备注", "说明", "补学方式"),
    "made_up_on": ("补学日期", "补学时间", "补课日期"),
    "phone_tail": (
        "手机尾号", "电话尾号", "手机后四位", "手机号后四位", "联系电话", "手机号", "手机号码", "手机", "电话",
    ),
    "id_tail": ("身份证尾号", "身份证后四位", "证件尾号", "身份证号后四位", "身份证号", "公民身份号码", "身份证号码"),
}  # fmt: skip
_FIELDS: Final = {heading_key(text): field for field, texts in HEADINGS.items() for text in texts}

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
class Complaint:
    """What is wrong with a cell, such as `B5`."""

    cell: str
    code: str
    text: Text
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file; `tails` by `phone_tail` and `id_tail`, the last four places of each."""

    row: int
    name: str
    mark: str = "present"
    reason: str | None = None
    made_up_on: date | None = None
    tails: tuple[tuple[str, str], ...] = ()
    name_cell: str = ""
    member_id: UUID | None = None
    complaints: tuple[Complaint, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant; `is_tail` tells whether a number's last four places are theirs."""

    member_id: UUID
    name: str
    tails: Mapping[str, bytes | None]


def lines_of(sheets: Sequence[Sheet]) -> list[Line]:
    """The lines below the best header. Without a column for the mark everybody named was there.

    Errors: `study.list_no_header`, `study.list_empty`.
    """
    best: tuple[int, Sheet, int, dict[int, str]] | None = None
    for sheet in sheets:
        for number, cells in sheet.rows[:ROWS_SEARCHED]:
            fields = _header(cells)
            if "name" in fields.values() and (best is None or len(fields) > best[0]):
                best = (len(fields), sheet, number, fields)
    if best is None:
        raise list_errors.NO_HEADER.at("/file", rows=ROWS_SEARCHED)
    _, sheet, header, fields = best
    lines = [_line(number, cells, fields, sheet.first_column) for number, cells in sheet.rows if number > header]
    found = [line for line in lines if line is not None]
    if not found:
        raise list_errors.NO_LINES.at("/file")
    return found


def _header(cells: Sequence[str]) -> dict[int, str]:
    """Column by column what it holds; of two alike the first."""
    found: dict[int, str] = {}
    for column, text in enumerate(cells):
        field = _FIELDS.get(heading_key(plain(text))) if text else None
        if field is not None and field not in found.values():
            found[column] = field
    return found


def _line(row: int, cells: Sequence[str], fields: Mapping[int, str], first_column: int) -> Line | None:
    texts = {field: plain(cells[column]) for column, field in fields.items() if column < len(cells)}
    if not any(texts.values()):
        return None
    address = {field: f"{_letters(first_column + column)}{row}" for column, field in fields.items()}
    complaints: list[Complaint] = []

    def complain(field: str, error: ErrorCode, **params: object) -> None:
        place = address.get(field) or address.get("mark") or address["name"]
        complaints.append(Complaint(place, error.code, error.text, params))

    name = texts.get("name", "")
    if not name:
        complain("name", list_errors.NAME_MISSING)
    given = texts.get("mark", "") if "mark" in fields.values() else "到会"
    mark = MARKS.get(folded(given))
    if mark is None:
        complain("mark", list_errors.MARK_UNKNOWN, given=given[:20] or "（空）")
    reason = texts.get("reason") or None
    if mark == "leave" and reason is None:
        reason = None if folded(given) in _PLAIN_LEAVE else given
        if reason is None:
            complain("reason", list_errors.REASON_MISSING)
    made_up_on = _day(texts.get("made_up_on", "")) if mark == "made_up" else None
    if mark == "made_up" and made_up_on is None:
        complain("made_up_on", list_errors.DAY_MISSING)
    tails = tuple((kind, texts[kind][-4:].upper()) for kind in ("phone_tail", "id_tail") if texts.get(kind))
    return Line(row, name, mark or "", reason, made_up_on, tails, address["name"], None, tuple(complaints))


def _day(text: str) -> date | None:
    try:
        found = read_date(text)
    except UnreadableDateError:
        return None
    return found if isinstance(found, date) else None


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def matched(lines: Iterable[Line], candidates: Iterable[Candidate], digest: Digest) -> list[Line]:
    """Each line with whom it means, or what stands against it. Nobody is guessed: namesakes need a number's end."""
    by_name: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_name.setdefault(comparable(candidate.name), []).append(candidate)
    taken: dict[UUID, int] = {}
    found = []
    for line in lines:
        meant = _meant(line, by_name.get(comparable(line.name), []), digest) if line.name else []
        if line.name and len(meant) != 1:
            error, params = (list_errors.NAMESAKES, {"count": len(meant)}) if meant else (list_errors.NOBODY, {})
            line = _complained(line, error, given=line.name[:20], **params)
        elif meant and meant[0].member_id in taken:
            line = _complained(line, list_errors.TWICE, row=taken[meant[0].member_id])
        elif meant:
            taken[meant[0].member_id] = line.row
            line = replace(line, member_id=meant[0].member_id)
        found.append(line)
    return found


def _meant(line: Line, namesakes: Sequence[Candidate], digest: Digest) -> Sequence[Candidate]:
    if len(namesakes) < 2:
        return namesakes
    told = [
        candidate
        for candidate in namesakes
        if any(candidate.tails.get(kind) == digest(kind, tail) for kind, tail in line.tails)
    ]
    return told or namesakes


def _complained(line: Line, error: ErrorCode, **params: object) -> Line:
    complaint = Complaint(line.name_cell, error.code, error.text, params)
    return replace(line, complaints=(*line.complaints, complaint))
