import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from api.app import CHANNELS
from api.platform import Platform
from api.settings import Settings
from models.audit import AuditEntry
from models.calendar import CalendarDay
from models.enums.accounts import Role
from services.kit.database import Database
from services.kit.listening import Listener
from services.kit.reader import prepare
from tests.conftest import application
from tests.support.database import rolled_back
from tests.support.people import City, Offices, build_offices

DAYS = "/api/v1/calendar/days"
DUE = "/api/v1/calendar/due-date"
NATIONAL_DAY = {"working": False, "name": "国庆节", "source": "市政府办公室通知"}


async def day_of(client: httpx.AsyncClient, day: str) -> dict[str, Any]:
    answer = await client.get(DAYS, params={"from": day, "to": day})
    assert answer.status_code == 200, answer.text
    item: dict[str, Any] = answer.json()["items"][0]
    return item


async def due(client: httpx.AsyncClient, **params: Any) -> dict[str, Any]:
    answer = await client.get(DUE, params={"from": params.pop("start"), **params})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_days_of_a_range(offices: Offices) -> None:
    member = await offices.as_(Role.MEMBER)
    answer = await member.get(DAYS, params={"from": "2026-09-30", "to": "2026-10-10"})
    items = answer.json()["items"]
    assert [item["day"] for item in items][::10] == ["2026-09-30", "2026-10-10"]
    assert [item["working"] for item in items] == [True, *[False] * 7, True, True, True]
    assert items[1] == {
        "day": "2026-10-01",
        "weekday": 4,
        "kind": "holiday",
        "working": False,
        "name": "国庆节",
        "overridden": False,
        "provisional": False,
        "source": None,
        "version": None,
    }
    assert items[-1]["kind"] == "make_up"


async def test_a_range_costs_one_query(offices: Offices) -> None:
    member = await offices.as_(Role.MEMBER)
    reader = offices.city.platform.database.reader
    counts = []
    for last in ("2026-01-01", "2027-02-04"):
        before = reader.count  # type: ignore[attr-defined]
        assert (await member.get(DAYS, params={"from": "2026-01-01", "to": last})).status_code == 200
        counts.append(reader.count - before)  # type: ignore[attr-defined]
    assert counts[0] == counts[1] <= 4, counts


@pytest.mark.parametrize(
    ("params", "code", "pointer"),
    [
        ({"from": "2026-10-10", "to": "2026-10-09"}, "calendar.range_reversed", "/query/to"),
        ({"from": "2026-01-01", "to": "2027-02-05"}, "calendar.range_too_long", "/query/to"),
        ({"from": "1999-12-31", "to": "2000-01-01"}, "calendar.year_out_of_range", "/query/from"),
        ({"from": "2099-12-31", "to": "2100-01-01"}, "calendar.year_out_of_range", "/query/to"),
        ({"from": "2026-02-30", "to": "2026-03-01"}, "invalid", "/query/from"),
        ({"from": "1700006400", "to": "2026-03-01"}, "invalid", "/query/from"),
        ({"from": "明天", "to": "2026-03-01"}, "invalid", "/query/from"),
        ({"from": "2026-03-01\x00", "to": "2026-03-01"}, "invalid", "/query/from"),
        ({"from": "2026-03-01"}, "invalid", "/query/to"),
    ],
)
async def test_impossible_ranges(offices: Offices, params: dict[str, str], code: str, pointer: str) -> None:
    answer = await (await offices.as_(Role.MEMBER)).get(DAYS, params=params)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["errors"][0]["pointer"]) == (422, code, pointer)
    assert not problem["errors"][0]["message"].isascii()


async def test_due_dates(offices: Offices) -> None:
    clerk = await offices.as_(Role.STAFF)
    assert await due(clerk, start="2026-09-30", days=3) == {
        "due_on": "2026-10-10",
        "weekday": 6,
        "working_days": 3,
        "calendar_days": 10,
        "provisional": False,
        "note": None,
    }
    in_calendar_days = await due(clerk, start="2026-09-30", days=3, unit="calendar")
    assert (in_calendar_days["due_on"], in_calendar_days["working_days"]) == ("2026-10-03", 0)
    assert in_calendar_days["note"] == "2026年10月3日是国庆节，不是工作日；此前最后一个工作日是 2026年9月30日。"


async def test_ends_of_periods(offices: Offices) -> None:
    clerk = await offices.as_(Role.STAFF)
    month = await due(clerk, start="2026-10-21", preset="month_end")
    assert (month["due_on"], month["note"]) == ("2026-10-30", None)
    last_day = await due(clerk, start="2026-10-21", preset="month_end", unit="calendar")
    assert (last_day["due_on"], last_day["weekday"]) == ("2026-10-31", 6)
    assert "双休日" in last_day["note"]
    after_the_last_working_day = await due(clerk, start="2026-10-31", preset="month_end")
    assert after_the_last_working_day["due_on"] == "2026-11-30"
    assert (await due(clerk, start="2026-11-21", preset="quarter_end"))["due_on"] == "2026-12-31"
    assert (await due(clerk, start="2026-02-01", preset="year_end"))["due_on"] == "2026-12-31"


