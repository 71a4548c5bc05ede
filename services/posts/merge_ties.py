"""Posts of a person who was registered twice belong to the record that goes on."""

from uuid import UUID

from sqlalchemy import func, select, update

from models.posts import BranchPost
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.members.merge_ties import MergeFate, MergeTie, MergeTies, the_member

_post = BranchPost.__table__


async def _move(session: WriteSession, source: UUID, target: UUID) -> None:
    await session.execute(
        update(BranchPost)
        .where(BranchPost.member_id == source)
        .values(member_id=target, version=BranchPost.version + 1),
        execution_options={"synchronize_session": False},
    )


TIES: MergeTies = (
    MergeTie(
        name="posts",
        label=Text("任职记录", "posts"),
        count=select(func.count()).select_from(_post).where(_post.c.member_id == the_member()).scalar_subquery(),
        fate=MergeFate.MOVED,
        move=_move,
    ),
)
