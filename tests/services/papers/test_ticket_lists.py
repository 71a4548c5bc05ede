import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.enums.tickets import Lamp
from services.papers.ticket_list_columns import TicketList, TicketListRow
from services.papers.ticket_lists import ListHeading, TicketListsWriter

HEADING = ListHeading("云川市委组织部督查室", "承办单位：干部一处党支部；亮灯：红、黄", date(2026, 11, 21))
ROW = TicketListRow(
    number="督办〔2026〕12号",
    title="推动网格化工作机制落地见效",
    requirement="一是健全联席会议制度。\n二是调整网格党支部设置。",
    kind="会议纪要",
    urgency="一般",
    state="办理中",
    lamp=Lamp.YELLOW,
    lead_branch="干部一处党支部",
    source="会议：部务会会议纪要（云组纪〔2026〕9号）",
    supporting_branches=("组织二处党支部", "研究室党支部"),
    owner="欧阳㼆",
    leader="令狐䶮",
    assigned_on=date(2026, 9, 2),
    original_due_on=date(2026, 10, 31),
    due_on=date(2026, 11, 24),
    working_days_left=2,
    progress_percent=60,
    latest_report="初稿已经形成。",
    latest_report_on=date(2026, 11, 10),
)
BARE = TicketListRow(
    number=None, title="梳理台账", requirement="年底前完成。", kind="其他", urgency="一般", state="草拟",
    lamp=Lamp.GREEN, lead_branch="研究室党支部",
)  # fmt: skip


