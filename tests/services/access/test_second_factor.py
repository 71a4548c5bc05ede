from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from services.access.second_factor import matching_step, new_secret, provisioning_uri, qr_svg

NOW = datetime(2026, 11, 21, 8, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(NOW.timestamp()) // 30


def code(at: datetime = NOW) -> str:
    return pyotp.TOTP(SECRET).at(at)


@pytest.mark.parametrize(("seconds", "matches"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off(seconds: int, matches: bool) -> None:
    step = matching_step(SECRET, code(NOW + timedelta(seconds=seconds)), NOW, None)
    assert (step is not None) is matches
    if matches:
        assert step == STEP + seconds // 30


def test_a_step_serves_once_and_earlier_ones_no_more() -> None:
    assert matching_step(SECRET, code(), NOW, STEP - 1) == STEP
    assert matching_step(SECRET, code(), NOW, STEP) is None
    assert matching_step(SECRET, code(NOW - timedelta(seconds=30)), NOW, STEP) is None


@pytest.mark.parametrize("given", ["", "12345", "1234567", "abcdef", "１２３", "-12345", "12 34 5", "1e5000"])
def test_what_is_no_code_never_matches(given: str) -> None:
    assert matching_step(SECRET, given, NOW, None) is None


def test_blanks_and_full_width_digits_are_forgiven() -> None:
    spaced = f" {code()[:3]} {code()[3:]} "
    wide = code().translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert matching_step(SECRET, spaced, NOW, None) == matching_step(SECRET, wide, NOW, None) == STEP


def test_the_codes_are_those_of_rfc_6238() -> None:
    """Appendix B, SHA-1, cut to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, digits in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        moment = datetime.fromtimestamp(seconds, UTC)
        assert matching_step(secret, digits, moment, None) == seconds // 30


def test_the_qr_code_is_a_picture_and_nothing_else() -> None:
    svg = qr_svg(provisioning_uri(new_secret(), "zhou.my"))
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    for active in ("<script", "style=", "href", "onload", "<?xml", "<!DOCTYPE"):
        assert active not in svg
