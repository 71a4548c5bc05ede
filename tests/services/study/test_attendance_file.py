"""Attendance lists as people make them in a spreadsheet: read, matched with the sheet, never guessed."""

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from services.imports.small import Sheet, read_list, table_of
from services.kit.errors import Fault
from services.study.attendance_file import Line, lines_of
from services.study.list_matching import Candidate, matched

ANNA, OTHER, LONG = uuid4(), uuid4(), uuid4()
PEOPLE = [
    Candidate(ANNA, "单建国", {"phone_tail": b"phone_tail0001", "id_tail": b"id_tail012X"}),
    Candidate(OTHER, "单建国", {"phone_tail": b"phone_tail0002", "id_tail": b"id_tail0225"}),
    Candidate(LONG, "古丽巴哈尔·买买提", {}),
]


def digest(kind: str, tail: str) -> bytes:
    return f"{kind}{tail}".encode()


def workbook(*rows: list[Any], first: int = 0) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("签到")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, first + column, value)
    book.close()
    return buffer.getvalue()


def read(*rows: list[str], first: int = 0) -> list[Line]:
    table = tuple((number, tuple(row)) for number, row in enumerate(rows, 1))
    return matched(lines_of([Sheet("签到", first, table)]), PEOPLE, digest)


def said(lines: list[Line]) -> list[tuple[str, str]]:
    return [(item.cell, item.code.rpartition(".")[2]) for line in lines for item in line.complaints]


async def test_a_real_file_is_read_with_the_addresses_of_its_cells() -> None:
    content = workbook(
        ["中共云川市委组织部 学习签到表"],
        ["序号", "姓 名*", "出勤情况", "备注", "补学日期"],
        [1, "古丽巴哈尔 买买提", "√", "", ""],
        [2, "安平", "病假", "", ""],
        [],
        [3, "李文", "补课", "自学后交流", date(2026, 3, 5).isoformat()],
        [4, "", "到会"],
        [5, "王芳", "在家"],
        first=1,
    )
    lines = lines_of(await read_list("签到.xlsx", content))
    assert [(line.row, line.name, line.mark, line.reason) for line in lines[:3]] == [
        (3, "古丽巴哈尔 买买提", "present", None), (4, "安平", "leave", "病假"), (6, "李文", "made_up", "自学后交流"),
    ]  # fmt: skip
    assert lines[2].made_up_on == date(2026, 3, 5)
    assert said(lines) == [("C7", "list_name_missing"), ("D8", "list_mark_unknown")]
    assert table_of("a.csv", "姓名\n单建国\n".encode("gb18030"))["sheets"][0][2][1] == (2, ["单建国"])


async def test_what_cannot_be_a_list_is_refused_with_the_reason() -> None:
    for name, content, code in (
        ("a.xlsm", b"PK\x03\x04", "import.macros"),
        ("a.xlsx", b"<html>", "import.content_mismatch"),
        ("a.csv", b"x" * (6 * 1024 * 1024), "import.too_large"),
    ):
        with pytest.raises(Fault) as refused:
            await read_list(name, content)
        assert refused.value.error.code == code, name
    assert table_of("a.csv", "姓名\n".encode() + b"x\n" * 2_001)["code"] == "import.too_many_rows"
    for rows, code in ((["单位", "人数"], "study.list_no_header"), (["姓名", "到会情况"], "study.list_empty")):
        with pytest.raises(Fault) as refused:
            read(rows)
        assert refused.value.error.code == code


async def test_a_cell_at_the_far_end_of_the_sheet_exhausts_nobody_elses_memory() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "姓名")
    sheet.write(499_000, 190, "x")
    book.close()
    with pytest.raises(Fault) as refused:
        await read_list("a.xlsx", buffer.getvalue())
    assert refused.value.error.code == "import.too_heavy"


def test_namesakes_are_told_apart_by_the_end_of_a_number_and_never_guessed() -> None:
    header = ["姓名", "到会情况", "手机尾号", "身份证号"]
    lines = read(
        header,
        ["单建国", "到会", "13812340002", ""],
        ["單建國", "请假", "", "11010519491231012x"],
        ["古丽巴哈尔买买提", "", "", ""],
    )
    assert [line.member_id for line in lines] == [OTHER, ANNA, LONG]
    assert said(lines) == [("B3", "list_reason_missing"), ("B4", "list_mark_unknown")]
    unsure = read(header, ["单建国", "到会", "", ""], ["单建国", "到会", "9999", ""], ["赵新", "到会", "", ""])
    assert said(unsure) == [("A2", "list_namesakes"), ("A3", "list_namesakes"), ("A4", "list_nobody")]
    assert [line.member_id for line in unsure] == [None, None, None]
    twice = read(["姓名"], ["古丽巴哈尔·买买提"], ["古丽巴哈尔买买提"], first=27)
    assert said(twice) == [("AB3", "list_twice")]
    assert isinstance(twice[0].member_id, UUID)
