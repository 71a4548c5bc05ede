"""Finding Chinese names: pieces of one to three characters, full pinyin and initials.

`pg_trgm` cannot serve two-character names (docs: performance facts §1), so a GIN index over these pieces does.
What is stored and what is asked for pass through the same `comparable` form: after a change here or in
`name_tables.py`, `dangjian refresh-names` brings stored names up to date.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

from opencc import OpenCC

from services.kit.name_tables import (
    GIVEN_NAME_READINGS,
    LONGEST_SURNAME,
    SURNAME_READINGS,
    SURNAME_TWINS,
    VARIANTS,
)

_NOTHING_TO_SEE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]+")
"""Blanks, control characters and the invisible marks that come along when a name is pasted from elsewhere."""

_SEPARATORS = re.compile(r"[.·•・‧∙⋅●﹒]+")
"""The dot between the parts of a minority's name (阿卜杜拉·买买提), as keyboards and files write it."""

_PLAIN_HAN = re.compile(r"[\u4e00-\u9fff]+")
"""Nothing to fold: nearly every name, and a tenth of the time of normalising it twice."""

_LETTERS = re.compile(r"[a-z]")
_RUNS = re.compile(r"[a-zü'’]+|[^a-zü'’]+")
"""A query of characters and letters mixed (`王jg`) is taken apart into runs."""

_AS_TYPED = str.maketrans({"ü": "v", "'": None, "’": None})
"""How pinyin is typed: `lü` as `lv`, `xi'an` as `xian`."""

_UMLAUT_SPELLINGS = {
    "lv": ("lv", "lu", "lyu"),
    "nv": ("nv", "nu", "nyu"),
    "lve": ("lve", "lue", "lyue"),
    "nve": ("nve", "nue", "nyue"),
}
"""ü after l and n: as typed (lv), as many systems and passports write it (lu, lyu)."""

_BEGIN_LONGER_SURNAMES = frozenset(surname[0] for surname in SURNAME_READINGS if len(surname) > 1)
_LONGEST_SPELLING = 24
_LONGEST_QUERY = 60
_MOST_SPELLINGS = 48
_FIRST_HAN = 0x2E80


class _Simplified(dict[int, str | int]):
    """Characters to their simplified and usual form, one for one, so that any run of a name still finds it.

    OpenCC's phrases would make the form of a character depend on its neighbours.
    """

    def __init__(self) -> None:
        self._converter = OpenCC("t2s")

    def __missing__(self, code: int) -> str | int:
        plain: str | int = code
        if code >= _FIRST_HAN:
            converted = self._converter.convert(chr(code))
            single = ord(converted) if len(converted) == 1 else code
            plain = VARIANTS.get(single, single)
        self[code] = plain
        return plain


_SIMPLIFIED = _Simplified()


def folded(text: str) -> str:
    """Full-width to half-width, lower case, no blanks: how codes, user names and titles are compared."""
    if _PLAIN_HAN.fullmatch(text):
        return text
    seen = _NOTHING_TO_SEE.sub("", unicodedata.normalize("NFKC", text))
    return _NOTHING_TO_SEE.sub("", unicodedata.normalize("NFKC", seen.casefold()))


def comparable(text: str) -> str:
    """How names and queries are compared: `folded`, dots between parts dropped, characters simplified (張 → 张)."""
    return _plain_characters(_SEPARATORS.sub("", folded(text)))


@cache
def _dictionary() -> ModuleType:
    """Loaded when the first name is spelled (readings.py says why)."""
    return import_module("services.kit.readings")


def pinyin_of(text: str) -> str:
    """Full pinyin without tones, for sorting: `组织部` → `zu zhi bu`."""
    return " ".join(_dictionary().read_as_text(folded(text)))


def person_pinyin(name: str) -> str:
    """Full pinyin of a person's name, the surname read as a surname: `单雄信` → `shan xiong xin`."""
    written, plain = _forms(name)
    length, readings = _surname(plain)
    return " ".join([*readings[:1], *_dictionary().read_through(written[length:])])


def person_grams(name: str) -> list[str]:
    """What a person can be found by: `name_grams`, the surname in each of its readings and ways of writing, the given
    name's polyphones in each usual reading, ü as v, u and yu, the surname whole with initials behind (`wangjg`)."""
    written, plain = _forms(name)
    length, readings = _surname(plain)
    given = [_given_readings(character, usual) for character, usual in _read_one_by_one(written[length:])]
    spelled = (readings, *given) if readings else tuple(given)
    grams, spellings = _name_pieces(name)
    if spelled:
        behind, ends = _spelled_behind(spelled[1:])
        spellings |= _spelled_whole(spelled[0], behind)
        grams |= ends
    twin = SURNAME_TWINS.get(plain[:1])
    if twin:
        grams |= _runs(twin + plain[1:], 3)
    return sorted(grams | _beginnings(spellings))


@lru_cache(maxsize=64)
def _forms(name: str) -> tuple[str, str]:
    """A name without dots, as written and in plain characters; it is asked for several times in a row."""
    written = _SEPARATORS.sub("", folded(name))
    return written, _plain_characters(written)


def _spelled_whole(first: tuple[str, ...], behind: tuple[tuple[str, str], ...]) -> set[str]:
    """All ways to read a name, in full, by its initials, and its first part whole with initials behind.

    Bounded, for somebody will be called 乐乐乐乐乐乐; the usual way comes first.
    """
    found: set[str] = set()
    for reading, (full, initials) in itertools.islice(itertools.product(first, behind), _MOST_SPELLINGS):
        whole = reading.replace(" ", "")
        found.update((whole + full, _initials(reading) + initials, whole + initials))
    return found


