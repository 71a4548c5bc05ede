"""Posts, terms and reminders through HTTP."""

from datetime import date
from typing import Any

import httpx
from sqlalchemy import select

from models.audit import AuditEntry
from models.branches import Branch
from models.enums.accounts import Role
from models.enums.branches import BranchKind
from services.kit.clock import today
from services.kit.reader import ConnectionReader
from tests.api.test_branches import URL
from tests.factories.members import body
from tests.support.people import Offices
from tests.support.tickets import SUPERVISOR, Desk, made, match, on

DAY = date(2026, 11, 2)


def post(**changes: Any) -> dict[str, Any]:
    return {
        "office": "secretary", "person_name": "周明远", "selection": "elected", "from_on": "2024-05-20", **changes,
    }  # fmt: skip


async def warned(client: httpx.AsyncClient, branch: Branch) -> list[str]:
    items = made(await client.get(f"{URL}/{branch.id}/warnings"), 200)["items"]
    return [item["code"] for item in items]


async def test_a_post_is_taken_up_and_ended(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.COMMITTEE_ADMIN)
    url = f"{URL}/{offices.lead.id}/posts"
    assert await warned(admin, offices.lead) == ["no_secretary"]
    answer = await admin.post(url, json=post(document_no="云组〔2024〕5号"))
    held = made(answer, 201)
    assert answer.headers["etag"] == '"1"'
    assert (held["office_label"], held["held"], held["to_on"]) == ("书记", True, None)
    assert await warned(admin, offices.lead) == []
    taken = made(await admin.post(url, json=post(person_name="李文", from_on="2026-01-01")), 409)
    assert (taken["code"], taken["errors"][0]["pointer"]) == ("post.secretary_taken", "/from_on")
    assert "周明远" in taken["detail"]
    made(await admin.post(url, json=post(person_name="陈静", from_on="2020-01-01", to_on="2024-05-19")), 201)
    made(await admin.post(url, json=post(person_name="李文", office="deputy_secretary")), 201)
    target = f"{url}/{held['id']}"
    assert (await admin.patch(target, json={"to_on": "2026-01-01"})).status_code == 428
    early = made(await admin.patch(target, json={"to_on": "2024-05-19"}, headers=match(held)), 422)
    assert early["code"] == "post.ends_before_it_begins"
    ended = made(await admin.patch(target, json={"to_on": "2026-01-31"}, headers=match(held)), 200)
    assert (ended["held"], ended["version"]) == (False, 2)
    assert (await admin.patch(target, json={"to_on": None}, headers=match(held))).status_code == 412
    assert await warned(admin, offices.lead) == ["no_secretary"]
    made(await admin.post(url, json=post(person_name="李文", from_on="2026-02-01")), 201)
    back = made(await admin.patch(target, json={"to_on": None}, headers=match(ended)), 409)
    assert back["code"] == "post.secretary_taken"
    names = [item["person_name"] for item in made(await admin.get(url), 200)["items"]]
    assert names == ["李文", "李文"]
    everybody = made(await admin.get(url, params={"former": True}), 200)["items"]
    assert [item["held"] for item in everybody] == [True, True, False, False]
    async with offices.city.platform.database.transaction() as session:
        actions = (await session.scalars(select(AuditEntry.action).where(AuditEntry.entity_kind == "post"))).all()
    assert sorted(actions) == ["post.amend", *["post.take_up"] * 4]


async def test_a_term_ends_by_the_kind_of_organisation(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)

    async def begun(branch: Branch, status: int = 201, **body: Any) -> dict[str, Any]:
        return made(await admin.post(f"{URL}/{branch.id}/terms", json={"elected_on": "2024-05-20", **body}), status)

    term = await begun(offices.lead)
    assert (term["years"], term["due_on"]) == (3, "2027-05-20")
    assert "第21条" in term["basis"]
    assert (await begun(offices.lead, 409))["code"] == "post.term_known"
    committee = await begun(offices.organ)
    assert (committee["years"], committee["due_on"]) == (5, "2029-05-20")
    assert (await begun(offices.support, 422, years=5))["code"] == "post.basis_missing"
    village = await begun(offices.support, years=5, basis="村党支部：支部工作条例（试行）第21条")
    assert (village["years"], village["due_on"]) == (5, "2029-05-20")
    assert (await begun(offices.office, 422, elected_on="2999-01-01"))["code"] == "post.elected_in_future"
    provisional = await offices.city.branch("临时党支部", offices.organ, BranchKind.PROVISIONAL_BRANCH)
    refused = await begun(provisional, 422)
    assert (refused["code"], refused["rule"]) == ("post.no_election", "中国共产党支部工作条例（试行）第8条")
    later = await begun(offices.lead, elected_on="2026-06-01")
    listed = made(await admin.get(f"{URL}/{offices.lead.id}/terms"), 200)["items"]
    assert [item["id"] for item in listed] == [later["id"], term["id"]]


