"""The register of members: list, register, amend, reveal, life cycle."""

import asyncio
import os
from pathlib import Path
from tempfile import mkstemp
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.answers import written
from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, OverviewReader, Paging, WriteSession, tagged
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.members import Stage, Standing
from schemas.common import SearchText
from schemas.members import (
    CodeLists,
    Member,
    MemberAmendment,
    MemberHistory,
    MemberInput,
    MemberPage,
    MemberStep,
    PoliticalBirthdays,
    Reason,
    Revealed,
    RevealInput,
    SexCode,
)
from services.access.permissions import Permission
from services.kit.clock import today, utc_now
from services.kit.database import reader_in
from services.members import amending, exporting, filters, queries, registration, revealing, transitions, views
from services.members.codes import LISTS, STANDARDS, label_of
from services.members.export_files import Format
from services.members.exporting import Wanted
from services.members.filters import MemberFilter
from services.members.holds import Holds
from services.members.views import Onlooker
from services.transfers import ties as transfer_ties

HOLDS: Holds = transfer_ties.HOLDS
"""Everything that can hold a record where it is: a feature with such affairs adds its holds here."""

router = SecuredRouter(prefix="/members", tag="members")
_MEDIA_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
_TABLES: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in _MEDIA_TYPES.values()}}
}


async def _onlooker(actor: CurrentActor, platform: CurrentPlatform) -> Onlooker:
    return Onlooker(actor, platform.vault)


Look = Annotated[Onlooker, Depends(_onlooker)]


async def _view(
    actor: CurrentActor,
    branch_id: Annotated[UUID | None, Query(description="This branch and everything below it")] = None,
    direct: Annotated[bool, Query(description="Of `branch_id` alone, without what stands below")] = False,
) -> filters.View:
    return filters.view_of(actor, within=branch_id, direct=direct)


async def _filter(
    paging: Paging,
    platform: CurrentPlatform,
    stage: Annotated[list[Stage], Query()] = [],  # noqa: B006 - FastAPI copies it
    standing: Annotated[list[Standing], Query(description="Without it: normal and suspended")] = [],  # noqa: B006
    sex: Annotated[list[SexCode], Query()] = [],  # noqa: B006
    floating: bool | None = None,
    lost_contact: bool | None = None,
    q: Annotated[
        SearchText | None,
        Query(description="Part of the name, pinyin, initials; last four places or whole telephone or ID number"),
    ] = None,
) -> MemberFilter:
    return filters.make_filter(
        platform.vault,
        stage=stage,
        standing=standing,
        sex=sex,
        floating=floating,
        lost_contact=lost_contact,
        q=q,
        updated_since=paging.updated_since,
    )


View = Annotated[filters.View, Depends(_view)]
Filter = Annotated[MemberFilter, Depends(_filter)]


