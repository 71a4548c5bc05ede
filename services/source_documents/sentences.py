"""Where a Chinese sentence ends, and how broken lines are read.

All functions take offsets into the whole text and run in linear time.
"""

import re
from collections.abc import Iterator

CLOSERS = "”’」』）)】》〉"
SENTENCE_END = "。！？!?…"
CLAUSE_END = "；;：:"

_END = re.compile(rf"\"|[{re.escape(SENTENCE_END)}]+[{re.escape(CLOSERS)}]*")
_GOES_ON = "，,、；;：:"
_GOES_ON_AFTER_QUOTE = "的等之和与"
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—·]")
_SPACE = re.compile(r"\s+")


def skip_space(text: str, position: int, end: int) -> int:
    """First offset ≥ `position` that holds a visible character, at most `end`."""
    while position < end and text[position].isspace():
        position += 1
    return position


def last_visible(text: str, behind: int) -> str:
    """The last visible character before offset `behind`, or nothing."""
    while behind > 0 and text[behind - 1].isspace():
        behind -= 1
    return text[behind - 1 : behind]


def last_word_character(text: str, start: int, end: int) -> str:
    """The character that decides whether a line is finished: the last one before closing quotes and brackets."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in CLOSERS or text[end - 1] == '"'):
        end -= 1
    return text[end - 1] if end > start else ""


def is_finished(text: str, start: int, end: int) -> bool:
    """Whether the passage ends with 。！？… ；or ：(closing quotes and brackets aside)."""
    last = last_word_character(text, start, end)
    return last != "" and last in SENTENCE_END + CLAUSE_END


def _splits(text: str, match: re.Match[str], end: int) -> bool:
    after = text[match.end()] if match.end() < end else ""
    ending = match.group().rstrip(CLOSERS)
    if after and after in _GOES_ON:
        return False
    if ending[-1] == "。":
        return True
    quoted = len(ending) < len(match.group())
    if "》" in match.group() or after == "》":
        return False
    if (quoted or ending[-1] == "…") and after and after in _GOES_ON_AFTER_QUOTE:
        return False
    return not (ending[-1] in "!?" and after.isascii() and after.isalnum())


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets just behind each sentence of text[start:end]: behind 。！？… and the quotes that close with it.

    A straight quote closes when an odd number of them stands before it in the passage. ？ and ！ inside a
    title (《…？》) or a quotation that goes on (“…？”的) end nothing.
    """
    quote_open = False
    for match in _END.finditer(text, start, end):
        if match.group() == '"':
            quote_open = not quote_open
            continue
        if not _splits(text, match, end):
            continue
        closes = quote_open and match.end() < end and text[match.end()] == '"'
        yield match.end() + closes


def has_sentence_end(text: str, start: int, end: int) -> bool:
    return next(sentence_ends(text, start, end), None) is not None


def _joint(match: re.Match[str]) -> str:
    text, before, after = match.string, match.start() - 1, match.end()
    han_before = before >= 0 and _HAN.match(text, before) is not None
    han_after = _HAN.match(text, after) is not None
    if (han_before and han_after) or ("\n" in match.group() and (han_before or han_after)):
        return ""
    return " "


def join_broken(passage: str) -> str:
    """The passage as one line: blanks and line breaks between Chinese characters closed, all others one blank."""
    return _SPACE.sub(_joint, passage.strip())
