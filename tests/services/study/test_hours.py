"""Study hours: half a day 4, a day 8, otherwise 45 minutes are one, in whole halves (rules §4)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums.study import StudyLength
from services.kit.clock import OFFICE_ZONE
from services.study.hours import HourRules, days_between, is_countable, most_hours, session_hours

RULES = HourRules()
MORNING = datetime(2026, 5, 6, 9, tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize(
    ("minutes", "length", "hours"),
    [
        (45, StudyLength.LESSONS, "1"),
        (44, StudyLength.LESSONS, "0.5"),
        (22, StudyLength.LESSONS, "0"),
        (90, StudyLength.LESSONS, "2"),
        (120, StudyLength.LESSONS, "2.5"),
        (14 * 60, StudyLength.LESSONS, "8"),  # no more than a day's
        (90, StudyLength.HALF_DAY, "4"),
        (7 * 60, StudyLength.DAY, "8"),
        (3 * 24 * 60 - 16 * 60, StudyLength.DAY, "24"),  # three days are 24 hours of study
    ],
)
def test_hours_by_the_rules(minutes: int, length: StudyLength, hours: str) -> None:
    assert session_hours(MORNING, MORNING + timedelta(minutes=minutes), length, RULES) == Decimal(hours)


def test_days_are_the_office_s_not_those_of_utc() -> None:
    before_midnight = datetime(2026, 5, 6, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    assert session_hours(before_midnight, before_midnight + timedelta(hours=1), StudyLength.DAY, RULES) == 16


moments = st.integers(1_000_000_000, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
spans = st.timedeltas(timedelta(seconds=1), timedelta(days=30))
rule_sets = st.builds(
    lambda half, more, lesson: HourRules.of(half, half + more, lesson),
    st.integers(1, 8),
    st.integers(0, 8),
    st.integers(30, 60),
)


@given(moments, spans, spans, rule_sets)
def test_longer_never_counts_less_and_never_more_than_the_days(
    begin: datetime, span: timedelta, more: timedelta, rules: HourRules
) -> None:
    short = session_hours(begin, begin + span, StudyLength.LESSONS, rules)
    long = session_hours(begin, begin + span + more, StudyLength.LESSONS, rules)
    assert 0 <= short <= long
    assert short % Decimal("0.5") == 0
    assert short * rules.lesson_minutes * 60 <= Decimal(span.total_seconds())
    assert long <= session_hours(begin, begin + span + more, StudyLength.DAY, rules)


@given(st.dates(date(2001, 1, 1), date(2098, 1, 1)), st.integers(0, 29), st.decimals("-1", "300", places=2))
def test_what_can_be_declared(first: date, more: int, hours: Decimal) -> None:
    last = first + timedelta(days=more)
    most = most_hours(first, last, RULES)
    assert most == 8 * days_between(first, last)
    assert is_countable(hours, most) == (hours * 2 == int(hours * 2) and 0 < hours <= most)
