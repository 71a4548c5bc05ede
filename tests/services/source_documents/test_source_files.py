"""The outlines of four real documents: a clerk finds the measures where the document has them."""

import pytest

from services.source_documents.outline import OutlineNode, parse_outline
from services.source_documents.wording import requirement_text, suggest_title
from tests.services.source_documents.outlines import child, marked, own_words, preorder

Texts = dict[str, str]


def _codes(nodes: tuple[OutlineNode, ...]) -> list[tuple[str, str]]:
    """Marker (or the first two characters) and code of every doubtful node."""
    return [(node.marker or own_words(node).strip()[:2], node.doubtful) for node in preorder(nodes) if node.doubtful]


@pytest.mark.parametrize("name", ["000", "001", "002", "003"])
def test_whole_text_is_in_the_outline(source_files: Texts, name: str) -> None:
    text = source_files[name]
    assert "".join(node.heading + node.text for node in preorder(parse_outline(text))) == text


def test_damaged_work_plan(source_files: Texts) -> None:
    """000: items 1, 2 and 7–14 stand, 3–5 are lost, the tail of 6 has no head; 二、 is lost, too."""
    nodes = parse_outline(source_files["000"])
    assert marked(nodes) == ["一、", "三、", "四、"]
    first, third, fourth = (node for node in nodes if node.marker)
    assert [node.marker for node in first.children] == ["", "1.", "2.", "", "7.", "8."]
    assert marked(third.children) == ["9.", "10.", "11.", "12."]
    assert marked(fourth.children) == ["13.", "14."]
    assert [len(child(first.children, number).children) for number in ("1.", "2.", "7.", "8.")] == [4, 2, 5, 5]
    tail = first.children[3]
    assert tail.heading.startswith("习提升工程")
    assert len(tail.children) == 5
    assert _codes(nodes) == [
        ("针对", "broken_off"),
        ("习提", "missing_head"),
        ("7.", "sequence_gap"),
        ("三、", "sequence_gap"),
        ("严格", "broken_off"),
    ]


def test_damaged_work_plan_gives_clean_titles(source_files: Texts) -> None:
    text = source_files["000"]
    nodes = parse_outline(text)
    nine = child(preorder(nodes), "9.")
    assert suggest_title(nine) == "深化“四强”党支部标准化创建"
    assert suggest_title(nine.children[1]).startswith("严格落实“三会一课”、组织生活会、民主评议党员")
    assert "组织生活会、民主评议党员" in requirement_text(text, nine)


def test_headings_of_a_text_without_numbers(source_files: Texts) -> None:
    """001: the title and four bold-like headings."""
    nodes = parse_outline(source_files["001"])
    headings = [node for node in nodes if node.children]
    assert [node.heading.strip()[:5] for node in headings] == [
        "深入学习领",
        "认真学习宣",
        "把“学思想",
        "持续完善党",
        "坚持学思用",
    ]
    assert {node.doubtful for node in headings} == {"heading_guessed"}
    assert [len(node.children) for node in headings] == [6, 8, 12, 13, 9]
    assert all(not below.children for node in headings for below in node.children)
    assert [code for _, code in _codes(nodes) if code != "heading_guessed"] == ["boilerplate"] * 4


def test_speech(source_files: Texts) -> None:
    """002: 一、（一）一是 throughout, with one list joined by semicolons, and a link list below."""
    nodes = parse_outline(source_files["002"])
    first, second, third = (node for node in nodes if node.marker)
    assert [first.marker, second.marker, third.marker] == ["一、", "二、", "三、"]
    assert marked(first.children) == ["(一)", "(二)", "(三)"]
    assert marked(second.children) == ["(一)", "(二)", "(三)", "(四)", "(五)"]
    assert marked(third.children) == ["(一)", "(二)", "(三)", "(四)"]
    three, four = ["一是", "二是", "三是"], ["一是", "二是", "三是", "四是"]
    assert [marked(node.children) for node in second.children if node.marker] == [three, three, three, three, four]
    shortcomings = child(first.children, "(二)")
    assert [node.marker for node in shortcomings.children] == ["", *four, ""]
    assert not any(node.children for node in shortcomings.children)
    assert own_words(child(nodes, "同志们,新")).startswith("同志们,新征程")
    assert [code for _, code in _codes(nodes)] == ["boilerplate"] * 22


def test_line_broken_inside_a_bracket(source_files: Texts) -> None:
    sentence = child(preorder(parse_outline(source_files["002"])), "落实关心关爱")
    assert "\n" in sentence.text.strip()
    assert "健全村(社区)干部" in requirement_text(source_files["002"], sentence)


def test_endless_line_with_blanks_inside_words(source_files: Texts) -> None:
    """003: one line, cut off in the middle of the last sentence."""
    nodes = parse_outline(source_files["003"])
    first, second, third = (node for node in nodes if node.marker)
    assert [own_words(node).strip() for node in (first, second, third)] == [
        "一、学习开展基本情况",
        "二、主要做法与成效",
        "三、存在的问题与不足",
    ]
    assert marked(second.children) == ["(一)", "(二)", "(三)", "(四)"]
    assert [marked(node.children) for node in second.children] == [["一是", "二是", "三是"]] * 4
    assert marked(third.children) == ["(一)"]
    assert suggest_title(second.children[2].children[2]) == "深化调查研究推动成果落地"
    assert [code for _, code in _codes(nodes)] == [
        "boilerplate",
        "boilerplate",
        "boilerplate",
        "heading_cut_guessed",
        "heading_cut_guessed",
        "broken_off",
    ]
