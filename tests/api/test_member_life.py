"""The life cycle over HTTP, and the figures that follow from it."""

from datetime import datetime
from typing import Any

import httpx
import pytest
import time_machine

from models.enums.accounts import Role
from tests.factories.members import body
from tests.support.people import Offices

URL = "/api/v1/members"
NOON = datetime.fromisoformat("2026-11-21T12:00:00+08:00")


@pytest.fixture
async def clerk(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.BRANCH_CLERK)


async def moved(client: httpx.AsyncClient, record: dict[str, Any], action: str, **given: Any) -> dict[str, Any]:
    answer = await client.post(
        f"{URL}/{record['id']}/transitions",
        json={"action": action, "document": "支部大会决议", **given},
        headers={"If-Match": f'"{record["version"]}"'},
    )
    assert answer.status_code == 200, answer.text
    after: dict[str, Any] = answer.json()
    return after


async def test_from_applicant_to_full_member_and_out_again(offices: Offices, clerk: httpx.AsyncClient) -> None:
    blank: dict[str, Any] = {"joined_on": None, "full_on": None, "stage": "applicant", "stage_since": "2020-01-05"}
    record = (await clerk.post(URL, json=body(offices.lead, **blank))).json()
    record = await moved(clerk, record, "name_activist", occurred_on="2020-03-01")
    record = await moved(clerk, record, "name_candidate", occurred_on="2021-03-01")
    record = await moved(clerk, record, "admit", occurred_on="2021-07-01")
    assert (record["joined_on"], record["probation_ends_on"]) == ("2021-07-01", "2022-07-01")
    refused = await clerk.post(
        f"{URL}/{record['id']}/transitions",
        json={"action": "convert", "document": "决议", "occurred_on": "2022-06-30"},
        headers={"If-Match": f'"{record["version"]}"'},
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "member.probation_running")
    assert "第三十一条" in refused.text
    record = await moved(clerk, record, "convert", occurred_on="2022-09-15")
    assert (record["state"], record["full_on"]) == ("full", "2022-07-01")
    record = await moved(clerk, record, "report_lost", occurred_on="2024-01-10", comment="电话无法接通")
    record = await moved(
        clerk, record, "suspend", occurred_on="2024-07-10", ground="lost_contact", comment="查找六个月未果"
    )
    assert (record["state_label"], record["suspension_ground"]) == ("停止党籍", "lost_contact")
    record = await moved(clerk, record, "restore", occurred_on="2025-01-10", comment="已取得联系")
    record = await moved(clerk, record, "remove", occurred_on="2025-06-10", ground="resigned", comment="本人书面申请")
    assert [item["id"] for item in (await clerk.get(URL, params={"standing": "removed"})).json()["items"]] == [
        record["id"]
    ]
    assert (await clerk.get(URL)).json()["items"] == []
    assert [offer["action"] for offer in record["available_actions"]] == ["rejoin", "strike"]
    acts = (await clerk.get(f"{URL}/{record['id']}/history")).json()["items"]
    assert [act["action"] for act in acts] == [
        "register", "name_activist", "name_candidate", "admit", "convert", "report_lost", "suspend", "restore", "remove",
    ]  # fmt: skip
    assert (acts[-1]["ground_label"], acts[-1]["from_state"], acts[-1]["to_state"]) == ("退党", "full", "removed")
    assert acts[4]["changes"]["full_on"] == [None, "2022-07-01"]


async def test_a_step_without_what_it_needs_changes_nothing(offices: Offices, clerk: httpx.AsyncClient) -> None:
    record = (await clerk.post(URL, json=body(offices.lead))).json()
    url = f"{URL}/{record['id']}/transitions"
    for given, status in [
        ({"action": "suspend"}, 422),
        ({"action": "dance", "occurred_on": "2026-01-01"}, 422),
        ({"action": "admit", "occurred_on": "2026-01-01", "document": "x"}, 409),
        ({"action": "record_death", "occurred_on": "2026-01-01", "months": 6}, 422),
        ({"action": "record_death", "occurred_on": "1700006400"}, 422),
    ]:
        refused = await clerk.post(url, json=given, headers={"If-Match": '"1"'})
        assert refused.status_code == status, refused.text
    committee = await offices.as_(Role.COMMITTEE_ADMIN)
    assert (await committee.get(f"{URL}/{record['id']}")).json()["version"] == 1
    staff = await offices.as_(Role.STAFF)
    assert (await staff.get(f"{URL}/{record['id']}")).json()["available_actions"] == []


async def test_structure_of_a_subtree(offices: Offices, clerk: httpx.AsyncClient) -> None:
    support = await offices.as_(offices.support_secretary)
    people: list[dict[str, Any]] = [
        {"born": NOON.date().replace(year=1995), "ethnicity": "02"},  # 31 today
        {"born": datetime.fromisoformat("1995-11-22").date(), "education": "31"},  # 30, and 31 tomorrow
        {"born": datetime.fromisoformat("1950-01-01").date(), "joined_on": "1975-07-01", "full_on": "1976-11-21"},
        {"stage": "probationary", "joined_on": "2026-07-01", "full_on": None, "education": None},
        {"stage": "applicant", "joined_on": None, "full_on": None},
    ]
    with time_machine.travel(NOON, tick=False):
        for serial, given in enumerate(people, 1):
            answer = await clerk.post(
                URL, json=body(offices.lead, serial, **{"joined_on": "2020-07-01", "full_on": "2021-11-22", **given})
            )
            assert answer.status_code == 201, answer.text
        await support.post(URL, json=body(offices.support, 20))
        gone = (await clerk.post(URL, json=body(offices.lead, 30))).json()
        await moved(clerk, gone, "record_death", occurred_on="2026-01-01")
        figures = (await clerk.get(f"/api/v1/branches/{offices.lead.id}/structure")).json()
        committee = await offices.as_(Role.COMMITTEE_ADMIN)
        above = (await committee.get(f"/api/v1/branches/{offices.organ.id}/structure")).json()

    def counts(head: str) -> dict[str, int]:
        return {figure["key"]: figure["count"] for figure in figures[head] if figure["count"]}

    assert (figures["party_members"], above["party_members"]) == (4, 5)
    assert counts("stages") == {"applicant": 1, "probationary": 1, "full": 3}
    assert counts("sexes") == {"1": 2, "2": 2}
    assert counts("ages") == {"to_30": 1, "31_35": 1, "41_45": 1, "from_71": 1}
    assert counts("party_ages") == {"probation": 1, "to_4": 2, "from_50": 1}
    assert counts("educations") == {"2": 2, "3": 1, "": 1}
    assert counts("ethnicities") == {"01": 3, "02": 1}
    assert [figure["label"] for figure in figures["ethnicities"]] == ["汉族", "蒙古族"]
