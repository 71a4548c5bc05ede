"""Bytes of a .txt or .md file to text: encodings, line ends, invisible characters, Markdown signs."""

import codecs
import re

from charset_normalizer import from_bytes

from services.source_documents import errors

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_GUESSABLE = ("big5", "gb18030", "cp1252")
_SAMPLE = 50_000
_USUAL = re.compile(
    "[\x20-\x7e\\s\u00b7\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u25a0-\u2606\u3000-\u303f\u3400-\u9fff\uff00-\uffee\U00020000-\U0003ffff]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f]")


def _is_plausible(text: str) -> bool:
    sample = text[:_SAMPLE]
    return 20 * len(_USUAL.findall(sample)) >= 19 * len(sample)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def decode(content: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 with BOM or GB18030; other encodings are guessed by charset-normalizer.

    Refuses NUL bytes and what is no text.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = _decoded(content[len(bom) :], encoding)
            if text is None:
                raise errors.NOT_TEXT()
            return text
    if b"\0" in content:
        raise errors.NUL_BYTES()
    text = _decoded(content, "utf-8")
    if text is not None:
        return text
    text = _decoded(content, "gb18030")
    if text is not None and _is_plausible(text):
        return text
    best = from_bytes(content[:_SAMPLE], cp_isolation=list(_GUESSABLE)).best()
    guessed = None if best is None else _decoded(content, best.encoding)
    if guessed is None or not _is_plausible(guessed):
        raise errors.NOT_TEXT()
    return guessed


def clean(text: str) -> str:
    r"""Line ends as \n; BOM, zero-width and direction characters and stray control characters dropped.

    Refuses NUL, and text of which more than one character in 200 is a control character.
    """
    if "\0" in text:
        raise errors.NUL_BYTES()
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    cleaned = _CONTROL.sub("", text)
    if 200 * (len(text) - len(cleaned)) > len(text):
        raise errors.NOT_TEXT()
    return cleaned


_MARKDOWN_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_MARKDOWN = (
    (re.compile(r"^[ \t]*(?:(?:[-*+]|>)[ \t]+)+"), ""),
    (re.compile(r"^[ \t]{0,3}(?:(?:-[ \t]?){3,}|(?:\*[ \t]?){3,}|(?:_[ \t]?){3,})$"), ""),
    (re.compile(r"\*\*([^*]+)\*\*"), r"\1"),
    (re.compile(r"(?<![\w_])__([^_]+)__(?![\w_])"), r"\1"),
    (re.compile(r"(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])"), r"\1"),
    (re.compile(r"\\([.()#*_+\-!\[\]`>])"), r"\1"),
)


def strip_markdown(text: str) -> str:
    """Markdown without the signs of headings, bullets, quotations, rules and emphasis; the words stay as they are."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        heading = _MARKDOWN_HEADING.match(line)
        if heading is not None:
            line = line[heading.end() :].rstrip().rstrip("#").rstrip()
        for pattern, replacement in _MARKDOWN:
            line = pattern.sub(replacement, line)
        lines[index] = line
    return "\n".join(lines)
