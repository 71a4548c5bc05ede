"""Photos of members: never required, used for nothing but to be looked at."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import File, Header, Response, UploadFile

from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, WriteSession
from api.platform import Platform
from api.routing import SIGNED_IN, SecuredRouter
from services.access.permissions import Permission
from services.kit.clock import utc_now
from services.kit.reader import Reader
from services.members import correction_queries, photos, portraits, views

own_router = SecuredRouter(prefix="/me/member/photo", tag="members")
router = SecuredRouter(prefix="/members/{member_id}/photo", tag="members")

_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"content": {portraits.MEDIA_TYPE: {}}, "description": "The picture, at most 480 × 640"},
    304: {"description": "The picture is the one named in If-None-Match"},
}
IfNoneMatch = Annotated[str | None, Header(description="The `ETag` of the picture you have")]


@own_router.operation("GET", "", permission=SIGNED_IN, errors=(404,), responses=_PICTURE, response_class=Response)
async def get_own_photo(
    reader: CurrentReader, platform: CurrentPlatform, actor: CurrentActor, if_none_match: IfNoneMatch = None
) -> Response:
    """One's own photo."""
    row = await correction_queries.own_record(reader, actor)
    return await _picture(reader, platform, row["id"], if_none_match)


@router.operation(
    "GET", "", permission=Permission.MEMBER_READ, errors=(404,), responses=_PICTURE, response_class=Response
)
async def get_photo(
    reader: CurrentReader,
    platform: CurrentPlatform,
    actor: CurrentActor,
    member_id: UUID,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The photo of somebody whose record the caller may see."""
    await views.visible(reader, actor, member_id)
    return await _picture(reader, platform, member_id, if_none_match)


@router.operation(
    "PUT",
    "",
    permission=Permission.MEMBER_MANAGE,
    status_code=204,
    errors=(404, 409, 412, 413, 415, 428),
    response_class=Response,
)
async def put_photo(
    session: WriteSession,
    platform: CurrentPlatform,
    actor: CurrentActor,
    member_id: UUID,
    version: IfMatch,
    file: Annotated[UploadFile, File(description="JPEG, PNG or WebP, up to 5 MB")],
) -> None:
    """Set or replace the photo. The version is that of the record. The picture is made small and its properties go."""
    await photos.put(
        session, platform.vault, platform.files, actor, member_id, version, await file.read(), now=utc_now()
    )


@router.operation(
    "DELETE",
    "",
    permission=Permission.MEMBER_MANAGE,
    status_code=204,
    errors=(404, 409, 412, 428),
    response_class=Response,
)
async def remove_photo(session: WriteSession, actor: CurrentActor, member_id: UUID, version: IfMatch) -> None:
    """Erase the photo. The version is that of the record."""
    await photos.remove(session, actor, member_id, version, now=utc_now())


async def _picture(reader: Reader, platform: Platform, member_id: UUID, seen: str | None) -> Response:
    identity, content = await photos.stored(reader, platform.vault, platform.files, member_id)
    headers = {"ETag": f'"{identity}"', "Cache-Control": "private, no-cache"}
    if seen is not None and headers["ETag"] in seen:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=portraits.MEDIA_TYPE, headers=headers)
