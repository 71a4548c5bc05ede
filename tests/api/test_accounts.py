"""Accounts administration: who may open, change, close accounts and give roles, and what is refused."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import time_machine
from sqlalchemy import select

from models.audit import AuditEntry
from models.branches import Branch
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role
from services.access.actor import Duty
from services.kit.reader import ConnectionReader
from tests.support.people import City, Offices

URL = "/api/v1/accounts"
PASSWORD = "Lake-Tern7-quiet"


@pytest.fixture
async def admin(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.ADMIN)


def new(offices: Offices, **changes: Any) -> dict[str, Any]:
    grants = [{"role": "branch_clerk", "branch_id": str(offices.lead.id)}]
    body = {
        "username": "Lin.Xiaoyu",
        "display_name": "林晓雨",
        "home_branch_id": str(offices.lead.id),
        "grants": grants,
    }
    return {**body, **changes}


async def entries(city: City, action: str) -> list[AuditEntry]:
    async with city.platform.database.transaction() as session:
        return list(
            await session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id))
        )


async def test_a_new_account_signs_in_once_with_its_first_password(offices: Offices, admin: httpx.AsyncClient) -> None:
    answer = await admin.post(URL, json=new(offices))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["username"], made["state"], made["must_change_password"]) == ("lin.xiaoyu", "open", True)
    assert made["home_branch"]["name"] == "干部一处党支部"
    assert [(held["role"], held["role_label"], held["branch"]["name"]) for held in made["grants"]] == [
        ("branch_clerk", "支部干事", "干部一处党支部")
    ]
    assert answer.headers["location"] == f"{URL}/{made['id']}"
    assert answer.headers["etag"] == '"1"'
    read = await admin.get(f"{URL}/{made['id']}")
    password = made.pop("one_time_password")
    assert read.json() == made, "the password is not shown again"

    signed_in = (await offices.city.sign_in("lin.xiaoyu", password)).json()
    assert signed_in["password_change_required"]
    client = offices.city.bearer(signed_in["access_token"])
    assert (await client.get("/api/v1/tickets")).json()["code"] == "auth.password_change_required"
    change = {"current_password": password, "new_password": "Copper_Finch4+oar"}
    assert (await client.post("/api/v1/me/password", json=change)).status_code == 204
    assert (await client.get("/api/v1/tickets")).status_code == 200

    (entry,) = await entries(offices.city, "account.create")
    assert entry.changes == {"grants": [None, ["branch_clerk @ 干部一处党支部"]]}
    assert entry.actor_id == offices.id_of(Role.ADMIN)
    assert password not in str(entry.changes)


async def test_a_user_name_is_taken_in_any_case(offices: Offices, admin: httpx.AsyncClient) -> None:
    assert (await admin.post(URL, json=new(offices))).status_code == 201
    again = await admin.post(URL, json=new(offices, username="LIN.xiaoyu"))
    assert (again.status_code, again.json()["code"]) == (409, "account.username_taken")
    assert again.json()["errors"][0]["pointer"] == "/username"
    assert len(await entries(offices.city, "account.create")) == 1


@pytest.mark.parametrize(
    ("changes", "status", "code", "pointer"),
    [
        ({"username": "a b"}, 422, "username_format", "/username"),
        ({"username": "林晓雨"}, 422, "username_format", "/username"),
        ({"username": "x" * 41}, 422, "username_format", "/username"),
        ({"display_name": " "}, 422, "string_too_short", "/display_name"),
        ({"display_name": "a\x00b"}, 422, "text_control_characters", "/display_name"),
        ({"password": "chosen"}, 422, "extra_forbidden", "/password"),
        ({"home_branch_id": str(uuid4())}, 404, "not_found", "/home_branch_id"),
        ({"grants": [{"role": "emperor", "branch_id": str(uuid4())}]}, 422, "enum", "/grants/0/role"),
        ({"grants": [{"role": "staff", "branch_id": str(uuid4())}]}, 404, "not_found", "/grants/0/branch_id"),
    ],
)
async def test_bad_input_is_explained_and_opens_nothing(
    offices: Offices, admin: httpx.AsyncClient, changes: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    answer = await admin.post(URL, json=new(offices, **changes))
    assert answer.status_code == status, answer.text
    assert (answer.json()["errors"][0]["code"], answer.json()["errors"][0]["pointer"]) == (code, pointer)
    assert (await admin.get(URL, params={"q": "lin.xiaoyu"})).json()["items"] == []


@pytest.mark.parametrize(
    ("held", "wanted"),
    [("admin", "auditor"), ("auditor", "staff"), ("supervisor", "admin"), ("member", "auditor")],
)
async def test_the_three_duties_never_meet_on_one_account(
    offices: Offices, admin: httpx.AsyncClient, held: str, wanted: str
) -> None:
    root = str(offices.root.id)
    both = [{"role": held, "branch_id": root}, {"role": wanted, "branch_id": root}]
    at_once = await admin.post(URL, json=new(offices, grants=both))
    assert (at_once.status_code, at_once.json()["code"]) == (409, "account.duties_overlap")
    assert at_once.json()["rule"] == "GB/T 22239-2019 8.1.4.2"
    assert at_once.json()["errors"][0]["pointer"] == "/grants/1/role"

    made = (await admin.post(URL, json=new(offices, grants=both[:1]))).json()
    later = await admin.post(f"{URL}/{made['id']}/grants", json=both[1])
    assert (later.status_code, later.json()["code"]) == (409, "account.duties_overlap")
    assert len((await admin.get(f"{URL}/{made['id']}")).json()["grants"]) == 1


async def test_roles_fit_the_kind_of_account(offices: Offices, admin: httpx.AsyncClient) -> None:
    root = str(offices.root.id)
    person = await admin.post(URL, json=new(offices, grants=[{"role": "integration", "branch_id": root}]))
    assert person.json()["code"] == "account.role_for_kind"
    clerk = await admin.post(URL, json=new(offices, kind="client"))
    assert clerk.json()["code"] == "account.role_for_kind"
    grants = [{"role": "integration", "branch_id": root}]
    made = (await admin.post(URL, json=new(offices, username="hr-sync", kind="client", grants=grants))).json()
    assert not made["must_change_password"]
    form = {"grant_type": "client_credentials", "client_id": "hr-sync", "client_secret": made["one_time_password"]}
    token = await offices.city.anonymous().post("/api/v1/auth/token", data=form)
    assert token.status_code == 200
    tickets = await offices.city.bearer(token.json()["access_token"]).get("/api/v1/tickets")
    assert tickets.status_code == 200, "a connected system is not held at a first password"


async def test_a_role_holds_at_once_and_ends_at_once(offices: Offices, admin: httpx.AsyncClient) -> None:
    account = offices.people[Role.BRANCH_CLERK]
    client = await offices.as_(account)
    assert "ticket:draft" not in (await client.get("/api/v1/me")).json()["permissions"]
    body = {"role": "staff", "branch_id": str(offices.root.id)}
    granted = await admin.post(f"{URL}/{account.id}/grants", json=body)
    assert granted.status_code == 201, granted.text
    assert granted.headers["etag"] == '"2"'
    assert "ticket:draft" in (await client.get("/api/v1/me")).json()["permissions"]
    twice = await admin.post(f"{URL}/{account.id}/grants", json=body)
    assert (twice.status_code, twice.json()["code"]) == (409, "account.already_granted")

    staff = next(held for held in granted.json()["grants"] if held["role"] == "staff")
    ended = await admin.delete(f"{URL}/{account.id}/grants/{staff['id']}")
    assert [held["role"] for held in ended.json()["grants"]] == ["branch_clerk"]
    assert "ticket:draft" not in (await client.get("/api/v1/me")).json()["permissions"]
    assert (await admin.delete(f"{URL}/{account.id}/grants/{staff['id']}")).status_code == 404
    changes = [
        entry.changes
        for action in ("account.grant", "account.grant_end")
        for entry in await entries(offices.city, action)
    ]
    assert changes == [
        {"grant": [None, "staff @ 中共云川市委员会"]},
        {"grant": ["staff @ 中共云川市委员会", None]},
    ]
    assert (await admin.post(f"{URL}/{account.id}/grants", json=body)).status_code == 201, "it may be given again"


async def test_nobody_acts_on_their_own_account(offices: Offices, admin: httpx.AsyncClient) -> None:
    mine = f"{URL}/{offices.id_of(Role.ADMIN)}"
    body = {"role": "admin", "branch_id": str(offices.district.id)}
    held = (await admin.get(mine)).json()["grants"][0]["id"]
    acts = [
        await admin.post(f"{mine}/grants", json=body),
        await admin.delete(f"{mine}/grants/{held}"),
        *[await admin.post(f"{mine}/{act}") for act in ("close", "password-reset", "unlock", "second-factor/reset")],
    ]
    assert {(act.status_code, act.json()["code"]) for act in acts} == {(403, "account.oneself")}


async def test_an_administrator_of_the_city_goes_while_another_is_left(offices: Offices) -> None:
    first, second = offices.people[Role.ADMIN], await offices.city.account(Role.ADMIN, offices.root)
    client = await offices.as_(second)
    held = (await client.get(f"{URL}/{first.id}")).json()["grants"][0]["id"]
    assert (await client.delete(f"{URL}/{first.id}/grants/{held}")).status_code == 200
    assert (await client.post(f"{URL}/{first.id}/close")).status_code == 200


async def test_a_patch_needs_the_version_that_was_seen(offices: Offices, admin: httpx.AsyncClient) -> None:
    url = f"{URL}/{offices.id_of(Role.BRANCH_CLERK)}"
    body = {"display_name": "周明远"}
    assert (await admin.patch(url, json=body)).status_code == 428
    stale = await admin.patch(url, json=body, headers={"If-Match": '"7"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    changed = await admin.patch(url, json=body, headers={"If-Match": '"1"'})
    assert (changed.json()["display_name"], changed.headers["etag"]) == ("周明远", '"2"')
    assert changed.json()["home_branch"]["id"] == str(offices.lead.id), "what is not sent stays"
    homeless = await admin.patch(url, json={"home_branch_id": None}, headers={"If-Match": '"2"'})
    assert homeless.json()["home_branch"] is None
    assert [item["id"] for item in (await admin.get(URL, params={"q": "zhoumy"})).json()["items"]] == []
    assert [item["id"] for item in (await admin.get(URL, params={"q": "明远"})).json()["items"]] == [
        changed.json()["id"]
    ]
    (first, second) = await entries(offices.city, "account.update")
    assert first.changes is not None
    assert first.changes["display_name"][1] == "周明远"
    assert second.changes == {"home_branch": ["干部一处党支部", None]}


async def test_a_reset_password_ends_sessions_and_lifts_the_lock(offices: Offices, admin: httpx.AsyncClient) -> None:
    account = await offices.city.person("zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, offices.lead.id))
    signed_in = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
    client = offices.city.bearer(signed_in["access_token"])
    assert (await client.get("/api/v1/me")).status_code == 200
    for _ in range(5):
        await offices.city.sign_in("zhou.my", "wrong")
    reset = await admin.post(f"{URL}/{account.id}/password-reset")
    assert reset.status_code == 200, reset.text
    assert reset.json()["must_change_password"]
    assert (await client.get("/api/v1/me")).status_code == 401
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 401
    password = reset.json()["one_time_password"]
    assert (await offices.city.sign_in("zhou.my", password)).json()["password_change_required"]


async def test_a_closed_account_is_shut_and_can_be_reopened(offices: Offices, admin: httpx.AsyncClient) -> None:
    account = await offices.city.person("zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, offices.lead.id))
    client = offices.city.bearer((await offices.city.sign_in("zhou.my", PASSWORD)).json()["access_token"])
    early = await admin.post(f"{URL}/{account.id}/reopen")
    assert (early.status_code, early.json()["code"]) == (409, "account.not_closed")
    closed = await admin.post(f"{URL}/{account.id}/close")
    assert (closed.json()["state"], closed.json()["closed_at"] is not None) == ("closed", True)
    assert (await client.get("/api/v1/me")).status_code == 401
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 401
    for act in ("close", "password-reset"):
        assert (await admin.post(f"{URL}/{account.id}/{act}")).json()["code"] == "account.closed"
    reopened = await admin.post(f"{URL}/{account.id}/reopen")
    assert reopened.json()["state"] == "open"
    assert [held["role"] for held in reopened.json()["grants"]] == ["branch_clerk"]
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 401
    assert (await offices.city.sign_in("zhou.my", reopened.json()["one_time_password"])).status_code == 200


async def test_a_lock_is_shown_and_can_be_lifted(offices: Offices, admin: httpx.AsyncClient) -> None:
    account = await offices.city.person("zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, offices.lead.id))
    with time_machine.travel(utc_now(), tick=False) as clock:
        for _ in range(5):
            await offices.city.sign_in("zhou.my", "wrong")
        seen = (await admin.get(f"{URL}/{account.id}")).json()
        assert (seen["state"], seen["locked_until"] is not None) == ("locked", True)
        listed = (await admin.get(URL, params={"state": "locked", "with_total": True})).json()
        assert ([item["username"] for item in listed["items"]], listed["total"]) == (["zhou.my"], 1)
        unlocked = await admin.post(f"{URL}/{account.id}/unlock")
        assert (unlocked.status_code, unlocked.json()["state"]) == (200, "open")
        assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 200
        for _ in range(5):
            await offices.city.sign_in("zhou.my", "wrong")
        clock.shift(timedelta(minutes=15))
        fresh = await offices.as_(Role.ADMIN)
        assert (await fresh.get(f"{URL}/{account.id}")).json()["state"] == "open"


async def test_a_lost_telephone_is_forgotten(offices: Offices, admin: httpx.AsyncClient) -> None:
    account = offices.people[Role.SUPERVISOR]
    client = await offices.as_(account)
    assert (await client.get("/api/v1/me")).json()["account"]["second_factor"]
    reset = await admin.post(f"{URL}/{account.id}/second-factor/reset")
    assert (reset.status_code, reset.json()["second_factor"]) == (200, False)
    assert (await client.get("/api/v1/me")).status_code == 401
    again = await admin.post(f"{URL}/{account.id}/second-factor/reset")
    assert (again.status_code, again.json()["code"]) == (409, "second_factor.not_set")


async def test_the_auditor_looks_and_does_not_touch(offices: Offices) -> None:
    auditor = await offices.as_(Role.AUDITOR)
    target = f"{URL}/{offices.id_of(Role.MEMBER)}"
    assert (await auditor.get(URL)).status_code == 200
    assert (await auditor.get(target)).status_code == 200
    acts = [
        await auditor.post(URL, json=new(offices)),
        await auditor.patch(target, json={}, headers={"If-Match": "1"}),
        await auditor.post(f"{target}/grants", json={"role": "member", "branch_id": str(offices.lead.id)}),
        await auditor.delete(f"{target}/grants/{uuid4()}"),
        *[
            await auditor.post(f"{target}/{act}")
            for act in ("close", "reopen", "unlock", "password-reset", "second-factor/reset")
        ],
    ]
    assert {(act.status_code, act.json()["code"]) for act in acts} == {(403, "forbidden")}
    for role in set(Role) - {Role.ADMIN, Role.AUDITOR}:
        assert (await (await offices.as_(role)).get(URL)).status_code == 403, role


async def test_the_list_pages_through_everybody_once(offices: Offices, admin: httpx.AsyncClient) -> None:
    for sort in ("username", "-username", "created_at", "-updated_at"):
        seen: list[str] = []
        cursor = None
        while True:
            params = {"limit": 4, "sort": sort, "with_total": True, **({"cursor": cursor} if cursor else {})}
            page = (await admin.get(URL, params=params)).json()
            seen += [item["username"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == page["total"] == 11, sort
        if sort.endswith("username"):
            assert seen == sorted(seen, reverse=sort.startswith("-"))
    assert (await admin.get(URL, params={"sort": "password_hash"})).json()["errors"][0]["code"] == "paging.unknown_sort"
    assert (await admin.get(URL, params={"cursor": "x"})).json()["errors"][0]["code"] == "paging.unknown_cursor"


async def test_the_list_is_narrowed(offices: Offices, admin: httpx.AsyncClient) -> None:
    await offices.city.account(Role.BRANCH_CLERK, offices.foreign, name="林晓雨", home=offices.lead)
    closed = offices.people[Role.MEMBER]
    assert (await admin.post(f"{URL}/{closed.id}/close")).status_code == 200

    async def names(**params: Any) -> list[str]:
        answer = await admin.get(URL, params=params)
        assert answer.status_code == 200, answer.text
        return [item["username"].split("-")[0] for item in answer.json()["items"]]

    assert await names(role="branch_clerk", branch_id=str(offices.organ.id)) == ["branch_clerk"]
    assert await names(role=["branch_clerk", "auditor"]) == ["auditor", "branch_clerk", "branch_clerk"]
    assert sorted(await names(branch_id=str(offices.district.id))) == ["branch_clerk", "branch_secretary"]
    assert await names(q="linxiaoyu") == await names(q="晓雨") == await names(q="lxy") == ["branch_clerk"]
    assert await names(q="integration") == ["integration"]
    assert await names(state="closed") == ["member"]
    assert len(await names(state=["open", "locked"], limit=50)) == 11
    assert await names(branch_id=str(uuid4())) == []
    assert (await admin.get(URL, params={"state": "asleep"})).status_code == 422


async def test_integrations_hear_of_changes_and_closings(offices: Offices, admin: httpx.AsyncClient) -> None:
    before = utc_now().isoformat()
    changed, closed = offices.people[Role.BRANCH_CLERK], offices.people[Role.MEMBER]
    await admin.post(f"{URL}/{closed.id}/close")
    grant = {"role": "staff", "branch_id": str(offices.root.id)}
    await admin.post(f"{URL}/{changed.id}/grants", json=grant)
    page = (await admin.get(URL, params={"updated_since": before})).json()
    assert [(item["id"], item["state"]) for item in page["items"]] == [
        (str(closed.id), "closed"),
        (str(changed.id), "open"),
    ]


async def test_the_list_costs_the_same_for_many(offices: Offices, admin: httpx.AsyncClient) -> None:
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)

    async def cost() -> int:
        before = reader.count
        assert (await admin.get(URL, params={"limit": 100})).status_code == 200
        return reader.count - before

    few = await cost()
    for _ in range(12):
        await offices.city.account(Role.MEMBER, offices.lead)
    assert await cost() == few


async def test_a_one_time_password_is_not_kept_in_the_clear(offices: Offices, admin: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "one-account"}
    first = await admin.post(URL, json=new(offices), headers=headers)
    again = await admin.post(URL, json=new(offices), headers=headers)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    async with offices.city.platform.database.transaction() as session:
        connection = await session.connection()
        kept = (await connection.exec_driver_sql("SELECT body FROM idempotency_keys")).scalar_one()
    assert first.json()["one_time_password"].encode() not in kept


async def test_a_branch_that_is_dissolved_takes_no_accounts(offices: Offices, admin: httpx.AsyncClient) -> None:
    async with offices.city.platform.database.transaction() as session:
        branch = await session.get_one(Branch, offices.support.id)
        branch.dissolved_on = utc_now().date()
    refused = await admin.post(URL, json=new(offices, home_branch_id=str(offices.support.id)))
    assert (refused.status_code, refused.json()["code"]) == (409, "account.branch_dissolved")


async def test_client_secrets_do_not_expire(offices: Offices) -> None:
    duty = Duty(Role.INTEGRATION, offices.root.id)
    account = await offices.city.person("hr-sync", PASSWORD, duty, kind=AccountKind.CLIENT)
    assert account.password_expires_on is None
