"""Lines put together to paragraphs: which line break ends a paragraph and which one only broke the line."""

import re
from dataclasses import dataclass
from enum import StrEnum

from services.source_documents.markers import marker_at
from services.source_documents.rubbish import rubbish_lines
from services.source_documents.sentences import has_sentence_end, is_finished, sentence_ends

HEADING_LENGTH = 60
_TITLE_LENGTH = 40
_BODY_LENGTH = 80
_TAIL_OF_SENTENCE = 6
_LINE = re.compile(r"[^\n]+")
_PAGE_MARK = re.compile(r"[—–\-]\s{0,3}\d{1,4}\s{0,3}[—–\-]")
_SUMMARY = re.compile(r"【(?:提纲|摘要|目录|内容提要|导读|要点|核心提示)】")
ATTACHMENTS = re.compile(r"附件?[ \u3000]{0,4}[:：]")
_CONTENTS = re.compile(r"目\s*录")
_PAGE_NUMBER = re.compile(r"[.．…·]*\d{0,4}$")
_LEADER = re.compile(r"(?:\t|[.．…·]{3,})\s*\d{1,4}$")
_SPACE = re.compile(r"\s+")
_PAIRS = ("“”", "《》", "（）", "【】")


class Role(StrEnum):
    """What a paragraph is to the outline; only TEXT holds numbers that count, CONTENTS not even sentences."""

    TEXT = "text"
    SUMMARY = "summary"
    CONTENTS = "contents"
    RUBBISH = "rubbish"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the blanks around it. `indented`: it began with a blank wider than one space."""

    start: int
    end: int
    after_blank_line: bool
    indented: bool

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text[start:end]`, without blanks around it.

    `tears`: where a line was continued in mid-sentence although the document is not broken at a fixed width.
    `finished`: ends with a stop. `plain`: no sentence ends inside it, as in a heading.
    """

    start: int
    end: int
    role: Role
    tears: tuple[int, ...]
    marked: bool
    finished: bool
    plain: bool

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def heading_like(self) -> bool:
        return self.plain and not self.finished and self.length <= HEADING_LENGTH


def split_lines(text: str) -> list[Line]:
    """Lines that hold anything visible, without page numbers (— 3 —): a sentence may run on over the page."""
    lines: list[Line] = []
    after_blank_line = False
    last_end = 0
    for match in _LINE.finditer(text):
        after_blank_line = after_blank_line or match.start() - last_end > 1
        last_end = match.end()
        stripped = match.group().strip()
        if not stripped:
            after_blank_line = True
            continue
        if _PAGE_MARK.fullmatch(stripped):
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        margin = text[match.start() : start]
        indented = len(margin) > 1 or "\u3000" in margin or "\t" in margin
        lines.append(Line(start, start + len(stripped), after_blank_line, indented))
        after_blank_line = False
    return lines


def _width(text: str, line: Line) -> float:
    """Width in Chinese characters; a half-width character counts half."""
    ascii_count = sum(character < "\u0100" for character in text[line.start : line.end])
    return line.length - ascii_count / 2


