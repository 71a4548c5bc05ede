"""Large sheets are read in slices: whatever can be cut gives the same cells as the sheet in one piece."""

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from services.imports.cell_text import Cell
from services.imports.reading import choose_layout
from services.imports.workbook import Workbook, open_workbook
from services.kit.errors import Fault
from tests.support.imports import HEADERS, person, xlsx

PEOPLE = 400
SHEET = "xl/worksheets/sheet1.xml"
WHOLE = 10**9
SLICE = 2_000
"""As small as can be: parts are unpacked 64 KiB at a time, which holds some 120 rows."""


def rows_of(book: Workbook) -> list[tuple[int, list[Cell]]]:
    """The rows that say anything, without the empty cells at their ends."""
    name = choose_layout(book, None, {}).sheet
    assert book.top(name, 2)[0][0] == "姓名"
    _, rows = book.rows(name)
    book.close()
    found = [(number, list(cells)) for number, cells in rows]
    for _, cells in found:
        while cells and cells[-1] == "":
            cells.pop()
    return [(number, cells) for number, cells in found if cells]


def changed(content: bytes, change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in package.infolist():
            read = package.read(entry)
            packed.writestr(entry.filename, change(read) if entry.filename == part else read)
    return target.getvalue()


def first_cells_away(sheet: bytes) -> bytes:
    """In the second half of the rows the first column is empty, in a few rows further ones stand far to the right."""
    head, *rows = sheet.split(b"<row ")
    for place, row in enumerate(rows):
        if place > PEOPLE // 2:
            start, end = row.index(b"<c "), row.index(b"</c>") + 4
            rows[place] = row[:start] + row[end:]
    return b"<row ".join([head, *rows])


BLANK = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (number, number) for number in range(490, 1200))
EDITED: list[tuple[str, Callable[[bytes], bytes], bool]] = [
    ("as it is", lambda sheet: sheet, True),
    ("some columns begin later", first_cells_away, True),
    ("blank rows", lambda sheet: sheet.replace(b"</sheetData>", BLANK + b"</sheetData>"), True),
    ("blanks between rows", lambda sheet: sheet.replace(b"<row ", b"\n  <row "), True),
    ("rows without numbers", lambda sheet: sheet.replace(b"<row r=", b"<row x="), False),
    ("another way to open the rows", lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData >"), False),
]


@pytest.mark.parametrize(("what", "change", "is_cut"), EDITED, ids=[what for what, _, _ in EDITED])
def test_slices_hold_the_cells_of_the_whole(what: str, change: Callable[[bytes], bytes], is_cut: bool) -> None:
    content = changed(xlsx(*(person(serial) for serial in range(1, PEOPLE + 1))), change)
    sliced = open_workbook("a.xlsx", content, slice_bytes=SLICE)
    whole = open_workbook("a.xlsx", content, slice_bytes=WHOLE)
    assert sliced.names == whole.names == ("党员信息",)
    assert (len(sliced._slices.get("党员信息", ())) > 2) is is_cut
    rows = rows_of(sliced)
    assert rows == rows_of(whole)
    assert len(rows) == PEOPLE + 1


def test_what_a_slice_brings_to_light_is_refused_in_words() -> None:
    content = xlsx(*(person(serial) for serial in range(1, PEOPLE + 1)))
    for change, code in (
        (lambda sheet: sheet.replace(b'<c r="A359"', b'<c r="A5"'), "import.broken_file"),
        (lambda sheet: sheet.replace(b'<c r="P360"', b'<c r="XFD360"'), "import.too_many_columns"),
        (lambda sheet: sheet.replace(b'<c r="A360"', b'<c r="A900000"'), "import.too_many_rows"),
    ):
        book = open_workbook("a.xlsx", changed(content, change), slice_bytes=SLICE)
        with pytest.raises(Fault) as refused:
            rows_of(book)
        assert refused.value.error.code == code


def test_other_sheets_keep_their_place_and_days_their_system() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "date_1904": True})
    book.add_worksheet("说明").write_string(0, 0, "请填写第二张表")
    table = book.add_worksheet("名册")
    for number in range(400):
        table.write_row(number, 0, HEADERS if number == 0 else person(number))
    book.add_worksheet("空表")
    book.close()
    opened = open_workbook("a.xlsx", target.getvalue(), slice_bytes=SLICE)
    assert opened.names == ("说明", "名册", "空表")
    assert opened.since_1904
    assert len(opened._slices["名册"]) > 2
    assert [number for number, _ in rows_of(opened)] == [*range(1, 401)]
