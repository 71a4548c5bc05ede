"""The headers of a request, looked up by name as often as one likes: Starlette walks all of them each time."""

from starlette.types import Scope

Given = dict[bytes, bytes]
"""By name in lower case; of several of one name the first, as Starlette gives it."""


def given_with(scope: Scope) -> Given:
    """Made at the first asking, kept with the request."""
    known: Given | None = scope.get("given")
    if known is None:
        known = scope["given"] = dict(reversed(scope["headers"]))
    return known


def text_of(given: Given, name: bytes) -> str:
    """A header as Starlette reads it; empty without it."""
    return given[name].decode("latin-1") if name in given else ""
