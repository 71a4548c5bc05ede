"""What every answer says to the browser, and what no answer says."""

import re
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from api.app import create_app
from api.settings import Settings
from models.enums.accounts import Role
from tests.conftest import application
from tests.support.people import City, Offices

ROOT = Path(__file__).resolve().parents[2]
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
ELSEWHERE = {"Origin": "https://example.org"}


async def test_every_answer_carries_them_whatever_it_is(offices: Offices) -> None:
    client = await offices.as_(Role.BRANCH_CLERK)
    answers = [
        await client.get(path)
        for path in (
            "/",
            "/docs",
            "/healthz",
            "/api/v1/me",
            "/api/v1/nothing",
            "/api/v1/audit-entries",
            "/assets/gone.js",
        )
    ]
    answers += [await offices.city.anonymous().get("/api/v1/me"), await client.post("/api/v1/members", json=[])]
    answers += [await client.get("/api/v1/members/export?format=csv"), await client.get("/api/v1/imports/template")]
    for answer in answers:
        for name, value in ALWAYS.items():
            assert answer.headers[name] == value, answer.url
        policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
        assert policy["script-src"] == "'self'", answer.url
        assert (policy["frame-ancestors"], policy["object-src"], policy["base-uri"]) == ("'none'",) * 3
        assert (policy["default-src"], policy["form-action"]) == ("'self'", "'self'")
        assert "set-cookie" not in answer.headers
        assert "server" not in answer.headers
        if answer.url.path.startswith("/api/"):
            assert answer.headers["cache-control"] == "no-store", answer.url


async def test_a_failure_of_ours_carries_them_too(settings: Settings, city: City) -> None:
    async def fails(_request: Request) -> Response:
        raise RuntimeError("a secret in a message")

    app = application(settings, city.platform)
    app.add_route("/api/fails", fails)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/api/fails")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "secret" not in answer.text
    for name, value in {**ALWAYS, "cache-control": "no-store"}.items():
        assert answer.headers[name] == value


async def test_tls_is_kept_once_there_is_tls(settings: Settings, city: City) -> None:
    for url, expected in (
        (None, None),
        ("http://dj.test", None),
        ("https://dj.test", "max-age=31536000; includeSubDomains"),
    ):
        app = application(settings.model_copy(update={"public_url": url}), city.platform)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            assert (await client.get("/healthz")).headers.get("strict-transport-security") == expected


async def test_other_sites_are_given_nothing(city: City, offices: Offices) -> None:
    """No CORS; no cookie that a foreign form could ride on: the token goes in a header that only our pages set."""
    client = await offices.as_(Role.STAFF)
    asked = {**ELSEWHERE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    preflight = await client.options("/api/v1/tickets", headers=asked)
    assert preflight.status_code == 405
    signed_in = await city.sign_in("nobody", "x")
    answers = [preflight, await client.get("/api/v1/me", headers=ELSEWHERE), signed_in]
    for answer in answers:
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert "set-cookie" not in answer.headers
    token = client.headers["authorization"].removeprefix("Bearer ")
    cookie = {"Cookie": f"access_token={token}"}
    by_cookie = await city.anonymous().get("/api/v1/me", headers=cookie)
    assert by_cookie.status_code == 401
    by_query = await city.anonymous().get("/api/v1/me", params={"access_token": token})
    assert by_query.status_code == 401
    form = await client.post("/api/v1/tickets", content="title=x", headers={"Content-Type": "text/plain"})
    assert form.status_code == 415


def test_the_page_holds_no_script_of_its_own() -> None:
    pages = [ROOT / "frontend" / "index.html", *(ROOT / "frontend" / "dist").glob("**/*.html")]
    for page in pages:
        html = page.read_text(encoding="utf-8")
        scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL)
        assert all("src=" in attributes and not inside.strip() for attributes, inside in scripts), page
        assert not re.search(r"\son\w+\s*=|javascript:", html), page


@pytest.mark.parametrize("given", ["x\r\nSet-Cookie: a=b", "a" * 65, "<script>", "é" * 9])
async def test_a_request_id_that_is_none_is_not_repeated(given: str) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(Settings())), base_url="http://test"
    ) as client:
        answer = await client.get("/healthz", headers=[(b"X-Request-ID", given.encode())])
        assert answer.headers["x-request-id"] != given
        assert "set-cookie" not in answer.headers
