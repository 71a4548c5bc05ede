"""What happens at the same time, on a database with real commits."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest
from sqlalchemy import Uuid, func, select, text

from api.app import CHANNELS
from api.platform import Platform
from api.settings import Settings
from models.accounts import Account, Grant
from models.audit import AuditEntry
from models.enums import utc_now
from models.enums.accounts import Role
from models.enums.branches import BranchKind
from models.enums.tickets import TicketState
from models.tickets import Ticket, TicketEvent, TicketSerial
from services.access import principals
from services.kit.database import Database, announce
from services.kit.listening import Listener
from services.kit.reader import place, prepare
from tests.api.test_branches import check_nesting
from tests.conftest import application
from tests.support.people import City, build_offices
from tests.support.tickets import STAFF, SUPERVISOR, URL, Desk, act, made, ticket_input
from tests.support.transfers import open_post

_CLOSINGS = prepare(
    select(func.count())
    .select_from(TicketEvent)
    .where(TicketEvent.ticket_id == place("id", Uuid()), TicketEvent.action == "close")
)


async def live_desk(city: City) -> Desk:
    return Desk(await build_offices(city))


async def test_of_64_closings_one_wins(live_city: City) -> None:
    desk = await live_desk(live_city)
    ticket = await desk.bring(TicketState.CLOSING_REVIEW)
    client = await desk.client(SUPERVISOR)
    answers = await asyncio.gather(*(act(client, ticket, "close", conclusion="同意") for _ in range(64)))
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses[200] == 1
    assert statuses.keys() <= {200, 409, 412}
    for answer in answers:
        if answer.status_code == 412:
            assert answer.json()["current"]["last_event"]["action"] == "close"
    assert await live_city.platform.database.reader.value(_CLOSINGS, id=ticket["id"]) == 1
    assert (await desk.see(ticket))["version"] == ticket["version"] + 1


async def test_200_registrations_at_once_number_without_gap_or_duplicate(live_city: City) -> None:
    desk = await live_desk(live_city)
    waiting = await _waiting(desk, 200)
    client = await desk.client(SUPERVISOR)
    answers = await asyncio.gather(*(act(client, ticket, "approve") for ticket in waiting))
    numbers = [made(answer, 200)["number"] for answer in answers]
    year = utc_now().year
    assert sorted(numbers) == sorted(f"督办〔{year}〕{serial}号" for serial in range(1, 201))


@pytest.mark.usefixtures("as_owner")
async def test_a_registration_that_fails_gives_its_number_back(live_city: City) -> None:
    desk = await live_desk(live_city)
    waiting = await _waiting(desk, 12)
    await _refuse_at_commit(live_city, "tickets", "NEW.title = '失败' AND NEW.number_serial IS NOT NULL")
    staff = await desk.client(STAFF)
    bad = [made(await staff.post(URL, json=ticket_input(desk.offices, title="失败")), 201) for _ in range(6)]
    bad = [await desk.usual(ticket, "submit") for ticket in bad]
    client = await desk.client(SUPERVISOR)
    mixed = [ticket for pair in zip(waiting, [*bad, *bad], strict=True) for ticket in pair]
    answers = await asyncio.gather(*(act(client, ticket, "approve") for ticket in mixed))
    assert Counter(answer.status_code for answer in answers) == {200: 12, 500: 12}
    serials = await _column(live_city, select(Ticket.number_serial).where(Ticket.number_serial.is_not(None)))
    assert sorted(serials) == list(range(1, 13))
    assert await _column(live_city, select(TicketSerial.last)) == [12]


@pytest.mark.usefixtures("as_owner")
async def test_a_commit_that_fails_is_never_answered_as_done(live_city: City) -> None:
    """The database refuses only at COMMIT; by then the route has its 201 ready, and must not send it."""
    desk = await live_desk(live_city)
    await _refuse_at_commit(live_city, "tickets", "true")
    staff = await desk.client(STAFF)
    entries = await _column(live_city, select(func.count()).select_from(AuditEntry))
    answer = await staff.post(URL, json=ticket_input(desk.offices), headers={"Idempotency-Key": "once"})
    problem = made(answer, 500)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["code"] == "internal"
    assert problem["request_id"] in problem["detail"]
    assert "etag" not in answer.headers
    assert "location" not in answer.headers
    assert await _column(live_city, select(func.count()).select_from(Ticket)) == [0]
    assert await _column(live_city, select(func.count()).select_from(AuditEntry)) == entries
    # The key was not used up by what did not happen.
    async with live_city.platform.database.transaction() as session:
        await session.execute(text("DROP TRIGGER refuse_at_commit ON tickets"))
    again = await staff.post(URL, json=ticket_input(desk.offices), headers={"Idempotency-Key": "once"})
    assert (again.status_code, "idempotency-replayed" in again.headers) == (201, False)


async def test_one_key_sent_many_times_at_once_makes_one_ticket(live_city: City) -> None:
    desk = await live_desk(live_city)
    staff = await desk.client(STAFF)
    key = {"Idempotency-Key": "01JD-mobile-7"}

    async def send(title: str = "健全第一议题制度") -> httpx.Response:
        return await staff.post(URL, json=ticket_input(desk.offices, title=title), headers=key)

    answers = await asyncio.gather(*(send() for _ in range(12)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert len({(answer.headers["etag"], answer.headers["location"]) for answer in answers}) == 1
    assert sum("idempotency-replayed" in answer.headers for answer in answers) == 11
    other = made(await send("另一项"), 422)
    assert other["code"] == "idempotency.key_reused"
    assert await _column(live_city, select(func.count()).select_from(Ticket)) == [1]
    # Somebody else's key of the same name is another key.
    supervisor = await desk.client(SUPERVISOR)
    assert (await supervisor.post(URL, json=ticket_input(desk.offices, title="另一项"), headers=key)).status_code == 201


async def test_a_refusal_does_not_use_up_its_key(live_city: City) -> None:
    desk = await live_desk(live_city)
    staff = await desk.client(STAFF)
    key = {"Idempotency-Key": "again"}
    wrong = ticket_input(desk.offices, due_on="2020-01-01")
    assert (await staff.post(URL, json=wrong, headers=key)).status_code == 422
    assert (await staff.post(URL, json=ticket_input(desk.offices), headers=key)).status_code == 201
    for bad in ("", "x" * 201, "tab\there"):
        answer = await staff.post(URL, json=ticket_input(desk.offices), headers={"Idempotency-Key": bad})
        assert made(answer, 422)["code"] == "idempotency.invalid_key"


async def test_an_upload_sent_again_is_answered_though_its_form_has_another_boundary(live_city: City) -> None:
    desk = await live_desk(live_city)
    staff = await desk.client(STAFF)

    async def send(content: bytes, boundary: str) -> httpx.Response:
        headers = {"Idempotency-Key": "upload", "Content-Type": f"multipart/form-data; boundary={boundary}"}
        files = {"file": ("要点.txt", content)}
        return await staff.post("/api/v1/source-documents", files=files, headers=headers)

    first, second = await send("一、要点。".encode(), "aaaa"), await send("一、要点。".encode(), "bbbb")
    assert first.text == second.text
    assert made(second, 201)["title"]
    assert made(await send("二、别的。".encode(), "cccc"), 422)["code"] == "idempotency.key_reused"


async def test_branches_made_and_renamed_at_once_leave_the_tree_sound(live_city: City) -> None:
    desk = await live_desk(live_city)
    offices = desk.offices
    admin = await desk.client(Role.ADMIN)
    parents = [offices.root, offices.organ, offices.district]

    def create(place: int) -> Any:
        body = {"name": f"新组织{place % 20}", "kind": BranchKind.BRANCH, "parent_id": str(parents[place % 3].id)}
        return admin.post("/api/v1/branches", json=body)

    def rename(branch: Any) -> Any:
        return admin.patch(f"/api/v1/branches/{branch.id}", json={"name": "同名"}, headers={"If-Match": '"1"'})

    siblings = [await live_city.branch(f"支部{place}", offices.organ) for place in range(16)]
    renamed = await asyncio.gather(*map(rename, siblings))
    assert Counter(answer.status_code for answer in renamed) == {200: 1, 409: 15}
    answers = await asyncio.gather(*map(create, range(40)), *map(rename, siblings))
    assert [answer.status_code for answer in answers[:40]] == [201] * 40
    assert {answer.status_code for answer in answers[40:]} == {409, 412}
    await check_nesting(live_city)


async def test_two_names_for_the_same_place_one_is_taken(live_city: City) -> None:
    desk = await live_desk(live_city)
    admin = await desk.client(Role.ADMIN)
    body = {"name": "同名支部", "kind": "branch", "parent_id": str(desk.offices.organ.id)}
    answers = await asyncio.gather(*(admin.post("/api/v1/branches", json=body) for _ in range(8)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 7}


async def test_a_sub_ticket_written_while_its_parent_is_closed(live_city: City) -> None:
    """Either the parent waits for its part, or the part comes too late; never a closed whole with an open part."""
    desk = await live_desk(live_city)
    staff, supervisor = await desk.client(STAFF), await desk.client(SUPERVISOR)
    for _ in range(4):
        whole = await desk.bring(TicketState.CLOSING_REVIEW)
        part = ticket_input(desk.offices, parent_id=whole["id"])
        drafted, closed = await asyncio.gather(staff.post(URL, json=part), act(supervisor, whole, "close"))
        assert {drafted.status_code, closed.status_code} in ({201, 409}, {409, 200})


async def test_a_grant_revoked_in_one_process_bites_in_another(settings: Settings, live_city: City) -> None:
    """Both processes remember; the second hears of it by NOTIFY, long before its five seconds are over."""
    offices = await build_offices(live_city)
    url = live_city.platform.database.engine.url.render_as_string(hide_password=False)
    database = await Database.connect(url)
    elsewhere = Platform.assemble(settings, database, remember=True)
    listener = Listener(database.connection, CHANNELS, elsewhere.heed, elsewhere.forget_everything)
    other = City(elsewhere, application(settings, elsewhere))
    listener.start()
    try:
        client = await other.client(offices.people[STAFF])
        assert (await client.get(URL)).status_code == 200
        await _until(lambda: _revoked(client, offices.people[STAFF], live_city))
        assert (await client.get(URL)).status_code == 403
    finally:
        await listener.stop()
        await other.close()
        await database.close()


async def _revoked(client: httpx.AsyncClient, account: Account, city: City) -> bool:
    """Revoke (again, in case the other process was not listening yet) and see whether it bites."""
    async with city.platform.database.transaction() as session:
        for grant in await session.scalars(select(Grant).where(Grant.account_id == account.id)):
            grant.revoked_at = utc_now()
        await announce(session, principals.CHANNEL, str(account.id))
    await asyncio.sleep(0.05)
    return (await client.get(URL)).status_code == 403


async def _until(true: Any) -> None:
    async with asyncio.timeout(4):
        while not await true():
            pass


async def _waiting(desk: Desk, count: int) -> list[dict[str, Any]]:
    """So many tickets that wait for approval."""
    staff = await desk.client(STAFF)
    drafts = [made(await staff.post(URL, json=ticket_input(desk.offices, title=f"事项{n}")), 201) for n in range(count)]
    body = {"action": "submit", "tickets": [{"id": draft["id"], "version": draft["version"]} for draft in drafts]}
    assert len(made(await staff.post(f"{URL}/transitions", json=body), 200)["done"]) == count
    return [{**draft, "version": draft["version"] + 1} for draft in drafts]


async def _refuse_at_commit(city: City, table: str, condition: str) -> None:
    async with city.platform.database.transaction() as session:
        await session.execute(
            text(
                "CREATE FUNCTION refuse_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION 'refused at commit'; END IF; RETURN NULL; END $$"
            )
        )
        await session.execute(
            text(
                f"CREATE CONSTRAINT TRIGGER refuse_at_commit AFTER INSERT OR UPDATE ON {table} "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_at_commit()"
            )
        )


async def _column(city: City, statement: Any) -> list[Any]:
    async with city.platform.database.transaction() as session:
        return list((await session.scalars(statement)).all())


async def test_of_two_receivers_at_once_one_wins(live_city: City) -> None:
    post = await open_post(await build_offices(live_city))
    transfer = await post.issued()
    answers = await asyncio.gather(
        *(post.act(post.district_admin, transfer, action) for action in ("receive", "receive")),
        post.act(post.district_admin, transfer, "send_back", comment="去向有误"),
    )
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses == {200: 1, 412: 2}
    assert len(await post.events(transfer)) == 5
