"""Photos of members over HTTP, and one's own record as a file."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from docx import Document
from PIL import Image
from sqlalchemy import select

from models.accounts import Account
from models.audit import AuditEntry
from models.enums.accounts import Role
from models.members import MemberPhoto
from services.field_keys.rotation import rotate
from services.kit.sealing import Sealer
from tests.factories.members import body, id_number
from tests.services.members.test_portraits import picture
from tests.support.jobs import erase_files
from tests.support.people import Offices

URL = "/api/v1/members"


@pytest.fixture
async def clerk(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.BRANCH_CLERK)


@pytest.fixture
async def member(offices: Offices, clerk: httpx.AsyncClient) -> dict[str, Any]:
    """Somebody on the register who has an account."""
    answer = await clerk.post(URL, json=body(offices.lead, 1))
    made: dict[str, Any] = answer.json()
    async with offices.city.platform.database.transaction() as session:
        account = await session.get_one(Account, offices.id_of(Role.MEMBER))
        account.member_id = made["id"]
    return made


async def put(client: httpx.AsyncClient, member: dict[str, Any], version: int, content: bytes) -> httpx.Response:
    url, headers = f"{URL}/{member['id']}/photo", {"If-Match": f'"{version}"'}
    return await client.put(url, files={"file": ("photo.jpg", content)}, headers=headers)


def stored(offices: Offices) -> list[Path]:
    return [path for path in (offices.city.platform.settings.var_dir / "files").rglob("*") if path.is_file()]


async def test_a_photo_is_kept_sealed_shown_to_who_may_see_the_record_and_erased(
    offices: Offices, clerk: httpx.AsyncClient, member: dict[str, Any]
) -> None:
    url = f"{URL}/{member['id']}/photo"
    assert (await clerk.get(url)).status_code == 404
    assert (await put(clerk, member, 1, picture())).status_code == 204
    shown = await clerk.get(url)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"] == "private, no-cache"
    assert Image.open(BytesIO(shown.content)).size == (360, 640)
    again = await clerk.get(url, headers={"If-None-Match": shown.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    record = (await clerk.get(f"{URL}/{member['id']}")).json()
    assert (f'"{record["photo"]}"', record["version"]) == (shown.headers["ETag"], 2)
    mine = await offices.as_(Role.MEMBER)
    assert (await mine.get("/api/v1/me/member/photo")).content == shown.content
    assert (await mine.get("/api/v1/me/member")).json()["photo"] == record["photo"]
    (file,) = stored(offices)
    assert b"JFIF" not in file.read_bytes()

    new = Sealer([b"n" * 32])
    async with offices.city.platform.database.transaction() as session:
        photo = (await session.scalars(select(MemberPhoto))).one()
        sealed = photo.file_key
    assert await rotate(
        offices.city.platform.database, Sealer([b"n" * 32, b"A" * 32]), lambda _done: None
    ) == 2  # fmt: skip
    async with offices.city.platform.database.transaction() as session:
        await session.refresh(photo := await session.get_one(MemberPhoto, photo.member_id))
        assert photo.file_key != sealed
        assert new.open(photo.file_key) == Sealer([b"A" * 32]).open(sealed)
        photo.file_key = sealed

    assert (await put(clerk, member, 1, picture())).status_code == 412
    assert (await put(clerk, member, 2, picture("PNG", (10, 10)))).status_code == 204
    assert file in stored(offices)  # it goes with a job, once the change is committed
    assert await erase_files(offices.city.platform) == 1
    (other,) = stored(offices)
    assert other != file
    assert (await clerk.delete(url, headers={"If-Match": '"3"'})).status_code == 204
    assert await erase_files(offices.city.platform) == 1
    assert stored(offices) == []
    assert (await clerk.get(url)).status_code == 404
    assert (await clerk.delete(url, headers={"If-Match": '"4"'})).status_code == 404
    acts = (await mine.get("/api/v1/me/member/history")).json()["items"]
    assert [act["action"] for act in acts] == ["register", "photo", "photo", "remove_photo"]


async def test_a_photo_is_seen_and_changed_by_nobody_else(
    offices: Offices, clerk: httpx.AsyncClient, member: dict[str, Any]
) -> None:
    await put(clerk, member, 1, picture())
    url = f"{URL}/{member['id']}/photo"
    for who, read in ((offices.foreign_secretary, 404), (offices.support_secretary, 404), (Role.ADMIN, 403)):
        client = await offices.as_(who)
        assert (await client.get(url)).status_code == read
        assert (await put(client, member, 2, picture())).status_code == read
        assert (await client.delete(url, headers={"If-Match": '"2"'})).status_code == read
    staff = await offices.as_(Role.STAFF)
    assert ((await staff.get(url)).status_code, (await put(staff, member, 2, picture())).status_code) == (200, 403)
    nobody = await offices.as_(Role.BRANCH_SECRETARY)
    assert (await nobody.get("/api/v1/me/member/photo")).status_code == 404


async def test_a_bad_photo_changes_nothing(offices: Offices, clerk: httpx.AsyncClient, member: dict[str, Any]) -> None:
    large = await put(clerk, member, 1, b"\xff" * (5 * 1024 * 1024 + 1))
    assert (large.status_code, large.json()["code"]) == (413, "photo.too_large")
    assert "5 MB" in large.json()["detail"]
    broken = await put(clerk, member, 1, picture()[:500])
    assert (broken.status_code, broken.json()["code"]) == (415, "photo.not_a_picture")
    assert stored(offices) == []
    assert (await clerk.get(f"{URL}/{member['id']}")).json()["version"] == 1


async def test_one_takes_ones_own_record_along(
    offices: Offices, clerk: httpx.AsyncClient, member: dict[str, Any]
) -> None:
    await clerk.post(f"{URL}/{member['id']}/reveal", json={"fields": ["phone", "address"], "reason": "核对地址"})
    amended = {"post": "处长", "education": "14"}
    await clerk.patch(f"{URL}/{member['id']}", json=amended, headers={"If-Match": '"1"'})
    mine = await offices.as_(Role.MEMBER)
    url = "/api/v1/me/member/record"
    paper = await mine.get(url, headers={"Accept-Language": "en"})
    assert (paper.status_code, paper.headers["Cache-Control"]) == (200, "no-store")
    assert paper.headers["Content-Disposition"].endswith(".docx")
    document = Document(BytesIO(paper.content))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for told in (
        id_number(),
        "13812340001",
        "文一路 1 号",
        "正式党员",
        "2010年7月1日",
        "核对地址",
        "家庭住址、联系电话",
    ):
        assert told in text, told
    assert "工作岗位：科员 → 处长" in text
    assert "学历：大学本科毕业 → 硕士研究生毕业" in text
    file = await mine.get(url, params={"format": "json"})
    whole = json.loads(file.content)
    assert file.headers["Content-Type"] == "application/json"
    assert (whole["member"]["id_number"], whole["member"]["post"]) == (id_number(), "处长")
    assert [act["action"] for act in whole["history"]] == ["register", "reveal", "amend"]
    async with offices.city.platform.database.transaction() as session:
        written = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == "member.download_own").order_by(AuditEntry.id)
        )
        assert [entry.changes for entry in written] == [{"format": [None, "docx"]}, {"format": [None, "json"]}]
    assert (await mine.get(url, params={"format": "pdf"})).status_code == 422
    nobody = await offices.as_(Role.BRANCH_SECRETARY)
    assert (await nobody.get(url)).status_code == 404
