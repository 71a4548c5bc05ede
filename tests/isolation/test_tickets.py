"""Tickets outside of one's branches: not seen, not found, not counted, not changed."""

from typing import Any

import httpx
import pytest

from models.accounts import Account
from models.enums.accounts import Role
from models.enums.tickets import TicketAction, TicketState
from tests.support.people import Offices
from tests.support.tickets import SECRETARY, STAFF, SUPERVISOR, URL, Desk, Who, made, match

ZERO = {"mine": 0, "handled": 0, "soon": 0}


async def foreigners(offices: Offices) -> list[Account]:
    """Everybody of the other district, with the duties that would suffice at home."""
    roles = (STAFF, SUPERVISOR, Role.COMMITTEE_ADMIN, SECRETARY, Role.BRANCH_CLERK, Role.MEMBER)
    return [await offices.city.account(role, offices.district) for role in roles]


async def sees(client: httpx.AsyncClient, ticket: dict[str, Any]) -> bool:
    """Whether any of the ways to look tells of the ticket. All of them must agree."""
    one = [
        (await client.get(f"{URL}/{ticket['id']}{rest}")).status_code == 200 for rest in ("", "/events", "/progress")
    ]
    found = [
        ticket["id"] in {item["id"] for item in made(await client.get(URL, params=params), 200)["items"]}
        for params in ({}, {"q": "第一议题"}, {"updated_since": "2020-01-01T00:00:00Z"})
    ]
    counted = [
        made(await client.get(URL, params={"with_total": True}), 200)["total"] > 0,
        made(await client.get(f"{URL}/summary"), 200)["total"] > 0,
    ]
    answers = {*one, *found, *counted}
    assert len(answers) == 1, (one, found, counted)
    return True in answers


