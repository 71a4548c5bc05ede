"""Study that is declared, and outcomes of study: confirmed by somebody else, rejected, withdrawn, taken back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from models.enums.accounts import Role
from services.kit.clock import today
from services.kit.reader import ConnectionReader
from tests.support.counting import row_counts
from tests.support.people import Offices
from tests.support.points import CLERK, SECRETARY, STAFF, Thing, rule
from tests.support.study import OUTPUTS, RECORDS, SESSIONS, School

pytestmark = pytest.mark.usefixtures("by_day")

TO_COME = (today() + timedelta(days=60)).isoformat()
"""Also when the clock is put on (`by_day`), or midnight passes while the tests run."""
YEAR = today().year


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


async def test_self_study_counts_when_somebody_else_has_confirmed_it(school: School) -> None:
    rules = [
        rule("XX-02", "study_record", YEAR, points=1, per_unit=True),
        rule("XX-03", "study_record.training_course", YEAR, points=5),
    ]
    await school.book.scheme(rules=rules)
    [member] = await school.members("单建国")
    account = await school.book.account_of(member)
    declared = await school.declared(account)
    assert (declared["state"], declared["source"]["kind"], declared["hours"]) == ("submitted", "self_study", "2.00")
    assert [offer["action"] for offer in declared["available_actions"]] == ["withdraw"]
    assert (await school.year(member))["hours"] == "0.00"
    own = await school.move(account, declared, "confirm", url=RECORDS, status=403)
    assert own["code"] == "study.record_forbidden"
    confirmed = await school.move(CLERK, declared, "confirm", url=RECORDS)
    assert (confirmed["state"], confirmed["outcome"]["points"], confirmed["outcome"]["hours"]) == (
        "confirmed",
        2,
        "2.00",
    )
    year = await school.year(member, account)
    assert (year["hours"], year["organised_hours"], year["trainings"]) == ("2.00", "0.00", 0)
    # Training elsewhere is organised study; its own rule goes before the general one.
    outside = await school.declared(
        CLERK, member_id=member["id"], kind="training_course", title="党校培训", hours="16", organiser="市委党校",
        occurred_on=(today() - timedelta(days=1)).isoformat(), ended_on=today().isoformat(),
    )  # fmt: skip
    assert outside["source"]["kind"] == "outside"
    alone = await school.move(CLERK, outside, "confirm", url=RECORDS, status=403)
    assert alone["code"] == "study.same_person"
    done = await school.move(SECRETARY, outside, "confirm", url=RECORDS)
    assert done["outcome"]["points"] == 5
    assert (await school.book.year(member))["score"] == 67
    assert (await school.move(SECRETARY, done, "confirm", url=RECORDS, status=409))["code"] == (
        "workflow.not_in_this_state"
    )
    # Taken back: with a reason, by the branch, and the points with it.
    bare = await school.move(SECRETARY, done, "withdraw", url=RECORDS, status=422)
    assert bare["code"] == "study.reason_required"
    assert (await school.move(account, confirmed, "withdraw", url=RECORDS, status=403))["code"] == (
        "study.record_forbidden"
    )
    back = await school.move(SECRETARY, done, "withdraw", url=RECORDS, comment="培训证书不实")
    assert (back["state"], back["decision"], back["outcome"]["points"]) == ("withdrawn", "培训证书不实", -5)
    assert (await school.book.year(member))["score"] == 62
    assert (await school.year(member))["hours"] == "2.00"
    events = (await school.book.get(account, f"{RECORDS}/{back['id']}/events"))["items"]
    assert [(event["action"], event["to_state"]) for event in events] == [
        ("declare", "submitted"),
        ("confirm", "confirmed"),
        ("withdraw", "withdrawn"),
    ]
    assert not await school.book.faults()


async def test_rejected_with_a_reason_and_withdrawn_by_whoever_declared_it(school: School) -> None:
    [member] = await school.members("单建国")
    account = await school.book.account_of(member)
    declared = await school.declared(account)
    with_file = await school.attach(account, RECORDS, declared)
    assert [file["name"] for file in with_file["files"]] == ["心得.pdf"]
    assert (await school.attach(CLERK, RECORDS, with_file, 403))["code"] == "study.record_forbidden"
    bare = await school.move(CLERK, with_file, "reject", url=RECORDS, status=422)
    assert bare["errors"][0]["pointer"] == "/comment"
    rejected = await school.move(CLERK, with_file, "reject", url=RECORDS, comment="请注明所读书目")
    assert (rejected["state"], rejected["decision"], rejected["outcome"]["points"]) == (
        "rejected",
        "请注明所读书目",
        0,
    )
    assert rejected["available_actions"] == []
    other = await school.declared(account)
    withdrawn = await school.move(account, other, "withdraw", url=RECORDS)
    assert withdrawn["state"] == "withdrawn"
    stale = await school.move(CLERK, other, "confirm", url=RECORDS, status=412)
    assert stale["code"] == "stale_version"
    client = await school.book.client(account)
    answer = await client.get(f"{RECORDS}/{declared['id']}/files/{with_file['files'][0]['id']}")
    assert answer.content[:4] == b"%PDF"


REFUSED: list[tuple[Thing, str, str]] = [
    ({"hours": "0.25"}, "/hours", "study.hours"),
    ({"hours": "8.5"}, "/hours", "study.hours"),
    ({"hours": "0"}, "/hours", "greater_than"),
    ({"occurred_on": TO_COME}, "/occurred_on", "study.future"),
    ({"ended_on": "2020-01-01"}, "/ended_on", "study.times"),
    ({"kind": "group_study"}, "/kind", "study.source_kind_mismatch"),
    ({"kind": "none"}, "/kind", "study.kind_unknown"),
    ({"title": "学习强国在线时长"}, "/title", "study.not_study"),
    ({"note": "截图已上传照片打卡"}, "/note", "study.not_study"),
    ({"member_id": str(uuid4())}, "/member_id", "study.member_unknown"),
    ({"minutes_online": 45}, "/minutes_online", "extra_forbidden"),
]


async def test_what_is_no_study_is_refused_at_its_field(school: School) -> None:
    [member] = await school.members("单建国")
    account = await school.book.account_of(member)
    for who in (account, CLERK, STAFF):
        await school.book.client(who)
    before = await row_counts(school.offices.city)
    usual = {"kind": "self_study", "title": "读原著", "hours": "2", "occurred_on": today().isoformat()}
    for wanted, pointer, code in REFUSED:
        refused = await school.book.post(account, RECORDS, {**usual, **wanted}, 422)
        assert [(fault["pointer"], fault["code"]) for fault in refused["errors"]] == [(pointer, code)]
    # Who belongs to nobody on the register declares nothing of their own; staff nothing for others.
    for who, given in ((CLERK, {}), (STAFF, {"member_id": member["id"]})):
        nobody = await school.book.post(who, RECORDS, {**usual, **given}, 422)
        assert nobody["errors"][0]["code"] == "study.member_unknown"
    assert await row_counts(school.offices.city) == before


async def test_an_outcome_of_study_is_confirmed_and_earns(school: School) -> None:
    await school.book.scheme(rules=[rule("XX-04", "study_output", YEAR, points=3)])
    member, absent = await school.members("单建国", "解学诗")
    account, other = await school.book.account_of(member), await school.book.account_of(absent)
    session = await school.confirmed(await school.session(), {"member_id": absent["id"], "mark": "absent"})
    output = await school.output(account, session_id=session["id"])
    away = await school.book.post(
        other, OUTPUTS, {"kind": "reflection", "title": "x", "occurred_on": TO_COME, "session_id": session["id"]}, 422
    )
    assert away["errors"][0]["code"] == "study.future"
    given = {"kind": "reflection", "title": "x", "occurred_on": today().isoformat(), "session_id": session["id"]}
    assert (await school.book.post(other, OUTPUTS, given, 422))["errors"][0]["code"] == "study.session_unknown"
    output = await school.attach(account, OUTPUTS, output)
    confirmed = await school.move(SECRETARY, output, "confirm", url=OUTPUTS)
    assert (confirmed["state"], confirmed["kind_label"], confirmed["outcome"]["points"]) == ("confirmed", "心得体会", 3)
    assert confirmed["outcome"]["records"] == 0
    [entry] = (await school.book.year(member))["entries"]
    assert (entry["source"]["kind"], entry["evidence"]) == ("study_output.reflection", "学习心得")
    page = await school.book.get(CLERK, OUTPUTS, session_id=session["id"], state="confirmed", year=YEAR)
    assert [item["id"] for item in page["items"]] == [output["id"]]
    assert (await school.book.get(other, OUTPUTS))["items"] == []
    events = (await school.book.get(account, f"{OUTPUTS}/{output['id']}/events"))["items"]
    assert [event["action"] for event in events] == ["declare", "attach", "confirm"]
    back = await school.move(SECRETARY, confirmed, "withdraw", url=OUTPUTS, comment="抄袭")
    assert (back["state"], back["outcome"]["points"]) == ("withdrawn", -3)


async def test_records_are_listed_by_day_and_filtered_at_one_query(school: School, offices: Offices) -> None:
    member, second = await school.members("单建国", "解学诗")
    account = await school.book.account_of(member)
    session = await school.confirmed(await school.session())
    for days in (1, 2, 3):
        await school.declared(account, occurred_on=(today() - timedelta(days=days)).isoformat())
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    await school.book.get(SECRETARY, RECORDS)
    costs: list[int] = []
    seen: list[str] = []
    cursor = None
    while True:
        before = reader.count
        params: dict[str, Any] = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = await school.book.get(SECRETARY, RECORDS, **params)
        costs.append(reader.count - before)
        seen += [item["occurred_on"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert (len(seen), seen) == (5, sorted(seen, reverse=True))
    assert len(set(costs)) == 1
    lead = str(offices.lead.id)
    for params, number in (
        ({"branch_id": lead}, 5),
        ({"branch_id": str(offices.organ.id), "direct": True}, 0),
        ({"branch_id": lead, "state": "submitted"}, 3),
        ({"member_id": second["id"]}, 1),
        ({"kind": "seminar", "session_id": session["id"]}, 2),
        ({"source": "self_study", "year": YEAR - 1}, 0),
        ({"state": ["submitted", "confirmed"], "source": "session"}, 2),
    ):
        page = await school.book.get(SECRETARY, RECORDS, with_total=True, **params)
        assert (len(page["items"]), page["total"]) == (number, number), params
    own = await school.book.get(account, RECORDS, with_total=True)
    assert {item["member"]["name"] for item in own["items"]} == {"单建国"}
    [made_by_sheet] = [item for item in own["items"] if item["source"]["session_id"]]
    history = (await school.book.get(account, f"{RECORDS}/{made_by_sheet['id']}/events"))["items"]
    assert [(event["action"], event["to_state"]) for event in history] == [("sheet", "confirmed")]
    blocked = await school.move(SECRETARY, made_by_sheet, "withdraw", url=RECORDS, status=409, comment="x")
    assert blocked["code"] == "study.of_a_sheet"
    assert (await school.book.get(SECRETARY, RECORDS, 422, sort="hours"))["code"] == "paging.unknown_sort"
    before = reader.count
    year = await school.book.get(account, "/api/v1/me/study")
    assert reader.count - before <= costs[0] + 5
    assert len(year["records"]) == 4


async def test_kinds_are_data_and_what_a_used_one_counts_for_stands(school: School, offices: Offices) -> None:
    await school.members("单建国")
    kinds = (await school.book.get(Role.MEMBER, "/api/v1/study-kinds"))["items"]
    assert [kind["code"] for kind in kinds if kind["training"]] == ["training_course"]
    assert {kind["code"]: kind["organised"] for kind in kinds}["self_study"] is False
    wanted = {"code": "day_of_reading", "label": "读书日", "label_en": "Reading day"}
    assert (await school.book.post(SECRETARY, "/api/v1/study-kinds", wanted, 403))["code"] == "forbidden"
    added = await school.book.post(STAFF, "/api/v1/study-kinds", wanted)
    twice = await school.book.post(STAFF, "/api/v1/study-kinds", wanted, 409)
    assert twice["code"] == "study.kind_exists"
    await school.confirmed(await school.session(kind="day_of_reading"))
    url = f"/api/v1/study-kinds/{added['id']}"
    used = await school.patch(STAFF, url, {"training": True}, added, 409)
    assert used["code"] == "study.kind_in_use"
    retired = await school.patch(STAFF, url, {"retired": True, "label": "读书会"}, added)
    assert (retired["retired"], retired["version"]) == (True, 2)
    refused = await school.book.post(CLERK, SESSIONS, school.plan(kind="day_of_reading"), 422)
    assert refused["errors"][0]["code"] == "study.kind_unknown"
