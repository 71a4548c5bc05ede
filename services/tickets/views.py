"""From rows to what a client sees: names, labels, days left, what the caller may do now."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from models.enums.tickets import (
    PHASE_OF,
    Lamp,
    SourceKind,
    TicketKind,
    TicketPhase,
    TicketState,
    Urgency,
)
from services.access.actor import Actor
from services.kit.errors import NOT_FOUND, Text
from services.kit.reader import Reader, Row
from services.kit.work_calendar import WorkCalendar
from services.tickets import filters, queries
from services.tickets.drafting import amendable_fields
from services.tickets.labels import (
    BEHIND,
    EVENT_LABELS,
    FAR_BEHIND,
    GREY_LABELS,
    KIND_LABELS,
    LAMP_LABELS,
    SOURCE_KIND_LABELS,
    STATE_LABELS,
    URGENCY_LABELS,
)
from services.tickets.lamps import near_due_from
from services.tickets.limits import number_text
from services.tickets.loading import TICKET
from services.tickets.workflow import OPEN_STATES, WORKFLOW, Context, Support, TicketFacts

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks, on which day, by which calendar."""

    actor: Actor
    today: date
    calendar: WorkCalendar

    def branch(self, branch_id: UUID | str) -> View:
        node = self.actor.tree[branch_id if isinstance(branch_id, UUID) else UUID(branch_id)]
        return {"id": node.id, "name": node.name}


def summary(row: Row, onlooker: Onlooker) -> View:
    """A ticket in a list."""
    locale = onlooker.actor.locale
    state, lamp = TicketState(row["state"]), Lamp(row["lamp"])
    last = row["last_event"]
    return {
        **{name: row[name] for name in _AS_STORED},
        "number": number_text(row["number_year"], row["number_serial"]),
        "kind_label": KIND_LABELS[TicketKind(row["kind"])].render(locale),
        "urgency_label": URGENCY_LABELS[Urgency(row["urgency"])].render(locale),
        "source": _source(row, onlooker),
        "issuing_branch": onlooker.branch(row["issuing_branch_id"]),
        "lead_branch": onlooker.branch(row["lead_branch_id"]),
        "supporting_branches": [onlooker.branch(support["branch_id"]) for support in row["supports"] or ()],
        "state_label": STATE_LABELS[state].render(locale),
        "phase": PHASE_OF[state],
        "lamp_label": _lamp_words(row, state, lamp, onlooker).render(locale),
        **_days_left(row, state, onlooker),
        "last_event_at": last["at"] if last else None,
        "last_event": EVENT_LABELS[last["action"]].render(locale) if last else None,
    }


_AS_STORED = (
    "id", "version", "created_at", "updated_at", "title", "kind", "urgency", "owner", "leader", "parent_id", "state",
    "lamp", "progress_percent", "urge_level", "urged_at", "registered_on", "assigned_on", "original_due_on", "due_on",
    "extension_requested_to", "closing_requested_on", "closed_on", "closed_in_time", "archived_on",
)  # fmt: skip


def _lamp_words(row: Row, state: TicketState, lamp: Lamp, onlooker: Onlooker) -> Text:
    """What the lamp says of this ticket: late, close to its date, or behind its plan."""
    if lamp is Lamp.GREY:
        return GREY_LABELS[state]
    if lamp is Lamp.GREEN:
        return LAMP_LABELS[lamp]
    day, due_on = row["clock_stopped_on"] or onlooker.today, row["due_on"]
    if lamp is Lamp.RED:
        return LAMP_LABELS[lamp] if day > due_on else FAR_BEHIND
    is_near = day >= near_due_from(due_on, onlooker.calendar.last_working_day_until)
    return LAMP_LABELS[lamp] if is_near else BEHIND


def _source(row: Row, onlooker: Onlooker) -> View | None:
    if row["source_kind"] is None:
        return None
    return {
        "kind": row["source_kind"],
        "kind_label": SOURCE_KIND_LABELS[SourceKind(row["source_kind"])].render(onlooker.actor.locale),
        "title": row["source_title"],
        "document_no": row["source_document_no"],
        "item": row["source_item"],
        "document_id": row["source_document_id"],
        "node_id": row["source_node_id"],
    }


def _days_left(row: Row, state: TicketState, onlooker: Onlooker) -> View:
    due_on: date | None = row["due_on"]
    if due_on is None or state not in OPEN_STATES:
        return {"days_left": None, "working_days_left": None, "due_provisional": False}
    day = row["clock_stopped_on"] or onlooker.today
    return {
        "days_left": (due_on - day).days,
        "working_days_left": onlooker.calendar.working_days_between(day, due_on),
        "due_provisional": onlooker.calendar.is_provisional(due_on),
    }


async def one(reader: Reader, onlooker: Onlooker, ticket_id: UUID) -> View:
    """A ticket whole. Errors: `not_found` when absent or out of sight."""
    row = await queries.one(reader, onlooker.actor, ticket_id, today=onlooker.today)
    if row is None:
        raise NOT_FOUND(what=TICKET)
    return whole(row, onlooker)


def context_of(row: Row, onlooker: Onlooker) -> Context:
    """What the workflow looks at, from a row of `queries.one`."""
    return Context(_facts(row, onlooker), onlooker.actor, onlooker.today)


