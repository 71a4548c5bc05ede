"""Posts in branches, terms between elections, and the reminders that follow."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentActor, CurrentReader, IfMatch, OverviewReader, WriteSession, tagged
from api.routing import SecuredRouter
from schemas.posts import (
    BranchTerm,
    BranchTerms,
    BranchWarnings,
    Post,
    PostAmendment,
    PostInput,
    Posts,
    TermInput,
    TermPostponement,
    WarnedBranchPage,
)
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit import clock
from services.kit.database import reader_in
from services.kit.paging import MAX_LIMIT
from services.posts import commands, queries
from services.posts.commands import NewPost, NewTerm, Postponement
from services.posts.conditions import ReminderCode

router = SecuredRouter(prefix="/branches", tag="posts")


@router.operation("GET", "/warnings", permission=Permission.BRANCH_READ, errors=(404,))
async def list_warned_branches(
    reader: OverviewReader,
    actor: CurrentActor,
    within: Annotated[UUID | None, Query(description="This branch and everything below it")] = None,
    code: Annotated[list[ReminderCode], Query(description="Only branches with such a reminder")] = [],  # noqa: B006
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 20,
) -> WarnedBranchPage:
    """Branches with elections due or overdue, posts vacant, or too few or many members, in tree order."""
    page = await queries.page(reader, actor, clock.today(), within=within, codes=code, cursor=cursor, limit=limit)
    return WarnedBranchPage.model_validate({"items": page.items, "next_cursor": page.next_cursor})


@router.operation("GET", "/{branch_id}/warnings", permission=Permission.BRANCH_READ, errors=(404,))
async def list_warnings(reader: CurrentReader, actor: CurrentActor, branch_id: UUID) -> BranchWarnings:
    """What a branch should be reminded of today."""
    items = await queries.warnings_for(reader, actor, branch_id, clock.today())
    return BranchWarnings.model_validate({"items": items})


@router.operation("GET", "/{branch_id}/posts", permission=Permission.BRANCH_READ, errors=(404,))
async def list_posts(
    reader: CurrentReader,
    actor: CurrentActor,
    branch_id: UUID,
    former: Annotated[bool, Query(description="Also those that have ended or not yet begun")] = False,
) -> Posts:
    """Who holds which post in a branch."""
    return Posts.model_validate({"items": await queries.posts(reader, actor, branch_id, clock.today(), former=former)})


@router.operation("POST", "/{branch_id}/posts", permission=Permission.BRANCH_MANAGE, status_code=201, errors=(404, 409))
async def create_post(
    session: WriteSession, actor: CurrentActor, branch_id: UUID, new: PostInput, response: Response
) -> Post:
    """Enter a person who takes up a post."""
    stored = await commands.take_up(session, actor, branch_id, NewPost(**new.model_dump()))
    return Post.model_validate(tagged(response, await _post(session, actor, branch_id, stored.id)))


@router.operation(
    "PATCH", "/{branch_id}/posts/{post_id}", permission=Permission.BRANCH_MANAGE, errors=(404, 409, 412, 428)
)
async def amend_post(
    session: WriteSession,
    actor: CurrentActor,
    branch_id: UUID,
    post_id: UUID,
    version: IfMatch,
    changes: PostAmendment,
    response: Response,
) -> Post:
    """End a post by its last day, or correct what was entered."""
    await commands.amend(session, actor, branch_id, post_id, version, changes.model_dump(exclude_unset=True))
    return Post.model_validate(tagged(response, await _post(session, actor, branch_id, post_id)))


@router.operation("GET", "/{branch_id}/terms", permission=Permission.BRANCH_READ, errors=(404,))
async def list_terms(reader: CurrentReader, actor: CurrentActor, branch_id: UUID) -> BranchTerms:
    """Terms from one election to the next, the present one first."""
    return BranchTerms.model_validate({"items": await queries.terms(reader, actor, branch_id)})


@router.operation("POST", "/{branch_id}/terms", permission=Permission.BRANCH_MANAGE, status_code=201, errors=(404, 409))
async def create_term(
    session: WriteSession, actor: CurrentActor, branch_id: UUID, new: TermInput, response: Response
) -> BranchTerm:
    """Enter an election; the end of the term follows from the kind of organisation."""
    stored = await commands.begin_term(session, actor, branch_id, NewTerm(**new.model_dump()), clock.today())
    return BranchTerm.model_validate(tagged(response, await _term(session, actor, branch_id, stored.id)))


@router.operation(
    "POST",
    "/{branch_id}/terms/{term_id}/postpone",
    permission=Permission.BRANCH_MANAGE,
    errors=(404, 409, 412, 428),
)
async def postpone_term(
    session: WriteSession,
    actor: CurrentActor,
    branch_id: UUID,
    term_id: UUID,
    version: IfMatch,
    given: TermPostponement,
    response: Response,
) -> BranchTerm:
    """Enter the approval to hold the election later; more than a year is warned of."""
    await commands.postpone(session, actor, branch_id, term_id, version, Postponement(**given.model_dump()))
    return BranchTerm.model_validate(tagged(response, await _term(session, actor, branch_id, term_id)))


async def _post(session: WriteSession, actor: Actor, branch_id: UUID, post_id: UUID) -> dict[str, Any]:
    rows = await queries.posts(await reader_in(session), actor, branch_id, clock.today(), former=True)
    return next(row for row in rows if row["id"] == post_id)


async def _term(session: WriteSession, actor: Actor, branch_id: UUID, term_id: UUID) -> dict[str, Any]:
    rows = await queries.terms(await reader_in(session), actor, branch_id)
    return next(row for row in rows if row["id"] == term_id)
