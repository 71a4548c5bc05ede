"""Sealed columns of a member: what is written for a value, and how one is found by it."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from services.kit.lookup import Lookup
from services.kit.sealing import Sealer
from services.members import errors
from services.members.id_numbers import IdNumber
from services.members.masking import MASKS

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:0[0-9]{2,3}-?)?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?")
_MASKS_AT_HAND = 65_536
"""Of one process: those of some 30,000 records in lists, about 20 MB."""


def normalised_phone(given: str, *, pointer: str = "/phone") -> str:
    """A mobile number as eleven digits, a landline with hyphens. Errors: `member.phone_number`."""
    if given.isascii() and _MOBILE.fullmatch(given):
        return given
    text = re.sub(r"[\s()\u200b-\u200f\ufeff]+", "", unicodedata.normalize("NFKC", given))
    text = re.sub(r"[‐-―－]", "-", text)
    text = re.sub(r"^(?:\+|00)86-?", "", text)
    digits = text.replace("-", "")
    if _MOBILE.fullmatch(digits):
        return digits
    if _LANDLINE.fullmatch(text):
        return text
    raise errors.PHONE_NUMBER.at(pointer)


@dataclass(frozen=True, slots=True)
class Vault:
    """The two keys of personal data: one seals, one makes equality searchable."""

    sealer: Sealer
    lookup: Lookup

    def id_number(self, number: IdNumber, *, digest: bytes | None = None) -> dict[str, bytes]:
        """The columns for an ID number. `digest`: its `id_number_hash`, where that is known already."""
        return {
            "id_number": self.sealer.seal(number.text),
            "id_number_hash": digest or self.id_number_hash(number.text),
            "id_tail_hash": self.lookup.short_digest("id_tail", number.tail),
        }

    def phone(self, phone: str | None) -> dict[str, bytes | None]:
        """The columns for a telephone number that is normalised already."""
        if phone is None:
            return {"phone": None, "phone_hash": None, "phone_tail_hash": None}
        digits = phone.replace("-", "")
        return {
            "phone": self.sealer.seal(phone),
            "phone_hash": self.phone_hash(phone),
            "phone_tail_hash": self.lookup.short_digest("phone_tail", digits[-4:]),
        }

    def text(self, value: str | Decimal | None) -> bytes | None:
        return None if value is None else self.sealer.seal(str(value))

    def id_number_hash(self, text: str) -> bytes:
        return self.lookup.digest("id_number", text)

    def phone_hash(self, phone: str) -> bytes:
        return self.lookup.digest("phone", phone.replace("-", ""))

    def tail_values(self, tail: str) -> dict[str, bytes]:
        """Values to find the last four places of a telephone or ID number by."""
        return {
            "phone_tail": self.lookup.short_digest("phone_tail", tail),
            "id_tail": self.lookup.short_digest("id_tail", tail),
        }

    def opened(self, sealed: bytes | None) -> str | None:
        return None if sealed is None else self.sealer.open(sealed)

    def masked(self, field: str, sealed: bytes | None) -> str | None:
        """A sealed value as it may be shown."""
        return None if sealed is None else _mask(self.sealer, field, sealed)


@lru_cache(maxsize=_MASKS_AT_HAND)
def _mask(sealer: Sealer, field: str, sealed: bytes) -> str:
    """Remembered by what is sealed: only masks are kept, never what they hide.

    No two sealings give the same bytes, so a value that is changed, or sealed anew by another key, is opened anew.
    """
    return MASKS[field](sealer.open(sealed))
