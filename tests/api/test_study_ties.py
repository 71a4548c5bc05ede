"""What of study hangs on a branch that goes, or on a record that is merged, goes its way."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from models.enums.accounts import Role
from services.kit.clock import today
from tests.support.people import Offices
from tests.support.points import COMMITTEE, SECRETARY
from tests.support.study import School
from tests.support.tickets import made, match

pytestmark = pytest.mark.usefixtures("by_day")

DAY = today().isoformat()


async def test_groups_and_material_end_with_their_branch(offices: Offices) -> None:
    school = School.of(offices)
    branch = await offices.city.branch("临时学习支部", offices.organ)
    group = {"branch_id": str(branch.id), "name": "青年小组", "field": "综合", "formed_on": DAY}
    due = (today() + timedelta(days=9)).isoformat()
    formed = await school.book.post(COMMITTEE, "/api/v1/study-groups", group)
    material = {"branch_id": str(branch.id), "title": "必学", "due_on": due}
    asked = await school.book.post(COMMITTEE, "/api/v1/study-materials", material)
    admin = await school.book.client(Role.ADMIN)
    seen = made(await admin.get(f"/api/v1/branches/{branch.id}"), 200)
    decision = {"reason": "支部撤销", "decided_on": DAY}
    made(await admin.post(f"/api/v1/branches/{branch.id}/dissolve", json=decision, headers=match(seen)), 200)
    gone = await school.book.get(COMMITTEE, f"/api/v1/study-groups/{formed['id']}")
    assert (gone["dissolved_on"], gone["dissolve_reason"]) == (DAY, "支部撤销")
    ended = await school.book.get(COMMITTEE, f"/api/v1/study-materials/{asked['id']}")
    assert (ended["state"], ended["end_reason"]) == ("withdrawn", "支部撤销")


async def test_of_a_person_registered_twice_everything_goes_to_the_record_that_goes_on(offices: Offices) -> None:
    school = School.of(offices)
    this, other = await school.members("单建国", "单建国")
    exemption = {
        "ground": "aged", "from_on": DAY, "decided_on": DAY, "decision": "支部党员大会", "reason": "年老",
    }  # fmt: skip
    for member in (this, other):
        await school.book.post(SECRETARY, "/api/v1/study-exemptions", {**exemption, "member_id": member["id"]})
    lead = str(offices.lead.id)
    both = {"branch_id": lead, "name": "甲", "field": "综合", "formed_on": DAY, "leader_id": other["id"]}
    both["member_ids"] = [this["id"], other["id"]]
    first = await school.book.post(SECRETARY, "/api/v1/study-groups", both)
    alone = {**both, "name": "乙", "member_ids": [other["id"]]}
    second = await school.book.post(SECRETARY, "/api/v1/study-groups", alone)
    post = {"office": "publicity", "person_name": "单建国", "selection": "elected", "from_on": DAY}
    held = await school.book.post(COMMITTEE, f"/api/v1/branches/{lead}/posts", {**post, "member_id": other["id"]})
    merger = {"other_id": other["id"], "other_version": other["version"], "reason": "同一人", "keep": {}}
    client = await school.book.client(SECRETARY)
    made(await client.post(f"/api/v1/members/{this['id']}/merge", json=merger, headers=match(this)), 200)
    posts = await school.book.get(COMMITTEE, f"/api/v1/branches/{lead}/posts")
    assert [(item["id"], item["member_id"]) for item in posts["items"]] == [(held["id"], this["id"])]
    groups = [await school.book.get(SECRETARY, f"/api/v1/study-groups/{group['id']}") for group in (first, second)]
    assert [group["leader"]["id"] for group in groups] == [this["id"], this["id"]]
    assert [group["members"] for group in groups] == [1, 1], "in a group that had both, one place is left"
    present = [{p["member"]["id"] for p in group["people"] if p["to_on"] is None} for group in groups]
    assert present == [{this["id"]}, {this["id"]}]
    async with offices.city.platform.database.transaction() as session:
        rows = await session.execute(text("SELECT member_id::text FROM study_exemptions ORDER BY created_at"))
        assert [row.member_id for row in rows] == [this["id"], other["id"]]
