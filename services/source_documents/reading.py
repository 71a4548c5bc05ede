"""Reading an uploaded source document: an untrusted file in, clean text out, or a refusal that helps."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.kit.errors import Fault
from services.source_documents import errors
from services.source_documents.docx_package import open_package
from services.source_documents.docx_text import read_docx
from services.source_documents.plain_text import clean, decode, strip_markdown
from services.source_documents.secrecy import secrecy_marking

MAX_FILE_MB = 20
MAX_CHARACTERS = 1_000_000
MAX_PARAGRAPHS = 50_000
_MAX_BYTES = MAX_FILE_MB * 1024 * 1024

_MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "md": "text/markdown",
}
_HINTS = {
    "doc": errors.LEGACY_DOC,
    "wps": errors.WPS_FILE,
    "pdf": errors.PDF_FILE,
    "docm": errors.MACRO_FILE,
    "dotm": errors.MACRO_FILE,
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PDF = b"%PDF-"
_BINARIES = (
    b"MZ",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    *_ZIP,
)


@dataclass(frozen=True, slots=True)
class SourceText:
    r"""The text of a document: lines end with \n, no BOM, zero-width or control characters.

    `paragraphs`: number of lines that hold anything visible. `media_type`: of the file it came from.
    """

    text: str
    paragraphs: int
    media_type: str


def read_text(file_name: str, content: bytes) -> SourceText:
    """The words of a .docx, .txt or .md file.

    Raises `Fault` (see `errors.py`) and nothing else, whatever the bytes: wrong kind, too large, broken, dangerous,
    marked as classified.
    """
    extension = _extension(file_name)
    if extension in _HINTS:
        raise _HINTS[extension]()
    if extension not in _MEDIA_TYPES:
        raise errors.KIND_NOT_SUPPORTED(extension=f".{extension}" if extension else "—")
    if len(content) > _MAX_BYTES:
        raise errors.TOO_LARGE(limit_mb=MAX_FILE_MB)
    if not content:
        raise errors.EMPTY()
    text = _docx(content) if extension == "docx" else _plain(content, extension)
    if len(text) > MAX_CHARACTERS:
        raise errors.TEXT_TOO_LONG(limit=MAX_CHARACTERS)
    _refuse_classified(text)
    paragraphs = sum(not line.isspace() for line in text.split("\n") if line)
    if not paragraphs:
        raise errors.EMPTY()
    if paragraphs > MAX_PARAGRAPHS:
        raise errors.TOO_MANY_PARAGRAPHS(limit=MAX_PARAGRAPHS)
    return SourceText(text, paragraphs, _MEDIA_TYPES[extension])


def _extension(file_name: str) -> str:
    _, dot, extension = file_name.strip().rpartition(".")
    return extension.lower()[:10] if dot else ""


def _refuse_classified(text: str) -> None:
    marking = secrecy_marking(text)
    if marking is not None:
        raise errors.CLASSIFIED(marking=marking)


def _plain(content: bytes, extension: str) -> str:
    if content.startswith(_PDF):
        raise errors.PDF_FILE()
    if content.startswith((*_BINARIES, _OLE)):
        raise errors.CONTENT_MISMATCH(extension=f".{extension}")
    text = clean(decode(content))
    return strip_markdown(text) if extension == "md" else text


def _docx(content: bytes) -> str:
    if content.startswith(_OLE):
        raise errors.ENCRYPTED() if _ENCRYPTED_STREAM in content else errors.LEGACY_DOC()
    if content.startswith(_PDF):
        raise errors.PDF_FILE()
    if not content.startswith(_ZIP):
        raise errors.CONTENT_MISMATCH(extension=".docx")
    try:
        lines = read_docx(open_package(content))
        _refuse_classified("\n".join(_limited(lines.headers)))
        return clean("\n".join(_limited(lines.body)))
    except Fault:
        raise
    except Exception as error:  # an untrusted file went through zip, XML and Word readers: each fails in its own way
        raise errors.BROKEN_DOCX() from error


def _limited(lines: Iterable[str]) -> list[str]:
    """All lines, refused as soon as they hold more characters than a document may."""
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > MAX_CHARACTERS + 1:
            raise errors.TEXT_TOO_LONG(limit=MAX_CHARACTERS)
        kept.append(line)
    return kept
