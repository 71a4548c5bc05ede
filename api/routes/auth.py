"""Signing in, staying signed in, signing out (OAuth 2.0)."""

from typing import Annotated

from fastapi import Form, Header, Request

from api.deps import CurrentPlatform
from api.idempotency import checked_key
from api.platform import Platform
from api.routing import PublicRouter, problems
from schemas.auth import RevokeForm, Token, TokenForm
from services.access.audit import Origin
from services.accounts import sessions
from services.accounts.devices import device_name
from services.accounts.errors import FIELD_MISSING, UNSUPPORTED_GRANT, oauth
from services.accounts.sign_in import Attempt, sign_in
from services.kit.clock import utc_now
from services.kit.errors import INVALID, Fault, FieldFault

router = PublicRouter(prefix="/auth", tag="auth")


@router.post("/token", responses=problems(400, 401, 422, 429, 503))
async def token(
    request: Request,
    form: Annotated[TokenForm, Form()],
    platform: CurrentPlatform,
    idempotency_key: Annotated[
        str | None,
        Header(
            description="With `refresh_token`: keep it with the token before sending. If the answer is lost, the same "
            "token with the same key is answered with the same new token, for a minute and until that one is used"
        ),
    ] = None,
) -> Token:
    """Sign in with a password, carry a session on with its refresh token, or sign in as a connected system.

    A refresh token serves once. Sent again it ends its whole session, except with the `Idempotency-Key` of its first
    use while the answer can still have been lost: see the header.
    """
    key = None if idempotency_key is None else checked_key(idempotency_key)
    issued = await _issue(platform, form, key, _origin(request))
    return Token(
        access_token=issued.access_token,
        expires_in=issued.expires_in,
        refresh_token=issued.refresh_token,
        scope=issued.scope,
        password_change_required=issued.password_change_required,
        second_factor_setup_required=issued.second_factor_setup_required,
    )


@router.post("/revoke", responses=problems(400, 422, 503))
async def revoke(request: Request, form: Annotated[RevokeForm, Form()], platform: CurrentPlatform) -> None:
    """End the session of a token at once. 200 also for a token that is none any more (RFC 7009)."""
    async with platform.database.transaction() as session:
        await sessions.revoke(session, platform, form.token, _origin(request), utc_now())


async def _issue(platform: Platform, form: TokenForm, key: str | None, origin: Origin) -> sessions.Issued:
    now = utc_now()
    match form.grant_type:
        case "password":
            username, password = _required(form, "username", "password")
            return await sign_in(platform, Attempt(username, password, otp=form.otp), origin, now)
        case "client_credentials":
            client_id, secret = _required(form, "client_id", "client_secret")
            attempt = Attempt(client_id, secret, otp=form.otp, as_client=True, scope=form.scope)
            return await sign_in(platform, attempt, origin, now)
        case "refresh_token":
            (refresh_token,) = _required(form, "refresh_token")
            return await sessions.refresh(platform, refresh_token, key, origin, now)
        case _:
            raise oauth(UNSUPPORTED_GRANT.at("/grant_type"), "unsupported_grant_type")


def _required(form: TokenForm, *names: str) -> tuple[str, ...]:
    values = {name: getattr(form, name) for name in names}
    missing = tuple(
        FieldFault(f"/{name}", FIELD_MISSING.code, FIELD_MISSING.text) for name, value in values.items() if not value
    )
    if missing:
        raise oauth(Fault(INVALID, {}, fields=missing), "invalid_request")
    return tuple(values.values())


def _origin(request: Request) -> Origin:
    return Origin(
        request_id=request.state.request_id,
        address=request.client.host if request.client else None,
        device=device_name(request.headers.get("user-agent", "")[:500]),
    )
