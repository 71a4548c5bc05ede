"""The OpenAPI document as a promise: complete, secured, and kept by the running application."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.app import create_app
from api.contract import rendered
from api.settings import Settings
from models.enums.accounts import Role
from services.access.permissions import Permission
from tests.support.people import City, Offices
from tests.support.tickets import SECRETARY, STAFF, SUPERVISOR, Desk, made

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("POST", "/api/v1/auth/token"),
    ("POST", "/api/v1/auth/revoke"),
}
"""Operations that need no sign-in. Each is here because somebody read it."""
FEWEST = 45
"""A router that is no longer mounted would make every test of this file easier to pass."""


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    spec: dict[str, Any]

    @property
    def permission(self) -> str | None:
        permission: str | None = self.spec.get("x-permission")
        return permission

    def url(self, **known: object) -> str:
        """The path with its places filled: what is given, else an id of nothing, else a day."""
        path = self.path
        for parameter in self.spec.get("parameters", ()):
            if parameter["in"] == "path":
                schema = parameter["schema"]
                plain = str(uuid4()) if schema.get("format") == "uuid" else "2027-10-01"
                path = path.replace("{" + parameter["name"] + "}", str(known.get(parameter["name"], plain)))
        return path

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operations() -> Iterator[Operation]:
    for path, methods in DOCUMENT["paths"].items():
        for method, spec in methods.items():
            yield Operation(method.upper(), path, spec)


ALL = list(operations())
SECURED = [operation for operation in ALL if operation.permission is not None]


def test_the_committed_document_is_the_applications_own() -> None:
    current = rendered(create_app(Settings()))
    stored = (ROOT / "openapi.json").read_text(encoding="utf-8")
    assert stored == current, "openapi.json is out of step: run `make openapi`"


def test_there_are_all_the_operations() -> None:
    assert len(ALL) >= FEWEST


def test_each_operation_has_a_permission_or_is_public_on_purpose() -> None:
    unsecured = {(operation.method, operation.path) for operation in ALL if operation.permission is None}
    assert unsecured == PUBLIC
    allowed = {*Permission, "signed_in"}
    for operation in SECURED:
        assert operation.permission in allowed, str(operation)
        assert operation.spec["security"] == [{"bearer": []}], str(operation)


def test_every_permission_guards_something() -> None:
    """Or is asked for by the workflow's table, inside of an operation."""
    inside = {
        Permission.POINT_SUPERVISE,
        Permission.STUDY_KEEP,
        Permission.STUDY_SUPERVISE,
        Permission.TICKET_APPROVE,
        Permission.TICKET_CARRY_OUT,
        Permission.TICKET_SUPERVISE,
        Permission.TRANSFER_APPROVE,
        Permission.TRANSFER_ISSUE,
    }
    assert {operation.permission for operation in SECURED} == {*Permission, "signed_in"} - inside


def test_operation_ids_are_unique_and_words() -> None:
    names = [operation.spec["operationId"] for operation in ALL]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name.islower() for name in names)


def test_every_documented_error_is_a_problem() -> None:
    for operation in ALL:
        for status, answer in operation.spec["responses"].items():
            if int(status) >= 400:
                assert set(answer["content"]) == {"application/problem+json"}, f"{operation} {status}"
    names = DOCUMENT["components"]["schemas"]
    assert "Problem" in names
    assert not {"HTTPValidationError", "ValidationError"} & set(names)


def test_each_operation_documents_the_refusals_that_every_one_has() -> None:
    for operation in SECURED:
        documented = set(operation.spec["responses"])
        assert {"401", "403", "422", "503"} <= documented, str(operation)
        if any(parameter["name"] == "if-match" for parameter in operation.spec.get("parameters", ())):
            assert {"412"} <= documented, str(operation)
            assert {"428"} <= documented, str(operation)
        if "requestBody" in operation.spec:
            assert {"400", "413", "415"} <= documented, str(operation)
        if "{" in operation.path and "{day}" not in operation.path:
            assert "404" in documented, str(operation)


async def test_nobody_gets_in_without_signing_in(city: City) -> None:
    client = city.anonymous()
    for operation in SECURED:
        for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic dTpw"}):
            answer = await client.request(operation.method, operation.url(), headers=headers)
            problem = made(answer, 401)
            assert answer.headers["content-type"] == "application/problem+json", str(operation)
            assert answer.headers["www-authenticate"] == "Bearer"
            assert problem["code"].startswith("auth.")


async def test_an_account_without_any_role_may_do_nothing_but_its_own_affairs(city: City) -> None:
    client = await city.client(await city.account(None, None))
    for operation in SECURED:
        answer = await client.request(operation.method, operation.url())
        if operation.permission == "signed_in":
            assert answer.status_code not in {401, 403}, str(operation)
            assert answer.status_code < 500, str(operation)
        else:
            problem = made(answer, 403)
            assert problem["code"] == "forbidden"
            assert str(operation.permission) in problem["detail"]


