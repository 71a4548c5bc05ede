"""The rotating code: of one session, of this half minute or the last, of this installation."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given as for_all
from hypothesis import strategies as st

from services.kit.lookup import Lookup
from services.study.checkin_code import WINDOW_SECONDS, is_current, shown

LOOKUP = Lookup(b"k" * 32)


@for_all(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1971 < moment.year < 2999), st.integers(-120, 180))
def test_a_code_lives_from_its_window_to_the_end_of_the_next(now: datetime, seconds: int) -> None:
    session = uuid4()
    seen = shown(LOOKUP, session, now)
    assert timedelta(0) < seen.changes_at - now <= timedelta(seconds=WINDOW_SECONDS)
    asked = now + timedelta(seconds=seconds)
    begins = seen.changes_at - timedelta(seconds=WINDOW_SECONDS)
    alive = begins <= asked < seen.changes_at + timedelta(seconds=WINDOW_SECONDS)
    assert is_current(LOOKUP, session, f" {seen.code.lower()} ", asked) is alive
    assert not is_current(LOOKUP, uuid4(), seen.code, now)
    assert not is_current(Lookup(b"l" * 32), session, seen.code, now)