async def test_outside_of_the_subtree_there_is_no_ticket(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(TicketState.ASSIGNED, supporting_branch_ids=[str(offices.support.id)])
    for account in await foreigners(offices):
        client = await desk.client(account)
        if (await client.get(URL)).status_code == 403:
            assert (await client.get(f"{URL}/{ticket['id']}")).status_code == 403
            continue
        assert not await sees(client, ticket)
        assert made(await client.get("/api/v1/home"), 200)["counts"] == ZERO
        units = made(await client.get(f"{URL}/summary"), 200)["units"]
        assert units == []
        outside = await client.get(URL, params={"within": str(offices.organ.id)})
        assert made(outside, 404)["code"] == "not_found"
        by_branch = await client.get(URL, params={"lead_branch_id": str(offices.lead.id), "with_total": True})
        assert made(by_branch, 200)["total"] == 0


async def test_outside_of_the_subtree_nothing_is_changed(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(TicketState.ASSIGNED)
    path = f"{URL}/{ticket['id']}"
    for account in await foreigners(offices):
        client = await desk.client(account)
        answers = [
            *[
                await client.post(f"{path}/transitions", json={"action": action}, headers=match(ticket))
                for action in TicketAction
            ],
            await client.patch(path, json={"owner": "某人"}, headers=match(ticket)),
            await client.post(f"{path}/notes", json={"text": "说明"}, headers=match(ticket)),
        ]
        assert {answer.status_code for answer in answers} <= {403, 404}
        if (await client.get(URL)).status_code == 200 and answers[0].status_code == 404:
            chosen = {"action": "urge", "tickets": [{"id": ticket["id"], "version": ticket["version"]}]}
            batch = made(await client.post(f"{URL}/transitions", json=chosen), 200)
            assert [item["code"] for item in batch["skipped"]] == ["not_found"]
    seen = await desk.see(ticket)
    assert (seen["version"], seen["updated_at"]) == (ticket["version"], ticket["updated_at"])


async def test_absent_and_outside_are_told_in_the_same_words(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(TicketState.ASSIGNED)
    client = await desk.client(offices.foreign_secretary)
    outside = (await client.get(f"{URL}/{ticket['id']}")).json()
    absent = (await client.get(f"{URL}/{offices.lead.id}")).json()
    for problem in (outside, absent):
        problem.pop("request_id")
    assert outside == absent


async def test_the_lead_branch_sees_nothing_before_the_ticket_has_its_number(desk: Desk, offices: Offices) -> None:
    draft = await desk.draft(supporting_branch_ids=[str(offices.support.id)])
    locals_: list[Who] = [SECRETARY, Role.BRANCH_CLERK, offices.support_secretary, Role.COMMITTEE_ADMIN]
    for step in (None, "submit"):
        ticket = await desk.usual(draft, step) if step else draft
        for who in locals_:
            client = await desk.client(who)
            assert not await sees(client, ticket)
            assert made(await client.get("/api/v1/home"), 200)["counts"] == ZERO
            answer = await client.post(
                f"{URL}/{ticket['id']}/transitions", json={"action": "accept"}, headers=match(ticket)
            )
            assert answer.status_code in {403, 404}
    ticket = await desk.usual(ticket, "approve")
    for who in locals_:
        assert await sees(await desk.client(who), ticket)
    assert not await sees(await desk.client(offices.foreign_secretary), ticket)


async def test_a_ticket_that_moves_to_another_branch_leaves_the_first(desk: Desk, offices: Offices) -> None:
    ticket = await desk.bring(TicketState.ASSIGNED)
    ticket = await desk.do(SECRETARY, ticket, "decline", comment="不属本处职责")
    supervisor = await desk.client(SUPERVISOR)
    change = {"lead_branch_id": str(offices.foreign.id)}
    ticket = made(await supervisor.patch(f"{URL}/{ticket['id']}", json=change, headers=match(ticket)), 200)
    await desk.usual(ticket, "approve")
    assert not await sees(await desk.client(SECRETARY), ticket)
    assert await sees(await desk.client(offices.foreign_secretary), ticket)


async def test_sub_tickets_of_other_branches_are_not_named(desk: Desk, offices: Offices) -> None:
    whole = await desk.bring(TicketState.ASSIGNED)
    other = await desk.draft(title="他处的子事项", parent_id=whole["id"], lead_branch_id=str(offices.foreign.id))
    own = await desk.draft(title="本处的子事项", parent_id=whole["id"])
    assert {child["name"] for child in (await desk.see(whole))["children"]} == {other["title"], own["title"]}
    assert (await desk.see(whole, SECRETARY))["children"] == []
    for action in ("submit", "approve"):
        own = await desk.usual(own, action)
    assert [child["name"] for child in (await desk.see(whole, SECRETARY))["children"]] == ["本处的子事项"]


async def test_tickets_are_given_only_within_ones_own_branches(desk: Desk, offices: Offices) -> None:
    local = await offices.city.account(STAFF, offices.district)
    client = await desk.client(local)
    whole = await desk.draft()
    body = {"title": "落实第一议题", "requirement": "要求", "kind": "other", "lead_branch_id": str(offices.foreign.id)}
    wrong: list[dict[str, Any]] = [
        {"lead_branch_id": str(offices.lead.id)},
        {"supporting_branch_ids": [str(offices.lead.id)]},
        {"issuing_branch_id": str(offices.root.id)},
        {"parent_id": whole["id"]},
    ]
    for change in wrong:
        assert (await client.post(URL, json={**body, **change})).status_code == 422
    ticket = made(await client.post(URL, json=body), 201)
    assert ticket["issuing_branch"]["name"] == offices.district.name
    assert not await sees(await desk.client(SECRETARY), ticket)
    assert await sees(await desk.client(SUPERVISOR), ticket)
    # An officer of the organ committee, beside that district, approves nothing there.
    organ = await offices.city.account(SUPERVISOR, offices.organ)
    assert (await desk.act(organ, ticket, "withdraw", comment="无权")).status_code == 404


@pytest.mark.parametrize("form", ["registration", "closing"])
async def test_papers_of_other_branches_are_not_printed(desk: Desk, offices: Offices, form: str) -> None:
    ticket = await desk.bring(TicketState.ASSIGNED)
    client = await desk.client(offices.foreign_secretary)
    answer = await client.get(f"{URL}/{ticket['id']}/form.docx", params={"form": form})
    assert answer.status_code == 404
    assert (await client.get(f"{URL}/lists.xlsx", params={"within": str(offices.lead.id)})).status_code == 404
