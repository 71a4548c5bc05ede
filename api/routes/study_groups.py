"""Youth theory study groups (青年理论学习小组)."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.study import Look
from api.routing import SIGNED_IN, SecuredRouter
from schemas.study_groups import (
    StudyGroup,
    StudyGroupAmendment,
    StudyGroupDissolution,
    StudyGroupInput,
    StudyGroupIntake,
    StudyGroupPage,
    StudyGroupRelease,
)
from services.access.permissions import Permission
from services.kit.database import reader_in
from services.study import group_views, groups
from services.study.groups import NewGroup
from services.study.pages import Asked
from services.study.views import Onlooker

router = SecuredRouter(prefix="/study-groups", tag="study")
READ = Permission.STUDY_READ


@router.operation("GET", "", permission=SIGNED_IN)
async def list_study_groups(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    branch_id: UUID | None = None,
    mine: Annotated[bool, Query(description="Only those that the caller belongs to")] = False,
    standing: Annotated[bool, Query(description="Only those that are not dissolved")] = False,
) -> StudyGroupPage:
    """Groups of the caller's organisations, and one's own. Sorts: created_at, updated_at."""
    filters = {
        "branch_id": branch_id,
        "mine": True if mine else None,
        "standing": True if standing else None,
        "updated_since": paging.updated_since,
    }
    asked = Asked(filters, paging.sort, paging.cursor, paging.limit, paging.with_total)
    page = await group_views.page(reader, look, asked)
    return StudyGroupPage.model_validate({"items": page.items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=READ, status_code=201, errors=(404, 409))
async def form_study_group(
    session: WriteSession, look: Look, wanted: StudyGroupInput, response: Response
) -> StudyGroup:
    """Form a group for a field of work, with its mentor and first members."""
    given = {**wanted.model_dump(), "member_ids": tuple(wanted.member_ids)}
    made = await groups.form(session, look.actor, NewGroup(**given), today=look.today)
    response.headers["Location"] = f"/api/v1/study-groups/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("GET", "/{group_id}", permission=SIGNED_IN, errors=(404,))
async def get_study_group(reader: CurrentReader, look: Look, group_id: UUID, response: Response) -> StudyGroup:
    return StudyGroup.model_validate(tagged(response, await group_views.one(reader, look, group_id)))


@router.operation("PATCH", "/{group_id}", permission=READ, errors=(404, 409, 412, 428))
async def amend_study_group(
    session: WriteSession, look: Look, group_id: UUID, version: IfMatch, given: StudyGroupAmendment, response: Response
) -> StudyGroup:
    """Another name, field, mentor or leader."""
    await groups.amend(session, look.actor, group_id, version, given.model_dump(exclude_unset=True))
    return await _answer(session, look, group_id, response)


@router.operation("POST", "/{group_id}/members", permission=READ, errors=(404, 409, 412, 428))
async def take_into_study_group(
    session: WriteSession, look: Look, group_id: UUID, version: IfMatch, given: StudyGroupIntake, response: Response
) -> StudyGroup:
    """Take people in from a day on; who belongs already stays as they are."""
    await groups.take_in(session, look.actor, group_id, version, given.member_ids, given.from_on, today=look.today)
    return await _answer(session, look, group_id, response)


@router.operation("POST", "/{group_id}/release", permission=READ, errors=(404, 409, 412, 428))
async def release_from_study_group(
    session: WriteSession, look: Look, group_id: UUID, version: IfMatch, given: StudyGroupRelease, response: Response
) -> StudyGroup:
    """Somebody leaves by their last day."""
    await groups.release(session, look.actor, group_id, version, given.member_id, given.to_on, today=look.today)
    return await _answer(session, look, group_id, response)


@router.operation("POST", "/{group_id}/dissolve", permission=READ, errors=(404, 409, 412, 428))
async def dissolve_study_group(
    session: WriteSession,
    look: Look,
    group_id: UUID,
    version: IfMatch,
    given: StudyGroupDissolution,
    response: Response,
) -> StudyGroup:
    """The group ends; what it did stays."""
    await groups.dissolve(session, look.actor, group_id, version, given.dissolved_on, given.reason, today=look.today)
    return await _answer(session, look, group_id, response)


async def _answer(session: WriteSession, look: Onlooker, group_id: UUID, response: Response) -> StudyGroup:
    seen = await group_views.one(await reader_in(session), look, group_id)
    return StudyGroup.model_validate(tagged(response, seen))
