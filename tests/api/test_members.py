"""The register over HTTP: what a branch clerk, a committee and the member themselves see."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.enums.accounts import Role
from models.members import Member
from tests.factories.members import body, id_number
from tests.support.people import City, Offices, build_offices

URL = "/api/v1/members"


@pytest.fixture
async def clerk(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.BRANCH_CLERK)


async def registered(client: httpx.AsyncClient, offices: Offices, serial: int = 1, **given: Any) -> dict[str, Any]:
    answer = await client.post(URL, json=body(offices.lead, serial, **given))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def if_match(made: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{made["version"]}"'}


async def test_a_clerk_registers_a_member_and_sees_personal_data_masked(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    made = await registered(clerk, offices)
    assert made["id_number"] == f"110***********{id_number()[-4:]}"
    assert (made["phone"], made["address"], made["pay_base"]) == ("138****0001", "浙江省杭州市西湖区****", "****")
    assert (made["sex_label"], made["birth_date"]) == ("男", "1985-03-14")
    assert (made["ethnicity_label"], made["education_label"]) == ("汉族", "大学本科毕业")
    assert (made["state"], made["political_status_label"]) == ("full", "中共党员")
    assert made["branch"]["name"] == "干部一处党支部"
    read = await clerk.get(f"{URL}/{made['id']}")
    assert read.json() == made
    assert read.headers["ETag"] == '"1"'
    listed = (await clerk.get(URL, params={"with_total": True})).json()
    assert (listed["total"], listed["items"][0]["id_number"]) == (1, made["id_number"])
    for text in (read.text, str(listed)):
        assert id_number() not in text
        assert "13812340001" not in text
        assert "文一路" not in text
        assert "8650" not in text


async def test_what_the_database_holds_is_sealed(offices: Offices, clerk: httpx.AsyncClient) -> None:
    await registered(clerk, offices)
    async with offices.city.platform.database.transaction() as session:
        stored = (await session.scalars(select(Member))).one()
        audited = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "member.register"))).one()
    held = b"".join(value for value in vars(stored).values() if isinstance(value, bytes))
    for secret in (id_number(), "13812340001", "文一路", "8650.50"):
        assert secret.encode() not in held
    assert offices.city.platform.vault.opened(stored.id_number) == id_number()
    assert (audited.entity_id, audited.branch_id) == (stored.id, offices.lead.id)
    assert id_number() not in str(audited.changes)


@pytest.mark.parametrize(
    ("given", "pointer", "code"),
    [
        ({"id_number": "110105851203002"}, "/id_number", "member.id_number_15_digits"),
        ({"sex": "女"}, "/sex", "member.sex_differs"),
        ({"birth_date": "1985-03-15"}, "/birth_date", "member.birth_date_differs"),
        ({"ethnicity": "火星族"}, "/ethnicity", "member.unknown_code"),
        ({"education": "99"}, "/education", "member.unknown_code"),
        ({"phone": "12345"}, "/phone", "member.phone_number"),
        ({"full_on": None}, "/full_on", "member.required_for_stage"),
        ({"stage": "probationary"}, "/full_on", "member.not_for_stage"),
        ({"stage": "applicant", "full_on": None}, "/joined_on", "member.not_for_stage"),
        ({"joined_on": "2003-03-13"}, "/joined_on", "member.joined_too_young"),
        ({"full_on": "2010-06-30"}, "/full_on", "member.dates_reversed"),
        ({"full_on": "2099-06-30"}, "/full_on", "member.date_in_future"),
        ({"standing": "deceased"}, "/standing", "member.standing_by_event"),
        ({"floating_to": "广东省"}, "/floating_to", "member.only_with"),
        ({"name": " "}, "/name", "string_too_short"),
        ({"nickname": "小单"}, "/nickname", "extra_forbidden"),
    ],
)
async def test_each_fault_of_a_form_is_named_at_its_field(
    offices: Offices, clerk: httpx.AsyncClient, given: dict[str, Any], pointer: str, code: str
) -> None:
    refused = await clerk.post(URL, json=body(offices.lead, **given))
    assert refused.status_code == 422, refused.text
    assert (pointer, code) in [(error["pointer"], error["code"]) for error in refused.json()["errors"]]
    assert (await clerk.get(URL, params={"with_total": True})).json()["total"] == 0


async def test_codes_may_be_given_by_name_and_the_branch_by_either_key(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    given = body(offices.lead, 2, sex="女", ethnicity="蒙古", education="本科")
    given["branch_id"] = given.pop("branch")
    made = (await clerk.post(URL, json=given)).json()
    assert (made["sex"], made["ethnicity"], made["education"]) == ("2", "02", "21")


async def test_members_belong_to_branches_not_to_committees(offices: Offices) -> None:
    committee = await offices.as_(Role.COMMITTEE_ADMIN)
    refused = await committee.post(URL, json=body(offices.organ))
    assert refused.json()["code"] == "member.branch_takes_no_members"
    assert (await committee.post(URL, json=body(offices.lead))).status_code == 201


async def test_a_number_is_registered_once(offices: Offices, clerk: httpx.AsyncClient) -> None:
    made = await registered(clerk, offices)
    again = await clerk.post(URL, json=body(offices.lead, name="别名"))
    assert (again.status_code, again.json()["code"]) == (409, "member.duplicate")
    assert again.json()["member"] == {"id": made["id"], "name": "单建国", "branch": "干部一处党支部"}


async def test_lists_are_filtered_sorted_and_paged(offices: Offices, clerk: httpx.AsyncClient) -> None:
    people = [("单建国", "full"), ("曾美丽", "full"), ("王芳", "probationary"), ("赵一", "applicant")]
    for serial, (name, stage) in enumerate(people, 1):
        dates: dict[str, Any] = {"joined_on": None, "full_on": None}
        if stage == "full":
            dates = {"joined_on": f"20{serial + 10}-07-01", "full_on": f"20{serial + 11}-07-01"}
        if stage == "probationary":
            dates = {"joined_on": "2026-06-01", "full_on": None}
        await registered(clerk, offices, serial, name=name, stage=stage, **dates)

    async def names(**params: Any) -> list[str]:
        answer = await clerk.get(URL, params=params)
        assert answer.status_code == 200, answer.text
        return [item["name"] for item in answer.json()["items"]]

    assert await names() == ["赵一", "王芳", "曾美丽", "单建国"]
    assert await names(sort="name") == ["单建国", "王芳", "曾美丽", "赵一"]
    assert await names(sort="joined_on") == ["单建国", "曾美丽", "王芳", "赵一"]
    assert await names(stage=["full", "probationary"], sort="-name") == ["曾美丽", "王芳", "单建国"]
    assert await names(q="shan") == ["单建国"]
    assert await names(q="zml") == ["曾美丽"]
    assert await names(q="国") == ["单建国"]
    assert await names(q="王f") == ["王芳"]
    assert await names(q="0002") == ["曾美丽"]
    assert await names(q="138 1234 0003") == ["王芳"]
    assert await names(q=id_number(1)) == ["单建国"]
    assert await names(q=id_number(1)[-4:]) == ["单建国"]
    assert await names(q=id_number(1)[:10]) == []
    assert await names(q="王", sort="name") == ["王芳"]
    assert await names(q="国", sort="-joined_on") == ["单建国"]
    assert await names(standing="removed") == []
    for sort in ("name", "-name", "joined_on", "-joined_on", "birth_date", "-created_at", "updated_at"):
        seen: list[str] = []
        cursor: str | None = None
        while True:
            page = (
                await clerk.get(URL, params={"sort": sort, "limit": 1, **({"cursor": cursor} if cursor else {})})
            ).json()
            seen += [item["name"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert sorted(seen) == sorted(name for name, _ in people), sort


async def test_a_correction_is_kept_in_the_history_masked(offices: Offices, clerk: httpx.AsyncClient) -> None:
    made = await registered(clerk, offices)
    url = f"{URL}/{made['id']}"
    assert (await clerk.patch(url, json={"post": "副科长"})).status_code == 428
    changed = await clerk.patch(url, json={"post": "副科长", "phone": "139 0000 9999"}, headers=if_match(made))
    assert (changed.status_code, changed.json()["phone"], changed.json()["version"]) == (200, "139****9999", 2)
    assert (await clerk.patch(url, json={"post": "科长"}, headers=if_match(made))).status_code == 412
    unreasoned = await clerk.patch(url, json={"name": "单建军"}, headers=if_match(changed.json()))
    assert unreasoned.json()["code"] == "member.reason_required"
    renamed = await clerk.patch(url, json={"name": "单建军", "reason": "户口本记载"}, headers=if_match(changed.json()))
    assert renamed.status_code == 200
    assert [item["name"] for item in (await clerk.get(URL, params={"q": "sjj"})).json()["items"]] == ["单建军"]
    acts = (await clerk.get(f"{url}/history")).json()["items"]
    assert [act["action"] for act in acts] == ["register", "amend", "amend"]
    assert acts[1]["changes"] == {"post": ["科员", "副科长"], "phone": ["138****0001", "139****9999"]}
    assert (acts[2]["reason"], acts[2]["changes"]) == ("户口本记载", {"name": ["单建国", "单建军"]})
    nothing = await clerk.patch(url, json={"post": "副科长"}, headers=if_match(renamed.json()))
    assert nothing.json()["version"] == renamed.json()["version"]


async def test_a_corrected_id_number_carries_sex_and_birth_date(offices: Offices, clerk: httpx.AsyncClient) -> None:
    made = await registered(clerk, offices)
    await registered(clerk, offices, 3)
    taken = {"id_number": id_number(3), "reason": "录入错误"}
    refused = await clerk.patch(f"{URL}/{made['id']}", json=taken, headers=if_match(made))
    assert refused.json()["code"] == "member.duplicate"
    right = {"id_number": id_number(4), "reason": "录入错误"}
    changed = (await clerk.patch(f"{URL}/{made['id']}", json=right, headers=if_match(made))).json()
    assert (changed["sex"], changed["id_number"][-4:]) == ("2", id_number(4)[-4:])
    assert (await clerk.post(URL, json=body(offices.lead))).status_code == 201


async def test_sealed_fields_are_shown_for_a_reason_and_on_record(offices: Offices, clerk: httpx.AsyncClient) -> None:
    made = await registered(clerk, offices)
    url = f"{URL}/{made['id']}"
    assert (await clerk.post(f"{url}/reveal", json={"fields": ["phone"]})).status_code == 422
    shown = await clerk.post(f"{url}/reveal", json={"fields": ["phone", "id_number"], "reason": "寄送学习材料"})
    assert shown.json() == {"values": {"phone": "13812340001", "id_number": id_number()}}
    last = (await clerk.get(f"{url}/history")).json()["items"][-1]
    assert (last["action_label"], last["reason"]) == ("查看完整信息", "寄送学习材料")
    assert last["changes"] == {"fields": [None, ["id_number", "phone"]]}
    auditor = await offices.as_(Role.AUDITOR)
    rows = (await auditor.get("/api/v1/audit-entries", params={"action": "member.reveal"})).json()["items"]
    assert [row["changes"]["reason"] for row in rows] == [[None, "寄送学习材料"]]
    staff = await offices.as_(Role.STAFF)
    assert (await staff.get(url)).json()["may_reveal"] is False
    assert (await staff.post(f"{url}/reveal", json={"fields": ["phone"], "reason": "看看"})).status_code == 403


async def test_a_struck_record_leaves_a_tombstone_and_frees_the_number(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    made = await registered(clerk, offices)
    url = f"{URL}/{made['id']}"
    assert (await clerk.delete(url, headers=if_match(made))).status_code == 422
    struck = await clerk.delete(url, headers=if_match(made), params={"reason": "重复录入"})
    assert struck.status_code == 204
    assert (await clerk.get(URL)).json()["items"] == []
    since = {"updated_since": made["created_at"]}
    assert [item["state"] for item in (await clerk.get(URL, params=since)).json()["items"]] == ["struck"]
    refused = await clerk.patch(url, json={"post": "x"}, headers={"If-Match": '"2"'})
    assert refused.json()["code"] == "member.record_struck"
    await registered(clerk, offices)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR, Role.SUPERVISOR, Role.MEMBER])
async def test_who_has_no_duty_on_the_register_sees_nothing_of_it(offices: Offices, role: Role) -> None:
    client = await offices.as_(role)
    assert (await client.get(URL)).status_code == 403
    assert (await client.get(f"{URL}/birthdays")).status_code == 403
    assert (await client.get(f"/api/v1/branches/{offices.lead.id}/structure")).status_code == 403


async def test_staff_and_connected_systems_read_and_change_nothing(offices: Offices, clerk: httpx.AsyncClient) -> None:
    made = await registered(clerk, offices)
    for role in (Role.STAFF, Role.INTEGRATION):
        client = await offices.as_(role)
        assert (await client.get(f"{URL}/{made['id']}")).json()["phone"] == "138****0001"
        assert (await client.post(URL, json=body(offices.lead, 5))).status_code == 403
        assert (await client.patch(f"{URL}/{made['id']}", json={}, headers=if_match(made))).status_code == 403


async def test_a_list_costs_one_query(offices: Offices, clerk: httpx.AsyncClient) -> None:
    for serial in range(1, 6):
        await registered(clerk, offices, serial)
    reader: Any = offices.city.platform.database.reader
    costs = []
    for limit in (1, 5):
        before = reader.count
        await clerk.get(URL, params={"limit": limit})
        costs.append(reader.count - before)
    assert costs[0] == costs[1]


async def test_political_birthdays_of_a_month_by_day(offices: Offices, clerk: httpx.AsyncClient) -> None:
    for serial, (joined, full) in enumerate(
        [("2010-07-20", "2011-07-20"), ("2012-07-01", "2013-07-01"), ("2012-08-01", "2013-08-01")], 1
    ):
        await registered(clerk, offices, serial, name=f"党员{serial}", joined_on=joined, full_on=full)
    first = (await clerk.get(f"{URL}/birthdays", params={"month": 7, "limit": 1})).json()
    second = (
        await clerk.get(f"{URL}/birthdays", params={"month": 7, "limit": 1, "cursor": first["next_cursor"]})
    ).json()
    days = [(item["member"]["name"], item["day"]) for item in first["items"] + second["items"]]
    assert days == [("党员2", 1), ("党员1", 20)]
    assert second["next_cursor"] is None
    assert (await clerk.get(f"{URL}/birthdays", params={"month": 13})).status_code == 422


async def test_code_lists_for_forms(clerk: httpx.AsyncClient) -> None:
    lists = {item["name"]: item for item in (await clerk.get(f"{URL}/codes")).json()["items"]}
    assert len(lists["ethnicity"]["entries"]) == 58
    assert {"code": "56", "label": "基诺族"} in lists["ethnicity"]["entries"]
    assert lists["education"]["standard"] == "GB/T 4658-2006"


async def test_of_two_who_register_the_same_person_at_once_one_learns_of_the_other(live_city: City) -> None:
    offices = await build_offices(live_city)
    clients = [await offices.as_(Role.BRANCH_CLERK), await offices.as_(offices.foreign_secretary)]
    places = [offices.lead, offices.foreign]
    answers = await asyncio.gather(
        *(client.post(URL, json=body(place)) for client, place in zip(clients, places, strict=True))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    (refused,) = [answer.json() for answer in answers if answer.status_code == 409]
    assert refused["code"] == "member.registered_elsewhere"


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("GET", "?q=%00", None),
        ("GET", "?sex=%00", None),
        ("GET", "?sort=phone", None),
        ("GET", "?cursor=AAAA", None),
        ("GET", "/birthdays?month=0", None),
        ("GET", "/not-a-uuid", None),
        ("POST", "", {"name": "\x00"}),
        ("POST", "", {"address": "\u2028"}),
        ("POST", "", {"post": "a\x07"}),
        ("POST", "", {"pay_base": "NaN"}),
        ("POST", "", {"pay_base": "-1"}),
        ("POST", "", {"joined_on": "9999-12-31"}),
        ("POST", "", {"joined_on": "0001-01-01"}),
        ("POST", "", {"stage_since": "9999-12-31"}),
        ("POST", "", {"id_number": "\x00" * 18}),
        ("POST", "", {"branch": None}),
    ],
)
async def test_strange_input_is_refused_and_stored_nowhere(
    offices: Offices, clerk: httpx.AsyncClient, method: str, path: str, given: dict[str, Any] | None
) -> None:
    content = {**body(offices.lead), **given} if given is not None else None
    answer = await clerk.request(method, f"{URL}{path}", json=content)
    assert answer.status_code in {404, 422}, answer.text
    assert (await clerk.get(URL, params={"with_total": True})).json()["total"] == 0


async def test_a_reason_holds_no_control_characters(offices: Offices, clerk: httpx.AsyncClient) -> None:
    made = await registered(clerk, offices)
    asked = {"fields": ["phone"], "reason": "查\x00看"}
    assert (await clerk.post(f"{URL}/{made['id']}/reveal", json=asked)).status_code == 422
    struck = await clerk.delete(f"{URL}/{made['id']}?reason=a%00b", headers=if_match(made))
    assert struck.status_code == 422
