"""Branches outside of one's subtree."""

from models.enums.accounts import Role
from tests.support.people import Offices
from tests.support.tickets import SECRETARY, Desk, made

URL = "/api/v1/branches"


async def test_each_sees_their_own_subtree(desk: Desk, offices: Offices) -> None:
    city = {branch.name for branch in (offices.root, offices.organ, offices.office, offices.lead, offices.support)}
    expected = {
        Role.ADMIN: city | {offices.district.name, offices.foreign.name},
        Role.COMMITTEE_ADMIN: city - {offices.root.name},
        SECRETARY: {offices.lead.name},
        Role.MEMBER: {offices.lead.name},
    }
    for role, names in expected.items():
        client = await desk.client(role)
        for params in ({}, {"updated_since": "2020-01-01T00:00:00Z"}):
            found = made(await client.get(URL, params={"with_total": True, **params}), 200)
            assert {branch["name"] for branch in found["items"]} == names
            assert found["total"] == len(names)


async def test_outside_nothing_is_seen_found_or_changed(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.COMMITTEE_ADMIN)
    for outside in (offices.root, offices.district, offices.foreign):
        assert (await admin.get(f"{URL}/{outside.id}")).status_code == 404
        assert (await admin.get(URL, params={"within": str(outside.id)})).status_code == 404
        assert made(await admin.get(URL, params={"parent_id": str(outside.id)}), 200)["items"] in (
            [],
            [made(await admin.get(f"{URL}/{offices.organ.id}"), 200)],
        )
        change = await admin.patch(f"{URL}/{outside.id}", json={"name": "改名"}, headers={"If-Match": '"1"'})
        assert change.status_code == 404
        child = {"name": "新", "kind": "branch", "parent_id": str(outside.id)}
        assert (await admin.post(URL, json=child)).status_code == 404
    assert made(await admin.get(URL, params={"q": "青禾"}), 200)["items"] == []
    everything = made(await (await desk.client(Role.ADMIN)).get(URL), 200)["items"]
    assert {branch["version"] for branch in everything} == {1}


async def test_the_way_up_ends_where_sight_ends(desk: Desk, offices: Offices) -> None:
    secretary = await desk.client(SECRETARY)
    seen = made(await secretary.get(f"{URL}/{offices.lead.id}"), 200)
    assert [above["name"] for above in seen["lineage"]] == [offices.lead.name]
