"""Keyset pages: flat cost however far one reads.

A list offers a whitelist of sorts; each sort is one column (or expression) made unique by the id, both in the same
direction. A cursor is the opaque place after the last row of a page and carries its sort, so it cannot be used with
another one.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Uuid, tuple_
from sqlalchemy.types import BigInteger, Date, Integer, SmallInteger, Text, TypeEngine

from services.kit.errors import Kind, declare
from services.kit.reader import place

USUAL_LIMIT, MAX_LIMIT = 20, 200

UNKNOWN_SORT = declare(
    "paging.unknown_sort",
    Kind.INVALID,
    "不支持按“{given}”排序，可用的排序：{offered}。",
    "This list cannot be sorted by “{given}”; it offers: {offered}.",
)
UNKNOWN_CURSOR = declare(
    "paging.unknown_cursor",
    Kind.INVALID,
    "翻页标记无效，请从第一页重新开始。",
    "The cursor is not valid for this list; start again from the first page.",
)


@dataclass(frozen=True, slots=True)
class SortKey:
    """What a list can be ordered by. `column` must be NOT NULL (coalesce it otherwise); `field` names it in the row."""

    column: ColumnElement[Any]
    field: str
    type: TypeEngine[Any]


@dataclass(frozen=True, slots=True)
class Sort:
    """A chosen order: `-due_on` is descending."""

    name: str
    key: SortKey
    descending: bool

    def order(self, identity: ColumnElement[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        if self.descending:
            return self.key.column.desc(), identity.desc()
        return self.key.column.asc(), identity.asc()

    def after(self, identity: ColumnElement[Any]) -> ColumnElement[bool]:
        """Rows behind the cursor; fill `after_value` and `after_id`."""
        edge = tuple_(place("after_value", self.key.type), place("after_id", Uuid()))
        row = tuple_(self.key.column, identity)
        return row < edge if self.descending else row > edge


def choose_sort(given: str | None, offered: dict[str, SortKey], default: str) -> Sort:
    """The sort named by a client, or the default; anything else is refused with what is offered."""
    name = given or default
    key = offered.get(name.removeprefix("-"))
    if key is None:
        raise UNKNOWN_SORT.at("/query/sort", given=name[:40], offered="、".join(sorted(offered)))
    return Sort(name, key, name.startswith("-"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind this value and id."""

    value: Any
    identity: UUID


def encode_cursor(sort: Sort, value: Any, identity: UUID) -> str:
    packed = orjson.dumps([sort.name, value, str(identity)])  # the driver's UUIDs are of a kind of its own
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode_cursor(cursor: str, sort: Sort) -> Place:
    """The place a cursor stands for. Errors: `paging.unknown_cursor`."""
    try:
        packed = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        name, value, identity = orjson.loads(packed)
        behind = Place(_typed(value, sort.key.type), UUID(identity))
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error):
        raise UNKNOWN_CURSOR.at("/query/cursor") from None
    if name != sort.name:
        raise UNKNOWN_CURSOR.at("/query/cursor")
    return behind


def _typed(value: Any, kind: TypeEngine[Any]) -> Any:
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Integer):
        if type(value) is not int or not -_limit(kind) <= value < _limit(kind):
            raise ValueError(value)
        return value
    if isinstance(kind, Text):
        if not isinstance(value, str) or "\x00" in value:
            raise ValueError(value)
        return value
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(UTC)


def _limit(kind: Integer) -> int:
    """The first number too great for the column."""
    if isinstance(kind, BigInteger):
        return 2**63
    return 2**15 if isinstance(kind, SmallInteger) else 2**31


@dataclass(frozen=True, slots=True)
class Page:
    """Rows with the cursor behind the last of them, and the number of all if it was asked for."""

    items: list[dict[str, Any]]
    next_cursor: str | None
    total: int | None


def cut_page(rows: Sequence[dict[str, Any]], limit: int, sort: Sort, total: int | None) -> Page:
    """Make a page of `limit` from `limit + 1` fetched rows."""
    items = list(rows[:limit])
    more = len(rows) > limit
    cursor = encode_cursor(sort, items[-1][sort.key.field], items[-1]["id"]) if more else None
    return Page(items, cursor, total)
