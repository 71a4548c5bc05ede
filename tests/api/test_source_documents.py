"""Register from a document: upload, outline, tickets."""

from typing import Any

import httpx

from models.enums.accounts import Role
from tests.support.people import Offices

PLAN = """云川市2026年机关党建工作要点
一、强化政治引领
1.健全第一议题制度。建立政治要件督办清单。每季度通报一次。
2.开展对党忠诚教育。组织现场教学。
二、夯实基层基础
（一）规范组织生活。一是落实三会一课。二是开展主题党日。
"""


async def upload(client: httpx.AsyncClient, name: str = "要点.txt", content: bytes | None = None) -> httpx.Response:
    files = {"file": (name, PLAN.encode() if content is None else content)}
    return await client.post("/api/v1/source-documents", files=files, data={"kind": "work_plan"})


def flat(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for node in nodes for item in (node, *flat(node["children"]))]


async def test_the_outline_holds_the_whole_document(offices: Offices) -> None:
    staff = await offices.as_(Role.STAFF)
    answer = await upload(staff)
    assert answer.status_code == 201, answer.text
    document = answer.json()
    nodes = flat(document["outline"])
    text = (await staff.get(f"/api/v1/source-documents/{document['id']}/text")).text
    assert "".join(node["heading"] + node["text"] for node in nodes) == text == PLAN
    assert all(text[node["start"] : node["end"]].startswith(node["heading"] + node["text"]) for node in nodes)
    assert document["title"] == "云川市2026年机关党建工作要点"
    original = await staff.get(f"/api/v1/source-documents/{document['id']}/file")
    assert original.content == PLAN.encode()


async def test_chosen_items_become_tickets_all_or_none(offices: Offices) -> None:
    staff = await offices.as_(Role.STAFF)
    document = (await upload(staff)).json()
    nodes = [node for node in flat(document["outline"]) if node["marker"] in {"1.", "2.", "一是"}]
    assert len(nodes) == 3
    items = [{"node_id": node["id"], "lead_branch_id": str(offices.lead.id)} for node in nodes]
    url = f"/api/v1/source-documents/{document['id']}/tickets"

    broken = [*items[:2], {**items[2], "lead_branch_id": items[2]["node_id"]}]
    refused = await staff.post(url, json={"items": broken})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/items/2/lead_branch_id"
    assert (await staff.get("/api/v1/tickets?with_total=true")).json()["total"] == 0

    answer = await staff.post(url, json={"items": items, "submit": True})
    assert answer.status_code == 201, answer.text
    tickets = answer.json()["tickets"]
    assert [ticket["state"] for ticket in tickets] == ["pending_approval"] * 3
    assert tickets[0]["title"] == "健全第一议题制度"
    assert [ticket["source"]["item"] for ticket in tickets] == ["一、1.", "一、2.", "二、（一）一是"]
    excerpt = tickets[0]["excerpt"]
    assert excerpt["text"] == PLAN[excerpt["start"] : excerpt["end"]]
    assert excerpt["before"].endswith("一、强化政治引领\n")
    again = (await staff.get(f"/api/v1/source-documents/{document['id']}")).json()
    assert (again["ticket_count"], again["closed_count"], again["progress_percent"]) == (3, 0, 0)
    of_nodes = [ticket["id"] for node in flat(again["outline"]) for ticket in node["tickets"]]
    assert of_nodes == [ticket["id"] for ticket in tickets]


async def test_title_number_and_kind_are_corrected(offices: Offices) -> None:
    staff = await offices.as_(Role.STAFF)
    document = (await upload(staff)).json()
    path, seen = f"/api/v1/source-documents/{document['id']}", {"If-Match": f'"{document["version"]}"'}
    assert (await staff.patch(path, json={"title": "新标题"})).status_code == 428
    for name in ("title", "kind"):
        refused = await staff.patch(path, json={name: None}, headers=seen)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")
    changes = {"title": "新标题", "document_no": "云组发〔2026〕3号", "kind": "speech"}
    answer = await staff.patch(path, json=changes, headers=seen)
    assert answer.status_code == 200, answer.text
    assert {name: answer.json()[name] for name in changes} == changes
    assert (await staff.patch(path, json={"document_no": None}, headers=seen)).status_code == 412
    emptied = await staff.patch(path, json={"document_no": None}, headers={"If-Match": answer.headers["etag"]})
    assert emptied.json()["document_no"] is None


async def test_items_are_chosen_once_and_from_their_own_document(offices: Offices) -> None:
    staff = await offices.as_(Role.STAFF)
    document = (await upload(staff)).json()
    other = (await upload(staff, "另一份.txt", "一、别的事项。".encode())).json()
    url, lead = f"/api/v1/source-documents/{document['id']}/tickets", str(offices.lead.id)
    own, foreign = flat(document["outline"])[0]["id"], flat(other["outline"])[0]["id"]
    for nodes, code in (
        ([own, own], "source_document.node_chosen_twice"),
        ([own, foreign], "source_document.node_unknown"),
    ):
        items = [{"node_id": node, "lead_branch_id": lead} for node in nodes]
        refused = await staff.post(url, json={"items": items})
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert refused.json()["errors"][0]["pointer"] == "/items/1/node_id"
    far = await staff.post(url, json={"items": [{"node_id": own, "lead_branch_id": lead, "due_on": "9999-12-31"}]})
    assert far.json()["errors"][0]["pointer"] == "/items/0/due_on"
    assert (await staff.get("/api/v1/tickets?with_total=true")).json()["total"] == 0
