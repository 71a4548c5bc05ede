"""A large sheet cut into slices of its rows, as calamine holds whatever it reads of a sheet as a whole.

In the package that `Cutter` makes of an `.xlsx`, the sheet's own part holds its first rows, and further sheets, which
the caller knows by `slices`, hold the next ones. Cells, formats and shared texts are as they were: calamine reads them.
What cannot be cut with certainty is not cut: `UncuttableError`.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from uuid import uuid4
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree

SLICE = 2 * 1024 * 1024
"""Bytes of a slice, unpacked: some 3,500 rows of sixteen cells. Larger ones are read no quicker."""
_LONG = 8
"""Slices; shorter sheets are read whole, in at most some 60 MiB."""
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData></worksheet>"
_LONGEST_HEAD = 1024 * 1024
_ROW_ENDS = b"</row>"
_NUMBERED_ROW = re.compile(rb"\s*<row\s(?:[^<>]*\s)?r=[\"']([0-9]{1,7})[\"']")
_PACKING = 1
"""A quarter of the usual time, and the package lives as long as its import only."""
_RELATION_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class UncuttableError(Exception):
    """Rows without numbers, in no order or beyond all measure, or XML of another form than usual."""


def is_worth_it(package: zipfile.ZipFile, size: int = SLICE) -> bool:
    """Whether some sheet is said to be long."""
    return any(_is_long(entry, size) for entry in package.infolist())


class Cutter:
    """Takes the parts of a package one by one, and packs them anew."""

    def __init__(self, package: zipfile.ZipFile, size: int = SLICE) -> None:
        """`size`: bytes of a slice. Errors: `UncuttableError`."""
        self._package = package
        self._size = size
        self._sheets = _sheets_by_part(package)
        self._content = io.BytesIO()
        self._target = zipfile.ZipFile(self._content, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING)
        self.slices: dict[str, tuple[str, ...]] = {}
        """By the name of each sheet that was cut: the names of the sheets that hold its rows, in order."""
        self.lengths: dict[str, int] = {}
        """About how many rows each of these has, blank ones included."""
        self._further: list[tuple[str, str]] = []

    def take(self, entry: zipfile.ZipInfo, steps: Iterator[bytes]) -> None:
        """Pack a part, as `steps` give it. Errors: `UncuttableError`, and those of `steps`."""
        if entry.filename in self._target.NameToInfo:
            raise UncuttableError
        if entry.filename in self._sheets and _is_long(entry, self._size):
            self._cut(entry.filename, steps)
        elif entry.filename in {_WORKBOOK, _RELATIONS} or not entry.filename.endswith((".xml", ".rels")):
            # Written at the end, or nothing of a table's; the steps are what checks a part.
            deque(steps, maxlen=0)
        else:
            with self._target.open(entry.filename, "w") as part:
                for step in steps:
                    part.write(step)

    def close(self) -> None:
        """Forget what was packed, when it comes to nothing."""
        self._target.close()

    def content(self) -> bytes:
        """The package, once it is finished."""
        return self._content.getvalue()

    def finish(self) -> None:
        """Write what names the sheets. Errors: `UncuttableError`."""
        sheets = "".join(
            f'<sheet xmlns:r="{_RELATION_KINDS}" name="{name}" sheetId="{60_000 + number}" r:id="{name}"/>'
            for number, (name, _) in enumerate(self._further)
        )
        relations = "".join(
            f'<Relationship Id="{name}" Type="{_RELATION_KINDS}/worksheet" Target="/{part}"/>'
            for name, part in self._further
        )
        for part, mark, more in ((_WORKBOOK, b"</sheets>", sheets), (_RELATIONS, b"</Relationships>", relations)):
            before, found, after = self._package.read(part).rpartition(mark)
            if not found:
                raise UncuttableError
            self._target.writestr(part, before + more.encode() + mark + after)
        self._target.close()

    def _cut(self, part: str, steps: Iterator[bytes]) -> None:
        sheet = self._sheets[part]
        self.slices[sheet], self.lengths[sheet] = (sheet,), 0
        buffer = bytearray()
        head = _head(buffer, steps)
        last = 0
        for step in steps:
            buffer += step
            if len(buffer) < self._size:
                continue
            end = buffer.rfind(_ROW_ENDS)
            if end < 0:
                if len(buffer) > 4 * self._size:
                    raise UncuttableError
                continue
            end += len(_ROW_ENDS)
            last = _checked(buffer, last)
            rows = buffer[:end]
            del buffer[:end]
            self.lengths[sheet] += rows.count(_ROW_ENDS)
            self._write(part, head, rows, _CLOSING)
            part = self._next(sheet)
        if buffer.lstrip().startswith(b"<row"):
            _checked(buffer, last)
        self.lengths[sheet] += buffer.count(_ROW_ENDS)
        self._write(part, head, buffer)

    def _next(self, sheet: str) -> str:
        """A further sheet for the next rows of `sheet`; gives its part. No sheet of a person's is called so."""
        name = f"slice-{uuid4().hex}"
        part = f"xl/worksheets/{name}.xml"
        self._further.append((name, part))
        self.slices[sheet] += (name,)
        return part

    def _write(self, part: str, *pieces: bytes | bytearray) -> None:
        with self._target.open(part, "w") as target:
            for piece in pieces:
                target.write(piece)


def _is_long(entry: zipfile.ZipInfo, size: int) -> bool:
    return entry.filename.startswith("xl/worksheets/") and entry.file_size > _LONG * size


def _head(buffer: bytearray, steps: Iterator[bytes]) -> bytes:
    """What stands before the rows; it is taken out of the buffer."""
    for step in steps:
        buffer += step
        end = buffer.find(_OPENING)
        if end >= 0:
            end += len(_OPENING)
            head = bytes(buffer[:end])
            del buffer[:end]
            return head
        if len(buffer) > _LONGEST_HEAD:
            break
    raise UncuttableError


def _checked(buffer: bytearray, last: int) -> int:
    """The number of the first row of a slice, beyond those before."""
    found = _NUMBERED_ROW.match(buffer)
    if found is None or int(found[1]) <= last:
        raise UncuttableError
    return int(found[1])


def _small(package: zipfile.ZipFile, part: str) -> bytes:
    """A part that nobody has checked yet."""
    if package.getinfo(part).file_size > _LONGEST_HEAD:
        raise UncuttableError
    return package.read(part)


def _sheets_by_part(package: zipfile.ZipFile) -> dict[str, str]:
    """The names of the sheets, by where their content is."""
    try:
        relations, workbook = (ElementTree.fromstring(_small(package, part)) for part in (_RELATIONS, _WORKBOOK))
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ParseError):
        raise UncuttableError from None
    targets = {found.get("Id"): found.get("Target", "") for found in relations}
    sheets: dict[str, str] = {}
    for element in workbook.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in element.items() if name.endswith("}id")), None)
            part = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
            sheets[part] = element.get("name", "")
    return sheets
