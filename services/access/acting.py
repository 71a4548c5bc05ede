"""Somebody for whom a job works after their request has ended, with the duties they have now."""

from uuid import UUID

from sqlalchemy import Uuid, select

from models.accounts import Account, Grant
from models.enums.accounts import AccountKind, Role
from services.access.actor import Actor, Duty
from services.access.tree import BranchTree
from services.kit.reader import Reader, place, prepare

_NO_SESSION = UUID(int=0)
_ACCOUNT = prepare(
    select(Account.id, Account.username, Account.display_name, Account.kind, Account.branch_id).where(
        Account.id == place("id", Uuid()), Account.closed_at.is_(None)
    )
)
_DUTIES = prepare(
    select(Grant.role, Grant.branch_id).where(
        Grant.account_id == place("account_id", Uuid()), Grant.revoked_at.is_(None)
    )
)


async def actor_of(
    reader: Reader, tree: BranchTree, account_id: UUID, *, request_id: str | None = None, address: str | None = None
) -> Actor | None:
    """The account as an actor; None when it was closed meanwhile."""
    account = await reader.row(_ACCOUNT, id=account_id)
    if account is None:
        return None
    duties = await reader.rows(_DUTIES, account_id=account_id)
    return Actor(
        account_id=account["id"],
        session_id=_NO_SESSION,
        username=account["username"],
        display_name=account["display_name"],
        kind=AccountKind(account["kind"]),
        home_branch_id=account["branch_id"],
        duties=tuple(Duty(Role(duty["role"]), duty["branch_id"]) for duty in duties),
        tree=tree,
        request_id=request_id,
        address=address,
    )
