from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as DocumentPart
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from services.papers.ticket_forms import closing_form, registration_form
from services.papers.ticket_paper import PaperClosing, PaperStep, PaperSupport, TicketPaper
from tests.factories.papers import BARE, FULL

Form = Callable[[TicketPaper], bytes]
BOTH = pytest.mark.parametrize("form", [registration_form, closing_form])


def opened(content: bytes) -> DocumentPart:
    return Document(BytesIO(content))


def fields(document: DocumentPart) -> dict[str, str]:
    """Label → value of the forms, read across merged cells."""
    found = {}
    for table in document.tables:
        for row in table.rows:
            texts = [cell.text for cell in dict.fromkeys(row.cells)]
            found.update(dict(zip(texts[::2], texts[1::2], strict=False)))
    return found


def log_named(document: DocumentPart, caption: str) -> list[list[str]]:
    """The entries of a log, without its caption and headings."""
    table = next(table for table in document.tables if table.rows[0].cells[0].text == caption)
    return [[cell.text for cell in row.cells] for row in table.rows[2:]]


def all_text(document: DocumentPart) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_registration_form_says_what_is_asked_of_whom_by_when() -> None:
    document = opened(registration_form(FULL))
    assert document.paragraphs[0].text == "督办事项挂号单"
    assert document.paragraphs[1].text == "（云川市委组织部督查室）"
    found = fields(document)
    expected = {
        "编　　号": "督办〔2026〕12号",
        "密　　级": "非涉密",
        "事项标题": FULL.title,
        "督办类别": "会议纪要",
        "紧急程度": "一般",
        "来源类别": "会议",
        "依据文号": "云组纪〔2026〕9号",
        "依据名称": "中共云川市委组织部部务会会议纪要（第九次）\n第三项第（二）条",
        "工作要求": FULL.requirement,
        "承办单位": "干部一处党支部",
        "协办单位": "组织二处党支部、研究室党支部",
        "责 任 人": "欧阳㼆",
        "分管领导": "令狐䶮",
        "立项日期": "2026年9月1日",
        "交办日期": "2026年9月2日",
        "原定时限": "2026年10月31日",
        "现行时限": "2026年11月20日",
        "计划节点": "2026年9月30日前：完成制度修订（40%）\n2026年10月20日前：完成网格支部调整（80%）",
        "打印日期": "2026年11月21日",
    }
    assert {label: found[label] for label in expected} == expected
    assert "同意立项，请干部一处牵头。（司空明，2026年9月1日）" in found["立项签批"]
    assert "欧阳㼆于2026年9月3日签收。" in found["承办单位\n签　　收"]
    assert found["立项签批"].endswith("签字：　　　　　　　　　　年　　月　　日")
    assert found["经　　办"] == ""


def test_the_closing_form_tells_the_whole_course() -> None:
    document = opened(closing_form(FULL))
    assert document.paragraphs[0].text == "督办事项销号单"
    found = fields(document)
    assert (found["完成进度"], found["当前状态"]) == ("100%", "已销号")
    assert log_named(document, "进展情况") == [
        ["2026.9.28", "干部一处党支部\n欧阳㼆", "35%", "联席会议制度初稿已经形成，正在征求意见。"],
        ["2026.11.10", "干部一处党支部\n欧阳㼆", "100%", "网格支部调整全部完成，覆盖率100%。"],
    ]
    assert log_named(document, "协办反馈") == [
        ["组织二处党支部", "2026.10.15", "100%", "已提供网格底数。（禤𬱖）"],
        ["研究室党支部", "—", "—", "免予反馈：事项不涉及该处职责，经督查室同意免予反馈。"],
    ]
    assert log_named(document, "催办记录") == [
        ["2026.10.25", "督查室党支部\n司空明", "蓝色催办：距时限不足一周，请抓紧。"]
    ]
    assert log_named(document, "延期记录") == [
        [
            "2026.10.26\n欧阳㼆",
            "2026.10.31",
            "2026.11.20",
            "理由：两个街道正在调整区划。\n审批：同意（司空明，2026.10.27）：仅此一次。",
        ]
    ]
    assert log_named(document, "退回记录")[0][2] == "缺少覆盖率的依据，请补充后再报。"
    assert found["办结报告"] == FULL.closing.outcome
    assert found["销号申请"].startswith("欧阳㼆于2026年11月16日申请销号。\n签字：")
    assert found["审核意见"].startswith("签字：")
    assert found["审批意见"].startswith("情况属实，同意销号。\n司空明于2026年11月18日批准销号。\n签字：")
    assert (found["办结评价"], found["归档日期"]) == ("按期办结", "2026年11月20日")


def test_what_is_missing_shows_a_dash_and_signatures_stay_blank() -> None:
    found = fields(opened(registration_form(BARE)))
    for label in ("编　　号", "来源类别", "依据文号", "依据名称", "协办单位", "责 任 人", "现行时限", "计划节点"):
        assert found[label] == "—", label
    assert found["立项签批"] == "签字：　　　　　　　　　　年　　月　　日"
    found = fields(opened(closing_form(BARE)))
    for label in ("进展情况", "协办反馈", "催办记录", "延期记录", "退回记录"):
        assert found[label] == "无", label
    assert (found["办结报告"], found["办结评价"], found["归档日期"]) == ("—", "—", "—")


