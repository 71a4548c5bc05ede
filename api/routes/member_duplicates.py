"""Possible duplicates on the register: proposed, told apart, merged."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentActor, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.members import Look
from api.routing import SecuredRouter
from schemas.member_duplicates import Dismissal, DuplicatePage, MergeInput, MergePreview
from schemas.members import Member
from services.access.permissions import Permission
from services.accounts import merge_ties as account_ties
from services.kit.clock import utc_now
from services.kit.database import reader_in
from services.members import distinguishing, duplicates, merge_ties, merge_views, merging, views
from services.members.filters import view_of
from services.members.merge_ties import MergeTies
from services.points import merge_ties as point_ties
from services.posts import merge_ties as post_ties
from services.study import merge_ties as study_ties
from services.study import requirement_ties as study_requirement_ties
from services.transfers import merge_ties as transfer_ties

router = SecuredRouter(prefix="/members", tag="members")

TIES: MergeTies = (
    *merge_ties.TIES,
    *account_ties.TIES,
    *transfer_ties.TIES,
    *point_ties.TIES,
    *study_ties.TIES,
    *study_requirement_ties.MERGE_TIES,
    *post_ties.TIES,
)
"""Everything that can point to a record: a feature whose rows belong to members adds its ties here."""


@router.operation("GET", "/duplicates", permission=Permission.MEMBER_MANAGE, errors=(404,))
async def list_duplicates(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    branch_id: Annotated[UUID | None, Query(description="This branch and everything below it")] = None,
) -> DuplicatePage:
    """Records that resemble one registered earlier, both within the caller's branches; the newest first."""
    view = view_of(look.actor, within=branch_id, permission=Permission.MEMBER_MANAGE)
    page = await duplicates.page(reader, view, look, sort=paging.sort, cursor=paging.cursor, limit=paging.limit)
    return DuplicatePage.model_validate({"items": page.items, "next_cursor": page.next_cursor})


@router.operation(
    "POST",
    "/duplicates/dismiss",
    permission=Permission.MEMBER_MANAGE,
    status_code=204,
    errors=(404,),
    response_class=Response,
)
async def dismiss_duplicate(session: WriteSession, actor: CurrentActor, told: Dismissal) -> None:
    """Say that two records are two different people: they are not proposed again."""
    await distinguishing.tell_apart(session, actor, told.member_id, told.other_id, told.reason, now=utc_now())


@router.operation("GET", "/{member_id}/merge-preview", permission=Permission.MEMBER_MANAGE, errors=(404,))
async def preview_merge(reader: CurrentReader, look: Look, member_id: UUID, other_id: UUID) -> MergePreview:
    """What merging the other record into this one would mean, field by field, with all that points to it."""
    return MergePreview.model_validate(await merge_views.preview(reader, look, TIES, member_id, other_id))


@router.operation("POST", "/{member_id}/merge", permission=Permission.MEMBER_MANAGE, errors=(404, 409, 412, 428))
async def merge_members(
    session: WriteSession, look: Look, member_id: UUID, version: IfMatch, wanted: MergeInput, response: Response
) -> Member:
    """Merge the other record into this one. It stays as a tombstone whose `merged_into` names this one."""
    await merging.merge(
        session,
        look.vault,
        look.actor,
        TIES,
        member_id,
        version,
        other_id=wanted.other_id,
        other_version=wanted.other_version,
        keep={str(field): side for field, side in wanted.keep.items()},
        reason=wanted.reason,
        now=utc_now(),
    )
    merged = await views.one(await reader_in(session), look, member_id)
    return Member.model_validate(tagged(response, merged))
