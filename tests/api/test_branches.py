"""The tree of organisations: who makes what where, names, kinds, depth, and intervals that stay nested."""

import random
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from models.branches import Branch
from models.enums.accounts import Role
from models.enums.branches import BranchKind
from services.access.tree import load_tree
from services.branches.kinds import KIND_LABELS, may_stand_below
from tests.support.people import City, Offices
from tests.support.tickets import Desk, made, match

URL = "/api/v1/branches"
K = BranchKind


def new(parent: Branch, name: str = "新设党支部", kind: BranchKind = K.BRANCH, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind.value, "parent_id": str(parent.id), **more}


async def test_an_organisation_is_set_up_below_another(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    answer = await admin.post(URL, json=new(offices.organ, short_name="新支部", founded_on="2026-07-01"))
    branch = made(answer, 201)
    assert answer.headers["location"] == f"{URL}/{branch['id']}"
    assert answer.headers["etag"] == f'"{branch["version"]}"'
    assert [above["name"] for above in branch["lineage"]] == [offices.root.name, offices.organ.name, "新设党支部"]
    assert (branch["level"], branch["child_count"], branch["kind_label"]) == (3, 0, "党支部")
    assert (branch["short_name"], branch["founded_on"], branch["dissolved_on"]) == ("新支部", "2026-07-01", None)
    assert made(await admin.get(f"{URL}/{branch['id']}"), 200) == branch
    assert made(await admin.get(f"{URL}/{offices.organ.id}"), 200)["child_count"] == 4
    # At once part of the tree: a ticket can be given to it.
    assert (await desk.draft(lead_branch_id=branch["id"]))["lead_branch"]["name"] == "新设党支部"


async def test_names_are_told_apart_among_siblings(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    taken = made(await admin.post(URL, json=new(offices.organ, offices.lead.name)), 409)
    assert (taken["code"], taken["errors"][0]["pointer"]) == ("branch.name_taken", "/name")
    elsewhere = made(await admin.post(URL, json=new(offices.district, offices.lead.name)), 201)
    assert elsewhere["name"] == offices.lead.name
    refused = await admin.patch(
        f"{URL}/{offices.support.id}", json={"name": offices.lead.name}, headers={"If-Match": '"1"'}
    )
    assert made(refused, 409)["code"] == "branch.name_taken"
    same = await admin.patch(f"{URL}/{offices.lead.id}", json={"name": offices.lead.name}, headers={"If-Match": '"1"'})
    assert made(same, 200)["name"] == offices.lead.name


async def test_renaming_changes_what_everybody_reads(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    ticket = await desk.draft()
    seen = made(await admin.get(f"{URL}/{offices.lead.id}"), 200)
    change = {"name": "干部监督处党支部"}
    assert (await admin.patch(f"{URL}/{seen['id']}", json=change)).status_code == 428
    renamed = made(await admin.patch(f"{URL}/{seen['id']}", json=change, headers=match(seen)), 200)
    assert (renamed["name"], renamed["short_name"]) == ("干部监督处党支部", "干部监督处党支部")
    assert (await admin.patch(f"{URL}/{seen['id']}", json=change, headers=match(seen))).status_code == 412
    assert (await desk.see(ticket))["lead_branch"]["name"] == "干部监督处党支部"
    for words in ("监督", "jiandu", "gbjdc"):
        found = made(await admin.get(URL, params={"q": words}), 200)["items"]
        assert [branch["id"] for branch in found] == [seen["id"]], words
    assert made(await admin.get(URL, params={"q": "干部一处"}), 200)["items"] == []


# Which kind may stand below which (columns: the upper organisation).
REVIEWED_KINDS = """
                       committee working_committee organ_committee general_branch branch joint_branch provisional_branch group
    committee          yes yes yes no  no  no  no  no
    working_committee  yes yes yes no  no  no  no  no
    organ_committee    yes yes yes no  no  no  no  no
    general_branch     yes yes yes no  no  no  no  no
    branch             yes yes yes yes no  no  no  no
    joint_branch       yes yes yes yes no  no  no  no
    provisional_branch yes yes yes yes no  no  no  no
    group              no  no  no  no  yes yes yes no
"""


def test_kinds_below_kinds() -> None:
    header, *rows = REVIEWED_KINDS.strip().splitlines()
    parents = [BranchKind(name) for name in header.split()]
    reviewed: dict[tuple[BranchKind, BranchKind], bool] = {}
    for row in rows:
        kind, *cells = row.split()
        reviewed |= {(BranchKind(kind), parent): cell == "yes" for parent, cell in zip(parents, cells, strict=True)}
    assert reviewed == {(kind, parent): may_stand_below(kind, parent) for kind in BranchKind for parent in BranchKind}
    assert set(KIND_LABELS) == set(BranchKind)


async def test_a_kind_that_does_not_belong_there_is_refused(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    problem = made(await admin.post(URL, json=new(offices.lead, kind=K.COMMITTEE)), 422)
    assert (problem["code"], problem["detail"]) == ("branch.kind_below", "党支部下不能设党委。")
    assert problem["errors"][0]["pointer"] == "/kind"
    headers = {"Accept-Language": "en"}
    english = made(await admin.post(URL, json=new(offices.lead, kind=K.COMMITTEE), headers=headers), 422)
    assert english["detail"] == "A Party committee cannot stand below a Party branch."
    assert made(await admin.post(URL, json=new(offices.lead, kind=K.GROUP)), 201)["kind"] == "group"


async def test_the_tree_ends_at_the_sixth_level(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    parent = str(offices.district.id)
    for level in range(3, 7):
        body = {"name": f"第{level}级", "kind": "committee", "parent_id": parent}
        made_ = made(await admin.post(URL, json=body), 201)
        assert made_["level"] == level
        parent = made_["id"]
    problem = made(await admin.post(URL, json={"name": "第7级", "kind": "committee", "parent_id": parent}), 422)
    assert (problem["code"], problem["errors"][0]["pointer"]) == ("branch.too_deep", "/parent_id")


async def test_only_who_manages_a_branch_changes_it(desk: Desk, offices: Offices) -> None:
    """Somebody who manages one place and merely looks at another must not change that one."""
    both = await offices.city.account(Role.COMMITTEE_ADMIN, offices.district)
    await offices.city.grant(both, Role.BRANCH_SECRETARY, offices.organ)
    client = await desk.client(both)
    seen = made(await client.get(f"{URL}/{offices.lead.id}"), 200)
    renamed = await client.patch(f"{URL}/{seen['id']}", json={"name": "改名"}, headers=match(seen))
    assert made(renamed, 403)["code"] == "forbidden"
    assert (await client.post(URL, json=new(offices.organ))).status_code == 403
    assert made(await client.post(URL, json=new(offices.district)), 201)["level"] == 3
    secretary = await desk.client(Role.BRANCH_SECRETARY)
    assert (await secretary.post(URL, json=new(offices.lead, kind=K.GROUP))).status_code == 403
    admin = await desk.client(Role.COMMITTEE_ADMIN)
    assert (await admin.post(URL, json=new(offices.district))).status_code == 404
    assert (await admin.post(URL, json=new(offices.organ))).status_code == 201


async def test_filters_sorts_and_pages(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)

    async def names(**params: Any) -> list[str]:
        found = made(await admin.get(URL, params={"with_total": True, "limit": 200, **params}), 200)
        assert found["total"] == len(found["items"])
        return [branch["name"] for branch in found["items"]]

    in_tree_order = [
        branch.name
        for branch in (
            offices.root, offices.organ, offices.office, offices.lead, offices.support, offices.district, offices.foreign,
        )
    ]  # fmt: skip
    assert await names() == in_tree_order
    assert await names(parent_id=str(offices.root.id)) == [offices.organ.name, offices.district.name]
    assert await names(within=str(offices.district.id)) == [offices.district.name, offices.foreign.name]
    assert await names(kind=["committee", "organ_committee"]) == [
        offices.root.name, offices.organ.name, offices.district.name,
    ]  # fmt: skip
    assert await names(q="支部", sort="pinyin") == [
        "督查室党支部",
        "干部一处党支部",
        "青禾区第一党支部",
        "组织二处党支部",
    ]
    assert await names(sort="-tree") == in_tree_order[::-1]
    assert await names(updated_since="2020-01-01T00:00:00+08:00") == [*in_tree_order]
    for sort in ("tree", "-tree", "pinyin", "-pinyin", "updated_at", "-updated_at"):
        seen: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = made(await admin.get(URL, params={"limit": 3, "sort": sort, **cursor}), 200)
            seen += [branch["name"] for branch in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        assert sorted(seen) == sorted(in_tree_order)


async def test_a_new_branch_is_no_change_of_its_neighbours(desk: Desk, offices: Offices) -> None:
    admin = await desk.client(Role.ADMIN)
    before = {branch["id"]: branch for branch in made(await admin.get(URL), 200)["items"]}
    made(await admin.post(URL, json=new(offices.organ)), 201)
    for branch in made(await admin.get(URL), 200)["items"]:
        if branch["id"] in before:
            old = before[branch["id"]]
            assert (branch["version"], datetime.fromisoformat(branch["updated_at"])) == (
                old["version"],
                datetime.fromisoformat(old["updated_at"]),
            )


@pytest.mark.parametrize("seed", range(3))
async def test_intervals_stay_nested_after_random_creations(city: City, seed: int) -> None:
    dice = random.Random(seed)
    grown = [await city.branch("根", kind=K.COMMITTEE)]
    for place in range(40):
        parent = dice.choice([branch for branch in grown if branch.level < 6])
        grown.append(await city.branch(f"组织{place}", parent, K.COMMITTEE))
    await check_nesting(city)
    tree = await load_tree(city.platform.database.reader)
    assert len(tree) == 41
    for node in tree:
        if node.parent_id is not None:
            assert node.lineage == (*tree[node.parent_id].lineage, node.id)


async def check_nesting(city: City) -> None:
    """No number is used twice, each interval inside of its parent's and beside its siblings'; levels and paths agree."""
    async with city.platform.database.transaction() as session:
        branches = (await session.scalars(select(Branch).order_by(Branch.lft))).all()
    by_id = {branch.id: branch for branch in branches}
    ends = [edge for branch in branches for edge in (branch.lft, branch.rgt)]
    assert len(set(ends)) == len(ends)
    for branch in branches:
        assert getattr(branch, f"l{branch.level}") == branch.id
        above = by_id.get(branch.parent_id) if branch.parent_id else None
        if above is not None:
            assert above.lft < branch.lft < branch.rgt < above.rgt
            assert (branch.level, branch.path) == (above.level + 1, f"{above.path}/{branch.id}")
            assert all(getattr(branch, f"l{n}") == getattr(above, f"l{n}") for n in range(1, branch.level))
        children = sorted((child for child in branches if child.parent_id == branch.id), key=lambda child: child.lft)
        assert all(left.rgt < right.lft for left, right in pairwise(children))


async def test_dissolved_branches_are_tombstones(desk: Desk, offices: Offices) -> None:
    async with offices.city.platform.database.transaction() as session:
        branch = await session.get_one(Branch, offices.support.id)
        branch.dissolved_on = date(2026, 11, 1)
    admin = await desk.client(Role.ADMIN)
    listed = made(await admin.get(URL), 200)["items"]
    assert offices.support.name not in {item["name"] for item in listed}
    changed = made(await admin.get(URL, params={"updated_since": "2020-01-01T00:00:00Z"}), 200)["items"]
    assert offices.support.name in {item["name"] for item in changed}
    refused = made(await admin.post(URL, json=new(offices.support, kind=K.GROUP)), 409)
    assert refused["code"] == "branch.parent_dissolved"
    staff = await desk.client(Role.STAFF)
    body = {"title": "标题", "requirement": "要求", "kind": "other", "lead_branch_id": str(offices.support.id)}
    assert made(await staff.post("/api/v1/tickets", json=body), 422)["code"] == "ticket.branch_outside"
