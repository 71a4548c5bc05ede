import base64
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import TIMESTAMP, BigInteger, Date, Integer, SmallInteger, Text, column
from sqlalchemy.types import TypeEngine

from services.kit.errors import Fault
from services.kit.paging import Sort, SortKey, choose_sort, cut_page, decode_cursor, encode_cursor

TYPES: dict[str, TypeEngine[Any]] = {
    "day": Date(),
    "small": SmallInteger(),
    "number": Integer(),
    "big": BigInteger(),
    "name": Text(),
    "moment": TIMESTAMP(timezone=True),
}
OFFERED = {name: SortKey(column(name), name, kind) for name, kind in TYPES.items()}
ANY_SORT = st.builds(
    lambda name, way: choose_sort(way + name, OFFERED, name), st.sampled_from(list(TYPES)), st.sampled_from(["", "-"])
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ZERO = UUID(int=0)


def sort_by(name: str) -> Sort:
    return choose_sort(name, OFFERED, name)


def packed(*parts: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(list(parts))).decode()


def assert_refused(cursor: str, sort: Sort) -> None:
    with pytest.raises(Fault) as refusal:
        decode_cursor(cursor, sort)
    assert refusal.value.error.code == "paging.unknown_cursor"
    assert refusal.value.fields[0].pointer == "/query/cursor"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("day", st.dates()),
        ("small", st.integers(-(2**15), 2**15 - 1)),
        ("number", st.integers(-(2**31), 2**31 - 1)),
        ("big", st.integers(-(2**63), 2**63 - 1)),
        ("name", st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))),
        ("moment", st.datetimes(datetime(1900, 1, 1), timezones=ZONES)),  # noqa: DTZ001 - the zone is drawn
    ],
)
def test_a_cursor_stands_for_its_place(name: str, values: st.SearchStrategy[Any]) -> None:
    @given(values, st.uuids(), st.sampled_from(["", "-"]))
    def round_trip(value: Any, identity: UUID, way: str) -> None:
        sort = sort_by(way + name)
        place = decode_cursor(encode_cursor(sort, value, identity), sort)
        assert (place.value, place.identity) == (value, identity)

    round_trip()


@given(st.text(), ANY_SORT)
@example("", sort_by("day"))
@example("====", sort_by("day"))
@example("\ud800", sort_by("name"))
@example("bnVsbA", sort_by("name"))
@example("W10", sort_by("name"))
def test_garbage_is_refused_as_such(cursor: str, sort: Sort) -> None:
    assert_refused(cursor, sort)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=6,
)


@given(st.binary(max_size=60), ANY_SORT)
def test_garbage_of_the_right_alphabet_is_refused(content: bytes, sort: Sort) -> None:
    assert_refused(base64.urlsafe_b64encode(content).decode(), sort)


@given(JSON, ANY_SORT)
def test_other_json_is_refused(content: Any, sort: Sort) -> None:
    try:
        cursor = base64.urlsafe_b64encode(orjson.dumps(content)).decode()
    except orjson.JSONEncodeError:
        return
    assert_refused(cursor, sort)


@given(JSON, JSON, ANY_SORT)
def test_a_cursor_with_odd_values_is_a_place_or_refused(value: Any, identity: Any, sort: Sort) -> None:
    try:
        cursor = base64.urlsafe_b64encode(orjson.dumps([sort.name, value, identity])).decode()
    except orjson.JSONEncodeError:
        return
    assert_refused(cursor, sort)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("day", "2026-02-30"),
        ("day", 20261121),
        ("small", 2**15),
        ("number", 2**31),
        ("number", True),
        ("number", 1.0),
        ("number", "1"),
        ("big", 2**63),
        ("name", "a\x00b"),
        ("name", None),
        ("moment", "2026-11-21T08:00:00"),
        ("moment", "0001-01-01T00:00:00+14:00"),
        ("moment", "9999-12-31T23:59:59-14:00"),
        ("moment", 0),
    ],
)
def test_values_that_the_column_cannot_hold_are_refused(name: str, value: Any) -> None:
    assert_refused(packed(name, value, str(ZERO)), sort_by(name))


def test_a_cursor_of_another_order_is_refused() -> None:
    cursor = encode_cursor(sort_by("-number"), 5, ZERO)
    assert decode_cursor(cursor, sort_by("-number")).value == 5
    assert_refused(cursor, sort_by("number"))
    assert_refused(cursor, sort_by("small"))


@pytest.mark.parametrize("given_name", ["salary", "-", "--day", "day desc", "day;--", "{given}", "DAY", "\x00"])
def test_an_unknown_order_is_refused_with_what_is_offered(given_name: str) -> None:
    with pytest.raises(Fault) as refusal:
        choose_sort(given_name, OFFERED, "day")
    assert refusal.value.error.code == "paging.unknown_sort"
    assert "day、moment、name" in refusal.value.detail("zh")


def test_the_default_order_is_taken_when_none_is_given() -> None:
    for nothing in (None, ""):
        sort = choose_sort(nothing, OFFERED, "-moment")
        assert (sort.name, sort.key.field, sort.descending) == ("-moment", "moment", True)


def test_a_page_ends_with_a_cursor_only_if_more_follows() -> None:
    rows = [{"id": UUID(int=n), "number": n} for n in range(1, 4)]
    sort = sort_by("number")
    page = cut_page(rows, 2, sort, 17)
    assert (page.items, page.total) == (rows[:2], 17)
    assert page.next_cursor is not None
    place = decode_cursor(page.next_cursor, sort)
    assert (place.value, place.identity) == (2, UUID(int=2))
    assert cut_page(rows, 3, sort, None).next_cursor is None
    assert cut_page([], 3, sort, None).items == []
