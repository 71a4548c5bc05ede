"""Reading exemptions and the figures that hold for an organisation."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from models.enums.study_requirements import ExemptionGround, RequirementCode
from models.members import Member
from models.study_requirements import StudyExemption
from services.kit.errors import NOT_FOUND
from services.kit.paging import Page
from services.kit.reader import Reader, Row
from services.study import pages
from services.study import requirement_queries as queries
from services.study.exemptions import EXEMPTION
from services.study.figures import HOURS, Figure, in_force, regulation
from services.study.pages import Asked, Levels, Listing
from services.study.requirement_labels import EXEMPTION_RULE, GROUND_LABELS, REQUIREMENT_LABELS
from services.study.requirement_views import figure_of
from services.study.sight import visible
from services.study.views import Onlooker, View

exemption, member = StudyExemption.__table__, Member.__table__


def _seen(levels: Levels) -> ColumnElement[bool]:
    """Officers of the member's branch, who supervises it, the member."""
    return or_(pages.within(member, levels, "keep", "supervise"), exemption.c.member_id == pages.my_member_id())


_LISTING = Listing(
    table=exemption,
    statement=select(*exemption.c, member.c.name.label("member_name"), member.c.branch_id).join_from(
        exemption, member, member.c.id == exemption.c.member_id
    ),
    seen=_seen,
    sorts=pages.timed(exemption),
    default="-created_at",
    conditions=(
        ("branch_id", member.c.branch_id == pages.identity("branch_id")),
        ("standing", exemption.c.ended_on.is_(None) & ~exemption.c.struck),
    ),
)


async def page(reader: Reader, look: Onlooker, asked: Asked) -> Page:
    """Exemptions of the members whose study the actor keeps or supervises, and one's own."""
    found = await pages.page(reader, look.actor, _LISTING, asked)
    return Page([_view(row, look) for row in found.items], found.next_cursor, found.total)


async def one(reader: Reader, look: Onlooker, exemption_id: UUID) -> View:
    """Errors: `not_found`."""
    row = await pages.one(reader, look.actor, _LISTING, exemption_id)
    if row is None:
        raise NOT_FOUND(what=EXEMPTION)
    return _view(row, look)


def _view(row: Row, look: Onlooker) -> View:
    return {
        **row,
        "member": {"id": row["member_id"], "name": row["member_name"]},
        "branch": look.branch(row["branch_id"]),
        "ground_label": look.say(GROUND_LABELS[ExemptionGround(row["ground"])]),
        "entered_by": row["entered_name"],
        "ended_by": row["ended_name"],
        "rule": EXEMPTION_RULE,
    }


async def figures(reader: Reader, look: Onlooker, branch_id: UUID, year: int) -> list[View]:
    """What holds for the organisation in the year, each with where it comes from. Errors: `not_found`."""
    node = visible(look.actor, branch_id)
    stored = await queries.figures(reader, node.lineage)
    rows = {(row["branch_id"], row["code"], row["from_year"]): row for row in stored}
    holding = in_force(map(figure_of, stored), node.lineage, year)
    return [
        _figure(figure, rows.get((figure.branch_id, figure.code.value, figure.from_year)), look)
        for figure in (holding[code] for code in RequirementCode)
    ]


def _figure(figure: Figure, row: Row | None, look: Onlooker) -> View:
    least = regulation(figure.code).amount
    return {
        "id": row["id"] if row else None,
        "version": row["version"] if row else None,
        "code": figure.code,
        "label": look.say(REQUIREMENT_LABELS[figure.code]),
        "unit": "hours" if figure.code in HOURS else "times",
        "amount": figure.amount,
        "months": figure.months,
        "from_year": figure.from_year or None,
        "basis": figure.basis,
        "confidence": figure.confidence,
        "branch": look.branch(figure.branch_id) if figure.branch_id else None,
        "regulation": least,
        "below_regulation": figure.amount < least,
    }


async def one_figure(reader: Reader, look: Onlooker, row: Any) -> View:
    """A setting that was just written."""
    found = await queries.figures(reader, [row.branch_id])
    stored = next(each for each in found if each["id"] == row.id)
    return _figure(figure_of(stored), stored, look)
