"""A branch's register is its own: nothing of another is seen, found, counted, changed or guessed."""

from typing import Any

import httpx
import pytest

from models.enums.accounts import Role
from tests.factories.members import body, id_number
from tests.support.people import Offices

URL = "/api/v1/members"


@pytest.fixture
async def stranger(offices: Offices) -> dict[str, Any]:
    """Somebody of the branch of another district."""
    there = await offices.as_(offices.foreign_secretary)
    answer = await there.post(URL, json=body(offices.foreign, 9, name="万俟雪"))
    made: dict[str, Any] = answer.json()
    return made


@pytest.fixture
async def secretary(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.BRANCH_SECRETARY)


async def test_members_elsewhere_do_not_exist(
    offices: Offices, stranger: dict[str, Any], secretary: httpx.AsyncClient
) -> None:
    url, if_match = f"{URL}/{stranger['id']}", {"If-Match": '"1"'}
    own = (await secretary.post(URL, json=body(offices.lead, 21))).json()
    there_too = {"other_id": stranger["id"], "other_version": 1, "reason": "不该看到"}
    answers = [
        await secretary.get(url),
        await secretary.get(f"{url}/merge-preview", params={"other_id": own["id"]}),
        await secretary.get(f"{URL}/{own['id']}/merge-preview", params={"other_id": stranger["id"]}),
        await secretary.post(f"{URL}/{own['id']}/merge", json=there_too, headers=if_match),
        await secretary.post(f"{url}/merge", json={**there_too, "other_id": own["id"]}, headers=if_match),
        await secretary.post(
            f"{URL}/duplicates/dismiss",
            json={"member_id": own["id"], "other_id": stranger["id"], "reason": "不该看到"},
        ),
        await secretary.get(f"{URL}/duplicates", params={"branch_id": str(offices.foreign.id)}),
        await secretary.get(f"{url}/history"),
        await secretary.patch(url, json={"post": "x"}, headers=if_match),
        await secretary.delete(url, headers=if_match, params={"reason": "不该看到"}),
        await secretary.post(
            f"{url}/transitions", json={"action": "record_death", "occurred_on": "2026-01-01"}, headers=if_match
        ),
        await secretary.post(f"{url}/reveal", json={"fields": ["phone"], "reason": "好奇"}),
        await secretary.post(URL, json=body(offices.foreign, 11)),
        await secretary.get(URL, params={"branch_id": str(offices.foreign.id)}),
        await secretary.get(URL, params={"branch_id": str(offices.root.id)}),
        await secretary.get(f"{URL}/birthdays", params={"branch_id": str(offices.district.id)}),
        await secretary.get(f"/api/v1/branches/{offices.foreign.id}/structure"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert all("万俟雪" not in answer.text for answer in answers)
    there = await offices.as_(offices.foreign_secretary)
    unchanged = (await there.get(url)).json()
    assert unchanged == stranger


async def test_members_elsewhere_are_neither_listed_nor_counted_nor_found(
    offices: Offices, stranger: dict[str, Any], secretary: httpx.AsyncClient
) -> None:
    await secretary.post(URL, json=body(offices.lead, 1, name="万俟明"))

    async def seen(**params: Any) -> list[str]:
        page = (await secretary.get(URL, params={"with_total": True, **params})).json()
        assert page["total"] == len(page["items"])
        return [item["name"] for item in page["items"]]

    assert await seen() == ["万俟明"]
    for q in ("万俟", "moqi", "mq", "万"):
        assert await seen(q=q) == ["万俟明"], q
    for q in ("雪", "0009", id_number(9), id_number(9)[-4:], "13812340009"):
        assert await seen(q=q) == [], q
    assert await seen(updated_since="2020-01-01T00:00:00Z") == ["万俟明"]
    month = (await secretary.get(f"{URL}/birthdays", params={"month": 7})).json()["items"]
    assert [item["member"]["name"] for item in month] == ["万俟明"]
    figures = (await secretary.get(f"/api/v1/branches/{offices.lead.id}/structure")).json()
    assert figures["party_members"] == 1
    city = await offices.as_(Role.STAFF)
    assert (await city.get(URL, params={"with_total": True})).json()["total"] == 2


async def test_a_duplicate_elsewhere_is_known_only_to_who_keeps_both(
    offices: Offices, stranger: dict[str, Any], secretary: httpx.AsyncClient
) -> None:
    """Same name, same birth date, same telephone: the clerk of either branch learns nothing of the other."""
    await secretary.post(URL, json=body(offices.lead, 11, name="万俟雪", phone="13812340009"))
    there = await offices.as_(offices.foreign_secretary)
    committee = await offices.as_(Role.COMMITTEE_ADMIN)
    for client in (secretary, there, committee):
        seen = await client.get(f"{URL}/duplicates")
        assert seen.json() == {"items": [], "next_cursor": None, "total": None}
    assert (await (await offices.as_(Role.STAFF)).get(f"{URL}/duplicates")).status_code == 403
    both = await offices.city.account(Role.COMMITTEE_ADMIN, offices.root)
    items = (await (await offices.as_(both)).get(f"{URL}/duplicates")).json()["items"]
    assert [[like["member"]["id"] for like in item["alike"]] for item in items] == [[stranger["id"]]]


async def test_a_number_registered_elsewhere_tells_nothing_of_whose_it_is(
    offices: Offices, stranger: dict[str, Any], secretary: httpx.AsyncClient
) -> None:
    refused = await secretary.post(URL, json=body(offices.lead, 9, name="冒名"))
    assert (refused.status_code, refused.json()["code"]) == (409, "member.registered_elsewhere")
    for secret in ("万俟雪", "青禾区", stranger["id"], str(offices.foreign.id), id_number(9), "138"):
        assert secret not in refused.text
    assert "member" not in refused.json()


async def test_somebody_with_two_branches_sees_both_and_no_third(
    offices: Offices, stranger: dict[str, Any], secretary: httpx.AsyncClient
) -> None:
    await secretary.post(URL, json=body(offices.lead, 1, name="甲"))
    there = await offices.as_(offices.support_secretary)
    await there.post(URL, json=body(offices.support, 3, name="乙"))
    both = await offices.city.account(Role.BRANCH_CLERK, offices.lead)
    await offices.city.grant(both, Role.BRANCH_CLERK, offices.foreign)
    client = await offices.as_(both)
    page = (await client.get(URL, params={"with_total": True, "sort": "created_at"})).json()
    assert ([item["name"] for item in page["items"]], page["total"]) == (["万俟雪", "甲"], 2)
    committee = await offices.as_(Role.COMMITTEE_ADMIN)
    names = [item["name"] for item in (await committee.get(URL, params={"sort": "created_at"})).json()["items"]]
    assert names == ["甲", "乙"]
    direct = await committee.get(URL, params={"branch_id": str(offices.organ.id), "direct": True})
    assert direct.json()["items"] == []
