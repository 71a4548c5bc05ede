"""What points to a record, and what becomes of it when the record is merged into another one.

Each feature describes its own rows as a `MergeTie`; the caller puts the ties together, so that no feature is known
here.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from sqlalchemy import BindParameter, ScalarSelect, Uuid, func, select, update

from models.enums.members import CorrectionState
from models.members import Member, MemberChange, MemberCorrection, MemberPhoto
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.kit.reader import Query, Reader, place, prepare

_correction = MemberCorrection.__table__


class MergeFate(StrEnum):
    """What becomes of rows whose record is merged into another."""

    BLOCKS = "blocks"  # a person settles them first
    MOVED = "moved"  # they belong to the other record from now on
    STAYS = "stays"  # they remain with the tombstone, where they are read


@dataclass(frozen=True, slots=True)
class MergeTie:
    """One sort of rows. `count` is a scalar subquery over `the_member()`; `move` takes (session, from, to)."""

    name: str
    label: Text
    count: ScalarSelect[int]
    fate: MergeFate
    move: Callable[[WriteSession, UUID, UUID], Awaitable[None]] | None = None


MergeTies = tuple[MergeTie, ...]


def the_member() -> BindParameter[UUID]:
    """The place for the record in a tie's count."""
    return place("member_id", Uuid())


@lru_cache(maxsize=8)
def _counting(ties: MergeTies) -> Query:
    return prepare(select(*(tie.count.label(tie.name) for tie in ties)))


async def counted(reader: Reader, ties: MergeTies, member_id: UUID) -> list[tuple[MergeTie, int]]:
    """How much of each sort points to the record. One query."""
    row = await reader.row(_counting(ties), member_id=member_id) or {}
    return [(tie, row[tie.name]) for tie in ties]


async def _move_corrections(session: WriteSession, source: UUID, target: UUID) -> None:
    await session.execute(
        update(MemberCorrection)
        .where(MemberCorrection.member_id == source)
        .values(member_id=target, version=MemberCorrection.version + 1)
    )


async def _move_absorbed(session: WriteSession, source: UUID, target: UUID) -> None:
    """Who follows an old reference arrives at once, however often the record was merged."""
    await session.execute(
        update(Member).where(Member.merged_into == source).values(merged_into=target, version=Member.version + 1)
    )


async def _move_photo(session: WriteSession, source: UUID, target: UUID) -> None:
    """Where the record that goes on has a photo, that one stays."""
    taken = select(MemberPhoto.member_id).where(MemberPhoto.member_id == target).exists()
    await session.execute(
        update(MemberPhoto)
        .where(MemberPhoto.member_id == source, ~taken)
        .values(member_id=target)
        .execution_options(synchronize_session=False)
    )


def _corrections(waiting: bool) -> ScalarSelect[int]:
    state = _correction.c.state
    requested = CorrectionState.REQUESTED.value
    return (
        select(func.count())
        .select_from(_correction)
        .where(_correction.c.member_id == the_member(), state == requested if waiting else state != requested)
        .scalar_subquery()
    )


TIES: MergeTies = (
    MergeTie(
        name="history",
        label=Text("变更记录", "acts in its history"),
        count=select(func.count())
        .select_from(MemberChange.__table__)
        .where(MemberChange.member_id == the_member())
        .scalar_subquery(),
        fate=MergeFate.STAYS,
    ),
    MergeTie(
        name="waiting_corrections",
        label=Text("待处理的更正申请", "corrections that wait"),
        count=_corrections(waiting=True),
        fate=MergeFate.BLOCKS,
    ),
    MergeTie(
        name="decided_corrections",
        label=Text("已处理的更正申请", "corrections decided"),
        count=_corrections(waiting=False),
        fate=MergeFate.MOVED,
        move=_move_corrections,
    ),
    MergeTie(
        name="absorbed",
        label=Text("此前并入的登记", "records merged into it before"),
        count=select(func.count())
        .select_from(Member.__table__)
        .where(Member.merged_into == the_member())
        .scalar_subquery(),
        fate=MergeFate.MOVED,
        move=_move_absorbed,
    ),
    MergeTie(
        name="photo",
        label=Text("照片", "photo"),
        count=select(func.count())
        .select_from(MemberPhoto.__table__)
        .where(MemberPhoto.member_id == the_member())
        .scalar_subquery(),
        fate=MergeFate.MOVED,
        move=_move_photo,
    ),
)
