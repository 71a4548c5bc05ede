"""One person registered twice: proposed with the grounds, told apart, or merged into one record."""

import asyncio
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from models.accounts import Account
from models.audit import AuditEntry
from models.enums.accounts import Role
from models.members import Member
from services.kit.names import person_pinyin
from tests.factories.members import body, id_number
from tests.support.people import City, Offices, build_offices

URL = "/api/v1/members"
DUPLICATES = f"{URL}/duplicates"


@pytest.fixture
async def clerk(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.BRANCH_CLERK)


@pytest.fixture
async def committee(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.COMMITTEE_ADMIN)


async def registered(client: httpx.AsyncClient, branch: Any, serial: int, **given: Any) -> dict[str, Any]:
    answer = await client.post(URL, json=body(branch, serial, **given))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def merger(this: dict[str, Any], other: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {
        "url": f"{URL}/{this['id']}/merge",
        "headers": {"If-Match": f'"{this["version"]}"'},
        "json": {"other_id": other["id"], "other_version": other["version"], "reason": "同一人重复录入", **given},
    }


async def proposed(client: httpx.AsyncClient, **params: Any) -> list[tuple[str, str, list[str], int]]:
    answer = await client.get(DUPLICATES, params=params)
    assert answer.status_code == 200, answer.text
    return [
        (item["member"]["id"], like["member"]["id"], [ground["code"] for ground in like["grounds"]], like["id_places"])
        for item in answer.json()["items"]
        for like in item["alike"]
    ]


async def test_each_ground_proposes_its_pair_and_nothing_else_does(
    offices: Offices, clerk: httpx.AsyncClient, committee: httpx.AsyncClient
) -> None:
    lead, support = offices.lead, offices.support
    old = await registered(clerk, lead, 1, name="张建国", phone="13900000001")
    same = await registered(committee, support, 11, name="张建国", phone="13900000002")
    sound = await registered(clerk, lead, 3, name="章建国", phone="13900000003")
    assert person_pinyin("张建国") == person_pinyin("章建国")
    phoned = await registered(committee, support, 5, name="李明", born=date(1990, 3, 14), phone="13900000004")
    mistyped = await registered(clerk, lead, 7, name="李明", born=date(1991, 3, 14), phone="13900000004")
    await registered(clerk, lead, 9, name="王芳", phone="13900000004")
    await registered(committee, support, 13, name="章建国", born=date(1992, 3, 14), phone="13900000005")
    everything = await proposed(committee, sort="created_at")
    assert [(one, other, grounds) for one, other, grounds, _ in everything] == [
        (same["id"], old["id"], ["name_and_birth"]),
        (sound["id"], old["id"], ["sound_and_birth"]),
        (mistyped["id"], phoned["id"], ["name_and_phone"]),
    ]
    assert {places for *_, places in everything} <= set(range(1, 19))
    assert await proposed(clerk) == [(sound["id"], old["id"], ["sound_and_birth"], 2)]
    assert await proposed(committee, branch_id=str(support.id)) == []
    first = (await committee.get(DUPLICATES, params={"limit": 2})).json()
    rest = (await committee.get(DUPLICATES, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [item["member"]["id"] for item in (*first["items"], *rest["items"])] == [
        mistyped["id"], sound["id"], same["id"],
    ]  # fmt: skip
    assert rest["next_cursor"] is None
    assert id_number(1) not in str(first)


async def test_two_people_told_apart_are_not_proposed_again(offices: Offices, clerk: httpx.AsyncClient) -> None:
    old, new, third = [await registered(clerk, offices.lead, serial) for serial in (1, 3, 5)]
    told = {"member_id": old["id"], "other_id": new["id"], "reason": "经核实为两人"}
    for _ in range(2):
        assert (await clerk.post(f"{DUPLICATES}/dismiss", json=told)).status_code == 204
    left = [(one, other) for one, other, *_ in await proposed(clerk)]
    assert left == [(third["id"], old["id"]), (third["id"], new["id"])]
    itself = await clerk.post(f"{DUPLICATES}/dismiss", json={**told, "other_id": old["id"]})
    assert (itself.status_code, itself.json()["code"]) == (422, "member.merge_with_itself")
    async with offices.city.platform.database.transaction() as session:
        written = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "member.tell_apart"))).all()
    assert sorted(str(entry.entity_id) for entry in written) == sorted([old["id"], new["id"]])
    assert (written[0].changes or {})["reason"] == [None, "经核实为两人"]


