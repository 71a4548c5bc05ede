"""Structure figures (党员队伍结构) of a subtree, by one pass over its rows."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Text, case, func, literal, select, tuple_
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


def _banded(column: ColumnElement[Any], name: str, bands: tuple[tuple[str, int | None, Words], ...]) -> Any:
    """The key of the band; the open places are the first days on which one is young enough for it."""
    cases = [
        (column >= place(f"{name}_{key}", Date()), literal(key, Text())) for key, limit, _ in bands if limit is not None
    ]
    return case(*cases, else_=literal(bands[-1][0], Text()))


def _days(name: str, bands: tuple[tuple[str, int | None, Words], ...], today: date) -> dict[str, date]:
    """For each band the first day since which fewer than `limit` years have passed."""
    return {f"{name}_{key}": first_day_short_of(today, limit) for key, limit, _ in bands if limit is not None}


_DIMENSIONS = ("stages", "sexes", "ages", "educations", "party_ages", "ethnicities")


@lru_cache(maxsize=64)
def _query(sight: Sight) -> Query:
    counted = (
        select(
            member.c.stage,
            member.c.sex,
            _banded(member.c.birth_date, "age", _AGES).label("age"),
            func.coalesce(func.left(member.c.education, 1), literal("", Text())).label("education"),
            case(
                (member.c.full_on.is_(None), literal(_NO_PARTY_AGE[0], Text())),
                else_=_banded(member.c.full_on, "party_age", _PARTY_AGES),
            ).label("party_age"),
            member.c.ethnicity,
            member.c.stage.in_([stage.value for stage in PARTY_STAGES]).label("in_party"),
        )
        .where(seen(sight), member.c.standing == Standing.NORMAL.value)
        .subquery()
    )
    columns = [counted.c[name] for name in ("stage", "sex", "age", "education", "party_age", "ethnicity")]
    sets = func.grouping_sets(*(tuple_(column, counted.c.in_party) for column in columns))
    return prepare(
        select(
            func.grouping(*columns, type_=Integer()).label("which"),
            counted.c.in_party,
            func.coalesce(*columns).label("key"),
            func.count().label("n"),
        ).group_by(sets)
    )


async def figures(reader: Reader, view: View, today: date, locale: Locale) -> dict[str, Any]:
    """Counts by stage of everybody, and by the other heads of full and probationary members."""
    if view.nowhere:
        rows: list[Row] = []
    else:
        days = {**_days("age", _AGES, today), **_days("party_age", _PARTY_AGES, today)}
        rows = await reader.rows(_query(view.sight), **view.values, **days)
    counts: dict[str, dict[str, int]] = {name: {} for name in _DIMENSIONS}
    for row in rows:
        # The one column that a set groups by has its bit unset; the first column has the highest bit.
        number = next(place for place in range(6) if not row["which"] >> (5 - place) & 1)
        if row["in_party"] or number == 0:
            head = counts[_DIMENSIONS[number]]
            head[row["key"]] = head.get(row["key"], 0) + row["n"]
    labelled = {
        "stages": [(stage.value, STAGE_LABELS[stage].render(locale)) for stage in Stage],
        "sexes": _coded("sex", locale),
        "ages": [(key, label.render(locale)) for key, _, label in _AGES],
        "educations": [*_educations(locale)],
        "party_ages": [
            (_NO_PARTY_AGE[0], _NO_PARTY_AGE[1].render(locale)),
            *((key, label.render(locale)) for key, _, label in _PARTY_AGES),
        ],
        "ethnicities": [pair for pair in _coded("ethnicity", locale) if pair[0] in counts["ethnicities"]],
    }
    return {
        "party_members": sum(counts["stages"].get(stage.value, 0) for stage in PARTY_STAGES),
        **{
            name: [{"key": key, "label": label, "count": counts[name].get(key, 0)} for key, label in pairs]
            for name, pairs in labelled.items()
        },
    }


def _coded(name: ListName, locale: Locale) -> list[tuple[str, str]]:
    return [(code, label_of(name, code, locale) or code) for code in LISTS[name]]


def _educations(locale: Locale) -> list[tuple[str, str]]:
    """By the first digit: 1 postgraduate, 2 undergraduate …; empty where it is unknown."""
    heads = [(code[0], label) for code, label in _coded("education", locale) if code.endswith("0")]
    return [*heads, ("", Words("未填写", "Not given").render(locale))]