def written(rows: Sequence[TicketListRow]) -> bytes:
    stream = BytesIO()
    with TicketListsWriter(stream, HEADING) as writer:
        for kind in TicketList:
            for row in rows:
                writer.write(kind, row)
    return stream.getvalue()


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def entries(sheet: Worksheet) -> list[dict[str, Any]]:
    lines = list(sheet.iter_rows(min_row=3, values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def test_three_lists_in_one_workbook() -> None:
    book = opened(written([ROW]))
    assert book.sheetnames == ["责任清单", "任务清单", "时间清单"]
    by_unit, by_task, by_time = (entries(book[name])[0] for name in book.sheetnames)
    assert by_unit == {
        "序号": 1,
        "承办单位": "干部一处党支部",
        "责任人": "欧阳㼆",
        "分管领导": "令狐䶮",
        "编号": "督办〔2026〕12号",
        "督办事项": "推动网格化工作机制落地见效",
        "协办单位": "组织二处党支部、研究室党支部",
        "现行时限": datetime(2026, 11, 24),  # noqa: DTZ001 - a cell of a sheet has no zone
        "进度": 0.6,
        "状态": "办理中",
        "亮灯": "▲ 黄灯",
    }
    assert by_task["工作要求"] == ROW.requirement
    assert by_task["最新进展"] == "2026年11月10日：初稿已经形成。"
    assert by_task["来源及依据"] == ROW.source
    assert by_time["剩余时间"] == "剩3天（2个工作日）"
    assert by_time["原定时限"] == datetime(2026, 10, 31)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("row", "left"),
    [
        (replace(ROW, due_on=date(2026, 11, 21), working_days_left=0), "今日到期"),
        (replace(ROW, due_on=date(2026, 11, 22), working_days_left=0), "剩1天（0个工作日）"),
        (replace(ROW, due_on=date(2026, 11, 20), working_days_left=0), "逾期1天（0个工作日）"),
        (replace(ROW, due_on=date(2026, 11, 17), working_days_left=-3), "逾期4天（3个工作日）"),
        (replace(ROW, working_days_left=None), "剩3天"),
        (replace(ROW, clock_stopped=True), "计时停止"),
        (replace(ROW, closed_in_time=True), "按期办结"),
        (replace(ROW, closed_in_time=False), "逾期办结"),
        (BARE, "—"),
    ],
)
def test_time_left_in_words(row: TicketListRow, left: str) -> None:
    assert entries(opened(written([row]))["时间清单"])[0]["剩余时间"] == left


@pytest.mark.parametrize(
    ("lamp", "words"),
    [(Lamp.RED, "● 红灯"), (Lamp.YELLOW, "▲ 黄灯"), (Lamp.GREEN, "■ 绿灯"), (Lamp.GREY, "○ 灰灯")],
)
def test_a_lamp_is_a_shape_and_a_word(lamp: Lamp, words: str) -> None:
    book = opened(written([replace(ROW, lamp=lamp)]))
    assert {entries(sheet)[0]["亮灯"] for sheet in book.worksheets} == {words}


def test_rows_stand_in_the_order_given_and_are_numbered() -> None:
    rows = [replace(ROW, title=title) for title in ("丙", "甲", "乙")]
    for sheet in opened(written(rows)).worksheets:
        assert [(entry["序号"], entry["督办事项"]) for entry in entries(sheet)] == [(1, "丙"), (2, "甲"), (3, "乙")]


def test_missing_values_show_a_dash() -> None:
    entry = entries(opened(written([BARE]))["责任清单"])[0]
    assert [entry[name] for name in ("编号", "责任人", "分管领导", "协办单位", "现行时限")] == ["—"] * 5


def test_the_head_says_whose_list_it_is_and_what_was_asked_for() -> None:
    for sheet in opened(written([ROW])).worksheets:
        assert sheet["A1"].value == f"督办事项{sheet.title}"
        assert str(sheet["A2"].value).split("　　") == [
            "制表单位：云川市委组织部督查室",
            "筛选条件：承办单位：干部一处党支部；亮灯：红、黄",
            "制表日期：2026年11月21日",
        ]


def test_the_lists_are_ready_to_filter_and_print() -> None:
    for sheet in opened(written([ROW, ROW])).worksheets:
        assert sheet.freeze_panes == "A4"
        assert sheet.auto_filter.ref is not None
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.auto_filter.ref.endswith("5")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3"
        footer = sheet.oddFooter
        assert footer is not None
        assert footer.center is not None
        assert footer.center.text == "第 &P 页，共 &N 页"
        assert sheet["E4"].alignment.wrap_text


def test_a_row_is_as_tall_as_its_longest_text() -> None:
    rows = [
        BARE,
        replace(BARE, requirement="健全督查督办与跟踪问效机制。" * 20),
        replace(BARE, requirement="健全。" * 9000),
    ]
    sheet = opened(written(rows))["任务清单"]
    short, long, endless = (sheet.row_dimensions[line].height for line in (4, 5, 6))
    assert sheet.row_dimensions[3].height == pytest.approx(26, abs=1)
    assert short < 30 < 200 < long < endless
    assert endless == pytest.approx(409, abs=1)


def test_an_empty_list_says_that_it_is_empty() -> None:
    for sheet in opened(written([])).worksheets:
        assert sheet["A4"].value == "没有符合条件的督办事项。"


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://a","b")', "+86", "-3", "@SUM(A1)", "＝1", "https://example.org"]
)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    book = opened(written([replace(ROW, title=text)]))
    for sheet in book.worksheets:
        place = next(head.column for head in sheet[3] if head.value == "督办事项")
        cell = sheet.cell(4, place)
        assert cell.data_type != "f"
        assert cell.hyperlink is None
        assert cell.value == text
        assert bool(cell.quotePrefix) is (text[0] in "=+-@＝")


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_gives_a_workbook_that_opens(text: str) -> None:
    row = replace(ROW, number=text, title=text, requirement=text, owner=text, lead_branch=text, latest_report=text)
    entry = entries(opened(written([row]))["任务清单"])[0]
    assert isinstance(entry["督办事项"], str)
    assert not any(ord(character) < 32 and character not in "\t\n" for character in entry["督办事项"])


def test_a_text_beyond_the_limit_of_a_cell_is_cut_not_lost() -> None:
    requirement = "健全机制。" * 9000
    shown = entries(opened(written([replace(ROW, requirement=requirement)]))["任务清单"])[0]["工作要求"]
    assert len(shown) == 32_767
    assert requirement.startswith(shown)


def test_nothing_in_the_file_names_a_person_or_is_a_formula(tmp_path: Path) -> None:
    target = tmp_path / "lists.xlsx"
    with TicketListsWriter(target, HEADING) as writer:
        writer.write(TicketList.TASKS, replace(ROW, title="=cmd|'/c calc'!A0"))
    with ZipFile(target) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    assert not any("<f>" in part or "<f " in part for part in parts.values())
    assert "<dc:creator></dc:creator>" in parts["docProps/core.xml"] or "dc:creator" not in parts["docProps/core.xml"]


def test_memory_does_not_grow_with_the_number_of_tickets(tmp_path: Path) -> None:
    peaks = []
    for count in (100, 1000):
        with TicketListsWriter(tmp_path / f"{count}.xlsx", HEADING) as writer:
            tracemalloc.start()
            for number in range(count):
                writer.write(TicketList.TASKS, replace(ROW, requirement=f"第{number}项" + "推动落实" * 100))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5, peaks
