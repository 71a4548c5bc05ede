"""Party organisations and their tree."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentActor, CurrentReader, IfMatch, OverviewReader, Paging, WriteSession, tagged
from api.routing import SecuredRouter
from models.enums.branches import BranchKind
from schemas.branches import (
    Branch,
    BranchAmendment,
    BranchDissolution,
    BranchDissolving,
    BranchInput,
    BranchMerging,
    BranchMove,
    BranchPage,
)
from schemas.common import SearchText
from schemas.members import Structure
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import load_tree
from services.accounts import ties as account_ties
from services.branches import commands, dissolving, moving, queries
from services.branches.commands import NewBranch
from services.branches.dissolving import Decision
from services.branches.ties import Ties
from services.kit import clock
from services.kit.database import reader_in
from services.members import structure
from services.members import ties as member_ties
from services.members.filters import view_of
from services.points import ties as point_ties
from services.posts import ties as post_ties
from services.study import requirement_ties as study_requirement_ties
from services.study import ties as study_ties
from services.tickets import ties as ticket_ties
from services.transfers import ties as transfer_ties

TIES: Ties = (
    *dissolving.TIES,
    *ticket_ties.TIES,
    *transfer_ties.TIES,
    *member_ties.TIES,
    *account_ties.TIES,
    *point_ties.TIES,
    *post_ties.TIES,
    *study_ties.TIES,
    *study_requirement_ties.BRANCH_TIES,
)
"""Everything that can hang on a branch: a feature whose rows belong to branches adds its ties here."""

router = SecuredRouter(prefix="/branches", tag="branches")


@router.operation("GET", "", permission=Permission.BRANCH_READ, errors=(404,))
async def list_branches(
    reader: CurrentReader,
    actor: CurrentActor,
    paging: Paging,
    parent_id: Annotated[UUID | None, Query(description="Direct children only")] = None,
    within: Annotated[UUID | None, Query(description="This branch and everything below it")] = None,
    kind: Annotated[list[BranchKind], Query()] = [],  # noqa: B006 - FastAPI copies it
    q: Annotated[SearchText | None, Query(description="Part of the name, its pinyin or initials")] = None,
) -> BranchPage:
    """Branches within the caller's scope, in tree order. Sorts: tree, pinyin, updated_at."""
    given: dict[str, Any] = {
        "parent_id": parent_id,
        "within": within,
        "kind": [item.value for item in kind] or None,
        "q": q.strip() if q else None,
        "updated_since": paging.updated_since,
    }
    page = await queries.page(
        reader,
        actor,
        {name: value for name, value in given.items() if value},
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
    )
    items = [queries.view(row, actor) for row in page.items]
    return BranchPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=Permission.BRANCH_MANAGE, status_code=201, errors=(404, 409))
async def create_branch(session: WriteSession, actor: CurrentActor, new: BranchInput, response: Response) -> Branch:
    """Set up an organisation below another one."""
    stored = await commands.create(session, actor, NewBranch(**new.model_dump()))
    response.headers["Location"] = f"/api/v1/branches/{stored.id}"
    return Branch.model_validate(tagged(response, await _fresh(session, actor, stored.id)))


@router.operation("GET", "/{branch_id}", permission=Permission.BRANCH_READ, errors=(404,))
async def get_branch(reader: CurrentReader, actor: CurrentActor, branch_id: UUID, response: Response) -> Branch:
    """A branch with its place in the tree."""
    return Branch.model_validate(tagged(response, await queries.one(reader, actor, branch_id)))


@router.operation("PATCH", "/{branch_id}", permission=Permission.BRANCH_MANAGE, errors=(404, 409, 412, 428))
async def amend_branch(
    session: WriteSession,
    actor: CurrentActor,
    branch_id: UUID,
    version: IfMatch,
    changes: BranchAmendment,
    response: Response,
) -> Branch:
    """Give a branch another name, or enter what is known of its unit. Only the fields sent are changed."""
    await commands.amend(session, actor, branch_id, version, changes.model_dump(exclude_unset=True))
    return Branch.model_validate(tagged(response, await _fresh(session, actor, branch_id)))


@router.operation("POST", "/{branch_id}/move", permission=Permission.BRANCH_MANAGE, errors=(404, 409, 412, 428))
async def move_branch(
    session: WriteSession,
    actor: CurrentActor,
    branch_id: UUID,
    version: IfMatch,
    place: BranchMove,
    response: Response,
) -> Branch:
    """Hang a branch, with everything below it, below another one. Needs management of both upper organisations."""
    await moving.move(session, actor, branch_id, version, place.parent_id)
    return Branch.model_validate(tagged(response, await _fresh(session, actor, branch_id)))


@router.operation("GET", "/{branch_id}/structure", permission=Permission.MEMBER_READ, errors=(404,))
async def get_structure(reader: OverviewReader, actor: CurrentActor, branch_id: UUID) -> Structure:
    """How the members of a branch and everything below it are made up (党员队伍结构)."""
    day = clock.today()
    view = view_of(actor, within=branch_id)
    named = {"id": branch_id, "name": actor.tree[branch_id].name}
    counted = await structure.figures(reader, view, day, actor.locale)
    return Structure.model_validate({"branch": named, "as_of": day, **counted})


@router.operation("GET", "/{branch_id}/dissolution", permission=Permission.BRANCH_MANAGE, errors=(404,))
async def show_dissolution(reader: CurrentReader, actor: CurrentActor, branch_id: UUID) -> BranchDissolution:
    """What hangs on a branch, and what would become of it if the branch were dissolved or merged. Changes nothing."""
    return BranchDissolution.model_validate(await dissolving.impact(reader, actor, TIES, branch_id))


@router.operation("POST", "/{branch_id}/dissolve", permission=Permission.BRANCH_MANAGE, errors=(404, 409, 412, 428))
async def dissolve_branch(
    session: WriteSession,
    actor: CurrentActor,
    branch_id: UUID,
    version: IfMatch,
    given: BranchDissolving,
    response: Response,
) -> Branch:
    """Enter the decision to dissolve a branch; refused while anything that blocks hangs on it."""
    decision = Decision(given.decided_on, given.reason, given.document_no)
    await dissolving.dissolve(session, actor, TIES, branch_id, version, decision, clock.today())
    return Branch.model_validate(tagged(response, await _fresh(session, actor, branch_id)))


@router.operation("POST", "/{branch_id}/merge", permission=Permission.BRANCH_MANAGE, errors=(404, 409, 412, 428))
async def merge_branch(
    session: WriteSession,
    actor: CurrentActor,
    branch_id: UUID,
    version: IfMatch,
    given: BranchMerging,
    response: Response,
) -> Branch:
    """Enter the decision to merge a branch into another one, which takes over what can be carried."""
    today = clock.today()
    decision = Decision(given.decided_on or today, given.reason or "合并", given.document_no)
    await dissolving.merge(session, actor, TIES, branch_id, version, given.into_id, decision, today)
    return Branch.model_validate(tagged(response, await _fresh(session, actor, branch_id)))


async def _fresh(session: WriteSession, actor: Actor, branch_id: UUID) -> dict[str, Any]:
    """The branch as the open transaction has changed it, with the tree as it will be."""
    reader = await reader_in(session)
    return await queries.one(reader, replace(actor, tree=await load_tree(reader)), branch_id)
