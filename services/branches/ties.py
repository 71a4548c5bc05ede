"""What hangs on a branch, and what becomes of it when the branch goes.

Each feature describes its own rows as a `Tie`; the caller puts the ties together, so that no feature is known here.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from sqlalchemy import BindParameter, ScalarSelect, Uuid, select

from models.branches import Branch
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.kit.reader import Query, Reader, place, prepare


class Fate(StrEnum):
    """What becomes of rows whose branch goes."""

    BLOCKS = "blocks"  # a person settles them first
    CARRIED = "carried"  # they go over to the other branch
    ENDS = "ends"  # they end on the day of the decision


@dataclass(frozen=True, slots=True)
class Departure:
    """A branch that goes by a decision, its belongings perhaps to another one; `actor` is who enters it."""

    branch: Branch
    into: Branch | None
    on: date
    reason: str
    document_no: str | None
    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class Tie:
    """One sort of rows. `count` is a scalar subquery over `the_branch()`.

    `follow` ends or carries the rows; needed where a fate is not `blocks`.
    """

    name: str
    label: Text
    count: ScalarSelect[int]
    on_dissolution: Fate
    on_merger: Fate
    follow: Callable[[WriteSession, Departure], Awaitable[None]] | None = None

    def fate(self, merging: bool) -> Fate:
        return self.on_merger if merging else self.on_dissolution


Ties = tuple[Tie, ...]


def the_branch() -> BindParameter[UUID]:
    """The place for the branch in a tie's count."""
    return place("branch_id", Uuid())


@lru_cache(maxsize=8)
def _counting(ties: Ties) -> Query:
    return prepare(select(*(tie.count.label(tie.name) for tie in ties)))


async def counted(reader: Reader, ties: Ties, branch_id: UUID) -> list[tuple[Tie, int]]:
    """How much of each sort hangs on the branch. One query."""
    row = await reader.row(_counting(ties), branch_id=branch_id) or {}
    return [(tie, row[tie.name]) for tie in ties]