def wrap_width(text: str, lines: list[Line]) -> float | None:
    """Width at which the document's lines were broken, or None when they were not broken at a fixed width.

    Broken documents have at least five lines, half of them within three characters of the same width of 12 to 60,
    and most of these stop in mid-sentence.
    """
    widths = [_width(text, line) for line in lines]
    if len(lines) < 5:
        return None
    width = sorted(widths)[(len(widths) * 3) // 4]
    full = [line for line, own in zip(lines, widths, strict=True) if width - 3 <= own <= width + 3]
    unfinished = sum(not is_finished(text, line.start, line.end) for line in full)
    is_wrapped = 12 <= width <= 60 and 2 * len(full) >= len(lines) and 5 * unfinished >= 3 * len(full)
    return width if is_wrapped else None


def _is_open(text: str, line: Line) -> bool:
    """The line cannot be the end of anything: it stops at a comma, or inside a quotation or title."""
    if text[line.end - 1] in "，,、—“《（(【":
        return True
    return any(text.count(p[0], line.start, line.end) > text.count(p[1], line.start, line.end) for p in _PAIRS)


def _starts_with_tail(text: str, line: Line) -> bool:
    """`显高度。我们…`: so short a first sentence is rather the end of the line above than a sentence."""
    first = next(sentence_ends(text, line.start, min(line.end, line.start + 40)), None)
    return first is not None and first - line.start <= _TAIL_OF_SENTENCE


class _Joiner:
    """Decides for each line whether it continues the paragraph above it."""

    def __init__(self, text: str, lines: list[Line], rubbish: set[int]) -> None:
        self.text = text
        self.lines = lines
        self.rubbish = rubbish
        self.wrapped_at = wrap_width(text, lines)

    def _is_full(self, line: Line) -> bool:
        return self.wrapped_at is not None and _width(self.text, line) >= self.wrapped_at - 3

    def _is_heading(self, line: Line, following: Line) -> bool:
        """A first line that is a paragraph of its own although no stop ends it."""
        marked = marker_at(self.text, line.start) is not None
        if line.length > (HEADING_LENGTH if marked else _TITLE_LENGTH):
            return False
        if has_sentence_end(self.text, line.start, line.end):
            return False
        if not marked and any(self.text.find(c, line.start, line.end) >= 0 for c in "，,；;"):
            return False
        short = marked and line.length < 15
        return short or not _starts_with_tail(self.text, following)

    def continues(self, index: int, *, first: bool) -> bool:
        """Whether line `index + 1` continues the paragraph that `index` belongs to (as its `first` line or not)."""
        line, following = self.lines[index], self.lines[index + 1]
        if index in self.rubbish or index + 1 in self.rubbish:
            return False
        if marker_at(self.text, following.start) is not None:
            return False
        if is_finished(self.text, line.start, line.end):
            return self._is_full(line) and not following.indented and not following.after_blank_line
        if _is_open(self.text, line):
            return True
        if following.after_blank_line:
            return False
        if self.wrapped_at is not None:
            return self._is_full(line)
        return not (first and self._is_heading(line, following))


def _attachment_lines(text: str, lines: list[Line]) -> set[int]:
    """Indexes of `附件：1.任务清单` and of the numbered lines below it."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        below = index - 1 in found and marker_at(text, line.start) is not None
        is_entry = line.length <= HEADING_LENGTH and not has_sentence_end(text, line.start, line.end)
        if is_entry and (below or ATTACHMENTS.match(text, line.start, line.end)):
            found.add(index)
    return found


def _contents_lines(text: str, lines: list[Line]) -> set[int]:
    """Indexes of the lines that list what stands elsewhere.

    A table of contents goes from 目录 as far as its first entry comes again, or has page numbers behind leaders.
    """
    leaders = {i for i, line in enumerate(lines) if _LEADER.search(text, max(line.start, line.end - 40), line.end)}
    found = leaders | _attachment_lines(text, lines)
    head = next((i for i, line in enumerate(lines[:-1]) if _CONTENTS.fullmatch(text, line.start, line.end)), None)
    if head is None:
        return found
    plain = [_SPACE.sub("", text[line.start : line.end]) if line.length <= 120 else "" for line in lines]
    first_entry = _PAGE_NUMBER.sub("", plain[head + 1])
    again = next((i for i in range(head + 2, len(lines)) if plain[i] == first_entry), head + 1)
    return found.union(range(head, again))


def _paragraph(text: str, lines: list[Line], role: Role, *, wrapped: bool) -> Paragraph:
    start, end = lines[0].start, lines[-1].end
    tears = () if wrapped else tuple(line.start for line in lines[1:])
    if _SUMMARY.match(text, start):
        role = Role.SUMMARY
    first_end = next(sentence_ends(text, start, end), end)
    marked = role is Role.TEXT and marker_at(text, start) is not None
    finished = is_finished(text, start, end)
    return Paragraph(start, end, role, tears, marked, finished, plain=first_end == end)


def split_paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs of the text in order; blanks between them belong to none."""
    lines = split_lines(text)
    words = [text[line.start : line.end] for line in lines]
    is_body = [
        line.length > _BODY_LENGTH
        or marker_at(text, line.start) is not None
        or has_sentence_end(text, line.start, line.end)
        for line in lines
    ]
    rubbish = rubbish_lines(words, is_body)
    contents = _contents_lines(text, lines)
    joiner = _Joiner(text, lines, rubbish | contents)
    paragraphs: list[Paragraph] = []
    begin = 0
    for index in range(len(lines)):
        if index + 1 < len(lines) and joiner.continues(index, first=index == begin):
            continue
        role = Role.RUBBISH if begin in rubbish else Role.CONTENTS if begin in contents else Role.TEXT
        wrapped = joiner.wrapped_at is not None
        paragraphs.append(_paragraph(text, lines[begin : index + 1], role, wrapped=wrapped))
        begin = index + 1
    return paragraphs
