"""The yearly requirement over HTTP: what is missing, by name and without names; figures, exemptions, posts."""

import runpy
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from models.enums.accounts import Role
from services.jobs.registry import JOBS
from services.kit.clock import today, utc_now
from services.kit.jobs import JobContext, Nothing
from services.kit.migrating import SCRIPTS
from services.kit.reader import ConnectionReader
from services.study.tallying import RECKON_STUDY
from tests.factories.members import body
from tests.support.people import Offices
from tests.support.points import CLERK, COMMITTEE, SECRETARY, STAFF, Thing
from tests.support.study import RECORDS, School
from tests.support.tickets import made, match

pytestmark = pytest.mark.usefixtures("by_day")

YEAR = today().year
FIGURES, EXEMPTIONS = "/api/v1/study-figures", "/api/v1/study-exemptions"


@pytest.fixture
def school(offices: Offices) -> School:
    return School.of(offices)


async def trained(school: School, member: Thing, hours: int = 8, **given: Any) -> Thing:
    """A training elsewhere, declared by the clerk, confirmed by the secretary."""
    wanted = {
        "kind": "training_course",
        "member_id": member["id"],
        "hours": str(hours),
        "organiser": "市委党校",
        **given,
    }
    record = await school.declared(CLERK, **wanted)
    return await school.move(SECRETARY, record, "confirm", url=RECORDS)


def lacking(seen: Thing) -> dict[str, str]:
    return {item["code"]: item["missing"] for item in seen["missing"]}


async def exempted(school: School, member: Thing, **given: Any) -> Thing:
    wanted = {
        "member_id": member["id"],
        "ground": "aged",
        "from_on": f"{YEAR}-01-01",
        "decided_on": today().isoformat(),
        "decision": "支部党员大会",
        "reason": "年老体弱，本人申请",
        **given,
    }
    return await school.book.post(SECRETARY, EXEMPTIONS, wanted)


async def test_a_member_sees_what_is_missing_with_rule_and_advice(school: School) -> None:
    [member] = await school.members("单建国")
    session = await school.session()
    await school.confirmed(session)
    year = await school.year(member)
    assert lacking(year) == {"member_hours": "30", "member_training": "1"}
    hours = year["missing"][0]
    assert (hours["required"], hours["done"], hours["unit"], hours["confidence"]) == ("32", "2", "hours", "A")
    assert "第二十条" in hours["rule"]
    assert "还差 30 学时" in hours["detail"]
    assert "线上学习不计入" in hours["advice"]
    await school.move(
        SECRETARY, await school.declared(CLERK, member_id=member["id"], hours="8"), "confirm", url=RECORDS
    )
    assert lacking(await school.year(member)) == lacking(year), "self-study is no organised study"
    await trained(school, member, 30, occurred_on=f"{YEAR}-01-10", ended_on=f"{YEAR}-01-14")
    own = await school.book.get(await school.book.account_of(member), "/api/v1/me/study")
    assert (own["missing"], own["requirement"]["owed"]) == ([], True)
    assert {item["state"] for item in own["requirement"]["items"]} == {"done"}


async def test_a_linked_post_raises_what_is_asked_and_one_that_is_not_linked_is_a_doubt(school: School) -> None:
    first, _second = await school.members("单建国", "单建国")
    admin = await school.book.client(COMMITTEE)
    url = f"/api/v1/branches/{school.offices.lead.id}/posts"
    wanted = {"office": "secretary", "person_name": "单建国", "selection": "elected", "from_on": "2020-01-01"}
    post = made(await admin.post(url, json=wanted), 201)
    assert (post["linked"], post["member_id"]) == (False, None), "two of a name: nobody is guessed"
    year = await school.year(first)
    assert [(note["code"], note["doubt"]) for note in year["requirement"]["notes"]] == [("post_not_linked", True)]
    assert lacking(year)["member_hours"] == "32"
    stranger = (await school.members("安平"))[0]
    target = f"{url}/{post['id']}"
    differs = made(await admin.patch(target, json={"member_id": stranger["id"]}, headers=match(post)), 422)
    assert differs["code"] == "post.name_differs"
    linked = made(await admin.patch(target, json={"member_id": first["id"]}, headers=match(post)), 200)
    assert linked["member_id"] == first["id"]
    year = await school.year(first)
    assert year["requirement"]["office"] == "secretary"
    assert lacking(year) == {"officer_hours": "56", "officer_training": "1", "secretary_training": "1"}
    await trained(school, first, level="committee")
    await trained(school, first, level="city", occurred_on=(today() - timedelta(days=1)).isoformat())
    assert lacking(await school.year(first)) == {"officer_hours": "40"}
    alone = made(await admin.post(url, json={**wanted, "office": "publicity", "person_name": "安平"}), 201)
    assert alone["member_id"] == stranger["id"], "the only one of the name in the branch"
    seen = made(await (await school.book.client(Role.MEMBER)).get(url), 200)["items"]
    assert {(item["linked"], item["member_id"]) for item in seen} == {(True, None)}, (
        "whose record it is, members do not see"
    )


