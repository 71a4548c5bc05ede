"""Nothing between a request and its answer runs in a thread only because it was written as `def`."""

from collections.abc import Callable, Iterator
from inspect import isasyncgenfunction, iscoroutinefunction
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.routes import PREFIXED_ROUTERS, ROOT_ROUTERS


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    if dependant.call is not None:
        yield dependant.call
    for below in dependant.dependencies:
        yield from _calls(below)


def test_operations_and_what_they_depend_on_are_async() -> None:
    routers = [*PREFIXED_ROUTERS, *ROOT_ROUTERS]
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    assert len(routes) > 100
    calls = {call for route in routes for call in _calls(route.dependant)}
    in_threads = {
        f"{call.__module__}.{call.__qualname__}"
        for call in calls
        if not (iscoroutinefunction(call) or isasyncgenfunction(call))
    }
    assert not in_threads
