"""A ticket's course: planned against actual percent. Read by one statement of its own."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, select

from models.tickets import TicketEvent, TicketMilestone
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.errors import NOT_FOUND
from services.kit.json_columns import json_object, json_rows, or_empty
from services.kit.reader import Query, Reader, Row, place, prepare
from services.tickets.filters import Sight, needed_values, seen, ticket, view_of
from services.tickets.lamps import make_plan
from services.tickets.loading import TICKET
from services.tickets.views import Onlooker

event, milestone = TicketEvent.__table__, TicketMilestone.__table__

_reported = json_object(at=event.c.at, percent=event.c.progress_percent)


@lru_cache(maxsize=128)
def _course_query(sight: Sight) -> Query:
    milestones = (
        select(json_rows(json_object(due_on=milestone.c.due_on, percent=milestone.c.percent)))
        .where(milestone.c.ticket_id == ticket.c.id)
        .scalar_subquery()
    )
    reports = (
        select(json_rows(_reported, event.c.sequence))
        .where(
            event.c.ticket_id == ticket.c.id,
            event.c.branch_id == ticket.c.lead_branch_id,
            event.c.progress_percent.is_not(None),
        )
        .scalar_subquery()
    )
    dates = ("assigned_on", "due_on", "stopped_days", "closed_on", "clock_stopped_on")
    statement = select(
        *(ticket.c[name] for name in dates),
        or_empty(milestones).label("milestones"),
        or_empty(reports).label("reports"),
    )
    return prepare(statement.where(ticket.c.id == place("id", Uuid()), seen(sight)))


async def _course(reader: Reader, actor: Actor, ticket_id: UUID, *, today: date) -> Row | None:
    """What a ticket's progress is drawn from, or None when it is absent or out of the actor's sight.

    `milestones`: `due_on`, `percent`; `reports` of the lead unit: `at`, `percent`, oldest first.
    """
    view = view_of(actor)
    query = _course_query(view.sight)
    return await reader.row(query, **needed_values(query.names, view.values, {"id": ticket_id}, today=today))


async def progress(reader: Reader, onlooker: Onlooker, ticket_id: UUID) -> list[dict[str, Any]]:
    """Planned against actual percent, a point for each day on which either turns, and for today."""
    row = await _course(reader, onlooker.actor, ticket_id, today=onlooker.today)
    if row is None:
        raise NOT_FOUND(what=TICKET)
    if row["assigned_on"] is None or row["due_on"] is None:
        return []
    milestones = [(point["due_on"], point["percent"]) for point in row["milestones"]]
    plan = make_plan(row["assigned_on"], row["stopped_days"], row["due_on"], milestones)
    actual: dict[date, int] = {row["assigned_on"]: 0}
    for report in row["reports"]:
        actual[office_day(report["at"])] = report["percent"]
    last = row["closed_on"] or row["clock_stopped_on"] or max(onlooker.today, row["assigned_on"])
    days = sorted({row["assigned_on"], plan.starts_on, row["due_on"], last, *actual, *(day for day, _ in milestones)})
    points = []
    reached: int | None = None
    for day in days:
        reached = actual.get(day, reached)
        points.append({"on": day, "planned": float(plan.percent_on(day)), "actual": reached if day <= last else None})
    return points
