"""Sign-in sessions: opened, carried on by rotating refresh tokens, ended.

`refresh` commits what it finds even when it refuses, so a stolen token ends its session although the answer is 401;
it therefore opens its own transaction instead of taking the request's.

An answer may be lost: the page is left while its renewal is on its way. With a key of the client's choosing (its
`Idempotency-Key`) the new refresh token follows from the used one and that key, so it can be told again while nobody
has used it, and nothing more than its hash is kept.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import select, update

from models.accounts import Account, Grant, RefreshToken, SignInSession
from models.enums.accounts import Role, SessionEnd
from services.access import audit, principals
from services.access.audit import Origin
from services.access.passwords import Passwords
from services.access.policy import AccessPolicy
from services.access.restrictions import owes_password_change, owes_second_factor
from services.access.roles import ROLE_PERMISSIONS
from services.access.tokens import TokenSigner
from services.accounts.errors import REFRESH_INVALID, oauth
from services.kit.clock import office_day
from services.kit.database import Database, WriteSession, announce
from services.kit.errors import Fault
from services.kit.sealing import Sealer

REFRESH_PREFIX = "djr_"


class Means(Protocol):
    """What signing in works with; the platform has it all."""

    @property
    def database(self) -> Database: ...
    @property
    def passwords(self) -> Passwords: ...
    @property
    def policy(self) -> AccessPolicy: ...
    @property
    def sealer(self) -> Sealer: ...
    @property
    def signer(self) -> TokenSigner: ...


@dataclass(frozen=True, slots=True)
class Issued:
    """What a client gets for signing in. `expires_in` in seconds."""

    access_token: str
    expires_in: int
    refresh_token: str | None
    scope: str | None
    password_change_required: bool
    second_factor_setup_required: bool


async def open_session(
    session: WriteSession, means: Means, account: Account, origin: Origin, now: datetime, *, refreshable: bool
) -> Issued:
    """Begin a session on one device; one that cannot be refreshed lives as long as its access token."""
    life = means.policy.session if refreshable else means.signer.lifetime
    sign_in = SignInSession(
        account_id=account.id,
        device=origin.device,
        address=origin.address or "",
        started_at=now,
        last_used_at=now,
        expires_at=now + life,
    )
    session.add(sign_in)
    await session.flush()
    refresh_token = _new_token() if refreshable else None
    if refresh_token is not None:
        _keep(session, means.policy, sign_in, refresh_token, now)
    return await _issue(session, means, account, sign_in, now, refresh_token)


async def refresh(means: Means, token: str, key: str | None, origin: Origin, now: datetime) -> Issued:
    """Exchange a refresh token, which serves once.

    Errors: `auth.refresh_invalid`. A token that comes a second time was stolen from somebody: its session ends.
    Only with the `key` of its first use, soon, and before its successor was used, it was an answer that got lost.
    """
    async with means.database.transaction() as session:
        issued = await _exchange(session, means, token, key, origin, now)
    if issued is None:
        raise oauth(REFRESH_INVALID(), "invalid_grant")
    return issued


async def revoke(session: WriteSession, means: Means, token: str, origin: Origin, now: datetime) -> None:
    """End the session of an access or refresh token (RFC 7009); anything else is no token any more."""
    session_id = await session.scalar(
        select(RefreshToken.session_id).where(RefreshToken.token_hash == _hash(token))
    ) or _session_of_access_token(means.signer, token, now)
    sign_in = await session.get(SignInSession, session_id) if session_id else None
    if sign_in is None or sign_in.ended_at is not None:
        return
    account = await session.get_one(Account, sign_in.account_id)
    await end_sessions(session, account.id, SessionEnd.SIGNED_OUT, now, only=sign_in.id)
    audit.record_sign_in(session, origin, "auth.sign_out", account=account, username=account.username, succeeded=True)


async def end_sessions(
    session: WriteSession,
    account_id: UUID,
    reason: SessionEnd,
    now: datetime,
    *,
    only: UUID | None = None,
    besides: UUID | None = None,
) -> int:
    """End an account's living sessions, in every process at once; gives how many there were."""
    ending = update(SignInSession).where(SignInSession.account_id == account_id, SignInSession.ended_at.is_(None))
    if only is not None:
        ending = ending.where(SignInSession.id == only)
    if besides is not None:
        ending = ending.where(SignInSession.id != besides)
    ended = (await session.scalars(ending.values(ended_at=now, end_reason=reason).returning(SignInSession.id))).all()
    await announce(session, principals.CHANNEL, str(account_id))
    return len(ended)


