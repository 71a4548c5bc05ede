"""The audit log under seals: what is done behind the platform's back is found and named."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.audit import AuditEntry
from models.enums.accounts import Role
from services.audit_entries import sealing
from services.audit_entries.seal_rules import Finding, Wrong, seal_key, stretches
from services.audit_entries.verifying import Verified, verify
from services.jobs.audit import PURGE_AUDIT, SEAL_AUDIT
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.periodic import Hourly
from tests.support.commands import dangjian
from tests.support.people import City, Offices
from tests.support.tickets import made

KEY = seal_key(b"A" * 32)
NOON = datetime(2020, 3, 2, 4, tzinfo=UTC)
"""Noon in the office."""
DAY = date(2020, 3, 2)
SEALS = "/api/v1/audit-entries/seals"


async def write(session: WriteSession, *hours: float, action: str = "ticket.close") -> list[int]:
    """Entries so many hours after noon; gives their ids."""
    entries = [
        AuditEntry(
            at=NOON + timedelta(hours=hour), action=action, actor_name="周明远", entity_kind="ticket", entity_name="督办",
            changes={"state": ["closing_review", "closed"], "progress_percent": [80, 100]},
        )
        for hour in hours
    ]  # fmt: skip
    session.add_all(entries)
    await session.flush()
    return [entry.id for entry in entries]


@asynccontextmanager
async def behind_the_back(session: WriteSession) -> AsyncIterator[None]:
    """What somebody with the database's own password can do: triggers are off."""
    for table in ("audit_entries", "audit_seals"):
        await session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    yield
    for table in ("audit_entries", "audit_seals"):
        await session.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))


async def found(session: WriteSession, day: date | None = None, key: bytes = KEY) -> list[Finding]:
    return (await verify(session, key, day=day)).found


@pytest.mark.usefixtures("as_owner")
async def test_each_kind_of_tampering_is_found_and_named(city: City) -> None:
    async with city.platform.database.transaction() as session:
        first, second, third, _ = await write(session, 0, 0.5, 1.2, 14)
        assert await sealing.seal_closed(session, KEY, NOON + timedelta(hours=2)) == 1
        assert await sealing.seal_closed(session, KEY, NOON + timedelta(hours=2, minutes=30)) == 1
        assert await sealing.seal_closed(session, KEY, NOON + timedelta(hours=2, minutes=40)) == 0
        assert await sealing.seal_closed(session, KEY, NOON + timedelta(hours=36.2)) == 2
        whole = await verify(session, KEY)
        assert (whole.found, whole.seals, whole.entries, whole.unsealed) == ([], 4, 4, 0)
        deeds = {
            f"UPDATE audit_entries SET actor_name = '安平' WHERE id = {second}": [(Wrong.ALTERED, 1, second)],
            f"UPDATE audit_entries SET succeeded = false WHERE id = {first}": [(Wrong.ALTERED, 1, first)],
            f"UPDATE audit_entries SET changes = NULL WHERE id = {third}": [(Wrong.ALTERED, 2, third)],
            f"DELETE FROM audit_entries WHERE id = {third}": [(Wrong.MISSING, 2, third)],
            f"UPDATE audit_entries SET at = at + interval '11 hours' WHERE id = {first}": [
                (Wrong.MISSING, 1, first), (Wrong.INSERTED, 3, first)
            ],
            "DELETE FROM audit_seals WHERE sequence = 2": [(Wrong.SEAL_MISSING, 3, None), (Wrong.SEAL_BROKEN, 3, None)],
            "UPDATE audit_seals SET sealed_at = now(), leaves = '', entries = 0 WHERE sequence = 1": [
                (Wrong.SEAL_BROKEN, 1, None), (Wrong.INSERTED, 1, first), (Wrong.INSERTED, 1, second)
            ],
            "UPDATE audit_seals SET digest = sha256('x') WHERE sequence = 4": [(Wrong.SEAL_BROKEN, 4, None)],
        }  # fmt: skip
        for deed, named in deeds.items():
            savepoint = await session.begin_nested()
            async with behind_the_back(session):
                await session.execute(text(deed))
            assert [(one.wrong, one.sequence, one.entry_id) for one in await found(session)] == named, deed
            await savepoint.rollback()
        async with behind_the_back(session):
            (slipped,) = await write(session, 0.7)
            (before,) = await write(session, -48)
        named = [(one.wrong, one.day, one.entry_id) for one in await found(session)]
        assert named == [(Wrong.INSERTED, DAY, slipped), (Wrong.INSERTED, DAY - timedelta(days=2), before)]
        assert [one.entry_id for one in await found(session, DAY)] == [slipped]
        assert await found(session, DAY + timedelta(days=1)) == []
        assert {one.wrong for one in await found(session, key=seal_key(b"B" * 32))} >= {Wrong.SEAL_BROKEN}


