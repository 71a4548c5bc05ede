"""What a member owes in education and training in a year, and what is missing (rules §4). Pure.

Only organised study counts, with a sheet of attendance or a certificate behind it; neither self-study nor time spent
on line ever does (rules §14).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.enums.members import PARTY_STAGES, Stage
from models.enums.posts import Office
from models.enums.study_requirements import ExemptionGround, RequirementCode, RequirementState, TrainingLevel
from services.kit.dates import add_months
from services.study.figures import HOURS, Figure, Figures

SHORT_MONTHS = 6
"""An office held for less than this at the end of the year is remarked upon (rules §4, P)."""

_RANK = {level: place for place, level in enumerate(TrainingLevel)}
_ABOVE_BRANCH, _COUNTY = TrainingLevel.COMMITTEE, TrainingLevel.COUNTY
_NOTHING = Decimal(0)

_OF_HIGHER_ORGANISATION = frozenset({RequirementCode.PROBATION_TRAINING, RequirementCode.FIRST_YEAR_TRAINING})
_MADE_UP = _OF_HIGHER_ORGANISATION | {RequirementCode.NEW_SECRETARY_TRAINING}
"""What may still be done after its time (rules §0.7)."""

_ASKS_LEVEL = _OF_HIGHER_ORGANISATION | {RequirementCode.SECRETARY_TRAINING}


@dataclass(frozen=True, slots=True)
class Counted:
    """A confirmed record of study. `organised`: attendance was kept or a certificate given; `training`: a 集中培训."""

    occurred_on: date
    hours: Decimal
    organised: bool
    training: bool = False
    level: TrainingLevel | None = None


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that is linked to the member; `to_on` is its last day."""

    office: Office
    from_on: date
    to_on: date | None = None

    def held_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A decision of the branch; `until` is its last day, None while it stands."""

    ground: ExemptionGround
    from_on: date
    until: date | None = None

    def touches(self, year: int) -> bool:
        return self.from_on <= date(year, 12, 31) and (self.until is None or self.until >= date(year, 1, 1))


@dataclass(frozen=True, slots=True)
class Person:
    """What the requirement looks at. `namesakes`: posts of the branch in the member's name that nobody has linked."""

    stage: Stage
    joined_on: date | None
    full_on: date | None = None
    probation_ends_on: date | None = None
    posts: tuple[HeldPost, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    namesakes: int = 0


class Remark(StrEnum):
    """What should be known beside the figures: a note, or a doubt that somebody should clear up."""

    SHORT_OFFICE = "short_office"
    JOINED_THIS_YEAR = "joined_this_year"
    POST_NOT_LINKED = "post_not_linked"
    LEVEL_UNKNOWN = "level_unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked for between two days, both included; amounts in 学时 or times."""

    figure: Figure
    from_on: date
    due_on: date
    done: Decimal
    state: RequirementState

    @property
    def code(self) -> RequirementCode:
        return self.figure.code

    @property
    def missing(self) -> Decimal:
        """What is still to be done; nothing once it was done, be it late."""
        open_ = self.state in (RequirementState.OPEN, RequirementState.OVERDUE)
        return self.figure.amount - self.done if open_ else _NOTHING


@dataclass(frozen=True, slots=True)
class Requirement:
    """A member's year. Exempt, nothing is asked for; `office` is the one whose requirement it is."""

    year: int
    owed: bool
    exemption: Exemption | None
    office: Office | None
    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.missing > 0)


def reckon(person: Person, facts: Sequence[Counted], figures: Figures, year: int, day: date) -> Requirement:
    """The year as it stands on `day`. Somebody outside of the Party owes nothing."""
    if person.stage not in PARTY_STAGES or (person.joined_on is not None and person.joined_on.year > year):
        return Requirement(year, False, None, None, (), ())
    last = date(year, 12, 31)
    exemption = next((item for item in person.exemptions if item.touches(year)), None)
    if exemption is not None:
        return Requirement(year, False, exemption, None, (), ())
    seen = min(day, last)
    held = [post for post in person.posts if post.held_on(seen)]
    office = min((post.office for post in held), key=list(Office).index, default=None)
    items = tuple(_items(person, held, facts, figures, year, day))
    remarks = tuple(_remarks(person, held, facts, items, year))
    return Requirement(year, True, None, office, items, remarks)


