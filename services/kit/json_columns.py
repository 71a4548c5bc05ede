"""Rows gathered into one JSON column of a query. JSON writes days and times as text; out of a query they come as such.

supports = select(json_rows(json_object(branch=party.c.branch_id, at=party.c.feedback_at))).where(…)
select(ticket.c.id, or_empty(supports.scalar_subquery()).label("supports"))
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, Function, func
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

Readings = tuple[tuple[str, Callable[[str], Any]], ...]


class JsonObjects(JSONB):
    """A JSON object, or a list of such: `readings` are the fields to be read, and how."""

    cache_ok = True

    def __init__(self, readings: Readings) -> None:
        super().__init__()
        self.readings = readings


def json_object(**fields: ColumnElement[Any]) -> Function[Any]:
    """An object of these columns and expressions. Days and times among them are read; UUIDs stay text."""
    readings = tuple((name, reading) for name, field in fields.items() if (reading := _reading(field)))
    pairs = [part for pair in fields.items() for part in pair]
    return func.jsonb_build_object(*pairs, type_=JsonObjects(readings))


def json_rows(found: ColumnElement[Any], *order: ColumnElement[Any]) -> Function[Any]:
    """One such object for each row, as a list; NULL when there is no row."""
    return func.jsonb_agg(aggregate_order_by(found, *order) if order else found, type_=found.type)


def or_empty(rows: ColumnElement[Any]) -> Function[Any]:
    """The list, empty when there is no row."""
    return func.coalesce(rows, func.jsonb_build_array(), type_=rows.type)


def _reading(field: ColumnElement[Any]) -> Callable[[str], Any] | None:
    if isinstance(field.type, DateTime):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(field.type, Date) else None


def read(found: Iterable[Any], readings: Readings) -> None:
    """Puts days and times for their texts into the parsed JSON of a column, one for each row; nothing stays nothing."""
    for of_row in found:
        for one in (of_row,) if isinstance(of_row, dict) else of_row or ():
            for name, reading in readings:
                if (text := one[name]) is not None:
                    one[name] = reading(text)
