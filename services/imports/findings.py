"""What is to be said about a cell: an error that holds its row back, or a warning."""

from dataclasses import dataclass
from typing import Any, Literal

from services.kit.errors import ErrorCode, Fault, FieldFault, Locale
from services.members import errors as member_errors

Level = Literal["error", "warning"]
_RULES = {error.code: error.rule for error in vars(member_errors).values() if isinstance(error, ErrorCode)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one field, in both languages, with the rule behind it."""

    field: str
    level: Level
    code: str
    zh: str
    en: str
    rule: str | None

    def packed(self) -> list[str | None]:
        return [self.field, self.level, self.code, self.zh, self.en, self.rule]

    def message(self, locale: Locale) -> str:
        return self.en if locale == "en" else self.zh


def found(at: str, error: ErrorCode, /, *, level: Level = "error", **params: Any) -> Finding:
    return Finding(at, level, error.code, error.text.render("zh", params), error.text.render("en", params), error.rule)


def of_fault(field: str, fault: Fault) -> Finding:
    """A refusal of the register's own rules, said of the cell."""
    error, params = fault.error, dict(fault.params)
    return Finding(
        field, "error", error.code, error.text.render("zh", params), error.text.render("en", params), error.rule
    )


def of_field(fault: FieldFault) -> Finding:
    """What does not fit between the fields of a record (services/members/consistency.py)."""
    zh, en = (fault.message.render(locale, fault.params) for locale in ("zh", "en"))
    return Finding(fault.pointer.removeprefix("/"), "error", fault.code, zh, en, _RULES.get(fault.code))


def told(error: ErrorCode, **params: Any) -> dict[str, str | None]:
    """A refusal of the whole file as it is kept: `{code, zh, en, rule}`."""
    return {
        "code": error.code,
        "zh": error.text.render("zh", params),
        "en": error.text.render("en", params),
        "rule": error.rule,
    }
