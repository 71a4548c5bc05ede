"""An untrusted .xlsx, .xls or .csv as sheets of cells, or a refusal that helps.

`check_file` is the quick look at an upload; `open_workbook` unpacks and counts before a cell is read, and is run in a
process of limited memory (services/imports/apart.py), as calamine holds a whole sheet, or a slice of a large one.
"""

import csv
import io
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from services.imports import errors, slicing
from services.imports.cell_text import Cell
from services.kit.errors import Fault
from services.kit.packages import Danger, Limits, PackageProblem, open_checked, unpacked_in_steps

EXTENSIONS = (".xlsx", ".xls", ".csv")
MAX_UNPACKED_MB = 800
MAX_RATIO = 200
MAX_COLUMNS = 200
MAX_ROWS = 500_000
_LIMITS = Limits(2_000, MAX_UNPACKED_MB * 1024 * 1024, MAX_RATIO)
SMALL = Limits(200, 16 * 1024 * 1024, MAX_RATIO)
"""For lists of some hundred lines that are read at once."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACRO_EXTENSIONS = (".xlsm", ".xlsb", ".xltm", ".xlam", ".xla")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_VBA_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^>]*ref=[\"']\$?[A-Z]+\$?[0-9]+:\$?([A-Z]+)\$?[0-9]+[\"']")
_DATE_1904 = re.compile(rb"date1904=[\"'](?:1|true)[\"']")
_DTD = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_HEAD = 4096
_FIELD_LIMIT = 100_000


Lines = Iterator[tuple[int, list[Cell]]]
"""Rows with their number from 1, each from the sheet's first used column on."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that may hold a table, in order. `since_1904`: serial numbers of days begin in 1904."""

    names: tuple[str, ...]
    since_1904: bool
    _source: Any
    _slices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _lengths: dict[str, int] = field(default_factory=dict)
    _loaded: dict[str, Any] = field(default_factory=dict)

    def rows(self, name: str) -> tuple[int, Lines]:
        """About how many rows the sheet has, and the rows; of a large one blank rows may be left out.

        Errors: `import.too_many_columns`, `import.too_many_rows`, `import.broken_file`; of a large sheet, which is read
        slice by slice, they may come with any of its rows.
        """
        if isinstance(self._source, list):
            return len(self._source), enumerate(self._source, 1)
        if name in self._slices:
            return self._lengths[name], self._through(self._slices[name])
        sheet = self._sheet(name)
        return (0, iter(())) if sheet.end is None else (sheet.end[0] + 1, enumerate(sheet.iter_rows(), 1))

    def top(self, name: str, count: int) -> list[list[Cell]]:
        """The first rows, from the first on. Errors: those of `rows`."""
        if isinstance(self._source, list):
            return self._source[:count]
        sheet = self._sheet(name)
        return [] if sheet.end is None else list(islice(sheet.iter_rows(), count))

    def first_column(self, name: str) -> int:
        """The index of the first used column, with which each row begins."""
        return 0 if isinstance(self._source, list) else int((self._sheet(name).start or (0, 0))[1])

    def close(self) -> None:
        """Let the file and its table of texts go, unless slices are to come: rows asked for can still be read."""
        self._loaded.clear()
        if not isinstance(self._source, list) and not self._slices:
            self._source.close()

    def _sheet(self, name: str) -> Any:
        """The sheet or its first slice; the last one asked for is kept, as each is held whole."""
        if name not in self._loaded:
            self._loaded.clear()
            self._loaded[name] = self._read(name)
        return self._loaded[name]

    def _read(self, name: str) -> Any:
        try:
            sheet = self._source.get_sheet_by_name(name)
        except CalamineError:
            raise errors.BROKEN() from None
        if sheet.end is not None and sheet.end[1] - sheet.start[1] >= MAX_COLUMNS:
            raise errors.TOO_WIDE(count=sheet.end[1] - sheet.start[1] + 1, limit=MAX_COLUMNS)
        if sheet.end is not None and sheet.end[0] >= MAX_ROWS:
            raise errors.TOO_LONG(limit=MAX_ROWS)
        return sheet

    def _through(self, slices: tuple[str, ...]) -> Lines:
        """The rows of all slices. calamine reads the next slice, beside Python, while these rows are worked on."""
        first_column, above = self.first_column(slices[0]), 0
        with ThreadPoolExecutor(1) as thread:
            coming = thread.submit(self._read, slices[0])
            for following in (*slices[1:], None):
                sheet = coming.result()
                if following is not None:
                    coming = thread.submit(self._read, following)
                if sheet.end is not None:
                    if sheet.start[0] < above:
                        raise errors.BROKEN()
                    above = sheet.end[0] + 1
                    yield from _placed(sheet, first_column)


