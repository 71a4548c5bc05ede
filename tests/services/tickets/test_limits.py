"""Time limits of rules §7, and numbers."""

from datetime import date, timedelta

import pytest

from models.enums.tickets import TicketKind, Urgency
from services.kit.errors import Fault
from services.tickets.limits import (
    LONGEST,
    check_due_on,
    check_not_too_far,
    closed_in_time,
    default_due_on,
    number_text,
)

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("kind", "urgency", "days"),
    [
        *((TicketKind.DOCUMENT, urgency, 30) for urgency in Urgency),
        *((TicketKind.MINUTES, urgency, 20) for urgency in Urgency),
        (TicketKind.INSTRUCTION, Urgency.URGENT, 5),
        (TicketKind.INSTRUCTION, Urgency.NORMAL, 15),
        (TicketKind.INSTRUCTION, Urgency.DIFFICULT, 30),
        (TicketKind.WORK_POINT, Urgency.URGENT, 30),
        (TicketKind.OTHER, Urgency.NORMAL, 30),
    ],
)
def test_default_limits_by_kind(kind: TicketKind, urgency: Urgency, days: int) -> None:
    assert default_due_on(kind, urgency, DAY) == DAY + timedelta(days=days)


def test_in_time_is_up_to_and_including_the_due_date() -> None:
    assert closed_in_time(DAY, DAY)
    assert not closed_in_time(DAY + timedelta(days=1), DAY)


def test_a_due_date_lies_between_today_and_ten_years_from_now() -> None:
    check_due_on(DAY, DAY, "/due_on")
    check_due_on(DAY + LONGEST, DAY, "/due_on")
    with pytest.raises(Fault, match=r"ticket\.due_in_past"):
        check_due_on(DAY - timedelta(days=1), DAY, "/due_on")
    with pytest.raises(Fault, match=r"ticket\.due_too_far") as refused:
        check_due_on(date.max, DAY, "/due_on")
    assert refused.value.fields[0].pointer == "/due_on"
    check_not_too_far(date.min, DAY, "/milestones/0/due_on")


def test_numbers_are_written_as_offices_write_them() -> None:
    assert number_text(2026, 12) == "督办〔2026〕12号"
    assert number_text(None, None) is None
