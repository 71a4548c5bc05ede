"""Which members a list shows: sight, filters, search. One place for lists, counts and figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    LargeBinary,
    Text,
    Uuid,
    and_,
    any_,
    cast,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP, array

from models.enums.members import ON_REGISTER, Stage, Standing
from models.members import Member
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND, Fault
from services.kit.names import folded, query_grams
from services.kit.reader import place
from services.members.id_numbers import normalised
from services.members.vault import Vault, normalised_phone

member = Member.__table__


@dataclass(frozen=True, slots=True)
class Sight:
    """The shape of where to look, hashable, so that compiled queries are reused.

    One subtree is an equality on its level, so that its index gives the rows in order; no level means everywhere.
    """

    levels: tuple[int, ...] = ()
    single: bool = False
    direct: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Where an actor looks, with the values for it."""

    sight: Sight
    values: dict[str, Any]
    nowhere: bool = False


def view_of(
    actor: Actor,
    *,
    within: UUID | None = None,
    direct: bool = False,
    permission: Permission = Permission.MEMBER_READ,
) -> View:
    """Where the actor holds the permission, or one branch of it with (`direct`: without) what stands below.

    Errors: `not_found` for a branch outside the actor's.
    """
    scope = actor.scope(permission)
    if within is not None:
        node = actor.tree.get(within)
        if node is None or not scope.covers(within):
            raise NOT_FOUND(what="组织")
        if direct:
            return View(Sight(direct=True), {"branch": node.id})
        return _subtree(node.level, node.id)
    if scope.everywhere:
        return View(Sight(), {})
    if len(scope.roots) == 1:
        return _subtree(scope.roots[0].level, scope.roots[0].id)
    return View(Sight(scope.levels), scope.values(), nowhere=not scope.roots)


def _subtree(level: int, branch_id: UUID) -> View:
    if level == 1:
        return View(Sight(), {})  # there is one root
    return View(Sight((level,), single=True), {"within": branch_id})


def seen(sight: Sight, columns: FromClause = member) -> ColumnElement[bool]:
    """Rows of a sight of this shape; `columns` may be the register under another name."""
    if sight.direct:
        return columns.c.branch_id == place("branch", Uuid())
    if not sight.levels:
        return true()
    if sight.single:
        return columns.c[f"l{sight.levels[0]}"] == place("within", Uuid())
    return in_scope(columns, sight.levels)


def _texts(name: str) -> ColumnElement[Any]:
    return any_(place(name, ARRAY(Text())))


_holds_grams = member.c.grams.contains(place("grams", ARRAY(Text())))
PREDICATES: dict[str, ColumnElement[bool]] = {
    "stage": member.c.stage == _texts("stage"),
    "on_register": member.c.standing.in_([literal_column(f"'{standing.value}'") for standing in ON_REGISTER]),
    "standing": member.c.standing == _texts("standing"),
    "floating": member.c.floating == place("floating", Boolean()),
    "lost_contact": member.c.lost_contact == place("lost_contact", Boolean()),
    "sex": member.c.sex == _texts("sex"),
    "grams": _holds_grams,
    "pair": _holds_grams,
    "character": _holds_grams,
    "tail": or_(
        member.c.phone_tail_hash == place("phone_tail", LargeBinary()),
        member.c.id_tail_hash == place("id_tail", LargeBinary()),
    ),
    "phone": member.c.phone_hash == place("phone", LargeBinary()),
    "id_number": member.c.id_number_hash == place("id_number", LargeBinary()),
    "updated_since": member.c.updated_at >= place("updated_since", TIMESTAMP(timezone=True)),
}
_PIECES = ("character", "pair")
"""A search for one or for two characters of a name; any other is for `grams`."""
SEARCHES = frozenset({"grams", *_PIECES, "tail", "phone", "id_number"})
"""Ways to find somebody."""
SELECTIVE = SEARCHES | {"stage", "standing", "sex", "floating", "lost_contact"}
"""Filters whose best plan depends on the value: many are read in order, few are gathered and sorted."""


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """What a list asks for: names of `PREDICATES`, and the values for them."""

    names: frozenset[str]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def searches(self) -> bool:
        return bool(self.names & SEARCHES)


