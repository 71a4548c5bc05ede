"""The sheet for signing on paper."""

from datetime import date
from io import BytesIO

from docx import Document

from services.papers.attendance_sheet import AttendancePaper, attendance_sheet


def test_everybody_expected_has_a_line_and_there_are_lines_to_spare() -> None:
    people = (("古丽巴哈尔·买买提", "干部一处党支部", None), ("单建国", "干部一处党支部", "请假"))
    paper = AttendancePaper(
        branch="干部一处党支部",
        topic="学习\x0b党的二十届四中全会精神",
        kind="集中学习",
        when="2026年11月2日 9:00—11:30",
        place=None,
        host="周明远",
        material="《建议》",
        hours="4 学时",
        recorder="安平",
        people=people,
        printed_on=date(2026, 11, 2),
    )
    document = Document(BytesIO(attendance_sheet(paper)))
    facts, lines, end = document.tables
    assert [cell.text for cell in facts.rows[2].cells] == ["地点", "—", "主持人", "周明远"]
    assert facts.rows[0].cells[1].text == "学习\n党的二十届四中全会精神"
    assert [cell.text for cell in lines.rows[2].cells] == ["1", "古丽巴哈尔·买买提", "干部一处党支部", "", ""]
    assert lines.rows[3].cells[4].text == "请假"
    assert len(lines.rows) == 2 + len(people) + 5
    assert "不要求拍照" in end.rows[1].cells[1].text
