"""Letters of introduction: how long they are good for, up to when dues are paid (rules §10). Pure."""

from datetime import date, timedelta

from services.kit.dates import add_months
from services.transfers import errors

_MONTHS_AHEAD = 12


def valid_until(issued_on: date, letter_days: int) -> date:
    """The last day on which a letter can be received."""
    return issued_on + timedelta(days=letter_days)


def is_expired(last_day: date | None, today: date) -> bool:
    """Whether the letter can no longer be received; one without an end never expires."""
    return last_day is not None and today > last_day


def check_dues(paid_until: date, issued_on: date) -> None:
    """Dues are paid up to the month before the letter. Both months are given by their first day.

    Errors: `transfer.dues_unpaid`, `transfer.dues_too_far`.
    """
    month = issued_on.replace(day=1)
    needed, latest = add_months(month, -1), add_months(month, _MONTHS_AHEAD)
    if paid_until < needed:
        raise errors.DUES_UNPAID.at("/dues_paid_until", needed=month_text(needed), given=month_text(paid_until))
    if paid_until > latest:
        raise errors.DUES_TOO_FAR.at("/dues_paid_until", latest=month_text(latest))


def check_receipt(arrived_on: date, issued_on: date, last_day: date, today: date) -> None:
    """The day on a receipt lies within the letter's validity. Errors: `transfer.receipt_date`."""
    latest = min(last_day, today)
    if not issued_on <= arrived_on <= latest:
        raise errors.RECEIPT_DATE.at("/receipt_on", earliest=issued_on, latest=latest)


def check_foreign_letter(issued_on: date, last_day: date, today: date, letter_days: int) -> None:
    """A letter brought from outside. Errors: `transfer.letter_dates`, `transfer.letter_expired`."""
    if not issued_on <= min(last_day, today) or last_day > valid_until(issued_on, letter_days):
        raise errors.LETTER_DATES.at("/letter/valid_until", days=letter_days)
    if is_expired(last_day, today):
        raise errors.LETTER_EXPIRED.at("/letter/valid_until", valid_until=last_day)


def month_text(month: date) -> str:
    """`2026-10`."""
    return f"{month:%Y-%m}"


def number_text(year: int | None, serial: int | None) -> str | None:
    """`组转〔2026〕12号`, or None before a letter is issued."""
    return f"组转〔{year}〕{serial}号" if year is not None and serial is not None else None
