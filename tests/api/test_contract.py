"""The OpenAPI document as a promise: complete, secured, and kept by the running application."""

import pytest

from api.app import create_app
from api.contract import rendered
from api.settings import Settings
from models.enums.accounts import Role
from services.access.permissions import Permission
from tests.support.contract import ALL, DOCUMENT, ROOT, SECURED
from tests.support.people import City, Offices
from tests.support.tickets import made

PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("POST", "/api/v1/auth/token"),
    ("POST", "/api/v1/auth/revoke"),
}
"""Operations that need no sign-in. Each is here because somebody read it."""
FEWEST = 45
"""A router that is no longer mounted would make every test of this file easier to pass."""


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


def test_what_was_made_can_be_followed() -> None:
    """Every link of a 201 leads to an operation that takes the id; Schemathesis walks them (tests/security)."""
    there = {operation.spec["operationId"]: operation for operation in ALL}
    followed = 0
    for operation in ALL:
        links = operation.spec["responses"].get("201", {}).get("links", {})
        for name, link in links.items():
            target = there[name]
            places = {f"{parameter['in']}.{parameter['name']}" for parameter in target.spec["parameters"]}
            assert set(link["parameters"]) <= places, f"{operation} → {target}"
            assert f"path.{target.path.partition('{')[2].partition('}')[0]}" in link["parameters"]
            followed += 1
    assert followed >= 40


async def test_nobody_gets_in_without_signing_in(city: City) -> None:
    client = city.anonymous()
    for operation in SECURED:
        for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic dTpw"}):
            answer = await client.request(operation.method, operation.url(), headers=headers)
            problem = made(answer, 401)
            assert answer.headers["content-type"] == "application/problem+json", str(operation)
            assert answer.headers["www-authenticate"] == "Bearer"
            assert problem["code"].startswith("auth.")


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
    """What that means for each operation: tests/security/matrix.csv."""
    me = made(await (await offices.as_(role)).get("/api/v1/me"), 200)
    assert set(me["permissions"]) == reviewed()[role]
