"""A ticket's plan and lamp days, kept in step with its dates, milestones and progress."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select

from models.tickets import Ticket, TicketMilestone
from services.kit.database import WriteSession
from services.tickets.errors import MILESTONES_INVALID
from services.tickets.lamps import lamp_days, make_plan
from services.tickets.limits import check_not_too_far

LastWorkingDay = Callable[[date], date]
Point = tuple[date, int, str]
"""A milestone: day, percent, title."""


async def milestones_of(session: WriteSession, ticket: Ticket) -> Sequence[TicketMilestone]:
    found = await session.scalars(
        select(TicketMilestone).where(TicketMilestone.ticket_id == ticket.id).order_by(TicketMilestone.due_on)
    )
    return found.all()


async def set_milestones(
    session: WriteSession, ticket: Ticket, points: Sequence[Point], today: date, pointer: str = ""
) -> None:
    """Replace the milestones.

    Errors, pointing below `pointer`: `ticket.milestones_invalid` unless dates and percents rise, `ticket.due_too_far`.
    """
    days = [point[0] for point in points]
    percents = [point[1] for point in points]
    if days != sorted(set(days)) or percents != sorted(set(percents)):
        raise MILESTONES_INVALID.at(f"{pointer}/milestones")
    for place, day in enumerate(days):
        check_not_too_far(day, today, f"{pointer}/milestones/{place}/due_on")
    await _replace_milestones(session, ticket, points)


async def _replace_milestones(session: WriteSession, ticket: Ticket, points: Sequence[Point]) -> None:
    await session.execute(delete(TicketMilestone).where(TicketMilestone.ticket_id == ticket.id))
    session.add_all(
        TicketMilestone(ticket_id=ticket.id, due_on=day, percent=percent, title=title) for day, percent, title in points
    )
    await session.flush()


async def shift_milestones(session: WriteSession, ticket: Ticket, days: int) -> None:
    """Move every milestone on, as start and due date are moved: the plan keeps its shape, the lamp its colour."""
    moved = [
        (row.due_on + timedelta(days=days), row.percent, row.title) for row in await milestones_of(session, ticket)
    ]
    await _replace_milestones(session, ticket, moved)


async def replan(session: WriteSession, ticket: Ticket, last_working_day: LastWorkingDay) -> None:
    """Work out anew on which days the lamp turns. Call after anything that moves the plan or the progress."""
    if ticket.assigned_on is None or ticket.due_on is None:
        ticket.yellow_on = ticket.red_on = None
        return
    points = [(row.due_on, row.percent) for row in await milestones_of(session, ticket)]
    plan = make_plan(ticket.assigned_on, ticket.stopped_days, ticket.due_on, points)
    days = lamp_days(plan, ticket.progress_percent, last_working_day)
    ticket.yellow_on, ticket.red_on = days.yellow_on, days.red_on
