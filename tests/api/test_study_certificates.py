"""A list of trainings elsewhere: read, looked through, declared for all or for nobody."""

import io
from datetime import date
from typing import Any

import pytest
import time_machine
from openpyxl import Workbook

from models.enums.accounts import Role
from tests.support.people import Offices
from tests.support.points import CLERK, SECRETARY, STAFF, Thing
from tests.support.study import RECORDS, School
from tests.support.tickets import made

TODAY = date(2031, 6, 20)
HEADER = ["姓名", "培训名称", "开始日期", "结束日期", "学时", "主办单位", "举办级别", "证书编号"]


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


def book(*rows: list[Any]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["2031 年外出培训登记表"], HEADER, *rows):
        sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


async def read(school: School, who: Any, content: bytes, status: int = 200, name: str = "培训.xlsx") -> Thing:
    client = await school.book.client(who)
    data = {"branch_id": str(school.offices.lead.id)}
    return made(await client.post(f"{RECORDS}/list", data=data, files={"file": (name, content)}), status)


async def test_a_list_is_read_looked_through_and_declared_once(school: School) -> None:
    with time_machine.travel(TODAY):
        first, second = await school.members("单建国", "安平")
        rows = (
            ["单建国", "党支部书记轮训班", "2031-03-03", "2031-03-05", 24, "市委党校", "市级", "云训031号"],
            ["安平", "基层党务干部培训", "2031-04-01", None, None, "县委党校", "县级", "县训007"],
            ["安平", "网络安全培训", "2031-05-06", None, 9, "某培训中心", None, None],
            ["王芳", "党务培训", "2031-05-06", None, 8, "市委党校", "区里", "x1"],
            ["单建国", "党支部书记轮训班", "2031-03-03", "2031-03-05", 24, "市委党校", "市级", "云训031号"],
            ["安平", None, "三月", None, "半天", None, None, None],
        )
        seen = await read(school, CLERK, book(*rows))
        assert (seen["fit"], seen["wrong"]) == (2, 4)
        assert [[(e["cell"], e["code"].removeprefix("study.")) for e in line["errors"]] for line in seen["lines"]] == [
            [],
            [],
            [("E5", "hours")],
            [("G6", "list_level_unknown"), ("A6", "list_not_of_branch")],
            [("A7", "list_certificate_twice")],
            [("B8", "list_title_missing"), ("C8", "list_date_unreadable"), ("E8", "list_hours_unreadable")],
        ]
        assert (await school.book.get(CLERK, RECORDS))["items"] == [], "nothing is written by reading"
        assert [(row["member_id"], row["hours"], row["certificate_no"]) for row in seen["rows"]] == [
            (first["id"], "24", "云训031号"),
            (second["id"], "8", "县训007"),
        ]
        # One wrong row, and nobody's is declared; the pointer says which.
        broken = [*seen["rows"], {**seen["rows"][0], "hours": "25", "certificate_no": "y"}]
        refused = await school.book.post(CLERK, f"{RECORDS}/batch", {"rows": broken}, 422)
        assert (refused["code"], refused["errors"][0]["pointer"]) == ("study.hours", "/rows/2/hours")
        assert (await school.book.get(CLERK, RECORDS))["items"] == []
        done = await school.book.post(CLERK, f"{RECORDS}/batch", {"rows": seen["rows"]})
        states = [(item["member"]["name"], item["state"], item["level"]) for item in done["items"]]
        assert states == [("单建国", "submitted", "city"), ("安平", "submitted", "county")]
        again = await read(school, CLERK, book(*rows[:2]))
        assert [line["errors"][0]["code"] for line in again["lines"]] == ["study.certificate_known"] * 2
        twice = await school.book.post(CLERK, RECORDS, seen["rows"][0], 422)
        assert (twice["code"], twice["errors"][0]["pointer"]) == ("study.certificate_known", "/certificate_no")
        await school.move(SECRETARY, done["items"][0], "confirm", url=RECORDS)
        year = await school.book.get(SECRETARY, f"/api/v1/members/{first['id']}/study", year=2031)
        assert (year["organised_hours"], year["trainings"]) == ("24.00", 1)


async def test_only_the_branch_reads_lists_of_its_members(school: School) -> None:
    content = book(["单建国", "党务培训", "2026-03-03", None, 8, None, None, None])
    [member] = await school.members("单建国")
    for who, status in (
        (school.offices.support_secretary, 404),
        (school.offices.foreign_secretary, 404),
        (STAFF, 403),
        (Role.MEMBER, 403),
    ):
        assert "单建国" not in str(await read(school, who, content, status))
    row = {
        "kind": "training_course",
        "title": "x",
        "hours": "8",
        "occurred_on": "2026-03-03",
        "member_id": member["id"],
    }
    refused = await school.book.post(school.offices.support_secretary, f"{RECORDS}/batch", {"rows": [row]}, 422)
    assert refused["errors"][0]["pointer"] == "/rows/0/member_id"
    headless = await read(school, CLERK, "姓名\n单建国\n".encode(), 422, "培训.csv")
    assert headless["code"] == "study.list_no_header"
