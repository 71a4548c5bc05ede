"""What everybody but those with a reason sees of sealed values (rules §13, 8.1.4.11)."""

import re

SENSITIVE = ("id_number", "phone", "address", "pay_base")
"""Fields that are sealed in the database and masked in every answer."""

_HIDDEN = "****"


def id_number(text: str) -> str:
    """`11010519491231002X` → `110***********002X`."""
    return f"{text[:3]}{'*' * 11}{text[-4:]}"


def phone(text: str) -> str:
    """`13812345678` → `138****5678`; of other numbers only the last four places."""
    return f"{text[:3]}{_HIDDEN}{text[-4:]}" if len(text) == 11 and text[0] == "1" else f"{_HIDDEN}{text[-4:]}"


def address(text: str) -> str:
    """As far as the district or county; nothing where none is named."""
    found = re.match(r"(?:[^省]{2,8}省|[^区]{2,8}自治区)?(?:.{2,7}?(?:市|自治州|盟|地区))?", text)
    start = found.end() if found else 0
    district = re.match(r"[^区县旗市]{1,8}(?:自治县|自治旗|区|县|旗|市)", text[start:])
    return f"{text[: start + (district.end() if district else 0)]}{_HIDDEN}"


def pay_base(_text: str) -> str:
    return _HIDDEN


MASKS = {"id_number": id_number, "phone": phone, "address": address, "pay_base": pay_base}


def masked(field: str, value: object) -> object:
    """A value as it may be kept in history and audit."""
    return MASKS[field](str(value)) if field in MASKS and value is not None else value
