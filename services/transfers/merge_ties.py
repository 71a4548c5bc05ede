"""Transfers of a person who was registered twice: an open one is settled first, past ones go along."""

from uuid import UUID

from sqlalchemy import ScalarSelect, func, select, update

from models.enums.transfers import CLOSED_STATES
from models.transfers import Transfer
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.members.merge_ties import MergeFate, MergeTie, MergeTies, the_member

_transfer = Transfer.__table__
_CLOSED = [state.value for state in CLOSED_STATES]


def _transfers(*, closed: bool) -> ScalarSelect[int]:
    state = _transfer.c.state
    return (
        select(func.count())
        .select_from(_transfer)
        .where(_transfer.c.member_id == the_member(), state.in_(_CLOSED) if closed else state.not_in(_CLOSED))
        .scalar_subquery()
    )


async def _move_transfers(session: WriteSession, source: UUID, target: UUID) -> None:
    await session.execute(
        update(Transfer)
        .where(Transfer.member_id == source)
        .values(member_id=target, version=Transfer.version + 1)
        .execution_options(synchronize_session=False)
    )


TIES: MergeTies = (
    MergeTie(
        name="open_transfers",
        label=Text("未办结的组织关系转接", "open transfers of the relation"),
        count=_transfers(closed=False),
        fate=MergeFate.BLOCKS,
    ),
    MergeTie(
        name="past_transfers",
        label=Text("已办结的组织关系转接", "past transfers of the relation"),
        count=_transfers(closed=True),
        fate=MergeFate.MOVED,
        move=_move_transfers,
    ),
)
