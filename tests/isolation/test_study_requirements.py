"""Exemptions, groups, material and what is missing: elsewhere they do not exist, and upward they have no names."""

from datetime import timedelta
from typing import Any

import pytest

from models.enums.accounts import Role
from services.kit.clock import today
from tests.support.counting import row_counts
from tests.support.people import Offices
from tests.support.points import CLERK, COMMITTEE, SECRETARY, STAFF, Thing
from tests.support.study import SESSIONS, School
from tests.support.tickets import made

pytestmark = pytest.mark.usefixtures("by_day")

NAME, SECRET = "万俟雪", "内部安排"
EXEMPTIONS, GROUPS, MATERIALS, FIGURES = (
    f"/api/v1/study-{what}" for what in ("exemptions", "groups", "materials", "figures")
)
DAY = today().isoformat()


async def made_things(school: School, member: Thing) -> dict[str, Thing]:
    lead, book = str(school.offices.lead.id), school.book
    exemption = {
        "member_id": member["id"], "ground": "ill", "from_on": DAY, "decided_on": DAY, "decision": SECRET,
        "reason": SECRET,
    }  # fmt: skip
    group = {"branch_id": lead, "name": SECRET, "field": SECRET, "formed_on": DAY, "member_ids": [member["id"]]}
    due = (today() + timedelta(days=9)).isoformat()
    figure = {"branch_id": str(school.offices.organ.id), "code": "member_hours", "amount": "40", "basis": SECRET}
    return {
        "exemption": await book.post(SECRETARY, EXEMPTIONS, exemption),
        "group": await book.post(SECRETARY, GROUPS, group),
        "material": await book.post(SECRETARY, MATERIALS, {"branch_id": lead, "title": SECRET, "due_on": due}),
        "figure": await book.post(COMMITTEE, FIGURES, {**figure, "from_year": today().year}),
        "session": await school.session(topic=SECRET),
    }


def attempts(offices: Offices, member: Thing, things: dict[str, Thing]) -> list[tuple[str, str, Any]]:
    one = {name: thing["id"] for name, thing in things.items()}
    lead, due, reason = str(offices.lead.id), (today() + timedelta(days=9)).isoformat(), {"reason": "x"}
    branch, session = f"/api/v1/branches/{lead}/study", f"{SESSIONS}/{one['session']}"
    group, material = f"{GROUPS}/{one['group']}", f"{MATERIALS}/{one['material']}"
    exempt = {"ground": "aged", "from_on": DAY, "decided_on": DAY, "decision": "x", "reason": "x"}
    return [
        ("GET", f"{EXEMPTIONS}/{one['exemption']}", None),
        ("POST", f"{EXEMPTIONS}/{one['exemption']}/end", reason),
        ("POST", EXEMPTIONS, {**exempt, "member_id": member["id"]}),
        ("GET", f"{branch}/figures", None),
        ("GET", f"{branch}/reminders", None),
        ("POST", FIGURES, {"branch_id": lead, "code": "member_hours", "amount": "1", "from_year": 2099, "basis": "x"}),
        ("PATCH", f"{FIGURES}/{one['figure']}", {"amount": "1"}),
        ("GET", group, None),
        ("PATCH", group, {"name": "x"}),
        ("POST", GROUPS, {"branch_id": lead, "name": "x", "field": "x", "formed_on": DAY}),
        ("POST", f"{group}/members", {"member_ids": [member["id"]], "from_on": DAY}),
        ("POST", f"{group}/release", {"member_id": member["id"], "to_on": DAY}),
        ("POST", f"{group}/dissolve", {"dissolved_on": DAY, "reason": "x"}),
        ("GET", material, None),
        ("GET", f"{material}/coverage", None),
        ("GET", f"{material}/file", None),
        ("PATCH", material, {"title": "x"}),
        ("POST", MATERIALS, {"branch_id": lead, "title": "x", "due_on": due}),
        ("POST", f"{material}/withdraw", reason),
        ("POST", f"{material}/replace", {"branch_id": lead, "title": "x", "due_on": due, **reason}),
        ("GET", f"{session}/code", None),
        ("GET", f"{session}/scans", None),
        ("GET", f"{session}/attendance.docx", None),
    ]


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


