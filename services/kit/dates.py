"""Legal periods in months and years (rules §0.1): the same day of the target month, else its last; days in words."""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """31 January and one month is the last day of February; `months` may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # Only the last days of a month may be missing in another one: looking is most of the time.
    last = monthrange(year, month + 1)[1] if day.day > 28 else 28
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def first_day_short_of(today: date, years: int) -> date:
    """The earliest day from which fewer than `years` whole years have passed until today.

    29 February has its anniversary on the 28th of other years, so the day after `today - years` may be too early.
    """
    day = add_years(today, -years) + timedelta(days=1)
    while add_years(day, years) <= today:
        day += timedelta(days=1)
    return day


def long_date(day: date) -> str:
    """`2026年11月21日` as official papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"
