"""One's own account: profile, password, second factor, sessions."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import httpx
import pyotp
import pytest
import time_machine
from sqlalchemy import select

from api.platform import Platform
from api.settings import Settings
from models.accounts import Account, FormerPassword
from models.audit import AuditEntry
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role
from services.access.actor import Duty
from tests.conftest import application
from tests.support.people import City, Offices

PASSWORD = "Lake-Tern7-quiet"
BETTER = "Copper_Finch4+oar"


async def signed_in(
    offices: Offices, *, must_change_password: bool = False
) -> tuple[httpx.AsyncClient, dict[str, Any]]:
    await offices.city.person(
        "zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, offices.lead.id), must_change_password=must_change_password
    )
    body = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
    return offices.city.bearer(body["access_token"]), body


async def audited(city: City) -> list[tuple[str, bool]]:
    async with city.platform.database.transaction() as session:
        rows = await session.scalars(
            select(AuditEntry).where(AuditEntry.entity_kind == "account").order_by(AuditEntry.id)
        )
        return [(row.action, row.succeeded) for row in rows]


async def test_me_says_who_with_which_roles_over_which_branches(offices: Offices) -> None:
    account = offices.people[Role.BRANCH_CLERK]
    await offices.city.grant(account, Role.MEMBER, offices.organ)
    client = await offices.as_(account)
    me = (await client.get("/api/v1/me")).json()
    assert me["account"] == {
        "id": str(account.id),
        "username": account.username,
        "display_name": account.display_name,
        "kind": "person",
        "home_branch": {"id": str(offices.lead.id), "name": "干部一处党支部"},
        "password_expires_on": None,
        "second_factor": True,
        "version": 1,
    }
    assert [(held["role"], held["role_label"], held["branch"]["name"]) for held in me["grants"]] == [
        ("member", "党员", "中共云川市委组织部机关委员会"),
        ("branch_clerk", "支部干事", "干部一处党支部"),
    ]
    assert "ticket:carry_out" in me["permissions"]
    assert "account:manage" not in me["permissions"]
    assert me["permissions"] == sorted(me["permissions"])
    assert (me["restriction"], me["member_id"], me["todo"]) == (
        None,
        None,
        {"mine": 0, "handled": 0, "soon": 0, "transfers": 0},
    )
    english = (await client.get("/api/v1/me", headers={"Accept-Language": "en"})).json()
    assert english["grants"][1]["role_label"] == "Branch clerk"


async def test_me_needs_a_sign_in(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get("/api/v1/me")).json()["code"] == "auth.not_signed_in"


async def test_a_first_password_shuts_everything_but_its_change(offices: Offices) -> None:
    client, _ = await signed_in(offices, must_change_password=True)
    refused = await client.get("/api/v1/me/sessions")
    assert (refused.status_code, refused.json()["code"]) == (403, "auth.password_change_required")
    assert (await client.get("/api/v1/me")).json()["restriction"] == "password_change"
    changed = await client.post("/api/v1/me/password", json={"current_password": PASSWORD, "new_password": BETTER})
    assert changed.status_code == 204, changed.text
    assert (await client.get("/api/v1/me/sessions")).status_code == 200
    assert (await client.get("/api/v1/me")).json()["restriction"] is None


async def test_changing_the_password_ends_all_other_sessions(offices: Offices) -> None:
    client, body = await signed_in(offices)
    other = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
    other_client = offices.city.bearer(other["access_token"])
    assert (await other_client.get("/api/v1/me")).status_code == 200
    answer = await client.post("/api/v1/me/password", json={"current_password": PASSWORD, "new_password": BETTER})
    assert answer.status_code == 204, answer.text

    assert (await other_client.get("/api/v1/me")).status_code == 401
    refresh = {"grant_type": "refresh_token"}
    anonymous = offices.city.anonymous()
    ended = await anonymous.post("/api/v1/auth/token", data={**refresh, "refresh_token": other["refresh_token"]})
    kept = await anonymous.post("/api/v1/auth/token", data={**refresh, "refresh_token": body["refresh_token"]})
    assert (ended.status_code, kept.status_code) == (401, 200)
    assert (await client.get("/api/v1/me")).status_code == 200
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 401
    assert (await offices.city.sign_in("zhou.my", BETTER)).status_code == 200
    assert ("account.password_change", True) in await audited(offices.city)


async def test_every_broken_rule_is_named_at_once_and_nothing_changes(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    answer = await client.post("/api/v1/me/password", json={"current_password": PASSWORD, "new_password": "zhou.my1"})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "password.refused"
    assert problem["rule"] == "GB/T 22239-2019 8.1.4.1 a)"
    assert {fault["pointer"] for fault in problem["errors"]} == {"/new_password"}
    assert [fault["code"] for fault in problem["errors"]] == ["password.too_short", "password.holds_name"]
    assert problem["errors"][0]["message"] == "至少 10 个字符，目前 8 个。"
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 200


async def test_the_last_five_passwords_are_not_taken_again(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    used = [PASSWORD, *(f"Copper_Finch{n}+oar" for n in range(4))]

    async def change(current: str, new: str) -> httpx.Response:
        return await client.post("/api/v1/me/password", json={"current_password": current, "new_password": new})

    for current, new in pairwise(used):
        assert (await change(current, new)).status_code == 204
    for earlier in used:
        refused = await change(used[-1], earlier)
        assert [fault["code"] for fault in refused.json()["errors"]] == ["password.reused"], earlier
    assert (await change(used[-1], "Amber%Wren8fjord")).status_code == 204
    assert (await change("Amber%Wren8fjord", PASSWORD)).status_code == 204, "the sixth last may come back"
    async with offices.city.platform.database.transaction() as session:
        assert len(list(await session.scalars(select(FormerPassword)))) == 5


async def test_guessing_the_current_password_locks_like_a_sign_in(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    for _ in range(5):
        wrong = await client.post("/api/v1/me/password", json={"current_password": "guess", "new_password": BETTER})
        assert (wrong.status_code, wrong.json()["code"]) == (422, "password.current_wrong")
        assert wrong.json()["errors"][0]["pointer"] == "/current_password"
    locked = await client.post("/api/v1/me/password", json={"current_password": PASSWORD, "new_password": BETTER})
    assert (locked.status_code, locked.json()["code"]) == (429, "auth.locked")
    assert int(locked.headers["retry-after"]) > 800
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 429
    acts = await audited(offices.city)
    assert acts.count(("account.password_proof", False)) == 5
    assert acts.count(("auth.lock", True)) == 1


async def test_a_repeated_change_is_answered_from_memory(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    body = {"current_password": PASSWORD, "new_password": BETTER}
    for replayed in (None, "true"):
        answer = await client.post("/api/v1/me/password", json=body, headers={"Idempotency-Key": "one-change"})
        assert (answer.status_code, answer.headers.get("idempotency-replayed")) == (204, replayed)


async def test_a_second_factor_is_set_up_confirmed_and_then_asked_for(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    early = await client.post("/api/v1/me/totp/confirm", json={"otp": "123456"})
    assert (early.status_code, early.json()["code"]) == (409, "second_factor.not_set")
    with time_machine.travel(utc_now(), tick=False) as clock:
        setup = (await client.post("/api/v1/me/totp")).json()
        assert setup["uri"].startswith("otpauth://totp/")
        assert setup["secret"] in setup["uri"]
        assert setup["qr_svg"].startswith("<svg xmlns")
        assert not {"script", "style=", "href", "onload"} & set(setup["qr_svg"].split())
        assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 200, "not before it is confirmed"

        totp = pyotp.TOTP(setup["secret"])
        wrong = await client.post("/api/v1/me/totp/confirm", json={"otp": "12345"})
        assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/otp")
        confirmed = await client.post("/api/v1/me/totp/confirm", json={"otp": totp.at(utc_now())})
        assert confirmed.status_code == 204, confirmed.text
        assert (await client.get("/api/v1/me")).json()["account"]["second_factor"]
        assert (await client.post("/api/v1/me/totp")).json()["code"] == "second_factor.already_set"
        again = await client.post("/api/v1/me/totp/confirm", json={"otp": totp.at(utc_now())})
        assert again.json()["code"] == "second_factor.already_set"

        assert (await offices.city.sign_in("zhou.my", PASSWORD)).json()["code"] == "auth.otp_required"
        used = await offices.city.sign_in("zhou.my", PASSWORD, otp=totp.at(utc_now()))
        assert used.json()["code"] == "auth.otp_invalid", "the confirming code is spent"
        clock.shift(timedelta(seconds=30))
        assert (await offices.city.sign_in("zhou.my", PASSWORD, otp=totp.at(utc_now()))).status_code == 200


async def test_the_secret_is_sealed_in_the_database_also_under_an_idempotency_key(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    headers = {"Idempotency-Key": "totp-once"}
    setup = await client.post("/api/v1/me/totp", headers=headers)
    again = await client.post("/api/v1/me/totp", headers=headers)
    assert again.json() == setup.json()
    secret = setup.json()["secret"].encode()
    async with offices.city.platform.database.transaction() as session:
        connection = await session.connection()
        kept = (await connection.exec_driver_sql("SELECT body FROM idempotency_keys")).scalar_one()
        stored = (await session.scalars(select(Account.totp_secret).where(Account.username == "zhou.my"))).one()
    assert stored is not None
    assert secret not in stored
    assert secret not in kept


async def test_the_second_factor_is_given_up_with_the_password(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    missing = await client.request("DELETE", "/api/v1/me/totp", json={"password": PASSWORD})
    assert missing.json()["code"] == "second_factor.not_set"
    secret = (await client.post("/api/v1/me/totp")).json()["secret"]
    await client.post("/api/v1/me/totp/confirm", json={"otp": pyotp.TOTP(secret).now()})
    wrong = await client.request("DELETE", "/api/v1/me/totp", json={"password": "guess"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "password.current_wrong")
    assert (await client.request("DELETE", "/api/v1/me/totp", json={"password": PASSWORD})).status_code == 204
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 200
    assert [act for act in await audited(offices.city) if "second_factor" in act[0]] == [
        ("account.second_factor_begin", True),
        ("account.second_factor_confirm", True),
        ("account.second_factor_remove", True),
    ]


@pytest.mark.parametrize("setting", ["required", "optional"])
async def test_who_must_have_a_second_factor_is_held_to_it(offices: Offices, settings: Settings, setting: str) -> None:
    own = settings.model_copy(update={"second_factor": setting})
    platform = Platform.assemble(own, offices.city.platform.database, remember=False)
    city = City(platform, application(own, platform))
    await city.person("audit.li", PASSWORD, Duty(Role.AUDITOR, offices.root.id))
    body = (await city.sign_in("audit.li", PASSWORD)).json()
    client = city.bearer(body["access_token"])
    gate = await client.get("/api/v1/audit-entries")
    if setting == "optional":
        assert not body["second_factor_setup_required"]
        assert gate.status_code == 200
    else:
        assert body["second_factor_setup_required"]
        assert (gate.status_code, gate.json()["code"]) == (403, "auth.second_factor_setup_required")
    secret = (await client.post("/api/v1/me/totp")).json()["secret"]
    await client.post("/api/v1/me/totp/confirm", json={"otp": pyotp.TOTP(secret).now()})
    assert (await client.get("/api/v1/audit-entries")).status_code == 200
    removed = await client.request("DELETE", "/api/v1/me/totp", json={"password": PASSWORD})
    assert removed.status_code == (409 if setting == "required" else 204)
    await city.close()


async def test_connected_systems_use_no_second_factor(offices: Offices) -> None:
    duty = Duty(Role.INTEGRATION, offices.root.id)
    await offices.city.person("hr-sync", PASSWORD, duty, kind=AccountKind.CLIENT)
    client = offices.city.bearer((await offices.city.sign_in("hr-sync", PASSWORD)).json()["access_token"])
    assert (await client.post("/api/v1/me/totp")).json()["code"] == "second_factor.not_for_clients"


async def test_own_sessions_are_listed_and_ended(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    edge = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0"}
    form = {"grant_type": "password", "username": "zhou.my", "password": PASSWORD}
    other = (await offices.city.anonymous().post("/api/v1/auth/token", data=form, headers=edge)).json()
    sessions = (await client.get("/api/v1/me/sessions")).json()["items"]
    assert [(item["current"], item["address"]) for item in sessions] == [(False, "127.0.0.1"), (True, "127.0.0.1")]
    assert sessions[0]["device"] == "Edge 131 · Windows"
    ended = await client.delete(f"/api/v1/me/sessions/{sessions[0]['id']}")
    assert ended.status_code == 204
    assert (await offices.city.bearer(other["access_token"]).get("/api/v1/me")).status_code == 401
    assert (await client.delete(f"/api/v1/me/sessions/{sessions[0]['id']}")).status_code == 404
    assert [item["current"] for item in (await client.get("/api/v1/me/sessions")).json()["items"]] == [True]


async def test_sessions_of_others_are_out_of_reach(offices: Offices) -> None:
    client, _ = await signed_in(offices)
    stranger = await offices.as_(Role.SUPERVISOR)
    theirs = (await stranger.get("/api/v1/me/sessions")).json()["items"]
    assert len(theirs) == 1
    assert (await client.delete(f"/api/v1/me/sessions/{theirs[0]['id']}")).status_code == 404
    assert (await stranger.get("/api/v1/me")).status_code == 200


async def test_idle_sessions_are_not_listed(offices: Offices) -> None:
    with time_machine.travel(utc_now(), tick=False) as clock:
        await signed_in(offices)
        clock.shift(timedelta(minutes=30))
        client = offices.city.bearer((await offices.city.sign_in("zhou.my", PASSWORD)).json()["access_token"])
        assert len((await client.get("/api/v1/me/sessions")).json()["items"]) == 1
