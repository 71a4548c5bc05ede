"""Steps that change a ticket's own row alone: read in one statement, decided by the table, written by another.

Checks and effects are those of `transitions.transition`. Nothing is locked between reading and writing: the write
hangs on the version that was read. Whatever does not go smoothly is left to the session, whose locks and words hold.
"""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import orjson
from sqlalchemy import Integer, LargeBinary, Text, Uuid, column, func, select
from uuid_utils.compat import uuid7

from models.enums.tickets import Lamp, TicketAction, TicketState
from models.tickets import Ticket
from services.kit.errors import Fault
from services.kit.idempotency import KEY_PLACES, Key, key_values
from services.kit.reader import Reader, Row, place, prepare
from services.kit.sealing import Sealer
from services.kit.writer import Writer, many
from services.tickets import history, plans, queries, views
from services.tickets.effects import Work
from services.tickets.lamps import LampDays
from services.tickets.loading import LoadedTicket
from services.tickets.transitions import carry_out
from services.tickets.views import Onlooker, View
from services.tickets.workflow import OPEN_STATES

A = TicketAction
OWN_ROW = frozenset({A.SUBMIT, A.REJECT, A.ACCEPT, A.DECLINE, A.REPORT, A.URGE, A.SEND_BACK, A.REOPEN, A.ARCHIVE})
"""Their effects touch nothing but the ticket, their guards look at nothing that its version does not cover.

Not closing: its guard looks at other tickets, which the lock of this one holds still.
"""
_MOVING = (
    "state", "due_on", "progress_percent", "urge_level", "urged_at", "yellow_on", "red_on", "clock_stopped_on",
    "accepted_by", "closing_requested_by", "closing_requested_on", "conclusion", "closed_by", "closed_on",
    "closed_in_time", "archived_on",
)  # fmt: skip
"""What such a step may change: the columns that `move_tickets` writes."""
_KNOWN = (*_MOVING, "id", "title", "number_year", "number_serial", "lead_branch_id", "assigned_on", "stopped_days")

_key, _fingerprint, _moment, _lapsed = KEY_PLACES
_moved = func.move_tickets(
    *map(
        many,
        (
            place("ticket", Uuid()),
            place("seen", Integer()),
            place("figures", Text()),
            place("event", Text()),
            place("logged", Text()),
            _moment,
            place("account", Uuid()),
            _key,
            _fingerprint,
            _lapsed,
            place("body", LargeBinary()),
        ),
    )
).table_valued(column("place", Integer()))
_MOVE = prepare(select(_moved.c.place))


async def take(
    reader: Reader,
    writer: Writer,
    look: Onlooker,
    ticket_id: UUID,
    version: int,
    action: TicketAction,
    given: dict[str, Any],
    *,
    now: datetime,
    key: Key | None,
    shown: Callable[[View], bytes],
    sealer: Sealer,
) -> bytes | None:
    """Carry out one of `OWN_ROW` in two round trips; gives the answer, which `shown` makes of the ticket as it is then.
    The second writes the steps of others that come at once, too.

    None when nothing was done: the step is refused, the key has been used, somebody was faster or holds the ticket, or
    the report is a supporting branch's feedback. `transition` does it then, or says why not.
    """
    row = await queries.one(reader, look.actor, ticket_id, today=look.today)
    if row is None or row["version"] != version:
        return None
    work = _work(row, look, given, now)
    if action is A.REPORT and not work.loaded.context.carries_out():
        return None
    try:
        told = await carry_out(work, action)
    except Fault:
        return None
    ticket = work.loaded.row
    milestones = [(point["due_on"], point["percent"]) for point in row["milestones"]]
    plans.set_lamp_days(ticket, milestones, look.calendar.last_working_day_until)
    event, logged = history.step_values(look.actor, ticket, action, **told)
    answer = shown(views.whole(_after(row, ticket, event, look), look))
    written = await writer.together(
        _MOVE,
        **key_values(key, now),
        ticket=ticket_id,
        seen=version,
        figures=_json({name: getattr(ticket, name) for name in _MOVING}),
        event=_json({**event, "id": uuid7()}),
        logged=_json({**logged, "at": now, "succeeded": True}),
        account=look.actor.account_id,
        body=sealer.seal_bytes(answer) if key else None,
    )
    return answer if written is not None else None


def _work(row: Row, look: Onlooker, given: dict[str, Any], now: datetime) -> Work:
    """The step under way. As far as it looks at its ticket, a record of these columns is one; making a real one costs
    as much as the rest of the decision."""
    ticket = cast(Ticket, SimpleNamespace(**{name: row[name] for name in _KNOWN}))
    ticket.state = TicketState(row["state"])
    loaded = LoadedTicket(ticket, (), None, views.context_of(row, look))
    return Work(None, look.actor, loaded, given, now, look.today)


def _after(row: Row, ticket: Ticket, event: dict[str, Any], look: Onlooker) -> Row:
    """The row of `queries.one` as it will be read when the step is written."""
    reporters = list(row["carried_out_by"])
    if event["action"] in queries.CARRYING_OUT and event["branch_id"] == ticket.lead_branch_id:
        reporters.append(str(look.actor.account_id))
    return {
        **row,
        **{name: getattr(ticket, name) for name in _MOVING},
        "version": row["version"] + 1,
        "updated_at": event["at"],
        "lamp": _lamp(ticket, look.today),
        "last_event": {"at": event["at"], "action": event["action"]},
        "carried_out_by": reporters,
    }


def _lamp(ticket: Ticket, today: date) -> Lamp:
    if ticket.state not in OPEN_STATES or ticket.yellow_on is None or ticket.red_on is None:
        return Lamp.GREY
    return LampDays(ticket.yellow_on, ticket.red_on).lamp_on(ticket.clock_stopped_on or today)


def _json(values: dict[str, Any]) -> str:
    # The driver's UUIDs are a type of their own.
    return orjson.dumps(values, default=str).decode()
