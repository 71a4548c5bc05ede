import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from services.kit.names import (
    comparable,
    folded,
    name_grams,
    person_grams,
    person_pinyin,
    pieces,
    pinyin_of,
    query_grams,
)

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
WRITTEN = st.text(
    st.one_of(
        HAN,
        st.sampled_from("党委支部组织市区街道一二三（）〔〕·-—№ 　"),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
        st.sampled_from("𬱖㼆䶮𠮷"),
    ),
    max_size=40,
)


def finds(query: str, name: str) -> bool:
    return set(query_grams(query)) <= set(name_grams(name))


@given(WRITTEN, st.integers(0, 39), st.integers(1, 3))
@example("党AB", 2, 1)
@example("A3组", 1, 2)
@example("O'Brien", 1, 3)
@example("Müller", 1, 2)
def test_every_run_of_one_to_three_characters_finds_its_name(name: str, start: int, length: int) -> None:
    assert finds(name[start : start + length], name)


@given(WRITTEN)
def test_a_name_finds_itself_however_long(name: str) -> None:
    assert finds(name, name)
    assert finds(f" {name}\n", name)


@given(st.text(HAN, min_size=1, max_size=12), st.data())
def test_pinyin_and_initials_find_a_name_from_any_syllable(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    syllables = lazy_pinyin(name)[start:]
    spelled, initials = "".join(syllables), "".join(syllable[0] for syllable in syllables)
    typed = data.draw(st.integers(1, len(spelled)))
    assert finds(spelled[:typed], name)
    assert finds(spelled.upper(), name)
    assert finds(initials, name)


@given(st.text(), st.text())
def test_no_text_is_too_strange(name: str, query: str) -> None:
    for gram in (*name_grams(name), *query_grams(query)):
        assert "\x00" not in gram
        assert gram.encode()
    assert finds(name, name)
    assert folded(folded(name)) == folded(name)
    assert pinyin_of(name).encode() is not None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("组织", True),
        ("zuzhibu", True),
        ("zzb", True),
        ("ZhiBu", True),
        ("dszb", True),
        ("ｚｚｂ", True),
        ("zu zhi", True),
        ("zu'zhi", True),
        ("第３支部", True),
        ("d3zb", True),
        ("di3zhibu", True),
        ("市委\u200b组织", True),
        ("", True),
        (" \u3000\x00", True),
        ("宣传部", False),
        ("xcb", False),
        ("uzhi", False),
        ("组部", False),
        ("%", False),
        ("_", False),
        ("py:zzb", False),
        ("组\x00织部'; --", False),
    ],
)
def test_what_finds_a_branch(query: str, found: bool) -> None:
    assert finds(query, "中共云川市委组织部第三支部（第3支部）") is found


@pytest.mark.parametrize(
    ("query", "name"),
    [("lv", "吕布"), ("lü", "吕布"), ("lvbu", "吕布"), ("shan", "单雄信"), ("sxx", "单雄信"), ("zengguofan", "曾国藩")],
)
def test_pinyin_as_people_type_it(query: str, name: str) -> None:
    assert finds(query, name)


def test_a_blank_query_asks_for_nothing() -> None:
    assert query_grams("") == query_grams(" \t\u3000\u200b") == []


def test_long_queries_and_names_stay_small() -> None:
    assert len(query_grams("督查" * 5000)) <= 58
    assert query_grams("a" * 5000) == ["py:" + "a" * 24]
    name = "中共云川市青禾区委员会" * 20
    assert len(name_grams(name)) < 3000
    assert finds(name, name)
    assert finds("zgycsqhqwyhzgycsqhqwyhzgycs", name)


def test_full_width_and_case_make_no_difference() -> None:
    assert folded("ＡＢｃ　党\u00a0支部") == "abc党支部"
    assert folded("STRASSE") == folded("straße")
    assert name_grams("ＡＢ党支部") == name_grams("ab 党支部")


def test_pieces_are_runs_of_the_folded_text() -> None:
    assert pieces("甲乙丙丁") == sorted(["甲", "乙", "丙", "丁", "甲乙", "乙丙", "丙丁", "甲乙丙", "乙丙丁"])
    assert pieces("甲乙", longest=1) == ["乙", "甲"]


