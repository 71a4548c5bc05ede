"""Lists, figures, queues and saved views of tickets."""

import random
from collections import Counter
from datetime import UTC, datetime
from itertools import product
from typing import Any

from models.enums.accounts import Role
from models.enums.tickets import PHASE_OF, SourceKind, TicketKind, TicketState, Urgency
from services.kit.reader import ConnectionReader
from tests.api.test_source_documents import flat, upload
from tests.support.people import Offices
from tests.support.tickets import CLERK, MONDAY, SECRETARY, STAFF, SUPERVISOR, URL, Desk, days, made, match, on

S = TicketState
HOME, SAVED = "/api/v1/home", "/api/v1/saved-views"


async def scatter(desk: Desk, count: int) -> list[dict[str, Any]]:
    """Tickets of every sort: states, kinds, urgencies, branches, due dates around today."""
    dice, made_ = random.Random(20261121), []
    leads = [desk.offices.lead, desk.offices.support, desk.offices.foreign]
    states = [*TicketState, *dice.choices(list(TicketState), k=max(0, count - len(TicketState)))][:count]
    for place, state in enumerate(states):
        with on(MONDAY + days(dice.randrange(0, 8))):
            lead = desk.offices.lead if state is not S.DRAFTED else dice.choice(leads)
            made_.append(
                await desk.bring(
                    state,
                    title=f"第{place}项：{dice.choice(['走访慰问', '交叉检查', '操作手册'])}",
                    kind=dice.choice(list(TicketKind)),
                    urgency=dice.choice(list(Urgency)),
                    lead_branch_id=str(lead.id),
                    due_on=str(MONDAY + days(dice.randrange(8, 40))),
                    supporting_branch_ids=[],
                )
            )
    return made_


async def test_figures_equal_counts_of_the_list(desk: Desk) -> None:
    await scatter(desk, 18)
    with on(MONDAY + days(12)):
        supervisor = await desk.client(SUPERVISOR)
        for params in ({}, {"kind": ["document", "other"]}, {"q": "检查"}, {"within": str(desk.offices.organ.id)}):
            items = (await desk.page(limit=200, **params))["items"]
            figures = made(await supervisor.get(f"{URL}/summary", params=params), 200)
            assert figures["total"] == len(items)
            assert figures["states"] == {state: sum(item["state"] == state for item in items) for state in TicketState}
            assert figures["phases"] == {
                phase: sum(item["phase"] == phase for item in items) for phase in ("register", "track", "close")
            }
            assert figures["lamps"] == {
                lamp: sum(item["lamp"] == lamp for item in items) for lamp in ("green", "yellow", "red", "grey")
            }
            judged = [item["closed_in_time"] for item in items if item["closed_in_time"] is not None]
            assert (figures["closed"], figures["closed_in_time"]) == (len(judged), sum(judged))
            assert figures["on_time_rate"] == (sum(judged) / len(judged) if judged else None)
            leads = Counter(item["lead_branch"]["id"] for item in items)
            assert {unit["branch"]["id"]: unit["total"] for unit in figures["units"]} == leads
            for unit in figures["units"]:
                own = [item for item in items if item["lead_branch"]["id"] == unit["branch"]["id"]]
                assert {lamp: unit[lamp] for lamp in figures["lamps"]} == {
                    lamp: sum(item["lamp"] == lamp for item in own) for lamp in figures["lamps"]
                }
        everything = made(await supervisor.get(f"{URL}/summary"), 200)
        assert everything["lamps"]["red"] + everything["lamps"]["yellow"] > 0


