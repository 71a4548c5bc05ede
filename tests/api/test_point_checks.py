"""The branch's check of points entered by hand: one statement, with key, refusals and audit as anywhere else."""

import asyncio
import re
from collections import Counter
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import func, select, text

from models.audit import AuditEntry
from models.idempotency import IdempotencyKey
from models.points import PointEntry
from services.kit.clock import today
from services.kit.reader import PoolReader, Query, Row
from tests.support.counting import row_counts
from tests.support.people import City, Offices, build_offices
from tests.support.points import CLERK, ENTRIES, SECRETARY, STAFF, Book, Thing, Who, rule
from tests.support.statements import statements
from tests.support.tickets import made, match


@pytest.fixture
def book(offices: Offices) -> Book:
    return Book(offices)


async def confirm(client: httpx.AsyncClient, claim: Thing, key: str, **headers: str) -> httpx.Response:
    given = {**match(claim), "Idempotency-Key": key, **headers}
    return await client.post(f"{ENTRIES}/{claim['id']}/confirm", headers=given)


def _done_by(heard: list[str]) -> list[str]:
    """The function that each statement calls."""
    return [re.findall(r"\w+", sentence.partition("(")[0])[-1] for sentence in heard]


async def test_it_is_one_round_trip_told_in_the_log_and_answered_again_as_it_was(book: Book) -> None:
    await book.scheme()
    member = await book.member()
    claim, other = await book.entered(member), await book.entered(member)
    client = await book.client(SECRETARY)
    # The first of a year is not done along with others: the member's balance has to be made.
    async with statements(book.offices.city) as heard:
        made(await confirm(client, await book.entered(member), "of the year"), 200)
    assert _done_by(heard)[-2:] == ["confirm_point_claims", "confirm_point_claim"]
    async with statements(book.offices.city) as heard:
        first = await confirm(client, claim, "k", **{"X-Request-Id": "request-of-the-test"})
    assert _done_by(heard) == ["confirm_point_claims"]
    entry = made(first, 200)
    assert (first.headers["etag"], "idempotency-replayed" in first.headers) == ('"1"', False)
    assert entry == await book.get(SECRETARY, f"{ENTRIES}/{claim['id']}")
    secretary = book.offices.people[SECRETARY]
    async with book.offices.city.platform.database.transaction() as session:
        row = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))).one()
    assert (row.action, row.succeeded, row.entity_kind, str(row.entity_id)) == (
        "point_entry.confirm", True, "point_entry", claim["id"],
    )  # fmt: skip
    assert (row.entity_name, row.branch_id) == (f"{member['name']}：志愿服务", book.offices.lead.id)
    assert (row.actor_id, row.actor_name) == (secretary.id, secretary.display_name)
    assert (row.changes, row.request_id, row.address) == ({"points": [None, 3]}, "request-of-the-test", "127.0.0.1")
    # Taken back in between, the entry reads otherwise; the answer of then does not.
    await book.post(CLERK, f"{ENTRIES}/{claim['id']}/reverse", {"reason": "核查有误"})
    before = await row_counts(book.offices.city)
    again = await confirm(client, claim, "k")
    assert (again.status_code, again.text, again.headers["etag"]) == (200, first.text, '"1"')
    assert again.headers["idempotency-replayed"] == "true"
    reused = made(await confirm(client, other, "k"), 422)
    assert (reused["code"], reused["errors"][0]["pointer"]) == ("idempotency.key_reused", "/header/idempotency-key")
    assert await row_counts(book.offices.city) == before
    assert made(await confirm(client, other, "another"), 200)["points"] == 3
    assert not await book.faults()


