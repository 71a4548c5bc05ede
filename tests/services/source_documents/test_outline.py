"""The outline of invented texts: structure, every kind of damage, and what holds for any text at all."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.source_documents.doubts import TEXTS, Doubt
from services.source_documents.outline import OutlineNode, parse_outline
from services.source_documents.wording import requirement_text, suggest_title
from tests.services.source_documents.outlines import child, marked, own_words, preorder, shape

_SIGNS = (
    "一、|二、|三、|（一）|(二)|（ 三 ）|1.|2．|7、|10.|（1）|(2)|一是|二是|三 是|第一章|第二节|第三条|目录|【提纲】|推荐阅读|购物车|同志们，"
    '|加强建设|健全工作机制|深入学习|2025年|3类12个方面|X|100%|。|！|？|……|；|：|，|、|“|”|《|》|（|）|"|,|:|.|?|!| |\n|\n\n|\u3000\u3000|\t|\r\n'
)
_FRAGMENTS = st.sampled_from([*_SIGNS.split("|"), "提高服务群众的本领和水平" * 4])
_DOCUMENTS = st.one_of(st.text(max_size=200), st.lists(_FRAGMENTS, max_size=60).map("".join))


def _check_node(text: str, node: OutlineNode, level: int) -> None:
    assert node.level == level
    assert node.marker in own_words(node)
    assert node.doubtful is None or Doubt(node.doubtful) in TEXTS
    if not node.children:
        assert node.heading == ""
        assert node.text == text[node.start : node.end] != ""
        return
    assert node.text == ""
    assert node.heading == text[node.start : node.children[0].start] != ""
    assert node.children[-1].end == node.end
    for before, after in pairwise(node.children):
        assert before.end == after.start
    for below in node.children:
        _check_node(text, below, level + 1)


@settings(deadline=None)
@given(_DOCUMENTS)
def test_any_text_is_kept_character_by_character(text: str) -> None:
    nodes = parse_outline(text)
    assert "".join(node.heading + node.text for node in preorder(nodes)) == text
    assert (nodes[0].start, nodes[-1].end) == (0, len(text)) if text else nodes == ()
    for before, after in pairwise(nodes):
        assert before.end == after.start
    for node in nodes:
        _check_node(text, node, 1)


@settings(deadline=None)
@given(_DOCUMENTS)
def test_blanks_belong_to_the_words_before_them(text: str) -> None:
    for node in list(preorder(parse_outline(text)))[1:]:
        assert not own_words(node)[0].isspace()


@settings(deadline=None)
@given(_DOCUMENTS)
def test_titles_and_requirements_invent_nothing(text: str) -> None:
    for node in preorder(parse_outline(text)):
        title, requirement = suggest_title(node), requirement_text(text, node)
        span = "".join(text[node.start : node.end].split())
        assert len(title) <= 60
        assert "".join(title.split()) in span
        assert "".join(requirement.split()) == span
        assert title or not own_words(node).strip()


def test_mixed_numbering() -> None:
    text = (
        "关于加强队伍建设的工作方案\n"
        "为推进工作，制定本方案。\n"
        "一、总体要求\n坚持问题导向。坚持以上率下。\n"
        "二、重点任务\n"
        "（一）建强队伍，夯实根基。加强统筹。一是选好骨干。严把标准。二是抓好培训。\n"
        "1．开展轮训。每年不少于两次。\n2、建立台账。\n"
        "(1)登记入册。（2）定期核对。\n"
        "（二）完善机制。\n"
        "三、组织保障\n"
    )
    assert shape(parse_outline(text)) == [
        "关于加强队伍建设的工作方案",
        "为推进工作，制定本方案。",
        "一、总体要求",
        ".坚持问题导向。",
        ".坚持以上率下。",
        "二、重点任务",
        ".（一）建强队伍，夯实根基。",
        "..加强统筹。",
        "..一是选好骨干。",
        "...严把标准。",
        "..二是抓好培训。",
        "..1．开展轮训。",
        "...每年不少于两次。",
        "..2、建立台账。",
        "...(1)登记入册。",
        "...（2）定期核对。",
        ".（二）完善机制。",
        "三、组织保障",
    ]


def test_articles_run_on_through_chapters() -> None:
    text = (
        "第一章 总则\n第一条 为规范工作，制定本办法。\n第二条 本办法适用于全市。根据第一条规定执行。\n"
        "第二章 职责\n第一节 分工\n第三条 支部负责：\n（一）登记；\n（二）报告。\n第五条 本办法自印发之日起施行。"
    )
    assert shape(parse_outline(text)) == [
        "第一章 总则",
        ".第一条 为规范工作，制定本办法。",
        ".第二条 本办法适用于全市。",
        "..根据第一条规定执行。",
        "第二章 职责",
        ".第一节 分工",
        "..第三条 支部负责：",
        "...（一）登记；",
        "...（二）报告。",
        "..第五条 本办法自印发之日起施行。 !sequence_gap",
    ]


def test_list_joined_by_semicolons_ends_with_its_sentence() -> None:
    text = (
        "一、查找问题\n主要有以下短板:一是站位不高;二是能力不足，办法不多;三是作风不实。对此，要认真整改。\n二、整改\n"
    )
    assert shape(parse_outline(text)) == [
        "一、查找问题",
        ".主要有以下短板:",
        ".一是站位不高;",
        ".二是能力不足，办法不多;",
        ".三是作风不实。",
        ".对此，要认真整改。",
        "二、整改",
    ]


def test_list_in_running_text_ends_with_its_paragraph() -> None:
    text = "（一）抓好落实。一是定责任。明确到人。二是定时限。倒排工期。\n各支部每月报告一次。\n（二）加强督查。"
    assert shape(parse_outline(text)) == [
        "（一）抓好落实。",
        ".一是定责任。",
        "..明确到人。",
        ".二是定时限。",
        "..倒排工期。",
        ".各支部每月报告一次。",
        "（二）加强督查。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "聚焦核心要义制定方案，明确3类12个方面任务，设立10项课题。2025 年完成。",
        "增长较快。3.5倍于去年。",
        "一、二、三产业融合发展。",
        "会议于上午8:30.结束。",
        "按照要求，(一)类岗位优先。",
        "这项工作统一是必要的。",
        "完成了任务的1.2倍。1、2、3号楼已完工。",
        "认真执行。第三条规定尤其重要。",
    ],
)
def test_numbers_inside_sentences_are_no_markers(text: str) -> None:
    assert [node.marker for node in preorder(parse_outline(text)) if node.marker] == []


def test_summary_and_contents_are_no_structure() -> None:
    text = (
        "【提纲】一、抓学习。二、抓落实。\n目 录\n一、抓学习……1\n二、抓落实……3\n"
        "一、抓学习\n坚持集中研讨。\n二、抓落实\n坚持一线调度。\n"
    )
    nodes = parse_outline(text)
    assert [own_words(node).strip() for node in nodes if node.marker] == ["一、抓学习", "二、抓落实"]
    assert [node.doubtful for node in preorder(nodes)] == [None] * 9


def test_gap_restart_and_order_are_marked_and_kept() -> None:
    text = "一、任务\n1.甲事项。\n2.乙事项。\n7.丙事项。\n8.丁事项。\n1.戊事项。\n2.己事项。\n4.庚事项。\n3.辛事项。\n"
    items = parse_outline(text)[0].children
    assert [(item.marker, item.doubtful) for item in items] == [
        ("1.", None),
        ("2.", None),
        ("7.", "sequence_gap"),
        ("8.", None),
        ("1.", "sequence_restart"),
        ("2.", None),
        ("4.", "sequence_gap"),
        ("3.", "sequence_restart"),
    ]


def test_numbers_may_run_on_under_the_next_heading() -> None:
    text = "一、甲\n1.子。\n2.丑。\n二、乙\n3.寅。\n4.卯。\n三、丙\n1.辰。\n四、丁\n5.巳。\n"
    doubts = {node.marker + own_words(node)[2]: node.doubtful for node in preorder(parse_outline(text))}
    assert doubts["3.寅"] is None
    assert doubts["1.辰"] is None
    assert doubts["5.巳"] == "sequence_gap"


@pytest.mark.parametrize("tear", ["\n", "\n\n"])
def test_passage_without_head_is_set_apart_before_a_gap(tear: str) -> None:
    long_end = "组织开展了一系列富有特色的教育实践活动并取得成效，" * 3
    text = f"一、甲\n1.抓学习。制定计划。{long_end}强化从政{tear}习提升工程，优化小组架构。开展竞赛。\n5.抓落实。定期调度。\n"
    items = parse_outline(text)[0].children
    assert [(item.marker, item.doubtful) for item in items] == [
        ("1.", None),
        ("", "missing_head"),
        ("5.", "sequence_gap"),
    ]
    assert items[0].children[-1].doubtful == "broken_off"
    assert shape([items[1]]) == [".习提升工程，优化小组架构。 !missing_head", "..开展竞赛。"]


def test_line_break_inside_a_sentence_does_not_end_it() -> None:
    text = "一、抓学习\n坚持集中学习与个人自学相结合，推动党员干\n部学深悟透。开展“青春向党·理论我\n来讲”竞赛。\n二、抓落实\n"
    assert [own_words(node) for node in parse_outline(text)[0].children] == [
        "坚持集中学习与个人自学相结合，推动党员干\n部学深悟透。",
        "开展“青春向党·理论我\n来讲”竞赛。\n",
    ]


def test_page_number_inside_a_sentence_does_not_end_it() -> None:
    text = "一、抓学习\n坚持集中学习与个人自学相结合，推动党员干\n— 3 —\n部学深悟透。开展竞赛。\n- 4 -\n二、抓落实\n"
    assert [own_words(node) for node in parse_outline(text)[0].children] == [
        "坚持集中学习与个人自学相结合，推动党员干\n— 3 —\n部学深悟透。",
        "开展竞赛。\n- 4 -\n",
    ]


def test_text_broken_at_a_fixed_width() -> None:
    text = (
        "一、强化政治引领，在筑牢思想根基上\n彰显高度\n"
        "我们始终坚持把学习摆在首位，确保学\n习方向正确。一是落实学习制度。将最\n新精神作为每次学习的首要内容。二\n是"
        "深化理论学习。以重点篇目为依托，\n组织专题辅导和研讨交流。\n"
        "二、创新机制载体，在提升学习质效上\n挖掘深度\n致力于破解学用脱节难题。\n"
    )
    assert [line.replace("\n", "") for line in shape(parse_outline(text))] == [
        "一、强化政治引领，在筑牢思想根基上彰显高度",
        ".我们始终坚持把学习摆在首位，确保学习方向正确。",
        ".一是落实学习制度。",
        "..将最新精神作为每次学习的首要内容。",
        ".二是深化理论学习。",
        "..以重点篇目为依托，组织专题辅导和研讨交流。",
        "二、创新机制载体，在提升学习质效上挖掘深度",
        ".致力于破解学用脱节难题。",
    ]


def test_one_endless_line_with_blanks_inside_words() -> None:
    text = (
        "现将情况报 告如下。 一、学习基本情况 2025 年,党组对标对表学习规则及上级部署要 求,系统谋划、扎实推进全年理论学习工作。全年学习 12 次。 "
        "二、主要做法与成效 (一)聚焦政治引 领,提高站位。一是 严格落实制度。坚持第一议题。二是深化学 习。 (二)创新载体。"
    )
    assert shape(parse_outline(text)) == [
        "现将情况报 告如下。",
        "一、学习基本情况 !heading_cut_guessed",
        ".2025 年,党组对标对表学习规则及上级部署要 求,系统谋划、扎实推进全年理论学习工作。",
        ".全年学习 12 次。",
        "二、主要做法与成效",
        ".(一)聚焦政治引 领,提高站位。",
        "..一是 严格落实制度。",
        "...坚持第一议题。",
        "..二是深化学 习。",
        ".(二)创新载体。",
    ]


def test_broken_end_and_paragraph_without_head() -> None:
    body = "各单位要认真学习领会会议精神，结合实际抓好贯彻落实，" * 3
    text = f"一、任务\n{body}部分成果未能及时、有效\n\n，并按月报告。\n二、要求\n严把政治关、 ……"
    assert [node.doubtful for node in preorder(parse_outline(text))] == [
        None,
        "broken_off",
        "missing_head",
        None,
        "broken_off",
    ]


def test_headings_without_numbers_are_guessed() -> None:
    body = "各地把学习贯彻作为重大任务，突出抓好培训宣传。部分地区设立10项课题，开展研究。"
    text = f"某报综述\n\n推动学习走深走实 凝聚奋进力量\n\n——学习综述\n\n{body}\n\n抓宣传，扩大覆盖\n\n{body}\n\n抓运用\n\n{body}\n"
    nodes = parse_outline(text)
    assert [(own_words(node).strip(), node.doubtful, len(node.children)) for node in nodes] == [
        ("某报综述", None, 0),
        ("推动学习走深走实 凝聚奋进力量", "heading_guessed", 3),
        ("抓宣传，扩大覆盖", "heading_guessed", 2),
        ("抓运用", "heading_guessed", 2),
    ]


def test_rubbish_of_a_web_page_is_kept_and_marked() -> None:
    text = (
        "首页 | 公文\n购物车\n工作要点\n加入VIP免费下载\n一、任务\n提供免费下载服务。\n同志们，要抓好落实。\n推荐阅读\n"
        "春节活动方案03-14\n某某通知\n"
    )
    nodes = parse_outline(text)
    assert [own_words(node).strip() for node in preorder(nodes) if node.doubtful == "boilerplate"] == [
        "首页 | 公文",
        "购物车",
        "加入VIP免费下载",
        "推荐阅读",
        "春节活动方案03-14",
        "某某通知",
    ]
    assert shape([child(nodes, "一、")]) == ["一、任务", ".提供免费下载服务。"]
    assert child(nodes, "同志们").level == 1


@pytest.mark.parametrize(
    "closing",
    [
        ["特此通知。", "中共某某市委组织部", "2026年3月1日"],
        ["附件：1.任务清单", "2.责任清单", "中共某某市委组织部", "二〇二六年三月一日", "（联系人：某某）"],
        ["中共某某市委组织部", "2026年3月1日"],
    ],
)
@pytest.mark.parametrize("last_item", ["2.丑事项。", "2.本通知自印发之日起施行"])
def test_signature_and_closing_words_stand_outside(last_item: str, closing: list[str]) -> None:
    nodes = parse_outline(f"一、甲\n1.子事项。\n{last_item}\n\n" + "\n".join(closing) + "\n")
    assert [own_words(node).strip() for node in nodes] == ["一、甲", *closing]
    assert marked(nodes[0].children) == ["1.", "2."]
    assert all(node.doubtful is None for node in preorder(nodes))


def test_incomplete_texts_keep_their_numbers() -> None:
    text = "（二）完善机制。建立台账。\n（三）强化督查。\n二、保障措施\n（一）加强领导\n（三）严格考核。\n"
    assert shape(parse_outline(text)) == [
        "（二）完善机制。 !sequence_gap",
        ".建立台账。",
        "（三）强化督查。",
        "二、保障措施 !sequence_gap",
        ".（一）加强领导",
        ".（三）严格考核。 !sequence_gap",
    ]


def test_targets_joined_by_semicolons_close_with_their_sentence() -> None:
    text = "（一）目标\n实现以下目标：\n1.达标率100%；\n2.覆盖率90%。\n各单位要倒排工期。\n（二）要求\n提高认识。抓好落实。\n"
    assert shape(parse_outline(text)) == [
        "（一）目标",
        ".实现以下目标：",
        ".1.达标率100%；",
        ".2.覆盖率90%。",
        ".各单位要倒排工期。",
        "（二）要求",
        ".提高认识。",
        ".抓好落实。",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他说：“要干！”大家同意。", ["他说：“要干！”", "大家同意。"]),
        ("围绕“怎么看？怎么办？”等问题研讨。", ["围绕“怎么看？", "怎么办？”等问题研讨。"]),
        ("学习《怎么办？》一书。", ["学习《怎么办？》一书。"]),
        ('宣布"开始。"随后讨论。', ['宣布"开始。"', "随后讨论。"]),
        ('结束。"十五五"规划启动。', ["结束。", '"十五五"规划启动。']),
        ("甲；乙；丙。丁", ["甲；乙；丙。", "丁"]),
        ("党员、干部……都要参加。", ["党员、干部……", "都要参加。"]),
        ("见 http://a.cn/b?c=1 页面。", ["见 http://a.cn/b?c=1 页面。"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [own_words(node) for node in preorder(parse_outline(text))] == sentences


@pytest.mark.parametrize(
    "text", ["", " \n", "一、", "。", "\n\n（一）\n", "一、\n一、\n", "1." * 50, "（" * 50, "“\n" * 50]
)
def test_degenerate_texts_are_kept(text: str) -> None:
    assert "".join(node.heading + node.text for node in preorder(parse_outline(text))) == text


def test_title_and_requirement_of_items() -> None:
    text = (
        "一、抓 好学\n习\n（一）聚焦“强功能、固根本”，夯实基\n础。坚持抓 基层。建立督办清单，实施“挂号，跟踪”管理。\n"
        "1.对此，我们要认真整改，逐项销号。\n"
    )
    nodes = parse_outline(text)
    item = child(preorder(nodes), "（一）")
    assert suggest_title(item) == "聚焦“强功能、固根本”，夯实基础"
    assert requirement_text(text, item).startswith(
        "（一）聚焦“强功能、固根本”，夯实基础。坚持抓基层。建立督办清单，实施“挂号，跟踪”管理。\n1.对此"
    )
    assert suggest_title(child(preorder(nodes), "建立")) == "建立督办清单"
    assert suggest_title(child(preorder(nodes), "1.")) == "对此，我们要认真整改"


def test_long_heading_is_cut_at_a_clause() -> None:
    clause = "深入推进抓党建促乡村振兴各项重点任务"
    node = parse_outline(f"（一）{clause}，{clause}，{clause}，{clause}。一是甲。二是乙。")[0]
    assert suggest_title(node) == f"{clause}，{clause}，{clause}"
    assert suggest_title(parse_outline("学" * 100 + "。")[0]) == "学" * 60


def test_every_doubt_has_words_in_both_languages() -> None:
    assert set(TEXTS) == set(Doubt)
    assert all(text.zh and text.en for text in TEXTS.values())
