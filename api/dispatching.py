"""The short way from a request to its operation.

FastAPI and Starlette ask one router after the other, twice, and put three stacks and two catchers of exceptions between
a request and what answers it: more work than most answers are. Here the secured operations stand in one table. What
the table does not have (pages, public operations, wrong methods, unknown addresses) goes the usual way.
"""

from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api import errors
from api.arguments import STACKS
from api.routing import API_PREFIX, SecuredRoute

_Key = tuple[str, int, str]
"""Method, number of segments, the first segment behind the prefix."""
_BEGINNING = f"{API_PREFIX}/"
_MIDDLEWARE_STACK, _INNER_STACK, _FUNCTION_STACK = STACKS
_FIRST = API_PREFIX.count("/") + 1


@dataclass(frozen=True, slots=True)
class Operation:
    """A secured route under its whole address."""

    path: str
    """The template, as metrics and traces name it."""
    route: APIRoute
    fixed: tuple[tuple[int, str], ...]
    open: tuple[tuple[int, str], ...]
    """Places of the segments behind the first that are given, and of those that name something."""

    def parameters(self, segments: list[str]) -> dict[str, str] | None:
        """What the open segments name; None for another address."""
        for place, text in self.fixed:
            if segments[place] != text:
                return None
        found = {name: segments[place] for place, name in self.open}
        return found if all(found.values()) else None


class Operations:
    """All operations under the prefix of the API, by method and shape of their addresses, in order of their routers."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        self._by_key: dict[_Key, list[Operation]] = {}
        self._given: dict[tuple[str, str], Operation | None] = {}
        """By method and whole address, where nothing in it is open."""
        for router in routers:
            for route in router.routes:
                if isinstance(route, APIRoute):
                    self._add(route)
        for method, path in [*self._given]:
            found = self._first(method, path)
            self._given[method, path] = found[0] if found else None
        for key, operations in self._by_key.items():
            self._by_key[key] = [operation for operation in operations if operation.open]

    def _add(self, route: APIRoute) -> None:
        path = API_PREFIX + route.path
        segments = path.split("/")
        if "{" in segments[_FIRST] or any("{" in segment and not segment[1:-1].isidentifier() for segment in segments):
            raise ValueError(f"{path}: a segment is a word or one {{name}}")
        fixed = tuple((place, text) for place, text in enumerate(segments) if "{" not in text and place > _FIRST)
        named = tuple((place, text[1:-1]) for place, text in enumerate(segments) if "{" in text)
        operation = Operation(path, route, fixed, named)
        for method in route.methods or ():
            self._by_key.setdefault((method, len(segments), segments[_FIRST]), []).append(operation)
            if not named:
                self._given[method, path] = None

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation at an address, with what its open segments name; None where FastAPI has to look."""
        given = self._given.get((method, path))
        found = (given, {}) if given is not None else self._first(method, path)
        return found if found is not None and isinstance(found[0].route, SecuredRoute) else None

    def _first(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The first operation that the address fits, in order of the routers."""
        if not path.startswith(_BEGINNING):
            return None
        segments = path.split("/")
        for operation in self._by_key.get((method, len(segments), segments[_FIRST]), ()):
            parameters = operation.parameters(segments)
            if parameters is not None:
                return operation, parameters
        return None


class Dispatcher:
    """Runs the operation of a request at once, with the same stacks and refusals as FastAPI gives it."""

    def __init__(self, app: ASGIApp, operations: Operations) -> None:
        self._app = app
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = None
        if scope["type"] == "http" and not scope.get("root_path"):
            found = self._operations.find(scope["method"], scope["path"])
        if found is None:
            await self._app(scope, receive, send)
            return
        operation, scope["path_params"] = found
        scope["route"], scope["endpoint"] = operation, operation.route.endpoint
        route: Any = operation.route
        request = Request(scope, receive, send)
        if not route.needs_stacks:
            response = await _answer(route, request)
            await response(scope, receive, send)
            return
        async with AsyncExitStack() as whole:
            scope[_MIDDLEWARE_STACK] = scope[_INNER_STACK] = whole
            response = await _answer(route, request)
            await response(scope, receive, send)


async def _answer(route: Any, request: Request) -> Response:
    response: Response
    try:
        if not route.needs_stacks:
            response = await route.answer(request)
        else:
            # What is written is committed when this stack ends, before anything is sent.
            async with AsyncExitStack() as work:
                request.scope[_FUNCTION_STACK] = work
                response = await route.answer(request)
    except Exception as error:  # noqa: BLE001 - raised again unless its kind has an answer
        return await errors.answer(request, error)
    return response
