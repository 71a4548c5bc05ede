"""docs/workflow.md says what the table says."""

import re
from pathlib import Path

import pytest

from models.enums.tickets import TicketAction, TicketState
from services.tickets.handbook import WHO, actions_table, refreshed
from services.tickets.workflow import WORKFLOW

PAGE = Path(__file__).resolve().parents[3] / "docs" / "workflow.md"


def test_the_page_is_in_step_with_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("<!-- generated: ") == 2
    assert page == refreshed(page), "out of step: run `python -m api.cli export-workflow`"


def test_the_diagram_and_the_table_name_every_state_and_action() -> None:
    diagram, table = WORKFLOW.diagram(), actions_table()
    for state in TicketState:
        assert f" as {state}\n" in diagram
    for action in TicketAction:
        assert re.search(rf" {action}(、|\n)", diagram)
        assert f"`{action}` |" in table
    assert "closing_review --> closed: 销号 close" in diagram
    assert "suspended --> accepted: 恢复办理 resume" in diagram
    assert "| 申请延期 `request_extension` | 已签收、办理中 | （状态不变） | 承办单位的书记、干事 |" in table
    assert {action.permitted for action in WORKFLOW.actions.values()} == set(WHO)


def test_only_what_is_marked_is_drawn() -> None:
    text = "before\n<!-- generated: actions -->\nold\n<!-- end -->\nafter\n"
    drawn = refreshed(text)
    assert drawn.startswith("before\n<!-- generated: actions -->\n\n| 操作 |")
    assert drawn.endswith("<!-- end -->\nafter\n")
    assert "old" not in drawn
    with pytest.raises(KeyError):
        refreshed(text.replace("actions", "unknown"))
