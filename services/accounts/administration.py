"""What administrators do with the accounts of others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from models.accounts import Account
from models.enums.accounts import AccountKind, Role, SessionEnd
from services.access import audit, principals, throttle
from services.access.actor import Actor, Duty
from services.access.passwords import client_secret, one_time_password
from services.accounts.commands import account_grams, open_account
from services.accounts.errors import FACTOR_NOT_BEGUN, NOT_CLOSED, USERNAME_TAKEN
from services.accounts.grants import check_duties, described, hold_administrators, keep_an_administrator
from services.accounts.own_account import forget_second_factor, store_password
from services.accounts.reach import branch_name, branch_within_reach, others_account, reached, require_open
from services.accounts.sessions import Means, end_sessions
from services.kit.database import WriteSession, announce
from services.kit.errors import STALE
from services.kit.names import folded


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is said of a new account."""

    username: str
    display_name: str
    kind: AccountKind
    home_branch_id: UUID | None
    grants: tuple[Duty, ...]


async def create(session: WriteSession, means: Means, actor: Actor, new: NewAccount) -> tuple[Account, str]:
    """Open an account; gives its one-time password (or, for a connected system, its secret), which is shown once.

    Errors: `not_found` for branches out of reach, `account.branch_dissolved`, `account.role_for_kind`,
    `account.duties_overlap`, `account.username_taken`.
    """
    if new.home_branch_id is not None:
        branch_within_reach(actor, new.home_branch_id, "/home_branch_id")
    held: list[Role] = []
    names = []
    for number, duty in enumerate(new.grants):
        node = branch_within_reach(actor, duty.branch_id, f"/grants/{number}/branch_id")
        check_duties(new.kind, duty.role, held, f"/grants/{number}/role")
        held.append(duty.role)
        names.append(described(duty.role, node))
    password = _first_password(new.kind)
    password_hash = await means.passwords.hash(password)
    try:
        async with session.begin_nested():
            account = await open_account(
                session,
                username=new.username,
                display_name=new.display_name,
                kind=new.kind,
                home_branch_id=new.home_branch_id,
                password_hash=password_hash,
                must_change_password=new.kind is AccountKind.PERSON,
                grants=new.grants,
                granted_by=actor.account_id,
                policy=means.policy,
            )
    except IntegrityError as error:
        if "uq_accounts_username" not in str(error.orig):
            raise
        raise USERNAME_TAKEN.at("/username", username=folded(new.username)) from None
    _record(session, actor, account, "account.create", {"grants": [None, names]})
    return account, password


async def update(
    session: WriteSession,
    actor: Actor,
    account_id: UUID,
    version: int,
    *,
    display_name: str | None,
    home_branch_id: UUID | None,
    moves: bool,
) -> Account:
    """Rename a person, and with `moves` give them another home branch or none.

    Errors: `not_found`, `account.beyond_reach`, `stale_version`, `account.branch_dissolved`.
    """
    account, _ = await reached(session, actor, account_id)
    if account.version != version:
        raise STALE(current=account.version, given=version)
    before = {"display_name": account.display_name, "home_branch": branch_name(actor, account.branch_id)}
    if moves:
        if home_branch_id is not None and home_branch_id != account.branch_id:
            branch_within_reach(actor, home_branch_id, "/home_branch_id")
        account.branch_id = home_branch_id
    if display_name is not None:
        account.display_name = display_name
        account.grams = account_grams(account.username, display_name)
    await session.flush()
    after = {"display_name": account.display_name, "home_branch": branch_name(actor, account.branch_id)}
    changes = audit.changed(before, after)
    if changes:
        _record(session, actor, account, "account.update", changes)
        await announce(session, principals.CHANNEL, str(account.id))
    return account


async def reset_password(
    session: WriteSession, means: Means, actor: Actor, account_id: UUID, now: datetime
) -> tuple[Account, str]:
    """Give a new one-time password, end all sessions and unlock.

    Errors: `not_found`, `account.oneself`, `account.beyond_reach`, `account.closed`.
    """
    account, _ = await others_account(session, actor, account_id)
    require_open(account)
    password = _first_password(account.kind)
    await store_password(session, means, account, password, now, must_change=account.kind is AccountKind.PERSON)
    await throttle.clear(session, throttle.key_of(account.username))
    await _end_everything(session, account, SessionEnd.PASSWORD_CHANGED, now)
    _record(session, actor, account, "account.password_reset")
    return account, password


async def close(session: WriteSession, actor: Actor, account_id: UUID, now: datetime) -> Account:
    """Nobody signs in with it any more. Errors: `not_found`, `account.oneself`, `….beyond_reach`, `….last_admin`."""
    await hold_administrators(session)
    account, grants = await others_account(session, actor, account_id)
    require_open(account)
    await keep_an_administrator(session, account, ending=grants)
    account.closed_at = now
    await _end_everything(session, account, SessionEnd.ACCOUNT_CLOSED, now)
    _record(session, actor, account, "account.close", {"state": ["open", "closed"]})
    return account


async def reopen(
    session: WriteSession, means: Means, actor: Actor, account_id: UUID, now: datetime
) -> tuple[Account, str]:
    """Let somebody in again, with a new one-time password. Errors: `not_found`, `….beyond_reach`, `….not_closed`."""
    account, _ = await others_account(session, actor, account_id)
    if account.closed_at is None:
        raise NOT_CLOSED()
    account.closed_at = None
    password = _first_password(account.kind)
    await store_password(session, means, account, password, now, must_change=account.kind is AccountKind.PERSON)
    await throttle.clear(session, throttle.key_of(account.username))
    _record(session, actor, account, "account.reopen", {"state": ["closed", "open"]})
    await announce(session, principals.CHANNEL, str(account.id))
    return account, password


async def unlock(session: WriteSession, actor: Actor, account_id: UUID, now: datetime) -> Account:
    """End a lock after failed sign-ins. Errors: `not_found`, `account.oneself`, `account.beyond_reach`."""
    account, _ = await others_account(session, actor, account_id)
    await throttle.clear(session, throttle.key_of(account.username))
    account.updated_at = now
    await session.flush()
    _record(session, actor, account, "account.unlock")
    return account


async def reset_second_factor(session: WriteSession, actor: Actor, account_id: UUID, now: datetime) -> Account:
    """For a lost telephone: forget the authenticator and end all sessions.

    Errors: `not_found`, `account.oneself`, `account.beyond_reach`, `second_factor.not_set`.
    """
    account, _ = await others_account(session, actor, account_id)
    if account.totp_secret is None and account.totp_confirmed_at is None:
        raise FACTOR_NOT_BEGUN()
    forget_second_factor(account)
    await _end_everything(session, account, SessionEnd.REVOKED, now)
    _record(session, actor, account, "account.second_factor_reset")
    return account


async def _end_everything(session: WriteSession, account: Account, reason: SessionEnd, now: datetime) -> None:
    account.stamp += 1
    await session.flush()
    await end_sessions(session, account.id, reason, now)


def _first_password(kind: AccountKind) -> str:
    return client_secret() if kind is AccountKind.CLIENT else one_time_password()


def _record(
    session: WriteSession, actor: Actor, account: Account, action: str, changes: audit.Changes | None = None
) -> None:
    audit.record(
        session,
        actor,
        action,
        entity_kind="account",
        entity_id=account.id,
        entity_name=account.username,
        branch_id=account.branch_id,
        changes=changes,
    )
