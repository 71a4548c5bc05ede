"""docs/study.md says what the tables say."""

from pathlib import Path

from services.study import declaration_workflow, session_workflow
from services.study.handbook import DECLARATION_WHO, SESSION_WHO, refreshed

PAGE = Path(__file__).resolve().parents[3] / "docs" / "study.md"


def test_the_page_is_in_step_with_the_tables() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("<!-- generated: ") == 4
    assert page == refreshed(page), "out of step: run `python -m api.cli export-workflow`"
    for workflow, who in (
        (session_workflow.WORKFLOW, SESSION_WHO),
        (declaration_workflow.WORKFLOW, DECLARATION_WHO),
    ):
        assert {action.permitted for action in workflow.actions.values()} == set(who)