async def test_both_checks_refuse_for_the_same_reasons_in_the_same_words_and_leave_nothing(book: Book) -> None:
    offices = book.offices
    await book.scheme()
    member = await book.member()
    claim, own, decided = [await book.entered(member) for _ in range(3)]
    decided = await book.post(SECRETARY, f"{ENTRIES}/{decided['id']}/confirm", status=200, seen=decided)
    himself = await offices.city.account(SECRETARY, offices.lead)
    await book.bind(himself, member)
    foreign = offices.foreign_secretary
    parties: tuple[Who, ...] = (foreign, himself, CLERK, SECRETARY)
    for who in parties:
        await book.client(who)
    before = await row_counts(offices.city)
    cases: list[tuple[Who, Thing, int, str]] = [
        (SECRETARY, {**claim, "id": str(uuid4())}, 404, "not_found"),
        (foreign, claim, 404, "not_found"),
        (himself, own, 403, "points.own_points"),
        (himself, decided, 403, "points.own_points"),
        (CLERK, claim, 403, "points.same_person"),
        (SECRETARY, {**decided, "version": 7}, 409, "points.decided_already"),
        (SECRETARY, {**claim, "version": 7}, 412, "stale_version"),
    ]
    told: list[dict[str, Any]] = []
    for who, seen, status, code in cases:
        client = await book.client(who)
        told.clear()
        for action, given in (("confirm", None), ("refuse", {"reason": "材料不实"})):
            headers = {**match(seen), "Idempotency-Key": f"{code}-{action}", "X-Request-Id": "request-of-the-test"}
            url = f"{ENTRIES}/{seen['id']}/{action}"
            told.append(made(await client.post(url, json=given, headers=headers), status))
        assert told[0] == told[1]
        assert told[0]["code"] == code
    assert "当前版本 1，您看到的是 7" in told[0]["detail"]
    assert await row_counts(offices.city) == before
    # What was refused has not used up its key.
    assert (
        made(await confirm(await book.client(SECRETARY), claim, "stale_version-confirm"), 200)["state"] == "effective"
    )


async def test_a_frozen_year_refuses_and_forgets_the_key(book: Book) -> None:
    scheme = await book.scheme()
    claim = await book.entered(await book.member())
    async with book.offices.city.platform.database.transaction() as session:
        await session.execute(
            text("UPDATE point_schemes SET state = 'frozen', frozen_at = now(), rules_frozen = '[]' WHERE id = :id"),
            {"id": scheme["id"]},
        )
    client = await book.client(SECRETARY)
    before = await row_counts(book.offices.city)
    late = made(await confirm(client, claim, "k"), 409)
    assert (late["code"], str(today().year) in late["detail"]) == ("points.year_frozen", True)
    assert await row_counts(book.offices.city) == before
    assert (await book.get(SECRETARY, f"{ENTRIES}/{claim['id']}"))["state"] == "pending"


async def test_of_64_checks_at_once_each_claim_counts_once_and_no_cap_is_passed(live_city: City) -> None:
    book = Book(await build_offices(live_city))
    year = today().year
    caps = {"points": 3, "cap": 10, "cap_period": "year", "title": "志愿服务"}
    await book.scheme(rules=[rule("FW-01", "manual", year, **caps)])
    member = await book.member()
    claims = [await book.entered(member) for _ in range(8)]
    client = await book.client(SECRETARY)
    answers = await asyncio.gather(*(confirm(client, claims[n % 8], f"key-{n // 16}-{n % 8}") for n in range(64)))
    assert Counter(answer.status_code for answer in answers) == {200: 16, 409: 48}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"points.decided_already"}
    done = {answer.text for answer in answers if answer.status_code == 200}
    replayed = [answer for answer in answers if "idempotency-replayed" in answer.headers]
    assert (len(done), len(replayed)) == (8, 8)
    seen = await book.year(member)
    assert (seen["total"], len(seen["entries"])) == (10, 8)
    assert Counter(item["points"] for item in seen["entries"]) == {3: 3, 1: 1, 0: 4}
    assert not await book.faults()
    await book.check_replay(member, year)
    async with live_city.platform.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(IdempotencyKey)) == 8


