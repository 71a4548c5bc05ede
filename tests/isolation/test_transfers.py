"""A transfer is known to its two ends: the receiving one from the letter on, everybody else never."""

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from models.enums import utc_now
from models.enums.accounts import Role
from models.transfers import Transfer as Row
from services.kit.jobs import JobContext
from services.kit.reader import ConnectionReader
from services.transfers.requests import MATCH_REQUEST
from tests.factories.members import id_number
from tests.support.people import Offices
from tests.support.tickets import made, match
from tests.support.transfers import CLERK, MEMBERS, REASON, SECRETARY, URL, Post, open_post

NAME = "万俟雪"


@pytest.fixture
async def post(offices: Offices) -> Post:
    return await open_post(offices)


async def unseen(client: httpx.AsyncClient, transfer: dict[str, Any]) -> None:
    """By no means is it seen, found, counted or changed."""
    url = f"{URL}/{transfer['id']}"
    answers = [
        await client.get(url),
        await client.get(f"{url}/events"),
        await client.get(f"{url}/letter.docx"),
        await client.patch(url, json={"reason": "不该看到"}, headers=match(transfer)),
        await client.post(f"{url}/transitions", json={"action": "receive"}, headers=match(transfer)),
    ]
    assert {answer.status_code for answer in answers} <= {404, 403}
    assert answers[0].status_code == answers[1].status_code == answers[4].status_code == 404
    assert all(NAME not in answer.text for answer in answers)
    for params in ({}, {"q": "雪"}, {"q": "mqx"}, {"updated_since": "2020-01-01T00:00:00Z"}, {"mine": True}):
        page = made(await client.get(URL, params={"with_total": True, **params}), 200)
        assert (page["items"], page["total"]) == ([], 0), params
    assert made(await client.get("/api/v1/me"), 200)["todo"]["transfers"] == 0


async def test_the_receiving_side_knows_of_it_from_the_letter_on(post: Post, offices: Offices) -> None:
    receivers = [await post.client(who) for who in (offices.foreign_secretary, post.district_admin)]
    stranger = await post.client(offices.support_secretary)
    transfer = await post.draft(member=await post.member(name=NAME), reason="内部酝酿的原因")
    transfer = await post.do(CLERK, transfer, "submit", comment="只给本支部看")
    for client in (*receivers, stranger):
        await unseen(client, transfer)
    transfer = await post.do(SECRETARY, transfer, "approve", comment="支委会研究同意")
    transfer = await post.do(Role.COMMITTEE_ADMIN, transfer, "issue", dues_paid_until=_month())
    for client in receivers:
        seen = made(await client.get(f"{URL}/{transfer['id']}"), 200)
        assert (seen["name"], seen["member_id"], seen["approved_on"]) == (NAME, None, None)
        assert seen["person"]["id_number"].count("*") == 11
        assert set(seen["person"]) == {
            "name", "id_number", "sex", "sex_label", "ethnicity", "ethnicity_label", "birth_date", "stage",
            "stage_label", "joined_on", "full_on",
        }  # fmt: skip
        events = await client.get(f"{URL}/{transfer['id']}/events")
        assert [event["action"] for event in made(events, 200)["items"]] == ["issue"]
        assert "支委会" not in events.text
    await unseen(stranger, transfer)
    there = await post.client(offices.foreign_secretary)
    assert made(await there.get(MEMBERS, params={"q": NAME}), 200)["items"] == []
    patched = await there.patch(f"{URL}/{transfer['id']}", json={"reason": "改一改"}, headers=match(transfer))
    assert patched.status_code == 403
    branch = {"branch_id": str(offices.lead.id)}
    assert (await there.get(URL, params=branch)).status_code == 404


def _month() -> str:
    return f"{utc_now():%Y-%m}"


async def test_a_request_is_answered_alike_whether_or_not_there_is_such_a_person(post: Post, offices: Offices) -> None:
    member = await post.member(name=NAME)
    # Somebody with an open transfer, somebody under another name, nobody: all the same to who asks.
    busy = await post.member(name="单雄信")
    await post.draft(member=busy)
    await post.member(name="解学军")
    there = await post.client(offices.foreign_secretary)
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    answers, costs = [], set()
    for serial, name in ((3, "冒名者"), (2, "单雄信"), (1, NAME), (77, "查无此人")):
        before = reader.count
        answer = await there.post(
            f"{URL}/requests",
            json={
                "id_number": id_number(serial),
                "name": name,
                "to_branch_id": str(offices.foreign.id),
                "reason": REASON,
            },
        )
        costs.add(reader.count - before)
        answers.append((answer.status_code, answer.text))
    assert len(set(answers)) == 1
    assert answers[0][0] == 202
    assert len(costs) == 1
    await _work_off(offices)
    await unseen_list(there)
    page = await post.page(state="requested")
    assert [(item["name"], item["from_branch"]["name"], item["to_branch"]["name"]) for item in page["items"]] == [
        (NAME, offices.lead.name, offices.foreign.name)
    ]
    requested = await post.see(page["items"][0])
    assert [offer["action"] for offer in requested["available_actions"]] == ["take_up", "decline"]
    assert (requested["member_id"], requested["person"]["id_number"]) == (member["id"], member["id_number"])
    assert await post.names(mine=True) == ["万俟雪", "单雄信"]
    await post.refused(422, "invalid", CLERK, requested, "decline")
    taken = await post.do(CLERK, requested, "take_up")
    assert taken["state"] == "drafted"
    assert (await post.events(taken))[0]["actor"]["name"] == offices.foreign_secretary.display_name


async def unseen_list(client: httpx.AsyncClient) -> None:
    page = made(await client.get(URL, params={"with_total": True}), 200)
    assert (page["items"], page["total"]) == ([], 0)


async def _work_off(offices: Offices) -> None:
    """Run the jobs that the requests have put into the queue."""
    reader: Any = offices.city.platform.database.reader
    payloads = await reader._connection.fetch(
        "SELECT payload FROM jobs.pgqueuer WHERE entrypoint = $1 ORDER BY id", MATCH_REQUEST.name
    )
    assert len(payloads) == 4
    for record in payloads:
        assert id_number(1).encode() not in record["payload"]
        async with offices.city.platform.database.transaction() as session:
            asked = MATCH_REQUEST.adapter.validate_json(record["payload"])
            await MATCH_REQUEST.run(JobContext(session, utc_now(), 1), asked)


async def test_a_request_for_another_branch_than_ones_own_is_refused(post: Post, offices: Offices) -> None:
    there = await post.client(offices.foreign_secretary)
    wanted = {"id_number": id_number(1), "name": NAME, "reason": REASON}
    elsewhere = await there.post(f"{URL}/requests", json={**wanted, "to_branch_id": str(offices.lead.id)})
    assert made(elsewhere, 404)["code"] == "not_found"
    broken = await there.post(
        f"{URL}/requests", json={**wanted, "to_branch_id": str(offices.foreign.id), "id_number": "123"}
    )
    assert made(broken, 422)["code"] == "member.id_number_length"
    async with offices.city.platform.database.transaction() as session:
        assert (await session.scalars(select(Row.id))).all() == []


async def test_destinations_tell_names_of_branches_and_nothing_else(post: Post, offices: Offices) -> None:
    clerk = await post.client(CLERK)
    found = made(await clerk.get(f"{URL}/destinations", params={"q": "支部"}), 200)["items"]
    assert {item["name"] for item in found} >= {offices.foreign.name, offices.lead.name}
    assert all(set(item) == {"id", "name", "committee"} for item in found)
    assert made(await clerk.get(f"{URL}/destinations"), 200)["items"] == []
