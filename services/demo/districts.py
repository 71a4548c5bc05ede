"""The invented tree of a whole city: districts, sub-districts, committees, branches and groups on six levels."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from models.enums.branches import BranchKind as K
from services.branches.intervals import WIDTHS
from services.demo.identities import invented_identity
from services.kit.clock import OFFICE_ZONE
from services.members.registration import TAKES_MEMBERS

WHOLE_CITY = 300_000
_DISTRICTS, _SUBDISTRICTS, _COMMITTEES, _BRANCHES, _BELOW = 20, 300, 2_400, 10_000, 2_279
"""Organisations on the levels below the city, for 300,000 members; fewer members have proportionally fewer."""
_CHILDREN_AT_THE_BOTTOM = 3

_PLACES = (
    "东屏",
    "西岭",
    "临川",
    "永宁",
    "白鹭",
    "清河",
    "龙湾",
    "双桥",
    "石门",
    "云台",
    "武安",
    "兴和",
    "梅溪",
    "竹山",
)
_FIRST, _SECOND = "望石松竹梅兰青白红金银龙凤鹤云月星长安和", "江桥坪林溪湖山岭湾塘河泉田庄堤园坡垭井亭"
_NUMERALS = "一二三四五六七八九"
_OLDEST, _NEWEST = date(1950, 1, 1), date(2023, 1, 1)


@dataclass(slots=True)
class PlannedBranch:
    """A row of `branches` before it is written. `lineage` ends with the branch itself."""

    id: UUID
    parent_id: UUID
    kind: K
    name: str
    short_name: str
    position: int
    lineage: tuple[UUID, ...]
    founded_on: date
    lft: int = 0
    rgt: int = 0
    children: "Sequence[PlannedBranch]" = ()

    @property
    def level(self) -> int:
        return len(self.lineage)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the tree is planted: below the root, from the number `edge` of the preorder on, founded before `today`."""

    root_id: UUID
    edge: int
    today: date


def planned_districts(chance: Random, site: Site, members: int) -> list[PlannedBranch]:
    """All organisations below the root for so many members, in preorder."""
    return [*_walk(_Planner(chance, site.today).districts(site, members / WHOLE_CITY), _Counter(site.edge))]


def shares(chance: Random, branches: Sequence[PlannedBranch], members: int) -> list[tuple[PlannedBranch, int]]:
    """How many members each organisation that takes any has: about 25, some hardly three, a few above fifty."""
    takers = [branch for branch in branches if branch.kind in TAKES_MEMBERS]
    weights = [chance.lognormvariate(0, 0.55) for _ in takers]
    whole, found, given = sum(weights), [], 0
    reached = 0.0
    for branch, weight in zip(takers, weights, strict=True):
        reached += weight
        count = round(members * reached / whole) - given
        given += count
        found.append((branch, count))
    return found


class _Counter:
    def __init__(self, first: int) -> None:
        self.next = first

    def take(self) -> int:
        self.next += 1
        return self.next - 1


def _walk(branches: Sequence[PlannedBranch], counter: _Counter) -> Iterator[PlannedBranch]:
    for branch in branches:
        branch.lft = counter.take()
        yield branch
        yield from _walk(branch.children, counter)
        counter.next += 4 * WIDTHS.get(branch.level + 1, 0)  # for what people will add
        branch.rgt = counter.take()


