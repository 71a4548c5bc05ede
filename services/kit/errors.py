"""What can go wrong, in words a clerk understands.

Each refusal of the platform is declared once as an `ErrorCode` beside the feature that raises it
(`services/<feature>/errors.py`) and raised by calling it: ``raise EXTENSION_TOO_LATE(due_on=due)``.
The code is stable and dotted; the texts are Chinese and English `str.format` templates.
`api/errors.py` alone turns a `Kind` into an HTTP status.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from services.kit.dates import long_date

Locale = Literal["zh", "en"]


class Kind(StrEnum):
    """Why a request was refused, free of HTTP."""

    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    STALE = "stale"
    INVALID = "invalid"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA = "unsupported_media"
    PRECONDITION_REQUIRED = "precondition_required"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages of the interface. Parameters that are texts or days are put in in the same one."""

    zh: str
    en: str

    def render(self, locale: Locale, params: dict[str, Any] | None = None) -> str:
        template = self.en if locale == "en" else self.zh
        if not params:
            return template
        return template.format(**{name: _in_words(value, locale) for name, value in params.items()})


def _in_words(value: Any, locale: Locale) -> Any:
    if isinstance(value, Text):
        return value.render(locale)
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.day} {value:%b %Y}" if locale == "en" else long_date(value)
    return value


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One wrong input: where it stands (JSON pointer, or row and cell) and what is wrong."""

    pointer: str
    code: str
    message: Text
    params: dict[str, Any] = field(default_factory=dict)


class Fault(Exception):
    """A refusal on its way to the caller. Raising one inside a transaction undoes the transaction."""

    def __init__(
        self,
        error: "ErrorCode",
        params: dict[str, Any],
        *,
        fields: tuple[FieldFault, ...] = (),
        extra: dict[str, Any] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(error.code)
        self.error = error
        self.params = params
        self.fields = fields
        self.extra = extra or {}
        self.retry_after = retry_after

    def detail(self, locale: Locale) -> str:
        return self.error.text.render(locale, self.params)


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """A declared refusal.

    `rule` names the regulation and article behind it, if there is one; it travels into the answer.
    """

    code: str
    kind: Kind
    text: Text
    rule: str | None = None

    def __call__(self, **params: Any) -> Fault:
        return Fault(self, params)

    def at(self, pointer: str, **params: Any) -> Fault:
        """The same refusal, pointing at the field that caused it."""
        fault = FieldFault(pointer, self.code, self.text, params)
        return Fault(self, params, fields=(fault,))


def declare(code: str, kind: Kind, zh: str, en: str, *, rule: str | None = None) -> ErrorCode:
    """Declare a refusal; see the module's docstring."""
    return ErrorCode(code, kind, Text(zh, en), rule)


NOT_FOUND = declare(
    "not_found",
    Kind.NOT_FOUND,
    "没有找到{what}，可能已被删除，或不在您的管理范围内。",
    "{what} was not found; it may have been removed, or lies outside your branches.",
)
FORBIDDEN = declare(
    "forbidden",
    Kind.FORBIDDEN,
    "您的角色不能进行这项操作（需要权限：{permission}）。如确需办理，请联系系统管理员。",
    "Your role does not allow this (permission needed: {permission}). Ask your administrator if you need it.",
)
STALE = declare(
    "stale_version",
    Kind.STALE,
    "这条记录刚刚被他人修改（当前版本 {current}，您看到的是 {given}）。请刷新后再试。",
    "This record was changed by somebody else (now version {current}, yours is {given}). Reload and try again.",
)
INVALID = declare(
    "invalid",
    Kind.INVALID,
    "提交的内容有误，请按提示修改后重试。",
    "Some of the input is not valid; correct the fields named below.",
)
