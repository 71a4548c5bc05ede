"""What people do with their own account: change the password, set up and remove the second factor, end sessions.

Where the password is proven once more, a refusal is *returned*: the route answers with it and commits, because the
failed attempt must stay counted. Every other refusal is raised and undoes the request.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from models.accounts import Account, FormerPassword
from models.enums.accounts import AccountKind, SessionEnd
from services.access import audit, principals, second_factor, throttle
from services.access.actor import Actor
from services.access.password_rules import REFUSED, broken_rules
from services.access.passwords import Passwords
from services.access.policy import AccessPolicy
from services.access.restrictions import owes_second_factor
from services.accounts.commands import password_end
from services.accounts.errors import (
    CURRENT_PASSWORD_WRONG,
    FACTOR_ALREADY_SET,
    FACTOR_CODE_WRONG,
    FACTOR_MANDATORY,
    FACTOR_NOT_BEGUN,
    FACTOR_NOT_FOR_CLIENTS,
)
from services.accounts.sessions import Means, end_sessions
from services.kit.database import WriteSession, announce
from services.kit.errors import NOT_FOUND, Fault


@dataclass(frozen=True, slots=True)
class SecondFactorSetup:
    """What an authenticator is fed with."""

    secret: str
    uri: str
    qr_svg: str


async def change_password(
    session: WriteSession, means: Means, actor: Actor, *, current: str, new: str, now: datetime
) -> Fault | None:
    """Take a new password; all other sessions of the account end, the one that asks goes on.

    Refusals given back: `password.current_wrong`, `auth.locked`. Errors: `password.refused` with each broken rule.
    """
    account = await _own(session, actor)
    if refusal := await _disproved(session, means, actor, account, current, "/current_password", now):
        return refusal
    await check_new_password(session, means.passwords, means.policy, account, new)
    await store_password(session, means, account, new, now, must_change=False)
    await end_sessions(session, account.id, SessionEnd.PASSWORD_CHANGED, now, besides=actor.session_id)
    _record(session, actor, account, "account.password_change")
    return None


async def check_new_password(
    session: WriteSession, passwords: Passwords, policy: AccessPolicy, account: Account, new: str
) -> None:
    """Errors: `password.refused`, naming every rule that the password breaks (rules §13)."""
    former = (
        select(FormerPassword.password_hash)
        .where(FormerPassword.account_id == account.id)
        .order_by(FormerPassword.replaced_at.desc(), FormerPassword.id.desc())
        .limit(policy.password_history - 1)
    )
    reused = False
    for password_hash in (account.password_hash, *(await session.scalars(former))):
        reused = reused or await passwords.matches(new, password_hash)
    faults = broken_rules(
        new, username=account.username, display_name=account.display_name, policy=policy, reused=reused
    )
    if faults:
        raise Fault(REFUSED, {}, fields=faults)


async def store_password(
    session: WriteSession, means: Means, account: Account, new: str, now: datetime, *, must_change: bool
) -> None:
    """Replace the password, keeping as many former hashes as the rules look back on."""
    session.add(FormerPassword(account_id=account.id, password_hash=account.password_hash, replaced_at=now))
    account.password_hash = await means.passwords.hash(new)
    account.password_set_at = now
    account.password_expires_on = password_end(account.kind, now, means.policy)
    account.must_change_password = must_change
    await session.flush()
    kept = (
        select(FormerPassword.id)
        .where(FormerPassword.account_id == account.id)
        .order_by(FormerPassword.replaced_at.desc(), FormerPassword.id.desc())
        .limit(means.policy.password_history)
    )
    await session.execute(
        delete(FormerPassword).where(FormerPassword.account_id == account.id, FormerPassword.id.not_in(kept))
    )


async def begin_second_factor(session: WriteSession, means: Means, actor: Actor) -> SecondFactorSetup:
    """Make a secret for an authenticator; sign-in asks for it only once it is confirmed.

    Errors: `second_factor.already_set`, `second_factor.not_for_clients`.
    """
    account = await _own(session, actor)
    if account.kind is AccountKind.CLIENT:
        raise FACTOR_NOT_FOR_CLIENTS()
    if account.totp_confirmed_at is not None:
        raise FACTOR_ALREADY_SET()
    secret = second_factor.new_secret()
    account.totp_secret = means.sealer.seal(secret)
    account.totp_last_step = None
    await session.flush()
    _record(session, actor, account, "account.second_factor_begin")
    uri = second_factor.provisioning_uri(secret, account.username)
    return SecondFactorSetup(secret, uri, second_factor.qr_svg(uri))


async def confirm_second_factor(session: WriteSession, means: Means, actor: Actor, otp: str, now: datetime) -> None:
    """Prove that the authenticator works. Errors: `second_factor.code_wrong`, `….already_set`, `….not_set`."""
    account = await _own(session, actor)
    if account.totp_confirmed_at is not None:
        raise FACTOR_ALREADY_SET()
    if account.totp_secret is None:
        raise FACTOR_NOT_BEGUN()
    step = second_factor.matching_step(means.sealer.open(account.totp_secret), otp, now, None)
    if step is None:
        raise FACTOR_CODE_WRONG.at("/otp")
    account.totp_confirmed_at, account.totp_last_step = now, step
    await session.flush()
    _record(session, actor, account, "account.second_factor_confirm")
    await announce(session, principals.CHANNEL, str(account.id))


async def remove_second_factor(
    session: WriteSession, means: Means, actor: Actor, password: str, now: datetime
) -> Fault | None:
    """Go back to the password alone, where the role allows it.

    Refusals given back: `password.current_wrong`, `auth.locked`. Errors: `second_factor.mandatory`, `….not_set`.
    """
    account = await _own(session, actor)
    if account.totp_confirmed_at is None:
        raise FACTOR_NOT_BEGUN()
    roles = (duty.role for duty in actor.duties)
    if means.policy.second_factor_required and owes_second_factor(False, roles):
        raise FACTOR_MANDATORY()
    if refusal := await _disproved(session, means, actor, account, password, "/password", now):
        return refusal
    forget_second_factor(account)
    await session.flush()
    _record(session, actor, account, "account.second_factor_remove")
    await announce(session, principals.CHANNEL, str(account.id))
    return None


def forget_second_factor(account: Account) -> None:
    """As if none had ever been set up."""
    account.totp_secret = account.totp_confirmed_at = account.totp_last_step = None


async def end_own_session(session: WriteSession, actor: Actor, session_id: UUID, now: datetime) -> None:
    """Sign one of one's own devices out. Errors: `not_found`."""
    account = await session.get_one(Account, actor.account_id)
    if not await end_sessions(session, account.id, SessionEnd.REVOKED, now, only=session_id):
        raise NOT_FOUND(what="登录会话")
    _record(session, actor, account, "auth.session_end")


async def _own(session: WriteSession, actor: Actor) -> Account:
    return await session.get_one(Account, actor.account_id, with_for_update=True)


async def _disproved(
    session: WriteSession, means: Means, actor: Actor, account: Account, password: str, pointer: str, now: datetime
) -> Fault | None:
    """None for the right password; a wrong one counts like a failed sign-in, so a stolen session cannot guess it."""
    key = throttle.key_of(account.username)
    locked_until = await throttle.count_attempt(session, key, means.policy, now)
    if locked_until is not None:
        return throttle.locked(locked_until, now)
    if await means.passwords.matches(password, account.password_hash):
        await throttle.clear(session, key)
        return None
    if await throttle.confirm_failure(session, key, means.policy, now):
        _record(session, actor, account, "auth.lock")
    _record(session, actor, account, "account.password_proof", succeeded=False)
    return CURRENT_PASSWORD_WRONG.at(pointer)


def _record(session: WriteSession, actor: Actor, account: Account, action: str, *, succeeded: bool = True) -> None:
    audit.record(
        session,
        actor,
        action,
        entity_kind="account",
        entity_id=account.id,
        entity_name=account.username,
        branch_id=account.branch_id,
        succeeded=succeeded,
    )
