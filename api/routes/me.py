"""One's own account: who I am, my password, my second factor, my sessions."""

from typing import Any
from uuid import UUID

from fastapi import Request, Response

from api.deps import CurrentActor, CurrentPlatform, CurrentReader, WriteSession
from api.errors import on_fault
from api.routing import SIGNED_IN, SecuredRouter
from schemas.me import (
    Me,
    OwnSessions,
    PasswordChange,
    PasswordProof,
    SecondFactorConfirmation,
    SecondFactorSetup,
)
from services.accounts import own_account, own_queries
from services.kit.clock import today, utc_now
from services.tickets import queues
from services.transfers import queries as transfer_queries

router = SecuredRouter(prefix="/me", tag="me")


@router.operation("GET", "", permission=SIGNED_IN, even_restricted=True, response_model=Me)
async def me(actor: CurrentActor, reader: CurrentReader) -> dict[str, Any]:
    """Who is signed in, what they may do, what waits for them."""
    todo = await queues.counts(reader, actor, today=today())
    todo["transfers"] = await transfer_queries.waiting(reader, actor)
    return {**await own_queries.own_profile(reader, actor), "todo": todo}


@router.operation(
    "POST",
    "/password",
    permission=SIGNED_IN,
    even_restricted=True,
    status_code=204,
    errors=(429,),
    response_class=Response,
)
async def change_password(
    request: Request, body: PasswordChange, session: WriteSession, actor: CurrentActor, platform: CurrentPlatform
) -> Response:
    """Change one's password. This session goes on, all others of the account end."""
    refusal = await own_account.change_password(
        session, platform, actor, current=body.current_password, new=body.new_password, now=utc_now()
    )
    return Response(status_code=204) if refusal is None else await on_fault(request, refusal)


@router.operation(
    "POST", "/totp", permission=SIGNED_IN, even_restricted=True, errors=(409,), response_model=SecondFactorSetup
)
async def begin_second_factor(
    session: WriteSession, actor: CurrentActor, platform: CurrentPlatform
) -> own_account.SecondFactorSetup:
    """A new secret for an authenticator, shown once; asking again replaces it until it is confirmed."""
    return await own_account.begin_second_factor(session, platform, actor)


@router.operation(
    "POST",
    "/totp/confirm",
    permission=SIGNED_IN,
    even_restricted=True,
    status_code=204,
    errors=(409,),
    response_class=Response,
)
async def confirm_second_factor(
    body: SecondFactorConfirmation, session: WriteSession, actor: CurrentActor, platform: CurrentPlatform
) -> None:
    """Prove the authenticator with a code; from now on sign-in asks for one."""
    await own_account.confirm_second_factor(session, platform, actor, body.otp, utc_now())


@router.operation(
    "DELETE",
    "/totp",
    permission=SIGNED_IN,
    even_restricted=True,
    status_code=204,
    errors=(409, 429),
    response_class=Response,
)
async def remove_second_factor(
    request: Request, body: PasswordProof, session: WriteSession, actor: CurrentActor, platform: CurrentPlatform
) -> Response:
    """Give the second factor up, where the role does not demand it."""
    refusal = await own_account.remove_second_factor(session, platform, actor, body.password, utc_now())
    return Response(status_code=204) if refusal is None else await on_fault(request, refusal)


@router.operation("GET", "/sessions", permission=SIGNED_IN, response_model=OwnSessions)
async def sessions(actor: CurrentActor, reader: CurrentReader, platform: CurrentPlatform) -> dict[str, Any]:
    """Where this account is signed in."""
    return {"items": await own_queries.own_sessions(reader, actor, platform.policy, utc_now())}


@router.operation(
    "DELETE",
    "/sessions/{session_id}",
    permission=SIGNED_IN,
    status_code=204,
    errors=(404,),
    response_class=Response,
)
async def end_session(session_id: UUID, session: WriteSession, actor: CurrentActor) -> None:
    """Sign one device out at once."""
    await own_account.end_own_session(session, actor, session_id, utc_now())
