"""Study sessions over HTTP: planned, recorded in one request, confirmed into records and points, corrected."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from services.kit.clock import today
from services.kit.reader import ConnectionReader
from services.study.checking import differing
from tests.support.counting import row_counts
from tests.support.people import City, Offices, build_offices
from tests.support.points import CLERK, COMMITTEE, SECRETARY, STAFF, Thing
from tests.support.study import RECORDS, SESSIONS, School
from tests.support.tickets import made

pytestmark = pytest.mark.usefixtures("by_day")


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


def leave(member: Thing, reason: str | None = "住院") -> Thing:
    return {"member_id": member["id"], "mark": "leave", "reason": reason}


def absent(member: Thing) -> Thing:
    return {"member_id": member["id"], "mark": "absent"}


async def test_a_sheet_is_recorded_in_one_request_and_confirmed_into_records_and_points(school: School) -> None:
    await school.book.scheme()
    present, ill, away = await school.members("单建国", "解学诗", "查良才")
    session = await school.session()
    assert (session["hours"], session["counts"]["expected"], session["state"]) == ("2.00", 3, "planned")
    assert (session["mode"], session["keeps"]) == ("discussion", True)
    early = await school.put(CLERK, session, {"rows": [leave(ill, None)]}, 422)
    assert [(fault["pointer"], fault["code"]) for fault in early["errors"]] == [
        ("/rows/0/reason", "study.leave_reason")
    ]
    session = await school.put(CLERK, session, {"rows": [leave(ill)]}) | {"id": session["id"]}
    incomplete = await school.move(SECRETARY, session, "confirm", status=409)
    assert incomplete["code"] == "study.sheet_incomplete"
    assert "2" in incomplete["detail"]
    session = await school.recorded(session, leave(ill), absent(away))
    preview = await school.book.get(SECRETARY, f"{SESSIONS}/{session['id']}/confirmation-preview")
    assert (await school.book.year(present))["score"] == 60  # looked at, not posted
    confirmed = await school.move(SECRETARY, session, "confirm")
    assert confirmed["outcome"] == preview
    assert preview == {"records": 1, "hours": "2.00", "points": 2, "waiting": 0, "unrewarded": 0}
    assert (confirmed["state"], confirmed["counts"]["leave"]) == ("confirmed", 1)
    year = await school.year(present)
    assert (year["hours"], year["organised_hours"], year["by_kind"][0]["kind"]["code"]) == ("2.00", "2.00", "seminar")
    [record] = year["records"]
    assert (record["state"], record["source"]["session_id"]) == ("confirmed", session["id"])
    assert record["decided_by"] == school.offices.people[SECRETARY].display_name
    assert (await school.year(ill))["records"] == []
    assert (await school.book.year(present))["score"] == 62
    closed = await school.put(CLERK, confirmed, {"default": "present"}, 409)
    assert closed["code"] == "study.sheet_closed"
    twice = await school.move(SECRETARY, confirmed, "confirm", status=409)
    assert twice["code"] == "workflow.not_in_this_state"
    assert not await school.book.faults()
    events = (await school.book.get(CLERK, f"{SESSIONS}/{session['id']}/events"))["items"]
    assert [event["action"] for event in events] == ["plan", "record", "record", "confirm"]


REFUSED_PLANS: list[tuple[Thing, str, str]] = [
    ({"kind": "nonsense"}, "/kind", "study.kind_unknown"),
    ({"topic": "在线时长达标学习"}, "/topic", "study.not_study"),
    ({"material": "学习强国每日登录打卡"}, "/material", "study.not_study"),
    ({"ends_at": "2026-01-01T00:00:00Z"}, "/ends_at", "study.times"),
    ({"source_document_id": str(uuid4())}, "/source_document_id", "study.document_unknown"),
    ({"expected": "named"}, "/member_ids", "study.names_missing"),
    ({"expected": "named", "member_ids": [str(uuid4())]}, "/member_ids/0", "study.member_unknown"),
    ({}, "/expected", "study.nobody_expected"),
    ({"expected": "group"}, "/group_id", "study.group_missing"),
]


async def test_a_plan_that_cannot_be_is_refused_at_its_field(school: School) -> None:
    await school.book.client(CLERK)
    before = await row_counts(school.offices.city)
    for wanted, pointer, code in REFUSED_PLANS:
        refused = await school.book.post(CLERK, SESSIONS, school.plan(**wanted), 422)
        assert [(fault["pointer"], fault["code"]) for fault in refused["errors"]] == [(pointer, code)]
    assert await row_counts(school.offices.city) == before


async def test_who_plans_and_what_counts_half_a_day(school: School) -> None:
    await school.members("单建国")
    half = await school.session(length="half_day")
    assert half["hours"] == "4.00"
    for who in (STAFF, school.offices.support_secretary):
        refused = await school.book.post(who, SESSIONS, school.plan(), 422)
        assert refused["errors"][0]["code"] == "study.branch_unknown"
    wanted = school.plan()
    moment = datetime.fromisoformat(wanted["starts_at"]) + timedelta(minutes=20)
    short = await school.book.post(CLERK, SESSIONS, {**wanted, "ends_at": moment.isoformat()}, 422)
    assert short["errors"][0]["code"] == "study.too_short"
    coming = await school.session(ago=timedelta(days=-2))
    early = await school.put(CLERK, coming, {"default": "present"}, 409)
    assert early["code"] == "study.not_begun"
    both = await school.put(
        CLERK, half, {"default": "present", "rows": [{"member_id": str(uuid4()), "mark": "absent"}]}, 422
    )
    assert both["code"] == "study.sheet_body"


async def test_nobody_s_own_presence_rests_on_their_word_alone(school: School) -> None:
    await school.book.scheme()
    colleague, own = await school.members("单建国", "张书记")
    await school.book.bind(school.offices.people[SECRETARY], own)
    # The clerk has recorded it, so the clerk vouches for the secretary's own line.
    confirmed = await school.confirmed(await school.session())
    assert (confirmed["outcome"]["records"], confirmed["outcome"]["waiting"]) == (2, 0)
    [record] = (await school.year(own, CLERK))["records"]
    assert record["decided_by"] == school.offices.people[CLERK].display_name
    # Recorded and confirmed by one and the same person, it waits for somebody else.
    session = await school.recorded(await school.session(), who=SECRETARY)
    alone = await school.move(SECRETARY, session, "confirm")
    assert alone["outcome"] | {"hours": ""} == {"records": 2, "hours": "", "points": 2, "waiting": 1, "unrewarded": 0}
    [waiting] = (await school.book.get(CLERK, RECORDS, state="submitted"))["items"]
    assert waiting["member"]["name"] == "张书记"
    assert (await school.year(own, CLERK))["hours"] == "2.00"
    assert (await school.move(SECRETARY, waiting, "confirm", url=RECORDS, status=403))["code"] == "study.own_record"
    done = await school.move(CLERK, waiting, "confirm", url=RECORDS)
    assert (done["state"], done["outcome"]["points"]) == ("confirmed", 2)
    assert (await school.year(own, CLERK))["hours"] == "4.00"
    assert [(await school.book.year(member, CLERK))["score"] for member in (colleague, own)] == [64, 64]


async def test_reopened_with_a_reason_records_and_points_are_taken_back_and_made_anew(school: School) -> None:
    await school.book.scheme()
    first, second = await school.members("单建国", "解学诗")
    confirmed = await school.confirmed(await school.session(), absent(second))
    assert (await school.move(SECRETARY, confirmed, "reopen", status=422))["errors"][0]["pointer"] == "/comment"
    open_again = await school.move(SECRETARY, confirmed, "reopen", comment="解学诗当天在场")
    assert (open_again["state"], open_again["outcome"]["points"], open_again["confirmed_by"]) == ("held", -2, None)
    year, points = await school.year(first), await school.book.year(first)
    assert (year["hours"], [record["state"] for record in year["records"]]) == ("0.00", ["withdrawn"])
    assert year["records"][0]["decision"] == "解学诗当天在场"
    assert (points["score"], [entry["points"] for entry in points["entries"]]) == (60, [2, -2])
    session = await school.recorded(open_again)
    again = await school.move(SECRETARY, session, "confirm")
    assert (again["outcome"]["records"], again["outcome"]["points"]) == (2, 4)
    assert [(await school.book.year(member))["score"] for member in (first, second)] == [62, 62]
    assert (await school.year(first))["hours"] == "2.00"
    assert not await school.book.faults()
    cancelled = await school.move(SECRETARY, again, "cancel", status=409, comment="误登记")
    assert cancelled["code"] == "workflow.not_in_this_state"


async def test_a_session_that_was_missed_is_made_up_after_the_sheet_is_confirmed(school: School) -> None:
    await school.book.scheme()
    there, ill = await school.members("单建国", "解学诗")
    begun = timedelta(days=5)
    confirmed = await school.confirmed(await school.session(ago=begun), leave(ill))
    url, day = f"{SESSIONS}/{confirmed['id']}/make-ups", today().isoformat()
    wanted = {"member_id": ill["id"], "made_up_on": day, "note": "自学原文并交笔记"}
    for member, on, code in (
        (there, day, "study.not_missed"),
        (ill, (today() - timedelta(days=9)).isoformat(), "study.made_up_on"),
    ):
        status = 409 if code == "study.not_missed" else 422
        refused = await school.book.post(CLERK, url, {"member_id": member["id"], "made_up_on": on}, status, confirmed)
        assert refused["code"] == code
    made_up = await school.book.post(CLERK, url, wanted, 200, confirmed)
    assert (made_up["outcome"]["records"], made_up["outcome"]["points"]) == (1, 2)
    assert (made_up["counts"]["leave"], made_up["counts"]["made_up"]) == (0, 1)
    [record] = (await school.year(ill))["records"]
    assert (record["occurred_on"], record["state"]) == (day, "confirmed")
    again = await school.book.post(CLERK, url, wanted, 409, made_up)
    assert again["code"] == "study.not_missed"


async def test_walk_ins_join_the_sheet_and_leave_it(school: School, offices: Offices) -> None:
    await school.members("单建国")
    [guest] = await school.members("查良才", branch=offices.support, who=offices.support_secretary)
    session = await school.recorded(await school.session())
    walk_in = {"member_id": guest["id"], "mark": "present"}
    stranger = await school.put(CLERK, session, {"rows": [walk_in]}, 422)
    assert stranger["errors"][0]["code"] == "study.member_unknown"
    # A committee's own training: its administrator keeps the sheet, for the members of all its branches.
    training = await school.session(offices.organ, who=COMMITTEE, kind="training_course", expected="subtree")
    assert training["counts"]["expected"] == 2
    assert (await school.put(CLERK, training, {"default": "present"}, 404))["code"] == "not_found"
    named = {"expected": "named", "member_ids": [guest["id"]]}
    amended = await school.patch(COMMITTEE, f"{SESSIONS}/{training['id']}", named, training)
    assert amended["counts"]["expected"] == 1
    [walker] = [line["member"] for line in (await school.sheet(CLERK, session))["lines"]]
    added = await school.put(COMMITTEE, amended, {"rows": [{"member_id": walker["id"], "mark": "present"}]})
    assert (added["session"]["counts"]["walk_ins"], added["lines"][-1]["expected"]) == (1, False)
    left = {"rows": [{"member_id": walker["id"], "mark": "unset"}]}
    gone = await school.put(COMMITTEE, added | {"id": training["id"]}, left)
    assert (gone["session"]["counts"]["walk_ins"], len(gone["lines"])) == (0, 1)
    training = await school.recorded(gone | {"id": training["id"]}, who=COMMITTEE)
    await school.move(COMMITTEE, training, "confirm")
    year = await school.year(guest, offices.support_secretary)
    assert (year["trainings"], year["organised_hours"]) == (1, "2.00")


async def test_members_see_their_own_sessions_and_no_sheet(school: School, offices: Offices) -> None:
    member, other = await school.members("单建国", "解学诗")
    account = await school.book.account_of(member)
    past = await school.confirmed(await school.session(), absent(other))
    coming = await school.session(ago=timedelta(days=-3), topic="学习条例")
    later = await school.session(ago=timedelta(days=-9), topic="现场教学")
    named = await school.session(expected="named", member_ids=[other["id"]])
    own = await school.book.get(account, "/api/v1/me/study-sessions", when="coming", with_total=True)
    assert ([item["id"] for item in own["items"]], own["total"]) == ([coming["id"], later["id"]], 2)
    [seen] = (await school.book.get(account, "/api/v1/me/study-sessions", when="past"))["items"]
    assert (seen["id"], seen["own"]["mark"], seen["available_actions"], seen["keeps"]) == (
        past["id"],
        "present",
        [],
        False,
    )
    one = await school.book.get(account, f"{SESSIONS}/{coming['id']}")
    assert (one["topic"], one["own"]["mark"]) == ("学习条例", "unset")
    assert "解学诗" not in str(one)
    await school.book.get(account, f"{SESSIONS}/{named['id']}", 404)
    await school.book.get(account, f"{SESSIONS}/{past['id']}/attendance", 403)
    client = await school.book.client(account)
    step = await client.post(
        f"{SESSIONS}/{past['id']}/transitions", json={"action": "reopen", "comment": "x"}, headers={"If-Match": '"1"'}
    )
    assert step.status_code == 403
    assert (await school.book.get(account, "/api/v1/me/study"))["hours"] == "2.00"
    assert (await school.book.get(account, f"/api/v1/members/{other['id']}/study", 404))["code"] == "not_found"
    # Staff see that a session was held and how many came, and nobody by name.
    page = await school.book.get(STAFF, SESSIONS, branch_id=str(offices.root.id))
    assert len(page["items"]) == 4
    await school.book.get(STAFF, f"{SESSIONS}/{past['id']}/attendance", 404)


async def test_lists_cost_one_query_and_filter(school: School, offices: Offices) -> None:
    await school.members("单建国")
    for number in range(3):
        await school.session(topic=f"第{number}期", ago=timedelta(days=number + 1))
    await school.session(kind="lecture", ago=timedelta(days=9))
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    await school.book.get(CLERK, SESSIONS)
    costs, seen, cursor = [], [], None
    for limit in (1, 2, 4):
        before = reader.count
        params: dict[str, Any] = {"limit": limit, "kind": "seminar", **({"cursor": cursor} if cursor else {})}
        page = await school.book.get(CLERK, SESSIONS, **params)
        costs.append(reader.count - before)
        seen += [item["topic"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == ["第0期", "第1期", "第2期"]
    assert len(set(costs)) == 1
    lead, organ = str(offices.lead.id), str(offices.organ.id)
    for params, number in (
        ({"branch_id": organ}, 4),
        ({"branch_id": organ, "direct": True}, 0),
        ({"branch_id": lead, "direct": True, "mode": "lecture"}, 1),
        ({"state": "confirmed"}, 0),
        ({"branch_id": str(uuid4())}, 0),
    ):
        page = await school.book.get(COMMITTEE, SESSIONS, with_total=True, **params)
        assert (len(page["items"]), page["total"]) == (number, number), params


async def test_sixty_people_cost_no_more_round_trips_than_two(school: School, offices: Offices) -> None:
    await school.book.scheme()
    engine = offices.city.platform.database.engine.sync_engine
    statements: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    costs = []
    for more in (2, 28):
        await school.members(*["单建国"] * more)
        session = await school.session(ago=timedelta(hours=4))
        event.listen(engine, "before_cursor_execute", count)
        for step in (school.recorded, lambda thing: school.move(SECRETARY, thing, "confirm")):
            statements.clear()
            session = await step(session)
            costs.append(len(statements))
        event.remove(engine, "before_cursor_execute", count)
        assert session["outcome"]["records"] == session["counts"]["expected"]
    assert costs[2] <= costs[0]  # the sheet
    assert costs[3] <= costs[1]  # the confirmation with all records and points


async def test_files_are_put_to_a_session_and_its_changes_kept(school: School) -> None:
    await school.members("单建国")
    session = await school.session()
    with_file = await school.attach(CLERK, SESSIONS, session)
    [file] = with_file["files"]
    client = await school.book.client(SECRETARY)
    answer = await client.get(f"{SESSIONS}/{session['id']}/files/{file['id']}")
    assert (answer.status_code, answer.content[:4]) == (200, b"%PDF")
    assert (await client.get(f"{SESSIONS}/{session['id']}/files/{uuid4()}")).status_code == 404
    files = {"file": ("照片.exe", b"MZ", "application/pdf")}
    refused = await client.post(
        f"{SESSIONS}/{session['id']}/files", files=files, headers={"If-Match": f'"{with_file["version"]}"'}
    )
    assert refused.status_code == 415
    amended = await school.patch(CLERK, f"{SESSIONS}/{session['id']}", {"topic": "学习准则", "place": None}, with_file)
    assert (amended["topic"], amended["version"]) == ("学习准则", with_file["version"] + 1)
    stale = await school.patch(CLERK, f"{SESSIONS}/{session['id']}", {"topic": "旧"}, with_file, 412)
    assert stale["code"] == "stale_version"
    cancelled = await school.move(CLERK, amended, "cancel", comment="改期")
    settled = await school.patch(CLERK, f"{SESSIONS}/{session['id']}", {"topic": "新"}, cancelled, 409)
    assert settled["code"] == "study.session_settled"
    events = (await school.book.get(CLERK, f"{SESSIONS}/{session['id']}/events"))["items"]
    assert [event["action"] for event in events] == ["plan", "attach", "amend", "cancel"]


async def test_of_64_confirmations_at_once_one_makes_the_records_and_the_points(live_city: City) -> None:
    school = School.of(await build_offices(live_city))
    await school.book.scheme()
    members = await school.members("单建国", "解学诗", "查良才")
    session = await school.recorded(await school.session())
    clients = [await school.book.client(who) for who in (CLERK, SECRETARY)]
    answers = await asyncio.gather(
        *(
            clients[turn % 2].post(
                f"{SESSIONS}/{session['id']}/transitions",
                json={"action": "confirm"},
                headers={"If-Match": f'"{session["version"]}"'},
            )
            for turn in range(64)
        )
    )
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 63}
    [won] = [made(answer, 200) for answer in answers if answer.status_code == 200]
    assert (won["outcome"]["records"], won["outcome"]["points"]) == (3, 6)
    for member in members:
        assert len((await school.year(member))["records"]) == 1
        assert (await school.book.year(member))["score"] == 62
    page = await school.book.get(SECRETARY, RECORDS, with_total=True)
    assert page["total"] == 3
    branch = await school.book.get(SECRETARY, f"/api/v1/branches/{school.offices.lead.id}/study")
    assert (branch["hours"], branch["by_kind"][0]["members"]) == ("6.00", 3)


async def test_sheets_with_the_same_people_at_once_wait_for_each_other_and_agree(live_city: City) -> None:
    school = School.of(await build_offices(live_city))
    await school.book.scheme()
    members = await school.members("单建国", "解学诗", "查良才", "万俟雪")
    sheets = [await school.recorded(await school.session(topic=f"第{number}期")) for number in range(6)]
    clients = [await school.book.client(who) for who in (CLERK, SECRETARY)]

    async def step(turn: int, sheet: Thing, **given: Any) -> Thing:
        url, seen = f"{SESSIONS}/{sheet['id']}/transitions", {"If-Match": f'"{sheet["version"]}"'}
        return made(await clients[turn % 2].post(url, json=given, headers=seen), 200)

    done = await asyncio.gather(*(step(turn, sheet, action="confirm") for turn, sheet in enumerate(sheets)))
    # Some are taken back while others that were just planned are confirmed.
    more = [await school.recorded(await school.session(topic=f"补第{number}期")) for number in range(3)]
    await asyncio.gather(
        *(step(turn, sheet, action="reopen", comment="更正") for turn, sheet in enumerate(done[:3])),
        *(step(turn, sheet, action="confirm") for turn, sheet in enumerate(more)),
    )
    async with live_city.platform.database.transaction() as session:
        assert not await differing(session)
    assert not await school.book.faults()
    for member in members:
        assert (await school.year(member))["hours"] == "12.00"