@router.operation("GET", "", permission=Permission.MEMBER_READ, errors=(404,), response_model=MemberPage)
async def list_members(reader: CurrentReader, look: Look, paging: Paging, view: View, chosen: Filter) -> Response:
    """Members within the caller's branches. Sorts: created_at, name, joined_on, birth_date, updated_at."""
    page = await queries.page(
        reader,
        view,
        chosen,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
    )
    items = [views.summary(row, look) for row in page.items]
    return written(MemberPage, {"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=Permission.MEMBER_MANAGE, status_code=201, errors=(404, 409))
async def register_member(session: WriteSession, look: Look, new: MemberInput, response: Response) -> Member:
    """Put a person on the register of a branch."""
    given = new.model_dump(exclude={"branch"})
    wanted = registration.NewMember(**given, branch_id=new.branch)
    stored = await registration.register(session, look.vault, look.actor, wanted, now=utc_now())
    response.headers["Location"] = f"/api/v1/members/{stored.id}"
    return await _answer(session, look, stored.id, response)


@router.operation("GET", "/birthdays", permission=Permission.MEMBER_READ, errors=(404,))
async def list_birthdays(
    reader: OverviewReader,
    look: Look,
    view: View,
    paging: Paging,
    month: Annotated[int | None, Query(ge=1, le=12, description="The present month without it")] = None,
) -> PoliticalBirthdays:
    """政治生日: whose day of joining falls into the month, by day."""
    day = today()
    page = await queries.birthdays(reader, view, month or day.month, cursor=paging.cursor, limit=paging.limit)
    items = [views.birthday(row, look, day.year) for row in page.items]
    return PoliticalBirthdays.model_validate({"items": items, "next_cursor": page.next_cursor})


@router.operation(
    "GET", "/export", permission=Permission.MEMBER_READ, errors=(404,), responses=_TABLES, response_class=FileResponse
)
async def export_members(
    look: Look,
    platform: CurrentPlatform,
    view: View,
    chosen: Filter,
    form: Annotated[Format, Query(alias="format")] = "xlsx",
    reveal: Annotated[bool, Query(description="Sealed values in the clear, for a reason")] = False,
    reason: Annotated[Reason | None, Query()] = None,
) -> FileResponse:
    """Everybody whom the same filters show in the list, in the columns of the import's template."""
    target = await asyncio.to_thread(_new_file, f".{form}")
    try:
        await exporting.export(platform.database, look, view, chosen, target, Wanted(form, reveal, reason))
    except BaseException:
        await asyncio.to_thread(target.unlink)
        raise
    return FileResponse(
        target,
        media_type=_MEDIA_TYPES[form],
        filename=f"党员名册-{today().isoformat()}.{form}",
        background=BackgroundTask(target.unlink),
    )


def _new_file(suffix: str) -> Path:
    descriptor, name = mkstemp(suffix=suffix)
    os.close(descriptor)
    return Path(name)


@router.operation("GET", "/codes", permission=SIGNED_IN)
async def list_codes(actor: CurrentActor) -> CodeLists:
    """The national code lists, for forms; a member needs them to ask for a correction."""
    items = [
        {
            "name": name,
            "standard": STANDARDS[name],
            "entries": [{"code": code, "label": label_of(name, code, actor.locale)} for code in codes],
        }
        for name, codes in LISTS.items()
    ]
    return CodeLists.model_validate({"items": items})


@router.operation("GET", "/{member_id}", permission=Permission.MEMBER_READ, errors=(404,), response_model=Member)
async def get_member(reader: CurrentReader, look: Look, member_id: UUID) -> Response:
    """A record whole, sealed fields masked, with what the caller may do now."""
    view = await views.one(reader, look, member_id)
    return written(Member, view, version=view["version"])


@router.operation("PATCH", "/{member_id}", permission=Permission.MEMBER_MANAGE, errors=(404, 409, 412, 428))
async def amend_member(
    session: WriteSession,
    look: Look,
    member_id: UUID,
    version: IfMatch,
    changes: MemberAmendment,
    response: Response,
) -> Member:
    """Correct what the record says; only the fields sent are touched."""
    values: dict[str, Any] = {name: getattr(changes, name) for name in changes.model_fields_set - {"reason"}}
    await amending.amend(session, look.vault, look.actor, member_id, version, values, changes.reason, now=utc_now())
    return await _answer(session, look, member_id, response)


@router.operation(
    "DELETE",
    "/{member_id}",
    permission=Permission.MEMBER_MANAGE,
    status_code=204,
    errors=(404, 409, 412, 428),
    response_class=Response,
)
async def strike_member(
    session: WriteSession,
    actor: CurrentActor,
    member_id: UUID,
    version: IfMatch,
    reason: Annotated[Reason, Query(description="Why the registration was a mistake")],
) -> None:
    """Take back a registration that was a mistake. The record and its history stay; lists no longer show it."""
    await transitions.strike(session, actor, member_id, version, reason, holds=HOLDS, now=utc_now())


@router.operation("POST", "/{member_id}/transitions", permission=Permission.MEMBER_MANAGE, errors=(404, 409, 412, 428))
async def move_member(
    session: WriteSession, look: Look, member_id: UUID, version: IfMatch, step: MemberStep, response: Response
) -> Member:
    """Carry out one of `available_actions`."""
    given = step.model_dump(exclude={"action"}, exclude_none=True)
    await transitions.transition(
        session, look.actor, member_id, version, step.action, given, holds=HOLDS, now=utc_now()
    )
    return await _answer(session, look, member_id, response)


@router.operation("GET", "/{member_id}/history", permission=Permission.MEMBER_READ, errors=(404,))
async def list_history(reader: CurrentReader, look: Look, member_id: UUID) -> MemberHistory:
    """What was done on the record, who looked at sealed fields included; oldest first."""
    return MemberHistory.model_validate({"items": await views.history(reader, look, member_id)})


@router.operation("POST", "/{member_id}/reveal", permission=Permission.MEMBER_REVEAL, errors=(404,))
async def reveal_member(session: WriteSession, look: Look, member_id: UUID, wanted: RevealInput) -> Revealed:
    """Sealed fields in the clear. The member and the security auditor see who looked, and why."""
    values = await revealing.reveal(
        session, look.vault, look.actor, member_id, wanted.fields, wanted.reason, now=utc_now()
    )
    return Revealed(values=values)


async def _answer(session: WriteSession, look: Onlooker, member_id: UUID, response: Response) -> Member:
    return Member.model_validate(tagged(response, await views.one(await reader_in(session), look, member_id)))