async def test_filters_one_by_one(desk: Desk) -> None:
    tickets = await scatter(desk, 14)
    parent = tickets[1]
    await desk.draft(title="子事项第7次", parent_id=parent["id"])
    with on(MONDAY + days(12)):
        items = (await desk.page(limit=200))["items"]
        middle = sorted(item["due_on"] for item in items if item["due_on"])[6]
        lead = str(desk.offices.lead.id)
        checks: list[tuple[dict[str, Any], Any]] = [
            *(({"state": state}, lambda item, s=state: item["state"] == s) for state in TicketState),
            ({"state": ["drafted", "closed"]}, lambda item: item["state"] in {"drafted", "closed"}),
            *(({"phase": phase}, lambda item, p=phase: item["phase"] == p) for phase in set(PHASE_OF.values())),
            ({"phase": "track", "state": ["closed", "assigned"]}, lambda item: item["state"] == "assigned"),
            ({"phase": "track", "state": "closed"}, lambda _item: False),
            *(({"lamp": lamp}, lambda item, c=lamp: item["lamp"] == c) for lamp in ("green", "yellow", "red", "grey")),
            ({"lamp": ["yellow", "red"]}, lambda item: item["lamp"] in {"yellow", "red"}),
            *(({"kind": kind}, lambda item, k=kind: item["kind"] == k) for kind in TicketKind),
            *(({"urgency": urgency}, lambda item, u=urgency: item["urgency"] == u) for urgency in Urgency),
            ({"lead_branch_id": lead}, lambda item: item["lead_branch"]["id"] == lead),
            ({"parent_id": parent["id"]}, lambda item: item["parent_id"] == parent["id"]),
            ({"due_before": middle}, lambda item: item["due_on"] is not None and item["due_on"] <= middle),
            ({"due_after": middle}, lambda item: item["due_on"] is not None and item["due_on"] >= middle),
            ({"q": "走访"}, lambda item: "走访" in item["title"]),
            ({"q": "访"}, lambda item: "访" in item["title"]),
            ({"q": "第7次"}, lambda item: "第7次" in item["title"]),
            ({"q": "项： 交叉"}, lambda item: "交叉" in item["title"]),
            ({"q": "督办〔2026〕2号"}, lambda item: item["number"] == "督办〔2026〕2号"),
            ({"q": "没有这样的事项"}, lambda _item: False),
            ({"q": "　 "}, lambda _item: True),
            ({"within": str(desk.offices.district.id)}, lambda item: item["lead_branch"]["name"] == "青禾区第一党支部"),
        ]
        for params, fits in checks:
            found = await desk.page(limit=200, with_total=True, **params)
            expected = {item["id"] for item in items if fits(item)}
            assert {item["id"] for item in found["items"]} == expected, params
            assert found["total"] == len(expected), params
        by_serial = {item["number"] for item in (await desk.page(q="2号"))["items"]}
        assert "督办〔2026〕2号" in by_serial


async def test_mine_is_what_waits_for_a_step_of_mine(desk: Desk, offices: Offices) -> None:
    support = [str(offices.support.id)]
    tickets = {state: await desk.bring(state, title=state.value, supporting_branch_ids=[]) for state in TicketState}
    await desk.bring(S.ACCEPTED, title="supported", supporting_branch_ids=support)
    waiting = await desk.bring(S.ACCEPTED, title="waiting", supporting_branch_ids=[])
    waiting = await desk.do(SECRETARY, waiting, "request_extension", due_on="2030-01-01", comment="原因")
    assert await desk.titles(STAFF, mine=True) == {"drafted"}
    assert await desk.titles(SUPERVISOR, mine=True) == {"pending_approval", "closing_review", "waiting"}
    at_work = {"assigned", "accepted", "in_progress", "supported", "waiting"}
    assert await desk.titles(SECRETARY, mine=True) == await desk.titles(CLERK, mine=True) == at_work
    assert await desk.titles(offices.support_secretary, mine=True) == {"supported"}
    assert await desk.titles(Role.COMMITTEE_ADMIN, mine=True) == set()
    assert tickets[S.DRAFTED]["title"] not in await desk.titles(SECRETARY)


