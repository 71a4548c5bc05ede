"""The outline of a Chinese official document: which measures it holds, and where.

Pure: text in, tree out. How it decides is told in `docs/outline.md`.
"""

from dataclasses import dataclass, field

from services.source_documents.damage import check_ends, check_sequence, set_apart_torn
from services.source_documents.headings import close_lists, guess_headings, lift_closing
from services.source_documents.pieces import Piece, cut


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """One item, heading or sentence of a document.

    A leaf holds all its words in `text` and has `heading == ""`; `text[start:end]` of the document is exactly this.
    An inner node holds its own words in `heading` and has `text == ""`; it spans its heading and all below it.
    `heading + text` of all nodes in preorder is the document, character by character: blanks and line breaks belong
    to the words before them, those at the head of the document to its first node.

    `level`: 1 at the top, one more for each step down. `marker`: the number as it stands in the text, or "".
    `doubtful`: a code of `services.source_documents.doubts.Doubt`, or None.
    """

    level: int
    marker: str
    heading: str
    text: str
    start: int
    end: int
    doubtful: str | None
    children: tuple["OutlineNode", ...]


@dataclass(slots=True)
class _Draft:
    piece: Piece | None
    children: list["_Draft"] = field(default_factory=list)


def _hang(pieces: list[Piece]) -> _Draft:
    root = _Draft(None)
    path: list[tuple[int, _Draft]] = [(0, root)]
    for piece in pieces:
        draft = _Draft(piece)
        limit = piece.rank if piece.rank is not None else piece.above
        while limit is not None and len(path) > 1 and path[-1][0] >= limit:
            path.pop()
        path[-1][1].children.append(draft)
        if piece.rank is not None:
            path.append((piece.rank, draft))
    return root


def _node(text: str, draft: _Draft, piece: Piece, level: int) -> OutlineNode:
    children = _nodes(text, draft, level + 1)
    words = text[piece.start : piece.end]
    return OutlineNode(
        level=level,
        marker=text[piece.marker.start : piece.marker.end] if piece.marker else "",
        heading=words if children else "",
        text="" if children else words,
        start=piece.start,
        end=children[-1].end if children else piece.end,
        doubtful=piece.doubt.value if piece.doubt else None,
        children=children,
    )


def _nodes(text: str, draft: _Draft, level: int) -> tuple[OutlineNode, ...]:
    return tuple(_node(text, child, child.piece, level) for child in draft.children if child.piece is not None)


def parse_outline(text: str) -> tuple[OutlineNode, ...]:
    """The outline of any text; nothing is invented, dropped, reordered or renumbered.

    Runs in time linear to the length. Depth is at most nine: eight kinds of numbers and the sentence.
    """
    pieces, paragraphs = cut(text)
    check_sequence(pieces)
    check_ends(text, pieces, paragraphs)
    pieces = set_apart_torn(pieces)
    guess_headings(text, pieces, paragraphs)
    lift_closing(text, pieces, paragraphs)
    close_lists(text, pieces)
    return _nodes(text, _hang(pieces), 1)
