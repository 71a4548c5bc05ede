"""Opening accounts. The rest of their administration is in `administration.py` and `grants.py`."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from models.accounts import Account, Grant
from models.enums.accounts import AccountKind, Role
from services.access import audit
from services.access.actor import Duty
from services.access.password_rules import REFUSED, broken_rules
from services.access.passwords import Passwords
from services.access.policy import AccessPolicy
from services.kit.clock import office_day, utc_now
from services.kit.database import WriteSession
from services.kit.errors import Fault
from services.kit.names import folded, name_grams


async def open_account(
    session: WriteSession,
    *,
    username: str,
    display_name: str,
    kind: AccountKind,
    home_branch_id: UUID | None,
    password_hash: str,
    must_change_password: bool,
    grants: Iterable[Duty],
    granted_by: UUID | None = None,
    policy: AccessPolicy | None = None,
) -> Account:
    """Store an account with its roles, without asking who does it: for `create`, the first administrator, the demo."""
    now = utc_now()
    account = Account(
        id=uuid7(),
        username=folded(username),
        display_name=display_name,
        kind=kind,
        branch_id=home_branch_id,
        password_hash=password_hash,
        password_set_at=now,
        password_expires_on=password_end(kind, now, policy or AccessPolicy()),
        must_change_password=must_change_password,
        grams=account_grams(username, display_name),
    )
    session.add(account)
    await session.flush()
    session.add_all(
        Grant(account_id=account.id, role=duty.role, branch_id=duty.branch_id, granted_by=granted_by)
        for duty in dict.fromkeys(grants)
    )
    await session.flush()
    return account


async def create_first_admin(
    session: WriteSession, username: str, branch_id: UUID, password: str, *, passwords: Passwords | None = None
) -> Account:
    """The administrator of an empty installation, made by an operator's command; the password must be changed.

    Errors: `password.refused` with every rule that the password breaks.
    """
    name = "系统管理员"
    faults = broken_rules(password, username=username, display_name=name, policy=AccessPolicy(), reused=False)
    if faults:
        raise Fault(REFUSED, {}, fields=faults)
    account = await open_account(
        session,
        username=username,
        display_name=name,
        kind=AccountKind.PERSON,
        home_branch_id=branch_id,
        password_hash=await (passwords or Passwords()).hash(password),
        must_change_password=True,
        grants=(Duty(Role.ADMIN, branch_id),),
    )
    audit.record_system(
        session,
        "account.create",
        entity_kind="account",
        entity_id=account.id,
        entity_name=account.username,
        branch_id=branch_id,
    )
    return account


def password_end(kind: AccountKind, now: datetime, policy: AccessPolicy) -> date | None:
    """The last day of a password set now; none for connected systems: random, and nobody sits there to change it."""
    return None if kind is AccountKind.CLIENT else office_day(now) + timedelta(days=policy.password_days)


def account_grams(username: str, display_name: str) -> list[str]:
    """What an account can be found by."""
    return sorted({*name_grams(username), *name_grams(display_name)})
