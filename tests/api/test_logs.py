"""The log: one line an event, and no secrets in its tracebacks."""

import json
from typing import Literal

import pytest
import structlog

from api import logs
from api.settings import Settings

PASSWORD = "Not-For-The-Log-7"


def fail() -> None:
    password = PASSWORD
    try:
        int("seventeen", len(password))
    except ValueError:
        structlog.get_logger("tests").exception("request.failed", request_id="r1", name="李同志")


def test_a_line_of_json_holds_no_values_of_variables(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(settings.model_copy(update={"log_json": True}))
    fail()
    (line,) = capsys.readouterr().out.splitlines()
    written = json.loads(line)
    assert (written["event"], written["level"], written["request_id"]) == ("request.failed", "error", "r1")
    assert "ValueError: " in written["exception"]
    assert PASSWORD not in line
    assert "李同志" in line


def test_the_plain_log_holds_none_either(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(settings)
    fail()
    text = capsys.readouterr().out
    assert "request.failed" in text
    assert "ValueError: " in text
    assert PASSWORD not in text


@pytest.mark.parametrize(("level", "lines"), [("info", 1), ("warning", 0)])
def test_what_is_below_the_level_is_left_out(
    settings: Settings, capsys: pytest.CaptureFixture[str], level: Literal["info", "warning"], lines: int
) -> None:
    logs.configure(settings.model_copy(update={"log_level": level}))
    structlog.get_logger("tests").info("request")
    assert len(capsys.readouterr().out.splitlines()) == lines
    logs.configure(settings)
