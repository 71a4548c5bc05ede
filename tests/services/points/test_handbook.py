"""docs/points.md says what the table says."""

from pathlib import Path

from services.points.handbook import WHO, refreshed
from services.points.workflow import WORKFLOW

PAGE = Path(__file__).resolve().parents[3] / "docs" / "points.md"


def test_the_page_is_in_step_with_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("<!-- generated: ") == 2
    assert page == refreshed(page), "out of step: run `python -m api.cli export-workflow`"
    assert {action.permitted for action in WORKFLOW.actions.values()} == set(WHO)
