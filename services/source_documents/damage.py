"""What is damaged in a document: gaps in the numbering, sentences without head or tail, rubbish around it.

Nothing is mended. The pieces are marked, and a passage that lost its head is set apart.
"""

from collections.abc import Sequence

from services.source_documents.doubts import Doubt
from services.source_documents.markers import MarkerKind
from services.source_documents.paragraphs import Paragraph, Role
from services.source_documents.pieces import Piece
from services.source_documents.sentences import last_word_character


def check_sequence(pieces: Sequence[Piece]) -> None:
    """Mark numbers that do not follow the one before.

    A first number in its place may be 1 or go on where the kind stopped (1.–8. under 一、, 9. under 二、; 第X条
    through all chapters). A list 一是… may start again at any time.
    """
    current: dict[int, tuple[int, int]] = {}
    ever: dict[int, int] = {}
    for piece in pieces:
        if piece.marker is None:
            continue
        kind, number = int(piece.marker.kind), piece.marker.number
        current = {rank: seen for rank, seen in current.items() if rank <= kind}
        last, highest = current.get(kind, (0, 0))
        continued = kind not in current and number == ever.get(kind, 0) + 1
        new_list = number == 1 and piece.marker.kind is MarkerKind.SERIAL
        if not (number in (last + 1, highest + 1) or continued or new_list):
            piece.doubt = Doubt.SEQUENCE_GAP if number > last else Doubt.SEQUENCE_RESTART
        current[kind] = (number, number if number == 1 else max(number, highest))
        ever[kind] = number


def check_ends(text: str, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> None:
    """Mark what breaks off, what starts in mid-sentence, and what belongs to a web page.

    A short line without stop is a heading, title or signature and no broken sentence, unless it ends with a comma.
    """
    for position, piece in enumerate(pieces):
        paragraph = paragraphs[piece.paragraph]
        last_of_text = position + 1 == len(pieces)
        if paragraph.role is Role.RUBBISH:
            piece.suspect(Doubt.BOILERPLATE)
        if paragraph.role is not Role.TEXT:
            continue
        if piece.opens_paragraph and _lacks_head(text, paragraph):
            piece.suspect(Doubt.MISSING_HEAD)
        last_of_paragraph = last_of_text or pieces[position + 1].opens_paragraph
        if last_of_paragraph and _breaks_off(text, piece, paragraph, last_of_text=last_of_text):
            piece.suspect(Doubt.BROKEN_OFF)


def _lacks_head(text: str, paragraph: Paragraph) -> bool:
    return text[paragraph.start] in "，,、；;。：:！？）)”》的" and not text.startswith("的确", paragraph.start)


def _breaks_off(text: str, piece: Piece, paragraph: Paragraph, *, last_of_text: bool) -> bool:
    last = last_word_character(text, paragraph.start, paragraph.end)
    if last == "…":
        return last_of_text and text[piece.start : paragraph.end].rstrip("… \n").endswith(("，", ",", "、"))
    return not paragraph.finished and (last in "，,、" or not paragraph.heading_like)


def set_apart_torn(pieces: Sequence[Piece]) -> list[Piece]:
    """Where a number is missing, make the passage that has lost its head an item of its own, without number.

    Between an item and the next one whose number does not follow (2. … 7.), the first place where a sentence is
    torn apart – a line break in mid-sentence, or a paragraph that breaks off – is taken for the place of the loss:
    what stands behind it cannot be said to belong to the item above it.
    """
    result: list[Piece] = []
    stretch: list[Piece] | None = None
    for piece in pieces:
        if piece.marker is None:
            (result if stretch is None else stretch).append(piece)
            continue
        if stretch is not None:
            is_gap = piece.doubt is Doubt.SEQUENCE_GAP and piece.marker.kind is not MarkerKind.SERIAL
            result.extend(_tear(stretch, int(piece.marker.kind)) if is_gap else stretch)
        stretch = [piece]
    return result + (stretch or [])


def _tear(stretch: list[Piece], rank: int) -> list[Piece]:
    for index, piece in enumerate(stretch):
        if piece.tear is not None:
            rest = Piece(piece.tear, piece.end, piece.paragraph, False, rank=rank, doubt=Doubt.MISSING_HEAD)
            piece.end = piece.tear
            piece.suspect(Doubt.BROKEN_OFF)
            return [*stretch[: index + 1], rest, *stretch[index + 1 :]]
        if piece.doubt is Doubt.BROKEN_OFF and index + 1 < len(stretch):
            stretch[index + 1].rank = rank
            stretch[index + 1].doubt = Doubt.MISSING_HEAD
            return stretch
    return stretch
