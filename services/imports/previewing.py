"""Rows of a file made into rows of a preview, many at a time; the register is asked in between by whoever holds it."""

from collections import deque
from collections.abc import Sequence
from uuid import UUID

from models.imports import ImportRow
from services.imports.cell_text import Cell, written
from services.imports.fields import EXAMPLE_MARK
from services.imports.judging import Judge
from services.imports.rows import Reading, RowReader
from services.imports.staging import COLUMNS, stage
from services.kit.copying import CopyForm
from services.kit.reader import Row
from services.members.vault import Vault

STAGED_ROWS = CopyForm(ImportRow, COLUMNS)


class Previewer:
    """Works without the event loop and the database, so that it may do so in another thread or process."""

    def __init__(
        self, vault: Vault, reader: RowReader, judge: Judge, fields: Sequence[str | None], import_id: UUID
    ) -> None:
        """`fields`: of the columns, in order."""
        self._vault, self._reader, self._judge = vault, reader, judge
        self._fields, self._import_id = fields, import_id
        self._read: deque[list[tuple[int, Reading, bytes | None]]] = deque()

    def read(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[bytes]:
        """Read rows with their numbers; gives the hashes of their ID numbers. What was read waits for `judged`."""
        batch: list[tuple[int, Reading, bytes | None]] = []
        for number, cells in rows:
            by_field = {
                name: text
                for name, cell in zip(self._fields, cells, strict=False)
                if name is not None and (text := written(cell))
            }
            if all(map(str.isspace, by_field.values())):
                continue
            if by_field.get("name", "").startswith(EXAMPLE_MARK):
                continue
            reading = self._reader.read(by_field)
            digest = self._vault.id_number_hash(reading.number.text) if reading.number is not None else None
            batch.append((number, reading, digest))
        self._read.append(batch)
        return [digest for _, _, digest in batch if digest is not None]

    def judged(self, known: dict[bytes, Row]) -> tuple[int, bytes]:
        """How many of the rows that were read first say anything, and these as `STAGED_ROWS`. `known`: who of them is
        registered, by the hash of their ID number."""
        batch = self._read.popleft()
        records = []
        for number, reading, digest in batch:
            judged = self._judge.decide(reading, known.get(digest) if digest else None)
            records.append(stage(self._vault, number, reading, digest, judged).record(self._import_id))
        return len(batch), STAGED_ROWS.packed(records)
