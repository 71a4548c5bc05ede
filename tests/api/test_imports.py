"""Import over HTTP, as a clerk meets it: upload, preview, put right, commit."""

import httpx
import pytest

from typing import Any

import httpx
import pytest

from models.enums.accounts import Role
from tests.factories.members import body, id_number
from tests.support.imports import HEADERS, URL, commit, look, person, previewed, rows, upload, xlsx
from tests.support.people import Offices

MEMBERS = "/api/v1/members"


@pytest.fixture
async def clerk(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.BRANCH_CLERK)


async def test_a_file_becomes_a_preview_and_the_preview_becomes_members(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    found = await previewed(offices.city, clerk, xlsx(person(1), person(2, name="李 梅")))
    assert (found["state"], found["state_label"]) == ("previewed", "待确认")
    assert found["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "conflict": 0, "invalid": 0}
    assert found["progress"] == {"done": 2, "total": 2}
    assert found["available_actions"] == ["amend", "commit", "commit_valid_only", "delete"]
    first, second = await rows(clerk, found["id"])
    assert (first["number"], first["state"], first["cells"]["name"]["value"]) == (2, "new", "单建国")
    assert second["cells"]["name"] == {
        **second["cells"]["name"], "state": "corrected", "written": "李 梅", "value": "李梅"
    }  # fmt: skip
    assert first["cells"]["id_number"]["value"] == f"110***********{id_number(1)[-4:]}"
    assert (await clerk.get(MEMBERS)).json()["items"] == []
    done = await commit(offices.city, clerk, found["id"])
    assert (done["state"], done["result"]) == ("done", {"created": 2, "amended": 0, "unchanged": 0, "skipped": 0})
    listed = (await clerk.get(MEMBERS, params={"sort": "name"})).json()["items"]
    assert [item["name"] for item in listed] == ["李梅", "单建国"]
    assert listed[1] == {
        **listed[1], "sex_label": "男", "birth_date": "1985-03-14", "stage": "full", "joined_on": "2010-07-01",
        "phone": "138****0001", "education_label": "大学本科毕业", "post": "科员", "version": 1,
    }  # fmt: skip
    history = (await clerk.get(f"{MEMBERS}/{listed[1]['id']}/history")).json()["items"]
    assert [(entry["action"], entry["document"]) for entry in history] == [("register", "批量导入：名册.xlsx")]


async def test_exporting_and_importing_again_changes_nothing(offices: Offices, clerk: httpx.AsyncClient) -> None:
    for serial in (1, 2, 3):
        more = {"name": "=李梅", "address": "@杭州", "floating": True} if serial == 2 else {}
        assert (await clerk.post(MEMBERS, json=body(offices.lead, serial, **more))).status_code == 201
    for form in ("xlsx", "csv"):
        answer = await clerk.get(
            f"{MEMBERS}/export", params={"format": form, "reveal": True, "reason": "核对名册"}
        )
        assert answer.status_code == 200, answer.text
        found = await previewed(offices.city, clerk, answer.content, f"导出.{form}")
        assert found["counts"] == {"new": 0, "changed": 0, "unchanged": 3, "conflict": 0, "invalid": 0}, form
        assert {cell["state"] for row in await rows(clerk, found["id"]) for cell in row["cells"].values()} <= {"ok", "corrected"}  # fmt: skip
