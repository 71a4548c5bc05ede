"""A ticket's plan and lamp days, kept in step with its dates, milestones and progress."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select

from models.tickets import Ticket, TicketMilestone
from services.kit.database import WriteSession
from services.tickets.errors import MILESTONES_INVALID
from services.tickets.lamps import lamp_days, make_plan

LastWorkingDay = Callable[[date], date]


async def milestones_of(session: WriteSession, ticket: Ticket) -> Sequence[TicketMilestone]:
    found = await session.scalars(
        select(TicketMilestone).where(TicketMilestone.ticket_id == ticket.id).order_by(TicketMilestone.due_on)
    )
    return found.all()


async def set_milestones(session: WriteSession, ticket: Ticket, points: Sequence[tuple[date, int, str]]) -> None:
    """Replace the milestones. Errors: `ticket.milestones_invalid` unless dates and percents rise."""
    days = [point[0] for point in points]
    percents = [point[1] for point in points]
    if days != sorted(set(days)) or percents != sorted(set(percents)):
        raise MILESTONES_INVALID.at("/milestones")
    await session.execute(delete(TicketMilestone).where(TicketMilestone.ticket_id == ticket.id))
    session.add_all(
        TicketMilestone(ticket_id=ticket.id, due_on=day, percent=percent, title=title) for day, percent, title in points
    )
    await session.flush()


async def shift_milestones(session: WriteSession, ticket: Ticket, stopped_on: date, days: int) -> None:
    """Move the milestones that were still ahead when the clock stopped."""
    points = [(row.due_on, row.percent, row.title) for row in await milestones_of(session, ticket)]
    moved = [
        (day + timedelta(days=days) if day > stopped_on else day, percent, title) for day, percent, title in points
    ]
    await set_milestones(session, ticket, moved)


async def replan(session: WriteSession, ticket: Ticket, last_working_day: LastWorkingDay) -> None:
    """Work out anew on which days the lamp turns. Call after anything that moves the plan or the progress."""
    if ticket.assigned_on is None or ticket.due_on is None:
        ticket.yellow_on = ticket.red_on = None
        return
    points = [(row.due_on, row.percent) for row in await milestones_of(session, ticket)]
    plan = make_plan(ticket.assigned_on, ticket.stopped_days, ticket.due_on, points)
    days = lamp_days(plan, ticket.progress_percent, last_working_day)
    ticket.yellow_on, ticket.red_on = days.yellow_on, days.red_on
