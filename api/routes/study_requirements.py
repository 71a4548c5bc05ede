"""Figures of the yearly requirement, and who is exempt from it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.study import ChosenYear, Look
from api.routing import SIGNED_IN, SecuredRouter
from schemas.study_requirements import (
    StudyExemption,
    StudyExemptionEnd,
    StudyExemptionInput,
    StudyExemptionPage,
    StudyFigure,
    StudyFigureAmendment,
    StudyFigureInput,
    StudyFigures,
)
from services.access.permissions import Permission
from services.kit.database import reader_in
from services.study import exemption_views, exemptions, figure_settings
from services.study.exemptions import NewExemption
from services.study.figure_settings import NewFigure
from services.study.pages import Asked
from services.study.views import Onlooker

router = SecuredRouter(tag="study")
READ = Permission.STUDY_READ


@router.operation("GET", "/branches/{branch_id}/study/figures", permission=READ, errors=(404,))
async def list_study_figures(
    reader: CurrentReader, look: Look, branch_id: UUID, year: ChosenYear = None
) -> StudyFigures:
    """What is asked of the members of an organisation in a year, each figure with where it comes from."""
    items = await exemption_views.figures(reader, look, branch_id, year or look.today.year)
    return StudyFigures.model_validate({"items": items})


@router.operation("POST", "/study-figures", permission=READ, status_code=201, errors=(404, 409))
async def set_study_figure(
    session: WriteSession, look: Look, wanted: StudyFigureInput, response: Response
) -> StudyFigure:
    """Set a figure for an organisation and all below it, from this or a later year on. Nearer ones go before."""
    made = await figure_settings.establish(session, look.actor, NewFigure(**wanted.model_dump()), today=look.today)
    return StudyFigure.model_validate(await _figure(session, look, made, response))


@router.operation("PATCH", "/study-figures/{figure_id}", permission=READ, errors=(404, 412, 428))
async def amend_study_figure(
    session: WriteSession,
    look: Look,
    figure_id: UUID,
    version: IfMatch,
    given: StudyFigureAmendment,
    response: Response,
) -> StudyFigure:
    """Correct a figure whose years are not over."""
    changes = given.model_dump(exclude_unset=True)
    changed = await figure_settings.amend(session, look.actor, figure_id, version, changes, today=look.today)
    return StudyFigure.model_validate(await _figure(session, look, changed, response))


async def _figure(session: WriteSession, look: Onlooker, row: Any, response: Response) -> dict[str, Any]:
    return tagged(response, await exemption_views.one_figure(await reader_in(session), look, row))


@router.operation("GET", "/study-exemptions", permission=SIGNED_IN)
async def list_study_exemptions(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    branch_id: UUID | None = None,
    member_id: UUID | None = None,
    standing: Annotated[bool, Query(description="Only those that neither ended nor were struck")] = False,
) -> StudyExemptionPage:
    """Exemptions of the caller's branches, and one's own. Sorts: created_at, updated_at."""
    filters = {
        "branch_id": branch_id,
        "member_id": member_id,
        "standing": True if standing else None,
        "updated_since": paging.updated_since,
    }
    asked = Asked(filters, paging.sort, paging.cursor, paging.limit, paging.with_total)
    page = await exemption_views.page(reader, look, asked)
    return StudyExemptionPage.model_validate(
        {"items": page.items, "next_cursor": page.next_cursor, "total": page.total}
    )


@router.operation("POST", "/study-exemptions", permission=Permission.STUDY_KEEP, status_code=201, errors=(404, 409))
async def exempt_member(
    session: WriteSession, look: Look, wanted: StudyExemptionInput, response: Response
) -> StudyExemption:
    """Enter the branch's decision that nothing hard is asked of a member (教管条例第二十三条)."""
    made = await exemptions.exempt(session, look.actor, NewExemption(**wanted.model_dump()), today=look.today)
    response.headers["Location"] = f"/api/v1/study-exemptions/{made.id}"
    return await _exemption(session, look, made.id, response)


@router.operation("GET", "/study-exemptions/{exemption_id}", permission=SIGNED_IN, errors=(404,))
async def get_study_exemption(
    reader: CurrentReader, look: Look, exemption_id: UUID, response: Response
) -> StudyExemption:
    return StudyExemption.model_validate(tagged(response, await exemption_views.one(reader, look, exemption_id)))


@router.operation(
    "POST",
    "/study-exemptions/{exemption_id}/end",
    permission=Permission.STUDY_KEEP,
    errors=(404, 409, 412, 428),
)
async def end_study_exemption(
    session: WriteSession,
    look: Look,
    exemption_id: UUID,
    version: IfMatch,
    given: StudyExemptionEnd,
    response: Response,
) -> StudyExemption:
    """End an exemption by its last day; without a day strike it, because it was entered by mistake."""
    await exemptions.end(session, look.actor, exemption_id, version, given.ended_on, given.reason)
    return await _exemption(session, look, exemption_id, response)


async def _exemption(session: WriteSession, look: Onlooker, exemption_id: UUID, response: Response) -> StudyExemption:
    seen = await exemption_views.one(await reader_in(session), look, exemption_id)
    return StudyExemption.model_validate(tagged(response, seen))