async def test_sealed_time_takes_nothing_more(city: City) -> None:
    """A node whose clock is behind writes with the database's time."""
    async with city.platform.database.transaction() as session:
        await write(session, 0)
        await sealing.seal_closed(session, KEY, NOON + timedelta(hours=36.2))
        (late,) = await write(session, 0.5)
        at = await session.scalar(text(f"SELECT at FROM audit_entries WHERE id = {late}"))
        assert at > NOON + timedelta(hours=30)
        assert await found(session) == []


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_seals SET digest = ''",
        "DELETE FROM audit_seals",
        "TRUNCATE audit_seals",
        "UPDATE audit_seals SET purged_at = now(), entries = 0, leaves = ''",
        "SET LOCAL dangjian.purging = 'on'; DELETE FROM audit_entries",
    ],
)
async def test_seals_are_not_rewritten_and_nothing_goes_unsealed(city: City, statement: str) -> None:
    async with city.platform.database.transaction() as session:
        await write(session, 0)
        await sealing.seal_closed(session, KEY, NOON + timedelta(hours=2))
    *before, last = statement.split(";")
    async with city.platform.database.transaction() as session:
        for part in before:
            await session.execute(text(part))
        with pytest.raises(DBAPIError, match="is append-only"):
            await session.execute(text(last))
        await session.rollback()


@pytest.mark.usefixtures("as_owner")
async def test_only_old_sound_whole_days_go_and_their_seals_stay(city: City) -> None:
    now = NOON + timedelta(days=400)
    async with city.platform.database.transaction() as session:
        await write(session, 0, 30, 24 * 399)
        (altered,) = await write(session, 54)
        await sealing.seal_closed(session, KEY, now)
        async with behind_the_back(session):
            await session.execute(text(f"UPDATE audit_entries SET action = 'x' WHERE id = {altered}"))
        assert await sealing.purge(session, KEY, now, 399) == 1
        assert await sealing.purge(session, KEY, now, 180) == 1
        left = (await session.execute(text("SELECT at::date FROM audit_entries ORDER BY at"))).scalars().all()
        assert left == [date(2020, 3, 4), date(2021, 4, 5)]
        after = await verify(session, KEY)
        assert [one.entry_id for one in after.found] == [altered]
        assert (after.entries, len(left)) == (4, 2)
        async with behind_the_back(session):
            (ghost,) = await write(session, 1)
        assert (Wrong.INSERTED, ghost) in [(one.wrong, one.entry_id) for one in await found(session, DAY)]


async def test_what_is_young_stays_whatever_is_configured(city: City) -> None:
    async with city.platform.database.transaction() as session:
        session.add(AuditEntry(at=datetime.now(UTC) - timedelta(days=30), action="x", actor_name="x", entity_kind="x", entity_name="x"))  # fmt: skip
        await session.flush()
        await sealing.seal_closed(session, KEY, datetime.now(UTC) + timedelta(minutes=5))
    with pytest.raises(DBAPIError, match="append-only"):
        async with city.platform.database.transaction() as session:
            await sealing.purge(session, KEY, datetime.now(UTC), 1)


async def test_what_still_runs_is_waited_for(live_city: City) -> None:
    """A transaction that began in a stretch may write into it until it ends."""
    database = live_city.platform.database
    now = datetime.now(UTC)
    async with database.transaction() as session:
        session.add(AuditEntry(at=now - timedelta(hours=3), action="x", actor_name="x", entity_kind="x", entity_name="x"))  # fmt: skip
    async with database.transaction() as writer:
        await writer.execute(text("SELECT 1"))
        async with database.transaction() as session:
            await sealing.seal_closed(session, KEY, now + timedelta(hours=2))
            until = await session.scalar(text("SELECT max(until_at) FROM audit_seals"))
            assert until <= now
    async with database.transaction() as session:
        assert await sealing.seal_closed(session, KEY, now + timedelta(hours=2)) >= 1


