"""Steps on a ticket's own row: two round trips, and in everything else as the steps that take a session."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, text

from models.audit import AuditEntry
from models.enums.tickets import TicketState
from models.idempotency import IdempotencyKey
from models.tickets import TicketEvent
from services.tickets.stepping import OWN_ROW
from tests.support.counting import row_counts
from tests.support.people import City, build_offices
from tests.support.statements import statements
from tests.support.tickets import MONDAY, SECRETARY, STAFF, SUPERVISOR, URL, Desk, Ticket, Who, days, made, match, on

S = TicketState
REPORT = {"progress_percent": 45, "comment": "按计划推进"}
COURSE: list[tuple[int, Who, str, dict[str, Any]]] = [
    # day, by whom, action, fields; None of the others is looked at here
    (0, STAFF, "submit", {}),
    (0, SUPERVISOR, "reject", {"comment": "请补充依据"}),
    (0, STAFF, "submit", {}),
    (0, SUPERVISOR, "approve", {"due_on": str(MONDAY + days(20))}),
    (0, SECRETARY, "decline", {"comment": "不属本处职责"}),
    (1, SUPERVISOR, "approve", {}),
    (2, SECRETARY, "accept", {}),
    (8, SUPERVISOR, "urge", {"comment": "请抓紧"}),
    (9, SECRETARY, "report", REPORT),
    (11, SECRETARY, "request_closing", {"outcome": "制度已建立"}),
    (14, SUPERVISOR, "send_back", {"comment": "材料不全"}),
    (18, SECRETARY, "report", {"progress_percent": 95, "comment": "已补齐"}),
    (21, SECRETARY, "request_closing", {"outcome": "制度已建立"}),
    (22, SUPERVISOR, "close", {"conclusion": "事实清楚"}),
    (23, SUPERVISOR, "reopen", {"comment": "回头看发现问题", "due_on": str(MONDAY + days(40))}),
    (24, SECRETARY, "request_closing", {"outcome": "已整改"}),
    (24, SUPERVISOR, "close", {}),
    (25, SUPERVISOR, "archive", {}),
]
_MILESTONES = [{"due_on": str(MONDAY + days(10)), "percent": 60, "title": "初稿"}]


async def report(client: httpx.AsyncClient, ticket: Ticket, key: str, **fields: Any) -> httpx.Response:
    body = {"action": "report", **REPORT, **fields}
    headers = {**match(ticket), "Idempotency-Key": key}
    return await client.post(f"{URL}/{ticket['id']}/transitions", json=body, headers=headers)


async def test_each_takes_two_round_trips_and_answers_what_is_read_afterwards(desk: Desk) -> None:
    with on(MONDAY):
        ticket = await desk.draft(due_on=str(MONDAY + days(20)), milestones=_MILESTONES)
    lamps, taken = set(), set()
    for after, who, action, fields in COURSE:
        with on(MONDAY + days(after)):
            await desk.client(who)
            async with statements(desk.offices.city) as heard:
                ticket = await desk.do(who, ticket, action, **fields)
            assert ticket == await desk.see(ticket, who), action
            lamps.add(ticket["lamp"])
        if action in OWN_ROW:
            taken.add(action)
            assert ["move_tickets(" in sentence for sentence in heard[1:]] == [True], action
            assert heard[0].startswith("SELECT tickets."), action
    assert taken == set(OWN_ROW)
    assert lamps == {"grey", "green", "yellow", "red"}
    with on(MONDAY + days(25)):
        events = await desk.events(ticket)
    assert [event["action"] for event in events] == ["draft", *(action for _, _, action, _ in COURSE)]
    assert [event["sequence"] for event in events] == list(range(1, len(COURSE) + 2))


async def test_the_same_is_written_as_by_a_session(desk: Desk) -> None:
    """Many at once go through a session: their history and audit differ in nothing but the ticket."""
    with on(MONDAY):
        pairs: list[tuple[str, Who, S, dict[str, Any]]] = [
            ("submit", STAFF, S.DRAFTED, {}),
            ("accept", SECRETARY, S.ASSIGNED, {"comment": "收到"}),
            ("urge", SUPERVISOR, S.IN_PROGRESS, {"comment": "请抓紧"}),
            ("archive", SUPERVISOR, S.CLOSED, {}),
        ]
        for action, who, state, fields in pairs:
            one, other = await desk.bring(state), await desk.bring(state)
            await desk.do(who, one, action, **fields)
            chosen = {"action": action, "tickets": [{"id": other["id"], "version": other["version"]}], **fields}
            made(await (await desk.client(who)).post(f"{URL}/transitions", json=chosen), 200)
            written = [await _written(desk, ticket) for ticket in (one, other)]
            assert written[0] == written[1], action
            assert written[0][1]["action"] == f"ticket.{action}"


async def _written(desk: Desk, ticket: Ticket) -> tuple[dict[str, Any], dict[str, Any]]:
    """The last event and the last audit row of a ticket, without what is its own."""
    async with desk.offices.city.platform.database.transaction() as session:
        event = await session.scalar(
            select(TicketEvent)
            .where(TicketEvent.ticket_id == ticket["id"])
            .order_by(TicketEvent.sequence.desc())
            .limit(1)
        )
        audit = await session.scalar(
            select(AuditEntry).where(AuditEntry.entity_id == ticket["id"]).order_by(AuditEntry.id.desc()).limit(1)
        )
    assert event is not None
    assert audit is not None
    assert audit.entity_name.endswith(ticket["title"])
    assert audit.request_id
    own = {"id", "ticket_id", "at", "entity_id", "entity_name", "request_id"}
    told, logged = (
        {column.name: getattr(row, column.name) for column in row.__table__.columns if column.name not in own}
        for row in (event, audit)
    )
    return told, logged


async def test_a_key_is_answered_again_refused_for_another_body_and_not_used_up_by_a_refusal(desk: Desk) -> None:
    ticket = await desk.bring(S.ACCEPTED)
    client = await desk.client(SECRETARY)
    before = await row_counts(desk.offices.city)
    early = await report(client, {**ticket, "version": 99}, "k")
    assert (made(early, 412)["code"], early.json()["current"]["last_event"]["action"]) == ("stale_version", "accept")
    assert (
        made(await report(client, ticket, "k", progress_percent=None), 422)["errors"][0]["pointer"]
        == "/progress_percent"
    )
    assert await row_counts(desk.offices.city) == before
    first = await report(client, ticket, "k")
    assert (first.status_code, first.headers["etag"]) == (200, f'"{ticket["version"] + 1}"')
    again = await report(client, ticket, "k")
    assert (again.status_code, again.text, again.headers["etag"]) == (200, first.text, first.headers["etag"])
    assert again.headers["idempotency-replayed"] == "true"
    for seen in (ticket, first.json()):
        other = made(await report(client, seen, "k", comment="别的"), 422)
        assert other["code"] == "idempotency.key_reused"
    assert (await desk.see(ticket))["version"] == ticket["version"] + 1


async def test_of_64_reports_at_once_one_wins_and_a_key_sent_at_once_is_one_report(live_city: City) -> None:
    desk = Desk(await build_offices(live_city))
    ticket = await desk.bring(S.ACCEPTED)
    client = await desk.client(SECRETARY)
    answers = await asyncio.gather(*(report(client, ticket, f"key-{n}") for n in range(64)))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 63}
    lost = [answer.json() for answer in answers if answer.status_code == 412]
    assert {(problem["code"], problem["current"]["last_event"]["action"]) for problem in lost} == {
        ("stale_version", "report")
    }
    [seen] = [answer.json() for answer in answers if answer.status_code == 200]
    answers = await asyncio.gather(*(report(client, seen, "same") for _ in range(12)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotency-replayed" in answer.headers for answer in answers) == 11
    events = await desk.events(ticket)
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    assert Counter(event["action"] for event in events)["report"] == 2
    async with live_city.platform.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(IdempotencyKey)) == 2


async def test_steps_at_once_go_together_and_who_is_held_or_late_does_not_hold_up_the_others(live_city: City) -> None:
    desk = Desk(await build_offices(live_city))
    tickets = [await desk.bring(S.ACCEPTED) for _ in range(6)]
    held, late, twice, *others = tickets
    client = await desk.client(SECRETARY)
    async with live_city.platform.database.transaction() as session:
        await session.execute(text("SELECT FROM tickets WHERE id = :id FOR UPDATE"), {"id": held["id"]})
        waiting = asyncio.create_task(report(client, held, "held"))
        answers = await asyncio.gather(
            report(client, {**late, "version": 99}, "late"),
            *(report(client, twice, f"twice-{n}") for n in range(2)),
            *(report(client, ticket, ticket["id"]) for ticket in others),
        )
        assert not waiting.done()
    assert made(await waiting, 200)["version"] == held["version"] + 1
    assert [answer.status_code for answer in answers[3:]] == [200] * 3
    assert answers[0].status_code == 412
    assert Counter(answer.status_code for answer in answers[1:3]) == {200: 1, 412: 1}
    for answer in answers[3:]:
        assert answer.json() == await desk.see(answer.json(), SECRETARY)
    # One key for two tickets at once: one step, and the other is told so.
    one, other = (answer.json() for answer in answers[3:5])
    answers = await asyncio.gather(*(report(client, ticket, "same", comment="同时") for ticket in (one, other)))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 422: 1}
    for ticket in tickets:
        events = await desk.events(ticket)
        assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))


@pytest.mark.usefixtures("as_owner")
async def test_a_step_that_fails_at_commit_is_never_answered_as_done(live_city: City) -> None:
    desk = Desk(await build_offices(live_city))
    ticket = await desk.bring(S.ACCEPTED)
    client = await desk.client(SECRETARY)
    async with live_city.platform.database.transaction() as session:
        for sentence in (
            "CREATE FUNCTION refuse_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'refused at commit'; END $$",
            "CREATE CONSTRAINT TRIGGER refuse_at_commit AFTER INSERT ON ticket_events "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_at_commit()",
        ):
            await session.execute(text(sentence))
    before = await row_counts(live_city)
    failed = await report(client, ticket, "once")
    assert (made(failed, 500)["code"], "etag" in failed.headers) == ("internal", False)
    assert await row_counts(live_city) == before
    async with live_city.platform.database.transaction() as session:
        await session.execute(text("DROP TRIGGER refuse_at_commit ON ticket_events"))
    again = await report(client, ticket, "once")
    assert (again.status_code, "idempotency-replayed" in again.headers) == (200, False)
