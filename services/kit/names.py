"""Finding Chinese names: pieces of one to three characters, full pinyin and initials.

`pg_trgm` cannot serve two-character names (docs: performance facts §1), so a GIN index over these pieces does.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT

_NOTHING_TO_SEE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]+")
"""Blanks, control characters and the invisible marks that come along when a name is pasted from elsewhere."""

_LETTERS = re.compile(r"[a-z]")
_RUNS = re.compile(r"[a-zü'’]+|[^a-zü'’]+")
"""A query of characters and letters mixed (`王jg`) is taken apart into runs."""

_AS_TYPED = str.maketrans({"ü": "v", "'": None, "’": None})
"""How pinyin is typed: `lü` as `lv`, `xi'an` as `xian`."""

_SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "朴": "piao", "盖": "ge",
    "缪": "miao", "乐": "yue", "翟": "zhai", "折": "she", "黑": "he", "员": "yun", "洗": "xian", "冼": "xian",
    "秘": "bi", "繁": "po", "种": "chong", "重": "chong", "召": "shao", "覃": "qin", "谌": "chen", "逄": "pang",
    "宿": "su", "都": "du", "那": "na", "能": "nai", "柏": "bai", "卜": "bu", "车": "che", "沈": "shen", "牟": "mu",
    "隗": "wei", "郇": "xun", "幺": "yao", "么": "yao", "阚": "kan", "祭": "zhai", "句": "gou", "佴": "nai",
    "尉": "wei", "钭": "tou", "郗": "xi", "於": "yu", "于": "yu", "宓": "mi", "盛": "sheng", "臧": "zang", "乜": "nie",
    "莘": "shen", "隽": "juan", "行": "xing", "贲": "ben", "石": "shi", "任": "ren", "宁": "ning", "燕": "yan",
    "应": "ying", "华": "hua", "过": "guo", "葛": "ge", "纪": "ji", "万": "wan", "褚": "chu", "晁": "chao",
    "强": "qiang", "长": "zhang", "观": "guan", "曲": "qu", "令": "ling", "尉迟": "yu chi", "万俟": "mo qi",
    "单于": "chan yu", "长孙": "zhang sun", "令狐": "ling hu", "澹台": "tan tai", "尉缭": "wei liao", "呼延": "hu yan",
    "鲜于": "xian yu", "濮阳": "pu yang", "夏侯": "xia hou", "宗政": "zong zheng", "仲孙": "zhong sun",
    "亓官": "qi guan",
}  # fmt: skip
"""How surnames are read whose character is usually read otherwise, or by a dictionary in several ways."""

_LONGEST_SPELLING = 24
_LONGEST_QUERY = 60


def folded(text: str) -> str:
    """Full-width to half-width, lower case, no blanks: how names and queries are compared."""
    seen = _NOTHING_TO_SEE.sub("", unicodedata.normalize("NFKC", text))
    return _NOTHING_TO_SEE.sub("", unicodedata.normalize("NFKC", seen.casefold()))


def _syllables(plain: str) -> list[str]:
    """Pinyin without tones, what has none each character alone.

    Most names hold no word of the dictionary, so that each character has its usual reading: an import of a city's
    names is then several times as fast.
    """
    words = (plain[start:end] for start in range(len(plain) - 1) for end in range(start + 2, len(plain) + 1))
    if any(word in PHRASES_DICT for word in words):
        return lazy_pinyin(plain, errors=_one_by_one)
    return [syllable for character in plain for syllable in _usual_reading(character)]


@lru_cache(maxsize=30_000)
def _usual_reading(character: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(character, errors=_one_by_one))


def pinyin_of(text: str) -> str:
    """Full pinyin without tones, for sorting: `组织部` → `zu zhi bu`."""
    return " ".join(lazy_pinyin(folded(text)))


def person_pinyin(name: str) -> str:
    """Full pinyin of a person's name, the surname read as a surname: `单雄信` → `shan xiong xin`."""
    plain = folded(name)
    for length in (2, 1):
        reading = _SURNAMES.get(plain[:length]) if len(plain) > length or length == 1 else None
        if reading is not None:
            return " ".join([reading, *lazy_pinyin(plain[length:])])
    return pinyin_of(name)


def person_grams(name: str) -> list[str]:
    """`name_grams` with the surname's own reading, were it missing from the dictionary."""
    spelled = person_pinyin(name).translate(_AS_TYPED).split()
    initials = "".join(syllable[0] for syllable in spelled)
    return sorted({*name_grams(name), *_beginnings("".join(spelled)), *_beginnings(initials)})


def pieces(text: str, *, longest: int = 3) -> list[str]:
    """All different runs of 1…`longest` characters, sorted."""
    plain = folded(text)
    return sorted({plain[i : i + n] for n in range(1, longest + 1) for i in range(len(plain) - n + 1)})


def name_grams(text: str) -> list[str]:
    """What a name can be found by: its characters, and `py:` pieces of its pinyin and initials from any syllable on."""
    typed = folded(text).translate(_AS_TYPED)
    syllables = _syllables(typed)
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
    if _LETTERS.search(plain) and not plain.isascii():
        return sorted({gram for run in _RUNS.findall(plain) for gram in query_grams(run)})
    if len(plain) <= 3:
        return [plain]
    return sorted({plain[i : i + 3] for i in range(len(plain) - 2)})


def _readings(character: str, usual: str) -> set[str]:
    return {usual, *_all_readings(character)}


@lru_cache(maxsize=10_000)
def _all_readings(character: str) -> tuple[str, ...]:
    """A surname may be read otherwise than the word it looks like (单 shan, 仇 qiu, 曾 zeng)."""
    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True, errors=_one_by_one)[0])


def _one_by_one(characters: str) -> Any:
    """What has no pinyin stands for itself, each character alone (pypinyin flattens the list)."""
    return list(characters)


def _beginnings(spelled: str) -> set[str]:
    return {f"py:{spelled[:length]}" for length in range(1, min(len(spelled), _LONGEST_SPELLING) + 1)}
