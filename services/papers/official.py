"""Official papers as Word documents: page, fonts and page numbers after GB/T 9704-2012, and tables that suit them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from docx import Document
from docx.document import Document as DocumentPart
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from services.papers.wording import printable

TITLE_FACE = "方正小标宋简体"
HEADING_FACE = "黑体"
SUBTITLE_FACE = "楷体_GB2312"
BODY_FACE = "仿宋_GB2312"
LATIN_FACE = "Times New Roman"
_SUBSTITUTES = {TITLE_FACE: "宋体", SUBTITLE_FACE: "楷体", BODY_FACE: "仿宋"}
"""Faces to take where the official ones are not installed."""

ER_HAO, SAN_HAO, SI_HAO, XIAO_SI = Pt(22), Pt(16), Pt(14), Pt(12)
"""二号, 三号, 四号, 小四: the sizes of title, body, tables, logs."""

WIDTH_MM = 156
_LONGEST_WHOLE = 180
"""Rows with at most so many characters stay on one page; longer ones may break."""


class Manner(StrEnum):
    """How a cell of a form is set."""

    LABEL = "label"
    VALUE = "value"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a form: its text, how it is set, how many columns it spans, how tall it is at least."""

    text: str
    manner: Manner = Manner.VALUE
    span: int = 1
    height_mm: float = 0


def new_paper(title: str, subtitle: str, printed_on: date) -> DocumentPart:
    """An A4 document of 156 × 225 mm type area with its title, page numbers outside, and no personal properties."""
    document = Document()
    _set_page(document)
    _set_base_style(document)
    _set_properties(document, title, printed_on)
    _name_substitutes(document)
    _number_pages(document)
    write(document.paragraphs[0] if document.paragraphs else document.add_paragraph(), title, TITLE_FACE, ER_HAO, 33)
    document.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    below = write(document.add_paragraph(), f"（{subtitle}）", SUBTITLE_FACE, SAN_HAO, 28)
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.paragraph_format.space_after = Pt(8)
    return document


def heading(document: DocumentPart, text: str) -> None:
    """A heading of the first level (一、…), kept with what follows."""
    paragraph = write(document.add_paragraph(), text, HEADING_FACE, SAN_HAO, 28)
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = True


def form(document: DocumentPart, widths_mm: Sequence[float], rows: Sequence[Sequence[Piece]]) -> None:
    """A bordered form; the pieces of each row span all columns together."""
    table = _new_table(document, widths_mm)
    for pieces in rows:
        row = _add_row(table)
        _fill(row, pieces, widths_mm)
        if sum(len(piece.text) for piece in pieces) <= _LONGEST_WHOLE:
            _keep_whole(row)
        height = max(piece.height_mm for piece in pieces)
        if height:
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def log(
    document: DocumentPart,
    caption: str,
    headings: Sequence[str],
    widths_mm: Sequence[float],
    entries: Sequence[Sequence[str]],
    *,
    centred: Sequence[int] = (),
) -> None:
    """A log with caption and column headings repeated on each page, or one line that says there is nothing."""
    if not entries:
        form(document, (36, WIDTH_MM - 36), [(Piece(caption, Manner.LABEL), Piece("无"))])
        _gap(document)
        return
    table = _new_table(document, widths_mm)
    for texts in ((caption,), tuple(headings)):
        row = _add_row(table)
        cells = [row.cells[0].merge(row.cells[-1])] if len(texts) == 1 else row.cells
        for cell, text in zip(cells, texts, strict=True):
            _set_cell(cell, text, HEADING_FACE, XIAO_SI, 17, centred=True)
        _repeat_as_header(row)
        _keep_whole(row)
    for entry in entries:
        for column, (cell, text) in enumerate(zip(_add_row(table).cells, entry, strict=True)):
            _set_cell(cell, text, BODY_FACE, XIAO_SI, 17, centred=column in centred)
    _set_widths(table, widths_mm)
    _gap(document)


def write(paragraph: Paragraph, text: str, face: str, size: Pt, line: float) -> Paragraph:
    """Set the paragraph's words in a face, with lines of exactly `line` points so that pages break alike everywhere."""
    run = paragraph.add_run(printable(text))
    run.font.size = size
    run.font.name = LATIN_FACE
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:hint"), "eastAsia")
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(line)
    return paragraph


def _set_page(document: DocumentPart) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(22)


def _set_base_style(document: DocumentPart) -> None:
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = LATIN_FACE, SAN_HAO
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FACE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_after = Pt(0)


def _set_properties(document: DocumentPart, title: str, printed_on: date) -> None:
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime(printed_on.year, printed_on.month, printed_on.day)  # noqa: DTZ001 - python-docx writes UTC itself


def _name_substitutes(document: DocumentPart) -> None:
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/></w:font>' for face, other in _SUBSTITUTES.items()
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def _number_pages(document: DocumentPart) -> None:
    """`— 1 —` in 四号 宋体, outside: odd pages at the right, even pages at the left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        setattr(paragraph.paragraph_format, f"{side}_indent", SI_HAO)
        write(paragraph, "— ", "宋体", SI_HAO, 16)
        number = parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" '
            f'w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
        )
        paragraph._p.append(number)
        write(paragraph, " —", "宋体", SI_HAO, 16)


def _new_table(document: DocumentPart, widths_mm: Sequence[float]) -> Table:
    table: Table = document.add_table(rows=0, cols=len(widths_mm))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    outer, inner = (
        'w:val="single" w:sz="8" w:space="0" w:color="000000"',
        'w:val="single" w:sz="4" w:space="0" w:color="000000"',
    )
    edges = "".join(f"<w:{side} {outer}/>" for side in ("top", "left", "bottom", "right"))
    lines = "".join(f"<w:{side} {inner}/>" for side in ("insideH", "insideV"))
    properties = table._tbl.tblPr
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}{lines}</w:tblBorders>"))
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    _set_widths(table, widths_mm)
    return table


def _add_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _set_widths(table: Table, widths_mm: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)


def _fill(row: _Row, pieces: Sequence[Piece], widths_mm: Sequence[float]) -> None:
    cells, start = row.cells, 0
    for piece in pieces:
        end = start + piece.span
        cell = cells[start] if piece.span == 1 else cells[start].merge(cells[end - 1])
        cell.width = Mm(sum(widths_mm[start:end]))
        face = HEADING_FACE if piece.manner is Manner.LABEL else BODY_FACE
        _set_cell(cell, piece.text, face, SI_HAO, 19, centred=piece.manner is Manner.LABEL)
        if piece.manner is Manner.SIGNATURE:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            cell.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        start = end


def _set_cell(cell: _Cell, text: str, face: str, size: Pt, line: float, *, centred: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, words in enumerate(printable(text).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        write(paragraph, words, face, size, line)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat_as_header(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _gap(document: DocumentPart) -> None:
    """Two tables without a paragraph between them would become one."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(8)
