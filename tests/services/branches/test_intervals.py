"""Room in the preorder: others are renumbered once, not each time."""

from sqlalchemy import select

from models.branches import Branch
from models.enums.branches import BranchKind
from services.branches.intervals import WIDTHS
from tests.support.people import City, Offices


async def edges(city: City) -> dict[str, tuple[int, int]]:
    async with city.platform.database.transaction() as session:
        rows = (await session.execute(select(Branch.name, Branch.lft, Branch.rgt))).all()
    return {name: (lft, rgt) for name, lft, rgt in rows}


async def test_a_new_branch_moves_nobody_while_there_is_room(offices: Offices) -> None:
    before = await edges(offices.city)
    await offices.city.branch("新支部", offices.organ)
    after = await edges(offices.city)
    assert {name: after[name] for name in before} == before
    assert before[offices.support.name][1] < after["新支部"][0] < after["新支部"][1] < before[offices.organ.name][1]


async def test_when_there_is_none_it_is_made_for_many(offices: Offices) -> None:
    city, room = offices.city, WIDTHS[2] // WIDTHS[3]
    async with city.platform.database.transaction() as session:
        organ = await session.get_one(Branch, offices.organ.id, populate_existing=True)
        last = await session.get_one(Branch, offices.support.id, populate_existing=True)
        last.rgt = organ.rgt - 1
    full = await edges(city)
    await city.branch("再来一个支部", offices.organ)
    made = await edges(city)
    assert made[offices.organ.name][0] == full[offices.organ.name][0]
    assert made[offices.support.name] == full[offices.support.name]
    assert made[offices.district.name][0] > full[offices.district.name][0]
    assert made[offices.foreign.name][1] < made[offices.district.name][1] < made[offices.root.name][1]
    assert made["再来一个支部"][1] < made[offices.organ.name][1] < made[offices.district.name][0]
    for number in range(room // 4):
        await city.branch(f"第{number}个支部", offices.organ)
    later = await edges(city)
    assert {name: later[name] for name in made} == made


async def test_at_the_end_of_all_numbers_they_are_given_out_anew(offices: Offices) -> None:
    city = offices.city
    async with city.platform.database.transaction() as session:
        root = await session.get_one(Branch, offices.root.id, populate_existing=True)
        district = await session.get_one(Branch, offices.district.id, populate_existing=True)
        root.rgt, district.rgt = 2**31 - 2, 2**31 - 3
    before = await edges(city)
    await city.branch("中共云川市临江县委员会", offices.root, BranchKind.COMMITTEE)
    after = await edges(city)
    assert max(rgt for _, rgt in after.values()) < 2**29
    assert sorted(before, key=lambda name: before[name]) == sorted(before, key=lambda name: after[name])
    for name, above in ((offices.lead.name, offices.organ.name), (offices.organ.name, offices.root.name)):
        assert after[above][0] < after[name][0] < after[name][1] < after[above][1]
    assert after[offices.district.name][1] < after["中共云川市临江县委员会"][0]
