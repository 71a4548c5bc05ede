"""Files put to a ticket: by choice, checked, for those who see the ticket."""

from pathlib import Path

import httpx
import pytest

from models.enums.accounts import Role
from tests.support.disks import limited_files
from tests.support.people import Offices
from tests.support.tickets import act, ticket_input

PDF = b"%PDF-1.7 test"


async def attach(client: httpx.AsyncClient, ticket: dict[str, object], name: str, content: bytes) -> httpx.Response:
    return await client.post(
        f"/api/v1/tickets/{ticket['id']}/files",
        files={"file": (name, content)},
        headers={"If-Match": str(ticket["version"])},
    )


async def test_a_file_stands_in_the_ticket_and_its_history(offices: Offices) -> None:
    supervisor, secretary = await offices.as_(Role.SUPERVISOR), await offices.as_(Role.BRANCH_SECRETARY)
    ticket = (await supervisor.post("/api/v1/tickets", json=ticket_input(offices))).json()
    assert (await attach(secretary, ticket, "办理情况.pdf", PDF)).status_code == 404  # not theirs before its number
    for action in ("submit", "approve"):
        ticket = (await act(supervisor, ticket, action)).json()
    answer = await attach(secretary, ticket, "../../办理情况.PDF", PDF)
    assert answer.status_code == 201, answer.text
    stored = answer.json()["files"][0]
    assert (stored["name"], stored["size"], stored["media_type"]) == ("办理情况.PDF", len(PDF), "application/pdf")
    url = f"/api/v1/tickets/{ticket['id']}/files/{stored['id']}"
    got = await supervisor.get(url)
    assert got.content == PDF
    assert got.headers["content-disposition"].startswith("attachment;")
    assert (await (await offices.as_(offices.foreign_secretary)).get(url)).status_code == 404
    events = (await supervisor.get(f"/api/v1/tickets/{ticket['id']}/events")).json()["items"]
    assert (events[-1]["action"], events[-1]["comment"]) == ("attach", "办理情况.PDF")


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("a.exe", b"MZ", 415, "file.kind_not_taken"),
        ("a.pdf", b"MZ\x90", 415, "file.content_mismatch"),
        ("a.pdf", b"", 422, "file.empty"),
        ("no-extension", PDF, 415, "file.kind_not_taken"),
        ("a.pdf", PDF + b"0" * (20 * 1024 * 1024), 413, None),
    ],
)
async def test_what_is_not_taken_changes_nothing(
    offices: Offices, name: str, content: bytes, status: int, code: str | None
) -> None:
    supervisor = await offices.as_(Role.SUPERVISOR)
    ticket = (await supervisor.post("/api/v1/tickets", json=ticket_input(offices))).json()
    answer = await attach(supervisor, ticket, name, content)
    assert answer.status_code == status, answer.text
    assert code is None or answer.json()["code"] == code
    again = (await supervisor.get(f"/api/v1/tickets/{ticket['id']}")).json()
    assert (again["version"], again["files"]) == (ticket["version"], [])


async def test_a_full_store_is_told_and_nothing_is_half_written(offices: Offices) -> None:
    supervisor = await offices.as_(Role.SUPERVISOR)
    ticket = (await supervisor.post("/api/v1/tickets", json=ticket_input(offices))).json()
    with limited_files(100_000):
        answer = await attach(supervisor, ticket, "a.pdf", PDF + bytes(200_000))
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "store_unwritable", "30")
    again = (await supervisor.get(f"/api/v1/tickets/{ticket['id']}")).json()
    assert (again["version"], again["files"]) == (ticket["version"], [])
    root = Path(offices.city.platform.files.url)
    assert not [path for path in root.rglob("*") if path.is_file()]
    assert (await attach(supervisor, ticket, "a.pdf", PDF + bytes(200_000))).status_code == 201
