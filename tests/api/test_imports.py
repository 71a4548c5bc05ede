"""Import over HTTP, as a clerk meets it: upload, preview, put right, commit."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from sqlalchemy import select

from api.settings import Settings
from models.audit import AuditEntry
from models.enums import utc_now
from models.enums.accounts import Role
from models.imports import ImportRow
from services.imports import matching
from services.imports.ending import expired
from services.kit.reader import ConnectionReader
from tests.factories.members import body, id_number
from tests.support.counting import row_counts
from tests.support.imports import HEADERS, URL, commit, look, person, previewed, read, rows, upload, write, xlsx
from tests.support.jobs import erase_files
from tests.support.people import Offices

EXCEL_97 = Path(__file__).parents[1] / "services/imports/data/excel-97.xls"
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


async def test_a_workbook_of_excel_97_is_read(offices: Offices, clerk: httpx.AsyncClient) -> None:
    """Made by xlwt: a merged title above the header, dates as cells of dates."""
    found = await previewed(offices.city, clerk, EXCEL_97.read_bytes(), "名册.xls")
    assert found["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "conflict": 0, "invalid": 0}
    first, second = await rows(clerk, found["id"])
    assert (first["number"], first["cells"]["joined_on"]["value"]) == (3, "2010-07-01")
    assert second["cells"]["name"]["value"] == "欧阳明慧"


async def test_exporting_and_importing_again_changes_nothing(offices: Offices, clerk: httpx.AsyncClient) -> None:
    for serial in (1, 2, 3):
        more = {"name": "=李梅", "address": "@杭州", "floating": True} if serial == 2 else {}
        assert (await clerk.post(MEMBERS, json=body(offices.lead, serial, **more))).status_code == 201
    for form in ("xlsx", "csv"):
        answer = await clerk.get(f"{MEMBERS}/export", params={"format": form, "reveal": True, "reason": "核对名册"})
        assert answer.status_code == 200, answer.text
        if form == "xlsx":
            lines = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows())
            cells = [cell for line in lines for cell in line if cell.value is not None]
            assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
            assert "=李梅" in {cell.value for cell in cells}
        found = await previewed(offices.city, clerk, answer.content, f"导出.{form}")
        assert found["counts"] == {"new": 0, "changed": 0, "unchanged": 3, "conflict": 0, "invalid": 0}, form
        assert {cell["state"] for row in await rows(clerk, found["id"]) for cell in row["cells"].values()} <= {"ok", "corrected"}  # fmt: skip


async def test_an_export_of_nobody_is_a_table_of_headings(offices: Offices, clerk: httpx.AsyncClient) -> None:
    answer = await clerk.get(f"{MEMBERS}/export", params={"format": "xlsx"})
    first, *further = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    assert list(first) == HEADERS
    assert {cell for line in further for cell in line} <= {None}


async def test_each_cell_says_what_was_made_of_it(offices: Offices, clerk: httpx.AsyncClient) -> None:
    wrong = person(1, id_number="110105198503140", ethnicity="火星族", joined_on="2010.07", phone="123", stage="")
    usual = person(2, ethnicity="汉", birth_date="1985.03", joined_on="20100701", phone="138 1234 0002", post="")
    found = await previewed(offices.city, clerk, xlsx(wrong, usual))
    assert found["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "conflict": 0, "invalid": 1}
    assert found["available_actions"] == ["amend", "commit_valid_only", "delete"]
    (bad,) = await rows(clerk, found["id"], state="invalid")
    told = {name: cell["code"] for name, cell in bad["cells"].items() if cell["state"] == "error"}
    assert told == {
        "id_number": "member.id_number_15_digits", "ethnicity": "member.unknown_code", "phone": "member.phone_number",
        "joined_on": "import.date_without_day", "stage": "import.cell_required",
    }  # fmt: skip
    assert bad["cells"]["joined_on"]["written"] == "2010.07"
    assert "年月日" in bad["cells"]["joined_on"]["message"]
    assert bad["cells"]["id_number"]["rule"] == "GB 11643-1999《公民身份号码》"
    (good,) = await rows(clerk, found["id"], state="new")
    states = {name: cell["state"] for name, cell in good["cells"].items()}
    assert (states["name"], states["birth_date"], "post" in states) == ("ok", "warning", False)
    corrected = {name: (cell["written"], cell["value"]) for name, cell in good["cells"].items() if cell["state"] == "corrected"}  # fmt: skip
    assert corrected == {
        "ethnicity": ("汉", "汉族"), "joined_on": ("20100701", "2010-07-01"), "phone": ("138 1234 0002", "138****0002")
    }  # fmt: skip
    english = await clerk.get(f"{URL}/{found['id']}/rows", headers={"Accept-Language": "en"})
    assert english.json()["items"][0]["cells"]["stage"]["message"] == "Stage cannot be empty."


async def test_rows_of_a_file_with_the_same_id_number_name_each_other(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    found = await previewed(offices.city, clerk, xlsx(person(1), person(2), person(1), person(1)))
    assert found["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "conflict": 0, "invalid": 3}
    shown = await rows(clerk, found["id"])
    assert [(row["number"], row["state"], row["twins"]) for row in shown] == [
        (2, "invalid", [4, 5]), (3, "new", []), (4, "invalid", [2, 5]), (5, "invalid", [2, 4]),
    ]  # fmt: skip


async def test_a_cell_put_right_in_place_makes_its_row_good(offices: Offices, clerk: httpx.AsyncClient) -> None:
    found = await previewed(offices.city, clerk, xlsx(person(1, joined_on="2010.07"), person(3)))
    refused = await clerk.post(f"{URL}/{found['id']}/commit", json={"mode": "all"})
    assert (refused.status_code, refused.json()["code"]) == (409, "import.not_all_fit")
    url = f"{URL}/{found['id']}/rows/2"
    missing = await clerk.patch(url, json={"joined_on": "2010-07-01"})
    assert missing.status_code == 428
    answer = await clerk.patch(url, json={"joined_on": "2010年7月1日"}, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["version"], answer.headers["ETag"]) == ("new", 2, '"2"')
    stale = await clerk.patch(url, json={"post": "x"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (await look(clerk, found["id"]))["counts"]["invalid"] == 0
    twin = await clerk.patch(url, json={"id_number": id_number(3)}, headers={"If-Match": '"2"'})
    assert (twin.json()["state"], twin.json()["twins"]) == ("invalid", [3])
    (_, other) = await rows(clerk, found["id"])
    assert (other["state"], other["twins"], other["cells"]["id_number"]["code"]) == (
        "invalid",
        [2],
        "import.duplicate_rows",
    )
    again = await clerk.patch(url, json={"id_number": id_number(5)}, headers={"If-Match": '"3"'})
    assert again.json()["state"] == "new"
    assert (await look(clerk, found["id"]))["counts"] == {
        "new": 2, "changed": 0, "unchanged": 0, "conflict": 0, "invalid": 0
    }  # fmt: skip
    assert (await commit(offices.city, clerk, found["id"]))["result"]["created"] == 2


async def test_known_members_are_changed_only_where_the_file_says_so(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    made = (await clerk.post(MEMBERS, json=body(offices.lead, 1))).json()
    (await clerk.post(MEMBERS, json=body(offices.lead, 3))).raise_for_status()
    blank = dict.fromkeys(("sex", "ethnicity", "birth_date", "education", "stage", "branch", "joined_on", "full_on", "address", "standing", "lost_contact", "floating"), "")  # fmt: skip
    changed = person(1, **blank, post="副处长", phone="139 0000 1111")
    file = xlsx(changed, person(3, **blank, post="", phone=""))
    found = await previewed(offices.city, clerk, file)
    assert found["counts"] == {"new": 0, "changed": 1, "unchanged": 1, "conflict": 0, "invalid": 0}
    assert not found["reason_required"]
    (row,) = await rows(clerk, found["id"], state="changed")
    assert row["member"] == {"id": made["id"], "name": "单建国"}
    cells = {name: (cell["before"], cell["value"]) for name, cell in row["cells"].items() if cell["state"] == "changed"}
    assert cells == {"post": ("科员", "副处长"), "phone": ("138****0001", "139****1111")}
    done = await commit(offices.city, clerk, found["id"])
    assert done["result"] == {"created": 0, "amended": 1, "unchanged": 1, "skipped": 0}
    now = (await clerk.get(f"{MEMBERS}/{made['id']}")).json()
    assert now == {**made, "post": "副处长", "phone": "139****1111", "version": 2, "updated_at": now["updated_at"]}
    *_, entry = (await clerk.get(f"{MEMBERS}/{made['id']}/history")).json()["items"]
    assert (entry["action"], entry["sequence"], entry["document"]) == ("amend", 2, "批量导入：名册.xlsx")
    assert entry["changes"] == {"post": ["科员", "副处长"], "phone": ["138****0001", "139****1111"]}
    same = await previewed(offices.city, clerk, file)
    assert same["counts"]["unchanged"] == 2


async def test_correcting_names_and_party_dates_takes_a_reason(offices: Offices, clerk: httpx.AsyncClient) -> None:
    made = (await clerk.post(MEMBERS, json=body(offices.lead, 1))).json()
    found = await previewed(offices.city, clerk, xlsx(person(1, name="单健国", full_on="2011-07-02")))
    assert found["reason_required"]
    refused = await clerk.post(f"{URL}/{found['id']}/commit", json={"mode": "all"})
    assert (refused.status_code, refused.json()["code"]) == (422, "import.reason_required")
    await commit(offices.city, clerk, found["id"], reason="按档案更正")
    now = (await clerk.get(f"{MEMBERS}/{made['id']}")).json()
    assert (now["name"], now["full_on"], now["stage_since"]) == ("单健国", "2011-07-02", "2011-07-02")
    found_by_name = (await clerk.get(MEMBERS, params={"q": "健国"})).json()["items"]
    assert [item["id"] for item in found_by_name] == [made["id"]]


async def test_steps_of_the_life_cycle_do_not_come_by_file(offices: Offices, clerk: httpx.AsyncClient) -> None:
    (await clerk.post(MEMBERS, json=body(offices.lead, 1))).raise_for_status()
    for given in ({"stage": "预备党员", "full_on": ""}, {"standing": "停止党籍"}, {"lost_contact": "是"}):
        found = await previewed(offices.city, clerk, xlsx(person(1, **given)))
        (row,) = await rows(clerk, found["id"])
        assert (row["state"], row["conflict"]["kind"], row["conflict"]["offer"]) == (
            "conflict",
            "life_cycle",
            "transition",
        )


async def test_somebody_in_another_branch_of_ones_own_is_offered_a_transfer(offices: Offices) -> None:
    committee = await offices.as_(Role.COMMITTEE_ADMIN)
    (await committee.post(MEMBERS, json=body(offices.support, 1))).raise_for_status()
    found = await previewed(offices.city, committee, xlsx(person(1)))
    (row,) = await rows(committee, found["id"])
    assert row["conflict"] == {
        "kind": "other_branch", "offer": "transfer", "message": row["conflict"]["message"],
        "branch": {"id": str(offices.support.id), "name": "组织二处党支部"},
    }  # fmt: skip
    assert "组织二处党支部" in row["conflict"]["message"]


async def test_the_number_of_a_merged_record_is_free_for_somebody_new(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    """Looked up by the unique index, which leaves tombstones out."""
    this, other = [(await clerk.post(MEMBERS, json=body(offices.lead, serial))).json() for serial in (21, 23)]
    merger = {"other_id": other["id"], "other_version": 1, "reason": "同一人重复录入"}
    await clerk.post(f"{MEMBERS}/{this['id']}/merge", json=merger, headers={"If-Match": '"1"'})
    found = await previewed(offices.city, clerk, xlsx(person(23)))
    assert found["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "conflict": 0, "invalid": 0}
    reader: Any = offices.city.platform.database.reader
    await reader._connection.execute("SET LOCAL enable_seqscan = off")
    query = matching._BY_HASH
    plan = await reader._connection.fetch(f"EXPLAIN {query.sql}", *query.arguments({"hashes": [b"x" * 32]}))
    assert "uq_members_id_number_hash" in str(plan)


async def test_columns_missing_are_named_and_may_be_said_by_hand(offices: Offices, clerk: httpx.AsyncClient) -> None:
    headers = ["姓名", "号码", "人员类别", "入党时间", "转正时间", "心愿"]
    file = xlsx(["张三", id_number(1), "党员", "2010-07-01", "2011-07-01", "x"], headers=headers)
    found = await previewed(offices.city, clerk, file)
    assert (found["state"], found["failure"]["code"]) == ("failed", "import.columns_missing")
    assert "公民身份号码" in found["failure"]["message"]
    assert "号码、心愿" in found["failure"]["message"]
    assert found["sheet"]["missing"] == ["id_number"]
    answer = await clerk.patch(
        f"{URL}/{found['id']}",
        json={"mapping": {"1": "id_number", "5": None}, "defaults": {"ethnicity": "回族"}},
        headers={"If-Match": f'"{found["version"]}"'},
    )
    assert (answer.status_code, answer.json()["state"]) == (200, "reading")
    await read(offices.city, found["id"])
    again = await look(clerk, found["id"])
    assert (again["state"], again["counts"]["new"], again["failure"]) == ("previewed", 1, None)
    done = await commit(offices.city, clerk, found["id"])
    assert done["state"] == "done"
    (member,) = (await clerk.get(MEMBERS)).json()["items"]
    assert (member["ethnicity_label"], member["branch"]["name"]) == ("回族", "干部一处党支部")


async def test_only_the_valid_rows_if_so_chosen_and_the_others_come_back_as_a_file(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    bad = person(1, phone="=1+1", ethnicity="火星族", id_number=id_number(1))
    found = await previewed(offices.city, clerk, xlsx(bad, person(2)))
    answer = await clerk.get(f"{URL}/{found['id']}/errors.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]] == [*HEADERS, "错误原因"]
    row = {header: cell for header, cell in zip(HEADERS, sheet[3], strict=False)}  # noqa: C416 - zip of cells
    assert (row["公民身份号码"].value, row["公民身份号码"].data_type) == (id_number(1), "s")
    assert (row["联系电话"].value, row["联系电话"].data_type) == ("=1+1", "s")
    assert row["民族"].comment is not None
    assert "火星族" in row["民族"].comment.text
    assert row["民族"].fill.bgColor.rgb == "FFFFC7CE" or row["民族"].fill.fgColor.rgb == "FFFFC7CE"
    assert str(sheet.cell(3, len(HEADERS) + 1).value).startswith("原第 2 行（错误）")
    done = await commit(offices.city, clerk, found["id"], "valid_only")
    assert done["result"] == {"created": 1, "amended": 0, "unchanged": 0, "skipped": 1}
    again = await previewed(offices.city, clerk, answer.content, "待改正.xlsx")
    assert (again["counts"]["invalid"], again["progress"]["total"]) == (1, 1)


async def test_the_template_is_read_as_empty(offices: Offices, clerk: httpx.AsyncClient) -> None:
    answer = await clerk.get(f"{URL}/template", params={"kind": "members"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]] == HEADERS
    assert sheet.cell(4, 2).number_format == "@" or sheet.column_dimensions["B"].width > 20
    assert len(sheet.data_validations.dataValidation) == 7
    found = await previewed(offices.city, clerk, answer.content)
    assert (found["state"], found["failure"]["code"]) == ("failed", "import.no_rows")


async def test_a_masked_export_read_again_damages_nothing(offices: Offices, clerk: httpx.AsyncClient) -> None:
    (await clerk.post(MEMBERS, json=body(offices.lead, 1))).raise_for_status()
    answer = await clerk.get(f"{MEMBERS}/export", params={"format": "csv"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    for secret in (id_number(1), "13812340001", "文一路"):
        assert secret not in answer.text
    found = await previewed(offices.city, clerk, answer.content, "打码.csv")
    (row,) = await rows(clerk, found["id"])
    assert (row["state"], row["cells"]["id_number"]["code"]) == ("invalid", "import.cell_masked")
    refused = await clerk.post(f"{URL}/{found['id']}/commit", json={"mode": "valid_only"})
    assert (refused.status_code, refused.json()["code"]) == (409, "import.nothing_to_do")


async def test_an_export_in_the_clear_takes_a_reason_and_is_on_record(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    registered = (await clerk.post(MEMBERS, json=body(offices.lead, 1))).json()
    refused = await clerk.get(f"{MEMBERS}/export", params={"reveal": True})
    assert (refused.status_code, refused.json()["code"]) == (422, "member.export_reason_required")
    params: dict[str, str] = {"format": "csv", "reveal": "true", "reason": "年度核对", "stage": "full", "q": "建国"}
    answer = await clerk.get(f"{MEMBERS}/export", params=params)
    assert id_number(1) in answer.text
    staff = await offices.as_(Role.STAFF)
    assert (await staff.get(f"{MEMBERS}/export", params=params)).status_code == 403
    assert id_number(1) not in (await staff.get(f"{MEMBERS}/export", params={"format": "csv"})).text
    async with offices.city.platform.database.transaction() as session:
        entries = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "member.export"))).all()
    assert [entry.changes for entry in entries if entry.actor_id == offices.id_of(Role.BRANCH_CLERK)] == [
        {
            "count": [None, 1],
            "filter": [None, {"stage": "['full']", "standing": "['normal', 'suspended']", "search": True}],
            "revealed": [None, ["id_number", "phone", "address"]],
            "reason": [None, "年度核对"],
        }
    ]
    # The member can see who looked, as after a single look; a masked export is no look.
    history = (await clerk.get(f"{MEMBERS}/{registered['id']}/history")).json()["items"]
    assert [(act["action"], act["reason"]) for act in history] == [("register", None), ("reveal", "年度核对")]
    assert history[1]["changes"] == {"fields": [None, ["id_number", "phone", "address"]]}


async def test_what_is_staged_is_sealed_and_goes_when_the_import_does(
    offices: Offices, clerk: httpx.AsyncClient, settings: Settings
) -> None:
    found = await previewed(offices.city, clerk, xlsx(person(1)))
    async with offices.city.platform.database.transaction() as session:
        (held,) = (await session.scalars(select(ImportRow.content))).all()
    stored = [path for path in (settings.var_dir / "files" / "imports").rglob("*") if path.is_file()]
    for secret in (id_number(1), "13812340001", "文一路", "单建国"):
        assert all(secret.encode() not in content for content in (held, *(path.read_bytes() for path in stored)))
    answer = await clerk.delete(f"{URL}/{found['id']}", headers={"If-Match": f'"{found["version"]}"'})
    assert answer.status_code == 204
    assert await erase_files(offices.city.platform) == 1
    assert not any(path.exists() for path in stored)
    assert (await clerk.get(f"{URL}/{found['id']}")).status_code == 404
    async with offices.city.platform.database.transaction() as session:
        assert (await session.scalars(select(ImportRow.content))).all() == []


async def test_imports_go_when_their_time_is_over(offices: Offices, clerk: httpx.AsyncClient) -> None:
    found = await previewed(offices.city, clerk, xlsx(person(1)))
    platform = offices.city.platform
    for days, gone in ((13, 0), (15, 1)):
        async with platform.database.transaction() as session:
            assert await expired(session, utc_now() + timedelta(days=days)) == gone
    assert (await clerk.get(f"{URL}/{found['id']}")).status_code == 404


async def test_what_changed_since_the_preview_is_not_overwritten(offices: Offices, clerk: httpx.AsyncClient) -> None:
    made = (await clerk.post(MEMBERS, json=body(offices.lead, 1))).json()
    found = await previewed(offices.city, clerk, xlsx(person(1, post="处长"), person(3), person(5)))
    assert found["counts"] == {"new": 2, "changed": 1, "unchanged": 0, "conflict": 0, "invalid": 0}
    asked = await clerk.post(f"{URL}/{found['id']}/commit", json={"mode": "all"})
    assert asked.json()["state"] == "committing"
    (
        await clerk.patch(f"{MEMBERS}/{made['id']}", json={"post": "科长"}, headers={"If-Match": '"1"'})
    ).raise_for_status()
    (await clerk.post(MEMBERS, json=body(offices.lead, 3))).raise_for_status()
    await write(offices.city, clerk, found["id"])
    back = await look(clerk, found["id"])
    assert (back["state"], back["notice"]["code"], back["mode"]) == ("previewed", "import.changed_meanwhile", None)
    assert back["counts"]["conflict"] == 2
    assert (await clerk.get(MEMBERS, params={"with_total": True})).json()["total"] == 2
    done = await commit(offices.city, clerk, found["id"], "valid_only")
    assert done["result"] == {"created": 1, "amended": 0, "unchanged": 0, "skipped": 2}
    assert (await clerk.get(f"{MEMBERS}/{made['id']}")).json()["post"] == "科长"


async def test_a_job_that_runs_twice_writes_once(offices: Offices, clerk: httpx.AsyncClient) -> None:
    found = await previewed(offices.city, clerk, xlsx(person(1), person(3)))
    await read(offices.city, found["id"])
    assert (await look(clerk, found["id"]))["version"] == found["version"]
    await commit(offices.city, clerk, found["id"])
    await write(offices.city, clerk, found["id"])
    listed = (await clerk.get(MEMBERS, params={"with_total": True})).json()
    assert listed["total"] == 2
    history = (await clerk.get(f"{MEMBERS}/{listed['items'][0]['id']}/history")).json()["items"]
    assert len(history) == 1


async def test_an_upload_is_refused_at_once_when_it_cannot_be_a_table(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    before = await row_counts(offices.city)
    for name, content, status, code in (
        ("a.pdf", b"%PDF-1.7", 415, "import.file_kind"),
        ("a.xlsm", b"PK\x03\x04", 415, "import.macros"),
        ("a.xls", b"<html>", 415, "import.content_mismatch"),
        ("a.xlsx", b"PK\x03\x04", 422, "import.broken_file"),
    ):
        answer = await upload(clerk, content, name)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    bad = await upload(clerk, xlsx(person(1)), defaults='{"ethnicity": "火星族", "post": "x"}')
    assert [fault["pointer"] for fault in bad.json()["errors"]] == ["/defaults/ethnicity"]
    assert await row_counts(offices.city) == before


async def test_lists_take_one_query(offices: Offices, clerk: httpx.AsyncClient) -> None:
    found = await previewed(offices.city, clerk, xlsx(*(person(serial) for serial in range(1, 8))))
    await previewed(offices.city, clerk, xlsx(person(9)))
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    await clerk.get(URL)  # the sign-in is remembered

    async def queries_for(limit: int) -> tuple[int, dict[str, Any]]:
        before = reader.count
        page = (await clerk.get(f"{URL}/{found['id']}/rows", params={"limit": limit, "with_total": True})).json()
        assert (len(page["items"]), page["total"]) == (limit, 7)
        return reader.count - before, page

    few, _ = await queries_for(1)
    more, page = await queries_for(5)
    assert few == more
    following = (await clerk.get(f"{URL}/{found['id']}/rows", params={"cursor": page["next_cursor"]})).json()
    assert [row["number"] for row in following["items"]] == [7, 8]
    listed = (await clerk.get(URL, params={"state": "previewed", "limit": 1})).json()
    assert (len(listed["items"]), listed["next_cursor"] is not None) == (1, True)
    assert (await clerk.get(URL, params={"state": "done"})).json()["items"] == []
