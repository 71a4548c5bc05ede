"""责任清单, 任务清单 and 时间清单 as one workbook with three sheets, at the same small memory however many tickets.

Rows are pushed in the order in which they shall stand, so that the database sorts and nothing is held here; they may
come from an asynchronous cursor. `close` packs the file (some seconds for 50,000 tickets): run it in a thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]

from models.enums.tickets import Lamp
from services.kit.formulas import FORMULA_STARTS
from services.papers.ticket_list_columns import COLUMNS, LAMPS, SHEET_NAMES, Column, TicketList, TicketListRow
from services.papers.wording import long_date, or_dash, printable

HEADER_ROW = 2
_LINE_POINTS, _MAX_POINTS = 14.0, 409.0
"""Height of a line, and the greatest height a row can have."""

_TALLEST = 2000
"""Characters after which a row has its greatest height anyhow."""


@dataclass(frozen=True, slots=True)
class ListHeading:
    """What stands above each list: whose it is, what was asked for in words, on which day."""

    office: str
    description: str
    printed_on: date


_Shown = str | date | float | Lamp


def _shown(value: _Shown | None) -> _Shown:
    return or_dash(value) if (value is None or isinstance(value, str)) and not isinstance(value, Lamp) else value


def _height(values: Sequence[_Shown], columns: Sequence[Column]) -> float:
    """Points that a row needs: not every program fits wrapped rows when it opens a file."""
    needed = 1
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, str):
            room = column.width - 1
            needed = max(needed, sum(max(1, ceil(_cells(part) / room)) for part in value[:_TALLEST].split("\n")))
    return min(needed * _LINE_POINTS + 6, _MAX_POINTS)


def _cells(text: str) -> int:
    """Width in half-width characters."""
    return len(text) if text.isascii() else sum(1 if character < "\u1100" else 2 for character in text)


class TicketListsWriter:
    """Writes the workbook to a path or an open binary file; as a context manager it closes itself."""

    def __init__(self, target: Path | BinaryIO, heading: ListHeading) -> None:
        self._heading = heading
        self._workbook = xlsxwriter.Workbook(
            str(target) if isinstance(target, Path) else target,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._workbook.set_properties({"title": "督办事项清单", "author": "", "comments": ""})
        self._looks = _Looks(self._workbook)
        self._sheets = {kind: _Sheet(self._workbook, kind, heading, self._looks) for kind in TicketList}

    def write(self, kind: TicketList, row: TicketListRow) -> None:
        """Put a ticket behind the others of a list."""
        self._sheets[kind].write(row)

    def close(self) -> None:
        for sheet in self._sheets.values():
            sheet.finish()
        self._workbook.close()

    def __enter__(self) -> "TicketListsWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Looks:
    """The cell formats of the workbook."""

    def __init__(self, workbook: Any) -> None:
        cell = {"font_name": "宋体", "font_size": 10.5, "border": 1, "text_wrap": True, "valign": "vcenter"}
        self.title = workbook.add_format(
            {"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter"}
        )
        self.note = workbook.add_format({"font_name": "楷体_GB2312", "font_size": 11, "valign": "vcenter"})
        self.header = workbook.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"})
        self.texts = {
            (centred, quoted): workbook.add_format(
                {**cell, "align": "center" if centred else "left", "quote_prefix": quoted}
            )
            for centred in (False, True)
            for quoted in (False, True)
        }
        self.day = workbook.add_format({**cell, "align": "center", "num_format": "yyyy-mm-dd"})
        self.share = workbook.add_format({**cell, "align": "center", "num_format": "0%"})
        self.lamps = {
            lamp: workbook.add_format({**cell, "align": "center", "font_color": colour})
            for lamp, (_, colour) in LAMPS.items()
        }


class _Sheet:
    """One list while it grows."""

    def __init__(self, workbook: Any, kind: TicketList, heading: ListHeading, looks: _Looks) -> None:
        self._columns = COLUMNS[kind]
        self._printed_on = heading.printed_on
        self._looks = looks
        self._count = 0
        self._sheet = workbook.add_worksheet(SHEET_NAMES[kind])
        self._set_up_page()
        self._write_head(SHEET_NAMES[kind], heading)

    def write(self, row: TicketListRow) -> None:
        self._count += 1
        line = HEADER_ROW + self._count
        values = [_shown(column.value(row, self._printed_on)) for column in self._columns]
        self._sheet.set_row(line, _height(values, self._columns))
        self._sheet.write_number(line, 0, self._count, self._looks.texts[True, False])
        self._forget_height_of(line - 1)
        for place, (column, value) in enumerate(zip(self._columns, values, strict=True), start=1):
            self._write_cell(line, place, value, centred=column.centred)

    def _forget_height_of(self, line: int) -> None:
        """xlsxwriter keeps the height of every row to the end, even of rows that it has written out already."""
        self._sheet.row_info.pop(line, None)
        self._sheet.row_sizes.pop(line, None)

    def finish(self) -> None:
        """The filter reaches as far as the rows do; an empty list says that it is empty."""
        if self._count == 0:
            self._sheet.write_string(HEADER_ROW + 1, 0, "没有符合条件的督办事项。", self._looks.note)
        self._sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(self._count, 1), len(self._columns))

    def _write_cell(self, line: int, place: int, value: _Shown, *, centred: bool) -> None:
        if isinstance(value, Lamp):
            self._sheet.write_string(line, place, LAMPS[value][0], self._looks.lamps[value])
        elif isinstance(value, date):
            self._sheet.write_datetime(line, place, value, self._looks.day)
        elif isinstance(value, float):
            self._sheet.write_number(line, place, value, self._looks.share)
        else:
            quoted = value.startswith(FORMULA_STARTS)
            self._sheet.write_string(line, place, value, self._looks.texts[centred, quoted])

    def _set_up_page(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(HEADER_ROW)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.freeze_panes(HEADER_ROW + 1, 0)
        sheet.set_column(0, 0, 5)
        for place, column in enumerate(self._columns, start=1):
            sheet.set_column(place, place, column.width)

    def _write_head(self, name: str, heading: ListHeading) -> None:
        sheet, looks, last = self._sheet, self._looks, len(self._columns)
        sheet.set_row(0, 36)
        sheet.merge_range(0, 0, 0, last, "", looks.title)
        sheet.write_string(0, 0, printable(f"督办事项{name}"), looks.title)
        facts = (
            ("制表单位", heading.office),
            ("筛选条件", heading.description),
            ("制表日期", long_date(self._printed_on)),
        )
        note = "　　".join(f"{name}：{fact}" for name, fact in facts)
        sheet.set_row(1, 22)
        sheet.merge_range(1, 0, 1, last, "", looks.note)
        sheet.write_string(1, 0, printable(note), looks.note)
        sheet.set_row(HEADER_ROW, 26)
        headings: Sequence[str] = ("序号", *(column.heading for column in self._columns))
        for place, text in enumerate(headings):
            sheet.write_string(HEADER_ROW, place, text, looks.header)
