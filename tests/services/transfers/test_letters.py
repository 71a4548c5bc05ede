"""How long a letter is good for, and up to when dues are paid."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Fault
from services.transfers import letters

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def code(rule: object, *given_: object) -> str | None:
    try:
        rule(*given_)  # type: ignore[operator]
    except Fault as fault:
        return fault.error.code
    return None


@given(DAYS, st.integers(1, 90))
def test_the_last_day_is_in_and_the_next_one_out(issued_on: date, length: int) -> None:
    last = letters.valid_until(issued_on, length)
    assert (last - issued_on).days == length
    assert not letters.is_expired(last, last)
    assert letters.is_expired(last, last + timedelta(days=1))
    assert not letters.is_expired(None, last)


@pytest.mark.parametrize(
    ("paid", "refusal"),
    [
        (date(2026, 9, 1), "transfer.dues_unpaid"),
        (date(2026, 10, 1), None),
        (date(2026, 11, 1), None),
        (date(2027, 11, 1), None),
        (date(2027, 12, 1), "transfer.dues_too_far"),
    ],
)
def test_dues_are_paid_up_to_the_month_before(paid: date, refusal: str | None) -> None:
    assert code(letters.check_dues, paid, date(2026, 11, 30)) == refusal


def test_january_looks_back_to_december() -> None:
    assert code(letters.check_dues, date(2026, 12, 1), date(2027, 1, 1)) is None
    assert code(letters.check_dues, date(2026, 11, 1), date(2027, 1, 1)) == "transfer.dues_unpaid"


@pytest.mark.parametrize(
    ("arrived", "fits"),
    [
        (date(2026, 11, 1), False),
        (date(2026, 11, 2), True),
        (date(2027, 1, 31), True),
        (date(2027, 2, 1), False),
    ],
)
def test_the_receipt_names_a_day_of_validity(arrived: date, fits: bool) -> None:
    found = code(letters.check_receipt, arrived, date(2026, 11, 2), date(2027, 1, 31), date(2027, 3, 1))
    assert found == (None if fits else "transfer.receipt_date")
    future = code(letters.check_receipt, date(2026, 12, 2), date(2026, 11, 2), date(2027, 1, 31), date(2026, 12, 1))
    assert future == "transfer.receipt_date"


def test_numbers_and_months_as_they_are_written() -> None:
    assert letters.number_text(2026, 12) == "组转〔2026〕12号"
    assert letters.number_text(2026, None) is None
    assert letters.month_text(date(2026, 9, 1)) == "2026-09"
