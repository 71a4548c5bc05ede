"""Which transfers a list shows: sight, filters, whose turn it is. One place for lists and counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, Uuid, and_, any_, exists, false, or_, true
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.enums.transfers import Direction, TransferPart, TransferState
from models.transfers import Transfer, TransferParty
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND
from services.kit.errors import Text as Words
from services.kit.names import folded, query_grams
from services.kit.reader import place

transfer = Transfer.__table__
party = TransferParty.__table__

PREDICATES: dict[str, ColumnElement[bool]] = {
    "state": transfer.c.state == any_(place("state", ARRAY(Text()))),
    "member_id": transfer.c.member_id == place("member_id", Uuid()),
    "q": transfer.c.grams.contains(place("q", ARRAY(Text()))),
    "updated_since": transfer.c.updated_at >= place("updated_since", TIMESTAMP(timezone=True)),
}
_PART_OF = {Direction.OUT: TransferPart.SENDER, Direction.IN: TransferPart.RECEIVER}
_DUTIES = {
    "read": Permission.TRANSFER_READ,
    "draft": Permission.TRANSFER_DRAFT,
    "approve": Permission.TRANSFER_APPROVE,
    "issue": Permission.TRANSFER_ISSUE,
}


@dataclass(frozen=True, slots=True)
class Sight:
    """The shape of where to look, hashable, so that compiled queries are reused. Levels by duty."""

    levels: tuple[tuple[str, tuple[int, ...]], ...]
    within_level: int | None = None
    direction: Direction | None = None

    def of(self, duty: str) -> tuple[int, ...]:
        return dict(self.levels)[duty]


@dataclass(frozen=True, slots=True)
class View:
    """A caller's sight with the values for it."""

    sight: Sight
    values: dict[str, Any]


def view_of(actor: Actor, *, within: UUID | None = None, direction: Direction | None = None) -> View:
    """What the actor sees; `within` narrows to transfers that a branch of that subtree takes part in.

    Errors: `not_found` for a branch outside the actor's.
    """
    scopes = {name: actor.scope(permission) for name, permission in _DUTIES.items()}
    values: dict[str, Any] = {}
    for name, scope in scopes.items():
        values |= scope.values(name)
    level = None
    if within is not None:
        node = actor.tree.get(within)
        if node is None or not scopes["read"].covers(within):
            raise NOT_FOUND(what=Words("组织", "The organisation"))
        level, values["within"] = node.level, node.id
    levels = tuple((name, scope.levels) for name, scope in scopes.items())
    return View(Sight(levels, level, direction), values)


def _has(part: TransferPart | None, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    parts = [party.c.part == part.value] if part else []
    return exists().where(party.c.transfer_id == transfer.c.id, *parts, *conditions)


_REACHED = or_(party.c.part == TransferPart.SENDER.value, transfer.c.shown_from.is_not(None))
"""The receiving side knows of a transfer when its letter is issued."""


def seen(sight: Sight) -> ColumnElement[bool]:
    """The transfers an actor may know of, seen from the side and the branch that were chosen."""
    levels = sight.of("read")
    if not levels:
        return false()
    part = _PART_OF[sight.direction] if sight.direction else None
    if 1 in levels and sight.within_level is None and part is None:
        return true()  # the root's subtree is everything: there is one root
    return _has(part, _REACHED, in_scope(party, levels, name="read"), _within(sight))


def _within(sight: Sight) -> ColumnElement[bool]:
    if sight.within_level is None:
        return true()
    return party.c[f"l{sight.within_level}"] == place("within", Uuid())


def _turn(states: tuple[TransferState, ...], part: TransferPart, sight: Sight, duty: str) -> ColumnElement[bool]:
    levels = sight.of(duty)
    if not levels:
        return false()
    return and_(transfer.c.state.in_([state.value for state in states]), _has(part, in_scope(party, levels, name=duty)))


def my_turn(sight: Sight) -> ColumnElement[bool]:
    """待我办理: transfers that wait for a step of the actor's."""
    sender, receiver = TransferPart.SENDER, TransferPart.RECEIVER
    begun = (TransferState.DRAFTED, TransferState.RETURNED)
    return or_(
        _turn((TransferState.REQUESTED, *begun), sender, sight, "draft"),
        and_(transfer.c.from_branch_id.is_(None), _turn(begun, receiver, sight, "draft")),
        _turn((TransferState.SENDER_BRANCH, TransferState.EXPIRED), sender, sight, "approve"),
        _turn((TransferState.SENDER_COMMITTEE,), sender, sight, "issue"),
        and_(transfer.c.to_branch_id.is_(None), _turn((TransferState.IN_TRANSIT,), sender, sight, "issue")),
        _turn((TransferState.IN_TRANSIT, TransferState.RECEIVER_COMMITTEE), receiver, sight, "issue"),
        _turn((TransferState.RECEIVER_BRANCH,), receiver, sight, "approve"),
    )


@dataclass(frozen=True, slots=True)
class TransferFilter:
    """A list's filters as a client gave them; empty ones do not filter."""

    values: Mapping[str, Any]
    mine: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.values)


def make_filter(*, state: list[TransferState], q: str | None, mine: bool, **others: Any) -> TransferFilter:
    """Bring a client's filters into the form the predicates take."""
    values: dict[str, Any] = {name: value for name, value in others.items() if value is not None}
    if state:
        values["state"] = [item.value for item in state]
    grams = query_grams(folded(q or ""))
    if grams:
        values["q"] = grams
    return TransferFilter(values, mine)


def condition(sight: Sight, names: frozenset[str], mine: bool) -> ColumnElement[bool]:
    """Everything a list of this shape asks for."""
    parts = [seen(sight), *(PREDICATES[name] for name in sorted(names))]
    return and_(*parts, my_turn(sight)) if mine else and_(*parts)
