"""Study sessions over HTTP: planned, recorded in one request, confirmed into records and points, corrected."""

import pytest

from tests.support.people import Offices
from tests.support.points import CLERK, SECRETARY
from tests.support.study import RECORDS, SESSIONS, School


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


async def test_a_sheet_is_recorded_in_one_request_and_confirmed_into_records_and_points(school: School) -> None:
    await school.book.scheme()
    present, ill, absent = await school.members("单建国", "解学诗", "查良才")
    session = await school.session()
    assert (session["hours"], session["counts"]["expected"], session["state"]) == ("2.00", 3, "planned")
    assert session["mode"] == "discussion"
    session = await school.recorded(
        session,
        {"member_id": ill["id"], "mark": "leave", "reason": "住院"},
        {"member_id": absent["id"], "mark": "absent"},
    )
    preview = await school.book.get(SECRETARY, f"{SESSIONS}/{session['id']}/confirmation-preview")
    confirmed = await school.move(SECRETARY, session, "confirm")
    assert confirmed["outcome"] == preview
    assert preview == {"records": 1, "hours": "2.00", "points": 2, "waiting": 0, "unrewarded": 0}
    assert (confirmed["state"], confirmed["counts"]["leave"]) == ("confirmed", 1)
    year = await school.year(present)
    assert (year["hours"], year["organised_hours"], year["by_kind"][0]["kind"]["code"]) == ("2.00", "2.00", "seminar")
    assert [record["state"] for record in year["records"]] == ["confirmed"]
    assert (await school.year(ill))["records"] == []
    assert (await school.book.year(present))["score"] == 62
    records = await school.book.get(CLERK, RECORDS, branch_id=str(school.offices.lead.id), with_total=True)
    assert records["total"] == 1