async def test_elsewhere_there_is_nothing_of_it(school: School) -> None:
    offices = school.offices
    [member] = await school.members(NAME)
    things = await made_things(school, member)
    await school.session(topic=SECRET, expected="group", group_id=things["group"]["id"])
    strangers = [
        offices.support_secretary,
        offices.foreign_secretary,
        await offices.city.account(Role.COMMITTEE_ADMIN, offices.district),
        await offices.city.account(Role.STAFF, offices.district),
        await offices.city.account(Role.MEMBER, offices.foreign),
    ]
    clients = [await school.book.client(who) for who in strangers]
    before = await row_counts(offices.city)
    tries = attempts(offices, member, things)
    files = {"file": ("签到.csv", f"姓名\n{NAME}\n".encode(), "text/csv")}
    for client in clients:
        for method, url, given in tries:
            answer = await client.request(method, url, json=given, headers={"If-Match": '"1"'})
            allowed = {403, 404, 422} if (method, url) == ("POST", EXEMPTIONS) else {403, 404}
            assert answer.status_code in allowed, f"{method} {url}: {answer.status_code} {answer.text}"
            assert NAME not in answer.text
            assert SECRET not in answer.text
        listed = await client.post(f"{SESSIONS}/{things['session']['id']}/attendance/list", files=files)
        assert listed.status_code in {403, 404}
        for url in (EXEMPTIONS, GROUPS, MATERIALS):
            page = made(await client.get(url, params={"with_total": True}), 200)
            assert (page["items"], page["total"]) == ([], 0), url
        for of_group in (SESSIONS, "/api/v1/me/study-sessions"):
            found = await client.get(of_group, params={"group_id": things["group"]["id"], "with_total": True})
            assert SECRET not in found.text, of_group
            assert found.status_code == 403 or found.json()["total"] == 0, of_group
        concerned = await client.get(MATERIALS, params={"concerns": str(offices.lead.id)})
        assert concerned.status_code == 404
    assert await row_counts(offices.city) == before


async def test_upward_and_beside_there_are_figures_and_no_names(school: School) -> None:
    offices = school.offices
    [member, colleague] = await school.members(NAME, "安平")
    things = await made_things(school, member)
    group, material = f"{GROUPS}/{things['group']['id']}", f"{MATERIALS}/{things['material']['id']}"
    for url in (group, f"{material}/coverage", f"/api/v1/branches/{offices.lead.id}/study"):
        below, above = str(await school.book.get(STAFF, url)), str(await school.book.get(COMMITTEE, url))
        assert NAME not in below, url
        assert "安平" not in below, url
        assert NAME in above or "安平" in above, url
    assert (await school.book.get(STAFF, EXEMPTIONS))["items"] == []
    own = await school.book.account_of(member)
    assert len((await school.book.get(own, EXEMPTIONS))["items"]) == 1
    other = await school.book.account_of(colleague)
    for url in (f"{EXEMPTIONS}/{things['exemption']['id']}", group, f"/api/v1/members/{member['id']}/study"):
        await school.book.get(other, url, 404)
    await school.book.get(other, material)
    await school.book.get(other, f"{material}/coverage", 403)
    # Somebody of another branch is nobody's group member, nor is their post linked from here.
    [stranger] = await school.members("外人", branch=offices.foreign, who=offices.foreign_secretary)
    seen = await school.book.get(SECRETARY, group)
    people = {"member_ids": [stranger["id"]], "from_on": DAY}
    refused = await school.book.post(SECRETARY, f"{group}/members", people, 422, seen)
    assert "外人" not in str(refused)
    post = {"office": "publicity", "person_name": "外人", "selection": "elected", "from_on": DAY}
    wanted = {**post, "member_id": stranger["id"]}
    linked = await school.book.post(COMMITTEE, f"/api/v1/branches/{offices.lead.id}/posts", wanted, 422)
    assert linked["code"] == "post.member_unknown"
    record = {"member_id": member["id"], "material_id": things["material"]["id"]}
    await school.declared(CLERK, **record)
