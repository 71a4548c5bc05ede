"""Which tickets a list shows: sight, filters, lamps. One place for lists, counts, exports and queues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    FromClause,
    Text,
    Uuid,
    and_,
    any_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.enums.tickets import PHASE_OF, ExtensionState, Lamp, Part, TicketPhase, TicketState
from models.tickets import Ticket, TicketExtension, TicketGrams, TicketParty
from services.access.actor import Actor, Scope, in_scope
from services.access.permissions import Permission
from services.kit.errors import Text as Words
from services.kit.names import folded
from services.kit.reader import place
from services.tickets.labels import KIND_LABELS, LAMP_LABELS, STATE_LABELS, URGENCY_LABELS

ticket = Ticket.__table__
party = TicketParty.__table__
extension = TicketExtension.__table__
title = TicketGrams.__table__

RUNNING = tuple(state.value for state in TicketState if PHASE_OF[state] is TicketPhase.TRACK)
"""States in which the lamp is lit."""

as_of = func.coalesce(ticket.c.clock_stopped_on, place("today", Date()))
lamp = case(
    (ticket.c.state.not_in(RUNNING), literal(Lamp.GREY.value, Text())),
    (as_of >= ticket.c.red_on, literal(Lamp.RED.value, Text())),
    (as_of >= ticket.c.yellow_on, literal(Lamp.YELLOW.value, Text())),
    else_=literal(Lamp.GREEN.value, Text()),
).label("lamp")

WAITING = exists().where(extension.c.ticket_id == ticket.c.id, extension.c.state == ExtensionState.REQUESTED.value)


def _texts(name: str) -> ColumnElement[Any]:
    return any_(place(name, ARRAY(Text())))


def _uuids(name: str) -> ColumnElement[Any]:
    return any_(place(name, ARRAY(Uuid())))


_TITLED = ticket.c.id.in_(select(title.c.ticket_id).where(title.c.grams.contains(place("q_grams", ARRAY(Text())))))
PREDICATES: dict[str, ColumnElement[bool]] = {
    "state": ticket.c.state == _texts("state"),
    "lamp": lamp.element == _texts("lamp"),
    "kind": ticket.c.kind == _texts("kind"),
    "urgency": ticket.c.urgency == _texts("urgency"),
    "lead_branch_id": ticket.c.lead_branch_id == _uuids("lead_branch_id"),
    "source_id": ticket.c.source_document_id == _uuids("source_id"),
    "parent_id": ticket.c.parent_id == place("parent_id", Uuid()),
    "due_before": ticket.c.due_on <= place("due_before", Date()),
    "due_after": ticket.c.due_on >= place("due_after", Date()),
    "q": _TITLED,
    "q_or_number": or_(
        _TITLED,
        func.concat("督办〔", ticket.c.number_year, "〕", ticket.c.number_serial, "号") == place("q_text", Text()),
        ticket.c.number_serial == place("q_number", ticket.c.number_serial.type),
    ),
    "updated_since": ticket.c.updated_at >= place("updated_since", TIMESTAMP(timezone=True)),
}
"""Filters by name; the values are bound under the same name (`q` under three).

Where there is a digit the search may mean a number, too; without one its pieces alone are asked for, by their index."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose tickets: the shape of the caller's scopes, hashable, so that compiled queries are reused."""

    read_levels: tuple[int, ...]
    approve_levels: tuple[int, ...]
    supervise_levels: tuple[int, ...]
    carry_levels: tuple[int, ...]
    within_level: int | None


@dataclass(frozen=True, slots=True)
class View:
    """A caller's sight with the values for it."""

    sight: Sight
    values: dict[str, Any]


def view_of(actor: Actor, *, within: Any = None) -> View:
    """What the actor sees; `within` narrows to tickets led by a branch of that node's subtree."""
    scopes: dict[str, Scope] = {
        "read": actor.scope(Permission.TICKET_READ),
        "approve": actor.scope(Permission.TICKET_APPROVE),
        "supervise": actor.scope(Permission.TICKET_SUPERVISE),
        "carry": actor.scope(Permission.TICKET_CARRY_OUT),
    }
    values: dict[str, Any] = {"me": actor.account_id}
    for name, scope in scopes.items():
        values |= scope.values(name)
    if within is not None:
        values["within"] = within.id
    levels = {name: scope.levels for name, scope in scopes.items()}
    sight = Sight(
        levels["read"], levels["approve"], levels["supervise"], levels["carry"], within.level if within else None
    )
    return View(sight, values)


def seen(sight: Sight, tickets: FromClause = ticket) -> ColumnElement[bool]:
    """The tickets an actor may know of: see `loading.may_see`."""
    if not sight.read_levels:
        return false()
    if 1 in sight.read_levels:
        return true()  # the root's subtree is everything: there is one root
    return exists().where(
        party.c.ticket_id == tickets.c.id,
        in_scope(party, sight.read_levels, name="read"),
        or_(party.c.part == Part.ISSUING.value, tickets.c.number_serial.is_not(None)),
    )


def narrowed(sight: Sight) -> ColumnElement[bool]:
    """Only tickets led within the chosen subtree."""
    if sight.within_level is None:
        return true()
    return exists().where(
        party.c.ticket_id == ticket.c.id,
        party.c.part == Part.LEAD.value,
        party.c[f"l{sight.within_level}"] == place("within", Uuid()),
    )


