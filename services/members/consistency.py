"""What the fields of one record must say together (rules §12.1, §12.3). Pure: forms and import rows ask the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.enums.members import PARTY_STAGES, Stage, Standing
from services.kit.dates import add_years
from services.kit.errors import ErrorCode, FieldFault
from services.members import errors
from services.members.codes import label_of
from services.members.id_numbers import IdNumber
from services.members.labels import FIELD_LABELS, STAGE_LABELS
from services.members.life import ADULT_YEARS


@dataclass(frozen=True, slots=True)
class Said:
    """The fields that hang together. `id_number` is checked already; `sex` and `birth_date` are None when not given."""

    id_number: IdNumber
    stage: Stage
    sex: str | None = None
    birth_date: date | None = None
    joined_on: date | None = None
    full_on: date | None = None
    standing: Standing = Standing.NORMAL
    lost_contact: bool = False
    lost_contact_since: date | None = None
    floating: bool = False
    floating_to: str | None = None
    stage_since: date | None = None


def faults(said: Said, today: date) -> list[FieldFault]:
    """Everything that does not fit, each at its field; empty when all does."""
    return [*_id_number(said), *_stage(said), *_dates(said, today), *_conditions(said)]


def _fault(at: str, error: ErrorCode, **params: object) -> FieldFault:
    return FieldFault(f"/{at}", error.code, error.text, dict(params))


def _id_number(said: Said) -> Iterator[FieldFault]:
    number = said.id_number
    if said.sex is not None and said.sex in {"1", "2"} and said.sex != number.sex:
        yield _fault("sex", errors.SEX_DIFFERS, expected=label_of("sex", number.sex, "zh"))
    if said.birth_date is not None and said.birth_date != number.birth_date:
        yield _fault("birth_date", errors.BIRTH_DATE_DIFFERS, expected=number.birth_date)


def _stage(said: Said) -> Iterator[FieldFault]:
    for field, day, needed in (
        ("joined_on", said.joined_on, said.stage in PARTY_STAGES),
        ("full_on", said.full_on, said.stage is Stage.FULL),
    ):
        if (day is not None) != needed:
            error = errors.REQUIRED_FOR_STAGE if needed else errors.NOT_FOR_STAGE
            yield _fault(field, error, stage=STAGE_LABELS[said.stage], field=FIELD_LABELS[field])


def _dates(said: Said, today: date) -> Iterator[FieldFault]:
    for field, day in (
        ("joined_on", said.joined_on),
        ("full_on", said.full_on),
        ("lost_contact_since", said.lost_contact_since),
        ("stage_since", said.stage_since),
    ):
        if day is not None and day > today:
            yield _fault(field, errors.DATE_IN_FUTURE, field=FIELD_LABELS[field])
    adult_on = add_years(said.id_number.birth_date, ADULT_YEARS)
    if said.joined_on is not None and said.joined_on < adult_on:
        yield _fault("joined_on", errors.JOINED_TOO_YOUNG, earliest=adult_on)
    if said.joined_on is not None and said.full_on is not None and said.full_on < said.joined_on:
        yield _fault(
            "full_on",
            errors.DATES_REVERSED,
            later=FIELD_LABELS["full_on"],
            earlier=FIELD_LABELS["joined_on"],
            date=said.joined_on,
        )


def _conditions(said: Said) -> Iterator[FieldFault]:
    if said.standing is not Standing.NORMAL and not (
        said.standing is Standing.SUSPENDED and said.stage in PARTY_STAGES
    ):
        yield _fault("standing", errors.STANDING_BY_EVENT)
    for field, value, condition, holds in (
        ("lost_contact_since", said.lost_contact_since, "lost_contact", said.lost_contact),
        ("floating_to", said.floating_to, "floating", said.floating),
    ):
        if value is not None and not holds:
            yield _fault(field, errors.ONLY_WITH, field=FIELD_LABELS[field], condition=FIELD_LABELS[condition])
