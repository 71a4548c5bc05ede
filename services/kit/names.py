"""Finding Chinese names: pieces of one to three characters, full pinyin and initials.

`pg_trgm` cannot serve two-character names (docs: performance facts §1), so a GIN index over these pieces does.
"""

import re
import unicodedata
from typing import Any

from pypinyin import Style, lazy_pinyin, pinyin

_NOTHING_TO_SEE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]+")
"""Blanks, control characters and the invisible marks that come along when a name is pasted from elsewhere."""

_AS_TYPED = str.maketrans({"ü": "v", "'": None, "’": None})
"""How pinyin is typed: `lü` as `lv`, `xi'an` as `xian`."""

_LONGEST_SPELLING = 24
_LONGEST_QUERY = 60


def folded(text: str) -> str:
    """Full-width to half-width, lower case, no blanks: how names and queries are compared."""
    seen = _NOTHING_TO_SEE.sub("", unicodedata.normalize("NFKC", text))
    return _NOTHING_TO_SEE.sub("", unicodedata.normalize("NFKC", seen.casefold()))


def pinyin_of(text: str) -> str:
    """Full pinyin without tones, for sorting: `组织部` → `zu zhi bu`."""
    return " ".join(lazy_pinyin(folded(text)))


def pieces(text: str, *, longest: int = 3) -> list[str]:
    """All different runs of 1…`longest` characters, sorted."""
    plain = folded(text)
    return sorted({plain[i : i + n] for n in range(1, longest + 1) for i in range(len(plain) - n + 1)})


def name_grams(text: str) -> list[str]:
    """What a name can be found by: its characters, and `py:` pieces of its pinyin and initials from any syllable on."""
    typed = folded(text).translate(_AS_TYPED)
    syllables = lazy_pinyin(typed, errors=_one_by_one)
    spellings: set[str] = set()
    for start, syllable in enumerate(syllables):
        behind = syllables[start + 1 : start + _LONGEST_SPELLING]
        for reading in _readings(typed[0], syllable) if start == 0 else (syllable,):
            spellings |= _beginnings(reading + "".join(behind))
            spellings |= _beginnings(reading[:1] + "".join(other[:1] for other in behind))
    return sorted({*pieces(text), *spellings})


def query_grams(query: str) -> list[str]:
    """The pieces that a record must hold to match `query`; empty for a blank query."""
    plain = folded(query)[:_LONGEST_QUERY]
    if not plain:
        return []
    typed = plain.translate(_AS_TYPED)
    if typed.isascii() and typed.isalnum() and not typed.isdigit():
        return [f"py:{typed[:_LONGEST_SPELLING]}"]
    if len(plain) <= 3:
        return [plain]
    return sorted({plain[i : i + 3] for i in range(len(plain) - 2)})


def _readings(character: str, usual: str) -> set[str]:
    """A surname may be read otherwise than the word it looks like (单 shan, 仇 qiu, 曾 zeng)."""
    return {usual, *pinyin(character, style=Style.NORMAL, heteronym=True, errors=_one_by_one)[0]}


def _one_by_one(characters: str) -> Any:
    """What has no pinyin stands for itself, each character alone (pypinyin flattens the list)."""
    return list(characters)


def _beginnings(spelled: str) -> set[str]:
    return {f"py:{spelled[:length]}" for length in range(1, min(len(spelled), _LONGEST_SPELLING) + 1)}
