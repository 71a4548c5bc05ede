"""Giving and taking back roles. Three duties never meet on one account, nobody appoints themselves, one remains."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select

from models.accounts import Account, Grant
from models.branches import Branch
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role
from services.access import audit, principals
from services.access.actor import Actor, Duty
from services.access.roles import ROLE_LABELS, duty_group
from services.access.tree import BranchNode
from services.accounts.errors import ALREADY_GRANTED, DUTIES_OVERLAP, LAST_ADMIN, ROLE_FOR_KIND
from services.accounts.reach import branch_within_reach, others_account, require_open
from services.kit.database import WriteSession, announce
from services.kit.errors import NOT_FOUND

_ADMIN_LOCK = 0x41444D49


async def grant(session: WriteSession, actor: Actor, account_id: UUID, duty: Duty) -> Account:
    """Give a role on a branch with its subtree.

    Errors: `not_found` for an account or branch out of reach, `account.oneself`, `account.beyond_reach`,
    `account.closed`, `account.role_for_kind`, `account.duties_overlap`, `account.already_granted`.
    """
    account, held = await others_account(session, actor, account_id)
    require_open(account)
    node = branch_within_reach(actor, duty.branch_id, "/branch_id")
    if any(existing.role is duty.role and existing.branch_id == duty.branch_id for existing in held):
        raise ALREADY_GRANTED.at("/branch_id", role=_label(duty.role), branch=node.name)
    check_duties(account.kind, duty.role, (existing.role for existing in held), "/role")
    session.add(Grant(account_id=account.id, role=duty.role, branch_id=duty.branch_id, granted_by=actor.account_id))
    await _changed(session, actor, account, "account.grant", [None, described(duty.role, node)])
    return account


async def take_back(session: WriteSession, actor: Actor, account_id: UUID, grant_id: UUID) -> Account:
    """End a role. Errors: `not_found`, `account.oneself`, `account.beyond_reach`, `account.last_admin`."""
    await hold_administrators(session)
    account, held = await others_account(session, actor, account_id)
    ending = next((existing for existing in held if existing.id == grant_id), None)
    if ending is None:
        raise NOT_FOUND(what="授权")
    if ending.role is Role.ADMIN:
        await keep_an_administrator(session, account, ending=(ending,))
    ending.revoked_at, ending.revoked_by = utc_now(), actor.account_id
    node = actor.tree.get(ending.branch_id)
    await _changed(session, actor, account, "account.grant_end", [described(ending.role, node), None])
    return account


def check_duties(kind: AccountKind, wanted: Role, held: Iterable[Role], pointer: str) -> None:
    """Errors: `account.role_for_kind`, `account.duties_overlap` (GB/T 22239-2019 8.1.4.2)."""
    if (kind is AccountKind.CLIENT) != (wanted is Role.INTEGRATION):
        raise ROLE_FOR_KIND.at(pointer, role=_label(wanted))
    other = next((role for role in held if duty_group(role) is not duty_group(wanted)), None)
    if other is not None:
        raise DUTIES_OVERLAP.at(pointer, held=_label(other), wanted=_label(wanted))


async def hold_administrators(session: WriteSession) -> None:
    """Let one transaction at a time take administrators away, so that two cannot dismiss each other."""
    await session.execute(select(func.pg_advisory_xact_lock(_ADMIN_LOCK)))


async def keep_an_administrator(session: WriteSession, account: Account, *, ending: Sequence[Grant]) -> None:
    """Errors: `account.last_admin` if these grants end and nobody else administers the root."""
    root_admins = (
        select(Grant.id)
        .join(Account, Account.id == Grant.account_id)
        .join(Branch, Branch.id == Grant.branch_id)
        .where(
            Grant.role == Role.ADMIN,
            Grant.revoked_at.is_(None),
            Branch.parent_id.is_(None),
            Account.closed_at.is_(None),
        )
    )
    living = set(await session.scalars(root_admins))
    ends = {existing.id for existing in ending if existing.account_id == account.id}
    if living & ends and not living - ends:
        raise LAST_ADMIN()


def described(role: Role, node: BranchNode | None) -> str:
    """A duty as audit rows name it: `branch_clerk @ 干部一处党支部`."""
    return f"{role.value} @ {node.name if node else '—'}"


def _label(role: Role) -> str:
    return ROLE_LABELS[role].zh


async def _changed(
    session: WriteSession, actor: Actor, account: Account, action: str, change: list[str | None]
) -> None:
    account.updated_at = utc_now()
    await session.flush()
    audit.record(
        session,
        actor,
        action,
        entity_kind="account",
        entity_id=account.id,
        entity_name=account.username,
        branch_id=account.branch_id,
        changes={"grant": change},
    )
    await announce(session, principals.CHANNEL, str(account.id))
