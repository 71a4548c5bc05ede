"""The main job: a ticket registered, tracked and closed."""

import re
from io import BytesIO
from typing import Any

import httpx
from docx import Document
from openpyxl import load_workbook

from models.enums.accounts import Role
from tests.support.people import Offices


def ticket_input(offices: Offices, **changes: Any) -> dict[str, Any]:
    return {
        "title": "健全第一议题制度",
        "requirement": "建立督办清单，实施挂号、跟踪、销号全流程管理。",
        "kind": "work_point",
        "lead_branch_id": str(offices.lead.id),
        **changes,
    }


async def act(client: httpx.AsyncClient, ticket: dict[str, Any], action: str, **fields: Any) -> httpx.Response:
    return await client.post(
        f"/api/v1/tickets/{ticket['id']}/transitions",
        json={"action": action, **fields},
        headers={"If-Match": f'"{ticket["version"]}"'},
    )


async def test_the_usual_way_from_draft_to_archive(offices: Offices) -> None:
    supervisor, secretary = await offices.as_(Role.SUPERVISOR), await offices.as_(Role.BRANCH_SECRETARY)
    answer = await supervisor.post("/api/v1/tickets", json=ticket_input(offices))
    assert answer.status_code == 201, answer.text
    ticket = answer.json()
    assert (ticket["state"], ticket["number"], ticket["phase"]) == ("drafted", None, "register")
    steps: list[tuple[httpx.AsyncClient, str, dict[str, Any], str]] = [
        (supervisor, "submit", {}, "pending_approval"),
        (supervisor, "approve", {}, "assigned"),
        (secretary, "accept", {}, "accepted"),
        (secretary, "report", {"progress_percent": 40, "comment": "已制定方案"}, "in_progress"),
        (secretary, "request_closing", {"outcome": "制度已建立"}, "closing_review"),
        (supervisor, "close", {"conclusion": "事实清楚"}, "closed"),
        (supervisor, "archive", {}, "archived"),
    ]
    for client, action, fields, state in steps:
        answer = await act(client, ticket, action, **fields)
        assert answer.status_code == 200, answer.text
        ticket = answer.json()
        assert ticket["state"] == state
    assert ticket["closed_in_time"] is True
    assert re.fullmatch(r"督办〔\d{4}〕1号", ticket["number"])
    events = (await supervisor.get(f"/api/v1/tickets/{ticket['id']}/events")).json()["items"]
    assert [event["action"] for event in events] == ["draft", *(step[1] for step in steps)]


async def test_papers_and_lists_open_in_office_programs(offices: Offices) -> None:
    supervisor = await offices.as_(Role.SUPERVISOR)
    ticket = (await supervisor.post("/api/v1/tickets", json=ticket_input(offices))).json()
    form_url = f"/api/v1/tickets/{ticket['id']}/form.docx"
    assert (await supervisor.get(form_url)).status_code == 404  # no number yet
    for action in ("submit", "approve"):
        ticket = (await act(supervisor, ticket, action)).json()
    registration = Document(BytesIO((await supervisor.get(form_url)).content))
    words = "\n".join(cell.text for table in registration.tables for row in table.rows for cell in row.cells)
    assert ticket["number"] in words
    assert "非涉密" in words
    closing = await supervisor.get(form_url, params={"form": "closing"})
    assert "督办事项销号单" in "\n".join(line.text for line in Document(BytesIO(closing.content)).paragraphs)
    answer = await supervisor.get("/api/v1/tickets/lists.xlsx", params={"state": "assigned"})
    workbook = load_workbook(BytesIO(answer.content))
    assert workbook.sheetnames == ["责任清单", "任务清单", "时间清单"]
    for sheet in workbook:
        cells = [str(cell.value) for row in sheet for cell in row if cell.value is not None]
        assert ticket["number"] in cells
        assert any("状态：已交办" in cell for cell in cells)


async def test_one_action_on_many_reports_what_it_skipped(offices: Offices) -> None:
    supervisor = await offices.as_(Role.SUPERVISOR)
    drafts = [(await supervisor.post("/api/v1/tickets", json=ticket_input(offices))).json() for _ in range(3)]
    chosen = [{"id": ticket["id"], "version": ticket["version"]} for ticket in drafts]
    chosen[1]["version"] += 5
    answer = await supervisor.post("/api/v1/tickets/transitions", json={"action": "submit", "tickets": chosen})
    assert answer.status_code == 200, answer.text
    result = answer.json()
    assert sorted(result["done"]) == sorted([chosen[0]["id"], chosen[2]["id"]])
    assert [(item["id"], item["code"]) for item in result["skipped"]] == [(chosen[1]["id"], "stale_version")]
