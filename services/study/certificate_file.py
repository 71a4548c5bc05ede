"""A list of trainings elsewhere (外出培训、结业证书) from a spreadsheet: what its lines say. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from models.enums.study_requirements import TrainingLevel
from services.imports.small import Sheet
from services.kit.errors import ErrorCode
from services.kit.names import folded
from services.study import list_errors
from services.study.attendance_file import day_of
from services.study.hours import HourRules, days_between
from services.study.list_matching import NAME, TAILS, Cells, Complaint, Listed, cells_of, fields_of

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "name": NAME,
    "title": ("培训名称", "培训班", "培训班次", "班次", "班次名称", "培训内容", "培训项目", "课程", "题目"),
    "occurred_on": ("开始日期", "培训日期", "日期", "开始时间", "开班日期", "起始日期", "培训时间"),
    "ended_on": ("结束日期", "结束时间", "结业日期", "截止日期"),
    "hours": ("学时", "学时数", "培训学时"),
    "days": ("天数", "培训天数", "脱产天数"),
    "organiser": ("主办单位", "举办单位", "培训机构", "办班单位", "组织单位"),
    "level": ("举办级别", "级别", "培训级别", "层级"),
    "certificate_no": ("证书编号", "结业证书编号", "结业证号", "证书号", "证号"),
    **TAILS,
}
_FIELDS: Final = fields_of(HEADINGS)
_LEVELS: Final = {
    **dict.fromkeys(("中央", "国家级", "中央级"), TrainingLevel.NATION),
    **dict.fromkeys(("省", "省级"), TrainingLevel.PROVINCE),
    **dict.fromkeys(("市", "市级", "地市级"), TrainingLevel.CITY),
    **dict.fromkeys(("县", "县级", "区级", "区县级"), TrainingLevel.COUNTY),
    **dict.fromkeys(("基层党委", "党委", "党委级"), TrainingLevel.COMMITTEE),
    **dict.fromkeys(("支部", "党支部"), TrainingLevel.BRANCH),
}


@dataclass(frozen=True, slots=True)
class CertificateLine(Listed):
    """A training that the list says somebody had; `hours` None where neither they nor days can be read."""

    title: str = ""
    occurred_on: date | None = None
    ended_on: date | None = None
    hours: Decimal | None = None
    organiser: str | None = None
    level: TrainingLevel | None = None
    certificate_no: str | None = None
    hours_cell: str = ""


def lines_of(sheets: Sequence[Sheet], rules: HourRules) -> list[CertificateLine]:
    """The lines below the best header. Errors: `study.list_no_header`, `study.list_empty`."""
    return [_line(cells, rules) for cells in cells_of(sheets, _FIELDS, frozenset({"name", "occurred_on"}))]


def _line(cells: Cells, rules: HourRules) -> CertificateLine:
    texts, address = cells.texts, cells.addresses
    complaints: list[Complaint] = []

    def complain(field: str, error: ErrorCode, **params: object) -> None:
        complaints.append(Complaint(address.get(field, address["name"]), error.code, error.text, params))

    for field, error in (("name", list_errors.NAME_MISSING), ("title", list_errors.TITLE_MISSING)):
        if not texts.get(field):
            complain(field, error)
    days = {field: day_of(texts.get(field, "")) for field in ("occurred_on", "ended_on")}
    for field, day in days.items():
        if day is None and (texts.get(field) or field == "occurred_on"):
            complain(field, list_errors.DATE_UNREADABLE, given=texts.get(field, "")[:20] or "（空）")
    first, last = days["occurred_on"], days["ended_on"]
    hours = _hours(texts, first, last, rules)
    if hours is None:
        complain("hours" if texts.get("hours") else "days", list_errors.HOURS_UNREADABLE)
    level = _LEVELS.get(folded(texts.get("level", "")))
    if texts.get("level") and level is None:
        complain("level", list_errors.LEVEL_UNKNOWN, given=texts["level"][:20])
    return CertificateLine(
        cells.row,
        texts.get("name", ""),
        cells.tails(),
        address["name"],
        complaints=tuple(complaints),
        title=texts.get("title", ""),
        occurred_on=first,
        ended_on=last,
        hours=hours,
        organiser=texts.get("organiser") or None,
        level=level,
        certificate_no=texts.get("certificate_no") or None,
        hours_cell=address.get("hours") or address.get("days") or address["name"],
    )


def _hours(texts: Mapping[str, str], first: date | None, last: date | None, rules: HourRules) -> Decimal | None:
    """What the list says; else a day's hours for each day it names, or for each from the first to the last."""
    given = _number(texts.get("hours", ""))
    if given is not None or texts.get("hours"):
        return given
    days = _number(texts.get("days", ""))
    if days is not None or texts.get("days"):
        return days * rules.day if days is not None else None
    if first is None:
        return None
    counted = days_between(first, last or first)
    return rules.day * counted if counted > 0 else None


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.removesuffix("学时").removesuffix("天").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None
