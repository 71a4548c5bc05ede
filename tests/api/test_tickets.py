"""The main job: a ticket drafted, registered, tracked and closed; changed, noted, divided."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from models.enums.accounts import Role
from models.enums.tickets import TicketState
from tests.support.people import Offices
from tests.support.tickets import MONDAY, SECRETARY, STAFF, SUPERVISOR, URL, Desk, days, made, match, on, ticket_input


async def test_the_usual_way_from_draft_to_archive(desk: Desk) -> None:
    ticket = await desk.draft(SUPERVISOR)
    assert (ticket["state"], ticket["number"], ticket["phase"]) == ("drafted", None, "register")
    steps = ["submit", "approve", "accept", "report", "request_closing", "close", "archive"]
    states = ["pending_approval", "assigned", "accepted", "in_progress", "closing_review", "closed", "archived"]
    for action, state in zip(steps, states, strict=True):
        ticket = await desk.usual(ticket, action)
        assert ticket["state"] == state
    assert ticket["closed_in_time"] is True
    assert ticket["number"].startswith("督办〔")
    assert ticket["number"].endswith("〕1号")
    assert [event["action"] for event in await desk.events(ticket)] == ["draft", *steps]


async def test_a_draft_names_what_is_wrong_and_where(desk: Desk, offices: Offices) -> None:
    staff = await desk.client(STAFF)
    lead, foreign_id = str(offices.lead.id), str(offices.people[STAFF].id)
    wrong: list[tuple[dict[str, Any], str, str]] = [
        ({"lead_branch_id": foreign_id}, "ticket.branch_outside", "/lead_branch_id"),
        (
            {"supporting_branch_ids": [str(offices.support.id), foreign_id]},
            "ticket.branch_outside",
            "/supporting_branch_ids/1",
        ),
        ({"supporting_branch_ids": [lead]}, "ticket.lead_is_supporting", "/supporting_branch_ids"),
        (
            {"supporting_branch_ids": [str(offices.support.id)] * 2},
            "ticket.lead_is_supporting",
            "/supporting_branch_ids",
        ),
        ({"issuing_branch_id": foreign_id}, "ticket.issuing_branch_outside", "/issuing_branch_id"),
        ({"parent_id": foreign_id}, "ticket.parent_unknown", "/parent_id"),
        ({"due_on": "2020-01-01"}, "ticket.due_in_past", "/due_on"),
        ({"due_on": "9999-12-31"}, "ticket.due_too_far", "/due_on"),
        (
            {"milestones": [point("2030-01-01", 50), point("2029-01-01", 60)]},
            "ticket.milestones_invalid",
            "/milestones",
        ),
        (
            {"milestones": [point("2030-01-01", 50), point("2030-02-01", 50)]},
            "ticket.milestones_invalid",
            "/milestones",
        ),
        ({"milestones": [point("9999-12-31", 50)]}, "ticket.due_too_far", "/milestones/0/due_on"),
    ]
    for changes, code, pointer in wrong:
        problem = made(await staff.post(URL, json=ticket_input(offices, **changes)), 422)
        assert (problem["code"], problem["errors"][0]["pointer"]) == (code, pointer)
    assert (await desk.page(with_total=True))["total"] == 0


def point(day: str | date, percent: int) -> dict[str, Any]:
    return {"due_on": str(day), "percent": percent, "title": "节点"}


async def test_everything_may_be_changed_in_a_draft(desk: Desk, offices: Offices) -> None:
    ticket = await desk.draft(due_on="2030-01-01", owner="李同志")
    changes = {
        "title": "修订学习制度",
        "requirement": "新的要求。",
        "kind": "minutes",
        "lead_branch_id": str(offices.foreign.id),
        "supporting_branch_ids": [str(offices.support.id)],
        "owner": None,
        "leader": "王主任",
        "due_on": "2030-06-30",
        "urgency": "urgent",
        "source": {"kind": "meeting", "title": "部务会", "document_no": "2026年第3次", "item": "二"},
        "milestones": [point("2030-03-01", 40)],
    }
    assert set(ticket["amendable_fields"]) == set(changes)
    staff = await desk.client(STAFF)
    after = made(await staff.patch(f"{URL}/{ticket['id']}", json=changes, headers=match(ticket)), 200)
    assert {name: after[name] for name in ("title", "requirement", "kind", "owner", "leader", "due_on", "urgency")} == {
        name: changes[name] for name in ("title", "requirement", "kind", "owner", "leader", "due_on", "urgency")
    }
    assert after["lead_branch"]["name"] == "青禾区第一党支部"
    assert [branch["name"] for branch in after["supporting_branches"]] == ["组织二处党支部"]
    assert after["source"]["document_no"] == "2026年第3次"
    assert after["milestones"] == changes["milestones"]
    assert after["version"] > ticket["version"]
    event = (await desk.events(after))[-1]
    assert event["action"] == "amend"
    assert event["changes"]["owner"] == ["李同志", None]
    assert event["changes"]["due_on"] == ["2030-01-01", "2030-06-30"]
    assert event["changes"]["milestones"] == [[], ["2030-03-01 40% 节点"]]
    assert event["changes"]["supporting_branch_ids"] == [[], [str(offices.support.id)]]
    assert await desk.titles(q="修订") == {"修订学习制度"}
    assert await desk.titles(q="第一议题") == set()


async def test_what_is_needed_cannot_be_emptied(desk: Desk) -> None:
    ticket = await desk.draft()
    staff = await desk.client(STAFF)
    for name in ("title", "requirement", "kind", "lead_branch_id", "supporting_branch_ids", "urgency", "milestones"):
        answer = await staff.patch(f"{URL}/{ticket['id']}", json={name: None}, headers=match(ticket))
        assert made(answer, 422)["errors"][0]["pointer"] == f"/{name}"
    assert (await desk.see(ticket))["version"] == ticket["version"]


async def test_what_may_be_changed_shrinks_as_the_ticket_goes_on(desk: Desk) -> None:
    ticket = await desk.bring(TicketState.PENDING_APPROVAL)
    assert (await desk.see(ticket, STAFF))["amendable_fields"] == []
    assert "title" in ticket["amendable_fields"] or "title" in (await desk.see(ticket))["amendable_fields"]
    staff, supervisor, secretary = [await desk.client(who) for who in (STAFF, SUPERVISOR, SECRETARY)]
    path = f"{URL}/{ticket['id']}"
    problem = made(await staff.patch(path, json={"title": "新标题"}, headers=match(ticket)), 409)
    assert problem["code"] == "ticket.not_amendable"
    assert "标题" in problem["detail"]
    ticket = made(await supervisor.patch(path, json={"title": "新标题"}, headers=match(ticket)), 200)
    ticket = await desk.usual(ticket, "approve")
    assert (await desk.see(ticket, SECRETARY))["amendable_fields"] == ["owner", "leader"]
    refused = await secretary.patch(path, json={"owner": "赵同志", "title": "自己改"}, headers=match(ticket))
    assert made(refused, 409)["code"] == "ticket.not_amendable"
    ticket = made(await secretary.patch(path, json={"owner": "赵同志"}, headers=match(ticket)), 200)
    assert (ticket["owner"], ticket["title"]) == ("赵同志", "新标题")


async def test_changes_need_the_version_that_was_seen(desk: Desk) -> None:
    ticket = await desk.draft()
    staff, path = await desk.client(STAFF), f"{URL}/{ticket['id']}"
    missing = await staff.patch(path, json={"title": "甲"})
    assert made(missing, 428)["code"] == "precondition.if_match_missing"
    made(await staff.patch(path, json={"title": "甲"}, headers=match(ticket)), 200)
    problem = made(await staff.patch(path, json={"title": "乙"}, headers=match(ticket)), 412)
    assert problem["current"]["last_event"]["action_label"] == "修改"
    english = await staff.patch(path, json={"title": "乙"}, headers={**match(ticket), "Accept-Language": "en"})
    assert made(english, 412)["current"]["last_event"]["action_label"] == "Amend"
    assert (await desk.see(ticket))["title"] == "甲"


async def test_reading_answers_with_the_version_as_etag(desk: Desk) -> None:
    ticket = await desk.bring(TicketState.ASSIGNED)
    answer = await (await desk.client(SUPERVISOR)).get(f"{URL}/{ticket['id']}")
    assert answer.headers["etag"] == f'"{ticket["version"]}"'


async def test_notes_correct_what_can_no_longer_be_changed(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(TicketState.ARCHIVED, supporting_branch_ids=[])
    for who, branch in ((SECRETARY, "干部一处党支部"), (SUPERVISOR, "中共云川市委员会")):
        client = await desk.client(who)
        note = {"text": "更正：\n附件二页码有误。"}
        ticket = made(await client.post(f"{URL}/{ticket['id']}/notes", json=note, headers=match(ticket)), 201)
        event = (await desk.events(ticket))[-1]
        assert (event["action"], event["comment"], event["branch"]["name"]) == ("note", note["text"], branch)
    assert ticket["state"] == "archived"
    onlooker = await desk.client(Role.COMMITTEE_ADMIN)
    answer = await onlooker.post(f"{URL}/{ticket['id']}/notes", json={"text": "说明"}, headers=match(ticket))
    assert answer.status_code == 403
    draft = await desk.draft()
    staff = await desk.client(STAFF)
    answer = await staff.post(f"{URL}/{draft['id']}/notes", json={"text": "说明"}, headers=match(draft))
    assert made(answer, 409)["code"] == "ticket.note_on_draft"


async def test_a_supporting_branch_notes_in_its_own_name(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(TicketState.ACCEPTED, supporting_branch_ids=[str(offices.support.id)])
    client = await desk.client(offices.support_secretary)
    answer = await client.post(f"{URL}/{ticket['id']}/notes", json={"text": "已联系"}, headers=match(ticket))
    assert (await desk.events(made(answer, 201)))[-1]["branch"]["name"] == "组织二处党支部"


async def test_a_ticket_is_divided_and_waits_for_its_parts(desk: Desk) -> None:
    whole = await desk.bring(TicketState.CLOSING_REVIEW)
    part = await desk.draft(title="子事项", parent_id=whole["id"])
    seen = await desk.see(whole)
    assert (seen["children"], part["parent_id"]) == ([{"id": part["id"], "name": "子事项"}], whole["id"])
    assert "close" in {blocked["action"] for blocked in seen["unavailable_actions"]}
    problem = await desk.refused(409, "ticket.children_open", SUPERVISOR, whole, "close")
    assert "1 个" in problem["detail"]
    assert await desk.titles(parent_id=whole["id"]) == {"子事项"}
    await desk.do(SUPERVISOR, part, "withdraw", comment="并入其他事项")
    whole = await desk.usual(whole, "close")
    for state in ("closed", "archived"):
        assert whole["state"] == state
        client = await desk.client(STAFF)
        answer = await client.post(URL, json=ticket_input(desk.offices, parent_id=whole["id"]))
        assert made(answer, 409)["code"] == "ticket.parent_ended"
        if state == "closed":
            whole = await desk.usual(whole, "archive")


@pytest.mark.parametrize(
    ("kind", "urgency", "limit"),
    [
        ("document", "normal", 30),
        ("minutes", "normal", 20),
        ("instruction", "urgent", 5),
        ("instruction", "normal", 15),
    ],
)
async def test_the_due_date_of_a_kind_is_set_at_approval(desk: Desk, kind: str, urgency: str, limit: int) -> None:
    with on(MONDAY):
        ticket = await desk.draft(kind=kind, urgency=urgency)
        assert ticket["due_on"] is None
        ticket = await desk.usual(ticket, "submit")
    with on(MONDAY + days(3)):
        ticket = await desk.usual(ticket, "approve")
    assert ticket["due_on"] == ticket["original_due_on"] == str(MONDAY + days(3 + limit))
    assert ticket["assigned_on"] == ticket["registered_on"] == str(MONDAY + days(3))


async def test_the_approver_may_set_the_due_date(desk: Desk) -> None:
    with on(MONDAY):
        ticket = await desk.bring(TicketState.PENDING_APPROVAL, due_on=str(MONDAY + days(1)))
    with on(MONDAY + days(2)):
        await desk.refused(422, "ticket.due_in_past", SUPERVISOR, ticket, "approve")
        ticket = await desk.do(SUPERVISOR, ticket, "approve", due_on=str(MONDAY + days(9)))
    assert (ticket["due_on"], ticket["days_left"], ticket["working_days_left"]) == (str(MONDAY + days(9)), 7, 5)


async def test_numbers_run_by_issuing_branch_and_year(desk: Desk, offices: Offices) -> None:
    organ_officer = await offices.city.account(Role.SUPERVISOR, offices.organ)
    with on(date(2026, 12, 31)):
        numbers = [(await desk.bring(TicketState.ASSIGNED))["number"] for _ in range(2)]
        own = await desk.draft(organ_officer)
        for action in ("submit", "approve"):
            own = await desk.do(organ_officer, own, action)
    with on(date(2027, 1, 1)):
        numbers.append((await desk.bring(TicketState.ASSIGNED))["number"])
    assert numbers == ["督办〔2026〕1号", "督办〔2026〕2号", "督办〔2027〕1号"]
    assert own["number"] == "督办〔2026〕1号"


async def test_the_progress_chart(desk: Desk, offices: Offices) -> None:
    with on(MONDAY):
        ticket = await desk.bring(
            TicketState.ACCEPTED,
            due_on=str(MONDAY + days(20)),
            milestones=[point(MONDAY + days(10), 20)],
            supporting_branch_ids=[str(offices.support.id)],
        )
    with on(MONDAY + days(5)):
        ticket = await desk.do(offices.support_secretary, ticket, "report", progress_percent=90, comment="已配合")
        ticket = await desk.do(SECRETARY, ticket, "report", progress_percent=30, comment="进展")
        client = await desk.client(SECRETARY)
        points = made(await client.get(f"{URL}/{ticket['id']}/progress"), 200)["points"]
    assert [(item["on"], item["planned"], item["actual"]) for item in points] == [
        (str(MONDAY), 0, 0),
        (str(MONDAY + days(5)), 10, 30),
        (str(MONDAY + days(10)), 20, None),
        (str(MONDAY + days(20)), 100, None),
    ]
    draft = await desk.draft()
    answer = await (await desk.client(STAFF)).get(f"{URL}/{draft['id']}/progress")
    assert made(answer, 200) == {"points": []}


async def test_the_closing_paper_tells_what_happened_on_the_way(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(TicketState.ACCEPTED, supporting_branch_ids=[str(offices.support.id)])
    ticket = await desk.do(offices.support_secretary, ticket, "report", progress_percent=90, comment="已配合完成")
    ticket = await desk.do(SECRETARY, ticket, "request_extension", due_on="2030-01-01", comment="设备尚未到货")
    ticket = await desk.do(SUPERVISOR, ticket, "refuse_extension", comment="按原定时限办结")
    answer = await (await desk.client(SUPERVISOR)).get(f"{URL}/{ticket['id']}/form.docx", params={"form": "closing"})
    assert answer.status_code == 200, answer.text
    words = "\n".join(
        cell.text for table in Document(BytesIO(answer.content)).tables for row in table.rows for cell in row.cells
    )
    for said in ("已配合完成", "设备尚未到货", "按原定时限办结"):
        assert said in words


async def test_papers_and_lists_open_in_office_programs(desk: Desk) -> None:
    ticket = await desk.draft()
    supervisor = await desk.client(SUPERVISOR)
    form_url = f"{URL}/{ticket['id']}/form.docx"
    assert (await supervisor.get(form_url)).status_code == 404  # no number yet
    for action in ("submit", "approve"):
        ticket = await desk.usual(ticket, action)
    registration = Document(BytesIO((await supervisor.get(form_url)).content))
    words = "\n".join(cell.text for table in registration.tables for row in table.rows for cell in row.cells)
    assert ticket["number"] in words
    assert "非涉密" in words
    closing = await supervisor.get(form_url, params={"form": "closing"})
    assert "督办事项销号单" in "\n".join(line.text for line in Document(BytesIO(closing.content)).paragraphs)
    answer = await supervisor.get(f"{URL}/lists.xlsx", params={"state": "assigned"})
    workbook = load_workbook(BytesIO(answer.content))
    assert workbook.sheetnames == ["责任清单", "任务清单", "时间清单"]
    for sheet in workbook:
        cells = [str(cell.value) for row in sheet for cell in row if cell.value is not None]
        assert ticket["number"] in cells
        assert any("状态：已交办" in cell for cell in cells)
