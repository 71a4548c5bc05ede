"""Time limits of tickets (rules §7). Pure."""

from datetime import date, timedelta

from models.enums.tickets import TicketKind, Urgency
from services.tickets.errors import DUE_IN_PAST, DUE_TOO_FAR

_BY_KIND: dict[TicketKind, int] = {TicketKind.DOCUMENT: 30, TicketKind.MINUTES: 20}
_BY_URGENCY: dict[Urgency, int] = {Urgency.URGENT: 5, Urgency.NORMAL: 15, Urgency.DIFFICULT: 30}


def default_due_on(kind: TicketKind, urgency: Urgency, assigned_on: date) -> date:
    """The due date when none was given: calendar days from 交办, the upper figure of rules §7.

    文件 30, 会议纪要 20; 批示 urgent 5, normal 15, difficult 30; other matters as a document.
    """
    by_kind = _BY_KIND.get(kind, _BY_KIND[TicketKind.DOCUMENT])
    days = _BY_URGENCY[urgency] if kind is TicketKind.INSTRUCTION else by_kind
    return assigned_on + timedelta(days=days)


LONGEST = timedelta(days=3653)
"""Ten years: no plan of an office reaches further, and a slip of the keyboard (2206 for 2026) is caught."""


def check_due_on(due_on: date, today: date, pointer: str) -> None:
    """Errors: `ticket.due_in_past`, `ticket.due_too_far`."""
    if due_on < today:
        raise DUE_IN_PAST.at(pointer, due_on=due_on, today=today)
    check_not_too_far(due_on, today, pointer)


def check_not_too_far(day: date, today: date, pointer: str) -> None:
    """Errors: `ticket.due_too_far`."""
    if day - today > LONGEST:
        raise DUE_TOO_FAR.at(pointer, due_on=day, latest=(today + LONGEST))


def closed_in_time(closing_requested_on: date, due_on: date) -> bool:
    """按期 is judged by the day the accepted report was handed in, against the due date valid then."""
    return closing_requested_on <= due_on


def number_text(year: int | None, serial: int | None) -> str | None:
    """`督办〔2026〕12号`, or None before 立项."""
    return f"督办〔{year}〕{serial}号" if year is not None and serial is not None else None
