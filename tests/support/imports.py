"""Files as branches send them, and the jobs of imports run within the test's own transaction."""

import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import httpx
import xlsxwriter  # type: ignore[import-untyped]

from models.branches import Branch
from models.enums import utc_now
from services.imports.committing import Committer, commit_import
from services.imports.fields import TEMPLATE, label
from services.imports.reading import read_import
from tests.factories.members import id_number
from tests.support.people import City

URL = "/api/v1/imports"
HEADERS = [label(name).zh for name in TEMPLATE]

Cells = Sequence[Any]


def person(serial: int = 1, **given: Any) -> list[Any]:
    """A row of the template: a full member; an even serial is a woman."""
    values = {
        "name": "单建国",
        "id_number": id_number(serial),
        "sex": "男" if serial % 2 else "女",
        "ethnicity": "汉族",
        "birth_date": "1985-03-14",
        "education": "大学本科毕业",
        "stage": "正式党员",
        "branch": "干部一处党支部",
        "joined_on": "2010-07-01",
        "full_on": "2011-07-01",
        "post": "科员",
        "phone": f"1381234{serial:04}",
        "address": "浙江省杭州市西湖区文一路 1 号 2 幢",
        "standing": "正常",
        "lost_contact": "否",
        "floating": "否",
        **given,
    }
    return [values[name] for name in TEMPLATE]


def xlsx(*rows: Cells, headers: Cells | None = HEADERS, sheet: str = "党员信息", **options: Any) -> bytes:
    """A workbook of one sheet."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    page = book.add_worksheet(sheet)
    for number, row in enumerate([*([headers] if headers else []), *rows]):
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(number, column, value)
            elif value is not None:
                page.write(number, column, value)
    book.close()
    return target.getvalue()


def csv_text(*rows: Cells, headers: Cells = HEADERS) -> str:
    return "".join(",".join(f'"{value}"' for value in row) + "\r\n" for row in [headers, *rows])


async def upload(
    client: httpx.AsyncClient, content: bytes, name: str = "名册.xlsx", branch: Branch | None = None, **form: str
) -> httpx.Response:
    data = {"kind": "members", **form, **({"branch_id": str(branch.id)} if branch else {})}
    return await client.post(URL, files={"file": (name, content)}, data=data)


async def read(city: City, import_id: str) -> None:
    """What the job does with an upload."""
    platform = city.platform
    await read_import(platform.database, platform.vault, platform.files, UUID(import_id), utc_now())


async def previewed(
    city: City, client: httpx.AsyncClient, content: bytes, name: str = "名册.xlsx", **given: Any
) -> dict[str, Any]:
    """Upload, have it read, look."""
    answer = await upload(client, content, name, **given)
    assert answer.status_code == 201, answer.text
    await read(city, answer.json()["id"])
    return await look(client, answer.json()["id"])


async def look(client: httpx.AsyncClient, import_id: str) -> dict[str, Any]:
    answer = await client.get(f"{URL}/{import_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def rows(client: httpx.AsyncClient, import_id: str, **params: Any) -> list[dict[str, Any]]:
    answer = await client.get(f"{URL}/{import_id}/rows", params=params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def commit(
    city: City, client: httpx.AsyncClient, import_id: str, mode: str = "all", **given: Any
) -> dict[str, Any]:
    """Ask for the commit, have it done, look."""
    answer = await client.post(f"{URL}/{import_id}/commit", json={"mode": mode, **given})
    assert answer.status_code == 200, answer.text
    await write(city, client, import_id)
    return await look(client, import_id)


async def write(city: City, client: httpx.AsyncClient, import_id: str) -> None:
    """What the job does with a commit that was asked for."""
    me = (await client.get("/api/v1/me")).json()
    platform = city.platform
    committer = Committer(UUID(me["account"]["id"] if "account" in me else me["id"]))
    await commit_import(platform.database, platform.vault, UUID(import_id), committer, utc_now())
