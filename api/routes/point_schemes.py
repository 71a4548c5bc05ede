"""Schemes of points: their rules, publication, freezing."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.points import Look
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.points import SchemeState
from schemas.point_schemes import (
    PointPreview,
    PointRuleInput,
    PointRules,
    PointRuleText,
    PointSchemeAmendment,
    PointSchemeInput,
    PointSchemePage,
    PointSchemeWhole,
)
from schemas.points import RuleCode, Year
from services.access.permissions import Permission
from services.kit.clock import utc_now
from services.kit.database import reader_in
from services.points import lists, previewing, queries, scheme_views, schemes
from services.points.rules import RuleText
from services.points.schemes import NewScheme
from services.points.views import Onlooker

router = SecuredRouter(prefix="/point-schemes", tag="points")
MANAGE = Permission.POINT_MANAGE


@router.operation("GET", "", permission=SIGNED_IN)
async def list_point_schemes(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    year: Year | None = None,
    branch_id: UUID | None = None,
    state: Annotated[list[SchemeState], Query()] = [],  # noqa: B006 - FastAPI copies it
) -> PointSchemePage:
    """Published ones that hold for the caller or below; drafts for who writes them. Sorts: created_at, updated_at."""
    filters = {
        "year": year,
        "branch_id": branch_id,
        "state": [item.value for item in state],
        "updated_since": paging.updated_since,
    }
    page = await lists.page(
        reader,
        look.actor,
        "schemes",
        filters,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
    )
    items = [scheme_views.scheme(row, look) for row in page.items]
    return PointSchemePage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=MANAGE, status_code=201, errors=(404, 409))
async def draft_point_scheme(
    session: WriteSession, look: Look, wanted: PointSchemeInput, response: Response
) -> PointSchemeWhole:
    """Begin the scheme of an organisation for a year, with the rules of another one if wanted."""
    if wanted.like is not None:
        await scheme_views.one_scheme(await reader_in(session), look, wanted.like)
    new = NewScheme(**{**wanted.model_dump(), "bands": tuple(wanted.bands)})
    made = await schemes.draft(session, look.actor, new)
    response.headers["Location"] = f"/api/v1/point-schemes/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("GET", "/{scheme_id}", permission=SIGNED_IN, errors=(404,))
async def get_point_scheme(reader: CurrentReader, look: Look, scheme_id: UUID, response: Response) -> PointSchemeWhole:
    return PointSchemeWhole.model_validate(tagged(response, await scheme_views.one_scheme(reader, look, scheme_id)))


@router.operation("PATCH", "/{scheme_id}", permission=MANAGE, errors=(404, 409, 412, 428))
async def amend_point_scheme(
    session: WriteSession,
    look: Look,
    scheme_id: UUID,
    version: IfMatch,
    changes: PointSchemeAmendment,
    response: Response,
) -> PointSchemeWhole:
    """Change a draft."""
    values: dict[str, Any] = {name: getattr(changes, name) for name in changes.model_fields_set}
    await schemes.amend(session, look.actor, scheme_id, version, values)
    return await _answer(session, look, scheme_id, response)


@router.operation("POST", "/{scheme_id}/publish", permission=MANAGE, errors=(404, 409, 412, 428))
async def publish_point_scheme(
    session: WriteSession, look: Look, scheme_id: UUID, version: IfMatch, response: Response
) -> PointSchemeWhole:
    """From now on facts earn points; a rule changes by a later version only."""
    await schemes.publish(session, look.actor, scheme_id, version, now=utc_now())
    return await _answer(session, look, scheme_id, response)


@router.operation("POST", "/{scheme_id}/freeze", permission=MANAGE, errors=(404, 409, 412, 428))
async def freeze_point_scheme(
    session: WriteSession, look: Look, scheme_id: UUID, version: IfMatch, response: Response
) -> PointSchemeWhole:
    """Once the year is over: keep every member's result with the rule text; no entry of the year afterwards."""
    await schemes.freeze(session, look.actor, scheme_id, version, now=utc_now())
    return await _answer(session, look, scheme_id, response)


@router.operation("GET", "/{scheme_id}/preview", permission=MANAGE, errors=(404,))
async def preview_point_scheme(
    reader: CurrentReader, look: Look, scheme_id: UUID, year: Annotated[Year | None, Query()] = None
) -> PointPreview:
    """What a past year, by default the one before the scheme's, would have given under its rules; no names."""
    scheme = await scheme_views.one_scheme(reader, look, scheme_id)
    return PointPreview.model_validate(await previewing.preview(reader, look, scheme, year or scheme["year"] - 1))


@router.operation("GET", "/{scheme_id}/rules", permission=SIGNED_IN, errors=(404,))
async def list_point_rules(reader: CurrentReader, look: Look, scheme_id: UUID) -> PointRules:
    """Every version of every rule, by code."""
    await scheme_views.one_scheme(reader, look, scheme_id)
    rows = await queries.rules(reader, scheme_id)
    return PointRules.model_validate({"items": [scheme_views.rule(row, look) for row in rows]})


@router.operation("POST", "/{scheme_id}/rules", permission=MANAGE, status_code=201, errors=(404, 409))
async def add_point_rule(
    session: WriteSession, look: Look, scheme_id: UUID, wanted: PointRuleInput, response: Response
) -> PointSchemeWhole:
    """Write a rule under a new code; what rules must not reward is refused with the reason."""
    rule = RuleText(**wanted.model_dump())
    await schemes.add_rule(session, look.actor, scheme_id, rule, today=look.today)
    return await _answer(session, look, scheme_id, response)


@router.operation("PUT", "/{scheme_id}/rules/{code}", permission=MANAGE, errors=(404, 409, 412, 428))
async def change_point_rule(
    session: WriteSession,
    look: Look,
    scheme_id: UUID,
    code: RuleCode,
    version: IfMatch,
    wanted: PointRuleText,
    response: Response,
) -> PointSchemeWhole:
    """Another text for a rule: in a draft in its place, afterwards as a version with its own first day."""
    rule = RuleText(code=code, **wanted.model_dump())
    await schemes.change_rule(session, look.actor, scheme_id, version, rule, today=look.today)
    return await _answer(session, look, scheme_id, response)


async def _answer(session: WriteSession, look: Onlooker, scheme_id: UUID, response: Response) -> PointSchemeWhole:
    seen = await scheme_views.one_scheme(await reader_in(session), look, scheme_id)
    return PointSchemeWhole.model_validate(tagged(response, seen))
