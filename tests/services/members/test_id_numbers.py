from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.kit.errors import Fault
from services.members.id_numbers import check_digit, parse

TODAY = date(2026, 11, 21)
SEVENTEEN = st.builds(
    lambda region, born, serial: f"{region:06}{born:%Y%m%d}{serial:03}",
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)
NUMBERS = SEVENTEEN.map(lambda seventeen: seventeen + check_digit(seventeen))


def code_of(given: str, today: date = TODAY) -> str:
    with pytest.raises(Fault) as caught:
        parse(given, today)
    assert caught.value.fields[0].pointer == "/id_number"
    assert not given or given not in caught.value.detail("zh")
    return caught.value.error.code.removeprefix("member.id_number_")


def test_the_examples_of_the_standard_are_valid() -> None:
    first, second = parse("11010519491231002X", TODAY), parse("440524188001010014", TODAY)
    assert (first.birth_date, first.sex, first.tail) == (date(1949, 12, 31), "2", "002X")
    assert (second.birth_date, second.sex) == (date(1880, 1, 1), "1")


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u200b19491231002X\n",
    ],
)
def test_ways_of_writing_are_understood(written: str) -> None:
    assert parse(written, TODAY).text == "11010519491231002X"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("110105194912310020", "check_digit"),
        ("110105491231002", "15_digits"),
        ("1.10105E+17", "from_spreadsheet"),
        ("110105194912310020.0", "from_spreadsheet"),
        ("1101051949123100", "length"),
        ("1101051949X231002X", "characters"),
        ("11010519491231002A", "characters"),
        ("", "length"),
        ("一二三四五六七八九十一二三四五六七八", "characters"),
        ("11010519490230002" + check_digit("11010519490230002"), "birth_date"),
        ("11010520270101002" + check_digit("11010520270101002"), "birth_date"),
    ],
)
def test_each_fault_has_its_reason(written: str, code: str) -> None:
    assert code_of(written) == code


@given(NUMBERS)
def test_a_number_tells_birth_date_and_sex(number: str) -> None:
    parsed = parse(number, TODAY)
    assert f"{parsed.birth_date:%Y%m%d}" == number[6:14]
    assert parsed.sex == ("1" if number[16] in "13579" else "2")


@given(NUMBERS, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_place_is_always_noticed(number: str, place: int, mark: str) -> None:
    assume(number[place] != mark)
    code_of(number[:place] + mark + number[place + 1 :])


@given(NUMBERS, st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_noticed(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    code_of(number[:place] + number[place + 1] + number[place] + number[place + 2 :])


@given(st.text(max_size=30))
def test_any_text_is_either_valid_or_refused(text: str) -> None:
    try:
        assert len(parse(text, TODAY).text) == 18
    except Fault as fault:
        assert fault.error.rule
