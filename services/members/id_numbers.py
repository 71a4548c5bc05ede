"""公民身份号码, GB 11643-1999: 18 places with region, birth date, sex and a check digit."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul

from services.kit.errors import Fault
from services.members import errors

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_OF_ZEROS = ord("0") * sum(_WEIGHTS)
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_FORM = re.compile(r"[0-9]{17}[0-9X]")
_BY_A_SPREADSHEET = re.compile(r"[0-9]+(\.[0-9]+)?E\+?[0-9]+|[0-9]+\.[0-9]*")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A valid number with what it says; `sex` is "1" (男) or "2" (女)."""

    text: str
    birth_date: date
    sex: str

    @classmethod
    def checked_before(cls, text: str) -> "IdNumber":
        """Of a number that `parse` gave, read back from where it was sealed."""
        return cls(text, date(int(text[6:10]), int(text[10:12]), int(text[12:14])), "1" if int(text[16]) % 2 else "2")

    @property
    def tail(self) -> str:
        return self.text[-4:]


def normalised(given: str) -> str:
    """Without blanks and invisible marks, full-width as half-width, letters in upper case."""
    if given.isascii() and given.isalnum():
        return given.upper()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", given)).upper()


def check_digit(seventeen: str) -> str:
    """The 18th place for the first seventeen."""
    return _CHECK_DIGITS[(sum(map(mul, _WEIGHTS, seventeen.encode("ascii"))) - _OF_ZEROS) % 11]


def parse(given: str, today: date, *, pointer: str = "/id_number") -> IdNumber:
    """Check a number as somebody wrote it.

    Errors, each at `pointer`: `member.id_number_from_spreadsheet`, `member.id_number_15_digits`,
    `member.id_number_length`, `member.id_number_characters`, `member.id_number_check_digit`,
    `member.id_number_birth_date`.
    """
    text = normalised(given)
    if _FORM.fullmatch(text) is None:
        raise _misshapen(text, pointer)
    if text[17] != check_digit(text[:17]):
        raise errors.ID_NUMBER_CHECK_DIGIT.at(pointer)
    try:
        birth_date = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise errors.ID_NUMBER_BIRTH_DATE.at(pointer) from None
    if birth_date > today:
        raise errors.ID_NUMBER_BIRTH_DATE.at(pointer)
    return IdNumber(text, birth_date, "1" if int(text[16]) % 2 else "2")


def _misshapen(text: str, pointer: str) -> Fault:
    """What is wrong with the form of a number."""
    if _BY_A_SPREADSHEET.fullmatch(text):
        return errors.ID_NUMBER_FROM_SPREADSHEET.at(pointer)
    if re.fullmatch(r"[0-9]{15}", text):
        return errors.ID_NUMBER_15_DIGITS.at(pointer)
    if len(text) != 18:
        return errors.ID_NUMBER_LENGTH.at(pointer, length=len(text))
    return errors.ID_NUMBER_CHARACTERS.at(pointer)