async def test_the_three_queues_of_each_role(desk: Desk, offices: Offices) -> None:
    with on(MONDAY):
        near = str(MONDAY + days(9))
        for state in (S.DRAFTED, S.PENDING_APPROVAL, S.ASSIGNED, S.IN_PROGRESS, S.CLOSING_REVIEW, S.CLOSED):
            await desk.bring(state, title=state.value, due_on=near, supporting_branch_ids=[])
        await desk.bring(S.ASSIGNED, title="far", due_on=str(MONDAY + days(300)))
    at_work = {"assigned", "in_progress", "far"}
    expected: dict[Role, tuple[set[str], set[str], set[str]]] = {
        STAFF: (
            {"drafted"},
            {"pending_approval", "closing_review", *at_work},
            {"assigned", "in_progress"},
        ),
        SUPERVISOR: ({"pending_approval", "closing_review"}, at_work, {"assigned", "in_progress"}),
        SECRETARY: (at_work, {"closing_review"}, {"assigned", "in_progress"}),
        Role.MEMBER: (set(), set(), set()),
        Role.ADMIN: (set(), set(), set()),
    }
    with on(MONDAY + days(8)):
        for role, queues in expected.items():
            home = made(await (await desk.client(role)).get(HOME), 200)
            found = tuple({item["title"] for item in home[name]} for name in ("mine", "handled", "soon"))
            assert found == queues, role
            assert home["counts"] == {name: len(home[name]) for name in ("mine", "handled", "soon")}
        mine = made(await (await desk.client(SECRETARY)).get(HOME), 200)["mine"]
        assert mine[-1]["title"] == "far"


async def test_pages_lose_and_repeat_nothing_while_rows_are_added(desk: Desk) -> None:
    for place in range(7):
        ticket = await desk.draft(title=f"事项{place}", due_on=None if place % 3 else str(MONDAY.replace(year=2028)))
        if place % 2:
            await desk.usual(ticket, "submit")
    for name, sign in product(("created_at", "updated_at", "due_on", "progress_percent"), ("", "-")):
        before = {item["id"] for item in (await desk.page(limit=200))["items"]}
        seen = await _all_pages(desk, sign + name, added_after=4)
        ids = [item["id"] for item in seen]
        assert len(set(ids)) == len(ids), (sign, name)
        assert set(ids) >= before, (sign, name)
        keys = [item[name] if item[name] is not None else "9999-12-31" for item in seen]
        assert keys == sorted(keys, reverse=bool(sign)), (sign, name)


async def _all_pages(desk: Desk, sort: str, *, added_after: int) -> list[dict[str, Any]]:
    """All pages of two; one more ticket is drafted when so many have been read."""
    seen: list[dict[str, Any]] = []
    cursor: dict[str, Any] = {}
    while True:
        page = await desk.page(limit=2, sort=sort, **cursor)
        assert len(page["items"]) <= 2
        seen += page["items"]
        if page["next_cursor"] is None:
            return seen
        cursor = {"cursor": page["next_cursor"]}
        if len(seen) == added_after:
            await desk.draft(title="后来添加")


async def test_a_page_has_the_size_asked_for_and_no_empty_last_one(desk: Desk) -> None:
    for _ in range(4):
        await desk.draft()
    assert (await desk.page(limit=4))["next_cursor"] is None
    first = await desk.page(limit=3)
    rest = await desk.page(limit=3, cursor=first["next_cursor"])
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (3, 1, None)
    assert "total" not in first or first["total"] is None


async def test_what_changed_since_comes_oldest_change_first(desk: Desk) -> None:
    old, changed = await desk.draft(title="旧"), await desk.draft(title="改过")
    moment = datetime.now(UTC).isoformat()
    new = await desk.draft(title="新")
    staff = await desk.client(STAFF)
    made(await staff.patch(f"{URL}/{changed['id']}", json={"owner": "某人"}, headers=match(changed)), 200)
    items = (await desk.page(updated_since=moment))["items"]
    assert [item["id"] for item in items] == [new["id"], changed["id"]]
    assert old["id"] not in {item["id"] for item in items}
    for state in (S.WITHDRAWN,):
        gone = await desk.bring(state)
        assert gone["id"] in {item["id"] for item in (await desk.page(updated_since=moment))["items"]}


