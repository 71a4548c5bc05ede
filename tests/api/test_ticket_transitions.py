"""Every action of a ticket's course through HTTP, each with its failing twin."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from models.enums.accounts import Role
from models.enums.tickets import TicketAction, TicketState
from services.kit.dates import long_date
from tests.support.people import Offices
from tests.support.tickets import (
    MONDAY,
    SECRETARY,
    STAFF,
    STEPS,
    SUPERVISOR,
    URL,
    WAYS,
    Desk,
    days,
    made,
    match,
    on,
)

S = TicketState
IMPOSSIBLE = "workflow.not_in_this_state"
FORBIDDEN = "ticket.action_forbidden"
FIELDS: dict[str, dict[str, Any]] = {
    **{action: fields for action, (_, fields) in STEPS.items()},
    "reject": {"comment": "请补充依据"},
    "decline": {"comment": "不属本处职责"},
    "request_extension": {"due_on": "2030-01-01", "comment": "需要更多时间"},
    "send_back": {"comment": "材料不全"},
    "reopen": {"comment": "回头看发现问题"},
    "waive_feedback": {"branch_id": "00000000-0000-0000-0000-000000000000", "comment": "不再需要"},
}
WRONG_STATE = [
    ("submit", STAFF, S.PENDING_APPROVAL),
    ("approve", SUPERVISOR, S.DRAFTED),
    ("reject", SUPERVISOR, S.ASSIGNED),
    ("accept", SECRETARY, S.ACCEPTED),
    ("decline", SECRETARY, S.ACCEPTED),
    ("report", SECRETARY, S.SUSPENDED),
    ("request_extension", SECRETARY, S.CLOSING_REVIEW),
    ("grant_extension", SUPERVISOR, S.ASSIGNED),
    ("refuse_extension", SUPERVISOR, S.CLOSED),
    ("urge", SUPERVISOR, S.CLOSING_REVIEW),
    ("request_closing", SECRETARY, S.ACCEPTED),
    ("close", SUPERVISOR, S.IN_PROGRESS),
    ("send_back", SUPERVISOR, S.IN_PROGRESS),
    ("suspend", SUPERVISOR, S.CLOSING_REVIEW),
    ("resume", SUPERVISOR, S.IN_PROGRESS),
    ("reopen", SUPERVISOR, S.ARCHIVED),
    ("archive", SUPERVISOR, S.CLOSING_REVIEW),
    ("withdraw", SUPERVISOR, S.CLOSED),
    ("waive_feedback", SUPERVISOR, S.SUSPENDED),
]
# An account that sees the ticket and must not take this step.
NOT_THEIRS = [
    ("submit", SECRETARY, S.ASSIGNED),
    ("approve", STAFF, S.PENDING_APPROVAL),
    ("reject", STAFF, S.PENDING_APPROVAL),
    ("accept", SUPERVISOR, S.ASSIGNED),
    ("decline", SUPERVISOR, S.ASSIGNED),
    ("report", SUPERVISOR, S.ACCEPTED),
    ("request_extension", STAFF, S.ACCEPTED),
    ("grant_extension", SECRETARY, S.ACCEPTED),
    ("refuse_extension", STAFF, S.ACCEPTED),
    ("urge", STAFF, S.ACCEPTED),
    ("request_closing", SUPERVISOR, S.IN_PROGRESS),
    ("close", SECRETARY, S.CLOSING_REVIEW),
    ("send_back", STAFF, S.CLOSING_REVIEW),
    ("suspend", SECRETARY, S.ACCEPTED),
    ("resume", SECRETARY, S.SUSPENDED),
    ("reopen", SECRETARY, S.CLOSED),
    ("archive", STAFF, S.CLOSED),
    ("withdraw", SECRETARY, S.ACCEPTED),
    ("waive_feedback", SECRETARY, S.ACCEPTED),
]
REQUIRED = [
    ("reject", SUPERVISOR, S.PENDING_APPROVAL, ["comment"]),
    ("decline", SECRETARY, S.ASSIGNED, ["comment"]),
    ("report", SECRETARY, S.ACCEPTED, ["progress_percent", "comment"]),
    ("request_extension", SECRETARY, S.ACCEPTED, ["due_on", "comment"]),
    ("request_closing", SECRETARY, S.IN_PROGRESS, ["outcome"]),
    ("send_back", SUPERVISOR, S.CLOSING_REVIEW, ["comment"]),
    ("suspend", SUPERVISOR, S.ACCEPTED, ["comment"]),
    ("reopen", SUPERVISOR, S.CLOSED, ["comment"]),
    ("withdraw", SUPERVISOR, S.ACCEPTED, ["comment"]),
    ("waive_feedback", SUPERVISOR, S.ACCEPTED, ["branch_id", "comment"]),
]


def test_each_action_has_its_failing_twins() -> None:
    actions = set(TicketAction)
    assert {row[0] for row in WRONG_STATE} == {row[0] for row in NOT_THEIRS} == actions
    assert set(WAYS) == set(TicketState)


async def test_each_action_is_refused_in_the_wrong_state_without_the_duty_and_without_its_fields(desk: Desk) -> None:
    support = [str(desk.offices.support.id)]
    tickets = {state: await desk.bring(state, supporting_branch_ids=[]) for state in TicketState}
    for action, who, state in WRONG_STATE:
        problem = await desk.refused(409, IMPOSSIBLE, who, tickets[state], action, **FIELDS.get(action, {}))
        assert problem["detail"].startswith("当前状态为“")
    for action, who, state in NOT_THEIRS:
        await desk.refused(403, FORBIDDEN, who, tickets[state], action, **FIELDS.get(action, {}))
    tickets[S.ACCEPTED] = await desk.bring(S.ACCEPTED, supporting_branch_ids=support)
    for action, who, state, names in REQUIRED:
        problem = await desk.refused(422, "invalid", who, tickets[state], action)
        assert [(fault["pointer"], fault["code"]) for fault in problem["errors"]] == [
            (f"/{name}", "workflow.field_required") for name in names
        ]
        offered = {offer["action"]: offer for offer in (await desk.see(tickets[state], who))["available_actions"]}
        assert offered[action]["required"] == names


async def test_fields_of_another_action_are_refused(desk: Desk) -> None:
    ticket = await desk.bring(S.DRAFTED)
    problem = await desk.refused(422, "invalid", STAFF, ticket, "submit", outcome="已办结", progress_percent=3)
    assert [fault["pointer"] for fault in problem["errors"]] == ["/outcome", "/progress_percent"]
    unknown = await desk.refused(422, "workflow.unknown_action", STAFF, ticket, "delete")
    assert unknown["errors"][0]["pointer"] == "/action"


async def test_a_stale_version_is_told_what_happened(desk: Desk) -> None:
    seen = await desk.bring(S.ASSIGNED)
    await desk.usual(seen, "accept")
    client = await desk.client(SECRETARY)
    path, body = f"{URL}/{seen['id']}/transitions", {"action": "decline", "comment": "不属本处职责"}
    problem = made(await client.post(path, json=body, headers=match(seen)), 412)
    assert problem["code"] == "stale_version"
    assert problem["current"]["state"] == "accepted"
    assert problem["current"]["last_event"]["action"] == "accept"
    assert problem["current"]["last_event"]["actor"] == desk.offices.people[SECRETARY].display_name
    assert made(await client.post(path, json=body), 428)["code"] == "precondition.if_match_missing"
    nonsense = await client.post(path, json=body, headers={"If-Match": "*"})
    assert made(nonsense, 412)["code"] == "precondition.if_match_invalid"


async def test_rejected_drafts_come_back_and_keep_no_number(desk: Desk) -> None:
    ticket = await desk.bring(S.PENDING_APPROVAL)
    ticket = await desk.do(SUPERVISOR, ticket, "reject", comment="请补充依据")
    assert (ticket["state"], ticket["number"]) == ("drafted", None)
    assert [event["comment"] for event in await desk.events(ticket)][-1] == "请补充依据"


async def test_declined_and_approved_again_it_keeps_number_and_first_due_date(desk: Desk) -> None:
    with on(MONDAY):
        ticket = await desk.bring(S.ASSIGNED, due_on=str(MONDAY + days(10)))
        ticket = await desk.do(SUPERVISOR, ticket, "urge")
        ticket = await desk.do(SUPERVISOR, ticket, "suspend", comment="待定")
    with on(MONDAY + days(4)):
        ticket = await desk.do(SUPERVISOR, ticket, "resume")
        ticket = await desk.do(SECRETARY, ticket, "decline", comment="应由组织二处办理")
        assert (ticket["state"], ticket["lamp"]) == ("pending_approval", "grey")
        supervisor = await desk.client(SUPERVISOR)
        changes = {"lead_branch_id": str(desk.offices.support.id), "due_on": str(MONDAY + days(24))}
        path = f"{URL}/{ticket['id']}"
        ticket = made(await supervisor.patch(path, json=changes, headers=match(ticket)), 200)
        again = await desk.usual(ticket, "approve")
        assert (again["number"], again["registered_on"]) == (ticket["number"], str(MONDAY))
        assert (again["original_due_on"], again["due_on"]) == (str(MONDAY + days(10)), str(MONDAY + days(24)))
        assert (again["assigned_on"], again["stopped_days"], again["urge_level"]) == (str(MONDAY + days(4)), 0, 0)
        points = made(await supervisor.get(f"{path}/progress"), 200)["points"]
        assert points[0] == {"on": str(MONDAY + days(4)), "planned": 0, "actual": 0}
        assert (await desk.bring(S.ASSIGNED))["number"].endswith("〕2号")


async def test_feedback_given_before_a_refusal_is_kept(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(S.ASSIGNED, supporting_branch_ids=[str(offices.support.id)])
    ticket = await desk.do(offices.support_secretary, ticket, "report", progress_percent=100, comment="材料已备")
    ticket = await desk.do(SECRETARY, ticket, "decline", comment="请调整")
    supervisor = await desk.client(SUPERVISOR)
    changes = {"lead_branch_id": str(offices.office.id), "supporting_branch_ids": [str(offices.support.id)]}
    ticket = made(await supervisor.patch(f"{URL}/{ticket['id']}", json=changes, headers=match(ticket)), 200)
    assert (ticket["lead_branch"]["name"], ticket["supporting_branches"][0]["feedback"]) == ("督查室党支部", "材料已备")


# --- extensions


async def test_an_extension_is_asked_for_on_the_due_date_and_not_a_day_later(desk: Desk) -> None:
    due = MONDAY + days(10)
    with on(MONDAY):
        early, late = [await desk.bring(S.ACCEPTED, due_on=str(due)) for _ in range(2)]
    wanted = {"due_on": str(due + days(10)), "comment": "需征求意见"}
    with on(due):
        early = await desk.do(SECRETARY, early, "request_extension", **wanted)
        assert early["extension_requested_to"] == str(due + days(10))
        assert (early["due_on"], early["state"]) == (str(due), "accepted")
    with on(due + days(1)):
        problem = await desk.refused(409, "ticket.extension_too_late", SECRETARY, late, "request_extension", **wanted)
        assert problem["rule"] == "督办规则（平台默认，rules §7）"
        assert long_date(due) in problem["detail"]


async def test_a_granted_extension_never_overwrites_the_first_date(desk: Desk) -> None:
    due = MONDAY + days(10)
    with on(MONDAY):
        ticket = await desk.bring(S.ACCEPTED, due_on=str(due))
        ticket = await desk.do(SECRETARY, ticket, "request_extension", due_on=str(due + days(30)), comment="原因一")
        await desk.refused(409, "ticket.extension_waiting", SECRETARY, ticket, "request_extension", **_wanted(due))
        ticket = await desk.do(SUPERVISOR, ticket, "grant_extension", due_on=str(due + days(5)), comment="同意五天")
        ticket = await desk.do(SECRETARY, ticket, "request_extension", due_on=str(due + days(9)), comment="原因二")
        ticket = await desk.do(SUPERVISOR, ticket, "grant_extension")
    assert (ticket["original_due_on"], ticket["due_on"]) == (str(due), str(due + days(9)))
    first, second = ticket["extensions"]
    assert (first["state"], first["previous_due_on"], first["due_on"]) == ("granted", str(due), str(due + days(5)))
    assert (first["reason"], first["decision"]) == ("原因一", "同意五天")
    assert (second["previous_due_on"], second["due_on"]) == (str(due + days(5)), str(due + days(9)))
    changes = [event["changes"] for event in await desk.events(ticket) if "extension" in event["action"]]
    assert changes[0] == {"extension_requested_to": [None, str(due + days(30))]}
    assert changes[1]["due_on"] == [str(due), str(due + days(5))]
    assert changes[1]["extension_requested_to"] == [str(due + days(30)), None]


def _wanted(due: date) -> dict[str, str]:
    return {"due_on": str(due + timedelta(days=40)), "comment": "再次申请"}


async def test_an_extension_must_lead_to_a_later_day(desk: Desk) -> None:
    with on(MONDAY):
        ticket = await desk.bring(S.ACCEPTED, due_on=str(MONDAY + days(10)))
        same = {"due_on": str(MONDAY + days(10)), "comment": "原因"}
        await desk.refused(422, "ticket.extension_not_later", SECRETARY, ticket, "request_extension", **same)
        far = {"due_on": "9999-12-31", "comment": "原因"}
        await desk.refused(422, "ticket.due_too_far", SECRETARY, ticket, "request_extension", **far)
        ticket = await desk.do(SECRETARY, ticket, "request_extension", **_wanted(MONDAY))
        for day, code in ((MONDAY, "ticket.extension_not_later"), (date.max, "ticket.due_too_far")):
            await desk.refused(422, code, SUPERVISOR, ticket, "grant_extension", due_on=str(day))


async def test_a_refused_extension_leaves_the_due_date(desk: Desk) -> None:
    with on(MONDAY):
        ticket = await desk.bring(S.ACCEPTED, due_on=str(MONDAY + days(10)))
        await desk.refused(409, "ticket.no_extension_waiting", SUPERVISOR, ticket, "refuse_extension")
        await desk.refused(409, "ticket.no_extension_waiting", SUPERVISOR, ticket, "grant_extension")
        ticket = await desk.do(SECRETARY, ticket, "request_extension", **_wanted(MONDAY))
        ticket = await desk.do(SUPERVISOR, ticket, "refuse_extension", comment="请按期完成")
    assert (ticket["due_on"], ticket["extension_requested_to"]) == (str(MONDAY + days(10)), None)
    assert [(item["state"], item["decision"]) for item in ticket["extensions"]] == [("refused", "请按期完成")]


@pytest.mark.parametrize("action", ["request_closing", "suspend", "withdraw"])
async def test_a_waiting_extension_lapses_when_overtaken(desk: Desk, action: str) -> None:
    with on(MONDAY):
        ticket = await desk.bring(S.IN_PROGRESS, due_on=str(MONDAY + days(10)))
        ticket = await desk.do(SECRETARY, ticket, "request_extension", **_wanted(MONDAY))
        ticket = await desk.usual(ticket, action)
    assert ticket["extension_requested_to"] is None
    assert [item["state"] for item in ticket["extensions"]] == ["lapsed"]


# --- supporting branches


async def test_every_supporting_branch_is_heard_or_waived_before_closing(desk: Desk, offices: Offices) -> None:
    both = [str(offices.support.id), str(offices.foreign.id)]
    ticket = await desk.bring(S.CLOSING_REVIEW, supporting_branch_ids=both)
    problem = await desk.refused(409, "ticket.feedback_missing", SUPERVISOR, ticket, "close")
    assert "组织二处党支部" in problem["detail"]
    assert "青禾区第一党支部" in problem["detail"]
    ticket = await desk.do(offices.support_secretary, ticket, "report", progress_percent=80, comment="已提供材料")
    assert (ticket["state"], ticket["progress_percent"]) == ("closing_review", 40)
    await desk.refused(409, "ticket.feedback_missing", SUPERVISOR, ticket, "close")
    elsewhere = {"branch_id": str(offices.office.id), "comment": "不需要"}
    await desk.refused(409, "ticket.feedback_not_waivable", SUPERVISOR, ticket, "waive_feedback", **elsewhere)
    given = {"branch_id": str(offices.support.id), "comment": "不需要"}
    await desk.refused(409, "ticket.feedback_not_waivable", SUPERVISOR, ticket, "waive_feedback", **given)
    waiver = {"branch_id": str(offices.foreign.id), "comment": "该区未涉及"}
    ticket = await desk.do(SUPERVISOR, ticket, "waive_feedback", **waiver)
    await desk.refused(409, "ticket.feedback_complete", SUPERVISOR, ticket, "waive_feedback", **waiver)
    by_name = {branch["name"]: branch for branch in ticket["supporting_branches"]}
    assert by_name["组织二处党支部"]["feedback"] == "已提供材料"
    assert by_name["青禾区第一党支部"]["waiver_reason"] == "该区未涉及"
    assert (await desk.usual(ticket, "close"))["state"] == "closed"


async def test_the_lead_branch_accepts_before_it_reports(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(S.ASSIGNED, supporting_branch_ids=[str(offices.support.id)])
    report = {"progress_percent": 10, "comment": "进展"}
    await desk.refused(409, "ticket.accept_first", SECRETARY, ticket, "report", **report)
    ticket = await desk.do(offices.support_secretary, ticket, "report", **report)
    assert ticket["state"] == "assigned"
    event = (await desk.events(ticket))[-1]
    assert (event["branch"]["name"], event["progress_percent"]) == ("组织二处党支部", 10)


async def test_reporting_waits_while_closing_is_reviewed(desk: Desk) -> None:
    ticket = await desk.bring(S.CLOSING_REVIEW)
    report = {"progress_percent": 100, "comment": "补充"}
    await desk.refused(409, "ticket.already_in_review", SECRETARY, ticket, "report", **report)


# --- who closes


async def test_nobody_closes_what_they_carried_out(desk: Desk, offices: Offices) -> None:
    """A secretary who becomes a supervision officer afterwards, with another home, still took part."""
    ticket = await desk.bring(S.CLOSING_REVIEW)
    clerk = offices.people[Role.BRANCH_CLERK]
    await offices.city.grant(clerk, Role.SUPERVISOR, offices.root)
    problem = await desk.refused(403, "ticket.closer_belongs_to_lead", clerk, ticket, "close")
    assert "干部一处党支部" in problem["detail"]
    officer = await offices.city.account(Role.SUPERVISOR, offices.root, home=offices.office)
    await offices.city.grant(officer, Role.BRANCH_SECRETARY, offices.organ)
    ticket = await desk.do(SUPERVISOR, ticket, "send_back", comment="请补充")
    ticket = await desk.do(officer, ticket, "report", progress_percent=90, comment="代为报告")
    ticket = await desk.usual(ticket, "request_closing")
    await desk.refused(403, "ticket.closer_carried_out", officer, ticket, "close")
    assert (await desk.usual(ticket, "close"))["closed_by"]["id"] == str(offices.id_of(SUPERVISOR))


# --- the clock


async def test_suspension_stops_the_clock(desk: Desk) -> None:
    nodes = [
        {"due_on": str(MONDAY + days(4)), "percent": 60, "title": "已过的节点"},
        {"due_on": str(MONDAY + days(15)), "percent": 80, "title": "将来的节点"},
    ]
    with on(MONDAY):
        ticket = await desk.bring(S.ACCEPTED, due_on=str(MONDAY + days(20)), milestones=nodes)
        ticket = await desk.do(SECRETARY, ticket, "report", progress_percent=55, comment="进展")
    with on(MONDAY + days(5)):
        before = await desk.see(ticket)
        ticket = await desk.usual(ticket, "suspend")
        planned = await _planned(desk, ticket, MONDAY + days(5))
    with on(MONDAY + days(40)):
        standing = await desk.see(ticket)
        assert (standing["state"], standing["lamp"], standing["days_left"]) == ("suspended", before["lamp"], 15)
        ticket = await desk.do(SUPERVISOR, ticket, "resume", comment="口径已明确")
        assert (ticket["state"], ticket["lamp"], ticket["days_left"]) == ("in_progress", before["lamp"], 15)
        assert await _planned(desk, ticket, MONDAY + days(40)) == planned
    assert (ticket["due_on"], ticket["original_due_on"]) == (str(MONDAY + days(55)), str(MONDAY + days(20)))
    assert ticket["stopped_days"] == 35
    assert [node["due_on"] for node in ticket["milestones"]] == [str(MONDAY + days(39)), str(MONDAY + days(50))]
    assert (await desk.events(ticket))[-1]["changes"]["due_on"] == [str(MONDAY + days(20)), str(MONDAY + days(55))]


async def _planned(desk: Desk, ticket: dict[str, Any], day: date) -> float:
    client = await desk.client(SUPERVISOR)
    points = made(await client.get(f"{URL}/{ticket['id']}/progress"), 200)["points"]
    return {point["on"]: float(point["planned"]) for point in points}[str(day)]


@pytest.mark.parametrize("state", [S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS])
async def test_resuming_leads_back_to_where_it_was(desk: Desk, state: TicketState) -> None:
    ticket = await desk.usual(await desk.bring(state), "suspend")
    assert (ticket["state"], ticket["resume_state"]) == ("suspended", state)
    ticket = await desk.do(SUPERVISOR, ticket, "resume")
    assert (ticket["state"], ticket["resume_state"], ticket["stopped_days"]) == (state, None, 0)


async def test_closing_review_freezes_the_lamp_and_sending_back_runs_it_again(desk: Desk) -> None:
    due = MONDAY + days(10)
    with on(MONDAY):
        ticket = await desk.bring(S.ACCEPTED, due_on=str(due))
        ticket = await desk.do(SECRETARY, ticket, "report", progress_percent=100, comment="完成")
    with on(MONDAY + days(5)):
        ticket = await desk.usual(ticket, "request_closing")
        assert ticket["lamp"] == "green"
    with on(due + days(5)):
        assert (await desk.see(ticket))["lamp"] == "green"
        assert await desk.titles(lamp="red") == set()
        ticket = await desk.do(SUPERVISOR, ticket, "send_back", comment="材料不全")
        assert (ticket["lamp"], ticket["days_left"], ticket["closing_requested_on"]) == ("red", -5, None)
        assert await desk.titles(lamp="red") == {ticket["title"]}


@pytest.mark.parametrize(("late", "in_time"), [(0, True), (1, False)])
async def test_in_time_is_judged_by_the_day_of_the_accepted_report(desk: Desk, late: int, in_time: bool) -> None:
    due = MONDAY + days(10)
    with on(MONDAY):
        ticket = await desk.bring(S.CLOSING_REVIEW, due_on=str(due))
        ticket = await desk.do(SUPERVISOR, ticket, "send_back", comment="材料不全")
    with on(due + days(late)):
        ticket = await desk.usual(ticket, "request_closing")
    with on(due + days(20)):
        ticket = await desk.usual(ticket, "close")
    assert (ticket["closed_in_time"], ticket["closed_on"]) == (in_time, str(due + days(20)))
    assert (ticket["lamp"], ticket["lamp_label"], ticket["conclusion"]) == ("grey", "办结", "事实清楚")


async def test_an_extension_counts_when_in_time_is_judged(desk: Desk) -> None:
    due = MONDAY + days(10)
    with on(MONDAY):
        ticket = await desk.bring(S.IN_PROGRESS, due_on=str(due))
        ticket = await desk.do(SECRETARY, ticket, "request_extension", due_on=str(due + days(5)), comment="原因")
        ticket = await desk.do(SUPERVISOR, ticket, "grant_extension")
    with on(due + days(5)):
        ticket = await desk.usual(await desk.usual(ticket, "request_closing"), "close")
    assert ticket["closed_in_time"] is True


async def test_reopening_starts_anew_with_a_reason(desk: Desk) -> None:
    with on(MONDAY):
        ticket = await desk.bring(S.CLOSED, due_on=str(MONDAY + days(10)))
    with on(MONDAY + days(30)):
        past = {"comment": "回头看", "due_on": str(MONDAY)}
        await desk.refused(422, "ticket.due_in_past", SUPERVISOR, ticket, "reopen", **past)
        ticket = await desk.do(SUPERVISOR, ticket, "reopen", comment="回头看发现反弹", due_on=str(MONDAY + days(60)))
        assert (ticket["state"], ticket["due_on"]) == ("in_progress", str(MONDAY + days(60)))
        assert (ticket["closed_on"], ticket["closed_in_time"], ticket["closed_by"], ticket["conclusion"]) == (None,) * 4
        assert ticket["original_due_on"] == str(MONDAY + days(10))
        ticket = await desk.usual(await desk.usual(ticket, "request_closing"), "close")
    assert ticket["closed_in_time"] is True
    assert [event["action"] for event in await desk.events(ticket)].count("close") == 2


@pytest.mark.parametrize("state", [S.ARCHIVED, S.WITHDRAWN])
async def test_what_is_archived_or_withdrawn_is_read_only(desk: Desk, state: TicketState) -> None:
    ticket = await desk.bring(state)
    for who in (STAFF, SUPERVISOR, SECRETARY):
        seen = await desk.see(ticket, who)
        assert (seen["available_actions"], seen["unavailable_actions"], seen["amendable_fields"]) == ([], [], [])
        for action in TicketAction:
            answer = await desk.act(who, ticket, action, **FIELDS.get(action, {}))
            assert answer.json()["code"] in {IMPOSSIBLE, FORBIDDEN}
        client = await desk.client(who)
        answer = await client.patch(f"{URL}/{ticket['id']}", json={"owner": "某人"}, headers=match(ticket))
        assert made(answer, 409)["code"] == "ticket.not_amendable"
    assert (await desk.see(ticket))["version"] == ticket["version"]


async def test_staff_withdraw_only_what_is_not_assigned(desk: Desk) -> None:
    draft, assigned = await desk.bring(S.DRAFTED), await desk.bring(S.ASSIGNED)
    assert (await desk.do(STAFF, draft, "withdraw", comment="重复"))["state"] == "withdrawn"
    await desk.refused(403, "ticket.withdraw_assigned", STAFF, assigned, "withdraw", comment="重复")
    gone = await desk.do(SUPERVISOR, assigned, "withdraw", comment="重复")
    assert (gone["number"], gone["lamp_label"]) == (assigned["number"], "已撤回")


# --- urging


async def test_urging_climbs_to_the_third_level(desk: Desk) -> None:
    ticket = await desk.bring(S.ASSIGNED)
    levels = []
    for _ in range(4):
        ticket = await desk.do(SUPERVISOR, ticket, "urge", comment="请抓紧办理")
        levels.append(ticket["urge_level"])
    assert levels == [1, 2, 3, 3]
    assert ticket["urged_at"] is not None


async def test_urging_many_reports_those_it_skipped(desk: Desk) -> None:
    first, second, closed = [await desk.bring(state) for state in (S.ASSIGNED, S.IN_PROGRESS, S.CLOSED)]
    stale = await desk.bring(S.ASSIGNED)
    await desk.usual(stale, "accept")
    chosen = [{"id": item["id"], "version": item["version"]} for item in (first, second, closed, stale)]
    chosen.append({"id": str(desk.offices.lead.id), "version": 1})
    body = {"action": "urge", "tickets": chosen, "comment": "请抓紧"}
    supervisor = await desk.client(SUPERVISOR)
    answer = made(await supervisor.post(f"{URL}/transitions", json=body), 200)
    assert set(answer["done"]) == {first["id"], second["id"]}
    assert {item["id"]: item["code"] for item in answer["skipped"]} == {
        closed["id"]: IMPOSSIBLE,
        stale["id"]: "stale_version",
        str(desk.offices.lead.id): "not_found",
    }
    assert [(await desk.see(item))["urge_level"] for item in (first, second, closed, stale)] == [1, 1, 0, 0]
    secretary = await desk.client(SECRETARY)
    refused = made(await secretary.post(f"{URL}/transitions", json=body), 200)
    assert refused["done"] == []


async def test_approving_many_gives_each_its_number(desk: Desk) -> None:
    waiting = [await desk.bring(S.PENDING_APPROVAL) for _ in range(3)]
    chosen = [{"id": item["id"], "version": item["version"]} for item in waiting]
    supervisor = await desk.client(SUPERVISOR)
    answer = await supervisor.post(f"{URL}/transitions", json={"action": "approve", "tickets": chosen})
    assert len(made(answer, 200)["done"]) == 3
    numbers = {(await desk.see(item))["number"].rsplit("〕")[-1] for item in waiting}
    assert numbers == {"1号", "2号", "3号"}
    unfit = await supervisor.post(f"{URL}/transitions", json={"action": "close", "tickets": chosen})
    assert unfit.status_code == 422


async def test_the_history_names_every_step_in_order(desk: Desk) -> None:
    ticket = await desk.bring(S.CLOSED)
    events = await desk.events(ticket)
    assert [event["sequence"] for event in events] == list(range(1, 8))
    for before, after in pairwise(events):
        assert after["from_state"] == before["to_state"]
    assert events[2]["changes"]["number_serial"] == [None, 1]
    assert events[-1]["comment"] == "事实清楚"
    assert {event["action_label"] for event in events} >= {"起草", "批准立项并交办", "签收", "销号"}
    client = await desk.client(SUPERVISOR)
    english = await client.get(f"{URL}/{ticket['id']}/events", headers={"Accept-Language": "en-GB"})
    assert made(english, 200)["items"][-1]["action_label"] == "Close"


async def test_refusals_speak_english_to_who_asks_for_it(desk: Desk) -> None:
    ticket = await desk.bring(S.ARCHIVED)
    client = await desk.client(SECRETARY)
    headers = {**match(ticket), "Accept-Language": "en"}
    answer = await client.post(f"{URL}/{ticket['id']}/transitions", json={"action": "accept"}, headers=headers)
    expected = "The state is “Archived”, in which “Accept” is not possible. It is possible in: Assigned."
    assert answer.json()["detail"] == expected
    missing = await client.get(f"{URL}/{desk.offices.lead.id}", headers={"Accept-Language": "en"})
    assert missing.json()["detail"].startswith("The ticket was not found")