# One column a role: AD administrator, AU auditor, ST staff, SU supervision officer, CA committee administrator,
# BS branch secretary, BC branch clerk, ME member, IN integration client.
REVIEWED_ROLES = """
                           AD AU ST SU CA BS BC ME IN
    account:manage         x  -  -  -  -  -  -  -  -
    account:read           x  x  -  -  -  -  -  -  -
    audit:read             -  x  -  -  -  -  -  -  -
    branch:manage          x  -  -  -  x  -  -  -  -
    branch:read            x  x  x  x  x  x  x  x  x
    calendar:manage        x  -  -  -  -  -  -  -  -
    calendar:read          x  -  x  x  x  x  x  x  x
    member:manage          -  -  -  -  x  x  x  -  -
    member:read            -  -  x  -  x  x  x  -  x
    member:reveal          -  -  -  -  x  x  x  -  -
    point:keep             -  -  -  -  -  x  x  -  -
    point:manage           -  -  x  -  x  -  -  -  -
    point:read             -  -  x  x  x  x  x  -  -
    point:supervise        -  -  -  -  x  -  -  -  -
    source_document:read   -  -  x  x  x  x  x  -  -
    source_document:upload -  -  x  x  -  -  -  -  -
    study:keep             -  -  -  -  -  x  x  -  -
    study:manage           -  -  x  -  -  -  -  -  -
    study:read             -  -  x  x  x  x  x  -  -
    study:supervise        -  -  -  -  x  -  -  -  -
    ticket:act             -  -  x  x  -  x  x  -  -
    ticket:approve         -  -  -  x  -  -  -  -  -
    ticket:carry_out       -  -  -  -  -  x  x  -  -
    ticket:draft           -  -  x  x  -  -  -  -  -
    ticket:export          -  -  x  x  x  x  x  -  x
    ticket:read            -  -  x  x  x  x  x  -  x
    ticket:supervise       -  -  -  x  -  -  -  -  -
    transfer:approve       -  -  -  -  -  x  -  -  -
    transfer:draft         -  -  -  -  -  x  x  -  -
    transfer:issue         -  -  -  -  x  -  -  -  -
    transfer:read          -  -  x  -  x  x  x  -  x
"""
COLUMNS = {
    "AD": Role.ADMIN,
    "AU": Role.AUDITOR,
    "ST": Role.STAFF,
    "SU": Role.SUPERVISOR,
    "CA": Role.COMMITTEE_ADMIN,
    "BS": Role.BRANCH_SECRETARY,
    "BC": Role.BRANCH_CLERK,
    "ME": Role.MEMBER,
    "IN": Role.INTEGRATION,
}


def reviewed() -> dict[Role, set[str]]:
    header, *rows = REVIEWED_ROLES.strip().splitlines()
    table: dict[Role, set[str]] = {COLUMNS[short]: set() for short in header.split()}
    named = set()
    for row in rows:
        permission, *cells = row.split()
        named.add(permission)
        for short, cell in zip(header.split(), cells, strict=True):
            if cell == "x":
                table[COLUMNS[short]].add(permission)
    assert named == set(Permission), "a permission is missing from the reviewed table"
    return table


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_has_its_reviewed_permissions(offices: Offices, role: Role) -> None:
    """On every operation: 403 for what the role may not do, anything but 401 and 403 for what it may."""
    allowed = reviewed()[role]
    client = await offices.as_(role)
    me = made(await client.get("/api/v1/me"), 200)
    assert set(me["permissions"]) == allowed
    for operation in SECURED:
        answer = await client.request(operation.method, operation.url())
        if operation.permission == "signed_in" or operation.permission in allowed:
            assert answer.status_code not in {401, 403}, str(operation)
            assert answer.status_code < 500, str(operation)
        else:
            assert answer.status_code == 403, str(operation)


async def test_outside_of_ones_subtree_nothing_exists(desk: Desk, offices: Offices) -> None:
    """Every operation on a ticket, branch or document, by officers of the other district who hold its permission."""
    staff = await desk.client(STAFF)
    ticket = await desk.draft(STAFF)
    for action in ("submit", "approve"):
        ticket = await desk.usual(ticket, action)
    files = {"file": ("要点.txt", "一、要点。".encode())}
    document = made(await staff.post("/api/v1/source-documents", files=files), 201)
    known = {"ticket_id": ticket["id"], "document_id": document["id"], "branch_id": str(offices.lead.id)}
    strangers = {role: await _foreign(offices, role) for role in (STAFF, SUPERVISOR, SECRETARY, Role.COMMITTEE_ADMIN)}
    allowed = reviewed()
    tried = 0
    for operation in SECURED:
        if not any("{" + name + "}" in operation.path for name in known):
            continue
        for role, client in strangers.items():
            if operation.permission not in allowed[role]:
                continue
            answer = await _minimal(client, operation, operation.url(**known))
            assert answer.status_code == 404, f"{operation} as {role}: {answer.text}"
            tried += 1
    assert tried >= 40


async def _foreign(offices: Offices, role: Role) -> httpx.AsyncClient:
    return await offices.city.client(await offices.city.account(role, offices.foreign))


def least(schema: dict[str, Any]) -> Any:
    """The smallest value that a schema of the document allows."""
    if "$ref" in schema:
        return least(DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
    if "anyOf" in schema:
        return least(schema["anyOf"][0])
    if schema.get("examples") or "enum" in schema or "const" in schema:
        return next(iter([*schema.get("examples", ()), *schema.get("enum", ()), schema.get("const")]))
    match schema["type"], schema.get("format"):
        case "object", _:
            return {name: least(schema["properties"][name]) for name in schema.get("required", ())}
        case "array", _:
            return [least(schema["items"]) for _ in range(schema.get("minItems", 0))]
        case "string", "uuid":
            return str(uuid4())
        case "string", "date":
            return "2026-11-21"
        case "string", _:
            return "说明"
        case "boolean", _:
            return False
        case _:
            return schema.get("minimum", 0)


async def _minimal(client: httpx.AsyncClient, operation: Operation, url: str) -> httpx.Response:
    """The request with the least valid body that its schema wants, so that nothing else refuses it."""
    headers = {"If-Match": '"1"'}
    content = operation.spec.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        return await client.request(operation.method, url, headers=headers, files={"file": ("a.pdf", b"%PDF-1.7")})
    if "application/json" in content:
        body = least(content["application/json"]["schema"])
        return await client.request(operation.method, url, headers=headers, json=body)
    return await client.request(operation.method, url, headers=headers)
