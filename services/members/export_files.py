"""The files of an export: lines of texts below the headings, written as they come."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from rustpy_xlsxwriter import Format as CellFormat
from rustpy_xlsxwriter import write_worksheet

from services.kit.formulas import FORMULA_STARTS

Format = Literal["xlsx", "csv"]
Line = Sequence[str | None]
"""Texts; None for a cell without one."""

_WIDTH, _WIDE = 16.0, 22.0
"""Of the second column, with its 18 places, and of the others."""


def write_table(target: Path, form: Format, headings: Sequence[str], lines: Iterable[Line]) -> None:
    """Write all lines; each one is forgotten when it is written. Errors: those of the disk, and of `lines`."""
    (_write_xlsx if form == "xlsx" else _write_csv)(target, headings, lines)


def _write_csv(target: Path, headings: Sequence[str], lines: Iterable[Line]) -> None:
    """UTF-8 with the mark by which Excel knows it; what looks like a formula is quoted."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(headings)
        table.writerows([escaped(text) if text else text for text in line] for line in lines)


def escaped(text: str) -> str:
    """A text that no spreadsheet program takes for a formula; an import takes the quote away again."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _write_xlsx(target: Path, headings: Sequence[str], lines: Iterable[Line]) -> None:
    """Texts in cells made for text only: no number loses its digits, what begins with a sign is no formula."""
    texts = CellFormat().set_num_format("@")
    write_worksheet(
        _records(headings, lines),
        str(target),
        freeze_row=1,
        freeze_col=1,
        column_formats=[texts] * len(headings),
        header_format=texts,
        column_widths=[_WIDE if column == 1 else _WIDTH for column in range(len(headings))],
    )


def _records(headings: Sequence[str], lines: Iterable[Line]) -> Iterator[dict[str, str | None]]:
    """The library takes the headings from the first line; where there is none, a blank one bears them."""
    empty = True
    for line in lines:
        empty = False
        yield dict(zip(headings, line, strict=True))
    if empty:
        yield dict.fromkeys(headings)
