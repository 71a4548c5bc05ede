"""Members whose records a branch keeps: before the branch goes, each of them finds another one."""

from sqlalchemy import func, select

from models.enums.members import Standing
from models.members import Member
from services.branches.ties import Fate, Tie, Ties, the_branch
from services.kit.errors import Text

_member = Member.__table__
_KEPT = (Standing.NORMAL.value, Standing.SUSPENDED.value)

TIES: Ties = (
    Tie(
        name="members",
        label=Text("在册人员", "people on its register"),
        count=select(func.count())
        .select_from(_member)
        .where(_member.c.branch_id == the_branch(), _member.c.standing.in_(_KEPT))
        .scalar_subquery(),
        # A relation is transferred by a procedure of its own (rules §10), never by the way.
        on_dissolution=Fate.BLOCKS,
        on_merger=Fate.BLOCKS,
    ),
)
