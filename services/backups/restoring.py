"""Restoring: the whole file is authenticated first, then the database is filled in one transaction.

Until that transaction is committed a failure leaves the database as empty as it was found (with `replace`: emptied).
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from services.backups import errors
from services.backups.archive import BEGIN, COMPLETE, DATA, END, FILE, TABLE, MalformedError, Record, records
from services.backups.tables import SCHEMAS, Cleared, set_sequences, tables
from services.backups.taking import KeyMarks
from services.kit import sealed_stream
from services.kit.database import driver_url
from services.kit.files import FileStore

Progress = Callable[[str], None]
_TELLING = {"public.branches", "public.accounts"}
"""No installation that was ever used is without them."""


@dataclass(slots=True)
class Contents:
    """What a backup says of itself once it was read to its end."""

    about: dict[str, Any]
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    bytes_of_files: int = 0
    missing: list[str] = field(default_factory=list)
    sequences: dict[str, int] = field(default_factory=dict)

    @property
    def revision(self) -> str:
        return str(self.about["revision"])


def read_through(path: Path, key: bytes) -> Contents:
    """Authenticate every chunk, check the order and each entry's digest; changes nothing. Errors: `BackupError`."""
    stream = _explained(path, key)
    first = next(stream, None)
    if first is None or first.kind != BEGIN:
        raise errors.malformed()
    contents = Contents(first.told())
    for head, pieces in _entries(stream, contents):
        digest, size = hashlib.sha256(), 0
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
        end = pieces.end
        if end.get("size") != size or end.get("sha256") != digest.hexdigest():
            raise errors.malformed()
        if "rows" in end:
            contents.rows[head["name"]] = end["rows"]
        else:
            contents.files += 1
            contents.bytes_of_files += size
    return contents


def check_keys(contents: Contents, marks: KeyMarks) -> None:
    """Errors: `BackupError` when the personal data of the backup could not be read with the configured keys."""
    newest = contents.about["field_keys"][0]
    if newest not in marks.fields:
        raise errors.other_keys("field_key", newest)
    if contents.about["lookup"] != marks.lookup:
        raise errors.other_keys("lookup_key", contents.about["lookup"])


async def is_empty(url: str) -> bool:
    """Whether a restore would lose nothing: no tables, or tables without a branch and an account.

    Errors: `BackupError` while others are connected.
    """
    connection = await asyncpg.connect(driver_url(url), timeout=10)
    try:
        others = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        if others:
            raise errors.in_use(others)
        there = await tables(connection)
        if not there:
            return True
        if not there.keys() >= _TELLING:
            return False
        for name in _TELLING:
            if await connection.fetchval(f"SELECT EXISTS (SELECT FROM {name})"):  # noqa: S608 - a constant
                return False
        return True
    finally:
        await connection.close()


async def wipe(url: str) -> None:
    """Take away everything that the platform keeps in its database."""
    connection = await asyncpg.connect(driver_url(url), timeout=10)
    try:
        async with connection.transaction():
            await connection.execute("SET LOCAL lock_timeout = '10s'")
            for schema in reversed(SCHEMAS):
                await connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            await connection.execute("CREATE SCHEMA public")
    finally:
        await connection.close()


async def restore(url: str, store: FileStore, path: Path, key: bytes, contents: Contents, progress: Progress) -> None:
    """Fill a database that was migrated to the backup's revision, and the store.

    Errors: `BackupError` if the tables are not those of the backup; whatever database, store and disk say.
    """
    connection = await asyncpg.connect(driver_url(url), timeout=10)
    try:
        async with connection.transaction():
            there = await tables(connection)
            for name in there.keys() ^ contents.rows.keys():
                raise errors.unlike(name)
            progress("正在恢复… / Restoring …")
            cleared = Cleared(connection, there)
            await cleared.clear()
            stream = _explained(path, key)
            next(stream)
            for head, pieces in _entries(stream, contents):
                if "key" in head:
                    await store.put_pieces(head["key"], pieces)
                else:
                    await _fill(connection, head, pieces, there)
            await set_sequences(connection, contents.sequences)
            progress("正在重建索引… / Building the indexes …")
            await cleared.rebuild()
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


async def _fill(connection: Any, head: dict[str, Any], pieces: "_Pieces", there: dict[str, list[str]]) -> None:
    name, columns = head["name"], head["columns"]
    if set(columns) != set(there[name]):
        raise errors.unlike(name)

    async def source() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    schema, _, table = name.replace('"', "").partition(".")
    status = await connection.copy_to_table(table, schema_name=schema, columns=columns, source=source())
    if int(status.split()[-1]) != pieces.end["rows"]:
        raise errors.unlike(name)


class _Pieces(Iterator[bytes]):
    """The data of one entry; `end` is what its end says, once they are all taken."""

    def __init__(self, stream: Iterator[Record]) -> None:
        self._stream = stream
        self.end: dict[str, Any] = {}

    def __next__(self) -> bytes:
        if self.end:
            raise StopIteration
        record = next(self._stream, None)
        if record is None or record.kind not in (DATA, END):
            raise errors.malformed()
        if record.kind == END:
            self.end = record.told()
            raise StopIteration
        return record.content


def _entries(stream: Iterator[Record], contents: Contents) -> Iterator[tuple[dict[str, Any], _Pieces]]:
    """Each entry's head and data, to be taken to its end; what `complete` tells goes into `contents`."""
    for record in stream:
        if record.kind == COMPLETE:
            told = record.told()
            contents.missing, contents.sequences = told["missing"], told["sequences"]
            if next(stream, None) is None:
                return
        if record.kind not in (FILE, TABLE):
            break
        yield record.told(), _Pieces(stream)
    raise errors.malformed()


def _explained(path: Path, key: bytes) -> Iterator[Record]:
    """The records of the file; every fault as a `BackupError`."""
    try:
        with path.open("rb") as file:
            yield from records(file, key)
    except sealed_stream.OtherKeyError:
        raise errors.wrong_key() from None
    except sealed_stream.UnknownVersionError as error:
        raise errors.newer_format(error.version) from None
    except sealed_stream.NotASealedStreamError:
        raise errors.not_a_backup() from None
    except sealed_stream.DamagedError as error:
        raise errors.damaged(error.chunk) from None
    except MalformedError:
        raise errors.malformed() from None
