"""The numbering of Chinese official documents: 第X章, 第X节, 第X条, 一、, （一）, 1., （1）, 一是.

The order of the kinds is the usual one (GB/T 9704 for 一、 to （1）; 第X条 as in Party regulations).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from services.source_documents.sentences import CLAUSE_END, CLOSERS, SENTENCE_END


class MarkerKind(IntEnum):
    """Kind of a number; a smaller value stands higher in the document."""

    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    HAN = 4
    HAN_BRACKETED = 5
    DIGIT = 6
    DIGIT_BRACKETED = 7
    SERIAL = 8


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as it stands in the text: `text[start:end]`; `number` is its value."""

    kind: MarkerKind
    number: int
    start: int
    end: int


_UNITS = {"章": MarkerKind.CHAPTER, "节": MarkerKind.SECTION, "条": MarkerKind.ARTICLE}
_H = "[一二三四五六七八九十百零〇]"
_D = "[0-9０-９]"
_B = r"[ \t\u3000\xa0]?"
_MARKER = re.compile(
    rf"第{_B}(?P<ordinal>(?:{_H}{{1,6}}|{_D}{{1,3}})){_B}(?P<unit>[章节条])(?![规款项的之和至及到所、，,])"
    rf"|(?P<han>{_H}{{1,4}}){_B}、(?!{_H}{{1,4}}[、，,])"
    rf"|[（(]{_B}(?P<han_bracketed>{_H}{{1,4}}){_B}[）)]"
    rf"|(?P<digit>{_D}{{1,3}}){_B}[.．、](?!{_D}{{1,3}}(?!{_D}))"
    rf"|[（(]{_B}(?P<digit_bracketed>{_D}{{1,3}}){_B}[）)]"
    rf"|(?P<serial>{_H}{{1,3}})[ \t\u3000\xa0\n]?是(?!{_H})"
)
_NAMED = {
    "han": MarkerKind.HAN,
    "han_bracketed": MarkerKind.HAN_BRACKETED,
    "digit": MarkerKind.DIGIT,
    "digit_bracketed": MarkerKind.DIGIT_BRACKETED,
    "serial": MarkerKind.SERIAL,
}
_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_HAN_NUMERAL = re.compile(
    r"(?:(?P<hundreds>[一二三四五六七八九])百[零〇]?)?(?:(?P<tens>[一二三四五六七八九]?)(?P<ten>十))?(?P<ones>[一二三四五六七八九]?)"
)


def han_number(numeral: str) -> int | None:
    """Value of a Chinese numeral from 一 to 九百九十九; None when it is not well formed."""
    match = _HAN_NUMERAL.fullmatch(numeral)
    if match is None or not numeral:
        return None
    tens = _HAN_DIGITS[match["tens"]] if match["tens"] else int(match["ten"] is not None)
    return 100 * _HAN_DIGITS[match["hundreds"] or "零"] + 10 * tens + _HAN_DIGITS[match["ones"] or "零"]


def _marker(match: re.Match[str]) -> Marker | None:
    kind = _UNITS[match["unit"]] if match["unit"] else _NAMED[match.lastgroup or ""]
    numeral = match["ordinal"] or match[match.lastgroup or ""]
    number = int(numeral) if numeral[0].isdigit() else han_number(numeral)
    return None if number is None else Marker(kind, number, match.start(), match.end())


def marker_at(text: str, position: int) -> Marker | None:
    """The marker that starts exactly at `position`, where a line begins."""
    match = _MARKER.match(text, position)
    return None if match is None else _marker(match)


def _follows_a_stop(text: str, position: int, start: int) -> bool:
    before = position
    while before > start and text[before - 1].isspace():
        before -= 1
    while before > start and (text[before - 1] in CLOSERS or text[before - 1] == '"'):
        before -= 1
    if before == start:
        return True
    if text[before - 1] not in SENTENCE_END + CLAUSE_END:
        return False
    is_clock = text[before - 1] in ":：" and text[position].isdigit() and text[before - 2 : before - 1].isdigit()
    return not is_clock


def _ends_a_bare_heading(text: str, marker: Marker, open_heading: Marker | None) -> bool:
    """`二、主要做法 （一）聚焦…`: a deeper number after a blank, with nothing but a short heading before it."""
    if open_heading is None or marker.kind <= open_heading.kind or marker.kind is MarkerKind.SERIAL:
        return False
    if marker.start - open_heading.end > 60:
        return False
    between = text[open_heading.end : marker.start]
    return 0 < len(between.strip()) <= 40 and between[-1].isspace() and not re.search("[，,。；;：:！？]", between)


def markers_in(text: str, start: int, end: int) -> Iterator[Marker]:
    """Markers of the passage: at its start, behind a stop (。！？…；：), or behind the bare heading of a higher one.

    Behind a stop in mid-line, 第X条 needs a blank after it: `。第三条规定` speaks of an article and opens none.
    """
    previous: Marker | None = None
    for match in _MARKER.finditer(text, start, end):
        marker = _marker(match)
        if marker is None:
            continue
        ordinal_needs_blank = marker.kind <= MarkerKind.ARTICLE and marker.start > start
        if ordinal_needs_blank and not text[marker.end : marker.end + 1].isspace():
            continue
        if _follows_a_stop(text, marker.start, start) or _ends_a_bare_heading(text, marker, previous):
            previous = marker
            yield marker