def _placed(sheet: Any, first_column: int) -> Lines:
    """The rows of a slice, whose own first column may be another than the sheet's."""
    row, column = sheet.start
    missing, left = [""] * (column - first_column), max(0, first_column - column)
    for number, cells in enumerate(sheet.to_python(), row + 1):
        yield number, [*missing, *cells[left:]] if missing or left else cells


def check_file(file_name: str, content: bytes, limits: Limits = _LIMITS) -> None:
    """Refuse what cannot be a table by its name and first bytes, and packages that say of themselves what they are.

    Errors: `import.empty`, `import.file_kind`, `import.macros`, `import.encrypted`, `import.content_mismatch`,
    `import.unpacked_too_large`, `import.broken_file`, `import.external_links`.
    """
    extension = PurePath(file_name).suffix.lower()
    if extension in _MACRO_EXTENSIONS:
        raise errors.MACRO_FILE.at("/file")
    if extension not in EXTENSIONS:
        raise errors.FILE_KIND.at("/file", extension=extension[:10] or "—")
    if not content.strip():
        raise errors.EMPTY.at("/file")
    if content.startswith(_ZIP):
        if extension == ".csv":
            raise errors.CONTENT_MISMATCH.at("/file", extension=extension)
        _package(content, extension, limits).close()
    elif content.startswith(_OLE):
        _check_ole(content, extension)
    elif extension != ".csv" or content.lstrip()[:1] == b"<" or b"\x00" in content[:_HEAD].replace(b"\xff\xfe", b"", 1):
        if extension == ".csv" and content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return
        raise errors.CONTENT_MISMATCH.at("/file", extension=extension)


def open_workbook(
    file_name: str, content: bytes, limits: Limits = _LIMITS, *, slice_bytes: int = slicing.SLICE
) -> Workbook:
    """The sheets of a file that passed `check_file`. Errors: those, and what unpacking brings to light.

    With `SMALL` it may run in the process of the API: such a file cannot unpack to much. Large sheets are read in
    slices of `slice_bytes`.
    """
    check_file(file_name, content, limits)
    if not content.startswith((*_ZIP, _OLE)):
        return _csv(content)
    since_1904, cut = _checked_parts(content, limits, slice_bytes) if content.startswith(_ZIP) else (False, None)
    slices, lengths = (cut.slices, cut.lengths) if cut is not None else ({}, {})
    content = cut.content() if cut is not None else content
    del cut
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        del content
    except PasswordError:
        raise errors.ENCRYPTED() from None
    except CalamineError:
        raise errors.BROKEN() from None
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    further = {slice_ for ordered in slices.values() for slice_ in ordered[1:]}
    return Workbook(tuple(name for name in names if name not in further), since_1904, book, slices, lengths)


def _package(content: bytes, extension: str, limits: Limits) -> zipfile.ZipFile:
    try:
        package = open_checked(content, limits)
    except PackageProblem as problem:
        raise _refusal(problem.danger, limits) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise errors.BROKEN.at("/file") from None
    names = {entry.filename.lower() for entry in package.infolist()}
    if "xl/workbook.xml" not in names:
        raise errors.CONTENT_MISMATCH.at("/file", extension=extension)
    if any(name.startswith("xl/externallinks/") or name == "xl/connections.xml" for name in names):
        raise errors.EXTERNAL_LINKS.at("/file")
    return package


