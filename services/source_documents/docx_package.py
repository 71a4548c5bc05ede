"""The zip package of an untrusted .docx: opened only within limits, and handed on as a copy that holds no surprise.

Pictures and other binary parts are emptied: only the words are wanted.
"""

import io
import zipfile
from collections.abc import Callable
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString

from services.kit.errors import Fault
from services.kit.packages import Danger, Limits, PackageProblem, open_checked, unpacked_in_steps
from services.source_documents import errors

MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200
MAX_ELEMENTS = 2_000_000
_MAIN_PART = "word/document.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_LIMITS = Limits(MAX_ENTRIES, MAX_UNPACKED, MAX_RATIO)


def _bomb() -> Fault:
    return errors.ZIP_BOMB(limit_mb=MAX_UNPACKED // 1024 // 1024, entries=MAX_ENTRIES, ratio=MAX_RATIO)


_REFUSALS: dict[Danger, Callable[[], Fault]] = {
    Danger.BOMB: _bomb,
    Danger.ENCRYPTED: errors.ENCRYPTED,
    Danger.MACROS: errors.MACRO_FILE,
}


class _ElementCount(ContentHandler):
    """Counts elements and attributes: a tree of them takes far more memory than their text."""

    def __init__(self) -> None:
        super().__init__()
        self.left = MAX_ELEMENTS

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802, ARG002 - the parser names it
        self.left -= 1 + len(attrs)
        if self.left < 0:
            raise _bomb()


def _check_xml(part: bytes, count: _ElementCount) -> None:
    try:
        parseString(part, count, forbid_dtd=True)
    except DefusedXmlException:
        raise errors.UNSAFE_XML() from None


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _copy(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> io.BytesIO:
    parts = {entry.filename: entry for entry in entries if not entry.is_dir()}
    left = MAX_UNPACKED
    count = _ElementCount()
    copied = io.BytesIO()
    with zipfile.ZipFile(copied, "w", zipfile.ZIP_STORED) as target:
        for name, entry in parts.items():
            part = b""
            if _is_xml(name):
                part = b"".join(unpacked_in_steps(package, entry, left, _LIMITS))
                left -= len(part)
                _check_xml(part, count)
            if name == _CONTENT_TYPES and b"macroenabled" in part.lower():
                raise errors.MACRO_FILE()
            target.writestr(name, part)
    copied.seek(0)
    return copied


def open_package(content: bytes) -> io.BytesIO:
    """A checked copy of the package: XML parts without DTD, everything else emptied.

    Refuses what is no .docx, is encrypted, holds macros, or unpacks to more than the limits. What is damaged
    raises whatever zipfile and expat raise.
    """
    try:
        with open_checked(content, _LIMITS) as package:
            entries = package.infolist()
            if _MAIN_PART not in {entry.filename for entry in entries}:
                raise errors.CONTENT_MISMATCH(extension=".docx")
            return _copy(package, entries)
    except PackageProblem as problem:
        raise _REFUSALS[problem.danger]() from None
