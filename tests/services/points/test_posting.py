"""The database posts as the pure ledger says, and so it does when many post at once."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlalchemy import func, select

from models.enums.points import CapPeriod
from models.point_reviews import PointResult
from services.kit.clock import today, utc_now
from services.points.awarding import Awarded, Fact, award
from services.points.ledger import Award, Cap, Ledger
from services.points.posting import Outcome
from tests.support.people import City, Offices, build_offices
from tests.support.points import CLERK, ENTRIES, SCHEMES, STAFF, Book, fact, rule
from tests.support.tickets import made, match

YEAR = today().year


@pytest.mark.parametrize("seed", range(3))
async def test_any_course_in_the_database_is_that_of_the_pure_ledger(offices: Offices, seed: int) -> None:
    book, chance, ledger = Book(offices), Random(seed), Ledger()
    rules = [
        rule("A", "study_session", YEAR, points=3, cap=7, cap_period="month"),
        rule("B", "service", YEAR, points=2, cap=5, cap_period="quarter"),
        rule("C", "discipline", YEAR, points=40, direction="minus"),
    ]
    await book.scheme(rules=rules)
    member = await book.member()
    caps = {"A": Cap(7, CapPeriod.MONTH), "B": Cap(5, CapPeriod.QUARTER), "C": None}
    asked = {"A": 3, "B": 2, "C": -40}
    kinds = {"A": "study_session", "B": "service", "C": "discipline"}
    sources = [uuid4() for _ in range(6)]
    for _ in range(30):
        code, source = chance.choice("AABBC"), chance.choice(sources)
        day = date(YEAR, 1, 1) + timedelta(days=chance.randrange(120))
        if chance.random() < 0.75:
            [answer] = await book.award(fact(member, kinds[code], on=day, source=source))
            after = ledger.award(Award(uuid4(), code, (kinds[code], source), asked[code], day, caps[code]))
            assert answer.outcome is (Outcome.KNOWN if after is ledger else Outcome.POSTED)
            ledger = after
        else:
            entries = [item for item in (await book.year(member))["entries"] if item["state"] == "effective"]
            standing = [item for item in entries if not item["reverses"]]
            if not standing:
                continue
            place = entries.index(chance.choice(standing))
            rows = [row for row in ledger.rows if not any(row.id == other.reverses for other in ledger.rows)]
            ledger = ledger.reverse(rows[place].id, uuid4())
            await book.post(CLERK, f"{ENTRIES}/{entries[place]['id']}/reverse", {"reason": "核查有误"})
    seen = await book.year(member)
    assert [item["points"] for item in seen["entries"]] == [row.points for row in ledger.rows]
    assert (seen["total"], seen["score"]) == (ledger.total, ledger.score)
    assert not await book.faults()
    await book.check_replay(member, YEAR)


async def test_of_64_at_once_each_fact_earns_once_and_no_cap_is_passed(live_city: City) -> None:
    book = Book(await build_offices(live_city))
    await book.scheme(rules=[rule("A", "study_session", YEAR, points=2, cap=25, cap_period="year")])
    members = [await book.member(name) for name in ("周明远", "安平")]
    sources = [uuid4() for _ in range(16)]

    async def post(turn: int) -> list[Awarded]:
        facts: list[Fact] = [fact(member, source=sources[turn % 16]) for member in members]
        async with live_city.platform.database.transaction() as session:
            return await award(session, facts if turn % 2 else facts[::-1], now=utc_now())

    answers = await asyncio.gather(*map(post, range(64)))
    outcomes = Counter(item.outcome for answer in answers for item in answer)
    assert outcomes == {Outcome.POSTED: 32, Outcome.KNOWN: 96}
    for member in members:
        seen = await book.year(member)
        assert (seen["total"], len(seen["entries"])) == (25, 16)
        assert Counter(item["points"] for item in seen["entries"]) == {2: 12, 1: 1, 0: 3}
        await book.check_replay(member, YEAR)
        assert UUID(member["id"]) == UUID(seen["member"]["id"])
    assert not await book.faults()


async def test_what_is_posted_while_a_year_is_frozen_is_in_the_result_or_nowhere(live_city: City) -> None:
    book = Book(await build_offices(live_city))
    with time_machine.travel(date(2031, 12, 30)):
        scheme = await book.scheme(2031, rules=[rule("A", "study_session", 2031, points=1)])
        members = [await book.member(name) for name in ("周明远", "安平", "郑雪")]
    with time_machine.travel(date(2032, 1, 5)):
        staff = await book.client(STAFF)
        freezing = asyncio.create_task(staff.post(f"{SCHEMES}/{scheme['id']}/freeze", headers=match(scheme)))
        posting = [book.study(members[turn % 3], on=date(2031, 12, 1)) for turn in range(24)]
        answers = await asyncio.gather(*posting)
        frozen = made(await freezing, 200)
    outcomes = Counter(item.outcome for answer in answers for item in answer)
    assert outcomes.keys() <= {Outcome.POSTED, Outcome.FROZEN}
    async with live_city.platform.database.transaction() as session:
        kept = await session.scalar(select(func.coalesce(func.sum(PointResult.total), 0)))
    assert (frozen["state"], kept) == ("frozen", outcomes[Outcome.POSTED])
    assert not await book.faults()
