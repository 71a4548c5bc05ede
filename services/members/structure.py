"""Structure figures (党员队伍结构) of a subtree, by one pass over its rows."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Date, Text, cast, func, literal, literal_column, select, tuple_
from sqlalchemy.types import Integer

from models.enums.members import PARTY_STAGES, Stage, Standing
from services.kit.dates import first_day_short_of
from services.kit.errors import Locale
from services.kit.errors import Text as Words
from services.kit.reader import Query, Reader, Row, place, prepare
from services.members.codes import LISTS, ListName, label_of
from services.members.filters import Sight, View, member, seen
from services.members.labels import STAGE_LABELS

_AGES: tuple[tuple[str, int | None, Words], ...] = (
    ("to_30", 31, Words("30 岁及以下", "30 and younger")),
    ("31_35", 36, Words("31–35 岁", "31–35")),
    ("36_40", 41, Words("36–40 岁", "36–40")),
    ("41_45", 46, Words("41–45 岁", "41–45")),
    ("46_50", 51, Words("46–50 岁", "46–50")),
    ("51_55", 56, Words("51–55 岁", "51–55")),
    ("56_60", 61, Words("56–60 岁", "56–60")),
    ("61_70", 71, Words("61–70 岁", "61–70")),
    ("from_71", None, Words("71 岁及以上", "71 and older")),
)
"""Bands of age in whole years: key, the first year that is too old for it, label."""

_PARTY_AGES: tuple[tuple[str, int | None, Words], ...] = (
    ("to_4", 5, Words("不满 5 年", "Under 5 years")),
    ("5_9", 10, Words("5–9 年", "5–9 years")),
    ("10_19", 20, Words("10–19 年", "10–19 years")),
    ("20_29", 30, Words("20–29 年", "20–29 years")),
    ("30_39", 40, Words("30–39 年", "30–39 years")),
    ("40_49", 50, Words("40–49 年", "40–49 years")),
    ("from_50", None, Words("50 年及以上", "50 years and more")),
)
"""Bands of Party age in whole years since full membership (rules §1.3)."""
_NO_PARTY_AGE = ("probation", Words("预备期", "On probation"))


_PARTY_LABELS = (_NO_PARTY_AGE, *((key, label) for key, _, label in _PARTY_AGES))


def _edges(bands: tuple[tuple[str, int | None, Words], ...], today: date) -> list[date]:
    """Oldest first, the first days since which fewer years have passed than are too many for a band."""
    return sorted(first_day_short_of(today, limit) for _, limit, _ in bands if limit is not None)


def _band(column: ColumnElement[Any], edges: str) -> ColumnElement[int]:
    """How many of the edges are not later than the day: 0 for the oldest band; NULL without a day."""
    return func.width_bucket(column, place(edges, ARRAY(Date())), type_=Integer())


_DIMENSIONS = ("stages", "sexes", "ages", "educations", "party_ages", "ethnicities")


@lru_cache(maxsize=64)
def _query(sight: Sight) -> Query:
    """Members are counted by all heads together first, a few thousand different ones, and those by each head.

    Hashing each member once instead of six times, this takes a quarter of the time.
    """
    heads: dict[str, ColumnElement[Any]] = {
        "stage": member.c.stage,
        "sex": member.c.sex,
        "age": _band(member.c.birth_date, "ages"),
        "education": func.left(member.c.education, 1),
        "party_age": _band(member.c.full_on, "party_ages"),
        "ethnicity": member.c.ethnicity,
    }
    alike = (
        select(*(head.label(name) for name, head in heads.items()), func.count().label("n"))
        # Of the columns that `ix_members_figures` holds, and no others.
        .where(seen(sight), member.c.standing == Standing.NORMAL.value)
        .group_by(*heads.values())
        .cte("alike")
        .prefix_with("MATERIALIZED")
    )
    in_party = alike.c.stage.in_([literal_column(f"'{stage.value}'") for stage in PARTY_STAGES])
    columns = [alike.c[name] for name in heads]
    return prepare(
        select(
            func.grouping(*columns, type_=Integer()).label("which"),
            in_party.label("in_party"),
            func.coalesce(*(cast(column, Text()) for column in columns), literal("", Text())).label("key"),
            cast(func.sum(alike.c.n), Integer()).label("n"),
        ).group_by(in_party, func.grouping_sets(*(tuple_(column) for column in columns)))
    )


async def figures(reader: Reader, view: View, today: date, locale: Locale) -> dict[str, Any]:
    """Counts by stage of everybody, and by the other heads of full and probationary members."""
    if view.nowhere:
        rows: list[Row] = []
    else:
        edges = {"ages": _edges(_AGES, today), "party_ages": _edges(_PARTY_AGES, today)}
        rows = await reader.rows(_query(view.sight), **view.values, **edges)
    counts: dict[str, dict[str, int]] = {name: {} for name in _DIMENSIONS}
    for row in rows:
        # The one column that a set groups by has its bit unset; the first column has the highest bit.
        number = next(place for place in range(6) if not row["which"] >> (5 - place) & 1)
        if row["in_party"] or number == 0:
            head, key = counts[_DIMENSIONS[number]], _named(_DIMENSIONS[number], row["key"])
            head[key] = head.get(key, 0) + row["n"]
    labelled = {
        "stages": [(stage.value, STAGE_LABELS[stage].render(locale)) for stage in Stage],
        "sexes": _coded("sex", locale),
        "ages": [(key, label.render(locale)) for key, _, label in _AGES],
        "educations": [*_educations(locale)],
        "party_ages": [(key, label.render(locale)) for key, label in _PARTY_LABELS],
        "ethnicities": [pair for pair in _coded("ethnicity", locale) if pair[0] in counts["ethnicities"]],
    }
    return {
        "party_members": sum(counts["stages"].get(stage.value, 0) for stage in PARTY_STAGES),
        **{
            name: [{"key": key, "label": label, "count": counts[name].get(key, 0)} for key, label in pairs]
            for name, pairs in labelled.items()
        },
    }


def _named(dimension: str, key: str) -> str:
    """The key of a band by its number from the oldest; others are named already."""
    if dimension == "ages":
        return _AGES[len(_AGES) - 1 - int(key)][0]
    if dimension == "party_ages":
        return _PARTY_AGES[len(_PARTY_AGES) - 1 - int(key)][0] if key else _NO_PARTY_AGE[0]
    return key


def _coded(name: ListName, locale: Locale) -> list[tuple[str, str]]:
    return [(code, label_of(name, code, locale) or code) for code in LISTS[name]]


def _educations(locale: Locale) -> list[tuple[str, str]]:
    """By the first digit: 1 postgraduate, 2 undergraduate …; empty where it is unknown."""
    heads = [(code[0], label) for code, label in _coded("education", locale) if code.endswith("0")]
    return [*heads, ("", Words("未填写", "Not given").render(locale))]
