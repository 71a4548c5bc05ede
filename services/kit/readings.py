"""How characters and words are read: pypinyin's dictionary, asked as quickly as an import of a city's names needs it.

Only `names` imports this, when the first name is spelled: the dictionary holds 55 MiB, which processes that spell no
name (an export, the preview of an import) are spared.
"""

from functools import lru_cache
from typing import Any

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT


def one_by_one(characters: str) -> Any:
    """What has no pinyin stands for itself, each character alone (pypinyin flattens the list)."""
    return list(characters)


def syllables(plain: str) -> list[str]:
    """Pinyin without tones, what has none each character alone.

    Most names hold no word of the dictionary, so that each character has its usual reading: an import of a city's
    names is then several times as fast.
    """
    length = len(plain)
    for start in range(length - 1):
        for end in range(start + 2, length + 1):
            if plain[start:end] in PHRASES_DICT:
                return lazy_pinyin(plain, errors=one_by_one)
    return [syllable for character in plain for syllable in _usual_reading(character)]


@lru_cache(maxsize=30_000)
def read_apart(plain: str) -> tuple[str, ...]:
    """`syllables`, remembered: given names come again and again."""
    return tuple(syllables(plain))


@lru_cache(maxsize=30_000)
def read_through(written: str) -> tuple[str, ...]:
    """Pinyin without tones, a run of what has none as one piece."""
    for character in written:
        if ord(character) not in PINYIN_DICT:
            return tuple(lazy_pinyin(written))
    return read_apart(written)


def read_as_text(text: str) -> list[str]:
    """Pinyin without tones of any text."""
    return lazy_pinyin(text)


def each_reading(character: str) -> list[str]:
    """All readings of a character, without tones."""
    readings: list[str] = pinyin(character, style=Style.NORMAL, heteronym=True, errors=one_by_one)[0]
    return readings


@lru_cache(maxsize=30_000)
def _usual_reading(character: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(character, errors=one_by_one))