async def test_an_election_is_put_off_with_an_approval(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    terms = f"{URL}/{offices.lead.id}/terms"
    made(await admin.post(f"{URL}/{offices.lead.id}/posts", json=post()), 201)
    term = made(await admin.post(terms, json={"elected_on": "2024-05-20"}), 201)
    url = f"{terms}/{term['id']}/postpone"
    approval = {"document_no": "云组〔2026〕31号", "approved_on": "2026-10-09"}
    assert (await admin.post(url, json={"postponed_to": "2028-05-20", **approval})).status_code == 428
    back = made(await admin.post(url, json={"postponed_to": "2027-05-20", **approval}, headers=match(term)), 422)
    assert (back["code"], back["errors"][0]["pointer"]) == ("post.postponed_backwards", "/postponed_to")
    year = made(await admin.post(url, json={"postponed_to": "2028-05-20", **approval}, headers=match(term)), 200)
    assert await warned(admin, offices.lead) == []
    longer = made(await admin.post(url, json={"postponed_to": "2028-05-21", **approval}, headers=match(year)), 200)
    assert await warned(admin, offices.lead) == ["postponed_too_long"]
    assert (
        await admin.post(url, json={"postponed_to": "2028-01-01", **approval}, headers=match(year))
    ).status_code == 412
    made(await admin.post(terms, json={"elected_on": "2026-06-01"}), 201)
    over = made(await admin.post(url, json={"postponed_to": "2028-01-01", **approval}, headers=match(longer)), 409)
    assert over["code"] == "post.term_over"


async def test_reminders_of_a_subtree_page_by_page(desk: Desk, offices: Offices) -> None:
    with on(DAY):
        admin = await desk.client(Role.ADMIN)
        for branch in (offices.root, offices.organ, offices.office, offices.lead):
            made(await admin.post(f"{URL}/{branch.id}/posts", json=post()), 201)
        made(await admin.post(f"{URL}/{offices.lead.id}/terms", json={"elected_on": "2023-11-01"}), 201)
        made(await admin.post(f"{URL}/{offices.office.id}/terms", json={"elected_on": "2024-05-02"}), 201)

        async def listed(client: httpx.AsyncClient, **params: Any) -> list[tuple[str, list[str]]]:
            found: list[tuple[str, list[str]]] = []
            while True:
                page = made(await client.get(f"{URL}/warnings", params={"limit": 2, **params}), 200)
                found += [(row["branch"]["name"], [w["code"] for w in row["warnings"]]) for row in page["items"]]
                if page["next_cursor"] is None:
                    return found
                params["cursor"] = page["next_cursor"]

        expected = [
            (offices.office.name, ["election_due"]),
            (offices.lead.name, ["election_overdue"]),
            (offices.support.name, ["no_secretary"]),
            (offices.district.name, ["no_secretary"]),
            (offices.foreign.name, ["no_secretary"]),
        ]
        assert await listed(admin) == expected
        assert await listed(admin, within=str(offices.organ.id)) == expected[:3]
        assert await listed(admin, code=["election_due", "election_overdue"]) == expected[:2]
        assert (await admin.get(f"{URL}/warnings", params={"code": "too_lazy"})).status_code == 422
        assert await listed(await desk.client(Role.COMMITTEE_ADMIN)) == expected[:3]
        assert await listed(await desk.client(Role.BRANCH_SECRETARY)) == expected[1:2]
        committee = await desk.client(Role.COMMITTEE_ADMIN)
        assert (await committee.get(f"{URL}/warnings", params={"within": str(offices.district.id)})).status_code == 404


async def test_an_empty_cursor_is_the_beginning(desk: Desk) -> None:
    answer = await (await desk.client(SUPERVISOR)).get("/api/v1/branches/warnings", params={"cursor": ""})
    assert answer.status_code == 200, answer.text


async def test_reminders_cost_one_query(desk: Desk, offices: Offices) -> None:
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    admin = await desk.client(Role.ADMIN)
    counts = []
    for url in (f"{URL}/{offices.root.id}", f"{URL}/warnings", f"{URL}/{offices.lead.id}/posts"):
        before = reader.count
        made(await admin.get(url), 200)
        counts.append(reader.count - before)
    assert counts == [counts[0]] * 3


async def test_the_register_tells_the_size(desk: Desk, offices: Offices) -> None:
    """Below three full members a joint branch, from seven a committee; those of groups below are counted too."""
    admin, clerk = await desk.client(Role.ADMIN), await desk.client(Role.BRANCH_CLERK)
    made(await admin.post(f"{URL}/{offices.lead.id}/posts", json=post()), 201)
    group = await offices.city.branch("第一党小组", offices.lead, BranchKind.GROUP)
    assert await warned(admin, offices.lead) == []
    seen = {}
    for serial in range(1, 8):
        place = group if serial % 2 else offices.lead
        made(await clerk.post("/api/v1/members", json=body(place, serial)), 201)
        seen[serial] = await warned(admin, offices.lead)
    assert seen[2] == ["too_few_for_branch"]
    assert seen[3] == seen[6] == []
    assert seen[7] == ["office_vacant"] * 3
    (vacant, *_) = made(await admin.get(f"{URL}/{offices.lead.id}/warnings"), 200)["items"]
    assert (vacant["detail"], vacant["confidence"]) == ("支委会缺组织委员。", "A")
    assert await warned(admin, offices.support) == ["no_secretary"]  # nobody of the neighbour's is counted here


async def test_posts_end_with_the_branch(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    empty = await offices.city.branch("空支部", offices.organ)
    url = f"{URL}/{empty.id}/posts"
    made(await admin.post(url, json=post()), 201)
    shown = made(await admin.get(f"{URL}/{empty.id}/dissolution"), 200)
    (tie,) = [tie for tie in shown["ties"] if tie["count"]]
    assert (tie["name"], tie["on_dissolution"], shown["may_be_dissolved"]) == ("posts", "ends", True)
    decision = {"reason": "撤销", "decided_on": today().isoformat()}
    made(await admin.post(f"{URL}/{empty.id}/dissolve", json=decision, headers={"If-Match": '"1"'}), 200)
    (ended,) = made(await admin.get(url, params={"former": True}), 200)["items"]
    assert (ended["to_on"], ended["version"]) == (today().isoformat(), 2)
    assert made(await admin.post(url, json=post()), 409)["code"] == "branch.dissolved"
    assert await warned(admin, empty) == []
    assert empty.name not in str(made(await admin.get(f"{URL}/warnings"), 200))
