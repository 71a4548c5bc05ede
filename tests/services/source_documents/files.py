"""Word files for tests: made by python-docx, or part by part where a file must be wrong in a certain way."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document_xml(body: str, prologue: str = "") -> str:
    return f"{prologue}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"


def package(document: str | bytes, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A .docx of the given main part, and further or other parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": document,
        **(more or {}),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return content.getvalue()


def paragraphs_docx(*paragraphs: str) -> bytes:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    return saved(document)


def saved(document: "Document") -> bytes:  # type: ignore[valid-type]
    content = io.BytesIO()
    document.save(content)  # type: ignore[attr-defined]
    return content.getvalue()


def level(index: int, number_format: str, label: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
    )


def numbered_docx(levels: str, paragraphs: Sequence[tuple[int | None, str]], nums: str = "") -> bytes:
    """Paragraphs with automatic numbers at the given level (None: without) of one list with these levels.

    `nums`: further `w:num` elements. A level of 100 + n uses num 902 at level n.
    """
    document = Document()
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="901"><w:abstractNumId w:val="900"/></w:num>'))
    if nums:
        numbering.append(parse_xml(nums))
    for index, words in paragraphs:
        paragraph = document.add_paragraph(words)
        if index is not None:
            num, at = (902, index - 100) if index >= 100 else (901, index)
            properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(properties))
    return saved(document)
