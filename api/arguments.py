"""What an operation is given, planned once from its signature and filled in for each request.

FastAPI walks the graph of dependencies anew for each request. A `Plan` is the same graph laid out as a list: the
parameters, then each dependency once, in FastAPI's own order. Values are checked by FastAPI's own functions, and a plan
refuses nothing: where a value is not in order it gives up before anything has run, and FastAPI looks at the request
itself, so that the refusals are its own. An operation with something that a plan does not know has none.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from copy import deepcopy
from dataclasses import dataclass
from inspect import isasyncgenfunction, iscoroutinefunction
from typing import Any

from fastapi import Request, Response, params
from fastapi._compat import field_annotation_is_sequence
from fastapi.datastructures import DefaultPlaceholder
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import (
    _get_param_aliases,
    _solve_generator,
    request_body_to_args,
    request_params_to_args,
)
from fastapi.exceptions import ResponseValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Json

_REQUEST, _RESPONSE, _FIRST_FREE = 0, 1, 2
"""Places in the list of what has been worked out for a request."""

STACKS = ("fastapi_middleware_astack", "fastapi_inner_astack", "fastapi_function_astack")
"""Where FastAPI finds what is to be closed: after the answer, after the answer, before it."""

Inputs = tuple[tuple[str, int], ...]
"""Names of arguments, and the places where their values stand."""


class _Unplannable(Exception):
    """The operation asks for something that only FastAPI itself can give."""


@dataclass(frozen=True, slots=True)
class _Parameter:
    field: Any
    place: int
    names: tuple[str, ...]
    required: bool
    single: bool
    """Given as one text, not as a list."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A dependency to be called."""

    dependant: Dependant
    call: Callable[..., Any]
    inputs: Inputs
    place: int
    generates: bool


class Plan:
    """The arguments of one operation, in the order in which they are worked out."""

    def __init__(self, route: APIRoute) -> None:
        self._initial: list[Any] = [None] * _FIRST_FREE
        self._copied: list[tuple[int, Any]] = []
        self._path: list[_Parameter] = []
        self._query: list[_Parameter] = []
        self._headers: list[_Parameter] = []
        self._steps: list[_Step] = []
        self._known: dict[tuple[Any, Any], int] = {}
        self._bodies: list[Any] = route.dependant.body_params
        self._embedded: bool = route._embed_body_fields
        if self._bodies and (route.body_field is None or isinstance(route.body_field.field_info, params.Form)):
            raise _Unplannable
        body_places = [(field.name, self._place()) for field in self._bodies]
        self._body_places = dict(body_places)
        self._inputs: Inputs = (*self._inputs_of(route.dependant), *body_places)
        asked = [self._inputs, *(step.inputs for step in self._steps)]
        self.uses_response = any(place == _RESPONSE for inputs in asked for _, place in inputs)
        """Whether anything wants to add headers to the answer, or to choose its status."""
        self.generates = any(step.generates for step in self._steps)
        """Whether a dependency has to be left again, so that a stack is needed."""

    def _place(self, value: Any = None) -> int:
        self._initial.append(value)
        return len(self._initial) - 1

    def _inputs_of(self, dependant: Dependant) -> Inputs:
        """Plan what a callable asks for. Errors: `_Unplannable`."""
        if (
            dependant.cookie_params
            or dependant.websocket_param_name
            or dependant.background_tasks_param_name
            or dependant.security_scopes_param_name
            or dependant.own_oauth_scopes
            or dependant.concurrency is not None
        ):
            raise _Unplannable
        inputs = [(below.name, self._dependency(below)) for below in dependant.dependencies]
        found = [(name, place) for name, place in inputs if name is not None]
        for fields, planned in (
            (dependant.path_params, self._path),
            (dependant.query_params, self._query),
            (dependant.header_params, self._headers),
        ):
            for field in fields:
                planned.append(self._parameter(field))
                found.append((field.name, planned[-1].place))
        for name, place in (
            (dependant.request_param_name, _REQUEST),
            (dependant.http_connection_param_name, _REQUEST),
            (dependant.response_param_name, _RESPONSE),
        ):
            found += [(name, place)] if name is not None else []
        return tuple(found)

    def _dependency(self, dependant: Dependant) -> int:
        call = dependant.call
        generates = isasyncgenfunction(call)
        if call is None or not (generates or iscoroutinefunction(call)) or not dependant.use_cache:
            raise _Unplannable
        if dependant.body_params or (generates and dependant.scope != "function"):
            raise _Unplannable
        key = (call, dependant.scope)
        if key not in self._known:
            inputs = self._inputs_of(dependant)
            self._known[key] = self._place()
            self._steps.append(_Step(dependant, call, inputs, self._known[key], generates))
        return self._known[key]

    def _parameter(self, field: Any) -> _Parameter:
        annotation, metadata = field.field_info.annotation, field.field_info.metadata
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            raise _Unplannable
        required: bool = field.field_info.is_required()
        default = None if required else field.default
        if not required and field.field_info.validate_default:
            raise _Unplannable
        place = self._place(default)
        if isinstance(default, list | dict | set):
            self._copied.append((place, default))
        names = tuple(given for _, given in _get_param_aliases(field))
        single = not field_annotation_is_sequence(annotation) and not any(type(item) is Json for item in metadata)
        return _Parameter(field, place, names, required, single)

    async def fill(self, request: Request, response: Response | None) -> dict[str, Any] | None:
        """The arguments for the operation; None where a value is not in order, before anything has been called.

        Errors: what the dependencies raise.
        """
        values = self._initial.copy()
        values[_REQUEST], values[_RESPONSE] = request, response
        for place, default in self._copied:
            values[place] = deepcopy(default) if default else default.copy()
        if not (self._fill_parameters(request, values) and await self._fill_body(request, values)):
            return None
        for step in self._steps:
            given = {name: values[place] for name, place in step.inputs}
            values[step.place] = await (_entered(request, step, given) if step.generates else step.call(**given))
        return {name: values[place] for name, place in self._inputs}

    def _fill_parameters(self, request: Request, values: list[Any]) -> bool:
        scope = request.scope
        if self._path and not _filled(self._path, scope["path_params"], scope["path_params"], values):
            return False
        if self._query:
            query = request.query_params if scope["query_string"] else {}
            if not _filled(self._query, query.keys(), query, values):
                return False
        if self._headers:
            names = {name.decode("latin-1") for name, _ in scope["headers"]}
            return _filled(self._headers, names, request.headers, values)
        return True

    async def _fill_body(self, request: Request, values: list[Any]) -> bool:
        if not self._bodies:
            return True
        given = await _json_of(request)
        if given is None:
            return False
        found, errors = await request_body_to_args(self._bodies, given, self._embedded)
        for name, value in found.items():
            values[self._body_places[name]] = value
        return not errors


