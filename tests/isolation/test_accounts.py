"""Administrators of a district see and touch nobody outside of it."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from models.accounts import Account
from models.enums.accounts import Role
from tests.support.people import Offices

URL = "/api/v1/accounts"


@pytest.fixture
async def district_admin(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(await offices.city.account(Role.ADMIN, offices.district))


async def acts_on(client: httpx.AsyncClient, account: Account, offices: Offices) -> list[httpx.Response]:
    url = f"{URL}/{account.id}"
    held = str(uuid4())
    return [
        await client.patch(url, json={"display_name": "改名"}, headers={"If-Match": '"1"'}),
        await client.post(f"{url}/grants", json={"role": "member", "branch_id": str(offices.foreign.id)}),
        await client.delete(f"{url}/grants/{held}"),
        *[
            await client.post(f"{url}/{act}")
            for act in ("close", "reopen", "unlock", "password-reset", "second-factor/reset")
        ],
    ]


async def test_accounts_elsewhere_do_not_exist(offices: Offices, district_admin: httpx.AsyncClient) -> None:
    stranger = offices.people[Role.BRANCH_CLERK]
    assert (await district_admin.get(f"{URL}/{stranger.id}")).status_code == 404
    answers = await acts_on(district_admin, stranger, offices)
    assert {answer.status_code for answer in answers} == {404}
    unchanged = (await (await offices.as_(Role.ADMIN)).get(f"{URL}/{stranger.id}")).json()
    assert (unchanged["version"], unchanged["state"]) == (1, "open")


async def test_accounts_elsewhere_are_neither_listed_nor_counted(
    offices: Offices, district_admin: httpx.AsyncClient
) -> None:
    async def seen(**params: Any) -> list[str]:
        page = (await district_admin.get(URL, params={"with_total": True, **params})).json()
        assert page["total"] == len(page["items"])
        return sorted(item["username"].rsplit("-", 1)[0] for item in page["items"])

    assert await seen() == ["admin", "branch_secretary"]
    assert await seen(role="branch_clerk") == []
    assert await seen(branch_id=str(offices.lead.id)) == []
    assert await seen(branch_id=str(offices.root.id)) == []
    assert await seen(q="测试") == ["admin", "branch_secretary"]


async def test_roles_are_given_only_within_the_own_branches(
    offices: Offices, district_admin: httpx.AsyncClient
) -> None:
    target = f"{URL}/{offices.foreign_secretary.id}/grants"
    for place in (offices.root, offices.lead):
        outside = await district_admin.post(target, json={"role": "staff", "branch_id": str(place.id)})
        assert outside.status_code == 404, place.name
    inside = await district_admin.post(target, json={"role": "staff", "branch_id": str(offices.district.id)})
    assert inside.status_code == 201


async def test_somebody_with_wider_duties_is_seen_but_not_touched(
    offices: Offices, district_admin: httpx.AsyncClient
) -> None:
    wider = await offices.city.account(Role.ADMIN, offices.root, home=offices.foreign)
    assert (await district_admin.get(f"{URL}/{wider.id}")).status_code == 200
    answers = await acts_on(district_admin, wider, offices)
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "account.beyond_reach")}


async def test_an_account_without_any_place_belongs_to_the_city(
    offices: Offices, district_admin: httpx.AsyncClient
) -> None:
    nowhere = await offices.city.account(None, None)
    assert (await district_admin.get(f"{URL}/{nowhere.id}")).status_code == 404
    assert (await district_admin.post(f"{URL}/{nowhere.id}/close")).status_code == 404
    assert (await (await offices.as_(Role.ADMIN)).post(f"{URL}/{nowhere.id}/close")).status_code == 200


async def test_an_auditor_of_a_district_reads_its_part_of_the_log(offices: Offices) -> None:
    admin = await offices.as_(Role.ADMIN)
    for account in (offices.foreign_secretary, offices.support_secretary):
        await admin.post(f"{URL}/{account.id}/close")
    auditor = await offices.as_(await offices.city.account(Role.AUDITOR, offices.district))
    rows = (await auditor.get("/api/v1/audit-entries", params={"action": "account.close"})).json()["items"]
    assert [row["entity_id"] for row in rows] == [str(offices.foreign_secretary.id)]
