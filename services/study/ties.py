"""Sessions that are not settled when their organisation goes: somebody confirms or cancels them first.

Records, outputs and sums follow their members, by a trigger of the register (migration of study).
"""

from sqlalchemy import func, select

from models.enums.study import SessionState
from models.study import StudySession
from services.branches.ties import Fate, Tie, Ties, the_branch
from services.kit.errors import Text

_session = StudySession.__table__
_OPEN = [SessionState.PLANNED.value, SessionState.HELD.value]

TIES: Ties = (
    Tie(
        name="study_sessions",
        label=Text("未确认的学习活动", "study sessions that are not settled"),
        count=select(func.count())
        .select_from(_session)
        .where(_session.c.branch_id == the_branch(), _session.c.state.in_(_OPEN))
        .scalar_subquery(),
        on_dissolution=Fate.BLOCKS,
        on_merger=Fate.BLOCKS,
    ),
)
