"""From the `Authorization` header to an Actor."""

from datetime import date

from fastapi import Request

from api.errors import locale_of
from api.given import given_with, text_of
from api.platform import Platform, platform_of
from services.access.actor import Actor, Restriction
from services.access.principals import Principal
from services.access.restrictions import owes_password_change
from services.access.tokens import NOT_SIGNED_IN, TOKEN_INVALID
from services.kit.clock import office_day, utc_now
from services.kit.errors import Kind, declare

PASSWORD_CHANGE_REQUIRED = declare(
    "auth.password_change_required",
    Kind.FORBIDDEN,
    "首次登录或密码到期，请先修改密码，再进行其他操作。",
    "Change your password first: it is your first one, or it has expired.",
    rule="GB/T 22239-2019 8.1.4.1 a)",
)
SECOND_FACTOR_REQUIRED = declare(
    "auth.second_factor_setup_required",
    Kind.FORBIDDEN,
    "您的角色需要双因素登录，请先绑定动态口令，再进行其他操作。",
    "Your role needs a second factor; set up the one-time code first.",
    rule="GB/T 22239-2019 8.1.4.1 d)",
)


async def authenticate(request: Request, *, even_restricted: bool) -> Actor:
    """The actor of this request.

    Errors: `auth.not_signed_in`, `auth.token_invalid`; unless `even_restricted`,
    `auth.password_change_required` and `auth.second_factor_setup_required`.
    """
    platform = platform_of(request)
    scope = request.scope
    client = scope.get("client")
    scheme, _, token = text_of(given_with(scope), b"authorization").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NOT_SIGNED_IN()
    now = utc_now()
    claims = platform.signer.verify(token.strip(), now)
    principal = await platform.principals.by_session(claims.session_id)
    if principal is None or principal.stamp != claims.stamp or principal.account_id != claims.account_id:
        raise TOKEN_INVALID()
    if principal.expires_at <= now:
        raise TOKEN_INVALID()
    restriction = restriction_of(platform, principal, office_day(now))
    if restriction and not even_restricted:
        raise PASSWORD_CHANGE_REQUIRED() if restriction == "password_change" else SECOND_FACTOR_REQUIRED()
    return Actor(
        account_id=principal.account_id,
        session_id=claims.session_id,
        username=principal.username,
        display_name=principal.display_name,
        kind=principal.kind,
        home_branch_id=principal.branch_id,
        duties=principal.duties,
        tree=await platform.tree.current(),
        restriction=restriction,
        request_id=scope["state"]["request_id"],
        address=client[0] if client else None,
        locale=locale_of(request),
    )


def restriction_of(platform: Platform, principal: Principal, today: date) -> Restriction | None:
    """What the account must do before anything else."""
    if owes_password_change(principal.must_change_password, principal.password_expires_on, today):
        return "password_change"
    if platform.policy.second_factor_required and principal.owes_second_factor:
        return "second_factor_setup"
    return None
