"""Invented members of the demonstration city, each a record that the register would take from a clerk."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from models.enums.members import RemovalGround, Stage, Standing, SuspensionGround
from services.demo.names import HAN, MONGOL, TIBETAN, UYGUR, invented_name
from services.kit.dates import add_months, add_years
from services.members.id_numbers import check_digit
from services.members.life import ADULT_YEARS, PROBATION_MONTHS
from services.members.registration import NewMember

FIRST_AREA = 990000
"""No region of GB/T 2260 begins with 99: such a number belongs to nobody."""
_SERIALS, _DAYS = 500, 100
MEMBERS_AN_AREA = _SERIALS * _DAYS

_PHONES = 10**8
_SPREAD = 61_803_399
"""Odd and no multiple of 5: multiplied by it, running numbers look like chance and never meet."""

_ETHNICITIES, _ETHNICITY_WEIGHTS = (HAN, "11", "03", "06", "15", "08", MONGOL, TIBETAN, UYGUR), (
    910, 22, 18, 12, 12, 10, 6, 5, 5,
)  # fmt: skip
_EDUCATIONS = ("11", "14", "21", "31", "41", "61", "71", "81", None)
_EDUCATIONS_OF_THE_OLD, _EDUCATIONS_OF_THE_YOUNG = (1, 2, 10, 15, 14, 16, 24, 15, 3), (2, 13, 48, 23, 4, 6, 2, 0, 2)
_OLD_FROM = 60
_POSTS = (
    "科员",
    "教师",
    "村民委员会委员",
    "社区工作者",
    "技术员",
    "车间班长",
    "医生",
    "个体工商户",
    "驾驶员",
    "工程师",
)
_ROADS = ("望江路", "青石巷", "云溪大道", "松坪街", "临江东路", "书院路", "解放路", "荷塘街", "竹苑路", "长虹路")
_DESTINATIONS = ("广东省深圳市", "浙江省杭州市", "上海市", "江苏省苏州市", "北京市", "四川省成都市", "福建省泉州市")
_WITHOUT_PROBATION = range(1969, 1978)
"""Years of joining in which no probation was set (rules §1.3)."""
_STAGES, _STAGE_WEIGHTS = tuple(Stage), (4, 6, 2, 4, 84)
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Departure:
    """What became of somebody after they had been registered: the decision of `on`."""

    standing: Standing
    on: date
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class InventedMember:
    """A record as a clerk would enter it, and what came later, if anything."""

    person: NewMember
    departure: Departure | None = None


def invented_id_number(number: int, birth_date: date, *, woman: bool) -> tuple[str, date]:
    """A number of nobody, with a right check digit, other than that of every other `number`; and its date of birth.

    50,000 people share an area and 500 of them each pair of serials (the odd one for men, the even one for women).
    The hundred that share a serial are born on days that differ by no multiple of a hundred, which moves the wanted
    date by up to 99 days.
    """
    area, within = divmod(number, MEMBERS_AN_AREA)
    day, serial = divmod(within, _SERIALS)
    wanted = birth_date.toordinal()
    born = date.fromordinal(wanted - (wanted - day) % _DAYS)
    seventeen = f"{FIRST_AREA + area}{born:%Y%m%d}{2 * serial + (0 if woman else 1):03}"
    return seventeen + check_digit(seventeen), born


def invented_phone(number: int) -> str:
    """A mobile number of the block 154, of which no operator gives any out."""
    return f"154{number * _SPREAD % _PHONES:08}"


def invented_member(chance: Random, number: int, branch_id: UUID, today: date) -> InventedMember:
    """The member with the running `number`; the same chance and number give the same person."""
    (stage,) = chance.choices(_STAGES, _STAGE_WEIGHTS)
    woman = chance.random() < 0.31
    in_party = stage is Stage.FULL
    age = chance.triangular(21, 92, 50) if in_party else chance.triangular(19.5, 52, 25)
    id_number, born = invented_id_number(number, today - _YEAR * age, woman=woman)
    (ethnicity,) = chance.choices(_ETHNICITIES, _ETHNICITY_WEIGHTS)
    weights = _EDUCATIONS_OF_THE_OLD if age >= _OLD_FROM else _EDUCATIONS_OF_THE_YOUNG
    (education,) = chance.choices(_EDUCATIONS, weights)
    person = NewMember(
        name=invented_name(chance, born=born.year, woman=woman, ethnicity=ethnicity),
        id_number=id_number,
        ethnicity=ethnicity,
        education=education,
        stage=stage,
        branch_id=branch_id,
        post=chance.choice(_POSTS) if chance.random() < 0.5 else None,
        phone=invented_phone(number) if chance.random() < 0.96 else None,
        address=f"云川市{chance.choice(_ROADS)}{chance.randrange(1, 400)}号{chance.randrange(1, 30)}幢"
        f"{chance.randrange(1, 33)}0{chance.randrange(1, 5)}室",
    )
    if stage is Stage.FULL:
        return _in_the_party(chance, _full(chance, person, born, today), today)
    if stage is Stage.PROBATIONARY:
        # A few are past the end of their probation and wait for the meeting.
        joined_on = today - timedelta(days=chance.randrange(5, 400))
        return InventedMember(replace(person, joined_on=max(joined_on, add_years(born, ADULT_YEARS))))
    adult_days = (today - add_years(born, ADULT_YEARS)).days
    since = today - timedelta(days=chance.randrange(min(adult_days, 900)))
    ended = Departure(Standing.ENDED, _between(chance, since, today)) if chance.random() < 0.02 else None
    return InventedMember(replace(person, stage_since=since), ended)


def _full(chance: Random, person: NewMember, born: date, today: date) -> NewMember:
    wanted = add_years(born, ADULT_YEARS) + timedelta(days=int(chance.expovariate(1 / 2600)))
    # Nobody is a full member before the probation is over.
    joined_on = min(wanted, add_months(today, -PROBATION_MONTHS) - timedelta(days=1))
    without = joined_on.year in _WITHOUT_PROBATION
    pay = Decimal(chance.randrange(30, 160) * 100) if chance.random() < 0.6 else None
    return replace(
        person,
        joined_on=joined_on,
        full_on=joined_on if without else add_months(joined_on, PROBATION_MONTHS),
        pay_base=pay,
    )


def _in_the_party(chance: Random, person: NewMember, today: date) -> InventedMember:
    assert person.full_on is not None
    lot = chance.random()
    if lot < 0.05:
        return InventedMember(replace(person, floating=True, floating_to=chance.choice(_DESTINATIONS)))
    if lot < 0.055:
        since = _between(chance, max(person.full_on, today - _YEAR), today)
        return InventedMember(replace(person, lost_contact=True, lost_contact_since=since))
    recently = max(person.full_on, today - 4 * _YEAR)
    if lot < 0.067:
        return InventedMember(person, Departure(Standing.DECEASED, _between(chance, recently, today)))
    if lot < 0.071:
        ground = chance.choice(list(RemovalGround)).value
        return InventedMember(person, Departure(Standing.REMOVED, _between(chance, recently, today), ground))
    if lot < 0.073:
        ground = chance.choice((SuspensionGround.SETTLED_ABROAD, SuspensionGround.STUDY_ABROAD)).value
        return InventedMember(person, Departure(Standing.SUSPENDED, _between(chance, recently, today), ground))
    return InventedMember(person)


def _between(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))
