"""Invented people for the register."""

from datetime import date
from typing import Any

from models.branches import Branch
from services.members.id_numbers import check_digit


def id_number(serial: int = 1, born: date = date(1985, 3, 14), region: str = "110105") -> str:
    """A valid number of an invented person; an even serial is a woman's."""
    seventeen = f"{region}{born:%Y%m%d}{serial:03}"
    return seventeen + check_digit(seventeen)


def body(branch: Branch, serial: int = 1, **given: Any) -> dict[str, Any]:
    """What a clerk sends for a full member; an even serial is a woman."""
    born = given.pop("born", date(1985, 3, 14))
    return {
        "name": "单建国",
        "id_number": id_number(serial, born),
        "ethnicity": "01",
        "education": "21",
        "stage": "full",
        "branch": str(branch.id),
        "joined_on": "2010-07-01",
        "full_on": "2011-07-01",
        "post": "科员",
        "phone": f"1381234{serial:04}",
        "address": "浙江省杭州市西湖区文一路 1 号 2 幢",
        "pay_base": "8650.50",
        **given,
    }
