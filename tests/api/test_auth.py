"""Signing in, carrying on, signing out: the ways in and the ways that must stay shut."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pyotp
import pytest
import time_machine
from jose import jwt
from sqlalchemy import select

from models.accounts import Account, RefreshToken, SignInSession
from models.audit import AuditEntry
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role, SessionEnd
from models.enums.branches import BranchKind
from services.access import second_factor, tokens
from services.access.actor import Duty
from services.access.passwords import Passwords
from tests.support.people import City, Offices

PASSWORD = "Lake-Tern7-quiet"
SECRET_OF_TESTS = "a secret of the tests that is long enough"


async def clerk(offices: Offices, *, must_change_password: bool = False) -> Account:
    return await offices.city.person(
        "zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, offices.lead.id), must_change_password=must_change_password
    )


async def audited(city: City, action: str) -> list[AuditEntry]:
    async with city.platform.database.transaction() as session:
        return list(
            await session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id))
        )


async def refreshed(city: City, refresh_token: str) -> httpx.Response:
    return await city.anonymous().post(
        "/api/v1/auth/token", data={"grant_type": "refresh_token", "refresh_token": refresh_token}
    )


async def test_a_password_opens_a_session_and_a_wrong_one_does_not(offices: Offices) -> None:
    account = await clerk(offices)
    right = await offices.city.sign_in("zhou.my", PASSWORD)
    assert right.status_code == 200, right.text
    body = right.json()
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 900
    assert body["refresh_token"].startswith("djr_")
    assert body["scope"] is None
    assert not body["password_change_required"]
    assert not body["second_factor_setup_required"]
    me = (await offices.city.bearer(body["access_token"]).get("/api/v1/me")).json()
    assert me["account"]["id"] == str(account.id)

    wrong = await offices.city.sign_in("zhou.my", PASSWORD + "x")
    assert wrong.status_code == 401
    assert wrong.json()["code"] == "auth.invalid_credentials"
    assert wrong.json()["error"] == "invalid_grant"
    assert wrong.headers["content-type"] == "application/problem+json"
    rows = await audited(offices.city, "auth.sign_in")
    assert [(row.succeeded, row.actor_id, row.address, row.request_id is not None) for row in rows] == [
        (True, account.id, "127.0.0.1", True),
        (False, account.id, "127.0.0.1", True),
    ]


async def test_the_user_name_may_be_typed_in_capitals_or_full_width(offices: Offices) -> None:
    await clerk(offices)
    assert (await offices.city.sign_in(" ZHOU.my ", PASSWORD)).status_code == 200
    assert (await offices.city.sign_in("ｚｈｏｕ．ｍｙ", PASSWORD)).status_code == 200


async def test_unknown_wrong_and_closed_are_told_the_same(offices: Offices) -> None:
    account = await clerk(offices)
    wrong = (await offices.city.sign_in("zhou.my", "wrong")).json()
    unknown = (await offices.city.sign_in("nobody.here", "wrong")).json()
    async with offices.city.platform.database.transaction() as session:
        (await session.get_one(Account, account.id)).closed_at = utc_now()
    closed = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
    for answer in (wrong, unknown, closed):
        answer.pop("request_id")
    assert wrong == unknown == closed
    names = [row.entity_name for row in await audited(offices.city, "auth.sign_in")]
    assert names == ["zhou.my", "no…", "zhou.my"], "an unknown name is not written down whole"


@pytest.mark.parametrize("username", ["zhou.my", "nobody.here"])
async def test_five_failures_lock_known_and_unknown_names_alike(offices: Offices, username: str) -> None:
    await clerk(offices)
    with time_machine.travel(utc_now(), tick=False) as clock:
        for _ in range(5):
            assert (await offices.city.sign_in(username, "wrong")).status_code == 401
        locked = await offices.city.sign_in(username.upper(), PASSWORD)
        assert locked.status_code == 429
        assert locked.json()["code"] == "auth.locked"
        assert locked.headers["retry-after"] == str(15 * 60)
        assert "15 分钟" in locked.json()["detail"]
        clock.shift(timedelta(minutes=14, seconds=59))
        assert (await offices.city.sign_in(username, PASSWORD)).headers["retry-after"] == "1"
        clock.shift(timedelta(seconds=1))
        after = await offices.city.sign_in(username, PASSWORD)
        assert after.status_code == (200 if username == "zhou.my" else 401)
    assert len(await audited(offices.city, "auth.lock")) == 1


async def test_a_success_begins_the_count_anew(offices: Offices) -> None:
    await clerk(offices)
    for _ in range(2):
        for _ in range(4):
            assert (await offices.city.sign_in("zhou.my", "wrong")).status_code == 401
        assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 200


async def test_guesses_at_the_same_moment_are_counted_one_by_one(live_city: City) -> None:
    root = await live_city.branch("中共云川市委员会", kind=BranchKind.COMMITTEE)
    await live_city.person("zhou.my", PASSWORD, Duty(Role.STAFF, root.id))
    answers = await asyncio.gather(*(live_city.sign_in("zhou.my", f"guess {n}") for n in range(16)))
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [401] * 5 + [429] * 11
    assert (await live_city.sign_in("zhou.my", PASSWORD)).status_code == 429


async def with_second_factor(city: City, account: Account) -> str:
    secret = second_factor.new_secret()
    async with city.platform.database.transaction() as session:
        stored = await session.get_one(Account, account.id)
        stored.totp_secret = city.platform.sealer.seal(secret)
        stored.totp_confirmed_at = utc_now()
    return secret


async def test_a_second_factor_is_asked_for_only_after_the_right_password(offices: Offices) -> None:
    secret = await with_second_factor(offices.city, await clerk(offices))
    with time_machine.travel(utc_now(), tick=False) as clock:
        totp = pyotp.TOTP(secret)
        assert (await offices.city.sign_in("zhou.my", "wrong")).json()["code"] == "auth.invalid_credentials"
        assert (await offices.city.sign_in("zhou.my", PASSWORD)).json()["code"] == "auth.otp_required"
        code = totp.at(utc_now())
        other = f"{(int(code) + 1) % 1_000_000:06d}"
        wrong = await offices.city.sign_in("zhou.my", PASSWORD, otp=other)
        assert (wrong.status_code, wrong.json()["code"]) == (401, "auth.otp_invalid")
        spaced = f"{code[:3]} {code[3:]}"
        assert (await offices.city.sign_in("zhou.my", PASSWORD, otp=spaced)).status_code == 200
        again = await offices.city.sign_in("zhou.my", PASSWORD, otp=code)
        assert again.json()["code"] == "auth.otp_invalid", "a code serves once"
        clock.shift(timedelta(seconds=30))
        assert (await offices.city.sign_in("zhou.my", PASSWORD, otp=totp.at(utc_now()))).status_code == 200


async def test_asking_for_the_code_does_not_reset_the_count_of_failures(offices: Offices) -> None:
    await with_second_factor(offices.city, await clerk(offices))
    for _ in range(5):
        assert (await offices.city.sign_in("zhou.my", PASSWORD)).json()["code"] == "auth.otp_required"
        assert (await offices.city.sign_in("zhou.my", PASSWORD, otp="abcdef")).json()["code"] == "auth.otp_invalid"
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 429


async def test_a_first_password_and_a_missing_second_factor_are_announced(offices: Offices) -> None:
    await clerk(offices, must_change_password=True)
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).json()["password_change_required"]
    await offices.city.person("audit.li", PASSWORD, Duty(Role.AUDITOR, offices.root.id))
    assert (await offices.city.sign_in("audit.li", PASSWORD)).json()["second_factor_setup_required"]


async def test_an_expired_password_must_be_changed(offices: Offices) -> None:
    await clerk(offices)
    with time_machine.travel(utc_now() + timedelta(days=90), tick=False):
        assert not (await offices.city.sign_in("zhou.my", PASSWORD)).json()["password_change_required"]
    with time_machine.travel(utc_now() + timedelta(days=91), tick=False):
        assert (await offices.city.sign_in("zhou.my", PASSWORD)).json()["password_change_required"]


async def test_a_hash_of_weaker_parameters_is_renewed_without_touching_the_version(offices: Offices) -> None:
    account = await clerk(offices)
    async with offices.city.platform.database.transaction() as session:
        stored = await session.get_one(Account, account.id)
        stored.password_hash = old = await Passwords(memory_kib=16, passes=1).hash(PASSWORD)
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 200
    async with offices.city.platform.database.transaction() as session:
        now_stored = await session.get_one(Account, account.id)
        assert now_stored.password_hash != old
        assert not offices.city.platform.passwords.is_outdated(now_stored.password_hash)
        assert (now_stored.version, now_stored.updated_at) == (stored.version, stored.updated_at)
    assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 200


async def test_a_connected_system_signs_in_by_client_credentials(offices: Offices) -> None:
    duty = Duty(Role.INTEGRATION, offices.root.id)
    await offices.city.person("hr-sync", PASSWORD, duty, kind=AccountKind.CLIENT)
    await clerk(offices)
    form = {"grant_type": "client_credentials", "client_id": "hr-sync", "client_secret": PASSWORD}
    client = offices.city.anonymous()
    answer = await client.post("/api/v1/auth/token", data={**form, "scope": "ticket:read"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["refresh_token"] is None
    assert "ticket:read" in answer.json()["scope"].split()
    assert (await offices.city.bearer(answer.json()["access_token"]).get("/api/v1/me")).status_code == 200

    unheld = await client.post("/api/v1/auth/token", data={**form, "scope": "ticket:read account:manage"})
    assert (unheld.status_code, unheld.json()["error"]) == (422, "invalid_scope")
    person = await client.post("/api/v1/auth/token", data={**form, "client_id": "zhou.my"})
    assert (person.status_code, person.json()["error"]) == (401, "invalid_client")
    by_password = await offices.city.sign_in("hr-sync", PASSWORD)
    assert by_password.json()["refresh_token"]


@pytest.mark.parametrize(
    ("form", "pointers", "error"),
    [
        ({"grant_type": "implicit"}, ["/grant_type"], "unsupported_grant_type"),
        ({"grant_type": "password"}, ["/username", "/password"], "invalid_request"),
        ({"grant_type": "refresh_token"}, ["/refresh_token"], "invalid_request"),
        ({"grant_type": "client_credentials", "client_id": "x"}, ["/client_secret"], "invalid_request"),
        ({}, ["/grant_type"], None),
        ({"grant_type": "password", "username": "a\x00b", "password": "x"}, ["/username"], None),
        ({"grant_type": "password", "username": "a", "password": "x" * 1001}, ["/password"], None),
    ],
)
async def test_incomplete_forms_are_explained(
    anonymous: httpx.AsyncClient, form: dict[str, str], pointers: list[str], error: str | None
) -> None:
    answer = await anonymous.post("/api/v1/auth/token", data=form)
    assert answer.status_code == 422, answer.text
    assert [fault["pointer"] for fault in answer.json()["errors"]] == pointers
    assert answer.json().get("error") == error


@pytest.mark.parametrize("body", [b"grant_type=password&username=%ff%fe&password=%00", b"\xff\xfe", b"%", b'{"a":1}'])
async def test_damaged_forms_are_no_server_errors(anonymous: httpx.AsyncClient, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert 400 <= (await anonymous.post("/api/v1/auth/token", content=body, headers=headers)).status_code < 500


async def test_a_refresh_token_serves_once_and_its_second_use_ends_the_session(offices: Offices) -> None:
    await clerk(offices)
    first = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
    second = await refreshed(offices.city, first["refresh_token"])
    assert second.status_code == 200
    assert second.json()["refresh_token"] != first["refresh_token"]
    owner = offices.city.bearer(second.json()["access_token"])
    assert (await owner.get("/api/v1/me")).status_code == 200

    stolen = await refreshed(offices.city, first["refresh_token"])
    assert (stolen.status_code, stolen.json()["code"], stolen.json()["error"]) == (
        401,
        "auth.refresh_invalid",
        "invalid_grant",
    )
    assert (await owner.get("/api/v1/me")).status_code == 401
    assert (await refreshed(offices.city, second.json()["refresh_token"])).status_code == 401
    assert len(await audited(offices.city, "auth.refresh_reuse")) == 1
    async with offices.city.platform.database.transaction() as session:
        reasons = list(await session.scalars(select(SignInSession.end_reason)))
    assert reasons == [SessionEnd.REUSE_DETECTED]


async def test_of_concurrent_refreshes_exactly_one_wins(live_city: City) -> None:
    root = await live_city.branch("中共云川市委员会", kind=BranchKind.COMMITTEE)
    await live_city.person("zhou.my", PASSWORD, Duty(Role.STAFF, root.id))
    token = (await live_city.sign_in("zhou.my", PASSWORD)).json()["refresh_token"]
    answers = await asyncio.gather(*(refreshed(live_city, token) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 7
    async with live_city.platform.database.transaction() as session:
        issued = list(await session.scalars(select(RefreshToken)))
    assert len(issued) == 2


async def test_an_idle_session_ends(offices: Offices) -> None:
    await clerk(offices)
    with time_machine.travel(utc_now(), tick=False) as clock:
        token = (await offices.city.sign_in("zhou.my", PASSWORD)).json()["refresh_token"]
        clock.shift(timedelta(minutes=29, seconds=59))
        token = (await refreshed(offices.city, token)).json()["refresh_token"]
        clock.shift(timedelta(minutes=30))
        assert (await refreshed(offices.city, token)).status_code == 401


async def test_a_session_ends_after_twelve_hours_however_busy(offices: Offices) -> None:
    await clerk(offices)
    with time_machine.travel(utc_now(), tick=False) as clock:
        body = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
        for _ in range(12 * 3 - 1):
            clock.shift(timedelta(minutes=20))
            body = (await refreshed(offices.city, body["refresh_token"])).json()
        clock.shift(timedelta(minutes=19, seconds=59))
        body = (await refreshed(offices.city, body["refresh_token"])).json()
        clock.shift(timedelta(seconds=1))
        assert (await refreshed(offices.city, body["refresh_token"])).status_code == 401
        assert (await offices.city.bearer(body["access_token"]).get("/api/v1/me")).status_code == 401


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_revoking_either_token_ends_the_session_at_once(offices: Offices, kind: str) -> None:
    await clerk(offices)
    body = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
    other = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
    client = offices.city.bearer(body["access_token"])
    assert (await client.get("/api/v1/me")).status_code == 200
    assert (await offices.city.anonymous().post("/api/v1/auth/revoke", data={"token": body[kind]})).status_code == 200
    assert (await client.get("/api/v1/me")).json()["code"] == "auth.token_invalid"
    assert (await refreshed(offices.city, body["refresh_token"])).status_code == 401
    assert (await offices.city.bearer(other["access_token"]).get("/api/v1/me")).status_code == 200
    assert len(await audited(offices.city, "auth.sign_out")) == 1


async def test_revoking_what_is_no_token_answers_the_same(anonymous: httpx.AsyncClient) -> None:
    for token in ("djr_unknown", "a.b.c", "密码"):
        assert (await anonymous.post("/api/v1/auth/revoke", data={"token": token})).status_code == 200
    assert (await anonymous.post("/api/v1/auth/revoke", data={})).status_code == 422


def claims(account_id: object, session_id: object, **changes: Any) -> dict[str, Any]:
    now = int(utc_now().timestamp())
    valid = {
        "iss": tokens.ISSUER,
        "aud": tokens.AUDIENCE,
        "sub": str(account_id),
        "sid": str(session_id),
        "stamp": 0,
        "iat": now,
        "exp": now + 600,
    }
    return {name: value for name, value in {**valid, **changes}.items() if value is not None}


async def test_only_our_own_unexpired_tokens_are_believed(offices: Offices) -> None:
    account = await clerk(offices)
    async with offices.city.platform.database.transaction() as session:
        sign_in = SignInSession(account_id=account.id, device="", address="", expires_at=utc_now() + timedelta(hours=1))
        session.add(sign_in)
    good = claims(account.id, sign_in.id)

    async def answer(token: str) -> httpx.Response:
        return await offices.city.bearer(token).get("/api/v1/me")

    assert (await answer(jwt.encode(good, SECRET_OF_TESTS, algorithm="HS256"))).status_code == 200
    now = int(utc_now().timestamp())
    forged: list[dict[str, Any]] = [
        {"exp": now - 1},
        {"exp": None},
        {"exp": "soon"},
        {"aud": "another-api"},
        {"aud": None},
        {"iss": "another-issuer"},
        {"iss": None},
        {"sub": str(uuid4())},
        {"sub": "1"},
        {"sub": None},
        {"sid": str(uuid4())},
        {"sid": None},
        {"stamp": 1},
        {"stamp": "x"},
        {"stamp": None},
    ]
    for change in forged:
        token = jwt.encode(claims(account.id, sign_in.id, **change), SECRET_OF_TESTS, algorithm="HS256")
        assert (await answer(token)).status_code == 401, change
    for algorithm in ("HS384", "HS512"):
        assert (await answer(jwt.encode(good, SECRET_OF_TESTS, algorithm=algorithm))).status_code == 401
    assert (await answer(jwt.encode(good, "another secret that is long enough too", "HS256"))).status_code == 401
    unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + jwt.encode(good, "x", "HS256").split(".")[1] + "."
    assert (await answer(unsigned)).status_code == 401
    for garbage in ("x", "a.b.c", "...", "é" * 10, "x" * 8000):
        assert (await answer(garbage.encode().decode("latin-1"))).status_code == 401
    problem = await offices.city.anonymous().get("/api/v1/me", headers={"Authorization": "Basic eDp5"})
    assert (problem.status_code, problem.headers["www-authenticate"]) == (401, "Bearer")


async def test_a_remembered_token_expires_all_the_same(offices: Offices) -> None:
    await clerk(offices)
    with time_machine.travel(utc_now(), tick=False) as clock:
        client = offices.city.bearer((await offices.city.sign_in("zhou.my", PASSWORD)).json()["access_token"])
        clock.shift(timedelta(minutes=14, seconds=50))
        assert (await client.get("/api/v1/me")).status_code == 200
        clock.shift(timedelta(seconds=10))
        assert (await client.get("/api/v1/me")).status_code == 401


async def test_a_closed_account_loses_its_tokens(offices: Offices) -> None:
    account = await clerk(offices)
    body = (await offices.city.sign_in("zhou.my", PASSWORD)).json()
    client = offices.city.bearer(body["access_token"])
    assert (await client.get("/api/v1/me")).status_code == 200
    async with offices.city.platform.database.transaction() as session:
        (await session.get_one(Account, account.id)).closed_at = utc_now()
    assert (await client.get("/api/v1/me")).status_code == 401
    assert (await refreshed(offices.city, body["refresh_token"])).status_code == 401
