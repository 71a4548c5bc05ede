"""Rows as PostgreSQL's binary COPY takes them, made where there is no connection: in another thread or process.

The driver makes the same of records, one value after another, while the database waits; here a value that comes again
and again in its column (a branch's state, a day, nothing) is made once for all rows.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from struct import Struct
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, Date, DateTime, Integer, LargeBinary, SmallInteger, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

Packer = Callable[[Any], bytes]
"""A value other than None as its length and its bytes."""

_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_FIRST_DAY = date(2000, 1, 1).toordinal()
_FIRST_INSTANT = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_length = Struct(">i").pack
_SHORT = tuple(_length(size) for size in range(256))
"""The lengths of nearly all texts, made already."""
_int2, _int4, _int8 = Struct(">ih").pack, Struct(">ii").pack, Struct(">iq").pack
_array_head = Struct(">iiiii").pack
_INTEGER_OID, _TEXT_OID = 23, 25
_PIECE = 512 * 1024
_LOOKED_AT = 64
"""Values of a column, to see whether they come again."""


class CopyForm:
    """Some columns of a table. `packed` makes rows ready; `copy_packed` sends them."""

    def __init__(self, model: type[DeclarativeBase], columns: Sequence[str]) -> None:
        self.table = model.__tablename__
        self.columns = tuple(columns)
        self._packers = [_packer(model.__table__.c[name].type) for name in self.columns]
        self._count = Struct(">h").pack(len(self.columns))

    def packed(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """Rows of values, one for each column: JSON as text, every time with its zone, all else as the driver takes it.

        Errors: TypeError, ValueError, AttributeError, struct.error when a value is of another kind than its column.
        """
        if not rows:
            return b""
        columns = [_fields(pack, values) for pack, values in zip(self._packers, zip(*rows, strict=True), strict=True)]
        counts = [self._count] * len(rows)
        return b"".join([_HEADER, *[b"".join(row) for row in zip(counts, *columns, strict=True)], _END])


async def copy_packed(connection: Any, form: CopyForm, packed: bytes) -> None:
    """Put rows into their table. `connection` is asyncpg's. Errors: those of the database."""
    if packed:
        await connection.copy_to_table(form.table, source=_pieces(packed), columns=form.columns, format="binary")


async def _pieces(packed: bytes) -> AsyncIterator[memoryview]:
    """Of a file-like source the driver makes a circle that holds all of it until somebody looks for circles."""
    whole = memoryview(packed)
    for start in range(0, len(whole), _PIECE):
        yield whole[start : start + _PIECE]


class _Remembered(dict[Any, bytes]):
    """What became of each value of a column."""

    def __init__(self, pack: Packer) -> None:
        super().__init__({None: _NULL})
        self._pack = pack

    def __missing__(self, value: Any) -> bytes:
        made = self[value] = self._pack(value)
        return made


def _fields(pack: Packer, values: Sequence[Any]) -> list[bytes]:
    if pack not in _OF_LISTS and len(set(values[:_LOOKED_AT])) <= _LOOKED_AT // 2:
        remembered = _Remembered(pack)
        return [remembered[value] for value in values]
    return [_NULL if value is None else pack(value) for value in values]


def _packer(kind: TypeEngine[Any]) -> Packer:
    if isinstance(kind, ARRAY):
        return _texts if isinstance(kind.item_type, String) else _integers
    for known, pack in _PACKERS:
        if isinstance(kind, known):
            return pack
    raise TypeError(f"no COPY of {kind!r} yet")


def _bytes(value: bytes) -> bytes:
    size = len(value)
    return (_SHORT[size] if size < 256 else _length(size)) + value


def _text(value: str) -> bytes:
    made = value.encode()
    size = len(made)
    return (_SHORT[size] if size < 256 else _length(size)) + made


def _texts(value: Sequence[str]) -> bytes:
    return _array(_TEXT_OID, [_text(item) for item in value])


def _integers(value: Sequence[int]) -> bytes:
    return _array(_INTEGER_OID, [_int4(4, item) for item in value])


_OF_LISTS = (_texts, _integers)
"""What cannot be remembered by its value."""


def _array(kind: int, items: list[bytes]) -> bytes:
    """Of one dimension, counted from 1; of none when it is empty. Items are never null."""
    head = _array_head(1, 0, kind, len(items), 1) if items else _array_head(0, 0, kind, 0, 0)[:12]
    return _bytes(head + b"".join(items))


def _json(value: str) -> bytes:
    return _bytes(b"\x01" + value.encode())


def _uuid(value: Any) -> bytes:
    return _SHORT[16] + value.bytes  # type: ignore[no-any-return]


def _flag(value: bool) -> bytes:
    return _SHORT[1] + (b"\x01" if value else b"\x00")


def _day(value: date) -> bytes:
    return _int4(4, value.toordinal() - _FIRST_DAY)


def _instant(value: datetime) -> bytes:
    return _int8(8, (value - _FIRST_INSTANT) // _MICROSECOND)


_PACKERS: tuple[tuple[type[TypeEngine[Any]], Packer], ...] = (
    (String, _text),
    (Uuid, _uuid),
    (LargeBinary, _bytes),
    (Date, _day),
    (DateTime, _instant),
    (Boolean, _flag),
    (JSONB, _json),
    (BigInteger, lambda value: _int8(8, value)),
    (SmallInteger, lambda value: _int2(2, value)),
    (Integer, lambda value: _int4(4, value)),
)
