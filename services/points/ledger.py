"""The arithmetic of the ledger, pure (rules §5): what an award gives, what a year comes to, and its replay.

A year's ledger is a sequence of rows that are only ever added. The database posts a row by the same arithmetic under
the lock of the member's balance (`post_points`, migration of the points); `replay` proves afterwards that it did.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from models.enums.calendar import PeriodEnd
from models.enums.points import Band, CapPeriod
from services.kit.work_calendar import period_end

BASE = 60
"""What a year begins with."""

BAND_EDGES = (90, 70, 60)
"""The least score of each band but the last."""

_PERIOD_ENDS = {
    CapPeriod.MONTH: PeriodEnd.MONTH_END,
    CapPeriod.QUARTER: PeriodEnd.QUARTER_END,
    CapPeriod.YEAR: PeriodEnd.YEAR_END,
}
_PERIOD_MONTHS = {CapPeriod.MONTH: 1, CapPeriod.QUARTER: 3, CapPeriod.YEAR: 12}


class NotInLedgerError(LookupError):
    """A reversal of a row that the ledger does not hold, that is a reversal itself, or that was reversed before."""


class FrozenError(Exception):
    """A row for a year whose result is frozen."""


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `points` (without sign) from one rule within a period of the calendar."""

    points: int
    period: CapPeriod


@dataclass(frozen=True, slots=True)
class Award:
    """What a rule would give for a fact if there were no cap. `asked` is negative for a deduction."""

    id: UUID
    rule_code: str
    source: tuple[str, UUID]
    """Kind and id of the confirmed fact: it earns from one rule once."""
    asked: int
    occurred_on: date
    cap: Cap | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what was asked, what the cap left of it. A reversal repeats its original with the sign turned."""

    id: UUID
    rule_code: str
    source: tuple[str, UUID]
    asked: int
    points: int
    occurred_on: date
    cap: Cap | None = None
    reverses: UUID | None = None


def period_of(day: date, period: CapPeriod) -> tuple[date, date]:
    """First and last day of the month, quarter or year in which `day` falls."""
    months = _PERIOD_MONTHS[period]
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return first, period_end(day, _PERIOD_ENDS[period])


def granted(asked: int, cap: int | None, used: int) -> int:
    """What is left of an award when `used` (without sign) of the cap is spent; the sign is the award's."""
    size = abs(asked) if cap is None else min(abs(asked), max(0, cap - used))
    return size if asked >= 0 else -size


def score(total: int, *, base: int = BASE, vetoed: bool = False) -> int:
    """max(0, base + Σ); 0 while a veto stands. No upper cap on the whole."""
    return 0 if vetoed else max(0, base + total)


def band(points: int, edges: Sequence[int] = BAND_EDGES) -> Band:
    """The band of a score; an edge belongs to the band above it (以上 includes, rules §0.2)."""
    for edge, name in zip(edges, (Band.FIRST, Band.SECOND, Band.THIRD), strict=True):
        if points >= edge:
            return name
    return Band.BELOW


@dataclass(frozen=True, slots=True)
class Ledger:
    """A member's year. Every step gives a new ledger; the rows before stay as they are."""

    rows: tuple[Row, ...] = ()
    base: int = BASE
    vetoed: bool = False
    frozen: bool = False

    @property
    def total(self) -> int:
        return sum(row.points for row in self.rows)

    @property
    def score(self) -> int:
        return score(self.total, base=self.base, vetoed=self.vetoed)

    def used(self, rule_code: str, first: date, last: date) -> int:
        """How much of a rule's cap is spent in a period: what was reversed is free again."""
        spent = sum(row.points for row in self.rows if row.rule_code == rule_code and first <= row.occurred_on <= last)
        return abs(spent)

    def award(self, award: Award) -> "Ledger":
        """With one row more; the same ledger when the fact has earned from this rule before. Errors: FrozenError."""
        if self.frozen:
            raise FrozenError
        if any((row.rule_code, row.source) == (award.rule_code, award.source) for row in self.rows):
            return self
        return self._with(_row(award, self._granted(award)))

    def _granted(self, award: Award) -> int:
        if award.cap is None:
            return award.asked
        first, last = period_of(award.occurred_on, award.cap.period)
        return granted(award.asked, award.cap.points, self.used(award.rule_code, first, last))

    def reverse(self, row_id: UUID, reversal_id: UUID) -> "Ledger":
        """With a row that takes back another one. Errors: FrozenError, NotInLedgerError."""
        if self.frozen:
            raise FrozenError
        original = next((row for row in self.rows if row.id == row_id and row.reverses is None), None)
        if original is None or any(row.reverses == row_id for row in self.rows):
            raise NotInLedgerError
        return self._with(
            Row(
                id=reversal_id,
                rule_code=original.rule_code,
                source=("reversal", row_id),
                asked=-original.points,
                points=-original.points,
                occurred_on=original.occurred_on,
                reverses=row_id,
            )
        )

    def veto(self) -> "Ledger":
        """Score 0 while it stands; no row is touched. Errors: FrozenError."""
        return self._flagged(vetoed=True)

    def lift_veto(self) -> "Ledger":
        """The score is again what the rows say. Errors: FrozenError."""
        return self._flagged(vetoed=False)

    def freeze(self) -> "Ledger":
        return replace(self, frozen=True)

    def _flagged(self, *, vetoed: bool) -> "Ledger":
        if self.frozen:
            raise FrozenError
        return replace(self, vetoed=vetoed)

    def _with(self, row: Row) -> "Ledger":
        return replace(self, rows=(*self.rows, row))


def _row(award: Award, points: int) -> Row:
    return Row(award.id, award.rule_code, award.source, award.asked, points, award.occurred_on, award.cap)


def replay(rows: Iterable[Row], *, base: int = BASE) -> Ledger:
    """The ledger that the same awards and reversals give when they are posted anew, in this order.

    A reversal whose original stands in another year's ledger (that year is frozen) is taken as it is.
    """
    ledger = Ledger(base=base)
    for row in rows:
        known = any(earlier.id == row.reverses for earlier in ledger.rows)
        if row.reverses is None:
            ledger = ledger.award(Award(row.id, row.rule_code, row.source, row.asked, row.occurred_on, row.cap))
        elif known:
            ledger = ledger.reverse(row.reverses, row.id)
        else:
            ledger = replace(ledger, rows=(*ledger.rows, row))
    return ledger
