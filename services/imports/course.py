"""Rows of a preview on their way into the register: looked for in it, locked, made ready by a helper."""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import cycle
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, select
from sqlalchemy import func as sql
from sqlalchemy.types import Integer

from models.enums.imports import RowState
from models.imports import ImportRow
from models.members import Member, MemberChange
from services.imports.matching import registered
from services.imports.rechecking import Batch
from services.kit.aside import Answer, Aside
from services.kit.reader import Reader, Row, place, prepare

BATCH = 2_000
_row = ImportRow.__table__
_NEXT = prepare(
    select(_row.c.number, _row.c.state, _row.c.id_number_hash, _row.c.member_version, _row.c.content)
    .where(
        _row.c.import_id == place("import_id", Uuid()),
        _row.c.number > place("after", Integer()),
        _row.c.state.in_([RowState.NEW.value, RowState.CHANGED.value]),
    )
    .order_by(_row.c.number)
    .limit(BATCH)
)

Again = Callable[[], Awaitable[Answer]]
"""Has the rows of a batch made ready once more; the answer is a `Batch`."""


class Course:
    """Rows on their way: taken from the preview, looked for in the register, made ready by a helper.

    Batches come out in the order of the file; each helper always has the next one at hand.
    """

    def __init__(self, reader: Reader, helpers: list[Aside], import_id: UUID) -> None:
        self._reader, self._import_id = reader, import_id
        self._helpers, self._turns = len(helpers), cycle(helpers)
        self._coming: deque[tuple[Answer, Again]] = deque()
        self._last: int | None = 0

    async def next(self) -> tuple[Batch, Again] | None:
        """The next batch; None at the end."""
        while self._last is not None and len(self._coming) <= self._helpers:
            await self._take()
        if not self._coming:
            return None
        answer, again = self._coming.popleft()
        return await answer, again

    async def _take(self) -> None:
        rows = await self._reader.rows(_NEXT, import_id=self._import_id, after=self._last)
        self._last = rows[-1]["number"] if rows else None
        if rows:
            again = partial(_prepared, self._reader, next(self._turns), rows)
            self._coming.append((await again(), again))


async def _prepared(reader: Reader, helper: Aside, rows: Sequence[Row]) -> Answer:
    """The rows as the register is now, being made ready; those that change a record have that record locked."""
    known = await registered(reader, [row["id_number_hash"] for row in rows])
    changing = [row["id_number_hash"] for row in rows if row["state"] == RowState.CHANGED.value]
    wanted = [known[digest]["id"] for digest in changing if digest in known]
    sequences = await _locked(reader, wanted)
    if wanted:
        known = await registered(reader, [row["id_number_hash"] for row in rows])
    return helper.ask("rechecked", rows, known, sequences)


_LOCK = prepare(
    select(Member.id).where(Member.id == any_(place("ids", ARRAY(Uuid())))).order_by(Member.id).with_for_update()
)


async def _locked(reader: Reader, ids: list[UUID]) -> dict[UUID, int]:
    """Lock the records, in the order of their ids; gives the last number of each one's history."""
    if not ids:
        return {}
    await reader.rows(_LOCK, ids=ids)
    return {row["member_id"]: row["last"] for row in await reader.rows(_LAST, ids=ids)}


_LAST = prepare(
    select(MemberChange.member_id, sql.max(MemberChange.sequence).label("last"))
    .where(MemberChange.member_id == any_(place("ids", ARRAY(Uuid()))))
    .group_by(MemberChange.member_id)
)