async def test_a_due_date_in_a_year_not_loaded_says_so_in_both_languages(offices: Offices) -> None:
    clerk = await offices.as_(Role.STAFF)
    found = await due(clerk, start="2026-12-31", days=1)
    assert (found["due_on"], found["provisional"]) == ("2027-01-01", True)
    assert found["note"].startswith("2027年的放假调休安排尚未录入")
    clerk.headers["Accept-Language"] = "en"
    found = await due(clerk, start="2026-12-31", days=700)
    assert found["note"].startswith("The holiday arrangement of 2027–2029 is not known yet")


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"days": "0"}, "invalid"),
        ({"days": "-3"}, "invalid"),
        ({"days": "3651"}, "invalid"),
        ({"days": "1e3"}, "invalid"),
        ({"days": "9" * 400}, "invalid"),
        ({"days": "5", "unit": "weeks"}, "invalid"),
        ({"preset": "decade_end"}, "invalid"),
        ({}, "calendar.days_or_preset"),
        ({"days": "5", "preset": "month_end"}, "calendar.days_or_preset"),
        ({"days": "5", "from": "9999-12-31"}, "calendar.year_out_of_range"),
    ],
)
async def test_impossible_due_dates(offices: Offices, params: dict[str, str], code: str) -> None:
    answer = await (await offices.as_(Role.STAFF)).get(DUE, params={"from": "2026-11-21", **params})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, code), answer.text
    assert not problem["errors"][0]["message"].isascii()


async def test_a_limit_from_the_last_year_still_has_an_answer(offices: Offices) -> None:
    clerk = await offices.as_(Role.STAFF)
    assert (await due(clerk, start="2099-12-31", days=3650))["due_on"] > "2113"


async def test_setting_changing_and_clearing_a_day(offices: Offices) -> None:
    admin, member = await offices.as_(Role.ADMIN), await offices.as_(Role.MEMBER)
    made = await admin.put(f"{DAYS}/2027-10-01", json=NATIONAL_DAY)
    assert made.status_code == 201, made.text
    assert made.headers["etag"] == '"1"'
    assert made.json()["day"] == "2027-10-01"
    seen = await day_of(member, "2027-10-01")
    assert (seen["kind"], seen["name"], seen["overridden"], seen["version"]) == ("holiday", "国庆节", True, 1)
    assert seen["source"] == "市政府办公室通知"
    assert (await due(member, start="2027-09-30", days=1))["due_on"] == "2027-10-04"

    worked = {**NATIONAL_DAY, "working": True}
    changed = await admin.put(f"{DAYS}/2027-10-01", json=worked, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert (await day_of(member, "2027-10-01"))["working"] is True

    cleared = await admin.delete(f"{DAYS}/2027-10-01", headers={"If-Match": '"2"'})
    assert (cleared.status_code, cleared.content) == (204, b"")
    assert (await day_of(member, "2027-10-01"))["overridden"] is False


async def test_nobody_overwrites_a_day_unseen(offices: Offices) -> None:
    admin = await offices.as_(Role.ADMIN)
    url = f"{DAYS}/2027-10-01"
    assert (await admin.put(url, json=NATIONAL_DAY, headers={"If-Match": '"1"'})).status_code == 412
    assert (await admin.put(url, json=NATIONAL_DAY)).status_code == 201
    unseen = await admin.put(url, json={**NATIONAL_DAY, "working": True})
    assert (unseen.status_code, unseen.json()["code"]) == (428, "calendar.day_already_set")
    assert "国庆节（放假）" in unseen.json()["detail"]
    for request in (
        admin.put(url, json=NATIONAL_DAY, headers={"If-Match": '"2"'}),
        admin.put(url, json=NATIONAL_DAY, headers={"If-Match": "*"}),
        admin.delete(url, headers={"If-Match": '"2"'}),
    ):
        assert (await request).status_code == 412
    assert (await admin.delete(url)).status_code == 428
    assert (await admin.delete(f"{DAYS}/2027-10-02", headers={"If-Match": '"1"'})).status_code == 404
    assert (await day_of(admin, "2027-10-01"))["version"] == 1


@pytest.mark.parametrize(
    ("day", "body", "pointer"),
    [
        ("2027-13-01", NATIONAL_DAY, "/path/day"),
        ("1999-10-01", NATIONAL_DAY, "/path/day"),
        ("2027-10-01", {**NATIONAL_DAY, "name": "  "}, "/name"),
        ("2027-10-01", {**NATIONAL_DAY, "name": "节" * 41}, "/name"),
        ("2027-10-01", {**NATIONAL_DAY, "name": "国庆\x00节"}, "/name"),
        ("2027-10-01", {**NATIONAL_DAY, "source": 5}, "/source"),
        ("2027-10-01", {**NATIONAL_DAY, "working": "也许"}, "/working"),
        ("2027-10-01", {**NATIONAL_DAY, "day": "2027-10-02"}, "/day"),
        ("2027-10-01", {"working": True}, "/name"),
    ],
)
async def test_impossible_days_change_nothing(offices: Offices, day: str, body: Any, pointer: str) -> None:
    admin = await offices.as_(Role.ADMIN)
    answer = await admin.put(f"{DAYS}/{day}", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer), answer.text
    assert not answer.json()["errors"][0]["message"].isascii()
    reader = offices.city.platform.database.reader
    assert await reader.value(prepare(select(func.count()).select_from(CalendarDay))) == 0


async def test_only_who_keeps_the_calendar_changes_it(offices: Offices, anonymous: httpx.AsyncClient) -> None:
    for role in set(Role) - {Role.ADMIN}:
        client = await offices.as_(role)
        refused = await client.put(f"{DAYS}/2027-10-01", json=NATIONAL_DAY)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden"), role
        assert (await client.delete(f"{DAYS}/2027-10-01", headers={"If-Match": '"1"'})).status_code == 403
        readable = 403 if role is Role.AUDITOR else 200
        assert (await client.get(DAYS, params={"from": "2026-10-01", "to": "2026-10-01"})).status_code == readable
    assert (await anonymous.get(DAYS, params={"from": "2026-10-01", "to": "2026-10-01"})).status_code == 401
    assert (await anonymous.put(f"{DAYS}/2027-10-01", json=NATIONAL_DAY)).status_code == 401


async def test_changes_are_audited(offices: Offices) -> None:
    admin = await offices.as_(Role.ADMIN)
    url = f"{DAYS}/2027-10-01"
    await admin.put(url, json=NATIONAL_DAY)
    await admin.put(url, json={**NATIONAL_DAY, "name": "国庆"}, headers={"If-Match": '"1"'})
    await admin.delete(url, headers={"If-Match": '"2"'})
    reader = offices.city.platform.database.reader
    rows = await reader.rows(
        prepare(
            select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.entity_name, AuditEntry.changes)
            .where(AuditEntry.entity_kind == "calendar_day")
            .order_by(AuditEntry.id)
        )
    )
    assert [row["action"] for row in rows] == ["calendar.set_day", "calendar.set_day", "calendar.clear_day"]
    assert {(row["actor_id"], row["entity_name"]) for row in rows} == {(offices.id_of(Role.ADMIN), "2027-10-01")}
    assert rows[0]["changes"]["working"] == [None, False]
    assert rows[1]["changes"] == {"name": ["国庆节", "国庆"]}
    assert rows[2]["changes"]["name"] == ["国庆", None]


