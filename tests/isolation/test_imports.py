"""A clerk learns nothing of another branch by a file: neither by states, texts, candidates nor conflicts."""

import httpx
import pytest

from models.enums.accounts import Role
from models.enums.branches import BranchKind
from tests.factories.members import body, id_number
from tests.support.imports import URL, commit, look, person, previewed, rows, upload, xlsx
from tests.support.people import Offices

MEMBERS = "/api/v1/members"


@pytest.fixture
async def secretary(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.BRANCH_SECRETARY)


@pytest.fixture
async def stranger(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(offices.foreign_secretary)


async def test_imports_of_others_do_not_exist(
    offices: Offices, secretary: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    found = await previewed(offices.city, secretary, xlsx(person(1)))
    url, if_match = f"{URL}/{found['id']}", {"If-Match": '"1"'}
    for client in (stranger, await offices.as_(offices.support_secretary)):
        answers = [
            await client.get(url),
            await client.get(f"{url}/rows"),
            await client.get(f"{url}/errors.xlsx"),
            await client.patch(url, json={"mapping": {}}, headers=if_match),
            await client.patch(f"{url}/rows/2", json={"name": "x"}, headers=if_match),
            await client.post(f"{url}/commit", json={"mode": "all"}),
            await client.delete(url, headers=if_match),
            await upload(client, xlsx(person(1)), branch=offices.lead),
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert (await client.get(URL)).json()["items"] == []
    assert await look(secretary, found["id"]) == found
    # Whoever keeps the register of the target sees it as well.
    clerk = await offices.as_(Role.BRANCH_CLERK)
    assert (await clerk.get(URL)).json()["items"][0]["id"] == found["id"]
    assert (await (await offices.as_(Role.STAFF)).get(URL)).status_code == 403


async def test_a_person_registered_elsewhere_is_a_conflict_that_tells_nothing(
    offices: Offices, secretary: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    made = (await stranger.post(MEMBERS, json=body(offices.foreign, 9, name="万俟雪", stage="probationary", full_on=None))).json()  # fmt: skip
    found = await previewed(offices.city, secretary, xlsx(person(9, name="冒名", post="副处长"), person(1)))
    assert found["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "conflict": 1, "invalid": 0}
    answer = await secretary.get(f"{URL}/{found['id']}/rows", params={"state": "conflict"})
    (row,) = answer.json()["items"]
    assert row["conflict"] == {
        "kind": "registered_elsewhere", "offer": "transfer", "branch": None, "message": row["conflict"]["message"]
    }  # fmt: skip
    assert row["member"] is None
    assert {cell["state"] for cell in row["cells"].values()} <= {"ok", "corrected"}
    file = await secretary.get(f"{URL}/{found['id']}/errors.xlsx")
    texts = [answer.text, (await secretary.get(f"{URL}/{found['id']}")).text, str(file.content)]
    for secret in ("万俟雪", "青禾", made["id"], str(offices.foreign.id), "预备"):
        assert all(secret not in text for text in texts), secret
    done = await commit(offices.city, secretary, found["id"], "valid_only")
    assert done["result"] == {"created": 1, "amended": 0, "unchanged": 0, "skipped": 1}
    assert (await stranger.get(f"{MEMBERS}/{made['id']}")).json() == made


async def test_branches_elsewhere_are_as_if_they_were_not(offices: Offices, secretary: httpx.AsyncClient) -> None:
    told = set()
    for name in ("青禾区第一党支部", "组织二处党支部", "没有这个支部", str(offices.foreign.id)):
        found = await previewed(offices.city, secretary, xlsx(person(1, branch=name)))
        (row,) = await rows(secretary, found["id"])
        assert row["cells"]["branch"]["code"] == "import.branch_unknown"
        told.add(row["cells"]["branch"]["message"].replace(name, "…"))
    assert len(told) == 1


async def test_candidates_for_a_branch_are_of_ones_own(offices: Offices) -> None:
    city = offices.city
    for parent in (offices.organ, offices.district):
        middle = await city.branch("老干部局总支", parent, BranchKind.GENERAL_BRANCH)
        other = await city.branch("机关服务中心总支", parent, BranchKind.GENERAL_BRANCH)
        await city.branch("第一支部", middle)
        await city.branch("第一支部", other)
    committee = await offices.as_(Role.COMMITTEE_ADMIN)
    found = await previewed(
        city, committee, xlsx(person(1, branch="第一支部"), person(3, branch="老干部局总支/第一支部"))
    )
    first, second = await rows(committee, found["id"])
    assert first["cells"]["branch"]["code"] == "import.branch_ambiguous"
    organ = offices.organ.name
    assert f"{organ}/机关服务中心总支/第一支部；{organ}/老干部局总支/第一支部。" in first["cells"]["branch"]["message"]
    assert "青禾" not in first["cells"]["branch"]["message"]
    assert second["state"] == "new"


async def test_sealed_values_are_masked_for_all_but_the_uploader(
    offices: Offices, secretary: httpx.AsyncClient
) -> None:
    wrong = id_number(1)[:17] + "?"
    found = await previewed(offices.city, secretary, xlsx(person(1, id_number=wrong, phone="138 1234 0001")))
    (own,) = await rows(secretary, found["id"])
    assert own["cells"]["id_number"]["written"] == wrong
    committee = await offices.as_(Role.COMMITTEE_ADMIN)
    answer = await committee.get(f"{URL}/{found['id']}/rows")
    file = await committee.get(f"{URL}/{found['id']}/errors.xlsx")
    (row,) = answer.json()["items"]
    assert (row["cells"]["id_number"]["written"], row["cells"]["phone"]["value"]) == ("****", "138****0001")
    for secret in (wrong[:17], "138 1234 0001", "文一路"):
        assert secret not in answer.text
        assert secret.encode() not in file.content
    exported = await committee.get(f"{MEMBERS}/export", params={"format": "csv"})
    assert exported.status_code == 200


async def test_an_export_holds_ones_own_branches_only(
    offices: Offices, secretary: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    (await stranger.post(MEMBERS, json=body(offices.foreign, 9, name="万俟雪"))).raise_for_status()
    (await secretary.post(MEMBERS, json=body(offices.lead, 1, name="王明"))).raise_for_status()
    answer = await secretary.get(f"{MEMBERS}/export", params={"format": "csv", "reveal": True, "reason": "核对"})
    assert "王明" in answer.text
    assert "万俟雪" not in answer.text
    elsewhere = await secretary.get(f"{MEMBERS}/export", params={"branch_id": str(offices.foreign.id)})
    assert elsewhere.status_code == 404
