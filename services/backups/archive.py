"""What a backup holds, as records in one sealed stream: `kind (1) | length (4) | content`.

Order: `begin`; entries (`file` or `table`, its `data`, `end`); `complete`. All but data are JSON.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import orjson

from services.kit.sealed_stream import CHUNK, SealedWriter, opened

BEGIN, FILE, TABLE, DATA, END, COMPLETE = b"B", b"F", b"T", b"D", b"E", b"C"
_HEAD_BYTES = 5


class MalformedError(Exception):
    """Authentic, but not what this program writes."""


@dataclass(frozen=True, slots=True)
class Record:
    kind: bytes
    content: bytes

    def told(self) -> dict[str, Any]:
        """The JSON of a record that is not data."""
        told: dict[str, Any] = orjson.loads(self.content)
        return told


@dataclass(slots=True)
class Entry:
    """One file or table while it is written."""

    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def count(self, piece: bytes) -> None:
        self.size += len(piece)
        self.digest.update(piece)

    def end(self) -> dict[str, Any]:
        return {"size": self.size, "sha256": self.digest.hexdigest()}


class ArchiveWriter:
    """Writes the records of one backup."""

    def __init__(self, file: BinaryIO, key: bytes, about: dict[str, Any]) -> None:
        self._stream = SealedWriter(file, key)
        self._entry = Entry()
        self._gathered = bytearray()
        self._tell(BEGIN, about)

    def begin_file(self, key: str) -> None:
        self._begin(FILE, {"key": key})

    def begin_table(self, name: str, columns: list[str]) -> None:
        self._begin(TABLE, {"name": name, "columns": columns})

    def data(self, piece: bytes) -> None:
        """Rows come in small pieces; they are gathered, so that a record is worth its head."""
        self._entry.count(piece)
        self._gathered += piece
        while len(self._gathered) >= CHUNK:
            self._write(DATA, bytes(self._gathered[:CHUNK]))
            del self._gathered[:CHUNK]

    def end(self, **more: Any) -> None:
        """End the entry; `more` is kept with its size and digest."""
        if self._gathered:
            self._write(DATA, bytes(self._gathered))
            self._gathered.clear()
        self._tell(END, {**self._entry.end(), **more})

    def complete(self, **told: Any) -> None:
        self._tell(COMPLETE, told)
        self._stream.close()

    def _begin(self, kind: bytes, told: dict[str, Any]) -> None:
        self._entry = Entry()
        self._tell(kind, told)

    def _tell(self, kind: bytes, told: dict[str, Any]) -> None:
        self._write(kind, orjson.dumps(told))

    def _write(self, kind: bytes, content: bytes) -> None:
        self._stream.write(kind + len(content).to_bytes(4) + content)


def records(file: BinaryIO, key: bytes) -> Iterator[Record]:
    """The records in order. Errors: those of `sealed_stream`, `MalformedError`."""
    waiting = bytearray()
    for piece in opened(file, key):
        waiting += piece
        while (record := _taken(waiting)) is not None:
            yield record
    if waiting:
        raise MalformedError


def _taken(waiting: bytearray) -> Record | None:
    """The first record that is there as a whole, taken off."""
    if len(waiting) < _HEAD_BYTES:
        return None
    end = _HEAD_BYTES + int.from_bytes(waiting[1:_HEAD_BYTES])
    if len(waiting) < end:
        return None
    record = Record(bytes(waiting[:1]), bytes(waiting[_HEAD_BYTES:end]))
    del waiting[:end]
    return record
