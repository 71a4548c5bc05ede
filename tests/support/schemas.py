"""Hypothesis strategies for the bodies that the OpenAPI document describes: right, nearly right, and wrong."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

NASTY_TEXTS = st.sampled_from(
    [
        "",
        " ",
        "\u3000",
        "\x00",
        "a\x00b",
        "\ud800",
        "\udfff！",
        "\x1b[31m",
        "\u202e倒",
        "\ufeff",
        "\U0010ffff",
        "'; DROP TABLE tickets; --",
        "%s%n{0}{label}",
        "../../etc/passwd",
        "<script>",
        "长" * 300,
        "0" * 5000,
        "9999-12-31",
        "0000-00-00",
        "2026-02-30",
        "1e400",
        "NaN",
    ]
)
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([-1, 0, 2**31, 2**63, 2**64, 10**400])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | NASTY_TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10) | NASTY_TEXTS, inner, max_size=3),
    max_leaves=6,
)


def of_schema(
    schema: dict[str, Any], document: dict[str, Any], known: st.SearchStrategy[str]
) -> st.SearchStrategy[Any]:
    """Values near to what `schema` allows: mostly right, now and then anything. `known` are ids that exist."""
    return st.one_of(*[_right(schema, document, known)] * 6, st.none(), ANY_JSON)


def _right(schema: dict[str, Any], document: dict[str, Any], known: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _right(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]], document, known)
    if "anyOf" in schema:
        return st.one_of(*(of_schema(option, document, known) for option in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    return _BY_TYPE[schema.get("type", "null")](schema, document, known)


def _text(schema: dict[str, Any], _document: dict[str, Any], known: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    match schema.get("format"):
        case "uuid":
            return st.uuids().map(str) | known
        case "date":
            return (st.dates() | st.sampled_from([date.min, date.max])).map(str)
        case _:
            longest = schema.get("maxLength", 30)
            return st.text(max_size=min(longest + 1, 30)) | st.sampled_from(["标题", "submit", "approve", "report"])


def _number(schema: dict[str, Any], _document: dict[str, Any], _known: Any) -> st.SearchStrategy[Any]:
    return st.integers(schema.get("minimum", -5) - 1, schema.get("maximum", 2**31) + 1)


def _list(schema: dict[str, Any], document: dict[str, Any], known: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.lists(of_schema(schema["items"], document, known), max_size=3)


def _object(schema: dict[str, Any], document: dict[str, Any], known: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    fields = {name: of_schema(field, document, known) for name, field in schema.get("properties", {}).items()}
    needed = {name: fields.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(needed, optional=fields)


_BY_TYPE = {
    "string": _text,
    "integer": _number,
    "number": lambda *_: st.floats(allow_nan=False),
    "boolean": lambda *_: st.booleans(),
    "null": lambda *_: st.none(),
    "array": _list,
    "object": _object,
}
