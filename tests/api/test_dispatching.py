"""The short way to an operation answers as FastAPI's own way does, refusals included."""

from typing import Any

import httpx
import pytest

from api.arguments import Plan, plan_of
from api.dispatching import Operations
from api.routes import PREFIXED_ROUTERS
from models.enums.accounts import Role
from services.access.actor import Actor
from tests.support.contract import SECURED
from tests.support.people import Offices

MEMBERS = "/api/v1/members"
QUERIES = [
    "", "limit=3", "limit=0", "limit=three", "limit=", "limit=2&limit=3", "with_total=yes", "with_total=maybe",
    "stage=full&stage=probationary", "stage=full&stage=bogus", "sort=name", "sort=score", "cursor=x", "nothing=known",
    "updated_since=2026-01-01T00:00:00Z", "updated_since=2026-01-01", "direct=true", "branch_id=x", "q=%00", "q=", "q=a%20b",
]  # fmt: skip


class Ways:
    """Asks the same both ways: by table and plan, then by FastAPI alone."""

    def __init__(self, client: httpx.AsyncClient, patch: pytest.MonkeyPatch) -> None:
        self.client = client
        self.patch = patch
        self.planned = 0
        fill = Plan.fill

        async def counted(plan: Plan, *given: Any) -> Any:
            found = await fill(plan, *given)
            self.planned += found is not None
            return found

        patch.setattr(Plan, "fill", counted)

    async def same(self, method: str, url: str, **request: Any) -> httpx.Response:
        short = await self.client.request(method, url, **request)
        with self.patch.context() as patch:
            patch.setattr(Operations, "find", lambda *_: None)
            patch.setattr(Plan, "fill", _gives_up)
            long = await self.client.request(method, url, **request)
        assert told(short) == told(long), f"{method} {url}"
        return short


async def _gives_up(*_given: Any) -> None:
    return None


def told(answer: httpx.Response) -> tuple[Any, ...]:
    headers = {name: value for name, value in answer.headers.items() if name not in {"x-request-id", "content-length"}}
    content: Any = answer.content
    if answer.headers.get("content-type", "").endswith("json") and answer.content:
        content = answer.json()
        if isinstance(content, dict):
            content = {name: value for name, value in content.items() if name != "request_id"}
    return answer.status_code, headers, content


@pytest.fixture
async def ways(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> Ways:
    return Ways(await offices.as_(Role.BRANCH_CLERK), monkeypatch)


async def test_a_list_reads_its_parameters_as_ever(ways: Ways) -> None:
    statuses = [(await ways.same("GET", f"{MEMBERS}?{query}")).status_code for query in QUERIES]
    assert set(statuses) == {200, 422}
    by_operation = 2  # a sort that is not offered, a cursor that is none
    assert statuses.count(200) + by_operation == ways.planned == 13


async def test_what_is_odd_about_an_address_or_a_request(ways: Ways, offices: Offices) -> None:
    for method, url, status in (
        ("GET", f"{MEMBERS}/", 307),
        ("GET", f"{MEMBERS}/{offices.lead.id}", 404),
        ("GET", f"{MEMBERS}/{offices.lead.id}%0a", 422),
        ("GET", f"{MEMBERS}/a%2Fb", 404),
        ("GET", f"{MEMBERS}//history", 404),
        ("PUT", MEMBERS, 405),
        ("HEAD", MEMBERS, 405),
        ("POST", f"{MEMBERS}/{offices.lead.id}/transitions", 428),
    ):
        assert (await ways.same(method, url, json={"action": "admit"})).status_code == status, url
    head = {"If-Match": "one"}
    assert (await ways.same("PATCH", f"{MEMBERS}/{offices.lead.id}", json={}, headers=head)).status_code == 412
    for content, kind, status in (
        (b"{", "application/json", 422),
        (b"\xff", "application/json", 400),
        (b"", "application/json", 422),
        (b"null", "application/json; charset=utf-8", 422),
        (b"[]", "application/vnd.x+json", 422),
        (b"{}", "text/plain", 415),
        (b"{}", "", 422),
    ):
        answer = await ways.same("POST", MEMBERS, content=content, headers={"Content-Type": kind})
        assert answer.status_code == status, (content, kind)
    for token in ("Bearer x", "Basic x", ""):
        assert (await ways.same("GET", MEMBERS, headers={"Authorization": token})).status_code == 401


async def test_every_operation_refuses_nonsense_as_ever(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Actor, "require", lambda *_: None)
    for operation in SECURED[::3]:
        junk = {query["name"]: "\u2028" for query in operation.parameters("query")}
        request = {} if operation.method == "GET" else {"json": {"no": "such"}, "headers": {"If-Match": '"1"'}}
        answer = await ways.same(operation.method, operation.url(), params=junk, **request)
        assert answer.status_code < 500, operation


def test_every_operation_stands_in_the_table() -> None:
    operations = Operations(PREFIXED_ROUTERS)
    found = [operations.find(operation.method, operation.url()) for operation in SECURED]
    assert [one[0].path if one else None for one in found] == [operation.path for operation in SECURED]
    assert operations.find("POST", "/api/v1/auth/token") is None, "a public operation goes FastAPI's way"


def test_what_answers_with_json_and_reads_no_form_has_a_plan() -> None:
    operations = Operations(PREFIXED_ROUTERS)
    for operation in SECURED:
        found = operations.find(operation.method, operation.url())
        assert found is not None
        answers = [answer.get("content", {}) for status, answer in operation.spec["responses"].items() if status < "3"]
        file = operation.path == "/api/v1/me/member/record"  # one's own record, to keep
        plain = any(content.get("application/json", {}).get("schema") for content in answers) and not file
        assert (plan_of(found[0].route) is not None) == (plain and "multipart/form-data" not in operation.body()), (
            operation
        )