async def test_a_remembered_calendar_is_dropped_by_the_own_commit(settings: Settings, engine: AsyncEngine) -> None:
    async with rolled_back(engine) as (database, _):
        platform = Platform.assemble(settings, database)
        city = City(platform, application(settings, platform))
        admin = await (await build_offices(city)).as_(Role.ADMIN)
        assert (await day_of(admin, "2027-10-01"))["working"] is True
        assert await platform.calendar.current() is await platform.calendar.current()
        await admin.put(f"{DAYS}/2027-10-01", json=NATIONAL_DAY)
        assert (await day_of(admin, "2027-10-01"))["working"] is False
        await city.close()


async def test_another_process_hears_of_a_change(live_city: City, settings: Settings) -> None:
    url = live_city.platform.database.engine.url.render_as_string(hide_password=False)
    database = await Database.connect(url, pool_size=1, reader_size=1)
    other = Platform.assemble(settings, database)
    listening, heard = asyncio.Event(), asyncio.Event()

    def on_announcement(channel: str, payload: str) -> None:
        other.heed(channel, payload)
        if channel == "calendar":
            heard.set()

    listener = Listener(database.connection, CHANNELS, on_announcement, listening.set)
    listener.start()
    try:
        await asyncio.wait_for(listening.wait(), 30)
        remembered = await other.calendar.current()
        admin = await (await build_offices(live_city)).as_(Role.ADMIN)
        assert (await admin.put(f"{DAYS}/2027-10-01", json=NATIONAL_DAY)).status_code == 201
        await asyncio.wait_for(heard.wait(), 30)
        renewed = await other.calendar.current()
    finally:
        await listener.stop()
        await database.close()
    assert list(remembered.overrides) == []
    assert [day.isoformat() for day in renewed.overrides] == ["2027-10-01"]


async def test_of_two_who_set_the_same_day_at_once_one_wins(live_city: City) -> None:
    offices = await build_offices(live_city)
    admin = await offices.as_(Role.ADMIN)
    answers = await asyncio.gather(*(admin.put(f"{DAYS}/2027-10-01", json=NATIONAL_DAY) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201, *[428] * 7]
