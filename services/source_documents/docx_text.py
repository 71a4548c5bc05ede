"""The words of a .docx in the order of reading: paragraphs with their visible numbers, table rows, text boxes.

Deleted text of tracked changes is left out, inserted text is in. A table row is one line with its cells parted by
tabs; cells of several paragraphs stand on lines of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from services.source_documents.docx_numbering import Numbering

_W = qn("w:p")[: -len("p")]
_MC_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_MC_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_GONE = {_W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr")}
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_TEXT, _PARAGRAPH, _TABLE, _ROW, _CELL = (_W + name for name in ("t", "p", "tbl", "tr", "tc"))
_TEXT_BOX = _W + "txbxContent"


def _children(element: Any) -> Iterator[Any]:
    """Child elements that count: no deleted ones, and of alternatives the first."""
    if element.tag == _MC_ALTERNATE:
        choice = element.find(_MC_CHOICE)
        yield from () if choice is None else (choice,)
        return
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _GONE:
            yield child


def _is_mark_deleted(paragraph: Any) -> bool:
    """The end of the paragraph was deleted in a tracked change: it goes on in the next one."""
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def _inline(self, element: Any, words: list[str], boxes: list[Any]) -> None:
        for child in _children(element):
            if child.tag == _TEXT:
                words.append(child.text or "")
            elif child.tag in _SIGNS:
                words.append(_SIGNS[child.tag])
            elif child.tag == _TEXT_BOX:
                boxes.append(child)
            else:
                self._inline(child, words, boxes)

    def blocks(self, container: Any) -> Iterator[str]:
        """Lines of the container: body, cell, text box, content control."""
        carried = ""
        for child in _children(container):
            if child.tag == _PARAGRAPH:
                words: list[str] = []
                boxes: list[Any] = []
                self._inline(child, words, boxes)
                goes_on = _is_mark_deleted(child)
                written = "".join(words)
                label = "" if goes_on and not written else self._numbering.label(child.find(_W + "pPr"))
                carried += label + written
                if not goes_on:
                    yield carried
                    carried = ""
                for box in boxes:
                    yield from self.blocks(box)
            elif child.tag == _TABLE:
                yield from self._rows(child)
            else:
                yield from self.blocks(child)
        if carried:
            yield carried

    def _rows(self, table: Any) -> Iterator[str]:
        for row in _children(table):
            if row.tag != _ROW:
                yield from self._rows(row)
                continue
            if row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            cells = [list(filter(str.strip, self.blocks(cell))) for cell in self._cells(row)]
            if all(len(lines) <= 1 for lines in cells):
                yield "\t".join(lines[0] if lines else "" for lines in cells).strip("\t")
            else:
                yield from (line for lines in cells for line in lines)

    def _cells(self, row: Any) -> Iterator[Any]:
        for cell in _children(row):
            if cell.tag == _CELL:
                yield cell
            else:
                yield from self._cells(cell)


@dataclass(frozen=True, slots=True)
class DocxLines:
    """Lines of a document, read as they are asked for. Page headers are no part of its text."""

    headers: Iterator[str]
    body: Iterator[str]


def read_docx(package: IO[bytes]) -> DocxLines:
    """The lines of a package that `open_package` has checked."""
    document = Document(package)
    targets = [(rel.reltype, rel.target_part) for rel in document.part.rels.values() if not rel.is_external]
    roots = {reltype: getattr(part, "element", None) for reltype, part in targets}
    numbering = Numbering(roots.get(RELATIONSHIP_TYPE.NUMBERING), roots.get(RELATIONSHIP_TYPE.STYLES))
    headers = [part.element for reltype, part in targets if reltype == RELATIONSHIP_TYPE.HEADER]
    reader = _Reader(numbering)
    return DocxLines(
        headers=chain.from_iterable(reader.blocks(header) for header in headers),
        body=reader.blocks(document.element.body),
    )
