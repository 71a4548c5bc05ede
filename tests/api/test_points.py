"""The points ledger over HTTP: schemes, entries, checks, reversals, marks, freezing."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from models.enums.accounts import Role
from models.enums.points import SchemeKind
from services.kit.clock import today, utc_now
from services.kit.jobs import JobContext, Nothing
from services.kit.reader import ConnectionReader
from services.points.checking import CHECK_POINTS
from services.points.posting import Outcome
from tests.support.people import Offices
from tests.support.points import CLERK, COMMITTEE, ENTRIES, SCHEMES, SECRETARY, STAFF, Book, fact, rule
from tests.support.tickets import made, match

YEAR = today().year


@pytest.fixture
def book(offices: Offices) -> Book:
    return Book(offices)


async def test_what_a_youth_group_did_earns_under_both_schemes_each_with_its_own_cap(book: Book) -> None:
    await book.scheme()
    youth = [rule("QN-01", "study_session", YEAR, title="参加青年理论学习", points=3, cap=4, cap_period="year")]
    await book.scheme(kind="youth", rules=youth)
    member, both = await book.member(), (SchemeKind.YOUTH, SchemeKind.MEMBER)
    alone, *together = (fact(member) for _ in range(3))
    grouped = [replace(each, kinds=both) for each in together]
    given = await book.award(alone, *grouped)
    assert [(item.outcome, item.points) for item in given] == [
        (Outcome.POSTED, 2), (Outcome.POSTED, 5), (Outcome.POSTED, 2),
    ]  # fmt: skip
    again = await book.award(*grouped)
    assert [(item.outcome, item.points) for item in again] == [(Outcome.KNOWN, 5), (Outcome.KNOWN, 2)]
    years = [await book.year(member, kind=kind) for kind in ("member", "youth")]
    assert [[entry["points"] for entry in year["entries"]] for year in years] == [[2, 2, 1], [3, 1]]
    assert [year["score"] for year in years] == [65, 64]
    assert not await book.faults()


async def test_facts_earn_once_up_to_the_cap_and_the_member_sees_why(book: Book) -> None:
    await book.scheme()
    member = await book.member()
    source = uuid4()
    [first] = await book.award(fact(member, source=source))
    [again] = await book.award(fact(member, source=source))
    assert (first.outcome, again.outcome, again.points) == (Outcome.POSTED, Outcome.KNOWN, 2)
    assert [item.points for item in await book.study(member, 2)] == [2, 1]
    assert [item.points for item in await book.study(member)] == [0]
    assert [item.outcome for item in await book.award(fact(member, "honour"))] == [Outcome.NO_RULE]
    seen = await book.year(member)
    assert (seen["year"], seen["score"], seen["band"], seen["veto"], seen["exempt"]) == (
        YEAR,
        65,
        "third",
        False,
        False,
    )
    assert [entry["points"] for entry in seen["entries"]] == [2, 2, 1, 0]
    entry = seen["entries"][2]
    assert (entry["rule_code"], entry["head"], entry["title"], entry["asked"]) == ("XX-01", "study", "参加集中学习", 2)
    assert (entry["source"]["kind"], entry["confirmed_by"], entry["state"]) == ("study_session", "周明远", "effective")
    assert entry["effective_on"] == today().isoformat()
    own = await book.get(await book.account_of(member), "/api/v1/me/points")
    assert own == seen
    assert not await book.faults()
    with capture_logs() as logs:
        async with book.offices.city.platform.database.transaction() as session:
            await CHECK_POINTS.run(JobContext(session, utc_now(), 1), Nothing())
    assert [line["event"] for line in logs] == ["points.sums_agree"]
    await book.check_replay(member, YEAR)


async def test_nobody_earns_without_a_published_scheme_and_the_nearest_holds(book: Book, offices: Offices) -> None:
    member = await book.member()
    assert [item.outcome for item in await book.study(member)] == [Outcome.NO_RULE]
    await book.scheme()
    near = [rule("XX-01", "study_session", YEAR, points=7)]
    await book.scheme(who=COMMITTEE, branch=offices.organ, rules=near)
    assert [item.points for item in await book.study(member)] == [7]
    foreign = await book.member(branch=offices.foreign, who=offices.foreign_secretary)
    assert [item.points for item in await book.study(foreign)] == [2]


async def test_points_by_hand_count_when_somebody_else_has_checked_them(book: Book) -> None:
    await book.scheme()
    member = await book.member()
    claim = await book.entered(member)
    assert (claim["state"], claim["points"], claim["confirmed_by"]) == ("pending", 3, None)
    assert (await book.year(member))["score"] == 60
    own = await book.post(CLERK, f"{ENTRIES}/{claim['id']}/confirm", status=403, seen=claim)
    assert own["code"] == "points.same_person"
    entry = await book.post(SECRETARY, f"{ENTRIES}/{claim['id']}/confirm", status=200, seen=claim)
    assert (entry["id"], entry["state"], entry["points"]) == (claim["id"], "effective", 3)
    assert (entry["entered_by"], entry["confirmed_by"]) == tuple(
        book.offices.people[role].display_name for role in (CLERK, SECRETARY)
    )
    twice = await book.post(SECRETARY, f"{ENTRIES}/{claim['id']}/confirm", status=409, seen=claim)
    assert twice["code"] == "points.decided_already"
    refused = await book.entered(member)
    refused = await book.post(SECRETARY, f"{ENTRIES}/{refused['id']}/refuse", {"reason": "材料不实"}, 200, seen=refused)
    assert (refused["state"], refused["reason"]) == ("refused", "材料不实")
    seen = await book.year(member)
    assert (seen["score"], [item["state"] for item in seen["entries"]]) == (63, ["effective", "refused"])
    listed = await book.get(SECRETARY, ENTRIES, with_total=True, state="refused")
    assert ([item["id"] for item in listed["items"]], listed["total"]) == ([refused["id"]], 1)
    assert listed["items"][0]["member"]["name"] == member["name"]


async def test_nobody_deals_with_their_own_points(book: Book, offices: Offices) -> None:
    await book.scheme()
    member = await book.member()
    claim = await book.entered(member)
    entry = await book.confirmed(member)
    await book.bind(offices.people[SECRETARY], member)
    wanted = {"member_id": member["id"], "rule_code": "FW-01", "occurred_on": today().isoformat(), "evidence": "x"}
    answers = [
        await book.post(SECRETARY, ENTRIES, wanted, 403),
        await book.post(SECRETARY, f"{ENTRIES}/{claim['id']}/confirm", status=403, seen=claim),
        await book.post(SECRETARY, f"{ENTRIES}/{claim['id']}/refuse", {"reason": "x"}, 403, seen=claim),
        await book.post(SECRETARY, f"{ENTRIES}/{entry['id']}/reverse", {"reason": "x"}, 403),
        await book.post(
            SECRETARY,
            f"/api/v1/members/{member['id']}/points/flags",
            {"year": YEAR, "flag": "exempt", "reason": "x"},
            403,
        ),
    ]
    assert {answer["code"] for answer in answers} == {"points.own_points"}
    assert (await book.year(member, CLERK))["score"] == 63


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"occurred_on": "2999-01-01"}, "points.future"),
        ({"rule_code": "NO-1"}, "points.rule_unknown"),
        ({"rule_code": "XX-01"}, "points.rule_unknown"),
        ({"evidence": None}, "points.evidence_missing"),
        ({"member_id": str(uuid4())}, "points.member_unknown"),
    ],
)
async def test_what_cannot_be_entered(book: Book, given: dict[str, Any], code: str) -> None:
    await book.scheme()
    member = await book.member()
    wanted = {"member_id": member["id"], "rule_code": "FW-01", "occurred_on": today().isoformat(), "evidence": "x"}
    assert (await book.post(CLERK, ENTRIES, {**wanted, **given}, 422))["code"] == code
    early = await book.post(CLERK, ENTRIES, {**wanted, "occurred_on": "2024-05-01"}, 409)
    assert early["code"] == "points.no_scheme"


async def test_an_entry_is_taken_back_by_a_row_and_frees_its_cap(book: Book) -> None:
    await book.scheme()
    member = await book.member()
    await book.study(member, 3)
    first = (await book.year(member))["entries"][0]
    back = await book.post(CLERK, f"{ENTRIES}/{first['id']}/reverse", {"reason": "当日实为请假"})
    assert (back["points"], back["reverses"], back["reason"]) == (-2, first["id"], "当日实为请假")
    for entry in (first, back):
        again = await book.post(CLERK, f"{ENTRIES}/{entry['id']}/reverse", {"reason": "x"}, 409)
        assert again["code"] == "points.not_effective"
    assert [item.points for item in await book.study(member)] == [2]
    seen = await book.year(member)
    assert (seen["score"], seen["entries"][0]["state"], seen["entries"][0]["reversed_by"]) == (
        65,
        "reversed",
        back["id"],
    )
    assert not await book.faults()
    await book.check_replay(member, YEAR)


async def test_a_veto_stands_and_lifts(book: Book) -> None:
    await book.scheme()
    member = await book.member()
    await book.study(member)
    url = f"/api/v1/members/{member['id']}/points/flags"
    veto = {"year": YEAR, "flag": "veto", "reason": "受党纪处分"}
    flag = await book.post(SECRETARY, url, veto)
    assert (await book.post(SECRETARY, url, veto, 409))["code"] == "points.flag_stands"
    await book.study(member)
    seen = await book.year(member)
    assert (seen["score"], seen["veto"], seen["total"], seen["band"]) == (0, True, 4, "below")
    assert seen["flags"][0]["reason"] == "受党纪处分"
    lift = f"/api/v1/point-flags/{flag['id']}/lift"
    lifted = await book.post(SECRETARY, lift, {"reason": "处分撤销"}, 200, seen=flag)
    assert lifted["lift_reason"] == "处分撤销"
    assert (await book.post(SECRETARY, lift, {"reason": "x"}, 409, seen=lifted))["code"] == "points.flag_lifted"
    seen = await book.year(member)
    assert (seen["score"], seen["veto"]) == (64, False)
    await book.post(SECRETARY, url, {**veto, "flag": "exempt"})
    seen = await book.year(member)
    assert (seen["exempt"], seen["band"]) == (True, None)
    assert not await book.faults()


async def test_a_rule_of_what_must_not_count_is_refused_with_the_source(book: Book, offices: Offices) -> None:
    scheme = await book.post(STAFF, SCHEMES, {"branch_id": str(offices.root.id), "year": YEAR, "title": "办法"})
    url = f"{SCHEMES}/{scheme['id']}"
    empty = await book.post(STAFF, f"{url}/publish", status=409, seen=scheme)
    assert empty["code"] == "points.scheme_empty"
    for given in ({"title": "每日登录平台"}, {"source_kind": "likes"}, {"basis": "按在线时长统计"}):
        refused = await book.post(STAFF, f"{url}/rules", {**rule("A", "manual", YEAR), **given}, 422)
        assert refused["code"] == "points.rule_forbidden"
        assert "rules §14" in refused["rule"]
    unknown = await book.post(STAFF, f"{url}/rules", rule("A", "weather", YEAR), 422)
    assert unknown["code"] == "points.source_unknown"
    capless = await book.post(STAFF, f"{url}/rules", rule("A", "manual", YEAR, cap=5), 422)
    assert capless["code"] == "points.cap"
    elsewhen = await book.post(STAFF, f"{url}/rules", rule("A", "manual", YEAR - 1), 422)
    assert elsewhen["code"] == "points.rule_outside_year"
    bands = await (await book.client(STAFF)).patch(url, json={"bands": [90, 75, 60]}, headers=match(scheme))
    assert made(bands, 422)["code"] == "points.bands"
    renamed = await (await book.client(STAFF)).patch(
        url, json={"title": "改名", "bands": [80, 70, 60]}, headers=match(scheme)
    )
    assert (made(renamed, 200)["title"], renamed.json()["bands"]) == ("改名", [80, 70, 60])
    stale = await (await book.client(STAFF)).patch(url, json={"title": "又改"}, headers=match(scheme))
    assert made(stale, 412)["code"] == "stale_version"
    written = await book.post(STAFF, f"{url}/rules", rule("A", "manual", YEAR))
    text_ = {**rule("A", "manual", YEAR, points=9)}
    del text_["code"]
    changed = await (await book.client(STAFF)).put(f"{url}/rules/A", json=text_, headers=match(written))
    made(changed, 200)
    nowhere = await (await book.client(STAFF)).put(f"{url}/rules/B", json=text_, headers=match(changed.json()))
    assert made(nowhere, 404)["code"] == "not_found"
    rules = (await book.get(STAFF, f"{url}/rules"))["items"]
    assert [(item["points"], item["version"]) for item in rules] == [(9, 1)]
    twin = {"branch_id": str(offices.root.id), "year": YEAR, "title": "又一份"}
    assert (await book.post(STAFF, SCHEMES, twin, 409))["code"] == "points.scheme_exists"


async def test_a_change_in_the_year_leaves_old_entries_with_their_old_rule(book: Book) -> None:
    staff = await book.client(STAFF)
    with time_machine.travel(date(2031, 3, 2)):
        scheme = await book.scheme(2031)
        member = await book.member()
        await book.study(member)
        url = f"{SCHEMES}/{scheme['id']}/rules"
        staff = await book.client(STAFF)
        text_ = {**rule("XX-01", "study_session", 2031, points=4, cap=20, cap_period="year")}
        del text_["code"]
        backdated = await staff.put(f"{url}/XX-01", json=text_, headers=match(scheme))
        assert made(backdated, 422)["code"] == "points.rule_backdated"
        changed = await staff.put(f"{url}/XX-01", json={**text_, "effective_from": "2031-07-01"}, headers=match(scheme))
        made(changed, 200)
        again = rule("XX-01", "manual", 2031, effective_from="2031-07-01")
        assert (await book.post(STAFF, url, again, 409))["code"] == "points.rule_exists"
    with time_machine.travel(date(2031, 7, 2)):
        await book.study(member)
        await book.study(member, on=date(2031, 6, 30))
        entries = (await book.year(member))["entries"]
        assert [(entry["points"], entry["rule_version"]) for entry in entries] == [(2, 1), (4, 2), (0, 1)]
        rules = (await book.get(STAFF, url))["items"]
        assert [(item["code"], item["version"]) for item in rules if item["code"] == "XX-01"] == [
            ("XX-01", 1),
            ("XX-01", 2),
        ]


async def test_a_frozen_year_takes_nothing_and_is_corrected_in_the_next(book: Book) -> None:
    with time_machine.travel(date(2031, 12, 20)):
        scheme = await book.scheme(2031)
        member = await book.member()
        entry = await book.confirmed(member)
        waiting = await book.entered(member)
        early = await book.post(STAFF, f"{SCHEMES}/{scheme['id']}/freeze", status=409, seen=scheme)
        assert early["code"] == "points.year_running"
    with time_machine.travel(date(2032, 1, 10)):
        frozen = await book.post(STAFF, f"{SCHEMES}/{scheme['id']}/freeze", status=200, seen=scheme)
        assert (frozen["state"], len(frozen["rules_frozen"])) == ("frozen", 3)
        late = await book.post(SECRETARY, f"{ENTRIES}/{waiting['id']}/confirm", status=409, seen=waiting)
        assert late["code"] == "points.year_frozen"
        assert [item.outcome for item in await book.study(member, on=date(2031, 11, 1))] == [Outcome.FROZEN]
        veto = {"year": 2031, "flag": "veto", "reason": "x"}
        refused = await book.post(SECRETARY, f"/api/v1/members/{member['id']}/points/flags", veto, 409)
        assert refused["code"] == "points.year_frozen"
        reverse = f"{ENTRIES}/{entry['id']}/reverse"
        homeless = await book.post(CLERK, reverse, {"reason": "查实有误"}, 409)
        assert homeless["code"] == "points.no_scheme"
        await book.scheme(2032)
        back = await book.post(CLERK, reverse, {"reason": "查实有误"})
        assert (back["reverses"], back["points"]) == (entry["id"], -3)
        old, new = await book.year(member, year=2031), await book.year(member, year=2032)
        assert (old["score"], old["frozen_at"] is not None, old["entries"][0]["state"]) == (63, True, "reversed")
        assert (new["score"], new["frozen_at"]) == (57, None)
        use = {"year": 2031, "purpose": "评优评先", "used_on": "2032-01-08"}
        url = f"/api/v1/members/{member['id']}/points/uses"
        shown = await book.post(COMMITTEE, url, use)
        assert [(item["purpose"], item["used_on"]) for item in shown["uses"]] == [("评优评先", "2032-01-08")]
        account = await book.account_of(member)
        assert (await book.get(account, "/api/v1/me/points", year=2031))["uses"] == shown["uses"]
        assert (await book.post(COMMITTEE, url, {**use, "year": 2032}, 409))["code"] == "points.no_result"
        assert (await book.post(COMMITTEE, url, {**use, "used_on": "2032-02-01"}, 422))["code"] == "points.future"
        assert (await book.post(STAFF, url, use, 404))["code"] == "not_found"
        change = await book.post(STAFF, f"{SCHEMES}/{scheme['id']}/freeze", status=409, seen=frozen)
        assert change["code"] == "points.scheme_state"
        assert not await book.faults()
        await book.check_replay(member, 2032)


async def test_rows_are_never_rewritten(book: Book, offices: Offices) -> None:
    await book.scheme()
    member = await book.member()
    await book.study(member)
    for statement in (
        "UPDATE point_entries SET points = 0",
        "DELETE FROM point_entries",
        "UPDATE point_rules SET points = 9",
        "DELETE FROM point_rules",
    ):
        with pytest.raises(DBAPIError):
            async with offices.city.platform.database.transaction() as session:
                await session.execute(text(statement))
    async with offices.city.platform.database.transaction() as session:
        await session.execute(text("UPDATE point_balances SET total = total + 1"))
        await session.execute(text("UPDATE point_summaries SET vetoed = vetoed + 1"))
    found = await book.faults()
    assert [(item[0], item[3], item[4]) for item in found.balances] == [(UUID(member["id"]), 3, 2)]
    assert [item[0] for item in found.summaries] == [offices.lead.id]
    with capture_logs() as logs:
        async with offices.city.platform.database.transaction() as session:
            await CHECK_POINTS.run(JobContext(session, utc_now(), 1), Nothing())
    assert [(line["event"], line["balances"], line["summaries"]) for line in logs] == [("points.sums_differ", 1, 1)]


async def test_points_follow_a_member_to_another_branch(book: Book, offices: Offices) -> None:
    await book.scheme()
    member = await book.member()
    await book.study(member)
    waiting = await book.entered(member)
    url = f"/api/v1/branches/{offices.support.id}/points/distribution"
    assert (await book.get(offices.support_secretary, url))["members"] == 0
    async with offices.city.platform.database.transaction() as session:
        await session.execute(
            text("UPDATE members SET branch_id = :to WHERE id = :id"), {"to": offices.support.id, "id": member["id"]}
        )
    assert (await book.get(offices.support_secretary, url))["members"] == 1
    assert (await book.get(SECRETARY, f"/api/v1/branches/{offices.lead.id}/points/distribution"))["members"] == 0
    assert (await book.year(member, status=404))["code"] == "not_found"
    entry = await book.post(offices.support_secretary, f"{ENTRIES}/{waiting['id']}/confirm", status=200, seen=waiting)
    assert entry["state"] == "effective"
    assert not await book.faults()


async def test_there_is_no_order_by_score(book: Book, offices: Offices) -> None:
    await book.scheme()
    names = ["周明远", "单建国", "安平"]
    members = [await book.member(name) for name in names]
    await book.study(members[0], 2)
    url = f"/api/v1/branches/{offices.lead.id}/points"
    page = await book.get(SECRETARY, url, limit=2)
    assert [(item["member"]["name"], item["score"]) for item in page["items"]] == [("安平", 60), ("单建国", 60)]
    rest = await book.get(SECRETARY, url, limit=2, cursor=page["next_cursor"])
    assert [(item["member"]["name"], item["score"]) for item in rest["items"]] == [("周明远", 64)]
    for sort in ("score", "-score", "points", "-total"):
        for where in (url, ENTRIES):
            assert (await book.get(SECRETARY, where, 422, sort=sort))["code"] == "paging.unknown_sort"


async def test_levels_above_see_distributions_and_no_names(book: Book, offices: Offices) -> None:
    await book.scheme()
    member = await book.member("万俟雪")
    await book.study(member, 2)
    url = f"/api/v1/branches/{offices.root.id}/points"
    spread = await book.get(STAFF, f"{url}/distribution")
    assert (spread["members"], spread["histogram"][6]) == (1, {"from": 60, "below": 70, "members": 1})
    assert sum(item["members"] for item in spread["histogram"]) == 1
    assert "万俟雪" not in str(spread)
    assert (await book.get(STAFF, url, 404))["code"] == "not_found"
    assert (await book.year(member, STAFF, 404))["code"] == "not_found"
    assert (await book.year(member, COMMITTEE))["score"] == 64
    assert (await book.get(COMMITTEE, f"/api/v1/branches/{offices.lead.id}/points"))["items"][0]["score"] == 64


async def test_what_reading_costs(book: Book, offices: Offices) -> None:
    scheme = await book.scheme()
    members = [await book.member(f"王{mark}") for mark in "甲乙丙"]
    for member in members:
        await book.study(member, 2)
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    for url, cost in (
        (f"/api/v1/members/{members[0]['id']}/points", 4),
        (f"/api/v1/branches/{offices.lead.id}/points", 1),
        (f"/api/v1/branches/{offices.lead.id}/points/distribution", 1),
        (ENTRIES, 1),
        (SCHEMES, 1),
        (f"{SCHEMES}/{scheme['id']}/rules", 2),
        ("/api/v1/point-publications", 2),  # one for the work calendar, which the running platform remembers
        ("/api/v1/point-objections", 2),
    ):
        client = await book.client(SECRETARY)
        before = reader.count
        made(await client.get("/api/v1/branches/" + str(uuid4())), 404)
        idle = reader.count - before
        before = reader.count
        made(await client.get(url), 200)
        assert reader.count - before <= idle + cost, url


async def test_members_see_the_rules_that_hold_for_them_and_no_drafts(book: Book, offices: Offices) -> None:
    scheme = await book.scheme()
    drafted = await book.post(COMMITTEE, SCHEMES, {"branch_id": str(offices.organ.id), "year": YEAR, "title": "草案"})
    page = await book.get(Role.MEMBER, SCHEMES, year=YEAR)
    assert [item["id"] for item in page["items"]] == [scheme["id"]]
    assert len((await book.get(Role.MEMBER, f"{SCHEMES}/{scheme['id']}/rules"))["items"]) == 3
    await book.get(Role.MEMBER, f"{SCHEMES}/{drafted['id']}", 404)
    await book.get(Role.MEMBER, f"{SCHEMES}/{drafted['id']}/rules", 404)


async def test_evidence_goes_with_what_waits_and_is_seen_by_who_sees_the_entry(book: Book, offices: Offices) -> None:
    await book.scheme()
    member = await book.member()
    account = await book.account_of(member)
    claim = await book.entered(member)
    assert (await book.attached(CLERK, claim, 415, b"MZ"))["code"] == "file.content_mismatch"
    filed = await book.attached(CLERK, claim, 201)
    assert (filed["files"], filed["version"]) == (1, claim["version"] + 1)
    assert (await book.attached(CLERK, claim, 412))["code"] == "stale_version"
    url = f"{ENTRIES}/{claim['id']}/files"
    [file] = (await book.get(account, url))["items"]
    assert (file["name"], file["size"]) == ("证明.pdf", 14)
    got = await (await book.client(account)).get(f"{url}/{file['id']}")
    assert (got.content, got.headers["content-type"]) == (b"%PDF-1.7 proof", "application/pdf")
    confirmed = await book.post(SECRETARY, f"{ENTRIES}/{claim['id']}/confirm", status=200, seen=filed)
    assert (confirmed["files"], confirmed["cap"]) == (1, None)
    assert (await book.attached(CLERK, confirmed, 409))["code"] == "points.decided_already"
    assert (await book.year(member))["entries"][0]["files"] == 1


async def test_the_youth_scheme_keeps_a_ledger_of_its_own(book: Book, offices: Offices) -> None:
    await book.scheme()
    wanted = {"branch_id": str(offices.root.id), "year": YEAR, "title": "青年理论学习积分", "kind": "youth"}
    youth = await book.post(STAFF, SCHEMES, wanted)
    youth = await book.post(STAFF, f"{SCHEMES}/{youth['id']}/rules", rule("QN-01", "study_session", YEAR, points=4))
    await book.post(STAFF, f"{SCHEMES}/{youth['id']}/publish", status=200, seen=youth)
    member = await book.member()
    once = fact(member)
    earned = await book.award(once, replace(once, kinds=(SchemeKind.YOUTH,)))
    assert [item.points for item in earned] == [2, 4]
    assert (await book.year(member))["score"] == 62
    assert (await book.year(member, kind="youth"))["score"] == 64
    assert not await book.faults()


async def test_a_scheme_begins_with_the_rules_of_another_as_they_stood(book: Book, offices: Offices) -> None:
    scheme = await book.scheme()
    changed = rule("FW-01", "manual", YEAR, head="service", title="志愿服务", points=4)
    changed["effective_from"] = today().isoformat()
    del changed["code"]
    url = f"{SCHEMES}/{scheme['id']}/rules/FW-01"
    made(await (await book.client(STAFF)).put(url, json=changed, headers=match(scheme)), 200)
    wanted = {"branch_id": str(offices.organ.id), "year": YEAR + 1, "title": "草案", "like": scheme["id"]}
    draft = await book.post(COMMITTEE, SCHEMES, wanted)
    rules = (await book.get(COMMITTEE, f"{SCHEMES}/{draft['id']}/rules"))["items"]
    assert [(item["code"], item["points"], item["version"], item["effective_from"]) for item in rules] == [
        ("FW-01", 4, 1, f"{YEAR + 1}-01-01"),
        ("SJ-01", 2, 1, f"{YEAR + 1}-01-01"),
        ("XX-01", 2, 1, f"{YEAR + 1}-01-01"),
    ]
    stranger = await offices.city.account(Role.COMMITTEE_ADMIN, offices.district)
    elsewhere = {**wanted, "branch_id": str(offices.district.id), "like": draft["id"]}
    assert (await book.post(stranger, SCHEMES, elsewhere, 404))["code"] == "not_found"
