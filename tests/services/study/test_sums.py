"""The sums of members and branches are those of the records, however the records came and wherever members go."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.kit.clock import OFFICE_ZONE
from services.kit.database import WriteSession, driver_connection
from services.study.checking import differing
from tests.support.people import Offices
from tests.support.points import Thing
from tests.support.study import School

pytestmark = pytest.mark.usefixtures("by_day")

COLUMNS = (
    "id", "version", "created_at", "updated_at", "member_id", "branch_id", "kind", "title", "hours", "occurred_on",
    "source", "state", "declared_by", "declared_name", "decided_at",
)  # fmt: skip
NOW = datetime(2031, 5, 6, 12, tzinfo=OFFICE_ZONE)
KINDS = ("self_study", "training_course")
Row = tuple[Any, ...]


def row(member: Thing, account_id: UUID, kind: str, hours: int, year: int, state: str = "confirmed") -> Row:
    day, branch_id = date(year, 3, 1), UUID(member["branch"]["id"])
    common = (kind, "读原著", Decimal(hours), day, "self_study", state, account_id, "周明远", NOW)
    return (uuid4(), 1, NOW, NOW, UUID(member["id"]), branch_id, *common)


async def copy(session: WriteSession, rows: Sequence[Row]) -> None:
    connection = await driver_connection(session)
    await connection.copy_records_to_table("study_records", records=rows, columns=COLUMNS)


async def summaries(session: WriteSession) -> list[Any]:
    found = await session.execute(
        text(
            "SELECT branch_id, year, kind, hours, records, members FROM study_summaries WHERE records > 0 ORDER BY 1, 2, 3"
        )
    )
    return [tuple(each) for each in found]


async def everything(session: WriteSession) -> list[list[Any]]:
    """All sums, without what has gone down to nothing."""
    tables = ("study_totals", "study_years")
    sums = [
        [
            tuple(each)
            for each in await session.execute(text(f"SELECT * FROM {name} WHERE records > 0 ORDER BY 1, 2, 3"))
        ]
        for name in tables
    ]
    return [*sums, await summaries(session)]


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


async def test_copied_changed_deleted_and_transferred_the_sums_agree(school: School, offices: Offices) -> None:
    members = await school.members("单建国", "解学诗", "查良才")
    account = offices.people[next(iter(offices.people))].id
    async with offices.city.platform.database.transaction() as session:
        rows = [
            row(member, account, kind, hours, year, state)
            for member in members
            for kind, hours, year, state in (
                ("self_study", 2, 2031, "confirmed"),
                ("self_study", 1, 2031, "confirmed"),
                ("training_course", 8, 2031, "confirmed"),
                ("training_course", 4, 2030, "confirmed"),
                ("self_study", 7, 2031, "submitted"),
            )
        ]
        await copy(session, rows)
        assert not await differing(session)
        [head, *_] = await session.execute(
            text(
                "SELECT hours, organised_hours, trainings, records FROM study_years WHERE member_id = :m AND year = 2031"
            ),
            {"m": members[0]["id"]},
        )
        assert tuple(head) == (Decimal(11), Decimal(8), 1, 3)
        lead = offices.lead.id
        assert [each[1:] for each in await summaries(session)] == [
            (2030, "training_course", Decimal(12), 3, 3),
            (2031, "self_study", Decimal(9), 6, 3),
            (2031, "training_course", Decimal(24), 3, 3),
        ]
        for statement in (
            "UPDATE study_records SET state = 'withdrawn' WHERE hours = 1",
            "UPDATE study_records SET kind = 'training_course', hours = hours + 1 WHERE hours = 2",
            "UPDATE study_records SET state = 'confirmed' WHERE state = 'submitted' AND member_id = :m",
            "DELETE FROM study_records WHERE occurred_on < '2031-01-01' AND member_id = :m",
            "UPDATE members SET branch_id = :b WHERE id = :m",
        ):
            given_values = {"m": members[1]["id"], "b": offices.foreign.id}
            await session.execute(
                text(statement), {name: given_values[name] for name in "mb" if f":{name}" in statement}
            )
            assert not await differing(session), statement
        branches = {each[0] for each in await summaries(session)}
        assert branches == {lead, offices.foreign.id}
        level = await session.scalar(
            text("SELECT bool_and(l3 = :b) FROM study_records WHERE member_id = :m"),
            {"b": offices.foreign.id, "m": members[1]["id"]},
        )
        assert level is True


@pytest.mark.usefixtures("as_owner")
async def test_a_load_without_triggers_is_summed_up_afterwards(school: School, offices: Offices) -> None:
    [member] = await school.members("单建国")
    account = offices.people[next(iter(offices.people))].id
    async with offices.city.platform.database.transaction() as session:
        await copy(session, [row(member, account, kind, 3, 2031) for kind in KINDS])
        kept = await everything(session)
        await session.execute(text("ALTER TABLE study_records DISABLE TRIGGER USER"))
        await copy(session, [row(member, account, kind, 4, 2031) for kind in KINDS])
        assert await everything(session) == kept
        assert await differing(session)  # the check sees what is missing
        await session.execute(text("ALTER TABLE study_records ENABLE TRIGGER USER"))
        await session.execute(text("SELECT refresh_study_totals()"))
        assert not await differing(session)
        assert [each[3:] for each in await summaries(session)] == [(Decimal(7), 2, 1)] * 2


async def test_the_database_refuses_what_cannot_be(school: School, offices: Offices) -> None:
    [member] = await school.members("单建国")
    session_row = await school.confirmed(await school.session())
    for statement in (
        "UPDATE study_events SET comment = 'x'",
        "DELETE FROM study_events",
        "UPDATE study_kinds SET organised = NOT organised, training = false WHERE code = 'seminar'",
        "UPDATE study_records SET hours = 0",
        "UPDATE study_attendances SET mark = 'leave', reason = NULL",
        "UPDATE study_sessions SET confirmed_by = NULL",
    ):
        with pytest.raises(DBAPIError):
            async with offices.city.platform.database.transaction() as session:
                await session.execute(text(statement))
    assert (await school.year(member))["records"][0]["source"]["session_id"] == session_row["id"]
