"""A member's year of points, a branch's by name, distributions without names, marks over a year."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Response

from api.answers import written
from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, WriteSession, tagged
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.points import SchemeKind
from schemas.points import (
    BranchPoints,
    MemberPoints,
    PointDistribution,
    PointFlag,
    PointFlagInput,
    PointReason,
    PointResultUseInput,
    Year,
)
from services.access.permissions import Permission
from services.kit import paging
from services.kit.clock import today, utc_now
from services.kit.database import reader_in
from services.points import flags, queries, uses, views
from services.points.flags import NewFlag
from services.points.uses import Use
from services.points.views import Onlooker

router = SecuredRouter(tag="points")


async def _onlooker(actor: CurrentActor) -> Onlooker:
    return Onlooker(actor, today())


Look = Annotated[Onlooker, Depends(_onlooker)]
ChosenYear = Annotated[Year | None, Query(description="Without it: this year")]


@router.operation("GET", "/members/{member_id}/points", permission=SIGNED_IN, errors=(404,))
async def get_member_points(
    reader: CurrentReader,
    look: Look,
    member_id: UUID,
    year: ChosenYear = None,
    kind: SchemeKind = SchemeKind.MEMBER,
) -> MemberPoints:
    """Each entry with rule, fact and who confirmed it: for the member, the branch's officers, who supervises them."""
    return MemberPoints.model_validate(await views.year_of(reader, look, member_id, year or look.today.year, kind))


@router.operation("GET", "/me/points", permission=SIGNED_IN, errors=(404,))
async def get_own_points(
    reader: CurrentReader, look: Look, year: ChosenYear = None, kind: SchemeKind = SchemeKind.MEMBER
) -> MemberPoints:
    """One's own year."""
    return MemberPoints.model_validate(await views.own_year(reader, look, year or look.today.year, kind))


@router.operation("GET", "/branches/{branch_id}/points", permission=SIGNED_IN, errors=(404,))
async def list_branch_points(
    reader: CurrentReader,
    look: Look,
    branch_id: UUID,
    year: ChosenYear = None,
    kind: SchemeKind = SchemeKind.MEMBER,
    limit: Annotated[int, Query(ge=1, le=paging.MAX_LIMIT)] = 100,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
    sort: Annotated[str | None, Query(max_length=60, description="By name alone")] = None,
) -> BranchPoints:
    """The members of this branch by name, for its officers and who supervises it. There is no order by score."""
    views.require_names(look, branch_id)
    page = await queries.branch_page(
        reader, branch_id, year or look.today.year, kind, sort=sort, cursor=cursor, limit=limit
    )
    items = [views.branch_line(row, look) for row in page.items]
    scheme = views.scheme_of(page.items[0]) if page.items else None
    return BranchPoints.model_validate({"scheme": scheme, "items": items, "next_cursor": page.next_cursor})


@router.operation(
    "GET",
    "/branches/{branch_id}/points/distribution",
    permission=Permission.POINT_READ,
    errors=(404,),
    response_model=PointDistribution,
)
async def get_point_distribution(
    reader: CurrentReader,
    platform: CurrentPlatform,
    look: Look,
    branch_id: UUID,
    year: ChosenYear = None,
    kind: SchemeKind = SchemeKind.MEMBER,
) -> Response:
    """How many members of the branch and all below it stand where; no names."""
    view = await views.distribution(reader, platform.point_figures, look, branch_id, year or look.today.year, kind)
    return written(PointDistribution, view)


@router.operation(
    "POST", "/members/{member_id}/points/uses", permission=Permission.POINT_READ, status_code=201, errors=(404, 409)
)
async def record_point_use(
    session: WriteSession, look: Look, member_id: UUID, given: PointResultUseInput
) -> MemberPoints:
    """Write down for what a frozen result was used; the member sees it. Answers with the member's year."""
    await uses.record(session, look.actor, Use(member_id=member_id, **given.model_dump()), now=utc_now())
    seen = await views.year_of(await reader_in(session), look, member_id, given.year, given.kind)
    return MemberPoints.model_validate(seen)


@router.operation(
    "POST",
    "/members/{member_id}/points/flags",
    permission=Permission.POINT_KEEP,
    status_code=201,
    errors=(404, 409),
)
async def flag_member_points(
    session: WriteSession, look: Look, member_id: UUID, wanted: PointFlagInput, response: Response
) -> PointFlag:
    """Set a veto (score 0 while it stands) or an exemption over a member's year, with the reason."""
    new = NewFlag(member_id=member_id, **wanted.model_dump())
    made = await flags.set_flag(session, look.actor, new, now=utc_now())
    return await _flag(session, look, made.id, response)


@router.operation("POST", "/point-flags/{flag_id}/lift", permission=Permission.POINT_KEEP, errors=(404, 409, 412, 428))
async def lift_point_flag(
    session: WriteSession, look: Look, flag_id: UUID, version: IfMatch, given: PointReason, response: Response
) -> PointFlag:
    """Lift a veto or an exemption: the score is again what the entries say."""
    await flags.lift(session, look.actor, flag_id, version, given.reason, now=utc_now())
    return await _flag(session, look, flag_id, response)


async def _flag(session: WriteSession, look: Onlooker, flag_id: UUID, response: Response) -> PointFlag:
    seen = await views.one_flag(await reader_in(session), look, flag_id)
    return PointFlag.model_validate(tagged(response, seen))
