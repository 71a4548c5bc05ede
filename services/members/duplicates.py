"""Records that may be of the same person, found by what two registrations of one person have in common.

An ID number is never by itself a ground: sequence codes are given out one after the other, so that people born on
the same day in the same place have numbers that differ in one place and the check digit. It only weighs a pair that
is found otherwise: `id_places` says in how many places the two numbers differ.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Integer, Uuid, and_, any_, exists, or_, select
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.enums.members import TOMBSTONES
from models.members import MemberDistinction
from services.kit.errors import Locale, Text
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import Query, Reader, Row, place, prepare
from services.members.filters import Sight, View, member, seen
from services.members.vault import Vault
from services.members.views import Onlooker, summary

_other = member.alias("other")
_distinction = MemberDistinction.__table__
_TOMBSTONES = [standing.value for standing in TOMBSTONES]

MOST_ALIKE = 20
"""How many resembling records are shown beside one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why two records are proposed."""

    code: str
    label: Text


NAME_AND_BIRTH = Ground("name_and_birth", Text("姓名、出生日期相同", "Same name and date of birth"))
NAME_AND_PHONE = Ground("name_and_phone", Text("姓名、联系电话相同", "Same name and telephone"))
SOUND_AND_BIRTH = Ground(
    "sound_and_birth", Text("同一支部内姓名同音、出生日期相同", "In one branch, same sound of name and date of birth")
)


def _of(columns: Any, name: str) -> ColumnElement[Any]:
    column: ColumnElement[Any] = columns.c[name]
    return column


def _same(name: str) -> ColumnElement[bool]:
    return _of(member, name) == _of(_other, name)


def _living(columns: Any) -> ColumnElement[bool]:
    return _of(columns, "standing").not_in(_TOMBSTONES)


def _resembling(sight: Sight) -> tuple[ColumnElement[bool], ...]:
    """An older record within the same sight that nobody has told apart from this one."""
    told_apart = (
        exists()
        .where(_distinction.c.first_id == _other.c.id, _distinction.c.second_id == member.c.id)
        .correlate(member, _other)
    )
    return _other.c.id < member.c.id, _living(_other), seen(sight, _other), ~told_apart


def _by_birth() -> ColumnElement[bool]:
    """One look into the index of birth dates and sounds of names."""
    return and_(_same("birth_date"), _same("pinyin"), or_(_same("name"), _same("branch_id")))


def _by_phone() -> ColumnElement[bool]:
    return and_(_same("phone_hash"), _same("name"))


def grounds(one: Row, other: Row) -> list[Ground]:
    """What two records have in common. Pure; the statements below ask for the same."""
    born = one["birth_date"] == other["birth_date"]
    named = one["name"] == other["name"]
    sounds = one["pinyin"] == other["pinyin"] and one["branch_id"] == other["branch_id"]
    called = one["phone_hash"] is not None and one["phone_hash"] == other["phone_hash"]
    found = [(NAME_AND_BIRTH, named and born), (NAME_AND_PHONE, named and called)]
    return [ground for ground, holds in (*found, (SOUND_AND_BIRTH, sounds and born and not named)) if holds]


SORTS = {"created_at": SortKey(member.c.created_at, "created_at", TIMESTAMP(timezone=True))}
DEFAULT_SORT = "-created_at"
_HIDDEN = {"grams", "address", "pay_base"}


def _shown(columns: Any) -> list[ColumnElement[Any]]:
    return [column for column in columns.c if column.name not in _HIDDEN]


@lru_cache(maxsize=64)
def _page_query(sight: Sight, order: Sort, after: bool) -> Query:
    probes = [exists().where(*_resembling(sight), how).correlate(member) for how in (_by_birth(), _by_phone())]
    statement = select(*_shown(member)).where(seen(sight), _living(member), or_(*probes))
    if after:
        statement = statement.where(order.after(member.c.id))
    return prepare(statement.order_by(*order.order(member.c.id)).limit(place("limit", Integer())))


@lru_cache(maxsize=64)
def _alike_query(sight: Sight) -> Query:
    """The records that those of `ids` resemble, the oldest first."""
    sides = [
        select(member.c.id.label("of"), *_shown(_other)).where(
            member.c.id == any_(place("ids", ARRAY(Uuid()))), *_resembling(sight), how
        )
        for how in (_by_birth(), _by_phone())
    ]
    both = sides[0].union(sides[1]).subquery()
    return prepare(select(both).order_by(both.c.of, both.c.id))


def page_query(view: View) -> Query:
    """The statement of the first page, for looking at its plan."""
    return _page_query(view.sight, choose_sort(None, SORTS, DEFAULT_SORT), False)


async def page(
    reader: Reader, view: View, onlooker: Onlooker, *, sort: str | None, cursor: str | None, limit: int
) -> Page:
    """People who resemble somebody registered before them, with those they resemble. Sorts: created_at.

    Two queries. A page costs what it reads along the index of times until `limit` are found.
    """
    order = choose_sort(sort, SORTS, DEFAULT_SORT)
    behind = decode_cursor(cursor, order) if cursor else None
    if view.nowhere:
        return Page([], None, None)
    edge = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    rows = await reader.rows(_page_query(view.sight, order, behind is not None), **view.values, **edge, limit=limit + 1)
    cut = cut_page(rows, limit, order, None)
    alike: dict[UUID, list[Row]] = {row["id"]: [] for row in cut.items}
    if alike:
        for other in await reader.rows(_alike_query(view.sight), **view.values, ids=list(alike)):
            alike[other["of"]].append(other)
    items = [_item(row, alike[row["id"]][:MOST_ALIKE], onlooker) for row in cut.items]
    return Page(items, cut.next_cursor, None)


def _item(row: Row, alike: list[Row], onlooker: Onlooker) -> dict[str, Any]:
    return {
        "member": summary(row, onlooker),
        "alike": [
            {
                "member": summary(other, onlooker),
                "grounds": told(grounds(row, other), onlooker.actor.locale),
                "id_places": id_places(onlooker.vault, row["id_number"], other["id_number"]),
            }
            for other in alike
        ],
    }


def told(found: list[Ground], locale: Locale) -> list[dict[str, str]]:
    """Grounds as a client sees them."""
    return [{"code": ground.code, "label": ground.label.render(locale)} for ground in found]


def id_places(vault: Vault, one: bytes, other: bytes) -> int:
    """In how many of the 18 places two sealed ID numbers differ."""
    return sum(a != b for a, b in zip(vault.sealer.open(one), vault.sealer.open(other), strict=True))