async def test_a_merger_is_shown_first_then_done_whole(offices: Offices, clerk: httpx.AsyncClient) -> None:
    this = await registered(clerk, offices.lead, 1, post=None, phone="13900000001")
    other = await registered(clerk, offices.lead, 3, post="处长", phone="13900000003", joined_on="2009-07-01")
    async with offices.city.platform.database.transaction() as session:
        account = await session.get_one(Account, offices.id_of(Role.MEMBER))
        account.member_id = other["id"]
    shown = (await clerk.get(f"{URL}/{this['id']}/merge-preview", params={"other_id": other["id"]})).json()
    fields = {field["field"]: field for field in shown["fields"]}
    assert shown["may_be_merged"] is True
    assert shown["id_places"] == 2
    assert (fields["post"]["this"], fields["post"]["other"], fields["post"]["suggested"]) == (None, "处长", "other")
    assert (fields["phone"]["other"], fields["phone"]["differs"]) == ("139****0003", True)
    assert (fields["name"]["differs"], fields["address"]["differs"]) == (False, False)
    assert "2009-07-01" in fields["stage"]["other"]
    assert {tie["name"]: (tie["count"], tie["fate"]) for tie in shown["ties"] if tie["count"]} == {
        "history": (1, "stays"),
        "accounts": (1, "moved"),
    }
    keep = {"post": "other", "id_number": "other", "phone": "other", "stage": "other"}
    merged = await clerk.post(**merger(this, other, keep=keep))
    assert merged.status_code == 200, merged.text
    now = merged.json()
    assert (now["post"], now["phone"], now["joined_on"], now["version"]) == ("处长", "139****0003", "2009-07-01", 2)
    assert now["id_number"] == other["id_number"]
    gone = (await clerk.get(f"{URL}/{other['id']}")).json()
    assert (gone["state"], gone["merged_into"], gone["available_actions"]) == ("merged", this["id"], [])
    assert gone["amendable_fields"] == []
    listed = (await clerk.get(URL, params={"with_total": True})).json()
    assert ([item["id"] for item in listed["items"]], listed["total"]) == ([this["id"]], 1)
    since = {"updated_since": "2020-01-01T00:00:00Z"}
    tombstones = (await clerk.get(URL, params=since)).json()["items"]
    assert {item["id"]: item["merged_into"] for item in tombstones} == {this["id"]: None, other["id"]: this["id"]}
    found = (await clerk.get(URL, params={"q": id_number(3)})).json()["items"]
    assert [item["id"] for item in found] == [this["id"]]
    assert await proposed(clerk) == []
    mine = await offices.as_(Role.MEMBER)
    assert (await mine.get("/api/v1/me/member")).json()["id"] == this["id"]
    told = (await clerk.get(f"{URL}/{this['id']}/history")).json()["items"][-1]
    assert (told["action"], told["reason"], told["changes"]["merged_from"]) == (
        "absorb", "同一人重复录入", [None, other["id"]],
    )  # fmt: skip
    assert told["changes"]["phone"] == ["139****0001", "139****0003"]
    assert told["changes"]["joined_on"] == ["2010-07-01", "2009-07-01"]
    assert told["changes"]["accounts"] == [None, 1]
    buried = (await clerk.get(f"{URL}/{other['id']}/history")).json()["items"][-1]
    assert (buried["action"], buried["from_state"], buried["to_state"]) == ("merge", "full", "merged")
    assert buried["changes"] == {"merged_into": [None, this["id"]]}


