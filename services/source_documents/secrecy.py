"""Markings of classified papers. GB/T 9704 puts 密级 and 保密期限 at the head of the first page, as 机密★10年."""

import re

_HEAD_LINES = 20
_HEAD_LENGTH = 1000
_LEVEL = r"(?:绝[ \u3000]{0,4}密|机[ \u3000]{0,4}密|秘[ \u3000]{0,4}密)"
_TERM = r"(?:[0-9０-９一二三四五六七八九十]{1,3}[ \u3000]{0,2}[年月天]|长期|启用前)"
_MARKING = re.compile(
    rf"{_LEVEL}[ \u3000]{{0,4}}[★☆✩✭⭐]+[ \u3000]{{0,4}}{_TERM}?"
    rf"|^[ \u3000]*{_LEVEL}级?[ \u3000]{{0,4}}[*＊]?[ \u3000]{{0,4}}{_TERM}?[ \u3000]*$"
    rf"|密[ \u3000]{{0,4}}级[ \u3000]{{0,4}}[:：][ \u3000]{{0,4}}{_LEVEL}",
    re.MULTILINE,
)


def secrecy_marking(text: str) -> str | None:
    """The marking as it stands at the head of the document (first 20 lines, 1,000 characters), or None.

    A level counts with a star (机密★10年, 秘密★), alone on its line with or without a term, or behind 密级：.
    The words inside a sentence (保守国家秘密) do not.
    """
    lines = [line for line in text[: 4 * _HEAD_LENGTH].splitlines() if line.strip()]
    match = _MARKING.search("\n".join(lines[:_HEAD_LINES])[:_HEAD_LENGTH])
    return None if match is None else match.group().strip()
