"""Files made to hurt, and files that are merely broken: each ends in a refusal in words."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.imports.reading import choose_layout
from services.imports.workbook import Workbook, check_file, open_workbook
from services.kit.errors import Fault
from tests.support.imports import person, xlsx

GOOD = xlsx(person(1), person(2))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def repacked(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The good file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def replacing(part: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return repacked(change)


def adding(name: str, content: bytes) -> bytes:
    return repacked(lambda parts: parts.update({name: content}))


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsm", GOOD, "import.macros"),
        ("a.xlsx", adding("xl/vbaProject.bin", b"x"), "import.macros"),
        ("a.xlsx", adding("xl/externalLinks/externalLink1.xml", b"<x/>"), "import.external_links"),
        ("a.xlsx", adding("xl/media/zeros.bin", b"\0" * 30_000_000), "import.unpacked_too_large"),
        ("a.xlsx", replacing("xl/sharedStrings.xml", b"?>", b"?>" + ENTITIES), "import.unsafe_xml"),
        ("a.xlsx", GOOD[: len(GOOD) // 2], "import.broken_file"),
        ("a.xlsx", b"PK\x03\x04" + b"junk" * 50, "import.broken_file"),
        ("a.xlsx", replacing(SHEET, b'ref="A1:P3"', b'ref="A1:XFD3"'), "import.too_many_columns"),
        ("a.xlsx", repacked(lambda parts: parts.pop("xl/workbook.xml")), "import.content_mismatch"),
        ("a.xlsx", repacked(lambda parts: parts.pop(SHEET)), "import.broken_file"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "import.encrypted"),
        ("a.xls", OLE + "_VBA_PROJECT".encode("utf-16-le"), "import.macros"),
        ("a.xls", OLE + b"\0" * 600, "import.broken_file"),
        ("a.xls", "<html><table><tr><td>姓名</td></tr></table></html>".encode(), "import.content_mismatch"),
        ("a.csv", b"<!DOCTYPE html><html></html>", "import.content_mismatch"),
        ("a.csv", GOOD, "import.content_mismatch"),
        ("a.csv", b"a\x00b,c", "import.content_mismatch"),
        ("a.csv", ("," * 300).encode(), "import.too_many_columns"),
        ("a.csv", b'"' + b"x" * 200_000, "import.broken_file"),
        ("a.pdf", b"%PDF-1.7", "import.file_kind"),
        ("a.xlsx", b"  \n", "import.empty"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Fault) as refused:
        layout_of(open_workbook(name, content))
    assert refused.value.error.code == code
    assert "{" not in refused.value.detail("zh")


def layout_of(book: Workbook) -> None:
    choose_layout(book, None, {})


def test_a_million_blank_rows_are_no_rows() -> None:
    blank = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (number, number) for number in range(4, 1_000_000, 3))
    book = open_workbook("a.xlsx", replacing(SHEET, b"</sheetData>", blank + b"</sheetData>"))
    total, rows = book.rows(book.names[0])
    assert total == 3
    assert len(list(rows)) == 3


def test_a_last_row_beyond_the_limit_is_refused() -> None:
    far = b'<row r="900000"><c r="A900000" t="n"><v>1</v></c></row></sheetData>'
    book = open_workbook("a.xlsx", replacing(SHEET, b"</sheetData>", far))
    with pytest.raises(Fault, match=r"import\.too_many_rows"):
        book.rows(book.names[0])


@settings(max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8), st.sampled_from(["a.xlsx", "a.xls", "a.csv"]))
def test_no_damage_raises_anything_but_a_refusal(at: int, damage: bytes, name: str) -> None:
    content = GOOD[:at] + damage + GOOD[at + len(damage) :]
    try:
        check_file(name, content)
        book = open_workbook(name, content)
        layout = choose_layout(book, None, {})
        list(book.rows(layout.sheet)[1])
    except Fault as refusal:
        assert refusal.detail("zh")
