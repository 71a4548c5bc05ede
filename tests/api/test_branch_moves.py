"""Another place in the tree: who may give it, what is refused, and that all that hangs on a branch comes along."""

import asyncio
import random
from typing import Any

import httpx
import pytest
from sqlalchemy import insert, select, text

from models.audit import AuditEntry
from models.base import LEVEL_COLUMNS
from models.branches import Branch
from models.enums.accounts import Role
from models.enums.branches import BranchKind
from models.enums.tickets import Part, TicketState
from models.tickets import TicketParty
from services.branches import levels
from services.kit.database import Database
from services.kit.reader import ConnectionReader
from tests.api.test_branches import URL, check_nesting
from tests.support.people import City, Offices, build_offices
from tests.support.tickets import Desk, made, match

K = BranchKind


async def moved(client: httpx.AsyncClient, branch: Branch, parent: Branch, version: int = 1) -> httpx.Response:
    return await client.post(
        f"{URL}/{branch.id}/move", json={"parent_id": str(parent.id)}, headers={"If-Match": f'"{version}"'}
    )


async def test_a_branch_moves_with_all_that_hangs_on_it(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    group = made(
        await admin.post(URL, json={"name": "第一党小组", "kind": "group", "parent_id": str(offices.lead.id)}), 201
    )
    ticket = await desk.bring(TicketState.ASSIGNED)
    elsewhere = await desk.client(await offices.city.account(Role.COMMITTEE_ADMIN, offices.district))
    assert (await elsewhere.get(f"/api/v1/tickets/{ticket['id']}")).status_code == 404
    answer = await moved(admin, offices.lead, offices.district)
    after = made(answer, 200)
    assert answer.headers["etag"] == f'"{after["version"]}"' == '"2"'
    assert [above["name"] for above in after["lineage"]] == [
        offices.root.name, offices.district.name, offices.lead.name,
    ]  # fmt: skip
    assert (after["parent_id"], after["level"], after["child_count"]) == (str(offices.district.id), 3, 1)
    below = made(await admin.get(f"{URL}/{group['id']}"), 200)
    assert [above["name"] for above in below["lineage"]][1:] == [
        offices.district.name, offices.lead.name, "第一党小组",
    ]  # fmt: skip
    assert below["version"] == 1
    assert below["updated_at"] > group["updated_at"], "integrations hear of its new place"
    await check_nesting(offices.city)
    # Scope follows at once: the district sees the branch's ticket, the organ committee no longer does.
    assert (await elsewhere.get(f"/api/v1/tickets/{ticket['id']}")).status_code == 200
    former = await desk.client(Role.COMMITTEE_ADMIN)
    assert (await former.get(f"/api/v1/tickets/{ticket['id']}")).status_code == 404
    assert (await former.get(f"{URL}/{offices.lead.id}")).status_code == 404


async def test_a_move_is_audited_with_both_places(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    made(await moved(admin, offices.support, offices.district), 200)
    async with offices.city.platform.database.transaction() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "branch.move"))).one()
    assert (entry.entity_id, entry.branch_id) == (offices.support.id, offices.support.id)
    assert entry.changes is not None
    assert entry.changes["parent"] == [offices.organ.name, offices.district.name]


