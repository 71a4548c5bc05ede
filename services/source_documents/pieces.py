"""The document as a row of pieces, each one sentence or one line, that together are the whole text.

`cut` finds them, `damage.py` and `headings.py` judge them, `outline.py` hangs them below each other.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from services.source_documents.doubts import Doubt
from services.source_documents.markers import Marker, MarkerKind, markers_in
from services.source_documents.paragraphs import Paragraph, Role, split_paragraphs
from services.source_documents.sentences import sentence_ends, skip_space

_BARE_HEADING_KINDS = (MarkerKind.CHAPTER, MarkerKind.SECTION, MarkerKind.HAN, MarkerKind.HAN_BRACKETED)
_LONGEST_BARE_HEADING = 40
_STOP = re.compile("[，,。；;：:！？!?]")
_SPLIT_WORDS = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000\xa0](?=[\u4e00-\u9fff])")
_SENTENCE_START = re.compile(
    r"[0-9０-９]{4}\s*年|今年|去年|近年|一年来|当前|目前|我|各|全[市县区省局党]|在|为|以|按|根据|对照|坚持|深入|认真|紧|围绕|通过"
)


@dataclass(slots=True)
class Piece:
    """`text[start:end]`; `end` is where the next piece starts, so that blanks belong to the piece before them.

    `rank`: how high the item it opens stands (1 highest, as MarkerKind), None for a plain sentence.
    `above`: a plain sentence that belongs to no open item of this rank or lower; 0: to none at all.
    `tear`: where a line break first tears its words apart, see Paragraph.tears.
    """

    start: int
    end: int
    paragraph: int
    opens_paragraph: bool
    marker: Marker | None = None
    rank: int | None = None
    doubt: Doubt | None = None
    above: int | None = None
    tear: int | None = None

    def suspect(self, doubt: Doubt) -> None:
        self.doubt = self.doubt or doubt


def _bare_heading_end(text: str, marker: Marker, end: int, *, split_words: bool) -> int | None:
    """Where the body starts in `一、学习开展基本情况 2025 年，…`: behind a blank before any punctuation.

    In a document with blanks inside words the blank must be followed by what often begins a sentence.
    """
    if marker.kind not in _BARE_HEADING_KINDS or end - marker.end <= _LONGEST_BARE_HEADING:
        return None
    begin = skip_space(text, marker.end, end)
    stop = _STOP.search(text, begin, min(end, begin + _LONGEST_BARE_HEADING))
    limit = stop.start() if stop else min(end, begin + _LONGEST_BARE_HEADING)
    for position in range(begin + 4, limit):
        behind = skip_space(text, position, end)
        if behind > position and (not split_words or _SENTENCE_START.match(text, behind)):
            return behind
    return None


def _cut_paragraph(text: str, index: int, paragraph: Paragraph, *, split_words: bool) -> list[Piece]:
    start, end = paragraph.start, paragraph.end
    markers = {m.start: m for m in markers_in(text, start, end)} if paragraph.role is Role.TEXT else {}
    ends = () if paragraph.role is Role.CONTENTS else sentence_ends(text, start, end)
    starts = {start, *markers, *(skip_space(text, sentence_end, end) for sentence_end in ends)}
    starts.discard(end)
    ordered = sorted(starts)
    pieces: list[Piece] = []
    for begin, behind in zip(ordered, [*ordered[1:], end], strict=True):
        marker = markers.get(begin)
        piece = Piece(begin, behind, index, begin == start, marker, None if marker is None else int(marker.kind))
        next_tear = bisect_right(paragraph.tears, begin)
        if next_tear < len(paragraph.tears) and paragraph.tears[next_tear] < behind:
            piece.tear = paragraph.tears[next_tear]
        pieces.append(piece)
        body = _bare_heading_end(text, marker, behind, split_words=split_words) if marker else None
        if body is not None:
            piece.end = body
            piece.suspect(Doubt.HEADING_CUT_GUESSED)
            pieces.append(Piece(body, behind, index, opens_paragraph=False))
    return pieces


def cut(text: str) -> tuple[list[Piece], list[Paragraph]]:
    """The text in pieces, in order and without a hole, and the paragraphs they come from."""
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        blank = Paragraph(0, len(text), Role.TEXT, tears=(), marked=False, finished=False, plain=True)
        paragraphs = [blank] if text else []
    split_words = 200 * len(_SPLIT_WORDS.findall(text)) > len(text)
    pieces: list[Piece] = []
    for index, paragraph in enumerate(paragraphs):
        pieces.extend(_cut_paragraph(text, index, paragraph, split_words=split_words))
    for piece, following in pairwise(pieces):
        piece.end = following.start
    if pieces:
        pieces[0].start = 0
        pieces[-1].end = len(text)
    return pieces, paragraphs
