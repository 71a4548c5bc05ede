"""The main job: a ticket registered, tracked and closed."""

import re
from typing import Any

import httpx

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
