"""Routers that cannot forget permission.

Every operation is made by `SecuredRouter`, whose `permission=` has no default, or by `PublicRouter`, whose few
operations the tests list by name. The sign-in and the permission are checked before a byte of the body is parsed.
"""

from collections.abc import Callable, Coroutine, Sequence
from enum import StrEnum
from typing import Any, Literal

from fastapi import APIRouter, Request, Response, params
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from api import idempotency
from api.arguments import Answer, plan_of, planned
from api.authentication import authenticate
from api.given import given_with, text_of
from schemas.problems import Problem
from services.access.permissions import Permission
from services.kit.errors import Kind, declare

API_PREFIX = "/api/v1"
_KEY = idempotency.HEADER.encode()


class Everyone(StrEnum):
    """The permission of operations that every signed-in account has on its own affairs."""

    SIGNED_IN = "signed_in"


SIGNED_IN = Everyone.SIGNED_IN

_PROBLEMS: dict[int, str] = {
    400: "Malformed request",
    401: "Not signed in",
    403: "In scope, but the role does not allow it",
    404: "Absent, or outside the caller's branches",
    409: "Conflict with the state of the record",
    412: "`If-Match` is stale",
    413: "Too large",
    415: "Wrong media type",
    422: "Invalid input",
    428: "`If-Match` is missing",
    429: "Too many attempts",
    503: "The database cannot be reached",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI entries for the errors an operation answers with."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _PROBLEMS[status], "content": content, "model": None} for status in statuses}


WRONG_MEDIA_TYPE = declare(
    "wrong_media_type",
    Kind.UNSUPPORTED_MEDIA,
    "不支持以“{given}”提交，请用 {wanted}。",
    "“{given}” is not taken here; send {wanted}.",
)


def _media_types(route: APIRoute) -> tuple[str, ...]:
    """What the operation reads as its body, the usual one first."""
    if route.body_field is None:
        return ()
    if isinstance(route.body_field.field_info, params.Form):
        return ("multipart/form-data", "application/x-www-form-urlencoded")
    return ("application/json",)


def _check_media_type(request: Request, taken: tuple[str, ...]) -> None:
    """Errors: `wrong_media_type` when the body is declared as something that the operation does not read."""
    given = text_of(given_with(request.scope), b"content-type").partition(";")[0].strip().lower()
    if given and given not in taken and not given.endswith("+json"):
        raise WRONG_MEDIA_TYPE(given=given[:60], wanted=taken[0])


class SecuredRoute(APIRoute):
    """Signs in, checks the permission, answers repeated POSTs from memory; then parses and runs."""

    answer: Answer
    """All of that, without FastAPI around it: for `api/dispatching.py`, which provides the stacks it needs."""
    needs_stacks: bool
    """Whether it does: most reads have nothing that would have to be closed."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        plan, fastapis = plan_of(self), super().get_route_handler()
        run = fastapis if plan is None else planned(self, plan, fastapis)
        self.needs_stacks = plan is None or plan.generates
        extra = self.openapi_extra or {}
        named: str = extra["x-permission"]
        permission = None if named == SIGNED_IN else Permission(named)
        even_restricted: bool = extra.get("x-open-to-restricted", False)
        taken = _media_types(self)

        async def handle(request: Request) -> Response:
            """Sign-in, permission, media type, what was asked before; then the operation itself."""
            actor = await authenticate(request, even_restricted=even_restricted)
            request.scope["state"]["actor"] = actor
            if permission is not None:
                actor.require(permission)
            if taken:
                _check_media_type(request, taken)
            if request.method == "POST" and _KEY in given_with(request.scope):
                return await idempotency.answer_once(request, actor, run)
            return await run(request)

        self.answer = handle
        return handle


class FeatureRouter(APIRouter):
    """Looks through its operations only for addresses that begin as one of them does.

    FastAPI asks every router in turn and compares every pattern, twice: a quarter of a small answer's work.
    """

    def __init__(self, *, prefix: str = "", tag: str, route_class: type[APIRoute] = APIRoute) -> None:
        super().__init__(prefix=prefix, tags=[tag], route_class=route_class)
        self._known: tuple[int, frozenset[str] | None] = (0, None)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        segments = self._first_segments()
        if segments is not None and not scope.get("root_path"):
            first = scope["path"].removeprefix(API_PREFIX)[1:].partition("/")[0]
            if first not in segments:
                return Match.NONE, {}
        return super().matches(scope)

    def _first_segments(self) -> frozenset[str] | None:
        """The first segments of all its paths; None when some path may begin anyhow."""
        if self._known[0] != len(self.routes):
            firsts = frozenset(getattr(route, "path", "/{any}")[1:].partition("/")[0] for route in self.routes)
            self._known = len(self.routes), None if any("{" in first for first in firsts) else firsts
        return self._known[1]


class SecuredRouter(FeatureRouter):
    """A feature's router; mounted under `/api/v1`."""

    def __init__(self, *, prefix: str = "", tag: str) -> None:
        super().__init__(prefix=prefix, tag=tag, route_class=SecuredRoute)

    def operation(
        self,
        method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"],
        path: str,
        *,
        permission: Permission | Everyone,
        even_restricted: bool = False,
        status_code: int = 200,
        errors: Sequence[int] = (),
        **options: Any,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare an operation. `even_restricted`: open before a first password is changed or a factor set up, too."""
        statuses = {401, 403, 422, 503, *errors} | (set() if method == "GET" else {400, 413, 415})
        extra: dict[str, Any] = {"x-permission": permission.value, "security": [{"bearer": []}]}
        if even_restricted:
            extra["x-open-to-restricted"] = True
        responses = {**problems(*sorted(statuses)), **options.pop("responses", {})}
        return self.api_route(
            path, methods=[method], status_code=status_code, responses=responses, openapi_extra=extra, **options
        )


class PublicRouter(FeatureRouter):
    """Operations open to everyone: sign-in, health, the contract itself."""


__all__ = ["SIGNED_IN", "Problem", "PublicRouter", "SecuredRouter", "problems"]
