"""Study hours (学时). Pure: half a day 4, a full day 8, otherwise 45 minutes are one (rules §4, P).

Time on a screen is never counted: hours come from how long a session was held, for whoever was there.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal

from models.enums.study import StudyLength
from services.kit.clock import office_day

STEP = Decimal("0.5")
"""Hours are counted in halves; what is left over does not count."""
MAX_DAYS = 30
"""Of one session or one training."""


@dataclass(frozen=True, slots=True)
class HourRules:
    """What the office counts by; settings of the platform."""

    half_day: Decimal = Decimal(4)
    day: Decimal = Decimal(8)
    lesson_minutes: int = 45

    @classmethod
    def of(cls, half_day: int, day: int, lesson_minutes: int) -> "HourRules":
        """The rules from an installation's settings."""
        return cls(Decimal(half_day), Decimal(day), lesson_minutes)


def days_between(first: date, last: date) -> int:
    """Calendar days from the first to the last, both included."""
    return (last - first).days + 1


@dataclass(frozen=True, slots=True)
class Counted:
    """How long a session is, and what that makes: `hours` is 0 where it is too short to count."""

    days: int
    minutes: int
    hours: Decimal


def counted(starts_at: datetime, ends_at: datetime, length: StudyLength, rules: HourRules) -> Counted:
    """What a session of these times counts as, with what it was counted from."""
    return Counted(
        days_between(office_day(starts_at), office_day(ends_at)),
        int((ends_at - starts_at).total_seconds()) // 60,
        session_hours(starts_at, ends_at, length, rules),
    )


def session_hours(starts_at: datetime, ends_at: datetime, length: StudyLength, rules: HourRules) -> Decimal:
    """Hours of a session. By duration: whole halves, at most a day's hours for each calendar day it touches.

    0 where it was too short to count. `ends_at` is after `starts_at`.
    """
    days = days_between(office_day(starts_at), office_day(ends_at))
    if length is StudyLength.HALF_DAY:
        return rules.half_day
    if length is StudyLength.DAY:
        return rules.day * days
    minutes = Decimal(int((ends_at - starts_at).total_seconds()) // 60)
    halves = (minutes / rules.lesson_minutes / STEP).to_integral_value(ROUND_FLOOR)
    return min(halves * STEP, rules.day * days)


def most_hours(first: date, last: date, rules: HourRules) -> Decimal:
    """What can be declared for the days at most."""
    return rules.day * days_between(first, last)


def is_countable(hours: Decimal, most: Decimal) -> bool:
    """Whether declared hours are a positive multiple of a half and not more than the days allow."""
    return STEP <= hours <= most and hours % STEP == 0
