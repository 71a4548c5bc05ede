"""What confirmed study hands on to whoever keeps points: plain facts. Routes and jobs pass them to the ledger."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from models.study import StudyKind


@dataclass(frozen=True, slots=True)
class StudyFact:
    """Something that was confirmed of a member. `source_id` is the record's or the output's id."""

    source_kind: str
    source_id: UUID
    member_id: UUID
    occurred_on: date
    hours: Decimal
    evidence: str
    confirmed_by: UUID
    confirmed_name: str
    of_group: bool = False
    """It came from a session of a youth study group and concerns the youth schemes, too."""


def source_of(base: str, kind: StudyKind) -> str:
    """`study_session.lecture`, or plainly `study_session` for a kind that does not narrow it down."""
    return f"{base}.{kind.code}" if kind.narrows_points else base


@dataclass(frozen=True, slots=True)
class Followed:
    """What follows from a step: facts that earn points, and sources whose points are to be taken back."""

    facts: tuple[StudyFact, ...] = ()
    revoked: tuple[UUID, ...] = ()
    records: int = 0
    hours: Decimal = Decimal(0)
    waiting: int = 0
    """Records that wait for somebody else's word: those of whoever confirmed their own presence."""
    reason: str | None = None