def _by(part: Part, levels: tuple[int, ...], name: str, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    if not levels:
        return false()
    return exists().where(
        party.c.ticket_id == ticket.c.id, party.c.part == part.value, in_scope(party, levels, name=name), *more
    )


def my_turn(sight: Sight) -> ColumnElement[bool]:
    """待我办理: tickets that wait for a step of the actor's."""
    return or_(
        and_(ticket.c.state == TicketState.DRAFTED.value, ticket.c.drafted_by == place("me", Uuid())),
        and_(ticket.c.state == TicketState.PENDING_APPROVAL.value, _by(Part.ISSUING, sight.approve_levels, "approve")),
        and_(
            or_(ticket.c.state == TicketState.CLOSING_REVIEW.value, WAITING),
            _by(Part.ISSUING, sight.supervise_levels, "supervise"),
        ),
        and_(
            ticket.c.state.in_([TicketState.ASSIGNED.value, TicketState.ACCEPTED.value, TicketState.IN_PROGRESS.value]),
            _by(Part.LEAD, sight.carry_levels, "carry"),
        ),
        and_(
            ticket.c.state.in_(
                [
                    TicketState.ASSIGNED.value,
                    TicketState.ACCEPTED.value,
                    TicketState.IN_PROGRESS.value,
                    TicketState.CLOSING_REVIEW.value,
                ]
            ),
            _by(
                Part.SUPPORTING, sight.carry_levels, "carry", party.c.feedback_at.is_(None), party.c.waived_at.is_(None)
            ),
        ),
    )


def search_values(q: str) -> dict[str, Any]:
    """Values for the `q` filter: title pieces, the whole number, or the serial alone."""
    plain = folded(q)
    longest = min(3, len(plain))
    grams = sorted({plain[i : i + longest] for i in range(len(plain) - longest + 1)})
    digits = plain.removesuffix("号")
    return {
        "q_grams": grams,
        "q_text": q.strip(),
        "q_number": int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None,
    }


FILTER_LABELS: dict[str, Words] = {
    "state": Words("状态", "State"),
    "lamp": Words("亮灯", "Lamp"),
    "kind": Words("类别", "Kind"),
    "urgency": Words("紧急程度", "Urgency"),
    "lead_branch_id": Words("承办单位", "Lead branch"),
    "source_id": Words("来源文件", "Source document"),
    "parent_id": Words("上级事项", "Parent"),
    "due_before": Words("时限不晚于", "Due by"),
    "due_after": Words("时限不早于", "Due from"),
    "q": Words("查找", "Search"),
    "updated_since": Words("更新于", "Updated since"),
}
VALUE_LABELS: dict[str, Mapping[Any, Words]] = {
    "state": STATE_LABELS,
    "lamp": LAMP_LABELS,
    "kind": KIND_LABELS,
    "urgency": URGENCY_LABELS,
}
_COUNTED = frozenset({"lead_branch_id", "source_id", "parent_id"})
"""Filters by id: a printed list says how many, not which id."""


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """A list's filters as a client gave them; empty ones do not filter."""

    values: Mapping[str, Any]
    mine: bool = False

    @property
    def names(self) -> frozenset[str]:
        numbered = any(char.isdigit() for char in self.values.get("q", ""))
        return frozenset("q_or_number" if name == "q" and numbered else name for name in self.values)

    def described(self, within: str | None) -> str:
        """The filters in words, for the head of a printed list."""
        words = [f"{FILTER_LABELS[name].zh}：{_in_words(name, value)}" for name, value in sorted(self.values.items())]
        if within:
            words.append(f"单位：{within}")
        if self.mine:
            words.append("待我办理")
        return "；".join(words) or "全部事项"

    def bound(self) -> dict[str, Any]:
        bound = {name: value for name, value in self.values.items() if name != "q"}
        return bound | (search_values(self.values["q"]) if "q" in self.values else {})


def make_filter(
    *,
    state: list[TicketState],
    phase: list[TicketPhase],
    mine: bool,
    q: str | None,
    **others: Any,
) -> TicketFilter:
    """Bring a client's filters into the form the predicates take; a phase is the set of its states."""
    states = {item for item in TicketState if PHASE_OF[item] in phase} if phase else set(TicketState)
    if state:
        states &= set(state)
    values: dict[str, Any] = {name: value for name, value in others.items() if value not in (None, [], ())}
    if phase or state:
        values["state"] = sorted(item.value for item in states)
    if q and folded(q):
        values["q"] = q
    return TicketFilter({name: _plain(value) for name, value in values.items()}, mine)


def _in_words(name: str, value: Any) -> str:
    labels: Mapping[Any, Words] = VALUE_LABELS.get(name, {})
    values = value if isinstance(value, list) else [value]
    if name in _COUNTED:
        return f"{len(values)} 个"
    return "、".join(labels[item].zh if item in labels else str(item) for item in values)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [getattr(item, "value", item) for item in value]
    return value


def condition(sight: Sight, names: frozenset[str], mine: bool) -> ColumnElement[bool]:
    """Everything a list of this shape asks for."""
    parts = [seen(sight), narrowed(sight), *(PREDICATES[name] for name in sorted(names))]
    if mine:
        parts.append(my_turn(sight))
    return and_(*parts)


def needed_values(query_names: tuple[str, ...], *sources: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Of all values at hand, those the compiled query has places for."""
    merged: dict[str, Any] = {"today": today}
    for source in sources:
        merged |= source
    return {name: merged[name] for name in query_names if name in merged}