async def test_the_list_names_what_people_read(desk: Desk) -> None:
    with on(MONDAY):
        await desk.bring(S.ACCEPTED, due_on=str(MONDAY + days(4)), source={"kind": "meeting", "title": "部务会"})
        supervisor = await desk.client(SUPERVISOR)
        zh = made(await supervisor.get(URL), 200)["items"][0]
        en = made(await supervisor.get(URL, headers={"Accept-Language": "en"}), 200)["items"][0]
    assert (zh["state_label"], zh["lamp_label"], zh["last_event"]) == ("已签收", "正常", "签收")
    assert (en["state_label"], en["lamp_label"], en["last_event"]) == ("Accepted", "On track", "Accept")
    assert (zh["days_left"], zh["working_days_left"], zh["due_provisional"]) == (4, 4, False)
    assert zh["source"]["kind_label"] == "会议"


async def test_filter_by_source_document(desk: Desk, offices: Offices) -> None:
    staff = await desk.client(STAFF)
    document = made(await upload(staff), 201)
    node = next(node for node in flat(document["outline"]) if node["marker"] == "2.")
    items = [{"node_id": node["id"], "lead_branch_id": str(offices.lead.id)}]
    made(await staff.post(f"/api/v1/source-documents/{document['id']}/tickets", json={"items": items}), 201)
    await desk.draft(title="另一项")
    assert await desk.titles(source_id=document["id"]) == {"开展对党忠诚教育"}
    assert document["kind"] == SourceKind.WORK_PLAN


# --- queries


async def test_a_list_costs_the_same_number_of_queries_however_long(desk: Desk, offices: Offices) -> None:
    """Account, tree and calendar (remembered outside of tests), then one query for the page, one for the total."""
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    client = await desk.client(SUPERVISOR)

    async def cost(path: str, **params: Any) -> int:
        before = reader.count
        made(await client.get(path, params=params), 200)
        return reader.count - before

    first = await desk.bring(S.IN_PROGRESS)
    paths = {
        URL: 4,
        f"{URL}/summary": 4,
        f"{URL}/{first['id']}": 4,
        f"{URL}/{first['id']}/events": 5,
        HOME: 9,
        "/api/v1/source-documents": 4,
        "/api/v1/branches": 3,
    }
    few = {path: await cost(path) for path in paths}
    assert few == paths
    assert await cost(URL, with_total=True) == 5
    assert await cost(SAVED, page="tickets") == 3
    for place in range(5):
        await desk.bring(S.IN_PROGRESS, title=f"事项{place}", parent_id=first["id"])
    await upload(await desk.client(STAFF))
    assert {path: await cost(path) for path in paths} == paths


# --- saved views


async def test_views_are_kept_for_the_one_who_saved_them(desk: Desk) -> None:
    staff, other = await desk.client(STAFF), await desk.client(SECRETARY)
    view = {"page": "tickets", "name": "本月逾期", "query": "lamp=red&sort=-due_on"}
    saved = made(await staff.post(SAVED, json=view), 201)
    assert {name: saved[name] for name in view} == view
    taken = made(await staff.post(SAVED, json=view), 409)
    assert (taken["code"], taken["errors"][0]["pointer"]) == ("saved_view.name_taken", "/name")
    made(await other.post(SAVED, json=view), 201)
    assert [item["id"] for item in made(await staff.get(SAVED, params={"page": "tickets"}), 200)["items"]] == [
        saved["id"]
    ]
    assert made(await staff.get(SAVED, params={"page": "members"}), 200)["items"] == []
    assert (await other.delete(f"{SAVED}/{saved['id']}", headers=match(saved))).status_code == 404
    assert (await staff.delete(f"{SAVED}/{saved['id']}")).status_code == 428
    assert (await staff.delete(f"{SAVED}/{saved['id']}", headers={"If-Match": '"99"'})).status_code == 412
    assert (await staff.delete(f"{SAVED}/{saved['id']}", headers=match(saved))).status_code == 204
    assert made(await staff.get(SAVED, params={"page": "tickets"}), 200)["items"] == []


async def test_views_have_a_limit(desk: Desk) -> None:
    staff = await desk.client(STAFF)
    for place in range(20):
        made(await staff.post(SAVED, json={"page": "tickets", "name": f"筛选{place}", "query": ""}), 201)
    refused = made(await staff.post(SAVED, json={"page": "tickets", "name": "再一个", "query": ""}), 409)
    assert refused["code"] == "saved_view.too_many"
    assert "20" in refused["detail"]
