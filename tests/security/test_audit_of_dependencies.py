"""The step that looks for known holes tells apart: nothing known, a hole, not checked."""

import importlib.util
from types import ModuleType

import pytest

from tests.support.contract import ROOT


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ci_audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_was_not_looked_at_is_not_called_sound(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hole = {"id": "PYSEC-1", "fix_versions": ["2"]}
    skipped = {"name": "a", "skip_reason": "not found"}
    sound = {"name": "b", "version": "1", "vulns": []}
    cases = [
        ({"dependencies": [skipped]}, False, "NOT CHECKED, no data"),
        ({"dependencies": [sound, skipped]}, False, "nothing known of 1 packages; 未核查 / not checked: 1"),
        ({"dependencies": [{**sound, "vulns": [hole]}, skipped]}, True, "✗ x: b 1: PYSEC-1"),
        ({"error": "405"}, False, "NOT CHECKED, the service cannot be reached"),
    ]
    for printed, found, said in cases:
        monkeypatch.setattr(audit, "output_of", lambda _command, _folder, printed=printed: printed)
        assert audit.check("x", lambda: audit.python("requirements.lock")) is found
        assert said in capsys.readouterr().out
    monkeypatch.setattr(audit, "output_of", lambda *_: {"message": "405 Method Not Allowed"})
    assert not audit.check("npm", audit.frontend)
    assert "405 Method Not Allowed" in capsys.readouterr().out
    prod = {"vulnerabilities": {"antd": {"severity": "high"}}, "metadata": {"dependencies": {"prod": 9}}}
    monkeypatch.setattr(audit, "output_of", lambda *_: prod)
    assert audit.check("npm", audit.frontend)


def test_a_command_that_says_nothing_or_never_ends_was_no_check(audit: ModuleType) -> None:
    for command in (["true"], ["no-such-program"], ["echo", "[]"]):
        with pytest.raises(ValueError, match=r".*"):
            audit.output_of(command, ROOT)