async def test_places_that_cannot_be(desk: Desk, offices: Offices) -> None:
    city = offices.city
    admin = await desk.client(Role.ADMIN)
    county = await city.branch("县委", offices.district, K.COMMITTEE)
    town = await city.branch("镇党委", county, K.COMMITTEE)
    village = await city.branch("村党总支", town, K.GENERAL_BRANCH)
    await city.branch("村党支部", village)
    twin = await city.branch(offices.lead.name, offices.district)
    cases: list[tuple[Branch, Branch, int, str]] = [
        (offices.district, offices.district, 422, "branch.circle"),
        (offices.district, village, 422, "branch.circle"),
        (offices.office, offices.lead, 422, "branch.kind_below"),
        (county, offices.organ, 200, ""),
        (offices.organ, village, 422, "branch.circle"),
        (twin, offices.organ, 409, "branch.name_taken"),
        (offices.lead, offices.organ, 409, "branch.already_below"),
        (offices.root, offices.district, 409, "branch.root_stays"),
    ]
    for branch, parent, status, code in cases:
        answer = await moved(admin, branch, parent)
        assert (answer.status_code, answer.json().get("code", "")) == (status, code), (branch.name, parent.name)
        if code in {"branch.circle", "branch.kind_below", "branch.name_taken"}:
            assert answer.json()["errors"][0]["pointer"] == "/parent_id"
    await check_nesting(city)


async def test_the_sixth_level_is_the_last_for_what_hangs_below_too(desk: Desk, offices: Offices) -> None:
    city = offices.city
    admin = await desk.client(Role.ADMIN)
    county = await city.branch("县委", offices.district, K.COMMITTEE)
    town = await city.branch("镇党委", county, K.COMMITTEE)
    await city.branch("党小组", offices.lead, K.GROUP)
    deeper = await city.branch("站所党委", town, K.COMMITTEE)
    assert made(await moved(admin, offices.lead, town), 200)["level"] == 5
    refused = made(await moved(admin, offices.lead, deeper, 2), 422)
    assert (refused["code"], refused["detail"]) == (
        "branch.too_deep_below", "移到“站所党委”之下后将有 7 级，组织树最多 6 级。",
    )  # fmt: skip
    await check_nesting(city)


