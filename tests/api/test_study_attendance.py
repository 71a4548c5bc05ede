"""Helps for the recorder over HTTP: a code to scan, a sheet for paper, lists from a spreadsheet."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from docx import Document

from models.enums.accounts import Role
from services.kit.clock import office_day, utc_now
from tests.support.people import Offices
from tests.support.points import CLERK, SECRETARY, Thing
from tests.support.study import SESSIONS, School
from tests.support.tickets import made, match

pytestmark = pytest.mark.usefixtures("by_day")


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


async def now_held(school: School, **given: Any) -> Thing:
    return await school.session(ago=timedelta(minutes=10), **given)


async def test_a_scan_helps_the_recorder_and_is_no_attendance(school: School) -> None:
    member, other = await school.members("单建国", "安平")
    session = await now_held(school, expected="named", member_ids=[member["id"]])
    url = f"{SESSIONS}/{session['id']}"
    account, walk_in = await school.book.account_of(member), await school.book.account_of(other)
    await school.book.get(account, f"{url}/code", 403)
    shown = await school.book.get(CLERK, f"{url}/code")
    assert (shown["seconds"], "<svg" in shown["qr_svg"]) == (30, True)
    opened = await school.book.get(CLERK, f"{url}/code", site="https://dangjian.example:8443")
    assert opened["qr_svg"] not in ("", shown["qr_svg"]), "with the page's address any camera opens it"
    await school.book.get(CLERK, f"{url}/code", 422, site="https://dangjian.example/elsewhere#")
    for who in (account, account, walk_in):
        client = await school.book.client(who)
        assert (await client.post(f"{url}/scans", json={"code": shown["code"].lower()})).status_code == 204
    wrong = await school.book.post(account, f"{url}/scans", {"code": "AAAABBBB"}, 422)
    nowhere = await school.book.post(account, f"{SESSIONS}/{member['id']}/scans", {"code": shown["code"]}, 422)
    assert wrong["code"] == nowhere["code"] == "study.scan_code_over"
    seen = (await school.book.get(CLERK, f"{url}/scans"))["items"]
    assert [(line["member"]["name"], line["expected"], line["mark"]) for line in seen] == [
        ("安平", False, "unset"), ("单建国", True, "unset"),
    ]  # fmt: skip
    sheet = await school.book.get(CLERK, f"{url}/attendance")
    assert [line["mark"] for line in sheet["lines"]] == ["unset"], "only the recorder writes the sheet"
    await school.book.get(account, f"{url}/scans", 403)
    await school.book.get(school.offices.support_secretary, f"{url}/scans", 404)
    nobody = await school.book.post(Role.MEMBER, f"{url}/scans", {"code": shown["code"]}, 409)
    assert nobody["code"] == "study.scan_nobody"
    with time_machine.travel(utc_now() + timedelta(seconds=61)):
        late = await school.book.post(account, f"{url}/scans", {"code": shown["code"]}, 422)
        assert late["code"] == "study.scan_code_over"
    over = await school.session(expected="named", member_ids=[member["id"]])
    assert (await school.book.get(CLERK, f"{SESSIONS}/{over['id']}/code", 409))["code"] == "study.scan_not_now"


async def test_the_sheet_is_printed_for_signing(school: School) -> None:
    people = await school.members("单建国", "古丽巴哈尔·买买提")
    session = await school.session(host="周明远", place="三楼会议室")
    await school.put(CLERK, session, {"rows": [{"member_id": people[0]["id"], "mark": "leave", "reason": "住院"}]})
    url = f"{SESSIONS}/{session['id']}/attendance.docx"
    answer = await (await school.book.client(CLERK)).get(url)
    assert answer.status_code == 200, answer.text
    day = office_day(datetime.fromisoformat(session["starts_at"]))
    assert unquote(answer.headers["content-disposition"]).endswith(f"签到表-{day}.docx")
    tables = Document(BytesIO(answer.content)).tables
    assert tables[0].rows[1].cells[1].text == "专题研讨"
    assert [row.cells[1].text for row in tables[1].rows[2:4]] == ["古丽巴哈尔·买买提", "单建国"]
    assert tables[1].rows[3].cells[4].text == "请假：住院"
    await school.book.get(school.offices.support_secretary, url, 404)


async def test_a_list_becomes_a_proposal_that_the_recorder_sends_on(school: School) -> None:
    first, second, third, namesake = await school.members("单建国", "安平", "王芳", "单建国")
    session = await school.session()
    url = f"{SESSIONS}/{session['id']}/attendance/list"
    rows = [
        "姓名,到会情况,备注,手机尾号",
        "单建国,到会,,",
        f"单建国,病假,,{phone_tail(4)}",
        "安平,缺席,,",
        "赵新,到会,,",
    ]
    client = await school.book.client(CLERK)
    files = {"file": ("签到.csv", "\n".join(rows).encode(), "text/csv")}
    seen = made(await client.post(url, files=files), 200)
    assert [(line["row"], [(error["cell"], error["code"]) for error in line["errors"]]) for line in seen["lines"]] == [
        (2, [("A2", "study.list_namesakes")]),
        (3, []),
        (4, []),
        (5, [("A5", "study.list_nobody")]),
    ]
    assert (seen["fit"], seen["wrong"]) == (2, 2)
    assert seen["lines"][1]["member"]["id"] == namesake["id"]
    assert {person["id"] for person in seen["unmentioned"]} == {first["id"], third["id"]}
    before = await school.book.get(CLERK, f"{SESSIONS}/{session['id']}")
    assert before["counts"]["unset"] == 4, "nothing was written"
    sheet = await school.put(CLERK, session, {"rows": seen["rows"]})
    marks = {line["member"]["id"]: (line["mark"], line["reason"]) for line in sheet["lines"]}
    assert marks[namesake["id"]] == ("leave", "病假")
    assert marks[second["id"]] == ("absent", None)
    stale = await client.put(
        f"{SESSIONS}/{session['id']}/attendance", json={"rows": seen["rows"]}, headers=match(session)
    )
    assert stale.status_code == 412
    wrong = {"file": ("签到.xlsm", b"PK\x03\x04", "application/zip")}
    assert (await client.post(url, files=wrong)).status_code == 415
    stranger = await school.book.client(school.offices.support_secretary)
    assert (await stranger.post(url, files=files)).status_code == 404
    secretary = await school.book.client(SECRETARY)
    assert (await secretary.post(url, files=files)).status_code == 200


def phone_tail(serial: int) -> str:
    """Of the telephone number that the factory gives to the n-th member of a book."""
    return f"{100 + serial:04}"
