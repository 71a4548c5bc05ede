"""Kinds of study; a member's year of study, one's own, a branch's."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Response

from api.deps import (
    CurrentActor,
    CurrentPlatform,
    CurrentReader,
    IfMatch,
    OverviewReader,
    WriteSession,
    tagged,
)
from api.platform import Platform
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.study import StudyLength
from schemas.fields import Moment
from schemas.study import (
    BranchStudy,
    MemberStudy,
    StudyHours,
    StudyKind,
    StudyKindAmendment,
    StudyKindInput,
    StudyKinds,
    Year,
)
from services.access.permissions import Permission
from services.kit.clock import office_day, utc_now
from services.kit.database import reader_in
from services.kit.paging import MAX_LIMIT
from services.kit.reader import Reader
from services.study import kinds, planning, requirement_views, views
from services.study.hours import HourRules
from services.study.kinds import NewKind
from services.study.people import sees_names
from services.study.views import Onlooker

router = SecuredRouter(tag="study")


async def _onlooker(actor: CurrentActor) -> Onlooker:
    now = utc_now()
    return Onlooker(actor, office_day(now), now)


async def _hour_rules(platform: CurrentPlatform) -> HourRules:
    return hour_rules(platform)


def hour_rules(platform: Platform) -> HourRules:
    """What the installation counts hours by."""
    settings = platform.settings
    return HourRules.of(settings.study_half_day_hours, settings.study_day_hours, settings.study_lesson_minutes)


Look = Annotated[Onlooker, Depends(_onlooker)]
Hours = Annotated[HourRules, Depends(_hour_rules)]
ChosenYear = Annotated[Year | None, Query(description="Without it: this year")]


@router.operation("GET", "/study-kinds", permission=SIGNED_IN)
async def list_study_kinds(reader: CurrentReader, look: Look, hours: Hours) -> StudyKinds:
    """All kinds in their order, retired ones included, and what hours are counted by."""
    items = [views.kind(row, look) for row in await kinds.listed(reader)]
    return StudyKinds.model_validate({"items": items, "hour_rules": asdict(hours)})


@router.operation("GET", "/study-hours", permission=SIGNED_IN)
async def foresee_study_hours(
    hours: Hours, starts_at: Moment, ends_at: Moment, length: StudyLength = StudyLength.LESSONS
) -> StudyHours:
    """What a session of these times would count as: asked while it is planned, so that the rule stands in one place."""
    found = planning.foreseen_hours(starts_at, ends_at, length, hours)
    return StudyHours.model_validate({**asdict(found), "rules": asdict(hours)})


@router.operation("POST", "/study-kinds", permission=Permission.STUDY_MANAGE, status_code=201, errors=(409,))
async def add_study_kind(session: WriteSession, look: Look, wanted: StudyKindInput, response: Response) -> StudyKind:
    """Add a kind of study."""
    made = await kinds.add(session, look.actor, NewKind(**wanted.model_dump()))
    return await _kind(session, look, made.id, response)


@router.operation("PATCH", "/study-kinds/{kind_id}", permission=Permission.STUDY_MANAGE, errors=(404, 409, 412, 428))
async def amend_study_kind(
    session: WriteSession, look: Look, kind_id: UUID, version: IfMatch, given: StudyKindAmendment, response: Response
) -> StudyKind:
    """Change a kind or retire it. What a kind in use counts for stands: retire it and add another."""
    await kinds.amend(session, look.actor, kind_id, version, given.model_dump(exclude_unset=True), now=look.now)
    return await _kind(session, look, kind_id, response)


async def _kind(session: WriteSession, look: Look, kind_id: UUID, response: Response) -> StudyKind:
    rows = await kinds.listed(await reader_in(session))
    row = next(row for row in rows if row["id"] == kind_id)
    return StudyKind.model_validate(tagged(response, views.kind(row, look)))


@router.operation("GET", "/members/{member_id}/study", permission=SIGNED_IN, errors=(404,))
async def get_member_study(reader: CurrentReader, look: Look, member_id: UUID, year: ChosenYear = None) -> MemberStudy:
    """Hours by kind, each record, what is asked and missing: for the member, the branch's officers, who supervises."""
    return await _year(reader, look, await views.year_of(reader, look, member_id, year or look.today.year))


@router.operation("GET", "/me/study", permission=SIGNED_IN, errors=(404,))
async def get_own_study(reader: CurrentReader, look: Look, year: ChosenYear = None) -> MemberStudy:
    """One's own year."""
    return await _year(reader, look, await views.own_year(reader, look, year or look.today.year))


async def _year(reader: Reader, look: Onlooker, seen: views.View) -> MemberStudy:
    asked = await requirement_views.of_member(reader, look, seen["member"]["id"], seen["year"])
    return MemberStudy.model_validate({**seen, **asked})


@router.operation("GET", "/branches/{branch_id}/study", permission=Permission.STUDY_READ, errors=(404,))
async def get_branch_study(
    reader: CurrentReader,
    overview: OverviewReader,
    look: Look,
    branch_id: UUID,
    year: ChosenYear = None,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Members on the page")] = 100,
) -> BranchStudy:
    """What the members of the branch and all below it have studied; by name for its officers and who supervises it."""
    chosen, by_name = year or look.today.year, sees_names(look.actor, branch_id)
    sums = reader if by_name else overview  # whoever works with names sees at once what they have just confirmed
    seen = await views.branch_year(sums, look, branch_id, chosen)
    seen["requirement"] = await requirement_views.distribution(sums, look, branch_id, chosen)
    named: views.View = {"members": None, "next_cursor": None}
    if by_name:
        named = await requirement_views.of_branch(reader, look, branch_id, chosen, cursor=cursor, limit=limit)
    return BranchStudy.model_validate({**seen, **named})
