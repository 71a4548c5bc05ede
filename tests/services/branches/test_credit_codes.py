import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.branches.credit_codes import ALPHABET, check_digit, parse
from services.kit.errors import Fault

SEVENTEEN = st.text(st.sampled_from(ALPHABET), min_size=17, max_size=17)
CODES = SEVENTEEN.map(lambda seventeen: seventeen + check_digit(seventeen))


def code_of(given: str) -> str:
    with pytest.raises(Fault) as caught:
        parse(given)
    return caught.value.error.code.removeprefix("branch.credit_code_")


@pytest.mark.parametrize(
    "written",
    ["91350100M000100Y43", "91350100m000100y43", " 91350100 M000100Y43", "９１３５０１００Ｍ０００１００Ｙ４３"],
)
def test_the_example_of_the_standard_is_valid_however_written(written: str) -> None:
    assert parse(written) == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("91350100M000100Y44", "check_digit"),
        ("91350100M000100Y4", "length"),
        ("9135O100M000100Y43", "characters"),
        ("91350100M000100Y4李", "characters"),
    ],
)
def test_each_fault_has_its_reason(written: str, code: str) -> None:
    assert code_of(written) == code


@given(CODES)
def test_a_code_with_its_check_digit_is_valid(code: str) -> None:
    assert parse(code.lower()) == code


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_place_is_always_noticed(code: str, place: int, mark: str) -> None:
    assume(code[place] != mark)
    assert code_of(code[:place] + mark + code[place + 1 :]) == "check_digit"