async def test_checks_at_once_go_together_and_each_is_judged_by_itself(
    live_city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes, rows = [], PoolReader.rows

    async def heard(self: PoolReader, query: Query, **values: Any) -> list[Row]:
        if "confirm_point_claims(" in query.sql:
            sizes.append(len(values["claim"]))
        return await rows(self, query, **values)

    monkeypatch.setattr(PoolReader, "rows", heard)
    book = Book(await build_offices(live_city))
    year = today().year
    caps = {"points": 3, "cap": 7, "cap_period": "year", "title": "志愿服务"}
    await book.scheme(rules=[rule("FW-01", "manual", year, **caps)])
    members = [await book.member(f"单建{name}") for name in "国军民华"]
    himself = await live_city.account(SECRETARY, book.offices.lead)
    await book.bind(himself, members[0])
    for member in members:
        await book.confirmed(member)
    own, stale, decided, shared, *smooth = [await book.entered(member) for member in (*members, *members)]
    decided = await book.post(SECRETARY, f"{ENTRIES}/{decided['id']}/confirm", status=200, seen=decided)
    keeper, member_keeper = await book.client(SECRETARY), await book.client(himself)
    before = await row_counts(live_city)
    cases: list[tuple[httpx.AsyncClient, Thing, str, int, str | None]] = [
        (member_keeper, own, "own", 403, "points.own_points"),
        (keeper, {**stale, "version": 7}, "stale", 412, "stale_version"),
        (keeper, {**decided, "version": 1}, "decided", 409, "points.decided_already"),
        (await book.client(CLERK), shared, "clerk", 403, "points.same_person"),
        *((keeper, claim, f"smooth-{n}", 200, None) for n, claim in enumerate(smooth)),
    ]
    sizes.clear()
    answers = await asyncio.gather(*(confirm(who, claim, key) for who, claim, key, _, _ in cases))
    assert (sum(sizes), max(sizes) > 1) == (len(cases), True)
    for answer, (_, claim, _, status, code) in zip(answers, cases, strict=True):
        assert made(answer, status).get("code") == code
        if status == 200:
            assert answer.json() == await book.get(SECRETARY, f"{ENTRIES}/{claim['id']}")
    after = await row_counts(live_city)
    written = {table: after[table] - before[table] for table in after if after[table] != before[table]}
    assert (written["point_entries"], written["idempotency_keys"]) == (4, 4)
    # Two for one member, and two with one key: one by one, in the order of the cap, the second key answered as used.
    pair = [await book.entered(members[1]) for _ in range(2)]
    one, other = [await book.entered(members[n]) for n in (2, 3)]
    answers = await asyncio.gather(
        *(confirm(keeper, claim, f"pair-{n}") for n, claim in enumerate(pair)),
        *(confirm(keeper, claim, "same") for claim in (one, other)),
    )
    assert Counter(answer.status_code for answer in answers) == {200: 3, 422: 1}
    assert [(await book.year(member))["total"] for member in members[:2]] == [6, 7]
    assert not await book.faults()
    for member in members:
        await book.check_replay(member, year)


@pytest.mark.usefixtures("as_owner")
async def test_who_is_held_up_or_at_fault_does_not_hold_up_the_others(live_city: City) -> None:
    book = Book(await build_offices(live_city))
    await book.scheme()
    members = [await book.member(f"单建{name}") for name in "国军民"]
    for member in members:
        await book.confirmed(member)
    held, faulty, *others = [await book.entered(member) for member in (*members, members[2])]
    client = await book.client(SECRETARY)
    async with live_city.platform.database.transaction() as session:
        await session.execute(
            text(
                "CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF NEW.id = '{faulty['id']}' THEN RAISE EXCEPTION 'refused'; END IF; RETURN NEW; END $$"
            )
        )
        await session.execute(
            text("CREATE TRIGGER refuse_one BEFORE INSERT ON point_entries FOR EACH ROW EXECUTE FUNCTION refuse_one()")
        )
    async with live_city.platform.database.transaction() as session:
        await session.execute(
            text("SELECT FROM point_balances WHERE member_id = :id FOR UPDATE"), {"id": members[0]["id"]}
        )
        waiting = asyncio.create_task(confirm(client, held, "held"))
        answers = await asyncio.gather(
            confirm(client, faulty, "faulty"), *(confirm(client, claim, claim["id"]) for claim in others)
        )
        assert [answer.status_code for answer in answers] == [500, 200, 200]
        assert not waiting.done()
    assert made(await waiting, 200)["state"] == "effective"
    async with live_city.platform.database.transaction() as session:
        await session.execute(text("DROP TRIGGER refuse_one ON point_entries"))
    again = await confirm(client, faulty, "faulty")
    assert (again.status_code, "idempotency-replayed" in again.headers) == (200, False)
    assert not await book.faults()


@pytest.mark.usefixtures("as_owner")
async def test_a_check_that_fails_at_commit_is_never_answered_as_done(live_city: City) -> None:
    book = Book(await build_offices(live_city))
    await book.scheme()
    claim = await book.entered(await book.member())
    async with live_city.platform.database.transaction() as session:
        for sentence in (
            "CREATE FUNCTION refuse_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'refused at commit'; END $$",
            "CREATE CONSTRAINT TRIGGER refuse_at_commit AFTER INSERT ON point_entries "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_at_commit()",
        ):
            await session.execute(text(sentence))
    client = await book.client(SECRETARY)
    before = await row_counts(live_city)
    failed = await confirm(client, claim, "once")
    assert (made(failed, 500)["code"], "etag" in failed.headers) == ("internal", False)
    assert await row_counts(live_city) == before
    async with live_city.platform.database.transaction() as session:
        await session.execute(text("DROP TRIGGER refuse_at_commit ON point_entries"))
    again = await confirm(client, claim, "once")
    assert (again.status_code, "idempotency-replayed" in again.headers) == (200, False)
    async with live_city.platform.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(PointEntry)) == 1
    assert (await book.get(STAFF, f"/api/v1/branches/{book.offices.lead.id}/points/distribution"))["members"] == 1