def whole(row: Row, onlooker: Onlooker) -> View:
    """A ticket whole, from a row of `queries.one`."""
    locale = onlooker.actor.locale
    context = context_of(row, onlooker)
    offers = WORKFLOW.offers(context.ticket.state, context)
    return {
        **summary(row, onlooker),
        "requirement": row["requirement"],
        "outcome": row["outcome"],
        "conclusion": row["conclusion"],
        "drafted_by": {"id": row["drafted_by"], "name": row["drafted_by_name"]},
        "closed_by": {"id": row["closed_by"], "name": row["closed_by_name"]} if row["closed_by"] else None,
        "resume_state": row["resume_state"],
        "clock_stopped_on": row["clock_stopped_on"],
        "stopped_days": row["stopped_days"],
        "supporting_branches": [
            {**{name: support[name] for name in queries.FEEDBACK}, **onlooker.branch(support["branch_id"])}
            for support in row["supports"] or ()
        ],
        "milestones": sorted(row["milestones"], key=lambda point: point["due_on"]),
        "extensions": sorted(row["extensions"], key=lambda extension: extension["requested_at"]),
        "files": sorted(row["files"], key=lambda file: file["uploaded_at"]),
        "excerpt": _excerpt(row),
        "children": row["children"],
        "available_actions": [
            {
                "action": offer.action,
                "label": offer.label.render(locale),
                "required": list(offer.required),
                "optional": list(offer.optional),
            }
            for offer in offers
            if offer.refusal is None
        ],
        "unavailable_actions": [
            {
                "action": offer.action,
                "label": offer.label.render(locale),
                "code": offer.refusal.error.code,
                "reason": offer.refusal.error.text.render(locale, offer.refusal.params),
            }
            for offer in offers
            if offer.refusal is not None
        ],
        "amendable_fields": amendable_fields(context),
    }


def _facts(row: Row, onlooker: Onlooker) -> TicketFacts:
    return TicketFacts(
        state=TicketState(row["state"]),
        issuing_branch_id=row["issuing_branch_id"],
        lead_branch_id=row["lead_branch_id"],
        lead_branch_name=onlooker.branch(row["lead_branch_id"])["name"],
        supports=tuple(
            Support(
                UUID(support["branch_id"]),
                onlooker.branch(support["branch_id"])["name"],
                settled=support["feedback_at"] is not None or support["waived_at"] is not None,
            )
            for support in row["supports"] or ()
        ),
        due_on=row["due_on"],
        waiting_extension_to=row["extension_requested_to"],
        resume_state=TicketState(row["resume_state"]) if row["resume_state"] else None,
        carried_out_by=frozenset(UUID(account_id) for account_id in row["carried_out_by"]),
        open_children=row["open_children"],
    )


def _excerpt(row: Row) -> View | None:
    if row["source_node_id"] is None:
        return None
    return {
        "document_id": row["source_document_id"],
        "document_title": row["document_title"],
        "node_id": row["source_node_id"],
        "start": row["start_at"],
        "end": row["end_at"],
        "before": row["excerpt_before"],
        "text": row["excerpt_text"],
        "after": row["excerpt_after"],
    }


async def events(reader: Reader, onlooker: Onlooker, ticket_id: UUID) -> list[View]:
    """A ticket's history, oldest first. Errors: `not_found` when the ticket is absent or out of sight."""
    await require_sight(reader, onlooker, ticket_id)
    return [
        {
            **{name: row[name] for name in _EVENT_AS_STORED},
            "action_label": EVENT_LABELS[row["action"]].render(onlooker.actor.locale),
            "actor": {"id": row["actor_id"], "name": row["actor_name"]},
            "branch": onlooker.branch(row["branch_id"]) if row["branch_id"] else None,
        }
        for row in await queries.events(reader, ticket_id)
    ]


_EVENT_AS_STORED = (
    "id",
    "sequence",
    "at",
    "action",
    "from_state",
    "to_state",
    "comment",
    "progress_percent",
    "changes",
)


async def require_sight(reader: Reader, onlooker: Onlooker, ticket_id: UUID) -> None:
    """Errors: `not_found` when the ticket is absent or out of sight."""
    if not await queries.is_seen(reader, onlooker.actor, ticket_id, today=onlooker.today):
        raise NOT_FOUND(what=TICKET)


async def counts(reader: Reader, onlooker: Onlooker, view: filters.View, chosen: filters.TicketFilter) -> View:
    """Figures by phase, state, lamp and lead branch, and the on-time rate."""
    rows = await queries.figures(reader, view, chosen, today=onlooker.today)
    phases = dict.fromkeys(TicketPhase, 0)
    states = dict.fromkeys(TicketState, 0)
    lamps = _no_lamps()
    units: dict[UUID, View] = {}
    for row in rows:
        n, state = row["n"], TicketState(row["state"])
        phases[PHASE_OF[state]] += n
        states[state] += n
        lamps[row["lamp"]] += n
        unit = units.setdefault(row["lead_branch_id"], {**_no_lamps(), "total": 0, "closed": 0, "closed_in_time": 0})
        unit["total"] += n
        unit[row["lamp"]] += n
        if row["closed_in_time"] is not None:
            unit["closed"] += n
            unit["closed_in_time"] += n if row["closed_in_time"] else 0
    closed = sum(unit["closed"] for unit in units.values())
    in_time = sum(unit["closed_in_time"] for unit in units.values())
    ordered = sorted(units, key=lambda branch_id: onlooker.actor.tree[branch_id].lft)
    return {
        "total": sum(states.values()),
        "phases": phases,
        "states": states,
        "lamps": lamps,
        "closed": closed,
        "closed_in_time": in_time,
        "on_time_rate": in_time / closed if closed else None,
        "units": [{"branch": onlooker.branch(branch_id), **units[branch_id]} for branch_id in ordered[:_MOST_UNITS]],
        "units_cut": len(ordered) > _MOST_UNITS,
    }


_MOST_UNITS = 200


def _no_lamps() -> dict[str, int]:
    return {lamp.value: 0 for lamp in Lamp}