def test_names_are_sorted_by_their_pinyin() -> None:
    assert pinyin_of("组织部") == "zu zhi bu"
    assert sorted(["组织部", "办公室", "宣传部"], key=pinyin_of) == ["办公室", "宣传部", "组织部"]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("单雄信", "shan xiong xin"),
        ("曾国栋", "zeng guo dong"),
        ("仇英", "qiu ying"),
        ("解放", "xie fang"),
        ("区洋", "ou yang"),
        ("查良", "zha liang"),
        ("尉迟恭", "yu chi gong"),
        ("万里", "wan li"),
        ("万俟雪", "mo qi xue"),
        ("欧阳海", "ou yang hai"),
        ("尉文", "wei wen"),
        ("单", "shan"),
    ],
)
def test_surnames_are_read_as_surnames_and_found_by_either_reading(name: str, read: str) -> None:
    assert person_pinyin(name) == read
    for spelled in (read.replace(" ", ""), "".join(part[0] for part in read.split()), name, name[0]):
        assert set(query_grams(spelled)) <= set(person_grams(name)), spelled
    usual = "".join(lazy_pinyin(name))
    assert set(query_grams(usual)) <= set(person_grams(name))


@pytest.mark.parametrize("query", ["王jg", "王jianguo", "王Jian", "ＷＡＮＧ建国", "wang建", "建guo", "王 建 国"])
def test_characters_and_letters_may_be_mixed(query: str) -> None:
    assert set(query_grams(query)) <= set(person_grams("王建国"))
    assert not set(query_grams(query)) <= set(person_grams("李建军"))


def found_by(query: str, name: str) -> bool:
    return set(query_grams(query)) <= set(person_grams(name))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("張建國", "张建国"),
        ("张建国", "張建國"),
        ("国", "張建國"),
        ("zhangjianguo", "張建國"),
        ("劉", "刘洋"),
        ("陈", "陳馮"),
        ("冯", "陳馮"),
        ("单", "單雄信"),
        ("shan", "單雄信"),
        ("李哲", "李喆"),
        ("李喆", "李哲"),
        ("高坤", "髙堃"),
        ("宁静", "甯靜"),
        ("升", "李昇"),
        ("阎锡", "闫锡山"),
        ("闫锡", "閻錫山"),
        ("肖红", "萧红"),
        ("萧", "肖华"),
        ("付", "傅雷"),
        ("邱少云", "丘少雲"),
        ("买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉•买", "阿卜杜拉·买买提"),
        ("拉・买", "阿卜杜拉．买买提"),
        ("拉.买", "阿卜杜拉·买买提"),
        ("abudula", "阿卜杜拉·买买提"),
        ("ＷＡＮＧ　ｊｇ", "王建国"),
        ("yuchig", "尉迟恭"),
        ("lvbu", "吕布"),
        ("lubu", "吕布"),
        ("lyubu", "吕布"),
        ("lübu", "呂布"),
        ("lb", "吕布"),
        ("wangnv", "王女"),
        ("wangnyu", "王女"),
        ("lilue", "李略"),
        ("lile", "李乐"),
        ("liyue", "李乐"),
        ("yue", "李乐"),
        ("ly", "李乐"),
        ("zhangsheng", "张晟"),
        ("zhangcheng", "张晟"),
        ("qin", "覃勇"),
        ("tan", "覃勇"),
        ("yuezheng", "乐正绫"),
        ("shedi", "库狄峙"),
        ("zhangsun", "长孙无忌"),
        ("cs", "长孙无忌"),
        ("tantai", "澹台灭明"),
        ("moqi", "万俟卨"),
        ("yuchi", "尉遲恭"),
    ],
)
def test_a_person_is_found_however_the_name_is_written_or_read(query: str, name: str) -> None:
    assert found_by(query, name)


@pytest.mark.parametrize(
    ("query", "name"),
    [("付", "王傅"), ("lv", "李露露"), ("肖", "王萧"), ("哲", "李折"), ("yuezheng", "正乐")],
)
def test_a_person_is_not_found_by_what_only_looks_alike(query: str, name: str) -> None:
    assert not found_by(query, name)


@given(
    st.text(st.one_of(HAN, st.sampled_from("張劉單於閻昇喆堃龢曾解区查乐长吕女·•．")), min_size=1, max_size=8),
    st.data(),
)
def test_every_run_of_a_persons_name_finds_it_in_either_script(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    run = name[start : start + data.draw(st.integers(1, 3))]
    assert found_by(run, name)
    assert found_by(comparable(run), name)
    assert comparable(comparable(name)) == comparable(name)
    assert len(person_grams("乐长朝晟盛行茜重")) < 2000
