"""Invented people and organisations: the same for the same seed, and such as the register and the tree would take."""

from dataclasses import fields
from datetime import UTC, date, datetime
from random import Random
from typing import Any
from uuid import UUID

from models.enums.branches import BranchKind
from models.enums.members import Stage, Standing
from services.branches.kinds import may_stand_below
from services.demo.districts import Site, numeral, planned_districts, shares
from services.demo.members import InventedMember, invented_member
from services.demo.registers import MEMBER_COLUMNS, Batch, Clerk, FieldKeys, rows_of
from services.members.consistency import Said, faults
from services.members.id_numbers import parse
from services.members.registration import TAKES_MEMBERS
from services.members.vault import normalised_phone

TODAY = date(2026, 11, 22)
BRANCH, OTHER = UUID(int=1), UUID(int=2)
CLERK = Clerk(UUID(int=3), "周明远", datetime(2026, 11, 22, tzinfo=UTC), TODAY)
KEYS = FieldKeys((b"f" * 32,), b"l" * 32)
SEALED = {"id_number", "phone", "address", "pay_base"}


def people(count: int, seed: str = "1") -> list[InventedMember]:
    chance = Random(seed)
    return [invented_member(chance, number, BRANCH, TODAY) for number in range(count)]


def readable(seed: str) -> list[dict[str, Any]]:
    """The rows of a batch; a sealed value is another each time, so it is opened."""
    rows = rows_of(Batch(seed, 700, [(BRANCH, 40), (OTHER, 20)]), CLERK, KEYS)
    vault = KEYS.vault()
    return [
        {
            name: vault.opened(value) if name in SEALED else value
            for name, value in zip(MEMBER_COLUMNS, row, strict=True)
        }
        for row in rows.members
    ]


def test_the_same_seed_gives_the_same_people() -> None:
    assert readable("1") == readable("1")
    assert not {row["id"] for row in readable("1")} & {row["id"] for row in readable("2")}
    assert [row["branch_id"] for row in readable("1")] == [BRANCH] * 40 + [OTHER] * 20


def test_the_register_would_take_everybody() -> None:
    asked = {field.name for field in fields(Said)} - {"id_number"}
    for invented in people(1500):
        person = invented.person
        said = Said(parse(person.id_number, TODAY), **{name: getattr(person, name) for name in asked})
        assert faults(said, TODAY) == [], person
        assert person.phone is None or normalised_phone(person.phone) == person.phone
        if invented.departure is not None:
            first = person.full_on or person.stage_since
            assert first is not None
            assert first <= invented.departure.on <= TODAY


def test_numbers_of_nobody_and_all_different() -> None:
    chance = Random("far apart")
    numbers = [*range(1200), *range(49_900, 50_100), *range(299_000, 299_200)]
    found = {invented_member(chance, number, BRANCH, TODAY).person.id_number for number in numbers}
    assert len(found) == len(numbers)
    assert {number[:2] for number in found} == {"99"}
    phones = [invented.person.phone for invented in people(500) if invented.person.phone]
    assert len(set(phones)) == len(phones)


def test_people_of_every_sort() -> None:
    crowd = people(1500)
    assert {invented.person.stage for invented in crowd} == set(Stage)
    gone = {invented.departure.standing for invented in crowd if invented.departure}
    assert gone == {Standing.SUSPENDED, Standing.REMOVED, Standing.DECEASED, Standing.ENDED}
    assert any(invented.person.floating_to for invented in crowd)
    assert any(invented.person.lost_contact_since for invented in crowd)
    lengths = {len(invented.person.name) for invented in crowd}
    assert {2, 3, 4} <= lengths
    assert any("·" in invented.person.name for invented in crowd)


def test_a_city_with_more_districts_than_places_has_no_name_twice() -> None:
    planned = planned_districts(Random("tree"), Site(UUID(int=9), 40, TODAY), 450_000)
    names = {(branch.parent_id, branch.name) for branch in planned}
    assert len(names) == len(planned)


def test_a_tree_of_six_levels() -> None:
    root = UUID(int=9)
    planned = planned_districts(Random("tree"), Site(root, 40, TODAY), 300_000)
    by_level = [sum(branch.level == level for branch in planned) for level in range(1, 7)]
    assert by_level == [0, 20, 300, 2400, 10_000, 2279]
    known = {branch.id: branch for branch in planned}
    edges = [edge for branch in planned for edge in (branch.lft, branch.rgt)]
    assert min(edges) == 40
    assert len(set(edges)) == len(edges)
    names = set()
    for branch in planned:
        above = known.get(branch.parent_id)
        assert may_stand_below(branch.kind, above.kind if above else BranchKind.COMMITTEE), branch
        assert above is None or above.lft < branch.lft < branch.rgt < above.rgt
        assert branch.lineage == (*(above.lineage if above else (root,)), branch.id)
        names.add((branch.parent_id, branch.name))
    assert len(names) == len(planned)
    shared = shares(Random("shares"), planned, 300_000)
    assert sum(count for _, count in shared) == 300_000
    assert {branch.kind for branch, _ in shared} == TAKES_MEMBERS
    assert [numeral(number) for number in (7, 10, 12, 30, 45)] == ["七", "十", "十二", "三十", "四十五"]