async def test_preconditions(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    body = {"parent_id": str(offices.district.id)}
    assert (await admin.post(f"{URL}/{offices.lead.id}/move", json=body)).status_code == 428
    assert made(await moved(admin, offices.lead, offices.district, 7), 412)["code"] == "stale_version"
    seen = made(await admin.get(f"{URL}/{offices.lead.id}"), 200)
    assert (await admin.post(f"{URL}/{seen['id']}/move", json=body, headers=match(seen))).status_code == 200


async def test_who_moves_manages_both_upper_organisations(desk: Desk, offices: Offices) -> None:
    """A committee administrator shapes the inside of their subtree, and neither takes nor gives away across its edge."""
    city = offices.city
    committee = await desk.client(Role.COMMITTEE_ADMIN)
    inner = await city.branch("机关党总支", offices.organ, K.GENERAL_BRANCH)
    assert made(await moved(committee, offices.lead, inner), 200)["level"] == 4
    assert (await moved(committee, offices.support, offices.district)).status_code == 404
    assert (await moved(committee, offices.foreign, offices.organ)).status_code == 404
    both = await city.account(Role.COMMITTEE_ADMIN, offices.organ)
    await city.grant(both, Role.COMMITTEE_ADMIN, offices.district)
    client = await desk.client(both)
    assert (await moved(client, offices.organ, offices.district)).status_code == 403
    assert made(await moved(client, offices.support, offices.district), 200)["level"] == 3
    for role in (Role.BRANCH_SECRETARY, Role.STAFF, Role.AUDITOR, Role.MEMBER, Role.INTEGRATION):
        assert (await moved(await desk.client(role), offices.lead, offices.district, 2)).status_code == 403, role


async def test_the_root_is_changed_by_administrators_alone(desk: Desk, offices: Offices) -> None:
    url = f"{URL}/{offices.root.id}"
    headers = {"If-Match": '"1"'}
    city_wide = await desk.client(await offices.city.account(Role.COMMITTEE_ADMIN, offices.root))
    assert (await city_wide.patch(url, json={"name": "改名"}, headers=headers)).status_code == 403
    assert made(await moved(city_wide, offices.support, offices.root), 200)["level"] == 2
    admin = await desk.client(Role.ADMIN)
    assert made(await admin.patch(url, json={"name": "改名"}, headers=headers), 200)["name"] == "改名"


async def test_moving_costs_no_more_in_a_larger_tree(desk: Desk, offices: Offices) -> None:
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    admin = await desk.client(Role.ADMIN)

    costs = []
    for round_ in range(2):
        before = reader.count
        place = offices.district if round_ == 0 else offices.organ
        made(await moved(admin, offices.lead, place, round_ + 1), 200)
        costs.append(reader.count - before)
        for n in range(5):
            await offices.city.branch(f"小组{round_}{n}", offices.lead, K.GROUP)
    assert costs == [costs[0]] * 2


async def test_a_row_written_from_an_old_tree_has_the_present_levels(desk: Desk, offices: Offices) -> None:
    ticket = await desk.draft()
    old = {f"l{n}": None for n in range(1, 7)} | {"l1": offices.root.id, "l2": offices.organ.id}
    seat = {"ticket_id": ticket["id"], "part": Part.SUPPORTING, "branch_id": offices.foreign.id, **old}
    async with offices.city.platform.database.transaction() as session:
        await session.execute(insert(TicketParty).values(seat))
        row = (
            await session.execute(select(TicketParty.__table__).where(TicketParty.branch_id == offices.foreign.id))
        ).mappings().one()  # fmt: skip
    assert [row[name] for name in LEVEL_COLUMNS[:3]] == [offices.root.id, offices.district.id, offices.foreign.id]


async def levels_agree(database: Database) -> None:
    async with database.transaction() as session:
        for table in levels.level_tables():
            branch = Branch.__table__
            pairs = select(*(table.c[name] for name in LEVEL_COLUMNS), *(branch.c[name] for name in LEVEL_COLUMNS))
            rows = (await session.execute(pairs.join_from(table, branch, table.c.branch_id == branch.c.id))).all()
            assert rows or table.name != "ticket_parties", "the test has made no tickets"
            assert all(row[:6] == row[6:] for row in rows), table.name


async def test_moves_and_tickets_at_the_same_time_keep_the_tree_sound(live_city: City) -> None:
    offices = await build_offices(live_city)
    desk = Desk(offices)
    admin, staff = await desk.client(Role.ADMIN), await desk.client(Role.STAFF)
    committees = [offices.organ, offices.district]
    committees += [await live_city.branch(f"党委{n}", offices.root, K.COMMITTEE) for n in range(4)]
    leaves = [offices.lead, offices.support, offices.foreign]
    dice = random.Random(3)

    async def move_once() -> int:
        branch, parent = dice.choice([*committees, *leaves]), dice.choice(committees)
        seen = (await admin.get(f"{URL}/{branch.id}")).json()
        return (await moved(admin, branch, parent, seen["version"])).status_code

    async def draft_once() -> int:
        body: dict[str, Any] = {
            "title": "整改落实", "requirement": "逐项落实。", "kind": "other",
            "lead_branch_id": str(dice.choice(leaves).id),
        }  # fmt: skip
        return (await staff.post("/api/v1/tickets", json=body)).status_code

    for _ in range(5):
        answers = await asyncio.gather(*(move_once() for _ in range(6)), *(draft_once() for _ in range(6)))
        assert set(answers[:6]) <= {200, 409, 412, 422}
        assert set(answers[6:]) == {201}
    await check_nesting(live_city)
    await levels_agree(live_city.platform.database)


async def test_a_move_gives_way_to_a_long_write(live_city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "_PATIENCE", "50ms")
    offices = await build_offices(live_city)
    desk = Desk(offices)
    admin = await desk.client(Role.ADMIN)
    async with live_city.platform.database.transaction() as session:
        await session.execute(text("LOCK TABLE ticket_parties IN ROW EXCLUSIVE MODE"))
        refused = made(await moved(admin, offices.lead, offices.district), 409)
    assert refused["code"] == "branch.tree_busy"
    assert made(await moved(admin, offices.lead, offices.district), 200)["level"] == 3