@pytest.mark.usefixtures("as_owner")
async def test_the_auditor_sees_the_seals_and_has_a_day_checked(offices: Offices) -> None:
    auditor, admin = await offices.as_(Role.AUDITOR), await offices.as_(Role.ADMIN)
    empty = made(await auditor.get(SEALS), 200)
    assert (empty["items"], empty["sealed_until"], empty["behind"]) == ([], None, True)
    key = offices.city.platform.audit_key
    async with offices.city.platform.database.transaction() as session:
        first, _ = await write(session, 0, 30)
        await sealing.seal_closed(session, key, NOON + timedelta(hours=36.2))
    page = made(await auditor.get(SEALS, params={"limit": 1}), 200)
    assert [(item["day"], item["entries"], item["seals"]) for item in page["items"]] == [("2020-03-03", 1, 1)]
    assert page["behind"]
    second = made(await auditor.get(SEALS, params={"cursor": page["next_cursor"]}), 200)
    assert [item["day"] for item in second["items"]] == ["2020-03-02"]
    sound = made(await auditor.post(f"{SEALS}/2020-03-02/verify"), 200)
    assert (sound["sound"], sound["entries"], sound["findings"]) == (True, 1, [])
    async with offices.city.platform.database.transaction() as session, behind_the_back(session):
        await session.execute(text(f"DELETE FROM audit_entries WHERE id = {first}"))
    broken = made(await auditor.post(f"{SEALS}/2020-03-02/verify"), 200)
    assert (broken["sound"], broken["findings"]) == (
        False, [{"wrong": "missing", "sequence": 1, "entry_id": first}]
    )  # fmt: skip
    acts = made(await auditor.get("/api/v1/audit-entries", params={"action": "audit."}), 200)["items"]
    assert [(act["action"], act["succeeded"]) for act in acts] == [("audit.verify", False), ("audit.verify", True)]
    assert (await auditor.post(f"{SEALS}/2020-05-05/verify")).status_code == 404
    assert (await auditor.get(SEALS, params={"cursor": "x"})).status_code == 422
    for answer in (await admin.get(SEALS), await admin.post(f"{SEALS}/2020-03-02/verify")):
        assert answer.status_code == 403


@pytest.mark.usefixtures("as_owner")
async def test_the_command_names_what_is_wrong(live_city: City) -> None:
    settings, database = live_city.platform.settings, live_city.platform.database
    assert settings.lookup_key is not None
    async with database.transaction() as session:
        ids = await write(session, 0, 1)
        await sealing.seal_closed(session, live_city.platform.audit_key, NOON + timedelta(hours=36.2))
    secrets = {
        "DATABASE_URL": database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False),
        "DANGJIAN_JWT_SECRET": "a secret of the tests that is long enough",
        "DANGJIAN_FIELD_KEY": settings.lookup_key.get_secret_value(),
        "DANGJIAN_LOOKUP_KEY": settings.lookup_key.get_secret_value(),
    }
    good = await asyncio.to_thread(dangjian, "verify-audit", **secrets)
    assert (good.returncode, "与封存一致" in good.stdout) == (0, True), good.stderr
    async with database.transaction() as session, behind_the_back(session):
        await session.execute(text(f"UPDATE audit_entries SET action = 'x' WHERE id = {ids[1]}"))
    bad = await asyncio.to_thread(dangjian, "verify-audit", "--day", "2020-03-02", **secrets)
    none = await asyncio.to_thread(dangjian, "verify-audit", "--day", "2020-05-05", **secrets)
    assert (none.returncode, "没有封存" in none.stderr) == (1, True)
    assert (bad.returncode, f"2020-03-02  记录 {ids[1]} 被改动" in bad.stderr) == (1, True)


@given(st.integers(0, 200), st.timedeltas(timedelta(0), timedelta(days=5)))
def test_stretches_meet_and_never_cross_midnight(hours: int, length: timedelta) -> None:
    begin = NOON + timedelta(hours=hours)
    ranges = list(stretches(begin, begin + length))
    assert all(since < until for _, since, until in ranges)
    assert [since for _, since, _ in ranges[1:]] == [until for _, _, until in ranges[:-1]]
    for day, since, until in ranges:
        assert office_day(since) == day == office_day(until - timedelta(microseconds=1))
    if ranges:
        assert timedelta(0) <= begin + length - ranges[-1][2] < timedelta(hours=1)


def test_it_is_done_every_hour_and_needs_its_key() -> None:
    schedule = Hourly(SEAL_AUDIT, 12)
    assert schedule.last_due(NOON + timedelta(minutes=11)) == NOON - timedelta(minutes=48)
    assert schedule.last_due(NOON + timedelta(minutes=12)) == NOON + timedelta(minutes=12)
    assert PURGE_AUDIT.name != SEAL_AUDIT.name
    assert Verified().found == []