@lru_cache(maxsize=30_000)
def _spelled_behind(syllables: tuple[tuple[str, ...], ...]) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """What stands behind the first part of a name, in full and by its initials, in each way to read it; and the pieces
    of it and of its ends. Given names come again and again behind other surnames."""
    pieces: set[str] = set()
    for start in range(len(syllables)):
        pieces |= _beginnings({text for way in _ways(syllables[start:]) for text in way})
    return _ways(syllables), frozenset(pieces)


def _ways(syllables: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str], ...]:
    """The ways to read a run of a name, in full and by its initials, the usual one first."""
    each = itertools.islice(itertools.product(*syllables), _MOST_SPELLINGS)
    return tuple(("".join(way).replace(" ", ""), "".join(map(_initials, way))) for way in each)


def _initials(reading: str) -> str:
    """Of a syllable, or of those of a surname of several."""
    return "".join([part[0] for part in reading.split()]) if " " in reading else reading[:1]


def pieces(text: str, *, longest: int = 3) -> list[str]:
    """All different runs of 1…`longest` characters, sorted."""
    return sorted(_runs(folded(text), longest))


def _runs(plain: str, longest: int) -> set[str]:
    return {plain[i : i + n] for n in range(1, longest + 1) for i in range(len(plain) - n + 1)}


def name_grams(text: str) -> list[str]:
    """What a name can be found by: its characters, and `py:` pieces of its pinyin and initials from any syllable on."""
    grams, spellings = _name_pieces(text)
    return sorted(grams | _beginnings(spellings))


def _name_pieces(text: str) -> tuple[set[str], set[str]]:
    """Pieces of a name, and the spellings of the whole of it: all their beginnings are pieces, too.

    Beginnings are made once at the end: the ways to spell a name meet in the same letters.
    """
    written, plain = _forms(text)
    grams = _runs(folded(plain), 3)
    typed = written if _PLAIN_HAN.fullmatch(written) else written.translate(_AS_TYPED)
    syllables = _dictionary().read_apart(typed)
    spellings = _spelled_on(_readings(typed[0], syllables[0]), syllables) if syllables else set()
    for start in range(1, len(syllables)):
        grams |= _spelled_from(syllables[start : start + _LONGEST_SPELLING])
    return grams, spellings


def _spelled_on(readings: Iterable[str], syllables: tuple[str, ...]) -> set[str]:
    """A run of syllables, the first of them in each of its readings, in full and by their initials."""
    behind = syllables[1:_LONGEST_SPELLING]
    full, initials = "".join(behind), "".join([syllable[:1] for syllable in behind])
    found: set[str] = set()
    for reading in readings:
        found.add(reading + full)
        found.add(reading[:1] + initials)
    return found


@lru_cache(maxsize=30_000)
def _spelled_from(syllables: tuple[str, ...]) -> frozenset[str]:
    """Pieces of the ends of names, which come again and again behind other beginnings."""
    return frozenset(_beginnings(_spelled_on(_typed(syllables[0]), syllables)))


def query_grams(query: str) -> list[str]:
    """The pieces that a record must hold to match `query`; empty for a blank query."""
    plain = comparable(query)[:_LONGEST_QUERY]
    if not plain:
        return []
    typed = plain.translate(_AS_TYPED)
    if typed.isascii() and typed.isalnum() and not typed.isdigit():
        return [f"py:{typed[:_LONGEST_SPELLING]}"]
    if _LETTERS.search(plain) and not plain.isascii():
        return sorted({gram for run in _RUNS.findall(plain) for gram in query_grams(run)})
    if len(plain) <= 3:
        return [plain]
    return sorted({plain[i : i + 3] for i in range(len(plain) - 2)})


def _plain_characters(text: str) -> str:
    return text.translate(_SIMPLIFIED)


def _surname(plain: str) -> tuple[int, tuple[str, ...]]:
    """How many characters the surname has, and its readings: none where the dictionary reads it right."""
    longest = LONGEST_SURNAME if plain[:1] in _BEGIN_LONGER_SURNAMES else 1
    for length in range(longest, 0, -1):
        readings = SURNAME_READINGS.get(plain[:length]) if len(plain) > length or length == 1 else None
        if readings is not None:
            return length, readings
    return 0, ()


def _read_one_by_one(written: str) -> Iterable[tuple[str, str]]:
    """Each character with its reading; words are read as words (重阳 chong yang)."""
    return zip(written, _dictionary().read_apart(written), strict=False)


@lru_cache(maxsize=30_000)
def _given_readings(character: str, usual: str) -> tuple[str, ...]:
    known = GIVEN_NAME_READINGS.get(_plain_characters(character), ())
    return tuple(dict.fromkeys(typed for reading in (usual, *known) for typed in _typed(reading)))


@cache
def _readings(character: str, usual: str) -> frozenset[str]:
    """A surname may be read otherwise than the word it looks like (单 shan, 仇 qiu, 曾 zeng)."""
    found = {usual, *_dictionary().each_reading(character)}
    return frozenset(typed for reading in found for typed in _typed(reading))


def _typed(syllable: str) -> tuple[str, ...]:
    return _UMLAUT_SPELLINGS.get(syllable, (syllable,))


def _beginnings(spellings: Iterable[str]) -> set[str]:
    """Marked as letters, so that they are no pieces of Chinese text."""
    found: set[str] = set()
    for spelling in spellings:
        marked = f"py:{spelling[:_LONGEST_SPELLING]}"
        found.update([marked[:length] for length in range(4, len(marked) + 1)])
    return found
