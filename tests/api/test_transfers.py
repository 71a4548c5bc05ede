"""A transfer over HTTP: from branch to branch, out of the city and into it; what it does to the register."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select

from models.accounts import Account, Grant
from models.audit import AuditEntry
from models.enums import utc_now
from models.enums.accounts import Role
from models.transfers import Transfer as Row
from services.kit.clock import today
from services.kit.jobs import JobContext, Nothing
from services.kit.reader import ConnectionReader
from services.transfers.expiry import EXPIRE_LETTERS
from tests.factories.members import id_number
from tests.support.people import Offices
from tests.support.tickets import made, match, on
from tests.support.transfers import (
    CLERK,
    COMMITTEE,
    MEMBERS,
    OUTSIDE,
    REASON,
    SECRETARY,
    URL,
    Post,
    open_post,
    paid_until,
)

ISSUED = date(2026, 11, 2)


@pytest.fixture
async def post(offices: Offices) -> Post:
    return await open_post(offices)


async def test_from_branch_to_branch(post: Post, offices: Offices) -> None:
    member = await post.member(name="解学军")
    transfer = await post.draft(member=member)
    assert (transfer["state"], transfer["kind"], transfer["member_id"]) == ("drafted", "within_system", member["id"])
    assert (transfer["from_committee"]["name"], transfer["to_committee"]["name"]) == (
        offices.organ.name, offices.district.name,
    )  # fmt: skip
    transfer = await post.do(CLERK, transfer, "submit")
    transfer = await post.do(SECRETARY, transfer, "approve")
    transfer = await post.do(COMMITTEE, transfer, "issue", dues_paid_until=paid_until())
    year = today().year
    assert (transfer["state"], transfer["number"]) == ("in_transit", f"组转〔{year}〕1号")
    assert transfer["valid_until"] == (today() + timedelta(days=90)).isoformat()
    assert (transfer["days_left"], transfer["dues_paid_until"]) == (90, paid_until())
    transfer = await post.do(post.district_admin, transfer, "receive")
    transfer = await post.do(post.district_admin, transfer, "accept")
    here = await post.client(CLERK)
    assert made(await here.get(f"{MEMBERS}/{member['id']}"), 200)["branch"]["id"] == str(offices.lead.id)
    transfer = await post.do(offices.foreign_secretary, transfer, "incorporate")
    assert (transfer["state"], transfer["ended_on"], transfer["member_id"]) == (
        "done", today().isoformat(), member["id"],
    )  # fmt: skip
    there = await post.client(offices.foreign_secretary)
    moved = made(await there.get(f"{MEMBERS}/{member['id']}"), 200)
    assert (moved["branch"]["name"], moved["stage"], moved["standing"]) == (offices.foreign.name, "full", "normal")
    assert (await here.get(f"{MEMBERS}/{member['id']}")).status_code == 404
    act = made(await there.get(f"{MEMBERS}/{member['id']}/history"), 200)["items"][-1]
    assert (act["action"], act["action_label"], act["document"]) == ("transfer", "组织关系转接", f"组转〔{year}〕1号")
    assert act["changes"]["branch"] == [offices.lead.name, offices.foreign.name]
    assert (await post.see(transfer))["member_id"] is None, "the old branch keeps the papers, not the record"
    assert [entry["action"] for entry in await post.events(transfer)] == [
        "draft", "submit", "approve", "issue", "receive", "accept", "incorporate",
    ]  # fmt: skip


async def test_the_member_s_account_goes_along(post: Post, offices: Offices) -> None:
    """Home and the role of a plain member follow; what else the person may do is left to an administrator."""
    member = await post.member()
    account = offices.people[Role.MEMBER]
    admin, mine = await post.client(Role.ADMIN), await post.client(Role.MEMBER)
    made(await admin.put(f"/api/v1/accounts/{account.id}/member", json={"member_id": member["id"]}), 200)
    deputy = {"role": "branch_clerk", "branch_id": str(offices.lead.id)}
    made(await admin.post(f"/api/v1/accounts/{account.id}/grants", json=deputy), 201)
    transfer = await post.issued(member=member)
    for action in ("receive", "accept"):
        transfer = await post.do(post.district_admin, transfer, action)
        duties = made(await mine.get("/api/v1/me"), 200)["grants"]
        assert {duty["branch"]["id"] for duty in duties} == {str(offices.lead.id)}, "not before it is done"
    await post.do(offices.foreign_secretary, transfer, "incorporate")
    me = made(await mine.get("/api/v1/me"), 200)
    assert {(duty["role"], duty["branch"]["name"]) for duty in me["grants"]} == {
        ("member", offices.foreign.name), ("branch_clerk", offices.lead.name),
    }  # fmt: skip
    assert me["account"]["home_branch"]["id"] == str(offices.foreign.id)
    async with offices.city.platform.database.transaction() as session:
        written = await session.scalar(select(AuditEntry).where(AuditEntry.action == "account.follow_member"))
    assert written is not None
    assert written.changes == {
        "home_branch": [offices.lead.name, offices.foreign.name],
        "duties_ended": [f"member @ {offices.lead.name}", None],
        "duties_remaining": [None, f"branch_clerk @ {offices.lead.name}"],
    }


async def test_who_leaves_the_city_and_comes_back_is_a_member_where_the_relation_is(
    post: Post, offices: Offices
) -> None:
    member = await post.member()
    account = offices.people[Role.MEMBER]
    admin, mine = await post.client(Role.ADMIN), await post.client(Role.MEMBER)
    made(await admin.put(f"/api/v1/accounts/{account.id}/member", json={"member_id": member["id"]}), 200)
    transfer = await post.issued(member=member, outside=OUTSIDE)
    await post.do(COMMITTEE, transfer, "record_receipt", receipt_on=today().isoformat())
    me = made(await mine.get("/api/v1/me"), 200)
    assert (me["grants"], me["member_id"]) == ([], member["id"]), "the own record stays open to its person"
    assert (await mine.get(f"/api/v1/branches/{offices.lead.id}")).status_code == 403
    back = await arrive(post, arrival(offices, 1))
    assert back["member_id"] == member["id"]
    duties = made(await mine.get("/api/v1/me"), 200)["grants"]
    assert [(duty["role"], duty["branch"]["id"]) for duty in duties] == [("member", str(offices.lead.id))]


async def test_within_one_committee_nothing_travels(post: Post, offices: Offices) -> None:
    transfer = await post.issued(to_branch_id=str(offices.support.id))
    assert (transfer["state"], transfer["number"], transfer["valid_until"]) == ("receiver_branch", None, None)
    assert transfer["within_committee"] is True
    letter = await (await post.client(COMMITTEE)).get(f"{URL}/{transfer['id']}/letter.docx")
    assert made(letter, 409)["code"] == "transfer.no_letter"
    transfer = await post.do(offices.support_secretary, transfer, "incorporate")
    assert transfer["state"] == "done"


async def test_day_90_is_in_time_and_day_91_is_not(post: Post) -> None:
    with on(ISSUED):
        first, second = await post.issued(), await post.issued()
        assert first["valid_until"] == "2027-01-31"
    with on(date(2027, 1, 31)):
        assert (await post.see(first))["days_left"] == 0
        received = await post.do(post.district_admin, first, "receive")
        assert received["state"] == "receiver_committee"
    with on(date(2027, 2, 1)):
        # The night's job has not run yet.
        problem = await post.refused(409, "transfer.letter_expired", post.district_admin, second, "receive")
        assert "2027年1月31日" in problem["detail"]
        assert problem["rule"]
        async with post.offices.city.platform.database.transaction() as session:
            await EXPIRE_LETTERS.run(JobContext(session, utc_now(), 1), Nothing())
        expired = await post.see(second)
        assert (expired["state"], expired["version"]) == ("expired", second["version"] + 1)
        last = (await post.events(second))[-1]
        assert (last["action"], last["actor"]) == ("expire", {"id": None, "name": "系统"})
        assert (await post.see(received))["state"] == "receiver_committee"
        certified = await post.do(SECRETARY, expired, "certify", comment="因病未能按期办理")
        renewed = await post.do(COMMITTEE, certified, "issue", dues_paid_until=paid_until())
        assert (renewed["number"], renewed["valid_until"]) == ("组转〔2027〕1号", "2027-05-02")


async def test_dues_are_paid_before_the_letter(post: Post) -> None:
    with on(ISSUED):
        transfer = await post.draft()
        transfer = await post.do(CLERK, transfer, "submit")
        transfer = await post.do(SECRETARY, transfer, "approve")
        await post.refused(422, "invalid", COMMITTEE, transfer, "issue")
        await post.refused(422, "invalid", COMMITTEE, transfer, "issue", dues_paid_until="2026-13")
        problem = await post.refused(
            422, "transfer.dues_unpaid", COMMITTEE, transfer, "issue", dues_paid_until="2026-09"
        )
        assert problem["errors"][0]["pointer"] == "/dues_paid_until"
        await post.refused(422, "transfer.dues_too_far", COMMITTEE, transfer, "issue", dues_paid_until="2027-12")
        issued = await post.do(COMMITTEE, transfer, "issue", dues_paid_until="2026-10")
        assert issued["number"] == "组转〔2026〕1号", "what was refused took no number"


async def test_sent_back_amended_and_sent_elsewhere(post: Post, offices: Offices) -> None:
    transfer = await post.issued()
    await post.refused(422, "invalid", post.district_admin, transfer, "send_back")
    transfer = await post.do(post.district_admin, transfer, "send_back", comment="去向有误，应转往组织二处")
    assert (transfer["state"], transfer["return_reason"]) == ("returned", "去向有误，应转往组织二处")
    clerk = await post.client(CLERK)
    assert (await post.see(transfer))["amendable_fields"] == ["to_branch_id", "outside", "reason"]
    url = f"{URL}/{transfer['id']}"
    wrong = await clerk.patch(url, json={"to_branch_id": str(offices.organ.id)}, headers=match(transfer))
    assert made(wrong, 422)["code"] == "transfer.destination"
    changed = await clerk.patch(url, json={"to_branch_id": str(offices.support.id)}, headers=match(transfer))
    transfer = made(changed, 200)
    assert transfer["to_branch"]["name"] == offices.support.name
    there = await post.client(post.district_admin)
    assert (await there.get(url)).status_code == 404, "it is no affair of theirs any more"
    next_one = await post.client(offices.support_secretary)
    assert (await next_one.get(url)).status_code == 404, "nor yet of the next one's"
    transfer = await post.do(CLERK, transfer, "submit")
    late = await clerk.patch(url, json={"reason": "另有原因"}, headers=match(transfer))
    assert made(late, 409)["code"] == "transfer.not_amendable"
    out = await post.draft()
    made(await clerk.patch(f"{URL}/{out['id']}", json={"outside": OUTSIDE}, headers=match(out)), 200)


async def test_out_of_the_city_by_the_receipt(post: Post, offices: Offices) -> None:
    with on(ISSUED):
        member = await post.member()
        transfer = await post.issued(member=member, outside=OUTSIDE)
        assert (transfer["state"], transfer["kind"], transfer["to_branch"]) == ("in_transit", "other_province", None)
    with on(date(2027, 2, 10)):
        for wrong in ("2026-11-01", "2027-02-01"):
            await post.refused(422, "transfer.receipt_date", COMMITTEE, transfer, "record_receipt", receipt_on=wrong)
        transfer = await post.do(COMMITTEE, transfer, "record_receipt", receipt_on="2027-01-31")
        assert (transfer["state"], transfer["received_on"]) == ("done", "2027-01-31")
        clerk = await post.client(CLERK)
        gone = made(await clerk.get(f"{MEMBERS}/{member['id']}"), 200)
        assert (gone["standing"], gone["state_label"], gone["left_on"]) == ("transferred_out", "已转出", "2027-01-31")
        assert made(await clerk.get(MEMBERS), 200)["items"] == []
        assert len(made(await clerk.get(MEMBERS, params={"standing": "transferred_out"}), 200)["items"]) == 1
        figures = made(await clerk.get(f"/api/v1/branches/{offices.lead.id}/structure"), 200)
        assert figures["party_members"] == 0


def arrival(offices: Offices, serial: int = 50, **changes: Any) -> dict[str, Any]:
    return {
        "person": {
            "name": "区志明", "id_number": id_number(serial), "stage": "full", "joined_on": "2010-07-01",
            "full_on": "2011-07-01",
        },
        "source": OUTSIDE,
        "letter": {
            "number": "江组转〔2026〕7号", "issued_on": today().isoformat(),
            "valid_until": (today() + timedelta(days=30)).isoformat(), "dues_paid_until": paid_until(),
        },
        "to_branch_id": str(offices.lead.id),
        "reason": "工作调入",
        **changes,
    }  # fmt: skip


async def arrive(post: Post, given: dict[str, Any]) -> dict[str, Any]:
    transfer = made(await (await post.client(CLERK)).post(f"{URL}/arrivals", json=given), 201)
    transfer = await post.do(CLERK, transfer, "submit")
    assert transfer["state"] == "receiver_committee"
    transfer = await post.do(COMMITTEE, transfer, "accept")
    return await post.do(SECRETARY, transfer, "incorporate")


async def test_into_the_city_and_back_again(post: Post, offices: Offices) -> None:
    clerk = await post.client(CLERK)
    made_ = made(await clerk.post(f"{URL}/arrivals", json=arrival(offices)), 201)
    assert made(await clerk.get(MEMBERS), 200)["items"] == [], "nobody is registered before the end"
    again = await clerk.post(f"{URL}/arrivals", json=arrival(offices))
    assert made(again, 409)["code"] == "transfer.open_already"
    made_ = await post.do(CLERK, made_, "withdraw", comment="重复登记")
    async with offices.city.platform.database.transaction() as session:
        assert (await session.scalars(select(Row.incoming))).all() == [None], "what is not needed is not kept"
    done = await arrive(post, arrival(offices))
    member = made(await clerk.get(f"{MEMBERS}/{done['member_id']}"), 200)
    assert (member["name"], member["branch"]["name"]) == ("区志明", offices.lead.name)
    out = await post.issued(member=member, outside=OUTSIDE)
    await post.do(COMMITTEE, out, "record_receipt", receipt_on=today().isoformat())
    back = await arrive(post, arrival(offices))
    assert back["member_id"] == member["id"], "one person, one record"
    living = await clerk.post(f"{URL}/arrivals", json=arrival(offices))
    assert made(living, 409)["code"] == "member.duplicate"
    stale = arrival(offices, 51)
    stale["letter"] |= {"issued_on": "2026-01-05", "valid_until": "2026-02-05"}
    assert made(await clerk.post(f"{URL}/arrivals", json=stale), 409)["code"] == "transfer.letter_expired"
    stale["letter"] |= {"valid_until": "2026-12-31"}
    assert made(await clerk.post(f"{URL}/arrivals", json=stale), 422)["code"] == "transfer.letter_dates"


async def test_one_open_transfer_holds_the_record(post: Post, offices: Offices) -> None:
    member = await post.member()
    transfer = await post.draft(member=member)
    clerk = await post.client(CLERK)
    second = await clerk.post(
        URL, json={"member_id": member["id"], "to_branch_id": str(offices.support.id), "reason": REASON}
    )
    assert made(second, 409)["code"] == "transfer.open_already"
    url = f"{MEMBERS}/{member['id']}"
    struck = await clerk.delete(url, params={"reason": "登记有误"}, headers=match(member))
    assert made(struck, 409)["code"] == "member.held"
    death = {"action": "record_death", "occurred_on": today().isoformat()}
    died = await clerk.post(f"{url}/transitions", json=death, headers=match(member))
    assert (made(died, 409)["code"], died.json()["held_by"]) == ("member.held", transfer["id"])
    lost = {"action": "report_lost", "occurred_on": today().isoformat(), "comment": "电话不通"}
    member = made(await clerk.post(f"{url}/transitions", json=lost, headers=match(member)), 200)
    await post.do(CLERK, transfer, "withdraw", comment="本人不再调动")
    assert (await clerk.delete(url, params={"reason": "登记有误"}, headers=match(member))).status_code == 204


async def test_who_cannot_be_transferred_and_where_to(post: Post, offices: Offices) -> None:
    clerk = await post.client(CLERK)
    activist = await post.member(stage="activist", joined_on=None, full_on=None)
    member = await post.member()
    there = await post.member(offices.foreign, offices.foreign_secretary)

    async def refused(person: dict[str, Any], **given: Any) -> tuple[int, str]:
        answer = await clerk.post(URL, json={"member_id": person["id"], "reason": REASON, **given})
        return answer.status_code, answer.json()["code"]

    foreign = str(offices.foreign.id)
    assert await refused(activist, to_branch_id=foreign) == (409, "member.not_transferable")
    assert await refused(there, to_branch_id=str(offices.lead.id)) == (422, "transfer.member_unknown")
    assert await refused(member) == (422, "transfer.one_destination")
    assert await refused(member, to_branch_id=foreign, outside=OUTSIDE) == (422, "transfer.one_destination")
    for wrong in (offices.lead, offices.district):
        assert await refused(member, to_branch_id=str(wrong.id)) == (422, "transfer.destination")


async def test_a_member_asks_follows_and_withdraws(post: Post, offices: Offices) -> None:
    record = await post.member()
    async with offices.city.platform.database.transaction() as session:
        (await session.get_one(Account, offices.id_of(Role.MEMBER))).member_id = record["id"]
    member = await post.client(Role.MEMBER)
    wish = {"to_branch_id": str(offices.foreign.id), "reason": REASON}
    transfer = made(await member.post("/api/v1/me/transfers", json=wish), 201)
    assert transfer["state"] == "sender_branch"
    assert [offer["action"] for offer in transfer["available_actions"]] == ["withdraw"]
    assert [item["id"] for item in made(await member.get("/api/v1/me/transfers"), 200)["items"]] == [transfer["id"]]
    assert len(await post.events(transfer, Role.MEMBER)) == 1
    await post.refused(403, "transfer.action_forbidden", Role.MEMBER, transfer, "approve")
    gone = await post.do(Role.MEMBER, transfer, "withdraw", comment="暂不调动")
    assert gone["state"] == "withdrawn"
    nobody = await post.client(Role.STAFF)
    assert made(await nobody.post("/api/v1/me/transfers", json=wish), 404)["code"] == "not_found"
    found = made(await member.get(f"{URL}/destinations", params={"q": "青禾"}), 200)["items"]
    assert [(item["name"], item["committee"]["name"]) for item in found] == [
        (offices.foreign.name, offices.district.name)
    ]


async def test_the_letter_opens_and_says_what_it_must(post: Post, offices: Offices) -> None:
    member = await post.member(name="仇建国")
    transfer = await post.issued(member=member)
    letters = [
        await (await post.client(who)).get(f"{URL}/{transfer['id']}/letter.docx")
        for who in (COMMITTEE, post.district_admin)
    ]
    assert [letter.status_code for letter in letters] == [200, 200]
    document = Document(BytesIO(letters[1].content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for words in (
        "存　根", "介 绍 信", "回　执", f"{offices.district.name}：", "仇建国", transfer["number"], offices.lead.name,
        offices.foreign.name, "2010年7月1日", "有效期 90 天", member["id_number"],
    ):  # fmt: skip
        assert words in text, words
    assert id_number(1) not in text


async def test_the_list_and_what_waits(post: Post, offices: Offices) -> None:
    with on(ISSUED):
        await post.draft(member=await post.member(name="单雄信"))
        sent = await post.issued(member=await post.member(name="区寄真"))
        within = await post.issued(member=await post.member(name="曾国平"), to_branch_id=str(offices.support.id))
        assert await post.names(with_total=True) == ["区寄真", "单雄信", "曾国平"]
        assert await post.names(q="shan") == ["单雄信"]
        assert await post.names(state="in_transit") == ["区寄真"]
        assert await post.names(direction="in") == []
        assert await post.names(COMMITTEE, direction="in") == ["曾国平"]
        assert await post.names(COMMITTEE, direction="out") == ["区寄真", "单雄信", "曾国平"]
        assert await post.names(COMMITTEE, branch_id=str(offices.support.id)) == ["曾国平"]
        assert await post.names(mine=True) == ["单雄信"]
        assert await post.names(offices.support_secretary, mine=True) == ["曾国平"]
        assert await post.names(post.district_admin, mine=True) == ["区寄真"]
        assert await post.names(Role.STAFF, member_id=(await post.see(sent))["member_id"]) == ["区寄真"]
        me = made(await (await post.client(post.district_admin)).get("/api/v1/me"), 200)
        assert me["todo"]["transfers"] == 1
        first = await post.page(limit=2, sort="valid_until")
        rest = await post.page(limit=2, sort="valid_until", cursor=first["next_cursor"])
        assert first["items"][0]["name"] == "区寄真"
        assert len(rest["items"]) == 1
        assert await post.names(updated_since="2020-01-01T00:00:00Z") == ["区寄真", "单雄信", "曾国平"]
        reader = offices.city.platform.database.reader
        assert isinstance(reader, ConnectionReader)
        counts = []
        for limit in (1, 3):
            before = reader.count
            await post.page(limit=limit)
            counts.append(reader.count - before)
        before = reader.count
        await post.see(within)
        assert counts == [reader.count - before] * 2, "a page costs what one transfer costs"


async def test_a_merger_takes_everybody_along(post: Post, offices: Offices) -> None:
    member = await post.member(offices.support, offices.support_secretary)
    transfer = await post.draft(member=await post.member(), to_branch_id=str(offices.support.id))
    admin = await post.client(Role.ADMIN)
    url = f"/api/v1/branches/{offices.support.id}"
    # The roles given on the branch are settled first, as ever.
    async with offices.city.platform.database.transaction() as session:
        for grant in await session.scalars(select(Grant).where(Grant.branch_id == offices.support.id)):
            grant.revoked_at = utc_now()
    shown = made(await admin.get(f"{url}/dissolution"), 200)
    ties = {tie["name"]: (tie["count"], tie["on_merger"]) for tie in shown["ties"]}
    assert (ties["transfers"], ties["members"]) == ((1, "blocks"), (1, "carried"))
    merging = {"into_id": str(offices.office.id), "reason": "机构改革", "decided_on": today().isoformat()}
    headers = {"If-Match": '"1"'}
    blocked = await admin.post(f"{url}/merge", json=merging, headers=headers)
    assert made(blocked, 409)["code"] == "branch.not_empty"
    assert "组织关系转接" in blocked.json()["detail"]
    await post.do(CLERK, transfer, "withdraw", comment="支部即将合并")
    bare = await admin.post(f"{url}/merge", json=merging, headers=headers)
    assert (made(bare, 422)["code"], bare.json()["errors"][0]["pointer"]) == (
        "member.merger_without_document", "/document_no",
    )  # fmt: skip
    made(await admin.post(f"{url}/merge", json={**merging, "document_no": "云组〔2026〕9号"}, headers=headers), 200)
    committee = await post.client(COMMITTEE)
    moved = made(await committee.get(f"{MEMBERS}/{member['id']}"), 200)
    assert (moved["branch"]["name"], moved["version"]) == (offices.office.name, 2)
    listed = made(await committee.get(MEMBERS, params={"branch_id": str(offices.office.id)}), 200)["items"]
    assert [item["id"] for item in listed] == [member["id"]]
    act = made(await committee.get(f"{MEMBERS}/{member['id']}/history"), 200)["items"][-1]
    assert (act["action_label"], act["document"], act["reason"]) == ("整建制转接", "云组〔2026〕9号", "机构改革")
    assert act["changes"]["branch"] == [offices.support.name, offices.office.name]
