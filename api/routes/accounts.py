"""Accounts and their roles, for administrators; auditors may look."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routing import SecuredRouter
from models.enums.accounts import AccountState, Role
from schemas.accounts import (
    Account,
    AccountInput,
    AccountPage,
    AccountPatch,
    AccountWithPassword,
    GrantInput,
    MemberTie,
)
from schemas.common import SearchText
from services.access.actor import Actor, Duty
from services.access.permissions import Permission
from services.accounts import administration, grants, membership, queries
from services.accounts.administration import NewAccount
from services.kit import database
from services.kit.clock import utc_now
from services.kit.paging import Page

router = SecuredRouter(prefix="/accounts", tag="accounts")
_READ = Permission.ACCOUNT_READ
_MANAGE = Permission.ACCOUNT_MANAGE


@router.operation("GET", "", permission=_READ, response_model=AccountPage)
async def list_accounts(
    actor: CurrentActor,
    reader: CurrentReader,
    paging: Paging,
    q: Annotated[SearchText | None, Query(description="User name or display name, also by pinyin")] = None,
    role: Annotated[list[Role] | None, Query()] = None,
    branch_id: Annotated[UUID | None, Query(description="This branch with its subtree")] = None,
    state: Annotated[list[AccountState] | None, Query()] = None,
) -> Page:
    """Accounts whose home branch or duties lie within one's branches. Sorts: `username`, `created_at`, `updated_at`."""
    filters = queries.Filters(
        q=q,
        roles=tuple(role or ()),
        branch_id=branch_id,
        states=tuple(state or ()),
        updated_since=paging.updated_since,
    )
    return await queries.list_accounts(
        reader,
        actor,
        filters,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
        now=utc_now(),
    )


@router.operation("GET", "/{account_id}", permission=_READ, errors=(404,), response_model=Account)
async def find_account(
    account_id: UUID, response: Response, actor: CurrentActor, reader: CurrentReader
) -> dict[str, Any]:
    """One account with its roles."""
    return tagged(response, await queries.find_account(reader, actor, account_id, utc_now()))


@router.operation(
    "POST", "", permission=_MANAGE, status_code=201, errors=(404, 409), response_model=AccountWithPassword
)
async def create_account(
    body: AccountInput, response: Response, session: WriteSession, actor: CurrentActor, platform: CurrentPlatform
) -> dict[str, Any]:
    """Open an account. Its one-time password is in this answer and nowhere else."""
    new = NewAccount(
        username=body.username,
        display_name=body.display_name,
        kind=body.kind,
        home_branch_id=body.home_branch_id,
        grants=tuple(Duty(given.role, given.branch_id) for given in body.grants),
    )
    account, password = await administration.create(session, platform, actor, new)
    response.headers["Location"] = f"/api/v1/accounts/{account.id}"
    return {**await _written(response, session, actor, account.id), "one_time_password": password}


@router.operation("PATCH", "/{account_id}", permission=_MANAGE, errors=(404, 409, 412, 428), response_model=Account)
async def update_account(
    account_id: UUID,
    body: AccountPatch,
    response: Response,
    session: WriteSession,
    actor: CurrentActor,
    version: IfMatch,
) -> dict[str, Any]:
    """Change the display name or the home branch."""
    await administration.update(
        session,
        actor,
        account_id,
        version,
        display_name=body.display_name,
        home_branch_id=body.home_branch_id,
        moves="home_branch_id" in body.model_fields_set,
    )
    return await _written(response, session, actor, account_id)


@router.operation(
    "POST", "/{account_id}/grants", permission=_MANAGE, status_code=201, errors=(404, 409), response_model=Account
)
async def grant_role(
    account_id: UUID, body: GrantInput, response: Response, session: WriteSession, actor: CurrentActor
) -> dict[str, Any]:
    """Give a role on a branch with its subtree. It holds at once."""
    await grants.grant(session, actor, account_id, Duty(body.role, body.branch_id))
    return await _written(response, session, actor, account_id)


@router.operation(
    "DELETE", "/{account_id}/grants/{grant_id}", permission=_MANAGE, errors=(404, 409), response_model=Account
)
async def take_role_back(
    account_id: UUID, grant_id: UUID, response: Response, session: WriteSession, actor: CurrentActor
) -> dict[str, Any]:
    """End a role. It ends at once."""
    await grants.take_back(session, actor, account_id, grant_id)
    return await _written(response, session, actor, account_id)


@router.operation(
    "POST",
    "/{account_id}/password-reset",
    permission=_MANAGE,
    errors=(404, 409),
    response_model=AccountWithPassword,
)
async def reset_password(
    account_id: UUID, response: Response, session: WriteSession, actor: CurrentActor, platform: CurrentPlatform
) -> dict[str, Any]:
    """A new one-time password, shown in this answer only; all sessions end, a lock is lifted."""
    _, password = await administration.reset_password(session, platform, actor, account_id, utc_now())
    return {**await _written(response, session, actor, account_id), "one_time_password": password}


@router.operation("POST", "/{account_id}/close", permission=_MANAGE, errors=(404, 409), response_model=Account)
async def close_account(
    account_id: UUID, response: Response, session: WriteSession, actor: CurrentActor
) -> dict[str, Any]:
    """Nobody signs in with it any more; its sessions end at once."""
    await administration.close(session, actor, account_id, utc_now())
    return await _written(response, session, actor, account_id)


@router.operation(
    "POST", "/{account_id}/reopen", permission=_MANAGE, errors=(404, 409), response_model=AccountWithPassword
)
async def reopen_account(
    account_id: UUID, response: Response, session: WriteSession, actor: CurrentActor, platform: CurrentPlatform
) -> dict[str, Any]:
    """Let somebody in again, with a new one-time password."""
    _, password = await administration.reopen(session, platform, actor, account_id, utc_now())
    return {**await _written(response, session, actor, account_id), "one_time_password": password}


@router.operation("POST", "/{account_id}/unlock", permission=_MANAGE, errors=(404,), response_model=Account)
async def unlock_account(
    account_id: UUID, response: Response, session: WriteSession, actor: CurrentActor
) -> dict[str, Any]:
    """End a lock after failed sign-ins before its time."""
    await administration.unlock(session, actor, account_id, utc_now())
    return await _written(response, session, actor, account_id)


@router.operation(
    "POST", "/{account_id}/second-factor/reset", permission=_MANAGE, errors=(404, 409), response_model=Account
)
async def reset_second_factor(
    account_id: UUID, response: Response, session: WriteSession, actor: CurrentActor
) -> dict[str, Any]:
    """For a lost telephone: the authenticator is forgotten, all sessions end."""
    await administration.reset_second_factor(session, actor, account_id, utc_now())
    return await _written(response, session, actor, account_id)


@router.operation("PUT", "/{account_id}/member", permission=_MANAGE, errors=(404, 409), response_model=Account)
async def tie_member(
    account_id: UUID, body: MemberTie, response: Response, session: WriteSession, actor: CurrentActor
) -> dict[str, Any]:
    """Say to which person on the register the account belongs; `null` unties it."""
    await membership.tie(session, actor, account_id, body.member_id)
    return await _written(response, session, actor, account_id)


async def _written(
    response: Response, session: database.WriteSession, actor: Actor, account_id: UUID
) -> dict[str, Any]:
    return tagged(response, await queries.written_account(session, actor, account_id, utc_now()))
