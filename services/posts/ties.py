"""Posts end with the branch."""

from sqlalchemy import func, select, update

from models.enums import utc_now
from models.posts import BranchPost
from services.branches.ties import Departure, Fate, Tie, Ties, the_branch
from services.kit.database import WriteSession
from services.kit.errors import Text

_post = BranchPost.__table__


async def _end(session: WriteSession, departure: Departure) -> None:
    await session.execute(
        update(BranchPost)
        .where(BranchPost.branch_id == departure.branch.id, BranchPost.to_on.is_(None))
        .values(
            to_on=func.greatest(BranchPost.from_on, departure.on),
            version=BranchPost.version + 1,
            updated_at=utc_now(),
        )
        .execution_options(synchronize_session=False)
    )


TIES: Ties = (
    Tie(
        name="posts",
        label=Text("在任职务", "posts held"),
        count=select(func.count())
        .select_from(_post)
        .where(_post.c.branch_id == the_branch(), _post.c.to_on.is_(None))
        .scalar_subquery(),
        on_dissolution=Fate.ENDS,
        on_merger=Fate.ENDS,
        follow=_end,
    ),
)
