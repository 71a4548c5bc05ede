"""The unit in which an organisation stands, with its credit code."""

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.enums.accounts import Role
from tests.api.test_branches import URL
from tests.support.people import Offices
from tests.support.tickets import Desk, made, match


async def test_a_unit_is_entered_piece_by_piece(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.COMMITTEE_ADMIN)
    url = f"{URL}/{offices.lead.id}"
    seen = made(await admin.get(url), 200)
    assert (seen["unit_situation"], seen["credit_code"]) == (None, None)
    unit = {"unit_situation": "legal_unit", "unit_name": "云川市数据中心", "credit_code": " 91350100m000100y43 "}
    entered = made(await admin.patch(url, json=unit, headers=match(seen)), 200)
    assert (entered["credit_code"], entered["unit_name"]) == ("91350100M000100Y43", "云川市数据中心")
    assert (entered["name"], entered["short_name"], entered["version"]) == (seen["name"], seen["short_name"], 2)
    more = {"unit_nature": "事业单位", "unit_party_setup": "单独建立党支部", "short_name": "数据支部"}
    both = made(await admin.patch(url, json=more, headers=match(entered)), 200)
    assert (both["unit_nature"], both["short_name"], both["unit_name"]) == ("事业单位", "数据支部", "云川市数据中心")
    emptied = made(await admin.patch(url, json={"credit_code": None, "short_name": None}, headers=match(both)), 200)
    assert (emptied["credit_code"], emptied["short_name"]) == (None, seen["name"])
    async with offices.city.platform.database.transaction() as session:
        entries = (
            await session.scalars(
                select(AuditEntry).where(AuditEntry.action == "branch.describe_unit").order_by(AuditEntry.id)
            )
        ).all()
    assert len(entries) == 3
    assert entries[-1].changes == {"credit_code": ["91350100M000100Y43", None]}


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"credit_code": "91350100M000100Y44"}, "branch.credit_code_check_digit", "/credit_code"),
        ({"credit_code": "91350100M000100Y4"}, "branch.credit_code_length", "/credit_code"),
        ({"credit_code": "9135O100M000100Y43"}, "branch.credit_code_characters", "/credit_code"),
        ({"name": None}, "invalid", "/name"),
        ({"unit_situation": "somewhere"}, "invalid", "/unit_situation"),
    ],
)
async def test_what_is_wrong_changes_nothing(
    desk: Desk, offices: Offices, body: dict[str, str | None], code: str, pointer: str
) -> None:
    admin = await desk.client(Role.ADMIN)
    url = f"{URL}/{offices.lead.id}"
    problem = made(await admin.patch(url, json={"unit_name": "别处", **body}, headers={"If-Match": '"1"'}), 422)
    assert (problem["code"], problem["errors"][0]["pointer"]) == (code, pointer)
    seen = made(await admin.get(url), 200)
    assert (seen["version"], seen["unit_name"]) == (1, None)