def test_late_closing_missing_feedback_and_other_steps_are_told() -> None:
    paper = replace(
        FULL,
        closing=PaperClosing(closed_in_time=False),
        supporting_branches=(PaperSupport("研究室党支部"),),
        other_steps=(PaperStep(date(2026, 10, 8), "司空明", label="中止", comment="等待上级文件。"),),
    )
    document = opened(closing_form(paper))
    assert fields(document)["办结评价"] == "逾期办结"
    assert log_named(document, "协办反馈") == [["研究室党支部", "—", "—", "未反馈"]]
    assert log_named(document, "其他记录") == [["2026.10.8", "司空明", "中止：等待上级文件。"]]


@BOTH
def test_the_page_is_the_official_one(form: Form) -> None:
    """GB/T 9704-2012 5.1–5.2, 7.5: A4, 37 mm above, 28 mm left, 156 × 225 mm, page numbers outside."""
    document = opened(form(FULL))
    section = document.sections[0]
    sizes = {
        "page": (section.page_width, section.page_height),
        "outset": (section.left_margin, section.top_margin),
        "type area": (
            (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0),
            (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0),
        ),
    }
    in_mm = {name: tuple(round((length or 0) / Mm(1), 1) for length in pair) for name, pair in sizes.items()}
    assert in_mm == {"page": (210, 297), "outset": (28, 37), "type area": (156, 225)}
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        number = footer.paragraphs[0]._p
        assert "".join(piece.text or "" for piece in number.iter(qn("w:t"))) == "— 1 —"
        assert 'w:instr="PAGE"' in number.xml
        assert f'<w:jc w:val="{side}"/>' in number.xml
    for table in document.tables:
        assert round(sum(column.width or 0 for column in table.columns) / Mm(1), 1) == 156


@BOTH
def test_faces_and_sizes_are_the_official_ones(form: Form) -> None:
    document = opened(form(FULL))
    title = document.paragraphs[0].runs[0]
    assert title.font.size is not None
    assert (east_asian(title), title.font.size.pt) == ("方正小标宋简体", 22)
    assert east_asian(document.styles["Normal"]) == "仿宋_GB2312"
    for cell in (cell for table in document.tables for row in table.rows for cell in row.cells):
        assert {east_asian(run) for paragraph in cell.paragraphs for run in paragraph.runs} <= {"黑体", "仿宋_GB2312"}


def east_asian(styled: object) -> str | None:
    found: str | None = styled.element.rPr.rFonts.get(qn("w:eastAsia"))  # type: ignore[attr-defined]
    return found


@BOTH
def test_properties_name_nobody(form: Form) -> None:
    properties = opened(form(FULL)).core_properties
    assert properties.title in {"督办事项挂号单", "督办事项销号单"}
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


@BOTH
def test_a_long_requirement_may_break_over_pages_and_signatures_may_not(form: Form) -> None:
    paper = replace(FULL, requirement="\n".join("压实第一责任人责任，健全跟踪问效机制。" * 12 for _ in range(40)))
    document = opened(form(paper))
    assert fields(document)["工作要求"] == paper.requirement
    whole = {row.cells[0].text: "w:cantSplit" in row._tr.xml for table in document.tables for row in table.rows}
    assert whole["工作要求"] is False
    assert whole["责 任 人"] is True
    assert whole["立项签批" if form is registration_form else "审批意见"] is True


def test_headings_of_a_long_log_stand_on_each_page() -> None:
    many = tuple(replace(FULL.reports[0], comment=f"第{n}次进展") for n in range(120))
    document = opened(closing_form(replace(FULL, reports=many)))
    entries = log_named(document, "进展情况")
    assert [entry[3] for entry in entries] == [f"第{n}次进展" for n in range(120)]
    table: Table = next(table for table in document.tables if table.rows[0].cells[0].text == "进展情况")
    assert ["w:tblHeader" in row._tr.xml for row in table.rows][:3] == [True, True, False]


@BOTH
def test_what_xml_forbids_is_left_out(form: Form) -> None:
    paper = replace(FULL, title="推动\x00工作\x0b落\ud800实\uffff", owner="\x07", leader=" \r\n ")
    found = fields(opened(form(paper)))
    assert found["事项标题"] == "推动工作\n落实"
    assert (found["责 任 人"], found["分管领导"]) == ("—", "—")


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60), st.sampled_from([registration_form, closing_form]))
def test_any_text_gives_a_document_that_opens(text: str, form: Form) -> None:
    step = PaperStep(date(2026, 11, 21), text or "甲", text, text, 50, text)
    paper = replace(
        FULL, number=text, title=text, requirement=text, issuing_branch=text, lead_branch=text, owner=text,
        approval=step, acceptance=step, reports=(step,), urges=(step,), returns=(step,),
        supporting_branches=(PaperSupport(text, feedback=text, feedback_by=text),),
        closing=PaperClosing(outcome=text, requested_by=text, requested_on=step.on, conclusion=text),
    )  # fmt: skip
    assert "非涉密" in all_text(opened(form(paper)))