def _filled(parameters: Sequence[_Parameter], names: Any, given: Any, values: list[Any]) -> bool:
    """Put in what was given; whether all of it is in order and nothing is missing."""
    for parameter in parameters:
        name = next((name for name in parameter.names if name in names), None)
        if name is not None:
            if parameter.single:
                value, errors = parameter.field.validate(given[name], {}, loc=(name,))
            else:
                found, errors = request_params_to_args((parameter.field,), given)
                value = found.get(parameter.field.name)
            if errors:
                return False
            values[parameter.place] = value
        elif parameter.required:
            return False
    return True


async def _json_of(request: Request) -> Any:
    """The body, read as FastAPI reads it; None where FastAPI has to say what is wrong with it."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return None
    try:
        return await request.json() if await request.body() else None
    except (ValueError, RecursionError):
        return None


async def _entered(request: Request, step: _Step, given: dict[str, Any]) -> Any:
    stack: AsyncExitStack = request.scope["fastapi_function_astack"]
    return await _solve_generator(dependant=step.dependant, request=request, stack=stack, sub_values=given)


Answer = Callable[[Request], Awaitable[Response]]


def plan_of(route: APIRoute) -> Plan | None:
    """The plan of an operation that can have one."""
    if not isinstance(route.response_class, DefaultPlaceholder) or route.response_field is None:
        return None
    try:
        return Plan(route)
    except _Unplannable:
        return None


def planned(route: APIRoute, plan: Plan, fastapis: Answer) -> Answer:
    """The operation by its plan. `fastapis` is FastAPI's own way: for what is not in order."""
    call, field, status = route.endpoint, route.response_field, route.status_code or 200
    otherwise = fastapis if plan.generates else _within_stacks(fastapis)

    async def answer(request: Request) -> Response:
        told = _unsent() if plan.uses_response else None
        arguments = await plan.fill(request, told)
        if arguments is None:
            return await otherwise(request)
        found = await call(**arguments)
        if isinstance(found, Response):
            return found
        response = Response(_rendered(field, found), status_code=status, media_type="application/json")
        if told is not None:
            response.status_code = told.status_code or status
            response.raw_headers.extend(told.raw_headers)
        return response

    return answer


def _within_stacks(fastapis: Answer) -> Answer:
    """With the stacks that FastAPI's own way looks for, where nobody else has made them."""

    async def answer(request: Request) -> Response:
        async with AsyncExitStack() as stack:
            for name in STACKS:
                request.scope[name] = stack
            return await fastapis(request)

    return answer


def _unsent() -> Response:
    """What dependencies and operations put headers and a status on."""
    response = Response.__new__(Response)
    response.raw_headers = []
    response.status_code = None  # type: ignore[assignment]
    return response


def _rendered(field: Any, found: Any) -> bytes:
    value, errors = field.validate(found, {}, loc=("response",))
    if errors:
        raise ResponseValidationError(errors=errors, body=found)
    content: bytes = field.serialize_json(value)
    return content
