"""Setting figures of the yearly requirement for an organisation and all below it, from a year on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from models.enums.study_requirements import Confidence, RequirementCode
from models.study_requirements import StudyFigure
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.study import requirement_errors as errors
from services.study.figures import WITH_MONTHS
from services.study.requirement_labels import REQUIREMENT_LABELS
from services.study.sight import ASKS, require

FIGURE = Text("这项要求", "The figure")
_NEED = {
    True: Text("须写明在多少个月内完成", "give the months within which it is asked for"),
    False: Text("按年度计算，不填月数", "it is asked for in a calendar year, so no months"),
}


@dataclass(frozen=True, slots=True)
class NewFigure:
    branch_id: UUID
    code: RequirementCode
    amount: Decimal
    from_year: int
    basis: str
    confidence: Confidence = Confidence.P
    months: int | None = None


async def establish(session: WriteSession, actor: Actor, new: NewFigure, *, today: date) -> StudyFigure:
    """Errors: `not_found`, `forbidden`, `study.figure_past`, `study.figure_months`, `study.figure_known`."""
    require(actor, new.branch_id, *ASKS)
    _check(new.code, new.from_year, new.months, today)
    known = select(StudyFigure.id).filter_by(branch_id=new.branch_id, code=new.code, from_year=new.from_year)
    if await session.scalar(known) is not None:
        raise errors.FIGURE_KNOWN.at("/from_year", from_year=new.from_year)
    values = {name: getattr(new, name) for name in NewFigure.__dataclass_fields__}
    figure = StudyFigure(**values, set_by=actor.account_id, set_name=actor.display_name)
    session.add(figure)
    await session.flush()
    _audit(session, actor, "establish", figure, audit.changed({}, _facts(figure)))
    return figure


async def amend(
    session: WriteSession, actor: Actor, figure_id: UUID, version: int, changes: Mapping[str, Any], *, today: date
) -> StudyFigure:
    """Correct a figure whose years are not over. Errors: those of `establish`, `stale_version`."""
    figure = await session.get(StudyFigure, figure_id, with_for_update=True, populate_existing=True)
    if figure is None or not actor.covers(Permission.STUDY_READ, figure.branch_id):
        raise NOT_FOUND(what=FIGURE)
    require(actor, figure.branch_id, *ASKS)
    if figure.version != version:
        raise STALE(current=figure.version, given=version)
    before = _facts(figure)
    for name, value in changes.items():
        setattr(figure, name, value)
    _check(figure.code, figure.from_year, figure.months, today)
    figure.set_by, figure.set_name = actor.account_id, actor.display_name
    await session.flush()
    _audit(session, actor, "amend", figure, audit.changed(before, _facts(figure)))
    return figure


def _check(code: RequirementCode, from_year: int, months: int | None, today: date) -> None:
    if from_year < today.year:
        raise errors.FIGURE_PAST.at("/from_year", from_year=from_year, earliest=today.year)
    if (code in WITH_MONTHS) != (months is not None):
        raise errors.MONTHS.at("/months", label=REQUIREMENT_LABELS[code], need=_NEED[code in WITH_MONTHS])


def _facts(figure: StudyFigure) -> dict[str, Any]:
    return {
        "code": figure.code.value,
        "amount": str(figure.amount),
        "months": figure.months,
        "from_year": figure.from_year,
        "basis": figure.basis,
        "confidence": figure.confidence.value,
    }


def _audit(session: WriteSession, actor: Actor, action: str, figure: StudyFigure, changes: audit.Changes) -> None:
    audit.record(
        session,
        actor,
        f"study_figure.{action}",
        entity_kind="study_figure",
        entity_id=figure.id,
        entity_name=REQUIREMENT_LABELS[figure.code].zh,
        branch_id=figure.branch_id,
        changes=changes,
    )
