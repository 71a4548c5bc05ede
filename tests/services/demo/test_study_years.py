"""Study by the thousand adds up as study does that people enter, and the tables are as they were before."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from models.branches import Branch
from models.enums.accounts import Role
from services.demo.bulk import Order, fill_register
from services.demo.registers import Clerk, FieldKeys
from services.demo.study_statements import TABLES
from services.demo.study_years import YEARS, StudyYears, fill_study_years
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.study.checking import differing
from tests.support.people import Offices
from tests.support.points import STAFF, Book

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
_SHAPE = text(
    "SELECT (SELECT array_agg(conname ORDER BY conname) FROM pg_constraint WHERE conrelid = ANY(names)),"
    " (SELECT array_agg(indexname ORDER BY indexname) FROM pg_indexes WHERE tablename = ANY(CAST(:names AS text[])))"
    " FROM (SELECT CAST(CAST(:names AS text[]) AS regclass[]) AS names) given"
)
_FIGURES = text(
    """
    SELECT count(*) AS records, count(DISTINCT year) AS years, min(occurred_on) AS first, max(occurred_on) AS last,
        count(*) FILTER (WHERE state = 'submitted') AS waiting, count(DISTINCT session_id) AS sessions,
        (SELECT count(*) FROM study_sessions) AS held,
        (SELECT count(*) FROM study_attendances WHERE mark IN ('present', 'made_up')) AS came,
        count(session_id) AS of_sheets, md5(string_agg(id::text || hours || member_id, '' ORDER BY id)) AS print,
        bool_and(l1 IS NOT NULL) AS placed
    FROM study_records
    """
)


async def _filled(session: WriteSession, offices: Offices) -> dict[str, Any]:
    clerk, keeper = offices.people[Role.BRANCH_CLERK], offices.people[Role.BRANCH_SECRETARY]
    wanted = StudyYears(900, 7, (clerk.id, "clerk"), (keeper.id, "keeper"))
    await fill_study_years(session, wanted, now=NOW)
    return dict((await session.execute(_FIGURES)).one()._mapping)


@pytest.mark.usefixtures("as_owner")
async def test_study_in_bulk(offices: Offices) -> None:
    database = offices.city.platform.database
    clerk = offices.people[Role.BRANCH_CLERK]
    async with database.transaction() as session:
        before = (await session.execute(_SHAPE, {"names": list(TABLES)})).one()
        root = await session.get_one(Branch, offices.root.id, populate_existing=True)
        by = Clerk(clerk.id, clerk.display_name, NOW, office_day(NOW))
        await fill_register(session, root, Order(60, 20, 1, FieldKeys((b"A" * 32,), b"A" * 32)), by, lambda *_: None)
        figures = await _filled(session, offices)
        await session.rollback()
    async with database.transaction() as session:
        root = await session.get_one(Branch, offices.root.id, populate_existing=True)
        await fill_register(session, root, Order(60, 20, 1, FieldKeys((b"A" * 32,), b"A" * 32)), by, lambda *_: None)
        assert await _filled(session, offices) == figures  # the same seed and members give the same study
    assert 700 < figures["records"] < 1100
    assert (figures["years"], figures["placed"]) == (YEARS, True)
    assert (figures["first"].year, figures["last"] <= office_day(NOW)) == (2024, True)
    assert figures["sessions"] <= figures["held"]
    assert figures["came"] == figures["of_sheets"] > figures["records"] * 0.8
    async with database.transaction() as session:
        assert (await session.execute(_SHAPE, {"names": list(TABLES)})).one() == before
        assert not await differing(session)
        confirmed = (
            await session.execute(
                text("SELECT sum(hours) FROM study_records WHERE state = 'confirmed' AND year = 2026")
            )
        ).scalar_one()
    seen = await Book(offices).get(STAFF, f"/api/v1/branches/{offices.root.id}/study", year=2026)
    assert float(seen["hours"]) == float(confirmed)
    assert seen["requirement"]["members"] > 0
    assert sum(share["members"] for share in seen["requirement"]["hours"]) == seen["requirement"]["members"]
