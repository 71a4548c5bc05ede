"""Taking a backup while the platform runs: the rows of one snapshot, and the files they point at.

Files are copied before the snapshot, and those that came meanwhile right after it. A file that the snapshot points at
was either there before, or is as young as the backup; one that is given up while the backup runs has been copied.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

import asyncpg

from services.backups import errors
from services.backups.archive import ArchiveWriter
from services.backups.tables import REVISIONS, file_tables, sequences, tables
from services.kit.database import driver_url
from services.kit.files import FileStore

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class KeyMarks:
    """Fingerprints (hex) of the keys without which the rows are no use: they tell keys apart and reveal nothing."""

    fields: tuple[str, ...]
    lookup: str


@dataclass(slots=True)
class Taken:
    """What went into a backup. `missing`: keys of files that rows point at and the store does not hold."""

    revision: str
    tables: int = 0
    rows: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)


async def take(
    url: str, store: FileStore, target: BinaryIO, key: bytes, marks: KeyMarks, progress: Progress, *, now: datetime
) -> Taken:
    """Write a whole backup into `target`. Memory: a few mebibytes and the keys of the files.

    Errors: `BackupError` for a database that is not migrated; whatever database, store and disk say.
    """
    connection = await asyncpg.connect(driver_url(url), timeout=10)
    try:
        if await connection.fetchval("SELECT to_regclass($1)", REVISIONS) is None:
            raise errors.not_migrated()
        revision = await connection.fetchval(f"SELECT version_num FROM {REVISIONS}")  # noqa: S608 - a constant
        about = {"revision": revision, "taken_at": now.isoformat(), "field_keys": marks.fields, "lookup": marks.lookup}
        run = _Run(connection, store, ArchiveWriter(target, key, about), Taken(revision))
        progress("正在备份上传的文件… / Copying the uploaded files …")
        await run.early_files()
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await run.late_files()
            progress("正在备份数据库… / Copying the database …")
            await run.rows()
        run.writer.complete(
            tables=run.taken.tables, files=run.taken.files, missing=run.taken.missing,
            # Read last: at least as far as any row.
            sequences=await sequences(connection),
        )  # fmt: skip
        return run.taken
    finally:
        await connection.close()


@dataclass(slots=True)
class _Run:
    connection: Any
    store: FileStore
    writer: ArchiveWriter
    taken: Taken
    copied: set[str] = field(default_factory=set)

    async def early_files(self) -> None:
        async with self.connection.transaction(isolation="repeatable_read", readonly=True):
            async for key in self._keys():
                # One that goes before the snapshot is not missed in it.
                await self._copy(key)

    async def late_files(self) -> None:
        async for key in self._keys():
            if key not in self.copied and not await self._copy(key):
                self.taken.missing.append(key)

    async def _keys(self) -> Any:
        for name in await file_tables(self.connection):
            statement = f"SELECT storage_key FROM {name}"  # noqa: S608 - a name from the catalogue
            async for row in self.connection.cursor(statement, prefetch=500):
                yield row["storage_key"]

    async def _copy(self, key: str) -> bool:
        pieces = self.store.pieces(key)
        try:
            first = await anext(pieces, b"")
        except FileNotFoundError:
            return False
        self.writer.begin_file(key)
        self.writer.data(first)
        async for piece in pieces:
            self.writer.data(piece)
        self.writer.end()
        self.copied.add(key)
        self.taken.files += 1
        return True

    async def rows(self) -> None:
        async def receive(piece: bytes) -> None:
            self.writer.data(piece)

        for name, columns in (await tables(self.connection)).items():
            self.writer.begin_table(name, columns)
            listed = ", ".join(f'"{column}"' for column in columns)
            status = await self.connection.copy_from_query(
                f"SELECT {listed} FROM ONLY {name}",  # noqa: S608 - names from the catalogue
                output=receive,
            )
            rows = int(status.split()[-1])
            self.writer.end(rows=rows)
            self.taken.tables += 1
            self.taken.rows += rows
