"""Accounts of a person who was registered twice: they belong to the record that goes on."""

from uuid import UUID

from sqlalchemy import func, select, update

from models.accounts import Account
from services.access import principals
from services.kit.database import WriteSession, announce
from services.kit.errors import Text
from services.members.merge_ties import MergeFate, MergeTie, MergeTies, the_member


async def _move_accounts(session: WriteSession, source: UUID, target: UUID) -> None:
    moved = await session.scalars(
        update(Account)
        .where(Account.member_id == source)
        .values(member_id=target, version=Account.version + 1)
        .returning(Account.id)
        .execution_options(synchronize_session=False)
    )
    for account_id in moved.all():
        await announce(session, principals.CHANNEL, str(account_id))


TIES: MergeTies = (
    MergeTie(
        name="accounts",
        label=Text("关联账号", "accounts"),
        count=select(func.count())
        .select_from(Account.__table__)
        .where(Account.member_id == the_member())
        .scalar_subquery(),
        fate=MergeFate.MOVED,
        move=_move_accounts,
    ),
)
