"""A ticket's plan and lamp days, kept in step with its dates, milestones and progress."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from models.base import Base
from models.tickets import Ticket, TicketMilestone
from services.kit.database import WriteSession
from services.tickets.errors import MILESTONES_INVALID
from services.tickets.lamps import LampDays, lamp_days, make_plan
from services.tickets.limits import check_not_too_far
from services.tickets.workflow import OPEN_STATES

LastWorkingDay = Callable[[date], date]
Point = tuple[date, int, str]
"""A milestone: day, percent, title."""

CALENDAR_REACH = timedelta(days=30)
"""How far from a changed day a due date may lie to have its warning moved: more than the longest run of days off."""

_tickets = Base.metadata.tables[Ticket.__tablename__]
_SET_LAMPS = (
    update(_tickets)
    .where(_tickets.c.id == bindparam("ticket"))
    .values(yellow_on=bindparam("yellow"), red_on=bindparam("red"), updated_at=_tickets.c.updated_at)
)


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
    milestones = await milestones_of(session, ticket) if ticket.due_on is not None else ()
    set_lamp_days(ticket, [(row.due_on, row.percent) for row in milestones], last_working_day)


def set_lamp_days(ticket: Ticket, milestones: Sequence[tuple[date, int]], last_working_day: LastWorkingDay) -> None:
    """Note on the ticket on which days its lamp turns."""
    days = planned_lamp_days(ticket, milestones, last_working_day)
    ticket.yellow_on, ticket.red_on = (days.yellow_on, days.red_on) if days else (None, None)


def planned_lamp_days(
    ticket: Ticket, milestones: Sequence[tuple[date, int]], last_working_day: LastWorkingDay
) -> LampDays | None:
    """The days on which the lamp turns; None while the ticket has no plan yet. `milestones`: day and percent."""
    if ticket.assigned_on is None or ticket.due_on is None:
        return None
    plan = make_plan(ticket.assigned_on, ticket.stopped_days, ticket.due_on, milestones)
    return lamp_days(plan, ticket.progress_percent, last_working_day)


async def replan_due_around(session: WriteSession, day: date, last_working_day: LastWorkingDay) -> int:
    """After a change of the work calendar: the lamps of tickets under way whose due date lies near `day`.

    Nobody has changed the tickets: version and time of change stay. Gives how many lamps have moved.
    """
    near = Ticket.due_on.between(day - CALENDAR_REACH, day + CALENDAR_REACH)
    under_way = select(Ticket).where(Ticket.state.in_(OPEN_STATES), near).order_by(Ticket.id)
    tickets = (await session.scalars(under_way.with_for_update())).all()
    milestones: dict[UUID, list[tuple[date, int]]] = {ticket.id: [] for ticket in tickets}
    of_these = select(TicketMilestone).where(TicketMilestone.ticket_id.in_(list(milestones)))
    for row in await session.scalars(of_these):
        milestones[row.ticket_id].append((row.due_on, row.percent))
    moved = []
    for ticket in tickets:
        days = planned_lamp_days(ticket, milestones[ticket.id], last_working_day)
        if days is not None and (days.yellow_on, days.red_on) != (ticket.yellow_on, ticket.red_on):
            moved.append({"ticket": ticket.id, "yellow": days.yellow_on, "red": days.red_on})
    if moved:
        await (await session.connection()).execute(_SET_LAMPS, moved)
    return len(moved)
