"""The three queues of the home page: what waits for me, what I handled and is not finished, what is due or late."""

from datetime import date
from functools import lru_cache

from sqlalchemy import ARRAY, Integer, Text, Uuid, any_, false, func, select

from models.tickets import TicketEvent
from services.access.actor import Actor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.tickets.filters import Sight, lamp, my_turn, needed_values, seen, ticket, view_of
from services.tickets.queries import NEVER, SUMMARY
from services.tickets.workflow import OPEN_STATES

event = TicketEvent.__table__


@lru_cache(maxsize=128)
def _queue_query(sight: Sight, queue: str, counted: bool) -> Query:
    unfinished = ticket.c.state.in_(["drafted", "pending_approval", *(state.value for state in OPEN_STATES)])
    handled_by_me = (
        select(event.c.id).where(event.c.ticket_id == ticket.c.id, event.c.actor_id == place("me", Uuid())).exists()
    )
    turn = my_turn(sight)
    conditions = {
        "mine": turn,
        "handled": unfinished & handled_by_me & ~turn,
        "soon": (lamp.element == any_(place("lamps", ARRAY(Text())))) if sight.read_levels else false(),
    }
    where = seen(sight) & conditions[queue]
    if counted:
        return prepare(select(func.count()).select_from(ticket).where(where))
    order = (func.coalesce(ticket.c.due_on, NEVER), ticket.c.id)
    return prepare(select(*SUMMARY).where(where).order_by(*order).limit(place("limit", Integer())))


QUEUES = ("mine", "handled", "soon")


async def counts(reader: Reader, actor: Actor, *, today: date) -> dict[str, int]:
    """How many tickets stand in each of the three queues of the home page."""
    view = view_of(actor)
    found = {}
    for name in QUEUES:
        query = _queue_query(view.sight, name, True)
        found[name] = await reader.value(
            query, **needed_values(query.names, view.values, {"lamps": ["yellow", "red"]}, today=today)
        )
    return found


async def rows(reader: Reader, actor: Actor, name: str, *, limit: int, today: date) -> list[Row]:
    """The first tickets of a queue, nearest due date first."""
    view = view_of(actor)
    query = _queue_query(view.sight, name, False)
    values = needed_values(query.names, view.values, {"lamps": ["yellow", "red"], "limit": limit}, today=today)
    return await reader.rows(query, **values)
