"""Renewals whose answer was lost, and everything that only looks like one."""

import asyncio
from datetime import timedelta

import httpx
import pytest
import time_machine
from sqlalchemy import func, select

from models.accounts import RefreshToken, SignInSession
from models.audit import AuditEntry
from models.enums import utc_now
from models.enums.accounts import Role, SessionEnd
from models.enums.branches import BranchKind
from services.access.actor import Duty
from tests.support.people import City, Offices

PASSWORD = "Lake-Tern7-quiet"
KEY = "b1f5c0de-page-left-too-early"


async def renewed(city: City, refresh_token: str, key: str | None = None) -> httpx.Response:
    return await city.anonymous().post(
        "/api/v1/auth/token",
        data={"grant_type": "refresh_token", "refresh_token": refresh_token},
        headers={} if key is None else {"Idempotency-Key": key},
    )


async def signed_in(city: City, branch: Offices) -> str:
    await city.person("zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, branch.lead.id))
    token: str = (await city.sign_in("zhou.my", PASSWORD)).json()["refresh_token"]
    return token


async def ends(city: City) -> tuple[list[SessionEnd | None], int | None]:
    """How each session ended, and how many reuses are on record."""
    async with city.platform.database.transaction() as session:
        reuses = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "auth.refresh_reuse")
        return list(await session.scalars(select(SignInSession.end_reason))), await session.scalar(reuses)


async def test_a_lost_answer_is_given_again_until_its_token_was_used(offices: Offices) -> None:
    city = offices.city
    used = await signed_in(city, offices)
    lost = (await renewed(city, used, KEY)).json()
    again = await renewed(city, used, KEY)
    assert again.status_code == 200, again.text
    assert again.json()["refresh_token"] == lost["refresh_token"] != used
    assert (await city.bearer(again.json()["access_token"]).get("/api/v1/me")).status_code == 200
    assert await ends(city) == ([None], 0)

    following = await renewed(city, again.json()["refresh_token"], KEY)
    assert following.json()["refresh_token"] not in (used, lost["refresh_token"]), "a key does not stand for a token"
    assert (await renewed(city, used, KEY)).json()["code"] == "auth.refresh_invalid"
    assert (await renewed(city, following.json()["refresh_token"], KEY)).status_code == 401
    assert (await city.bearer(following.json()["access_token"]).get("/api/v1/me")).status_code == 401
    assert await ends(city) == ([SessionEnd.REUSE_DETECTED], 1)


@pytest.mark.parametrize(
    ("first_key", "second_key", "seconds"),
    [(KEY, None, 0), (KEY, "guessed", 0), (None, KEY, 0), (None, None, 0), (KEY, KEY, 60)],
    ids=["without the key", "with another key", "with a key that came later", "both without", "too late"],
)
async def test_any_other_second_use_is_a_theft(
    offices: Offices, first_key: str | None, second_key: str | None, seconds: int
) -> None:
    city = offices.city
    with time_machine.travel(utc_now(), tick=False) as clock:
        used = await signed_in(city, offices)
        owner = (await renewed(city, used, first_key)).json()
        clock.shift(timedelta(seconds=seconds))
        thief = await renewed(city, used, second_key)
        assert (thief.status_code, thief.json()["code"]) == (401, "auth.refresh_invalid")
        assert (await renewed(city, owner["refresh_token"])).status_code == 401
        assert (await city.bearer(owner["access_token"]).get("/api/v1/me")).status_code == 401
    assert await ends(city) == ([SessionEnd.REUSE_DETECTED], 1)


async def test_a_lost_answer_brings_no_ended_session_back(offices: Offices) -> None:
    city = offices.city
    with time_machine.travel(utc_now(), tick=False) as clock:
        used = await signed_in(city, offices)
        answer = (await renewed(city, used, KEY)).json()
        clock.shift(timedelta(seconds=59))
        assert (await renewed(city, used, KEY)).status_code == 200
        await city.anonymous().post("/api/v1/auth/revoke", data={"token": answer["refresh_token"]})
        assert (await renewed(city, used, KEY)).status_code == 401
    assert await ends(city) == ([SessionEnd.SIGNED_OUT], 0)


async def test_one_key_sent_many_times_at_once_gets_one_token(live_city: City) -> None:
    root = await live_city.branch("中共云川市委员会", kind=BranchKind.COMMITTEE)
    await live_city.person("zhou.my", PASSWORD, Duty(Role.STAFF, root.id))
    used = (await live_city.sign_in("zhou.my", PASSWORD)).json()["refresh_token"]
    answers = await asyncio.gather(*(renewed(live_city, used, KEY) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1
    async with live_city.platform.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(RefreshToken)) == 2


@pytest.mark.parametrize("bad", ["", "x" * 201, "tab\there"])
async def test_a_bad_key_is_refused_before_the_token_is_used(offices: Offices, bad: str) -> None:
    token = await signed_in(offices.city, offices)
    answer = await renewed(offices.city, token, bad)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency.invalid_key")
    assert (await renewed(offices.city, token)).status_code == 200
