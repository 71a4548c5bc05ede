"""Invented members of the demonstration city: names by chance, ID numbers from an area code that no place bears."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from models.enums.members import Stage
from services.demo.city import invented_name
from services.kit.dates import add_months
from services.members.id_numbers import check_digit
from services.members.registration import NewMember

AREA = "990000"
"""No region of GB/T 2260: such a number belongs to nobody."""

_ETHNICITIES = ("01", "01", "01", "01", "01", "01", "11", "03")
_EDUCATIONS = ("14", "21", "21", "31")
_YEAR = timedelta(days=365)


def invented_id_number(chance: Random, birth_date: date) -> str:
    """A number with a right check digit, of nobody."""
    seventeen = f"{AREA}{birth_date:%Y%m%d}{chance.randrange(1000):03}"
    return seventeen + check_digit(seventeen)


def invented_member(chance: Random, branch_id: UUID, today: date) -> NewMember:
    """A new record: one in ten on the way into the Party, one in ten on probation, the others full members."""
    birth_date = today - _YEAR * chance.randrange(24, 75) - timedelta(days=chance.randrange(365))
    person = NewMember(
        name=invented_name(chance),
        id_number=invented_id_number(chance, birth_date),
        ethnicity=chance.choice(_ETHNICITIES),
        education=chance.choice(_EDUCATIONS),
        phone=f"1990000{chance.randrange(10**4):04}",
        stage=Stage.ACTIVIST,
        branch_id=branch_id,
    )
    lot = chance.randrange(10)
    if lot == 0:
        return replace(person, stage_since=today - timedelta(days=chance.randrange(30, 300)))
    if lot == 1:
        joined_on = today - timedelta(days=chance.randrange(20, 300))
        return replace(person, stage=Stage.PROBATIONARY, joined_on=joined_on)
    joined_on = birth_date + _YEAR * 20 + timedelta(days=chance.randrange(900))
    return replace(person, stage=Stage.FULL, joined_on=joined_on, full_on=add_months(joined_on, 12))
