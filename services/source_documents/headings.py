"""Headings without numbers, and where a sentence without number belongs."""

import re
from collections.abc import Sequence

from services.source_documents.doubts import Doubt
from services.source_documents.markers import MarkerKind
from services.source_documents.paragraphs import ATTACHMENTS, Paragraph, Role
from services.source_documents.pieces import Piece
from services.source_documents.sentences import is_finished, last_visible

_SHORTEST_TITLE = 5
_SHORTEST_BODY = 16
_NO_HEADING = re.compile(r"[—\-(（【]|.*[:：]", re.DOTALL)
_CLOSING = re.compile(r"同志们[，,：:!！]|各位[同领代]|特此(?:通知|报告|请示|函)")
_DATE = re.compile(r"[0-9〇○零一二三四五六七八九]{4}\s*年.{1,4}月.{1,4}日")


def guess_headings(text: str, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> None:
    """In a text without numbers, take short lines without stop that stand before a long paragraph for headings.

    Of several short lines in a row the last one is the heading; above the first long paragraph it must have five
    characters, so that neither the author nor the column is taken for the title.
    """
    if any(piece.marker is not None and piece.marker.kind is not MarkerKind.SERIAL for piece in pieces):
        return
    headings: set[int] = set()
    candidate: int | None = None
    body_seen = False
    for index, paragraph in enumerate(paragraphs):
        if paragraph.role is not Role.TEXT:
            continue
        if not paragraph.heading_like:
            is_body = not paragraph.plain or paragraph.finished or paragraph.length > _SHORTEST_BODY
            if candidate is not None and is_body:
                headings.add(candidate)
            candidate, body_seen = None, body_seen or is_body
        elif (body_seen or paragraph.length >= _SHORTEST_TITLE) and not _NO_HEADING.match(
            text, paragraph.start, paragraph.end
        ):
            candidate = index
    for piece in pieces:
        if piece.opens_paragraph and piece.paragraph in headings and piece.marker is None:
            piece.rank = 1
            piece.suspect(Doubt.HEADING_GUESSED)


def lift_closing(text: str, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> None:
    """Put what ends the document outside of its items.

    That is, behind the last item: closing words (同志们, 特此通知), attachments, the rubbish at the tail, and the
    signature: short lines without stop, behind a finished sentence or with a date among them.
    """
    last_item = max((i for i, piece in enumerate(pieces) if piece.rank is not None), default=len(pieces))
    signature: int | None = None
    in_signature = in_rubbish = True
    dated = False
    for position in range(len(pieces) - 1, last_item, -1):
        piece, paragraph = pieces[position], paragraphs[pieces[position].paragraph]
        if paragraph.role is Role.RUBBISH and in_rubbish:
            piece.above = 0
        attached = paragraph.role is Role.CONTENTS and ATTACHMENTS.match(text, piece.start)
        if attached or (piece.opens_paragraph and _CLOSING.match(text, piece.start)):
            piece.above = 0
        if paragraph.role is not Role.TEXT:
            continue
        in_rubbish = in_rubbish and not paragraph.finished
        in_signature = in_signature and paragraph.heading_like and piece.doubt is None
        dated = dated or (in_signature and _DATE.fullmatch(text, paragraph.start, paragraph.end) is not None)
        if in_signature and (dated or paragraphs[pieces[position - 1].paragraph].finished):
            signature = position
    if signature is not None:
        pieces[signature].above = 0


def close_lists(text: str, pieces: Sequence[Piece]) -> None:
    """Give back to the heading what follows a finished list.

    A list whose items are joined by ； is one sentence: behind its last item, the text belongs to what stands above
    the list. A list 一是… in running text ends with its paragraph, unless its items have paragraphs of their own.
    """
    run_has_paragraphs = False
    begins = [position for position, piece in enumerate(pieces) if piece.rank is not None]
    for index, begin in enumerate(begins):
        behind = begins[index + 1] if index + 1 < len(begins) else len(pieces)
        item, plain = pieces[begin], pieces[begin + 1 : behind]
        before = pieces[begins[index - 1]] if index else None
        goes_on = before is not None and _next_of(before, item)
        joined = goes_on and last_visible(text, item.start) in ("；", ";")
        run_has_paragraphs = goes_on and run_has_paragraphs
        is_last = behind == len(pieces) or not _next_of(item, pieces[behind])
        ends_with_paragraph = item.rank == MarkerKind.SERIAL and is_last and not run_has_paragraphs
        for piece in plain:
            by_stop = joined and (piece.opens_paragraph or not item.opens_paragraph)
            by_paragraph = ends_with_paragraph and piece.opens_paragraph and is_finished(text, item.start, piece.start)
            if piece.above is None and (by_stop or by_paragraph):
                piece.above = item.rank
                break
        run_has_paragraphs = run_has_paragraphs or any(piece.opens_paragraph for piece in plain)


def _next_of(item: Piece, following: Piece) -> bool:
    if item.marker is None or following.marker is None or item.rank != following.rank:
        return False
    return following.marker.number > max(item.marker.number, 1)
