"""The OpenAPI document as tests walk it: its operations, and the least valid request of each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from tests.factories.members import id_number

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
NAMES = {
    "branch": "branch_id",
    "home_branch_id": "branch_id",
    "into_id": "branch_id",
    "lead_branch_id": "branch_id",
    "parent_id": "branch_id",
    "to_branch_id": "branch_id",
    "within": "branch_id",
}
"""Fields and parameters that name a record by another word than the paths do."""
_ROWS = ("a.csv", b"a,b\n1,2\n")
FILES = {
    "/api/v1/imports": _ROWS,
    "/api/v1/source-documents": ("a.txt", "一、要点。".encode()),
    "/api/v1/study-records/list": _ROWS,
    "/api/v1/study-sessions/{session_id}/attendance/list": _ROWS,
}
"""What is uploaded where a PDF is not taken."""
BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/accounts": {"username": "lin.xiaoyu"},
    "/api/v1/members": {
        "name": "林晓雨", "id_number": id_number(999), "ethnicity": "01", "education": "21", "stage": "full",
        "joined_on": "2010-07-01", "full_on": "2011-07-01",
    },
    "/api/v1/point-entries": {"rule_code": "FW-01", "evidence": "社区证明"},
    "/api/v1/tickets": {"parent_id": None},
}  # fmt: skip
"""What a field must hold beyond its schema."""
NOBODYS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    spec: dict[str, Any]

    @property
    def permission(self) -> str | None:
        permission: str | None = self.spec.get("x-permission")
        return permission

    def parameters(self, place: str) -> list[dict[str, Any]]:
        return [parameter for parameter in self.spec.get("parameters", ()) if parameter["in"] == place]

    def body(self) -> dict[str, Any]:
        """The schema of what it reads by media type."""
        content: dict[str, Any] = self.spec.get("requestBody", {}).get("content", {})
        return {name: resolved(media["schema"]) for name, media in content.items()}

    def url(self, known: Mapping[str, str] = NOBODYS) -> str:
        """The path with its places filled: what is known, else an id of nothing, else a day."""
        path = self.path
        for parameter in self.parameters("path"):
            plain = str(uuid4()) if parameter["schema"].get("format") == "uuid" else "2027-10-01"
            path = path.replace("{" + parameter["name"] + "}", known.get(parameter["name"], plain))
        return path

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operations() -> Iterator[Operation]:
    for path, methods in DOCUMENT["paths"].items():
        for method, spec in methods.items():
            yield Operation(method.upper(), path, spec)


ALL = list(operations())
SECURED = [operation for operation in ALL if operation.permission is not None]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference stands for."""
    if "$ref" in schema:
        found: dict[str, Any] = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return found
    return schema


def least(schema: dict[str, Any], known: Mapping[str, str] = NOBODYS) -> Any:
    """The smallest value that a schema of the document allows, with known ids where a field names a record."""
    schema = resolved(schema)
    if "anyOf" in schema:
        return least(schema["anyOf"][0], known)
    if schema.get("examples") or "enum" in schema or "const" in schema:
        return next(iter([*schema.get("examples", ()), *schema.get("enum", ()), schema.get("const")]))
    match schema["type"], schema.get("format"):
        case "object", _:
            required = schema.get("required", ())
            return {
                name: _named(name, known) or least(field, known)
                for name, field in schema.get("properties", {}).items()
                if name in required or _named(name, known)
            }
        case "array", _:
            return [least(schema["items"], known) for _ in range(schema.get("minItems", 0))]
        case "string", "uuid":
            return str(uuid4())
        case "string", "date":
            return "2026-01-21"
        case "string", _:
            return "说明"
        case "boolean", _:
            return False
        case _:
            return schema.get("minimum", 0)


def _about_records(operation: Operation) -> list[dict[str, Any]]:
    queries = operation.parameters("query")
    return [query for query in queries if NAMES.get(query["name"], query["name"]).endswith("_id")]


def _named(name: str, known: Mapping[str, str]) -> str | None:
    return known.get(NAMES.get(name, name))


def request_of(operation: Operation, known: Mapping[str, str] = NOBODYS) -> dict[str, Any]:
    """What httpx needs to send the least valid request, so that nothing but the caller's rights refuses it.

    The version that it names is one that no record has reached: what would change a record is refused as stale.
    """
    queries = {query["name"]: _named(query["name"], known) for query in _about_records(operation)}
    needed = {query["name"]: least(query["schema"]) for query in operation.parameters("query") if query.get("required")}
    sent: dict[str, Any] = {
        "method": operation.method,
        "url": operation.url(known),
        "headers": {"If-Match": '"999"'},
        "params": {**needed, **{name: value for name, value in queries.items() if value}},
    }
    body = operation.body()
    if "multipart/form-data" in body:
        sent["files"] = {"file": FILES.get(operation.path, ("a.pdf", b"%PDF-1.7"))}
        fields = least(body["multipart/form-data"], known)
        sent["data"] = {name: value for name, value in fields.items() if name != "file"}
    elif "application/json" in body:
        sent["json"] = least(body["application/json"], known)
        if operation.path in BODIES:
            sent["json"] |= BODIES[operation.path]
    return sent


def names_a_record(operation: Operation, known: Mapping[str, str]) -> bool:
    """Whether the request says which record, or whose, it is about."""
    path = {parameter["name"] for parameter in operation.parameters("path")}
    queries = {NAMES.get(query["name"], query["name"]) for query in _about_records(operation)}
    fields: set[str] = set()
    for schema in operation.body().values():
        fields |= {NAMES.get(name, name) for name in schema.get("properties", {})}
    return not (path | queries | fields).isdisjoint(known)


async def ask(client: httpx.AsyncClient, operation: Operation, known: Mapping[str, str] = NOBODYS) -> httpx.Response:
    return await client.request(**request_of(operation, known))
