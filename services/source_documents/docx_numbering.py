"""The automatic numbers of a .docx, which Word shows but does not store in the text (ECMA-376 part 1, 17.9)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_LONGEST_LABEL = 40
_LEVELS = 9
_ZERO = "零"
_HAN_DIGITS = "零一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_HAN_FORMATS = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}


def han_numeral(number: int) -> str:
    """一 … 九百九十九 for 1 to 999."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{_HAN_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{_HAN_DIGITS[tens]}十"
    elif hundreds and ones:
        words += _ZERO
    return words + (_HAN_DIGITS[ones] if ones else "")


def _formatted(number: int, number_format: str) -> str | None:
    if not 0 < number < 1000:
        return None
    if number_format == "decimal":
        return str(number)
    if number_format == "decimalZero":
        return f"{number:02}"
    if number_format == "decimalFullWidth":
        return str(number).translate(_FULL_WIDTH)
    return han_numeral(number) if number_format in _HAN_FORMATS else None


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    label: str
    spaced: bool
    style: str | None


@dataclass(slots=True)
class _List:
    """One num: its levels, the counters it shares with other nums of the same definition, its restarts."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    restarts: dict[int, int] = field(default_factory=dict)


def _value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))


def _number(element: Any, tag: str) -> int | None:
    value = _value(element, tag)
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 10 else None


def _levels(definition: Any) -> Iterator[tuple[int, _Level]]:
    for level in definition.findall(qn("w:lvl")):
        index = level.get(qn("w:ilvl"), "")
        if not (index.isascii() and index.isdigit() and int(index) < _LEVELS):
            continue
        start = _number(level, "w:start")
        label = (_value(level, "w:lvlText") or "")[: _LONGEST_LABEL + 1]
        spaced = _value(level, "w:suff") != "nothing"
        number_format = _value(level, "w:numFmt") or "decimal"
        style = _value(level, "w:pStyle")
        yield int(index), _Level(1 if start is None else start, number_format, label, spaced, style)


class Numbering:
    """Counts the numbered paragraphs of one document; ask once for each, in order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._lists: dict[int, _List] = {}
        self._style_properties: dict[str, Any] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_lists(self, numbering: Any) -> None:
        definitions: dict[str | None, tuple[dict[int, _Level], dict[int, int]]] = {
            definition.get(qn("w:abstractNumId")): (dict(_levels(definition)), {})
            for definition in numbering.findall(qn("w:abstractNum"))
        }
        for num in numbering.findall(qn("w:num")):
            number = num.get(qn("w:numId"), "")
            levels, counters = definitions.get(_value(num, "w:abstractNumId"), ({}, {}))
            if not (number.isascii() and number.isdigit() and len(number) < 10):
                continue
            restarts: dict[int, int] = {}
            for override in num.findall(qn("w:lvlOverride")):
                start, index = _number(override, "w:startOverride"), override.get(qn("w:ilvl"), "")
                if start is not None and index.isascii() and index.isdigit():
                    restarts[int(index)] = start
            self._lists[int(number)] = _List(levels, counters, restarts)

    def _read_styles(self, styles: Any) -> None:
        for style in styles.findall(qn("w:style")):
            properties = style.find(qn("w:pPr"))
            found = None if properties is None else properties.find(qn("w:numPr"))
            if found is not None:
                self._style_properties[style.get(qn("w:styleId"), "")] = found

    def label(self, properties: Any | None) -> str:
        """The number Word shows before the paragraph with these `w:pPr`, or "" if it cannot be told."""
        if properties is None:
            return ""
        style = _value(properties, "w:pStyle") or ""
        found = properties.find(qn("w:numPr"))
        if found is None:
            found = self._style_properties.get(style)
        numbered = None if found is None else self._lists.get(_number(found, "w:numId") or 0)
        if found is None or numbered is None:
            return ""
        index = _number(found, "w:ilvl")
        if index is None:
            index = next((i for i, level in numbered.levels.items() if style and level.style == style), 0)
        if index not in numbered.levels:
            return ""
        self._count(numbered, index)
        return self._shown(numbered, index)

    def _count(self, numbered: _List, index: int) -> None:
        restart = numbered.restarts.pop(index, None)
        last = numbered.counters.get(index, numbered.levels[index].start - 1)
        numbered.counters[index] = last + 1 if restart is None else restart
        for deeper in [level for level in numbered.counters if level > index]:
            del numbered.counters[deeper]

    def _shown(self, numbered: _List, index: int) -> str:
        label = numbered.levels[index].label
        if "%" not in label or len(label) > _LONGEST_LABEL:
            return ""
        for number, level in numbered.levels.items():
            place = f"%{number + 1}"
            if place not in label:
                continue
            words = _formatted(numbered.counters.get(number, level.start), level.number_format)
            if words is None:
                return ""
            label = label.replace(place, words)
        return f"{label} " if numbered.levels[index].spaced and label[-1:].isalnum() else label
