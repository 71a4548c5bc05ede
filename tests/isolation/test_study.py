"""Study is known to the member, the branch's officers and who supervises the branch; elsewhere it does not exist."""

from typing import Any

import pytest

from models.enums.accounts import Role
from services.kit.clock import today
from tests.support.counting import row_counts
from tests.support.people import Offices
from tests.support.points import COMMITTEE, SECRETARY, STAFF
from tests.support.study import OUTPUTS, RECORDS, SESSIONS, School
from tests.support.tickets import made

pytestmark = pytest.mark.usefixtures("by_day")

NAME = "万俟雪"
SECRET = "内部学习"


async def test_outside_of_the_branch_there_is_no_study(offices: Offices) -> None:
    school = School.of(offices)
    [member] = await school.members(NAME)
    account = await school.book.account_of(member)
    session = await school.attach(SECRETARY, SESSIONS, await school.session(topic=SECRET, material=SECRET))
    session = await school.confirmed(session)
    planned = await school.session(topic=SECRET)
    record, output = await school.declared(account, title=SECRET), await school.output(account, title=SECRET)
    record = await school.attach(account, RECORDS, record)
    strangers = [
        offices.support_secretary,
        offices.foreign_secretary,
        await offices.city.account(Role.COMMITTEE_ADMIN, offices.district),
        await offices.city.account(Role.STAFF, offices.district),
        await offices.city.account(Role.MEMBER, offices.lead),
    ]
    clients = [await school.book.client(who) for who in strangers]
    before = await row_counts(offices.city)
    step, one = {"action": "confirm"}, f"{SESSIONS}/{session['id']}"
    attempts: list[tuple[str, str, Any]] = [
        ("GET", one, None),
        ("GET", f"{one}/attendance", None),
        ("GET", f"{one}/events", None),
        ("GET", f"{one}/confirmation-preview", None),
        ("GET", f"{one}/files/{session['files'][0]['id']}", None),
        ("PATCH", one, {"topic": "x"}),
        ("PUT", f"{one}/attendance", {"default": "absent"}),
        ("PUT", f"{SESSIONS}/{planned['id']}/attendance", {"default": "absent"}),
        ("POST", f"{one}/transitions", {"action": "reopen", "comment": "x"}),
        ("POST", f"{one}/make-ups", {"member_id": member["id"], "made_up_on": today().isoformat()}),
        *(
            (method, f"{url}/{thing['id']}{tail}", given)
            for url, thing in ((RECORDS, record), (OUTPUTS, output))
            for method, tail, given in (("GET", "", None), ("GET", "/events", None), ("POST", "/transitions", step))
        ),
        ("GET", f"{RECORDS}/{record['id']}/files/{record['files'][0]['id']}", None),
        ("GET", f"/api/v1/members/{member['id']}/study", None),
        ("GET", f"/api/v1/branches/{offices.lead.id}/study", None),
    ]
    for client in clients:
        for method, url, given in attempts:
            answer = await client.request(method, url, json=given, headers={"If-Match": '"1"'})
            assert answer.status_code in {403, 404}, f"{method} {url}: {answer.text}"
            assert NAME not in answer.text
            assert SECRET not in answer.text
        for url in (SESSIONS, RECORDS, OUTPUTS, "/api/v1/me/study-sessions"):
            answer = await client.get(url, params={"with_total": True})
            if answer.status_code != 403:  # a member has no list of other people's sessions
                page = made(answer, 200)
                assert (page["items"], page["total"]) == ([], 0), url
    # An officer of another branch puts nobody of this one on a sheet, nor declares for them.
    named: dict[str, Any] = {"expected": "named", "member_ids": [member["id"]]}
    refused = await school.book.post(offices.support_secretary, SESSIONS, school.plan(offices.support, **named), 422)
    assert refused["errors"][0]["code"] == "study.member_unknown"
    assert NAME not in str(refused)
    assert await row_counts(offices.city) == before
    # Staff of the whole city see sums and sessions, and nobody by name; the committee above does.
    figures = await school.book.get(STAFF, f"/api/v1/branches/{offices.root.id}/study")
    assert (figures["records"], figures["by_kind"][0]["members"]) == (1, 1)
    assert (await school.book.get(STAFF, RECORDS))["items"] == []
    assert (await school.book.get(STAFF, f"{RECORDS}/{record['id']}", 404))["code"] == "not_found"
    assert len((await school.book.get(COMMITTEE, RECORDS))["items"]) == 2
    assert (await school.sheet(COMMITTEE, session))["lines"][0]["member"]["name"] == NAME