def _items(
    person: Person, held: Sequence[HeldPost], facts: Sequence[Counted], figures: Figures, year: int, day: date
) -> Iterable[Item]:
    code = RequirementCode
    first, last = date(year, 1, 1), date(year, 12, 31)
    organised = [fact for fact in facts if fact.organised and fact.occurred_on <= day]
    trainings = [fact for fact in organised if fact.training]
    higher = [fact for fact in trainings if _at_least(fact, _ABOVE_BRANCH)]
    wanted: list[tuple[RequirementCode, date, date, list[Counted]]] = [
        (code.OFFICER_HOURS if held else code.MEMBER_HOURS, first, last, organised),
        (code.OFFICER_TRAINING if held else code.MEMBER_TRAINING, first, last, trainings),
    ]
    secretary = next((post for post in held if post.office is Office.SECRETARY), None)
    if secretary is not None:
        county = [fact for fact in trainings if _at_least(fact, _COUNTY)]
        wanted.append((code.SECRETARY_TRAINING, first, last, county))
        if _newly(secretary, person.posts):
            until = add_months(secretary.from_on, figures[code.NEW_SECRETARY_TRAINING].months or SHORT_MONTHS)
            wanted.append((code.NEW_SECRETARY_TRAINING, secretary.from_on, until, trainings))
    probation_end = person.full_on if person.stage is Stage.FULL else person.probation_ends_on
    if person.joined_on is not None and probation_end is not None:
        wanted.append((code.PROBATION_TRAINING, person.joined_on, probation_end, higher))
    if person.full_on is not None:
        until = add_months(person.full_on, figures[code.FIRST_YEAR_TRAINING].months or 12)
        wanted.append((code.FIRST_YEAR_TRAINING, person.full_on, until, higher))
    for which, begins, due, counted in wanted:
        if begins <= last and due >= first and begins <= day and figures[which].amount > 0:
            yield _item(figures[which], begins, due, counted, day)


def _item(figure: Figure, begins: date, due: date, facts: Sequence[Counted], day: date) -> Item:
    def amount(until: date) -> Decimal:
        counted = [fact for fact in facts if begins <= fact.occurred_on <= until]
        return sum((fact.hours for fact in counted), _NOTHING) if figure.code in HOURS else Decimal(len(counted))

    in_time = amount(due)
    if in_time >= figure.amount:
        return Item(figure, begins, due, in_time, RequirementState.DONE)
    # A year of its own is not made up for in the next one; a training within some months may come late (rules §0.7).
    later = amount(day) if figure.code in _MADE_UP and day > due else in_time
    if later >= figure.amount:
        return Item(figure, begins, due, later, RequirementState.DONE_LATE)
    return Item(figure, begins, due, later, RequirementState.OVERDUE if day > due else RequirementState.OPEN)


def _at_least(fact: Counted, level: TrainingLevel) -> bool:
    return fact.level is not None and _RANK[fact.level] >= _RANK[level]


def _newly(post: HeldPost, posts: Sequence[HeldPost]) -> bool:
    """Whoever was secretary until a month before goes on being one: re-elected, or moved to another branch."""
    return not any(
        other is not post
        and other.office is Office.SECRETARY
        and other.from_on < post.from_on
        and (other.to_on is None or add_months(other.to_on, 1) >= post.from_on)
        for other in posts
    )


def _remarks(
    person: Person, held: Sequence[HeldPost], facts: Sequence[Counted], items: Sequence[Item], year: int
) -> Iterable[Remark]:
    last = date(year, 12, 31)
    if held and all(add_months(post.from_on, SHORT_MONTHS) > last for post in held):
        yield Remark.SHORT_OFFICE
    if person.joined_on is not None and person.joined_on.year == year:
        yield Remark.JOINED_THIS_YEAR
    if person.namesakes:
        yield Remark.POST_NOT_LINKED
    if any(item.missing and item.code in _ASKS_LEVEL for item in items) and any(
        fact.training and fact.organised and fact.level is None and fact.occurred_on.year >= year - 1 for fact in facts
    ):
        yield Remark.LEVEL_UNKNOWN
