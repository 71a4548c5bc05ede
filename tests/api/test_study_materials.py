"""Compulsory material over HTTP: published, studied, covered, reminded of, withdrawn and replaced with a reason."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from models.enums.accounts import Role
from services.kit.clock import today
from services.kit.reader import ConnectionReader
from tests.support.people import Offices
from tests.support.points import CLERK, COMMITTEE, SECRETARY, STAFF, Thing
from tests.support.study import RECORDS, School
from tests.support.tickets import made, match

pytestmark = pytest.mark.usefixtures("by_day")

MATERIALS = "/api/v1/study-materials"


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


def wanted(school: School, **given: Any) -> Thing:
    return {
        "branch_id": str(school.offices.organ.id),
        "title": "《中国共产党纪律处分条例》",
        "document_no": "中发〔2023〕号",
        "due_on": (today() + timedelta(days=10)).isoformat(),
        "hours": "4",
        **given,
    }


async def test_whoever_attended_or_read_it_has_done_it(school: School) -> None:
    attended, reader, exempt, lacking = await school.members("单建国", "安平", "王芳", "古丽巴哈尔·买买提")
    material = await school.book.post(COMMITTEE, MATERIALS, wanted(school))
    assert (material["state"], material["overdue"], material["may_change"]) == ("published", False, True)
    given = {"material_id": material["id"], "expected": "named", "member_ids": [attended["id"]]}
    session = await school.session(**given)
    url = f"{MATERIALS}/{material['id']}/coverage"
    lead = str(school.offices.lead.id)

    async def missing() -> list[str]:
        seen = await school.book.get(SECRETARY, url, branch_id=lead, cursor="")
        return [line["member"]["name"] for line in seen["missing_members"]]

    await school.recorded(session)
    assert await missing() == ["安平", "古丽巴哈尔·买买提", "单建国", "王芳"], "an open sheet is no study yet"
    session = await school.book.get(SECRETARY, f"/api/v1/study-sessions/{session['id']}")
    await school.move(SECRETARY, session, "confirm")
    record = await school.declared(CLERK, member_id=reader["id"], material_id=material["id"])
    assert await missing() == ["安平", "古丽巴哈尔·买买提", "王芳"]
    await school.move(SECRETARY, record, "confirm", url=RECORDS)
    decision = {
        "member_id": exempt["id"], "ground": "ill", "from_on": "2026-01-01", "decided_on": "2026-01-01",
        "decision": "支委会", "reason": "住院",
    }  # fmt: skip
    await school.book.post(SECRETARY, "/api/v1/study-exemptions", decision)
    assert await missing() == [lacking["name"]]
    seen = await school.book.get(COMMITTEE, url)
    counts = {"members": 4, "exempt": 1, "done": 2, "missing": 1}
    assert {name: seen[name] for name in counts} == counts
    assert [(line["branch"]["id"], line["done"]) for line in seen["by_branch"]] == [(lead, 2)]
    assert (await school.book.get(STAFF, url, branch_id=lead))["missing_members"] is None
    account = await school.book.account_of(reader)
    own = (await school.book.get(account, f"{MATERIALS}/{material['id']}"))["own_done_on"]
    assert own == today().isoformat()
    assert (await school.book.get(account, MATERIALS, open=True))["items"] == []
    other = await school.book.account_of(lacking)
    assert [item["id"] for item in (await school.book.get(other, MATERIALS, open=True))["items"]] == [material["id"]]
    await school.book.get(other, url, 403)


async def test_the_branch_is_reminded_of_what_is_due_and_overdue(school: School) -> None:
    await school.members("单建国", "安平")
    begun = today() - timedelta(days=20)
    with time_machine.travel(begun):
        late = await school.book.post(
            COMMITTEE, MATERIALS, wanted(school, due_on=(begun + timedelta(days=5)).isoformat(), title="逾期材料")
        )
    await school.book.post(COMMITTEE, MATERIALS, wanted(school, title="临期材料"))
    far = (today() + timedelta(days=100)).isoformat()
    await school.book.post(COMMITTEE, MATERIALS, wanted(school, title="尚早材料", due_on=far))
    url = f"/api/v1/branches/{school.offices.lead.id}/study/reminders"
    items = (await school.book.get(SECRETARY, url))["items"]
    assert [(item["material"]["name"], item["overdue"], item["missing"]) for item in items] == [
        ("逾期材料", True, 2), ("临期材料", False, 2),
    ]  # fmt: skip
    assert (await school.book.get(SECRETARY, f"{MATERIALS}/{late['id']}"))["overdue"] is True
    reader = school.offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    before = reader.count
    await school.book.get(SECRETARY, url)
    assert reader.count - before <= 4, "however many materials and members"
    supports = f"/api/v1/branches/{school.offices.support.id}/study/reminders"
    assert (await school.book.get(COMMITTEE, supports))["items"] == [], "nobody there lacks anything"


async def test_it_is_withdrawn_or_replaced_with_a_reason_and_then_stays(school: School) -> None:
    material = await school.book.post(STAFF, MATERIALS, wanted(school, branch_id=str(school.offices.root.id)))
    target = f"{MATERIALS}/{material['id']}"
    await school.book.post(COMMITTEE, f"{target}/withdraw", {"reason": "不归我管"}, 404, material)
    await school.patch(STAFF, target, {"title": "改名"}, {**material, "version": 9}, 412)
    early = {"due_on": (today() - timedelta(days=1)).isoformat()}
    assert (await school.patch(STAFF, target, early, material, 422))["code"] == "study.material_due"
    changed = await school.patch(STAFF, target, {"title": "改名", "note": "全文学习"}, material)
    new = {**wanted(school, title="新修订", branch_id=str(school.offices.root.id)), "reason": "已修订"}
    other = await school.book.post(STAFF, f"{target}/replace", new, 201, changed)
    former = await school.book.get(STAFF, target)
    assert (former["state"], former["replaced_by"], former["end_reason"]) == ("replaced", other["id"], "已修订")
    assert (await school.book.post(STAFF, f"{target}/withdraw", {"reason": "x"}, 409, former))["code"].endswith("ended")
    gone = await school.book.post(STAFF, f"{MATERIALS}/{other['id']}/withdraw", {"reason": "发错"}, 200, other)
    assert (gone["state_label"], gone["may_change"]) == ("已撤下", False)
    refused = await school.book.post(CLERK, "/api/v1/study-sessions", school.plan(material_id=other["id"]), 422)
    assert refused["code"] == "study.material_unknown"
    listed = await school.book.get(STAFF, MATERIALS, state="published", with_total=True)
    assert listed["total"] == 0


async def test_a_branch_asks_its_own_people_and_nobody_asks_elsewhere(school: School) -> None:
    offices = school.offices
    own = await school.book.post(SECRETARY, MATERIALS, wanted(school, branch_id=str(offices.lead.id)))
    await school.book.post(SECRETARY, MATERIALS, wanted(school), 404)
    await school.book.post(Role.SUPERVISOR, MATERIALS, wanted(school), 403)
    support = offices.support_secretary
    await school.book.get(support, f"{MATERIALS}/{own['id']}", 404)
    plan = school.plan(offices.support, material_id=own["id"])
    refused = await school.book.post(support, "/api/v1/study-sessions", plan, 422)
    assert refused["code"] == "study.material_unknown", "what another branch asks for concerns nobody here"
    bad = wanted(school, branch_id=str(offices.lead.id), url="javascript:alert(1)")
    await school.book.post(SECRETARY, MATERIALS, bad, 422)
    unknown = wanted(school, branch_id=str(offices.lead.id), source_document_id=own["id"])
    assert (await school.book.post(SECRETARY, MATERIALS, unknown, 422))["code"] == "study.material_document_unknown"


async def test_the_text_itself_can_be_put_to_it(school: School) -> None:
    material = await school.book.post(SECRETARY, MATERIALS, wanted(school, branch_id=str(school.offices.lead.id)))
    client, url = await school.book.client(SECRETARY), f"{MATERIALS}/{material['id']}/file"
    await school.book.get(SECRETARY, url, 404)
    wrong = {"file": ("条例.exe", b"MZ", "application/octet-stream")}
    assert (await client.post(url, files=wrong, headers=match(material))).status_code == 415
    for content in (b"%PDF-1.7 first", b"%PDF-1.7 second"):
        files = {"file": ("条例.pdf", content, "application/pdf")}
        material = made(await client.post(url, files=files, headers=match(material)), 200)
    assert material["file"]["name"] == "条例.pdf"
    member = await school.book.client(Role.MEMBER)
    answer = await member.get(url)
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF-1.7 second", "application/pdf")
