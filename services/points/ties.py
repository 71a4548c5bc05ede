"""Objections that wait for a branch's answer: somebody answers them before the branch goes.

The points themselves follow their members, by a trigger of the register (migration of the points).
"""

from sqlalchemy import func, select

from models.point_reviews import PointObjection
from services.branches.ties import Fate, Tie, Ties, the_branch
from services.kit.errors import Text
from services.points.objections import WAITING

_objection = PointObjection.__table__

TIES: Ties = (
    Tie(
        name="point_objections",
        label=Text("未答复的积分异议", "objections to points that wait for an answer"),
        count=select(func.count())
        .select_from(_objection)
        .where(_objection.c.branch_id == the_branch(), _objection.c.state.in_([state.value for state in WAITING]))
        .scalar_subquery(),
        on_dissolution=Fate.BLOCKS,
        on_merger=Fate.BLOCKS,
    ),
)
