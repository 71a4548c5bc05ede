"""Files put to a ticket: by choice, checked, for those who see the ticket."""

import io
import zipfile
from pathlib import Path

import httpx
import pytest

from models.enums.accounts import Role
from tests.support.disks import limited_files
from tests.support.people import Offices
from tests.support.tickets import act, ticket_input

PDF = b"%PDF-1.7 test"


def package(*names: str, content: bytes = b"x") -> bytes:
    """An office package with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in ("[Content_Types].xml", *names):
            parts.writestr(name, content)
    return target.getvalue()


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
    ("name", "content"),
    [
        ("a.docx", package("word/document.xml")),
        ("a.pdf", b"%PDF-1.7\n<script>alert(1)</script>" + package("word/document.xml")),
    ],
)
async def test_a_file_of_two_natures_is_only_ever_saved_never_shown(
    offices: Offices, name: str, content: bytes
) -> None:
    supervisor = await offices.as_(Role.SUPERVISOR)
    ticket = (await supervisor.post("/api/v1/tickets", json=ticket_input(offices))).json()
    stored = (await attach(supervisor, ticket, name, content)).json()["files"][0]
    got = await supervisor.get(f"/api/v1/tickets/{ticket['id']}/files/{stored['id']}")
    assert got.content == content
    assert got.headers["content-type"] == stored["media_type"]
    assert got.headers["content-disposition"].startswith("attachment;")
    assert (got.headers["x-content-type-options"], got.headers["cache-control"]) == ("nosniff", "no-store")


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("a.exe", b"MZ", 415, "file.kind_not_taken"),
        ("a.pdf", b"MZ\x90", 415, "file.content_mismatch"),
        ("a.pdf", b"", 422, "file.empty"),
        ("no-extension", PDF, 415, "file.kind_not_taken"),
        ("a.docx", b"PK\x03\x04 but no package", 415, "file.content_mismatch"),
        ("a.docx", package("xl/workbook.xml"), 415, "file.content_mismatch"),
        ("a.docx", package("word/document.xml", "word/vbaProject.bin"), 415, "file.macros"),
        ("a.docm", package("word/document.xml"), 415, "file.kind_not_taken"),
        ("a.xlsx", package("xl/workbook.xml", content=b"0" * 9_000_000), 415, "file.dangerous"),
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
