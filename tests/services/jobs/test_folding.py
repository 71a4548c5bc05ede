"""City and districts read sums of their own, exact before, while and after changes are folded into them (adr/0008)."""

import asyncio
from typing import Any

from sqlalchemy import text

from models.enums.accounts import Role
from services.jobs.folding import fold
from services.kit.clock import today
from services.points.checking import faults
from services.study.checking import differing
from tests.support.people import City, Offices, build_offices
from tests.support.points import STAFF, Book
from tests.support.study import School
from tests.support.tickets import match

_WAITING = text(
    "SELECT (SELECT count(*) FROM point_summary_changes), (SELECT count(*) FROM study_summary_changes),"
    " (SELECT count(*) FROM point_area_summaries), (SELECT count(*) FROM study_area_summaries)"
)
POINTS, STUDY = "/api/v1/branches/{}/points/distribution", "/api/v1/branches/{}/study"


class Areas:
    """What staff see of the city and of what stands below it."""

    def __init__(self, offices: Offices) -> None:
        self.book, self.places = Book(offices), (offices.root, offices.organ, offices.district, offices.lead)
        self.database = offices.city.platform.database

    async def seen(self) -> list[Any]:
        points = [await self.book.get(STAFF, POINTS.format(place.id)) for place in self.places]
        study = [await self.book.get(STAFF, STUDY.format(place.id)) for place in self.places]
        spread = [(each["members"], each["exempt"], [b["members"] for b in each["histogram"]]) for each in points]
        assert all(each["counted_at"] for each in points)
        return [*spread, *((each["hours"], each["records"], each["by_kind"]) for each in study)]

    async def fold(self) -> bool:
        async with self.database.transaction() as session:
            return await fold(session)

    async def check(self) -> tuple[int, ...]:
        """Everything agrees; gives what waits in the queues and how many sums there are."""
        async with self.database.transaction() as session:
            assert not await faults(session)
            assert not await differing(session)
            return tuple((await session.execute(_WAITING)).one())


async def test_what_areas_read_is_exact_at_any_moment(offices: Offices) -> None:
    areas, school = Areas(offices), School.of(offices)
    await areas.book.scheme()
    members = await school.members("单建国", "解学诗", "查良才")
    await school.confirmed(await school.session())
    for times, member in enumerate(members, start=4):
        await areas.book.study(member, times)
    before = await areas.seen()
    assert before[0][0] == before[1][0] == before[3][0] == 3  # city, organ, branch; nobody in the district
    assert before[2][0] == 0
    assert before[4][1] == 3
    waiting = await areas.check()
    assert waiting[0] > 0
    assert waiting[2:] == (0, 0)
    assert await areas.fold()
    assert await areas.check() == (0, 0, 2, 2)
    assert await areas.seen() == before
    # Entries that leave everybody in their ten points change no summary, so that nothing waits.
    [answer] = await areas.book.study(members[0])
    assert answer.points == 0 or (await areas.check())[0] == 0
    async with areas.database.transaction() as session:
        await session.execute(text("UPDATE point_area_summaries SET members = members + 1"))
        await session.execute(text("UPDATE study_area_summaries SET hours = hours + 1"))
        assert len((await faults(session)).areas) == 2
        assert await differing(session) == {"areas": 2}
        await session.rollback()


async def test_folding_while_people_write_and_branches_move(live_city: City) -> None:
    offices = await build_offices(live_city)
    areas = Areas(offices)
    await areas.book.scheme()
    members = [await areas.book.member(f"单建{n}") for n in "国业功"]
    await asyncio.gather(
        *(areas.book.study(member, 6) for member in members),
        *(areas.fold() for _ in range(3)),
    )
    exempt = {"year": today().year, "flag": "exempt", "reason": "年老体弱"}
    await areas.book.post(Role.BRANCH_SECRETARY, f"/api/v1/members/{members[0]['id']}/points/flags", exempt)
    await areas.check()
    assert await areas.fold()
    admin = await offices.city.client(offices.people[Role.ADMIN])
    url = f"/api/v1/branches/{offices.lead.id}"
    seen = (await admin.get(url)).json()
    moved = await admin.post(f"{url}/move", json={"parent_id": str(offices.district.id)}, headers=match(seen))
    assert moved.status_code == 200, moved.text
    city, organ, district, branch, *_ = await areas.seen()
    assert city == district == branch
    assert (city[0], city[1], sum(city[2])) == (3, 1, 2)
    assert organ == (0, 0, [0] * 11)
    assert await areas.fold()
    assert (await areas.check())[:2] == (0, 0)
    assert (await areas.seen())[:3] == [city, organ, district]
