"""Legal periods in months and years (rules §0.1): the same day of the target month, else its last day."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """31 January and one month is the last day of February; `months` may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def full_years(since: date, until: date) -> int:
    """How many whole years have passed; somebody born on 29 February is a year older on 28 February."""
    years = until.year - since.year
    return years if add_years(since, years) <= until else years - 1
