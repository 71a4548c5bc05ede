"""Lists of material, groups and exemptions: one query a page, whatever is on it; what has ended takes no step."""

from datetime import timedelta
from typing import Any

import pytest

from models.enums.accounts import Role
from services.kit.clock import today
from services.kit.reader import ConnectionReader
from tests.support.people import Offices
from tests.support.points import CLERK, SECRETARY, Thing
from tests.support.study import School

pytestmark = pytest.mark.usefixtures("by_day")

DAY, DUE = today().isoformat(), (today() + timedelta(days=60)).isoformat()
MATERIALS, GROUPS, EXEMPTIONS = (f"/api/v1/study-{what}" for what in ("materials", "groups", "exemptions"))


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


def bodies(lead: str, members: list[Thing]) -> dict[str, list[Thing]]:
    decided = {"ground": "aged", "from_on": DAY, "decided_on": DAY, "decision": "支委会", "reason": "年老"}
    return {
        MATERIALS: [{"branch_id": lead, "title": f"材料{n}", "due_on": DUE} for n in range(3)],
        GROUPS: [
            {"branch_id": lead, "name": f"第{n}小组", "field": "综合", "formed_on": DAY, "member_ids": [member["id"]]}
            for n, member in enumerate(members)
        ],
        EXEMPTIONS: [{**decided, "member_id": member["id"]} for member in members],
    }


async def test_a_page_is_one_query_and_goes_on_where_it_ended(school: School) -> None:
    members = await school.members("单建国", "安平", "王芳")
    reader = school.offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    for url, wanted in bodies(str(school.offices.lead.id), members).items():
        made = [await school.book.post(SECRETARY, url, wanted[0])]
        costs: list[int] = []
        page: Thing = {}
        for further in ([], wanted[1:]):
            made += [await school.book.post(SECRETARY, url, each) for each in further]
            before = reader.count
            page = await school.book.get(SECRETARY, url, limit=2)
            costs.append(reader.count - before)
        assert costs[0] == costs[1], url
        rest = await school.book.get(SECRETARY, url, limit=2, cursor=page["next_cursor"], with_total=True)
        ids = [item["id"] for item in (*page["items"], *rest["items"])]
        assert (sorted(ids), rest["total"], rest["next_cursor"]) == (sorted(one["id"] for one in made), 3, None)
        since = await school.book.get(SECRETARY, url, updated_since=made[1]["updated_at"])
        assert [item["id"] for item in since["items"]] == [one["id"] for one in made[1:]], "oldest change first"
        assert (await school.book.get(SECRETARY, url, 422, sort="hours"))["code"] == "paging.unknown_sort"


async def test_what_has_ended_takes_no_further_step(school: School) -> None:
    members = await school.members("单建国", "安平")
    lead = str(school.offices.lead.id)
    made = {url: await school.book.post(SECRETARY, url, wanted[0]) for url, wanted in bodies(lead, members).items()}
    new = {"branch_id": lead, "title": "新", "due_on": DUE, "reason": "x"}
    steps: dict[str, tuple[tuple[str, Thing], list[tuple[str, Any]]]] = {
        MATERIALS: (
            ("withdraw", {"reason": "x"}),
            [("withdraw", {"reason": "x"}), ("replace", new), ("", {"title": "x"})],
        ),
        GROUPS: (
            ("dissolve", {"dissolved_on": DAY, "reason": "x"}),
            [
                ("dissolve", {"dissolved_on": DAY, "reason": "x"}),
                ("members", {"member_ids": [members[1]["id"]], "from_on": DAY}),
                ("release", {"member_id": members[0]["id"], "to_on": DAY}),
                ("", {"name": "x"}),
            ],
        ),
        EXEMPTIONS: (("end", {"reason": "x"}), [("end", {"reason": "x"}), ("end", {"ended_on": DAY, "reason": "x"})]),
    }
    for url, ((ending, given), refused) in steps.items():
        one = f"{url}/{made[url]['id']}"
        over = await school.book.post(SECRETARY, f"{one}/{ending}", given, 200, made[url])
        for step, wanted in refused:
            if step:
                answer = await school.book.post(SECRETARY, f"{one}/{step}", wanted, 409, over)
            else:
                answer = await school.patch(SECRETARY, one, wanted, over, 409)
            assert answer["code"].startswith("study."), (url, step)
        assert await school.book.get(SECRETARY, one) == over


async def test_hours_are_foreseen_as_they_are_counted(school: School) -> None:
    url, day = "/api/v1/study-hours", "2031-03-04"
    asked: dict[str, Any] = {"starts_at": f"{day}T14:30:00+08:00", "ends_at": f"{day}T15:45:00+08:00"}
    seen = await school.book.get(Role.MEMBER, url, **asked)
    rules = {"half_day": "4.00", "day": "8.00", "lesson_minutes": 45}
    assert seen == {"hours": "1.50", "days": 1, "minutes": 75, "rules": rules}
    assert (await school.book.get(CLERK, url, **asked, length="half_day"))["hours"] == "4.00"
    await school.members("单建国")
    planned = await school.session(**asked, length="lessons")
    assert float(planned["hours"]) == float(seen["hours"])
    short = await school.book.get(CLERK, url, **{**asked, "ends_at": f"{day}T14:40:00+08:00"})
    assert float(short["hours"]) == 0
    wrong = await school.book.get(CLERK, url, 422, **{**asked, "ends_at": asked["starts_at"]})
    assert (wrong["code"], wrong["errors"][0]["pointer"]) == ("study.times", "/ends_at")
    await school.book.get(CLERK, url, 422, starts_at="morgen")