class _Planner:
    """Makes the levels from above; each takes what the number of organisations on it leaves to one parent."""

    def __init__(self, chance: Random, today: date) -> None:
        self._chance = chance
        self._noon = datetime(today.year, today.month, today.day, 12, tzinfo=OFFICE_ZONE)

    def districts(self, site: Site, scale: float) -> list[PlannedBranch]:
        made = []
        for place in range(_scaled(_DISTRICTS, scale)):
            name = _PLACES[place % len(_PLACES)]
            sort = "区" if place % 3 else "县"
            kind = K.COMMITTEE
            lap = place // len(_PLACES)
            if lap:
                # Beyond the size of one city the same places have a second park, a third …
                ordinal = f"第{numeral(lap)}" if lap > 1 else ""
                sort, kind = f"区{ordinal}{'新城' if place % 2 else '产业园'}", K.WORKING_COMMITTEE
            suffix = "工作委员会" if kind is K.WORKING_COMMITTEE else "委员会"
            title = f"中共云川市{name}{sort}{suffix}"
            made.append(self._branch(site.root_id, (site.root_id,), kind, title, f"{name}{sort}委", place))
        for parent, count in zip(made, _dealt(_scaled(_SUBDISTRICTS, scale), len(made)), strict=True):
            parent.children = self._below(parent, count, self._subdistrict)
        self._fill(made, scale)
        return made

    def _fill(self, districts: Sequence[PlannedBranch], scale: float) -> None:
        subdistricts = [child for district in districts for child in district.children]
        for parent, count in zip(subdistricts, _dealt(_scaled(_COMMITTEES, scale), len(subdistricts)), strict=True):
            parent.children = self._below(parent, count, self._committee)
        committees = [child for above in subdistricts for child in above.children]
        bottom = _scaled(_BELOW, scale)
        dividing = max(1, bottom // _CHILDREN_AT_THE_BOTTOM)
        branches = _scaled(_BRANCHES, scale)
        every = max(1, branches // dividing)
        for parent, count in zip(committees, _dealt(branches, len(committees)), strict=True):
            parent.children = self._below(parent, count, self._basic)
        divided = [(above, child) for above in committees for child in above.children][::every][:dividing]
        for (above, branch), count in zip(divided, _dealt(bottom, len(divided)), strict=True):
            self._divide(above, branch, count)

    def _subdistrict(self, parent: PlannedBranch, place: int) -> PlannedBranch:
        name = self._place(parent, place)
        if place % 3 == 0:
            return self._child(parent, K.COMMITTEE, f"中共{name}镇委员会", f"{name}镇党委", place)
        if place % 7 == 1:
            return self._child(parent, K.ORGAN_COMMITTEE, f"{name}直属机关委员会", f"{name}机关党委", place)
        return self._child(parent, K.WORKING_COMMITTEE, f"中共{name}街道工作委员会", f"{name}街道党工委", place)

    def _committee(self, parent: PlannedBranch, place: int) -> PlannedBranch:
        name = self._place(parent, place)
        if place % 2:
            return self._child(parent, K.GENERAL_BRANCH, f"{name}社区党总支部", f"{name}社区党总支", place)
        return self._child(parent, K.COMMITTEE, f"{name}村委员会", f"{name}村党委", place)

    def _basic(self, parent: PlannedBranch, place: int) -> PlannedBranch:
        lot, place_name = self._chance.random(), self._place(parent, place)
        if lot < 0.06:
            return self._child(parent, K.JOINT_BRANCH, f"{place_name}园区联合党支部", None, place)
        if lot < 0.08:
            return self._child(parent, K.PROVISIONAL_BRANCH, f"{place_name}项目临时党支部", None, place)
        above = parent.name.removesuffix("委员会").removesuffix("党总支部")
        return self._child(parent, K.BRANCH, f"{above}第{numeral(place + 1)}党支部", None, place)

    def _divide(self, above: PlannedBranch, branch: PlannedBranch, count: int) -> None:
        """A branch of a committee becomes a general branch with branches; one of a general branch gets groups."""
        if above.kind is K.COMMITTEE and branch.kind is K.BRANCH:
            branch.kind = K.GENERAL_BRANCH
            branch.name = branch.short_name = branch.name.replace("党支部", "党总支部")
            branch.children = self._below(branch, count, self._basic)
        else:
            branch.children = self._below(branch, count, self._group)

    def _group(self, parent: PlannedBranch, place: int) -> PlannedBranch:
        return self._child(parent, K.GROUP, f"第{numeral(place + 1)}党小组", None, place)

    def _below(
        self, parent: PlannedBranch, count: int, make: Callable[[PlannedBranch, int], PlannedBranch]
    ) -> list[PlannedBranch]:
        return [make(parent, place) for place in range(count)]

    def _child(self, parent: PlannedBranch, kind: K, name: str, short_name: str | None, place: int) -> PlannedBranch:
        return self._branch(parent.id, parent.lineage, kind, name, short_name or name, place)

    def _branch(
        self, parent_id: UUID, above: tuple[UUID, ...], kind: K, name: str, short_name: str, place: int
    ) -> PlannedBranch:
        identity = invented_identity(self._chance, self._noon - timedelta(days=800))
        founded = _OLDEST + timedelta(days=self._chance.randrange((_NEWEST - _OLDEST).days))
        return PlannedBranch(identity, parent_id, kind, name, short_name, place, (*above, identity), founded)

    def _place(self, parent: PlannedBranch, number: int) -> str:
        """A name that no sibling has; other parents' children may."""
        place = number + 5 * parent.position
        return _FIRST[place % len(_FIRST)] + _SECOND[(place // len(_FIRST) + place) % len(_SECOND)]


def numeral(number: int) -> str:
    """1…99 as it stands in names: 十二, 三十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def _scaled(count: int, scale: float) -> int:
    return max(1, round(count * scale))


def _dealt(count: int, parents: int) -> list[int]:
    """`count` children over the parents, as evenly as it goes."""
    each, more = divmod(count, parents)
    return [each + (1 if place < more else 0) for place in range(parents)]
