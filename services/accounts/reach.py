"""Whom an administrator may see and touch.

An account is seen where its home branch or one of its duties lies within the actor's branches. It is touched only
where *all* its duties do: resetting the password of somebody with wider duties would hand those duties over.
"""

from uuid import UUID

from sqlalchemy import Select, select

from models.accounts import Account, Grant
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.accounts.errors import BEYOND_REACH, BRANCH_DISSOLVED, IS_CLOSED, ONESELF
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND

_WHAT = "账号"


async def reached(session: WriteSession, actor: Actor, account_id: UUID) -> tuple[Account, list[Grant]]:
    """The account, locked for this transaction, with its living duties.

    Errors: `not_found` outside the actor's branches, `account.beyond_reach`.
    """
    account = await session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NOT_FOUND(what=_WHAT)
    grants = list(await session.scalars(living_grants(account_id)))
    scope = actor.scope(Permission.ACCOUNT_MANAGE)
    places = [grant.branch_id for grant in grants]
    homes = [account.branch_id] if account.branch_id else []
    if not scope.everywhere and not any(scope.covers(branch_id) for branch_id in (*places, *homes)):
        raise NOT_FOUND(what=_WHAT)
    beyond = next((branch_id for branch_id in places if not scope.covers(branch_id)), None)
    if beyond is not None:
        node = actor.tree.get(beyond)
        raise BEYOND_REACH(name=account.display_name, branch=node.name if node else "—")
    return account, grants


async def others_account(session: WriteSession, actor: Actor, account_id: UUID) -> tuple[Account, list[Grant]]:
    """The same for acts that nobody does to their own account. Errors: also `account.oneself`."""
    account, grants = await reached(session, actor, account_id)
    if account.id == actor.account_id:
        raise ONESELF()
    return account, grants


def require_open(account: Account) -> None:
    """Errors: `account.closed`."""
    if account.closed_at is not None:
        raise IS_CLOSED()


def branch_within_reach(actor: Actor, branch_id: UUID, pointer: str) -> BranchNode:
    """A branch that accounts may be put on. Errors: `not_found`, `account.branch_dissolved`."""
    node = actor.tree.get(branch_id)
    if node is None or not actor.covers(Permission.ACCOUNT_MANAGE, branch_id):
        raise NOT_FOUND.at(pointer, what="组织")
    if not node.active:
        raise BRANCH_DISSOLVED.at(pointer, branch=node.name)
    return node


def living_grants(account_id: UUID) -> Select[Grant]:
    """The duties that have not been taken back."""
    return select(Grant).where(Grant.account_id == account_id, Grant.revoked_at.is_(None)).order_by(Grant.id)


def branch_name(actor: Actor, branch_id: UUID | None) -> str | None:
    """A branch as audit rows name it."""
    node = actor.tree.get(branch_id) if branch_id else None
    return node.name if node else None
