"""docs/security.md names tests: each of them exists, and every chapter and clause has its line."""

import re

from tests.support.contract import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_what_is_named_as_proof_is_there() -> None:
    named = set(re.findall(r"`((?:tests|frontend)/[\w./-]+?)(?:::(\w+))?`", TEXT))
    assert len(named) > 80
    gone = []
    for path, test in named:
        file = ROOT / path
        if not file.exists() or (test and f"def {test}(" not in file.read_text(encoding="utf-8")):
            gone.append(f"{path}::{test}")
    assert not gone


def test_every_chapter_and_clause_has_its_line() -> None:
    rows = [row.split("|")[1].strip() for row in TEXT.splitlines() if row.startswith("|")]
    chapters = {row.split(".")[0] for row in rows if re.match(r"[0-9]+(\.|$)", row) and not row.startswith("8.1.4")}
    assert chapters == {str(number) for number in range(1, 18)}
    clauses = {int(found[1]) for row in rows for found in re.finditer(r"8\.1\.4\.([0-9]+)", row)}
    assert clauses >= {1, 2, 3, 4, 5, 7, 8, 9, 10, 11}
    assert not [row for row in TEXT.splitlines() if row.startswith("| ") and row.count("|") < 3]