def _refusal(danger: Danger, limits: Limits) -> Fault:
    if danger is Danger.BOMB:
        return errors.UNPACKED_TOO_LARGE.at("/file", limit_mb=limits.unpacked // 1024**2, ratio=limits.ratio)
    return (errors.ENCRYPTED if danger is Danger.ENCRYPTED else errors.MACRO_FILE).at("/file")


def _check_ole(content: bytes, extension: str) -> None:
    if _ENCRYPTED_STREAM in content:
        raise errors.ENCRYPTED.at("/file")
    if extension == ".csv":
        raise errors.CONTENT_MISMATCH.at("/file", extension=extension)
    if _VBA_STREAM in content:
        raise errors.MACRO_FILE.at("/file")


def _checked_parts(content: bytes, limits: Limits, slice_bytes: int) -> tuple[bool, slicing.Cutter | None]:
    """Unpack every part once; gives whether days are counted from 1904, and what large sheets were cut into."""
    with _package(content, ".xlsx", limits) as package:
        if slicing.is_worth_it(package, slice_bytes):
            with suppress(slicing.UncuttableError), closing(slicing.Cutter(package, slice_bytes)) as cutter:
                return _check_parts(package, limits, cutter), cutter
        return _check_parts(package, limits, None), None


def _check_parts(package: zipfile.ZipFile, limits: Limits, cutter: slicing.Cutter | None) -> bool:
    """Every part goes to the cutter, or is forgotten."""
    parts = _Parts(package, limits)
    for entry in package.infolist():
        try:
            if cutter is not None:
                cutter.take(entry, parts.unpacked(entry))
            else:
                deque(parts.unpacked(entry), maxlen=0)
        except PackageProblem as problem:
            raise _refusal(problem.danger, limits) from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error):
            raise errors.BROKEN() from None
    if cutter is not None:
        cutter.finish()
    return parts.since_1904


class _Parts:
    """Unpacks the parts of a package in steps, within what is left of the limit, and looks at each one's beginning."""

    def __init__(self, package: zipfile.ZipFile, limits: Limits) -> None:
        self._package, self._limits = package, limits
        self._left = limits.unpacked
        self.since_1904 = False

    def unpacked(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        for place, step in enumerate(unpacked_in_steps(self._package, entry, self._left, self._limits)):
            self._left -= len(step)
            if place == 0:
                self.since_1904 = _check_head(entry.filename.lower(), step) or self.since_1904
            yield step


def _check_head(name: str, head: bytes) -> bool:
    if name.endswith((".xml", ".rels")) and any(mark in head for mark in _DTD):
        raise errors.UNSAFE_XML()
    if name == "[content_types].xml" and b"macroenabled" in head.lower():
        raise errors.MACRO_FILE()
    found = _DIMENSION.search(head[:_HEAD]) if name.startswith("xl/worksheets/") else None
    if found is not None and (count := _column_number(found[1])) > MAX_COLUMNS:
        raise errors.TOO_WIDE(count=count, limit=MAX_COLUMNS)
    return name == "xl/workbook.xml" and _DATE_1904.search(head) is not None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _csv(content: bytes) -> Workbook:
    text = _decoded(content)
    first = text[:_HEAD]
    delimiter = max(",\t;", key=first.count)
    rows: list[list[Cell]] = []
    previous = csv.field_size_limit(_FIELD_LIMIT)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            if len(row) > MAX_COLUMNS:
                raise errors.TOO_WIDE(count=len(row), limit=MAX_COLUMNS)
            rows.append(list(row))
            if len(rows) > MAX_ROWS:
                raise errors.TOO_LONG(limit=MAX_ROWS)
    except csv.Error:
        raise errors.BROKEN() from None
    finally:
        csv.field_size_limit(previous)
    return Workbook(("CSV",), False, rows)


def _decoded(content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with its mark, GB18030. Errors: `import.encoding`."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise errors.ENCODING()
