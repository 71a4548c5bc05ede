"""Signing in with a password, and proving one's password once more.

An attempt works in two short transactions with the hashing between them, so that no connection waits for Argon2;
both are committed before a refusal is raised, because a failure must stay counted and audited.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update

from models.accounts import Account
from models.enums.accounts import AccountKind
from services.access import audit, second_factor, throttle
from services.access.audit import Origin
from services.accounts.errors import INVALID_CREDENTIALS, INVALID_SCOPE, OTP_INVALID, OTP_REQUIRED, oauth
from services.accounts.sessions import Issued, Means, open_session, roles_of, scope_of
from services.kit.database import WriteSession
from services.kit.errors import ErrorCode, Fault
from services.kit.names import folded


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody claims at the door. `as_client`: by client credentials, for accounts of connected systems."""

    username: str
    password: str = field(repr=False)
    otp: str | None = field(default=None, repr=False)
    as_client: bool = False
    scope: str | None = None


async def sign_in(means: Means, attempt: Attempt, origin: Origin, now: datetime) -> Issued:
    """Open a session for the right name, password and one-time code.

    Errors: `auth.invalid_credentials` whichever of name, password or a closed account is the reason,
    `auth.otp_required` and `auth.otp_invalid` once the password was right, `auth.locked`, `auth.invalid_scope`.
    """
    key = throttle.key_of(attempt.username)
    async with means.database.transaction() as session:
        locked_until = await throttle.count_attempt(session, key, means.policy, now)
        account = await session.scalar(select(Account).where(Account.username == folded(attempt.username)))
    if locked_until is not None:
        raise oauth(throttle.locked(locked_until, now), "invalid_grant")
    right = await means.passwords.matches(attempt.password, account.password_hash if account else None)
    better_hash = None
    if right and account is not None and means.passwords.is_outdated(account.password_hash):
        better_hash = await means.passwords.hash(attempt.password)
    async with means.database.transaction() as session:
        if not right or account is None:
            outcome: Issued | Fault = await _fail(session, means, attempt, account, origin, now, INVALID_CREDENTIALS)
        else:
            outcome = await _admit(session, means, attempt, account, better_hash, origin, now)
    if isinstance(outcome, Fault):
        raise outcome
    return outcome


async def _admit(
    session: WriteSession,
    means: Means,
    attempt: Attempt,
    seen: Account,
    better_hash: str | None,
    origin: Origin,
    now: datetime,
) -> Issued | Fault:
    """The password was right for the account as it was `seen`; decide on the account as it is."""
    account = await session.get_one(Account, seen.id, with_for_update=True)
    usable = account.closed_at is None and account.password_hash == seen.password_hash
    if not usable or (attempt.as_client and account.kind is not AccountKind.CLIENT):
        return await _fail(session, means, attempt, account, origin, now, INVALID_CREDENTIALS)
    if account.totp_confirmed_at is not None and not attempt.otp:
        await throttle.take_back(session, throttle.key_of(attempt.username))
        return oauth(OTP_REQUIRED(), "invalid_grant")
    step = account.totp_last_step
    if account.totp_confirmed_at is not None:
        step = _step(means, account, attempt.otp or "", now)
        if step is None:
            return await _fail(session, means, attempt, account, origin, now, OTP_INVALID)
    wanted = frozenset((attempt.scope or "").split()) if attempt.as_client else frozenset()
    if missing := wanted - scope_of(await roles_of(session, account.id)):
        await throttle.take_back(session, throttle.key_of(attempt.username))
        return oauth(INVALID_SCOPE.at("/scope", scope=" ".join(sorted(missing))[:200]), "invalid_scope")
    # By statement, so that signing in is no change of the account that an editor's If-Match would stumble over.
    await session.execute(
        update(Account)
        .where(Account.id == account.id)
        .values(totp_last_step=step, password_hash=better_hash or account.password_hash, updated_at=Account.updated_at)
        .execution_options(synchronize_session=False)
    )
    await throttle.clear(session, throttle.key_of(attempt.username))
    audit.record_sign_in(session, origin, "auth.sign_in", account=account, username=account.username, succeeded=True)
    return await open_session(session, means, account, origin, now, refreshable=not attempt.as_client)


def _step(means: Means, account: Account, otp: str, now: datetime) -> int | None:
    if account.totp_secret is None:
        return None
    return second_factor.matching_step(means.sealer.open(account.totp_secret), otp, now, account.totp_last_step)


async def _fail(
    session: WriteSession,
    means: Means,
    attempt: Attempt,
    account: Account | None,
    origin: Origin,
    now: datetime,
    error: ErrorCode,
) -> Fault:
    locks = await throttle.confirm_failure(session, throttle.key_of(attempt.username), means.policy, now)
    for action in ("auth.sign_in", "auth.lock") if locks else ("auth.sign_in",):
        audit.record_sign_in(
            session, origin, action, account=account, username=attempt.username, succeeded=action == "auth.lock"
        )
    return oauth(error(), "invalid_client" if attempt.as_client else "invalid_grant")
