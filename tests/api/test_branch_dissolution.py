"""Branches that go: what hangs on them is shown first, stands in the way, or goes over to another branch."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from models.accounts import Account
from models.audit import AuditEntry
from models.branches import Branch
from models.enums.accounts import Role
from models.enums.branches import BranchKind
from models.enums.tickets import Part, TicketState
from models.tickets import TicketParty
from services.branches.kinds import may_merge_into
from services.kit.clock import today
from services.kit.reader import ConnectionReader
from tests.api.test_branches import URL, check_nesting
from tests.support.people import Offices
from tests.support.tickets import Desk, made

K = BranchKind


async def post(client: httpx.AsyncClient, branch: Branch, verb: str, version: int = 1, **body: Any) -> httpx.Response:
    if verb == "dissolve":
        body = {"reason": "单位撤销", "decided_on": today().isoformat(), **body}
    return await client.post(f"{URL}/{branch.id}/{verb}", json=body, headers={"If-Match": f'"{version}"'})


async def ties(client: httpx.AsyncClient, branch: Branch) -> dict[str, int]:
    shown = made(await client.get(f"{URL}/{branch.id}/dissolution"), 200)
    return {tie["name"]: tie["count"] for tie in shown["ties"] if tie["count"]}


async def test_what_hangs_on_a_branch_is_shown_and_stands_in_the_way(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    await offices.city.branch("第一党小组", offices.lead, K.GROUP)
    await desk.bring(TicketState.ASSIGNED)
    await desk.bring(TicketState.WITHDRAWN)
    helped = await desk.draft(lead_branch_id=str(offices.office.id), supporting_branch_ids=[str(offices.lead.id)])
    assert helped["state"] == "drafted"
    expected = {"children": 1, "tickets_lead": 1, "tickets_supporting": 1, "accounts": 3, "grants": 3}
    assert await ties(admin, offices.lead) == expected
    shown = made(await admin.get(f"{URL}/{offices.lead.id}/dissolution"), 200)
    assert (shown["may_be_dissolved"], shown["may_be_merged"]) == (False, False)
    refused = made(await post(admin, offices.lead, "dissolve"), 409)
    assert refused["code"] == "branch.not_empty"
    assert {tie["name"]: tie["count"] for tie in refused["ties"]} == expected
    assert "下级组织 1、" in refused["detail"]
    english = await admin.get(f"{URL}/{offices.lead.id}/dissolution", headers={"Accept-Language": "en"})
    assert english.json()["ties"][0]["label"] == "organisations below"
    merging = made(await post(admin, offices.lead, "merge", into_id=str(offices.support.id)), 409)
    assert {tie["name"] for tie in merging["ties"]} == {"tickets_lead", "tickets_supporting", "grants"}
    assert made(await admin.get(f"{URL}/{offices.lead.id}"), 200)["version"] == 1


async def test_an_empty_branch_is_dissolved_and_stays_as_a_tombstone(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    empty = await offices.city.branch("临时党支部", offices.organ, K.PROVISIONAL_BRANCH)
    shown = made(await admin.get(f"{URL}/{empty.id}/dissolution"), 200)
    assert (shown["may_be_dissolved"], shown["may_be_merged"]) == (True, True)
    answer = await post(admin, empty, "dissolve", document_no="云组通〔2026〕9号")
    gone = made(answer, 200)
    assert answer.headers["etag"] == '"2"'
    assert (gone["dissolved_on"], gone["dissolution_reason"], gone["dissolution_document_no"]) == (
        today().isoformat(), "单位撤销", "云组通〔2026〕9号",
    )  # fmt: skip
    listed = made(await admin.get(URL), 200)["items"]
    assert empty.name not in {item["name"] for item in listed}
    changed = made(await admin.get(URL, params={"updated_since": "2020-01-01T00:00:00Z"}), 200)["items"]
    assert empty.name in {item["name"] for item in changed}
    # What is gone stays as it was.
    for answer in (
        await post(admin, empty, "dissolve", 2),
        await post(admin, empty, "move", 2, parent_id=str(offices.district.id)),
        await admin.patch(f"{URL}/{empty.id}", json={"name": "改名"}, headers={"If-Match": '"2"'}),
    ):
        assert made(answer, 409)["code"] == "branch.dissolved"
    shown = made(await admin.get(f"{URL}/{empty.id}/dissolution"), 200)
    assert (shown["may_be_dissolved"], shown["may_be_merged"]) == (False, False)
    async with offices.city.platform.database.transaction() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "branch.dissolve"))).one()
    assert entry.changes is not None
    assert entry.changes["reason"] == [None, "单位撤销"]


async def test_the_day_of_the_decision(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    body = {"name": "新支部", "kind": "branch", "parent_id": str(offices.organ.id), "founded_on": today().isoformat()}
    founded = made(await admin.post(URL, json=body), 201)
    branch = await offices.city.branch("空支部", offices.organ)
    tomorrow, yesterday = today() + timedelta(days=1), today() - timedelta(days=1)
    early = made(await post(admin, branch, "dissolve", decided_on=tomorrow.isoformat()), 422)
    assert (early["code"], early["errors"][0]["pointer"]) == ("branch.decided_in_future", "/decided_on")
    branch.id = founded["id"]
    before = made(await post(admin, branch, "dissolve", decided_on=yesterday.isoformat()), 422)
    assert before["code"] == "branch.decided_before_founding"
    assert made(await post(admin, branch, "dissolve"), 200)["dissolved_on"] == today().isoformat()


async def test_a_merger_carries_over_what_it_can(desk: Desk, offices: Offices) -> None:
    city = offices.city
    admin = await desk.client(Role.ADMIN)
    old = await city.branch("综合处党支部", offices.organ)
    for name in ("第一党小组", "第二党小组"):
        await city.branch(name, old, K.GROUP)
    somebody = await city.account(None, None, home=old)
    merged = made(await post(admin, old, "merge", into_id=str(offices.support.id), reason="机构改革"), 200)
    assert merged["merged_into"] == {"id": str(offices.support.id), "name": offices.support.name}
    assert (merged["dissolved_on"], merged["dissolution_reason"]) == (today().isoformat(), "机构改革")
    below = made(await admin.get(URL, params={"parent_id": str(offices.support.id)}), 200)["items"]
    assert [group["name"] for group in below] == ["第一党小组", "第二党小组"]
    assert [group["lineage"][-2]["name"] for group in below] == [offices.support.name] * 2
    async with city.platform.database.transaction() as session:
        account = await session.get_one(Account, somebody.id, populate_existing=True)
        entries = (await session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("branch.%")))).all()
    assert (account.branch_id, account.version) == (offices.support.id, 2)
    assert sorted(entries) == ["branch.absorb", "branch.merge"]
    await check_nesting(city)


async def test_a_merger_that_would_leave_two_of_one_name_changes_nothing(desk: Desk, offices: Offices) -> None:
    city = offices.city
    admin = await desk.client(Role.ADMIN)
    old = await city.branch("综合处党支部", offices.organ)
    for branch, names in ((old, ("第一党小组", "第二党小组")), (offices.support, ("第二党小组",))):
        for name in names:
            await city.branch(name, branch, K.GROUP)
    refused = made(await post(admin, old, "merge", into_id=str(offices.support.id)), 409)
    assert (refused["code"], refused["errors"][0]["pointer"]) == ("branch.name_taken", "/into_id")
    assert made(await admin.get(f"{URL}/{old.id}"), 200)["child_count"] == 2
    await check_nesting(city)


async def test_whom_a_branch_can_be_merged_into(desk: Desk, offices: Offices) -> None:
    city = offices.city
    admin = await desk.client(Role.ADMIN)
    below = await city.branch("县委", offices.district, K.COMMITTEE)
    gone = await city.branch("空支部", offices.organ)
    made(await post(admin, gone, "dissolve"), 200)
    cases = [
        (offices.district, offices.district, 422, "branch.merger_within"),
        (offices.district, below, 422, "branch.merger_within"),
        (offices.lead, offices.district, 422, "branch.merger_kind"),
        (offices.lead, gone, 409, "branch.parent_dissolved"),
        (offices.root, offices.district, 409, "branch.root_stays"),
    ]
    for branch, into, status, code in cases:
        assert made(await post(admin, branch, "merge", into_id=str(into.id)), status)["code"] == code
    made(await post(admin, below, "merge", into_id=str(offices.organ.id)), 200)


def test_kinds_that_merge() -> None:
    assert may_merge_into(K.BRANCH, K.JOINT_BRANCH)
    assert may_merge_into(K.COMMITTEE, K.WORKING_COMMITTEE)
    assert all(may_merge_into(kind, kind) for kind in K)
    assert not may_merge_into(K.BRANCH, K.GENERAL_BRANCH)
    assert not may_merge_into(K.GENERAL_BRANCH, K.COMMITTEE)
    assert not may_merge_into(K.GROUP, K.BRANCH)


async def test_who_may_dissolve_and_merge(desk: Desk, offices: Offices) -> None:
    city = offices.city
    empty = await city.branch("空支部", offices.organ)
    stranger = await city.branch("空支部", offices.district)
    for role in (Role.BRANCH_SECRETARY, Role.STAFF, Role.AUDITOR, Role.MEMBER):
        client = await desk.client(role)
        assert (await post(client, empty, "dissolve")).status_code == 403, role
        assert (await client.get(f"{URL}/{empty.id}/dissolution")).status_code == 403, role
    committee = await desk.client(Role.COMMITTEE_ADMIN)
    for answer in (
        await post(committee, stranger, "dissolve"),
        await post(committee, stranger, "merge", into_id=str(empty.id)),
        await post(committee, empty, "merge", into_id=str(stranger.id)),
        await committee.get(f"{URL}/{stranger.id}/dissolution"),
    ):
        assert made(answer, 404)["code"] == "not_found"
    assert (await post(committee, offices.organ, "dissolve")).status_code == 403, "not for oneself to decide"
    assert (await post(committee, empty, "dissolve", 5)).status_code == 412
    url = f"{URL}/{empty.id}/dissolve"
    assert (await committee.post(url, json={"reason": "撤销", "decided_on": "2026-01-01"})).status_code == 428
    made(await post(committee, empty, "dissolve"), 200)


async def test_the_impact_costs_one_query(desk: Desk, offices: Offices) -> None:
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    admin = await desk.client(Role.ADMIN)
    await ties(admin, offices.office)
    counts = []
    for branch in (offices.office, offices.organ, offices.root):
        before = reader.count
        await ties(admin, branch)
        counts.append(reader.count - before)
    before = reader.count
    await admin.get("/api/v1/branches/" + str(offices.root.id))
    assert counts == [reader.count - before] * 3


async def test_nothing_new_comes_to_belong_to_a_dissolved_branch(desk: Desk, offices: Offices) -> None:
    """A clerk whose process has not heard of it yet is refused by the database, as of a conflict to retry."""
    admin = await desk.client(Role.ADMIN)
    gone = await offices.city.branch("空支部", offices.organ)
    made(await post(admin, gone, "dissolve"), 200)
    ticket = await desk.draft()
    seat = {"ticket_id": ticket["id"], "part": Part.SUPPORTING, "branch_id": gone.id}
    async with offices.city.platform.database.transaction() as session:
        with pytest.raises(DBAPIError) as caught:
            await session.execute(insert(TicketParty).values(seat))
        await session.rollback()
    assert getattr(caught.value.orig, "sqlstate", None) == "40001"
