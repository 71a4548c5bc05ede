"""Youth theory study groups over HTTP: formed, joined, left; expected at sessions; points under the youth scheme."""

from datetime import timedelta
from typing import Any

import pytest

from services.kit.clock import today
from tests.support.people import Offices
from tests.support.points import CLERK, COMMITTEE, SECRETARY, STAFF, Thing, rule
from tests.support.study import SESSIONS, School

pytestmark = pytest.mark.usefixtures("by_day")

GROUPS = "/api/v1/study-groups"
YEAR = today().year


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


def wanted(school: School, *members: Thing, **given: Any) -> Thing:
    return {
        "branch_id": str(school.offices.lead.id),
        "name": "青年理论学习第一小组",
        "field": "干部工作",
        "mentor_name": "周明远",
        "mentor_title": "市委党校教授",
        "formed_on": (today() - timedelta(days=30)).isoformat(),
        "member_ids": [member["id"] for member in members],
        **given,
    }


async def test_a_group_is_formed_joined_left_and_dissolved(school: School) -> None:
    first, second, third = await school.members("单建国", "安平", "王芳")
    refused = await school.book.post(SECRETARY, GROUPS, wanted(school, first, leader_id=second["id"]), 422)
    assert refused["code"] == "study.group_leader_outside"
    group = await school.book.post(SECRETARY, GROUPS, wanted(school, first, second, leader_id=first["id"]))
    assert (group["members"], group["leader"]["name"], group["people"][0]["member"]["name"]) == (2, "单建国", "安平")
    assert (await school.book.post(SECRETARY, GROUPS, wanted(school), 409))["code"] == "study.group_name_taken"
    url, day = f"{GROUPS}/{group['id']}", today().isoformat()
    grown = await school.book.post(
        SECRETARY, f"{url}/members", {"member_ids": [third["id"], first["id"]], "from_on": day}, 200, group
    )
    assert (grown["members"], grown["version"] > group["version"]) == (3, True)
    stale = {"member_ids": [third["id"]], "from_on": day}
    await school.book.post(SECRETARY, f"{url}/members", stale, 412, group)
    early = {"member_id": third["id"], "to_on": (today() - timedelta(days=1)).isoformat()}
    assert (await school.book.post(SECRETARY, f"{url}/release", early, 422, grown))["code"] == "study.group_day"
    left = await school.book.post(SECRETARY, f"{url}/release", {"member_id": first["id"], "to_on": day}, 200, grown)
    assert (left["members"], left["leader"]) == (2, None), "a leader who leaves leads no more"
    gone = await school.book.post(SECRETARY, f"{url}/release", {"member_id": first["id"], "to_on": day}, 409, left)
    assert gone["code"] == "study.group_not_in"
    account = await school.book.account_of(second)
    own = await school.book.get(account, GROUPS, mine=True)
    assert [item["id"] for item in own["items"]] == [group["id"]]
    assert (await school.book.get(account, url))["people"] is not None
    assert (await school.book.get(STAFF, url))["people"] is None, "staff see that there is a group, and nobody in it"
    over = {"dissolved_on": day, "reason": "任务完成"}
    ended = await school.book.post(SECRETARY, f"{url}/dissolve", over, 200, left)
    assert (ended["members"], ended["may_change"]) == (0, False)
    assert all(person["to_on"] == day for person in ended["people"])
    again = await school.patch(SECRETARY, url, {"name": "改名"}, ended, 409)
    assert again["code"] == "study.group_dissolved"
    assert (await school.book.get(SECRETARY, GROUPS, standing=True, with_total=True))["total"] == 0


async def test_a_group_is_expected_at_its_sessions_and_earns_under_the_youth_scheme(school: School) -> None:
    await school.book.scheme()
    youth = [rule("QN-01", "study_session", YEAR, title="参加青年理论学习", points=3)]
    await school.book.scheme(kind="youth", rules=youth)
    first, second, _other = await school.members("单建国", "安平", "王芳")
    group = await school.book.post(SECRETARY, GROUPS, wanted(school, first, second))
    refused = await school.book.post(CLERK, SESSIONS, school.plan(expected="group"), 422)
    assert refused["code"] == "study.group_missing"
    elsewhere = school.plan(school.offices.support, expected="group", group_id=group["id"])
    unknown = await school.book.post(school.offices.support_secretary, SESSIONS, elsewhere, 422)
    assert unknown["code"] == "study.group_unknown"
    session = await school.session(expected="group", group_id=group["id"])
    assert (session["counts"]["expected"], session["group_id"]) == (2, group["id"])
    done = await school.confirmed(session, {"member_id": second["id"], "mark": "absent"})
    assert done["outcome"] == {"records": 1, "hours": "2.00", "points": 5, "waiting": 0, "unrewarded": 0}
    scores = [(await school.book.year(first, kind=kind))["score"] for kind in ("member", "youth")]
    assert scores == [62, 63]
    account, of_group = await school.book.account_of(first), {"group_id": group["id"]}
    plain = await school.confirmed(await school.session(expected="named", member_ids=[first["id"]], kind="lecture"))
    assert plain["outcome"]["points"] == 2, "what the branch holds is no matter of the group's"
    assert (await school.book.year(first, kind="youth"))["score"] == 63
    assert (await school.book.get(SECRETARY, f"{GROUPS}/{group['id']}"))["sessions"] == 1
    listed = await school.book.get(STAFF, SESSIONS, **of_group, with_total=True)
    assert ([item["id"] for item in listed["items"]], listed["total"]) == ([session["id"]], 1)
    own = [await school.book.get(account, f"/api/v1/me{SESSIONS[7:]}", **given) for given in (of_group, {})]
    assert [len(page["items"]) for page in own] == [1, 2], "of the group, and all of one's own"
    reopened = await school.move(SECRETARY, done, "reopen", comment="登记有误")
    assert reopened["outcome"]["points"] == -5
    back = [(await school.book.year(first, kind=kind))["score"] for kind in ("member", "youth")]
    assert back == [62, 60]
    assert not await school.book.faults()


async def test_a_group_of_an_organisation_takes_people_from_its_branches_alone(school: School) -> None:
    [inside] = await school.members("单建国")
    [outside] = await school.members("安平", branch=school.offices.foreign, who=school.offices.foreign_secretary)
    organ = str(school.offices.organ.id)
    await school.book.post(SECRETARY, GROUPS, wanted(school, inside, branch_id=organ), 404)
    refused = await school.book.post(COMMITTEE, GROUPS, wanted(school, inside, outside, branch_id=organ), 422)
    assert (refused["code"], refused["errors"][0]["pointer"]) == ("study.group_member_unknown", "/member_ids")
    group = await school.book.post(COMMITTEE, GROUPS, wanted(school, inside, branch_id=organ))
    given = {"expected": "group", "group_id": group["id"]}
    session = await school.session(school.offices.organ, who=COMMITTEE, **given)
    assert session["counts"]["expected"] == 1
    future = wanted(school, formed_on=(today() + timedelta(days=1)).isoformat())
    assert (await school.book.post(SECRETARY, GROUPS, future, 422))["code"] == "study.group_day"
