"""统一社会信用代码, GB 32100-2015: 18 places without I, O, S, V, Z, the last a check digit."""

import re
import unicodedata

from services.branches import errors

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


def normalised(given: str) -> str:
    """Without blanks and invisible marks, full-width as half-width, letters in upper case."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", given)).upper()


def check_digit(seventeen: str) -> str:
    """The 18th place for the first seventeen."""
    total = sum(ALPHABET.index(mark) * pow(3, place, 31) for place, mark in enumerate(seventeen))
    return ALPHABET[-total % 31]


def parse(given: str, *, pointer: str = "/credit_code") -> str:
    """The code in its plain form.

    Errors, each at `pointer`: `branch.credit_code_length`, `branch.credit_code_characters`,
    `branch.credit_code_check_digit`.
    """
    text = normalised(given)
    if len(text) != 18:
        raise errors.CREDIT_CODE_LENGTH.at(pointer, length=len(text))
    wrong = sorted({mark for mark in text if mark not in ALPHABET})
    if wrong:
        raise errors.CREDIT_CODE_CHARACTERS.at(pointer, wrong="、".join(wrong))
    if text[17] != check_digit(text[:17]):
        raise errors.CREDIT_CODE_CHECK_DIGIT.at(pointer)
    return text