async def _exchange(
    session: WriteSession, means: Means, token: str, key: str | None, origin: Origin, now: datetime
) -> Issued | None:
    found = await session.get(RefreshToken, _hash(token), with_for_update=True)
    if found is None:
        return None
    sign_in = await session.get_one(SignInSession, found.session_id)
    account = await session.get_one(Account, sign_in.account_id)
    successor = _new_token() if key is None else _successor(means.signer, found, key)
    lost = found.used_at is not None and await _is_lost_answer(session, means.policy, found, successor, now)
    if found.used_at is not None and not lost:
        await _end_as_stolen(session, sign_in, account, origin, now)
        return None
    if sign_in.ended_at is not None or account.closed_at is not None:
        return None
    if min(found.expires_at, sign_in.expires_at) <= now:
        return None
    if not lost:
        found.used_at = now
        _keep(session, means.policy, sign_in, successor, now)
    sign_in.last_used_at = now
    return await _issue(session, means, account, sign_in, now, successor)


def _new_token() -> str:
    return REFRESH_PREFIX + secrets.token_urlsafe(32)


def _successor(signer: TokenSigner, used: RefreshToken, key: str) -> str:
    derived = signer.derive("refresh token", used.token_hash + key.encode("utf-8", "surrogatepass"))
    return REFRESH_PREFIX + base64.urlsafe_b64encode(derived).rstrip(b"=").decode()


async def _is_lost_answer(
    session: WriteSession, policy: AccessPolicy, used: RefreshToken, successor: str, now: datetime
) -> bool:
    """Whether the used token was exchanged for just this successor, a moment ago, and nobody has used that yet."""
    if used.used_at is None or used.used_at + policy.refresh_retry <= now:
        return False
    issued = await session.get(RefreshToken, _hash(successor))
    return issued is not None and issued.session_id == used.session_id and issued.used_at is None


async def _end_as_stolen(
    session: WriteSession, sign_in: SignInSession, account: Account, origin: Origin, now: datetime
) -> None:
    if not await end_sessions(session, account.id, SessionEnd.REUSE_DETECTED, now, only=sign_in.id):
        return
    audit.record_sign_in(
        session, origin, "auth.refresh_reuse", account=account, username=account.username, succeeded=False
    )


def _keep(
    session: WriteSession, policy: AccessPolicy, sign_in: SignInSession, refresh_token: str, now: datetime
) -> None:
    expires_at = min(now + policy.idle, sign_in.expires_at)
    session.add(
        RefreshToken(token_hash=_hash(refresh_token), session_id=sign_in.id, issued_at=now, expires_at=expires_at)
    )


async def _issue(
    session: WriteSession,
    means: Means,
    account: Account,
    sign_in: SignInSession,
    now: datetime,
    refresh_token: str | None,
) -> Issued:
    roles = await roles_of(session, account.id)
    owes_factor = owes_second_factor(account.totp_confirmed_at is not None, roles)
    return Issued(
        access_token=means.signer.sign(account.id, sign_in.id, account.stamp, now),
        expires_in=int(means.signer.lifetime.total_seconds()),
        refresh_token=refresh_token,
        scope=None if refresh_token else " ".join(sorted(scope_of(roles))),
        password_change_required=owes_password_change(
            account.must_change_password, account.password_expires_on, office_day(now)
        ),
        second_factor_setup_required=means.policy.second_factor_required and owes_factor,
    )


def scope_of(roles: frozenset[Role]) -> frozenset[str]:
    """The permissions of some roles, as OAuth scopes."""
    return frozenset(permission.value for role in roles for permission in ROLE_PERMISSIONS[role])


async def roles_of(session: WriteSession, account_id: UUID) -> frozenset[Role]:
    """The roles an account holds, wherever."""
    living = select(Grant.role).where(Grant.account_id == account_id, Grant.revoked_at.is_(None))
    return frozenset((await session.scalars(living)).all())


def _session_of_access_token(signer: TokenSigner, token: str, now: datetime) -> UUID | None:
    try:
        return signer.verify(token, now).session_id
    except Fault:
        return None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
