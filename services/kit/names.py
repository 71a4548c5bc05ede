"""Finding Chinese names: pieces of one to three characters, full pinyin and initials.

`pg_trgm` cannot serve two-character names (docs: performance facts §1), so a GIN index over these pieces does.
"""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

_BLANK = re.compile(r"\s+")


def folded(text: str) -> str:
    """Full-width to half-width, lower case, no blanks: how names and queries are compared."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).lower()


def pinyin_of(text: str) -> str:
    """Full pinyin without tones, for sorting: `组织部` → `zu zhi bu`."""
    return " ".join(lazy_pinyin(folded(text)))


def pieces(text: str, *, longest: int = 3) -> list[str]:
    """All different runs of 1…`longest` characters, sorted."""
    plain = folded(text)
    return sorted({plain[i : i + n] for n in range(1, longest + 1) for i in range(len(plain) - n + 1)})


def name_grams(text: str) -> list[str]:
    """What a name can be found by: its characters, and `py:` pieces of its pinyin and initials from the front."""
    syllables = lazy_pinyin(folded(text))
    initials = "".join(lazy_pinyin(folded(text), style=Style.FIRST_LETTER))
    spellings: set[str] = set()
    for start in range(len(syllables)):
        spelled = "".join(syllables[start:])
        spellings.update(f"py:{spelled[:length]}" for length in range(1, min(len(spelled), 24) + 1))
        spellings.update(f"py:{initials[start:][:length]}" for length in range(1, min(len(initials) - start, 12) + 1))
    return sorted({*pieces(text), *spellings})


def query_grams(query: str) -> list[str]:
    """The pieces that a record must hold to match `query`; empty for a blank query."""
    plain = folded(query)[:60]
    if not plain:
        return []
    if plain.isascii() and plain.isalpha():
        return [f"py:{plain[:24]}"]
    if len(plain) <= 3:
        return [plain]
    return sorted({plain[i : i + 3] for i in range(len(plain) - 2)})
