"""Open transfers: what they hold of a branch that is to go, and of a member's record."""

from uuid import UUID

from sqlalchemy import Select, func, select

from models.enums.transfers import CLOSED_STATES
from models.transfers import Transfer, TransferParty
from services.branches.ties import Fate, Tie, Ties, the_branch
from services.kit.errors import Text
from services.members.holds import Hold, Holds

_transfer, _party = Transfer.__table__, TransferParty.__table__
_CLOSED = [state.value for state in CLOSED_STATES]

TIES: Ties = (
    Tie(
        name="transfers",
        label=Text("未办结的组织关系转接", "open transfers of the relation"),
        count=select(func.count())
        .select_from(_party.join(_transfer, _transfer.c.id == _party.c.transfer_id))
        .where(_party.c.branch_id == the_branch(), _transfer.c.state.not_in(_CLOSED))
        .scalar_subquery(),
        # A letter names its branches; a person finishes or withdraws it before one of them goes.
        on_dissolution=Fate.BLOCKS,
        on_merger=Fate.BLOCKS,
    ),
)


def _open_of(member_id: UUID) -> Select[UUID]:
    return select(Transfer.id).where(Transfer.member_id == member_id, Transfer.state.not_in(CLOSED_STATES))


HOLDS: Holds = (Hold(Text("组织关系转接", "a transfer of the relation"), _open_of),)
