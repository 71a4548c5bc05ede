"""The OpenAPI document: what FastAPI derives, with the one security scheme and the one error shape."""

import json
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
    components["schemas"] = dict(sorted(schemas.items()))
    return document


def rendered(app: FastAPI) -> str:
    """The document in the form in which `openapi.json` is committed."""
    return json.dumps(app.openapi(), ensure_ascii=False, indent=2) + "\n"