def make_filter(
    vault: Vault,
    *,
    stage: Sequence[Stage] = (),
    standing: Sequence[Standing] = (),
    sex: Sequence[str] = (),
    floating: bool | None = None,
    lost_contact: bool | None = None,
    q: str | None = None,
    updated_since: datetime | None = None,
) -> MemberFilter:
    """Without `standing` a list shows who is on the register; with `updated_since` everybody, tombstones included."""
    values: dict[str, Any] = {}
    if standing:
        values["standing"] = [item.value for item in standing]
    if stage:
        values["stage"] = [item.value for item in stage]
    if sex:
        values["sex"] = list(sex)
    given = {"floating": floating, "lost_contact": lost_contact, "updated_since": updated_since}
    values |= {name: value for name, value in given.items() if value is not None}
    search, search_values = _search(vault, q or "")
    names = frozenset(values) | search
    if not standing and updated_since is None:
        names |= {"on_register"}
    return MemberFilter(names, {**values, **search_values})


def _search(vault: Vault, q: str) -> tuple[frozenset[str], dict[str, Any]]:
    """By whole ID number, whole telephone number, last four places of either, or name."""
    plain = normalised(q)
    if re.fullmatch(r"[0-9]{17}[0-9X]", plain):
        return frozenset({"id_number"}), {"id_number": vault.id_number_hash(plain)}
    if re.fullmatch(r"[0-9]{3}[0-9X]", plain):
        return frozenset({"tail"}), vault.tail_values(plain)
    if re.fullmatch(r"\+?[0-9-]{7,20}", plain):
        try:
            return frozenset({"phone"}), {"phone": vault.phone_hash(normalised_phone(plain))}
        except Fault:
            pass
    return name_search(q)


def name_search(q: str) -> tuple[frozenset[str], dict[str, Any]]:
    """By a name or by a part of it: the name of the predicate, and its value. Nothing for a blank text."""
    grams = query_grams(folded(q))
    if not grams:
        return frozenset(), {}
    piece = len(grams) == 1 and len(grams[0]) <= len(_PIECES)
    return frozenset({_PIECES[len(grams[0]) - 1] if piece else "grams"}), {"grams": grams}


_SMALL_FROM = 4
"""From this level on a subtree has some hundred members: reading them costs less than finding a 王 in the city."""
_among_few = member.c.grams.concat(cast([], ARRAY(Text()))).contains(place("grams", ARRAY(Text())))
"""With something appended, the column is no longer what the index on it holds."""
_AMONG_FEW = dict.fromkeys(("grams", *_PIECES), _among_few)


def placed(sight: Sight, names: frozenset[str]) -> bool:
    """Whether `ix_members_placed_pieces` has just the rows of such a search: pieces of names of one district or
    sub-district. One character in a district is too frequent to be gathered, and is not there."""
    return sight.single and any((name, sight.levels[0]) in _PLACED for name in names)


_PLACED = {("pair", 2), ("pair", 3), ("character", 3)}
_pieces_by_place = func.placed_pieces(member.c.l2, member.c.l3, member.c.grams, type_=ARRAY(BigInteger()))
_only_piece = func.array_to_string(place("grams", ARRAY(Text())), literal_column("''"), type_=Text())
_asked = func.hashtextextended(cast(place("within", Uuid()), Text()).concat(_only_piece), literal_column("0"))
# Worked out apart, so that PostgreSQL takes no value for likelier than another, and keeps the plan.
_keys: array[Any] = array([_asked], type_=BigInteger())
_held_by_place = _pieces_by_place.contains(select(_keys).scalar_subquery())


def gathered(sight: Sight, names: frozenset[str]) -> bool:
    """Whether the rows are gathered and sorted, however frequent what is looked for may be.

    Of two characters there are some per thousand: to read along the order of a city until twenty are found costs more
    than to gather them all. Below the districts the planner looks at the values.
    """
    return placed(sight, names) or ("pair" in names and not (sight.levels or sight.direct))


def planned_anew(sight: Sight, names: frozenset[str]) -> bool:
    """Whether the best plan of such a list depends on its values: not where all are gathered by the same index."""
    return not names.isdisjoint(SELECTIVE.difference(_PIECES) if gathered(sight, names) else SELECTIVE)


def condition(sight: Sight, names: frozenset[str]) -> ColumnElement[bool]:
    """Everything a list of this shape asks for."""
    if placed(sight, names):
        # In words that no index knows: PostgreSQL would look up the thousands of the place beside the few found.
        there = member.c[f"l{sight.levels[0]}"].is_not_distinct_from(place("within", Uuid()))
        others = ({**PREDICATES, **_AMONG_FEW}[name] for name in sorted(names))
        return and_(_held_by_place, there, *others)
    few = sight.direct or (sight.single and sight.levels[0] >= _SMALL_FROM)
    predicates = {**PREDICATES, **_AMONG_FEW} if few else PREDICATES
    return and_(seen(sight), *(predicates[name] for name in sorted(names)))
