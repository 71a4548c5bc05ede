"""Accounts and roles that hang on a branch which is to go."""

from sqlalchemy import func, select, update

from models.accounts import Account, Grant
from models.enums import utc_now
from services.access import principals
from services.branches.ties import Departure, Fate, Tie, Ties, the_branch
from services.kit.database import WriteSession, announce
from services.kit.errors import Text

_account, _grant = Account.__table__, Grant.__table__


async def _carry_accounts(session: WriteSession, departure: Departure) -> None:
    assert departure.into is not None
    carried = await session.scalars(
        update(Account)
        .where(Account.branch_id == departure.branch.id)
        .values(branch_id=departure.into.id, version=Account.version + 1, updated_at=utc_now())
        .returning(Account.id)
        .execution_options(synchronize_session=False)
    )
    for account_id in carried.all():
        await announce(session, principals.CHANNEL, str(account_id))


TIES: Ties = (
    Tie(
        name="accounts",
        label=Text("所属账号", "accounts at home here"),
        count=select(func.count())
        .select_from(_account)
        .where(_account.c.branch_id == the_branch(), _account.c.closed_at.is_(None))
        .scalar_subquery(),
        on_dissolution=Fate.BLOCKS,
        on_merger=Fate.CARRIED,
        follow=_carry_accounts,
    ),
    # Who gets which role is never decided by the way: an administrator takes these back or gives them elsewhere.
    Tie(
        name="grants",
        label=Text("授予的角色", "roles given here"),
        count=select(func.count())
        .select_from(_grant.join(_account, _account.c.id == _grant.c.account_id))
        .where(_grant.c.branch_id == the_branch(), _grant.c.revoked_at.is_(None), _account.c.closed_at.is_(None))
        .scalar_subquery(),
        on_dissolution=Fate.BLOCKS,
        on_merger=Fate.BLOCKS,
    ),
)
