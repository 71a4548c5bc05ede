"""What the letter says of a person: all that the receiving side learns before the transfer is done."""

from typing import Any

from models.members import Member
from services.kit.errors import Locale
from services.members import masking
from services.members.codes import label_of
from services.members.id_numbers import IdNumber
from services.members.labels import STAGE_LABELS
from services.members.registration import NewMember

Snapshot = dict[str, Any]
"""Plain JSON; the ID number masked."""


def of_member(member: Member, masked_number: str) -> Snapshot:
    """From the register."""
    return {
        "name": member.name,
        "id_number": masked_number,
        "sex": member.sex,
        "ethnicity": member.ethnicity,
        "birth_date": member.birth_date.isoformat(),
        "stage": member.stage.value,
        "joined_on": member.joined_on.isoformat() if member.joined_on else None,
        "full_on": member.full_on.isoformat() if member.full_on else None,
    }


def of_newcomer(new: NewMember, number: IdNumber, columns: dict[str, Any]) -> Snapshot:
    """From a letter that was brought from outside; `columns` as `registration.checked_columns` gives them."""
    return {
        "name": new.name,
        "id_number": masking.id_number(number.text),
        "sex": number.sex,
        "ethnicity": columns["ethnicity"],
        "birth_date": number.birth_date.isoformat(),
        "stage": new.stage.value,
        "joined_on": new.joined_on.isoformat() if new.joined_on else None,
        "full_on": new.full_on.isoformat() if new.full_on else None,
    }


def labelled(person: Snapshot, locale: Locale) -> dict[str, Any]:
    """The same with the words for its codes."""
    stages = {stage.value: label for stage, label in STAGE_LABELS.items()}
    return {
        **person,
        "sex_label": label_of("sex", person["sex"], locale),
        "ethnicity_label": label_of("ethnicity", person["ethnicity"], locale),
        "stage_label": stages[person["stage"]].render(locale),
    }
