"""The OpenAPI document: what FastAPI derives, with the one security scheme and the one error shape."""

import json
import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from schemas.problems import Problem, ProblemField

DESCRIPTION = (
    "市委组织部及其支部日常工作的接口。错误为 RFC 9457 `application/problem+json`，列表为键集分页，"
    "修改需要 `If-Match`，POST 可带 `Idempotency-Key`。每个操作的 `x-permission` 是所需权限。"
)


def install(app: FastAPI) -> None:
    """Replace `app.openapi` by the document that clients are promised."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        separate_input_output_schemas=False,
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    _, problem_schemas = models_json_schema(
        [(Problem, "serialization"), (ProblemField, "serialization")], ref_template="#/components/schemas/{model}"
    )
    schemas.update(problem_schemas["$defs"])
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["securitySchemes"] = {
        "bearer": {
            "type": "oauth2",
            "flows": {
                "password": {"tokenUrl": "/api/v1/auth/token", "refreshUrl": "/api/v1/auth/token", "scopes": {}},
                "clientCredentials": {"tokenUrl": "/api/v1/auth/token", "scopes": {}},
            },
        }
    }
    document["paths"] = dict(sorted(document["paths"].items()))
    _link(document["paths"])
    components["schemas"] = dict(sorted(schemas.items()))
    return document


def _link(paths: dict[str, Any]) -> None:
    """Say in each `201` where its record is found and changed: OpenAPI links by id and version."""
    for path, methods in paths.items():
        made = methods.get("post", {}).get("responses", {}).get("201")
        if made is None or "{" in path:
            continue
        links: dict[str, Any] = {}
        for below, operations in paths.items():
            found = re.fullmatch(re.escape(path) + r"/\{(\w+)\}(?:/[^{}]*)?", below)
            if found:
                links |= {operation["operationId"]: _followed(operation, found[1]) for operation in operations.values()}
        if links:
            made["links"] = links


def _followed(operation: dict[str, Any], name: str) -> dict[str, Any]:
    parameters = {f"path.{name}": "$response.body#/id"}
    if any(parameter["name"] == "if-match" for parameter in operation.get("parameters", ())):
        parameters["header.if-match"] = "$response.header.ETag"
    return {"operationId": operation["operationId"], "parameters": parameters}


def rendered(app: FastAPI) -> str:
    """The document in the form in which `openapi.json` is committed."""
    return json.dumps(app.openapi(), ensure_ascii=False, indent=2) + "\n"
