"""Documents outside of one's branches; those that reach a branch through its ticket show that ticket alone."""

from typing import Any

from models.enums.accounts import Role
from tests.api.test_source_documents import flat, upload
from tests.support.people import Offices
from tests.support.tickets import SECRETARY, STAFF, SUPERVISOR, Desk, made, match

URL = "/api/v1/source-documents"


async def registered(desk: Desk, offices: Offices) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A document of the city with three tickets: of the lead branch, of another district, and a draft."""
    staff = await desk.client(STAFF)
    document = made(await upload(staff), 201)
    nodes = [node for node in flat(document["outline"]) if node["marker"] in {"1.", "2.", "一是"}]
    branches = [offices.lead, offices.foreign, offices.lead]
    items = [
        {"node_id": node["id"], "lead_branch_id": str(branch.id)} for node, branch in zip(nodes, branches, strict=True)
    ]
    tickets = made(await staff.post(f"{URL}/{document['id']}/tickets", json={"items": items}), 201)["tickets"]
    for place in (0, 1):
        for action in ("submit", "approve"):
            tickets[place] = await desk.usual(tickets[place], action)
    return document, tickets


async def test_a_branch_sees_a_document_through_its_ticket_and_counts_that_alone(desk: Desk, offices: Offices) -> None:
    document, tickets = await registered(desk, offices)
    for who, count, titles in (
        (STAFF, 3, {ticket["title"] for ticket in tickets}),
        (SECRETARY, 1, {tickets[0]["title"]}),
        (offices.foreign_secretary, 1, {tickets[1]["title"]}),
    ):
        client = await desk.client(who)
        listed = made(await client.get(URL, params={"with_total": True}), 200)
        assert (listed["total"], [item["ticket_count"] for item in listed["items"]]) == (1, [count])
        one = made(await client.get(f"{URL}/{document['id']}"), 200)
        assert one["ticket_count"] == count
        assert {ticket["title"] for node in flat(one["outline"]) for ticket in node["tickets"]} == titles
    tickets[0] = await desk.usual(tickets[0], "accept")
    await desk.do(SECRETARY, tickets[0], "report", progress_percent=90, comment="进展")
    for who, percent in ((STAFF, 30), (SECRETARY, 90), (offices.foreign_secretary, 0)):
        seen = made(await (await desk.client(who)).get(f"{URL}/{document['id']}"), 200)
        assert seen["progress_percent"] == percent


async def test_elsewhere_there_is_no_document(desk: Desk, offices: Offices) -> None:
    staff = await desk.client(STAFF)
    document = made(await upload(staff), 201)
    for who in (
        SECRETARY,
        offices.support_secretary,
        offices.foreign_secretary,
        await offices.city.account(STAFF, offices.district),
        await offices.city.account(SUPERVISOR, offices.foreign),
        Role.COMMITTEE_ADMIN,
    ):
        client = await desk.client(who)
        for params in ({}, {"q": "要点"}, {"updated_since": "2020-01-01T00:00:00Z"}):
            listed = made(await client.get(URL, params={"with_total": True, **params}), 200)
            assert (listed["items"], listed["total"]) == ([], 0)
        for rest in ("", "/text", "/file"):
            assert (await client.get(f"{URL}/{document['id']}{rest}")).status_code == 404


async def test_who_only_reads_a_document_changes_nothing(desk: Desk, offices: Offices) -> None:
    document, _ = await registered(desk, offices)
    node = flat(document["outline"])[0]
    local_staff = await offices.city.account(STAFF, offices.foreign)
    body = {"items": [{"node_id": node["id"], "lead_branch_id": str(offices.foreign.id)}]}
    for who in (SECRETARY, local_staff):
        client = await desk.client(who)
        assert (await client.get(f"{URL}/{document['id']}")).status_code == 200
        answers = [
            await client.patch(f"{URL}/{document['id']}", json={"title": "改名"}, headers=match(document)),
            await client.delete(f"{URL}/{document['id']}", headers=match(document)),
            await client.post(f"{URL}/{document['id']}/tickets", json=body),
        ]
        assert {answer.status_code for answer in answers} <= {403, 404}
    seen = made(await (await desk.client(STAFF)).get(f"{URL}/{document['id']}"), 200)
    assert (seen["version"], seen["ticket_count"]) == (document["version"], 3)


async def test_a_document_stays_while_tickets_come_from_it_and_then_becomes_a_tombstone(
    desk: Desk, offices: Offices
) -> None:
    document, _ = await registered(desk, offices)
    staff = await desk.client(STAFF)
    kept = await staff.delete(f"{URL}/{document['id']}", headers=match(document))
    assert made(kept, 409)["code"] == "source_document.has_tickets"
    other = made(await upload(staff, "另一份.txt", "一、别的。".encode()), 201)
    assert (await staff.delete(f"{URL}/{other['id']}", headers=match(other))).status_code == 204
    assert (await staff.get(f"{URL}/{other['id']}")).status_code == 404
    assert [item["id"] for item in made(await staff.get(URL), 200)["items"]] == [document["id"]]
    since = made(await staff.get(URL, params={"updated_since": "2020-01-01T00:00:00Z"}), 200)["items"]
    assert {item["id"]: item["deleted_at"] is not None for item in since} == {document["id"]: False, other["id"]: True}
