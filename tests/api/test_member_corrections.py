"""One's own record: seen in the clear, corrected on request."""

from typing import Any

import httpx
import pytest

from models.enums.accounts import Role
from tests.factories.members import body, id_number
from tests.support.people import Offices

OWN = "/api/v1/me/member"
URL = "/api/v1/member-corrections"


@pytest.fixture
async def record(offices: Offices) -> dict[str, Any]:
    """The record of the account with the role of a member, tied to it by the administrator."""
    clerk = await offices.as_(Role.BRANCH_CLERK)
    made: dict[str, Any] = (await clerk.post("/api/v1/members", json=body(offices.lead))).json()
    admin = await offices.as_(Role.ADMIN)
    tied = await admin.put(f"/api/v1/accounts/{offices.id_of(Role.MEMBER)}/member", json={"member_id": made["id"]})
    assert (tied.status_code, tied.json()["member_id"]) == (200, made["id"])
    return made


@pytest.fixture
async def member(offices: Offices, record: dict[str, Any]) -> httpx.AsyncClient:
    return await offices.as_(Role.MEMBER)


async def asked(member: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    answer = await member.post(f"{OWN}/corrections", json={"changes": changes, "reason": "号码已更换"})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def step(client: httpx.AsyncClient, made: dict[str, Any], action: str, **given: Any) -> httpx.Response:
    return await client.post(
        f"{URL}/{made['id']}/transitions",
        json={"action": action, **given},
        headers={"If-Match": f'"{made["version"]}"'},
    )


async def test_a_member_sees_the_own_record_whole_and_who_looked_at_it(
    offices: Offices, record: dict[str, Any], member: httpx.AsyncClient
) -> None:
    me = (await member.get("/api/v1/me")).json()
    assert (me["member_id"], me["member_name"]) == (record["id"], "单建国")
    own = (await member.get(OWN)).json()
    assert (own["id_number"], own["phone"], own["pay_base"]) == (id_number(), "13812340001", "8650.50")
    clerk = await offices.as_(Role.BRANCH_CLERK)
    await clerk.post(f"/api/v1/members/{record['id']}/reveal", json={"fields": ["address"], "reason": "走访慰问"})
    acts = (await member.get(f"{OWN}/history")).json()["items"]
    assert [(act["action"], act["reason"]) for act in acts] == [("register", None), ("reveal", "走访慰问")]
    assert (await member.get(f"/api/v1/members/{record['id']}")).status_code == 403


async def test_an_account_of_nobody_on_the_register_has_no_own_record(offices: Offices) -> None:
    clerk = await offices.as_(Role.BRANCH_CLERK)
    assert (await clerk.get("/api/v1/me")).json()["member_id"] is None
    for path in (OWN, f"{OWN}/history"):
        assert (await clerk.get(path)).status_code == 404
    refused = await clerk.post(f"{OWN}/corrections", json={"changes": {"post": "x"}, "reason": "没有登记"})
    assert refused.status_code == 404


async def test_an_accepted_correction_changes_the_record(
    offices: Offices, record: dict[str, Any], member: httpx.AsyncClient
) -> None:
    assert (await member.get("/api/v1/members/codes")).status_code == 200, "the lists that the form needs"
    made = await asked(member, phone="13900001111", name="单建军", full_on="2011-07-02")
    assert made["proposed"] == {"phone": "13900001111", "name": "单建军", "full_on": "2011-07-02"}
    assert [offer["action"] for offer in made["available_actions"]] == ["withdraw"]
    clerk = await offices.as_(Role.BRANCH_CLERK)
    (listed,) = (await clerk.get(URL, params={"state": "requested"})).json()["items"]
    about = (await clerk.get(URL, params={"state": "requested", "member_id": record["id"]})).json()["items"]
    assert [item["id"] for item in about] == [made["id"]]
    other = (await clerk.post("/api/v1/members", json=body(offices.lead, serial=5))).json()
    assert (await clerk.get(URL, params={"member_id": other["id"]})).json()["items"] == []
    assert listed["proposed"]["phone"] == "139****1111"
    assert [offer["action"] for offer in listed["available_actions"]] == ["accept", "refuse"]
    accepted = await step(clerk, made, "accept")
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    own = (await member.get(OWN)).json()
    assert (own["phone"], own["name"], own["full_on"]) == ("13900001111", "单建军", "2011-07-02")
    assert (await member.get(f"{OWN}/history")).json()["items"][-1]["reason"] == "本人申请更正：号码已更换"
    assert (await step(clerk, accepted.json(), "refuse", comment="晚了")).status_code == 409


async def test_a_refusal_takes_a_reason_and_changes_nothing(
    offices: Offices, record: dict[str, Any], member: httpx.AsyncClient
) -> None:
    made = await asked(member, post="主任")
    clerk = await offices.as_(Role.BRANCH_CLERK)
    assert (await step(clerk, made, "refuse")).status_code == 422
    refused = (await step(clerk, made, "refuse", comment="以任职文件为准")).json()
    assert (refused["state"], refused["decision"]) == ("refused", "以任职文件为准")
    assert (await member.get(OWN)).json()["post"] == "科员"
    assert [item["state"] for item in (await member.get(f"{OWN}/corrections")).json()["items"]] == ["refused"]


async def test_one_request_waits_at_a_time_and_may_be_withdrawn(
    offices: Offices, record: dict[str, Any], member: httpx.AsyncClient
) -> None:
    made = await asked(member, post="主任")
    again = await member.post(f"{OWN}/corrections", json={"changes": {"post": "处长"}, "reason": "再次申请"})
    assert again.json()["code"] == "member.correction_waiting"
    assert (await step(member, made, "accept")).status_code == 403
    assert (await step(member, made, "withdraw")).json()["state"] == "withdrawn"
    same = await member.post(f"{OWN}/corrections", json={"changes": {"post": "科员"}, "reason": "没有变化"})
    assert same.json()["code"] == "member.nothing_to_correct"
    wrong = await member.post(f"{OWN}/corrections", json={"changes": {"phone": "1"}, "reason": "错误号码"})
    assert wrong.json()["code"] == "member.phone_number"


async def test_requests_elsewhere_do_not_exist(
    offices: Offices, record: dict[str, Any], member: httpx.AsyncClient
) -> None:
    made = await asked(member, post="主任")
    stranger = await offices.as_(offices.foreign_secretary)
    assert (await stranger.get(f"{URL}/{made['id']}")).status_code == 404
    assert (await stranger.get(URL)).json()["items"] == []
    assert (await step(stranger, made, "accept")).status_code == 404
    assert (await step(stranger, made, "withdraw")).status_code == 404
    assert (await member.get(URL)).status_code == 403


async def test_accounts_are_tied_by_an_administrator_of_the_place_and_not_to_oneself(
    offices: Offices, record: dict[str, Any]
) -> None:
    tie = {"member_id": record["id"]}
    local = await offices.as_(await offices.city.account(Role.ADMIN, offices.district))
    foreign = f"/api/v1/accounts/{offices.foreign_secretary.id}/member"
    assert (await local.put(foreign, json=tie)).status_code == 404
    admin = await offices.as_(Role.ADMIN)
    oneself = await admin.put(f"/api/v1/accounts/{offices.id_of(Role.ADMIN)}/member", json=tie)
    assert oneself.json()["code"] == "account.oneself"
    system = await admin.put(f"/api/v1/accounts/{offices.id_of(Role.INTEGRATION)}/member", json=tie)
    assert system.json()["code"] == "account.member_for_persons"
    untied = await admin.put(f"/api/v1/accounts/{offices.id_of(Role.MEMBER)}/member", json={"member_id": None})
    assert untied.json()["member_id"] is None
