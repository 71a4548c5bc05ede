"""Points of a person who was registered twice: what waits is settled first, the ledger stays where it was kept."""

from sqlalchemy import func, select

from models.enums.points import ClaimState
from models.point_reviews import PointObjection
from models.points import PointClaim, PointEntry
from services.kit.errors import Text
from services.members.merge_ties import MergeFate, MergeTie, MergeTies, the_member
from services.points.objections import WAITING

_claim, _entry, _objection = PointClaim.__table__, PointEntry.__table__, PointObjection.__table__

TIES: MergeTies = (
    MergeTie(
        name="waiting_points",
        label=Text("待审核的积分", "points that wait for a check"),
        count=select(func.count())
        .select_from(_claim)
        .where(_claim.c.member_id == the_member(), _claim.c.state == ClaimState.PENDING.value)
        .scalar_subquery(),
        fate=MergeFate.BLOCKS,
    ),
    MergeTie(
        name="waiting_point_objections",
        label=Text("未答复的积分异议", "objections to points that wait for an answer"),
        count=select(func.count())
        .select_from(_objection)
        .where(_objection.c.member_id == the_member(), _objection.c.state.in_([state.value for state in WAITING]))
        .scalar_subquery(),
        fate=MergeFate.BLOCKS,
    ),
    MergeTie(
        name="point_entries",
        label=Text("积分记录", "entries of the points ledger"),
        count=select(func.count()).select_from(_entry).where(_entry.c.member_id == the_member()).scalar_subquery(),
        # A ledger is never rewritten: what the person has earned there is entered anew for the other record by hand.
        fate=MergeFate.STAYS,
    ),
)
