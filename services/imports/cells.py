"""One cell: its text, and what it states for its field. Pure.

An empty cell states nothing and erases nothing. `无` states that there is none, where a record may do without.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from models.enums.members import Stage, Standing
from services.imports import errors
from services.imports.cell_text import plain
from services.imports.dates import Partial, UnreadableDateError, read_date
from services.imports.fields import label
from services.imports.findings import Finding, found, of_fault
from services.kit.errors import Fault, Text
from services.kit.names import folded
from services.members.codes import ListName, code_of
from services.members.labels import STAGE_LABELS, STANDING_LABELS
from services.members.vault import normalised_phone

UNSTATED: Final = object()
"""The cell says nothing."""

Read = tuple[Any, Finding | None]
"""The value (`UNSTATED`, None for none, or as the record keeps it) and what is to be said about it."""

LIMITS: Final = {"name": 40, "post": 40, "address": 200, "floating_to": 200}
_ERASABLE: Final = frozenset(
    {"education", "post", "phone", "address", "floating_to", "joined_on", "full_on", "stage_since"}
)
_NONE: Final = frozenset({"无", "暂无"})
_NOTHING: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "null", "none", "nan", "n/a", "未知", "不详", "未填"})
_LONGEST_NOTHING: Final = 12
"""Four places with blanks between them: longer texts say something, and need not be folded to see it."""
_FORMULA_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
_BETWEEN_CHARACTERS = re.compile(r"(?<=[\u3400-\u9fff·]) +(?=[\u3400-\u9fff·])")
_MASKED = re.compile(r"\*{3,}")

_YES: Final = {"是": True, "y": True, "yes": True, "true": True, "1": True, "√": True, "有": True, "对": True}
_NO: Final = {"否": False, "n": False, "no": False, "false": False, "0": False, "×": False, "x": False, "不是": False}


def _choices(labels: dict[Any, Text], further: dict[str, Any]) -> dict[str, Any]:
    named = {folded(text.zh): kind.value for kind, text in labels.items()}
    return {**named, **{kind.value: kind.value for kind in labels}, **further}


_STAGES = _choices(
    STAGE_LABELS,
    {
        "党员": Stage.FULL.value, "中共党员": Stage.FULL.value, "正式": Stage.FULL.value,
        "中共正式党员": Stage.FULL.value,
        "01": Stage.FULL.value, "1": Stage.FULL.value, "02": Stage.PROBATIONARY.value, "2": Stage.PROBATIONARY.value,
        "预备": Stage.PROBATIONARY.value, "中共预备党员": Stage.PROBATIONARY.value,
        "积极分子": Stage.ACTIVIST.value, "发展对象人选": Stage.CANDIDATE.value, "申请人": Stage.APPLICANT.value,
    },
)  # fmt: skip
_STANDINGS = _choices(STANDING_LABELS, {"正常党籍": Standing.NORMAL.value, "停止": Standing.SUSPENDED.value})
_OFFERED_STAGES = "、".join(text.zh for text in STAGE_LABELS.values())
_OFFERED_STANDINGS = "、".join(STANDING_LABELS[kind].zh for kind in (Standing.NORMAL, Standing.SUSPENDED))


def read_cell(field: str, text: str, *, since_1904: bool = False) -> Read:
    """What a text states for a field other than `id_number` and `branch`. Partial dates come out as `Partial`."""
    value = plain(text)
    if value in _FORMULA_ERRORS:
        return UNSTATED, found(field, errors.CELL_ERROR, given=value)
    if len(value) <= _LONGEST_NOTHING and folded(value) in _NOTHING:
        return UNSTATED, None
    if value in _NONE:
        if field in {"lost_contact", "floating"}:
            return False, None
        return (None, None) if field in _ERASABLE else (UNSTATED, None)
    return _READERS[field](field, value, since_1904)


def _name(field: str, value: str, _since_1904: bool) -> Read:
    return _line(field, _BETWEEN_CHARACTERS.sub("", value), _since_1904)


def _line(field: str, value: str, _since_1904: bool) -> Read:
    if field == "address" and _MASKED.search(value):
        return UNSTATED, found(field, errors.MASKED_IGNORED, level="warning")
    if len(value) > LIMITS[field]:
        return UNSTATED, found(field, errors.CELL_TOO_LONG, field=label(field), limit=LIMITS[field], length=len(value))
    return value, None


def _phone(field: str, value: str, _since_1904: bool) -> Read:
    if _MASKED.search(value):
        return UNSTATED, found(field, errors.MASKED_IGNORED, level="warning")
    try:
        return normalised_phone(value.removesuffix(".0")), None
    except Fault as fault:
        return UNSTATED, of_fault(field, fault)


def _coded(name: ListName) -> Callable[[str, str, bool], Read]:
    def read(field: str, value: str, _since_1904: bool) -> Read:
        try:
            return code_of(name, value.removesuffix(".0")), None
        except Fault as fault:
            return UNSTATED, of_fault(field, fault)

    return read


def _choice(table: dict[str, Any], offered: str) -> Callable[[str, str, bool], Read]:
    def read(field: str, value: str, _since_1904: bool) -> Read:
        known = table.get(folded(value))
        if known is None:
            return UNSTATED, found(field, errors.UNKNOWN_CHOICE, given=value[:20], offered=offered)
        return known, None

    return read


def _flag(field: str, value: str, _since_1904: bool) -> Read:
    key = folded(value)
    known = _YES.get(key, _NO.get(key))
    if known is None:
        return UNSTATED, found(field, errors.YES_OR_NO, given=value[:20])
    return known, None


def _date(field: str, value: str, since_1904: bool) -> Read:
    try:
        read = read_date(value, since_1904=since_1904)
    except UnreadableDateError as error:
        refusal = errors.TWO_DIGIT_YEAR if error.short_year else errors.DATE_FORM
        return UNSTATED, found(field, refusal, given=value[:20])
    if isinstance(read, Partial) and field != "birth_date":
        return UNSTATED, found(field, errors.DATE_WITHOUT_DAY, given=value, precision=precision(read))
    return read, None


def precision(partial: Partial) -> Text:
    return Text("年份", "the year") if partial.month is None else Text("月份", "the month")


_READERS: dict[str, Callable[[str, str, bool], Read]] = {
    "name": _name,
    "sex": _coded("sex"),
    "ethnicity": _coded("ethnicity"),
    "birth_date": _date,
    "education": _coded("education"),
    "stage": _choice(_STAGES, _OFFERED_STAGES),
    "joined_on": _date,
    "full_on": _date,
    "post": _line,
    "phone": _phone,
    "address": _line,
    "standing": _choice(_STANDINGS, _OFFERED_STANDINGS),
    "lost_contact": _flag,
    "floating": _flag,
    "stage_since": _date,
    "lost_contact_since": _date,
    "floating_to": _line,
}