async def test_a_training_of_the_committee_itself_counts_as_one_of_a_higher_organisation(school: School) -> None:
    given = {"stage": "probationary", "joined_on": f"{YEAR - 1}-12-01", "full_on": None}
    client = await school.book.client(CLERK)
    person = body(school.offices.lead, 41, name="安新", **given)
    person.pop("full_on")
    member = made(await client.post("/api/v1/members", json=person), 201)
    assert "probation_training" in lacking(await school.year(member))
    for branch, who, still in ((school.offices.lead, CLERK, True), (school.offices.organ, COMMITTEE, False)):
        wanted = {"kind": "training_course", "expected": "named", "member_ids": [member["id"]], "length": "half_day"}
        session = await school.session(branch, who=who, **wanted)
        session = await school.recorded(session, who=who)
        await school.move(SECRETARY if still else COMMITTEE, session, "confirm")
        assert ("probation_training" in lacking(await school.year(member))) is still


async def test_a_branch_sees_by_name_what_is_missing_and_others_only_figures(school: School) -> None:
    people = await school.members("单建国", "安平", "古丽巴哈尔·买买提")
    await exempted(school, people[0])
    url = f"/api/v1/branches/{school.offices.lead.id}/study"
    seen = await school.book.get(SECRETARY, url, limit=2)
    assert [line["member"]["name"] for line in seen["members"]] == ["安平", "古丽巴哈尔·买买提"]
    assert [len(line["missing"]) for line in seen["members"]] == [2, 2]
    assert await school.book.get(SECRETARY, url, limit=2, cursor="") == seen, "an empty cursor is the first page"
    rest = await school.book.get(SECRETARY, url, limit=2, cursor=seen["next_cursor"])
    assert [(line["member"]["name"], line["missing"]) for line in rest["members"]] == [("单建国", [])]
    assert rest["members"][0]["exemption"]["ground"] == "aged"
    assert rest["next_cursor"] is None
    assert seen["requirement"]["reckoned_at"] is None
    async with school.offices.city.platform.database.transaction() as session:
        await RECKON_STUDY.run(JobContext(session, utc_now(), 1), Nothing())
    assert RECKON_STUDY in JOBS
    for who, place in (
        (STAFF, school.offices.root),
        (COMMITTEE, school.offices.organ),
        (SECRETARY, school.offices.lead),
    ):
        spread = await school.book.get(who, f"/api/v1/branches/{place.id}/study")
        figures = spread["requirement"]
        assert (figures["members"], figures["exempt"], figures["complete"], figures["doubts"]) == (3, 1, 0, 0)
        assert [(each["code"], each["members"]) for each in figures["missing"]] == [
            ("member_hours", 2), ("member_training", 2),
        ]  # fmt: skip
        assert [each["members"] for each in figures["hours"]] == [2, 0, 0, 0, 0, 0]
        assert (spread["members"] is None) is (who is STAFF), "staff of the city see no names"
    below = await school.book.get(COMMITTEE, f"/api/v1/branches/{school.offices.organ.id}/study")
    assert len(below["members"]) == 3


async def test_the_page_by_name_costs_the_same_however_many_are_on_it(school: School) -> None:
    await school.members("单建国")
    url = f"/api/v1/branches/{school.offices.lead.id}/study"
    await school.book.get(SECRETARY, url)
    reader = school.offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    costs = []
    for names in ((), ("安平", "王芳", "李文")):
        await school.members(*names)
        before = reader.count
        await school.book.get(SECRETARY, url)
        costs.append(reader.count - before)
    assert costs[0] == costs[1]


