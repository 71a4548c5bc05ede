"""Every minute: what has changed in the summaries of branches is folded into those of city and districts (adr/0008)."""

from sqlalchemy import func, select

from services.kit.database import WriteSession
from services.kit.jobs import Job, JobContext, Nothing
from services.points import folding as points
from services.study import folding as study

_LOCK = 5_120_477
"""One folds at a time; whoever comes meanwhile leaves it to them."""


async def fold(session: WriteSession) -> bool:
    """Fold all queues; false when somebody else is at it."""
    if not await session.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
        return False
    await points.fold(session)
    await study.fold(session)
    return True


async def _run(context: JobContext, _payload: Nothing) -> None:
    await fold(context.session)


FOLD_SUMMARIES = Job("fold_summaries", Nothing, _run)
