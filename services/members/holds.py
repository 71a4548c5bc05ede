"""What keeps a record where it is: an open affair of another feature, such as a transfer of the relation.

Each feature describes its affairs as a `Hold`; the caller puts them together, so that no feature is known here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select

from services.kit.database import WriteSession
from services.kit.errors import Text
from services.members import errors


@dataclass(frozen=True, slots=True)
class Hold:
    """One sort of affairs. `of` selects one row or none: an open affair of the member."""

    label: Text
    of: Callable[[UUID], Select[UUID]]


Holds = tuple[Hold, ...]


async def require_free(session: WriteSession, holds: Holds, member_id: UUID) -> None:
    """Errors: `member.held` with what must be settled first. The record is locked by the caller."""
    for hold in holds:
        affair = await session.scalar(hold.of(member_id).limit(1))
        if affair is not None:
            fault = errors.HELD(by=hold.label)
            fault.extra["held_by"] = str(affair)
            raise fault