async def test_figures_are_set_from_a_year_on_for_an_organisation_and_below(school: School) -> None:
    [member] = await school.members("单建国")
    offices = school.offices
    wanted = {
        "branch_id": str(offices.organ.id), "code": "member_hours", "amount": "40", "from_year": YEAR,
        "basis": "云组机党〔2026〕3号",
    }  # fmt: skip
    figure = await school.book.post(COMMITTEE, FIGURES, wanted)
    assert (figure["below_regulation"], figure["branch"]["id"]) == (False, str(offices.organ.id))
    assert (await school.book.post(COMMITTEE, FIGURES, wanted, 409))["code"] == "study.figure_known"
    past = await school.book.post(COMMITTEE, FIGURES, {**wanted, "from_year": YEAR - 1}, 422)
    assert (past["code"], past["errors"][0]["pointer"]) == ("study.figure_past", "/from_year")
    months = {**wanted, "code": "new_secretary_training"}
    assert (await school.book.post(COMMITTEE, FIGURES, months, 422))["code"] == "study.figure_months"
    await school.book.post(SECRETARY, FIGURES, {**wanted, "branch_id": str(offices.lead.id)}, 403)
    await school.book.post(COMMITTEE, FIGURES, {**wanted, "branch_id": str(offices.district.id)}, 404)
    await school.book.post(STAFF, FIGURES, {**wanted, "branch_id": str(offices.root.id), "amount": "20"})
    item = (await school.year(member))["missing"][0]
    assert (item["required"], item["set_by"]["name"], item["rule"]) == ("40", offices.organ.name, "云组机党〔2026〕3号")
    held = await school.book.get(SECRETARY, f"/api/v1/branches/{offices.lead.id}/study/figures")
    assert [(each["amount"], each["regulation"]) for each in held["items"]][:2] == [("40.00", "32"), ("56", "56")]
    before = await school.book.get(SECRETARY, f"/api/v1/branches/{offices.lead.id}/study/figures", year=YEAR - 1)
    assert before["items"][0]["amount"] == "32"
    lowered = await school.patch(COMMITTEE, f"{FIGURES}/{figure['id']}", {"amount": "0"}, figure)
    assert lowered["below_regulation"] is True
    assert "member_hours" not in lacking(await school.year(member))
    await school.patch(COMMITTEE, f"{FIGURES}/{figure['id']}", {"amount": "1"}, figure, 412)
    await school.patch(SECRETARY, f"{FIGURES}/{figure['id']}", {"amount": "1"}, lowered, 404)


async def test_an_exemption_is_the_branchs_decision_ended_or_struck_with_a_reason(school: School) -> None:
    [member] = await school.members("单建国")
    given = await exempted(school, member)
    assert "第二十三条" in given["rule"]
    year = await school.year(member)
    assert (year["missing"], year["requirement"]["exemption"]["ground_label"]) == ([], "年老")
    again = {"member_id": member["id"], "ground": "ill", "from_on": f"{YEAR}-01-01", "decided_on": f"{YEAR}-01-01"}
    again |= {"decision": "支委会", "reason": "住院"}
    assert (await school.book.post(SECRETARY, EXEMPTIONS, again, 409))["code"] == "study.exemption_stands"
    end = f"{EXEMPTIONS}/{given['id']}/end"
    early = {"ended_on": f"{YEAR - 1}-12-31", "reason": "登记有误"}
    refused = await school.book.post(SECRETARY, end, early, 422, given)
    assert refused["code"] == "study.exemption_ends_before_it_begins"
    assert (await school.book.post(SECRETARY, end, {"reason": "登记有误"}, 428))["code"]
    struck = await school.book.post(SECRETARY, end, {"reason": "登记有误"}, 200, given)
    assert (struck["struck"], struck["ended_on"]) == (True, None)
    assert lacking(await school.year(member))["member_hours"] == "32"
    assert (await school.book.post(SECRETARY, end, {"reason": "x"}, 409, struck))["code"] == "study.exemption_over"
    future = {**again, "decided_on": (today() + timedelta(days=1)).isoformat()}
    assert (await school.book.post(SECRETARY, EXEMPTIONS, future, 422))["code"] == "study.decided_in_future"
    ill = await school.book.post(SECRETARY, EXEMPTIONS, again)
    ended = {"ended_on": f"{YEAR}-01-31", "reason": "已康复"}
    await school.book.post(SECRETARY, f"{EXEMPTIONS}/{ill['id']}/end", ended, 200, ill)
    assert (await school.year(member))["missing"] == [], "a year that it touches is freed"
    account = await school.book.account_of(member)
    page = await school.book.get(account, EXEMPTIONS, with_total=True)
    assert (page["total"], {item["member"]["id"] for item in page["items"]}) == (2, {member["id"]})
    standing = await school.book.get(SECRETARY, EXEMPTIONS, standing=True, branch_id=str(school.offices.lead.id))
    assert standing["items"] == []
    secretary = school.offices.people[SECRETARY]
    await school.book.bind(secretary, member)
    own = await school.book.post(SECRETARY, EXEMPTIONS, again, 403)
    assert own["code"] == "study.own_exemption"


async def test_posts_in_a_name_were_linked_when_the_column_came(school: School) -> None:
    """The migration's own statement, run over posts that were entered before members were."""
    migration = runpy.run_path(str(next(SCRIPTS.glob("versions/*_study_requirements.py"))))
    admin = await school.book.client(COMMITTEE)
    url = f"/api/v1/branches/{school.offices.lead.id}/posts"
    wanted = {"office": "secretary", "person_name": "安平", "selection": "elected", "from_on": "2020-01-01"}
    assert not made(await admin.post(url, json=wanted), 201)["linked"]
    made(await admin.post(url, json={**wanted, "office": "publicity", "person_name": "单建国"}), 201)
    [member, _, _] = await school.members("安平", "单建国", "单建国")
    async with school.offices.city.platform.database.transaction() as session:
        await session.execute(text(migration["LINK_POSTS"]))
    seen = made(await admin.get(url), 200)["items"]
    assert {item["person_name"]: item["member_id"] for item in seen} == {"安平": member["id"], "单建国": None}