async def test_nothing_more_is_done_with_a_merged_record(offices: Offices, clerk: httpx.AsyncClient) -> None:
    this, other, third = [await registered(clerk, offices.lead, serial) for serial in (1, 3, 5)]
    merged = (await clerk.post(**merger(this, other))).json()
    gone = (await clerk.get(f"{URL}/{other['id']}")).json()
    headers = {"If-Match": f'"{gone["version"]}"'}
    refused = await clerk.patch(f"{URL}/{other['id']}", json={"post": "x"}, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "member.record_merged")
    assert refused.json()["merged_into"] == this["id"]
    step = {"action": "strike", "occurred_on": "2026-01-01", "comment": "x"}
    assert (await clerk.post(f"{URL}/{other['id']}/transitions", json=step, headers=headers)).status_code == 409
    assert (await clerk.post(**merger(merged, gone))).json()["code"] == "member.record_merged"
    assert (await clerk.post(**merger(gone, third))).json()["code"] == "member.record_merged"
    assert (await clerk.post(**merger(this, third))).status_code == 412
    # Its number is free, and a second merger carries the first one's reference along.
    await registered(clerk, offices.lead, 3, name="王芳")
    assert (await clerk.post(**merger(third, merged))).status_code == 200
    assert (await clerk.get(f"{URL}/{other['id']}")).json()["merged_into"] == third["id"]


async def test_what_is_open_or_does_not_fit_stops_a_merger_and_nothing_changes(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    this = await registered(
        clerk, offices.lead, 1, joined_on="1986-07-01", full_on="1987-07-01", born=date(1960, 3, 14)
    )
    other = await registered(clerk, offices.lead, 3)
    unfit = await clerk.post(**merger(this, other, keep={"id_number": "other"}))
    assert (unfit.status_code, unfit.json()["errors"][0]["code"]) == (422, "member.joined_too_young")
    async with offices.city.platform.database.transaction() as session:
        account = await session.get_one(Account, offices.id_of(Role.MEMBER))
        account.member_id = other["id"]
    mine = await offices.as_(Role.MEMBER)
    asked = {"changes": {"post": "处长"}, "reason": "职务变动"}
    assert (await mine.post("/api/v1/me/member/corrections", json=asked)).status_code == 201
    blocked = await clerk.post(**merger(this, other))
    assert (blocked.status_code, blocked.json()["code"]) == (409, "member.merge_blocked")
    assert blocked.json()["ties"] == [{"name": "waiting_corrections", "label": "待处理的更正申请", "count": 1}]
    shown = (await clerk.get(f"{URL}/{this['id']}/merge-preview", params={"other_id": other["id"]})).json()
    assert shown["may_be_merged"] is False
    for made in (this, other):
        assert (await clerk.get(f"{URL}/{made['id']}")).json()["version"] == 1
    for given in ({"keep": {"branch": "other"}}, {"keep": {"name": "third"}}, {"reason": ""}, {"other_version": 0}):
        assert (await clerk.post(**merger(this, other, **given))).status_code == 422, given
    itself = await clerk.post(**merger(this, this))
    assert (itself.status_code, itself.json()["code"]) == (422, "member.merge_with_itself")


async def test_a_merger_and_an_amendment_at_once_do_not_overwrite_each_other(live_city: City) -> None:
    offices = await build_offices(live_city)
    clerk = await offices.as_(Role.BRANCH_CLERK)
    for round_number in range(4):
        this, other = [await registered(clerk, offices.lead, 100 + round_number * 4 + n, phone=None) for n in (0, 2)]
        answers = await asyncio.gather(
            clerk.post(**merger(this, other, keep={"post": "other"})),
            clerk.patch(f"{URL}/{other['id']}", json={"post": "处长"}, headers={"If-Match": '"1"'}),
            clerk.post(**merger(other, this)),
        )
        codes = sorted(answer.status_code for answer in answers)
        assert codes[0] == 200
        assert set(codes[1:]) <= {409, 412}, [answer.text for answer in answers]
    async with live_city.platform.database.transaction() as session:
        rows = (await session.scalars(select(Member))).all()
    living = [row for row in rows if row.merged_into is None]
    assert all(row.merged_into in {other.id for other in living} for row in rows if row.merged_into)
