"""The national code lists: names of codes, and codes for what people write."""

from typing import Literal

from models.enums.codes import EDUCATIONS, ETHNICITIES, POLITICAL_STATUSES, SEXES, CodeList
from models.enums.members import Stage
from services.kit.errors import Locale, Text
from services.kit.names import folded
from services.members import errors

ListName = Literal["sex", "ethnicity", "education", "political_status"]

LISTS: dict[ListName, CodeList] = {
    "sex": SEXES,
    "ethnicity": ETHNICITIES,
    "education": EDUCATIONS,
    "political_status": POLITICAL_STATUSES,
}
STANDARDS: dict[ListName, str] = {
    "sex": "GB/T 2261.1-2003",
    "ethnicity": "GB/T 3304-1991",
    "education": "GB/T 4658-2006",
    "political_status": "GB/T 4762-1984",
}
_LIST_LABELS: dict[ListName, Text] = {
    "sex": Text("性别", "sex"),
    "ethnicity": Text("民族", "ethnicity"),
    "education": Text("学历", "education"),
    "political_status": Text("政治面貌", "political status"),
}
_EVERYDAY: dict[ListName, dict[str, str]] = {
    "sex": {"男性": "1", "女性": "2"},
    "ethnicity": {},
    "education": {
        "博士": "11", "博士研究生": "11", "硕士": "14", "硕士研究生": "14", "研究生": "10",
        "本科": "21", "大学本科": "21", "大学": "21", "大专": "31", "专科": "31", "大学专科": "31", "中专": "41",
        "中等专科": "41", "职高": "44", "技校": "47", "高中": "61", "普通高中": "61", "初中": "71", "小学": "81",
    },
    "political_status": {},
}  # fmt: skip
"""Names that stand in everyday files beside the standard's own."""

POLITICAL_STATUS_OF = {Stage.FULL: "01", Stage.PROBATIONARY: "02"}


def _names(name: ListName) -> dict[str, str]:
    known = dict(_EVERYDAY[name])
    for code, labels in LISTS[name].items():
        known |= {folded(label): code for label in labels}
        if name == "ethnicity":
            known[labels[0].removesuffix("族")] = code
    return known


_CODES = {name: _names(name) for name in LISTS}


def code_of(name: ListName, given: str, *, pointer: str | None = None) -> str:
    """The code for a code or a name as people write it. Errors: `member.unknown_code` with the list's standard."""
    if given in LISTS[name]:
        return given
    plain = folded(given)
    padded = plain.zfill(2) if name != "sex" and plain.isascii() and plain.isdigit() else plain
    if padded in LISTS[name]:
        return padded
    code = _CODES[name].get(plain)
    if code is None:
        raise errors.UNKNOWN_CODE.at(
            pointer or f"/{name}", given=given[:20], list=_LIST_LABELS[name], standard=STANDARDS[name]
        )
    return code


def label_of(name: ListName, code: str | None, locale: Locale) -> str | None:
    """The name of a code."""
    if code is None:
        return None
    zh, en = LISTS[name][code]
    return en if locale == "en" else zh
