"""The parts of a page in `docs/` that are drawn from a workflow's table: the page says what the code does."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from services.kit.workflow import Workflow

_SECTION = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

Who = Mapping[Callable[[Any], bool], str]
"""In words, whom an action's `permitted` lets through."""


def refreshed(page: str, workflow: Workflow[Any, Any], who: Who) -> str:
    """The page with each `<!-- generated: name --> … <!-- end -->` drawn anew. Errors: KeyError for another name."""
    return redrawn(page, drawings(workflow, who))


def drawings(workflow: Workflow[Any, Any], who: Who, prefix: str = "") -> dict[str, str]:
    """The generated parts by name; a page on several workflows tells them by a prefix, as in `session_diagram`."""
    return {
        f"{prefix}diagram": f"\n```mermaid\n{workflow.diagram()}```\n\n",
        f"{prefix}actions": f"\n{actions_table(workflow, who)}\n",
    }


def redrawn(page: str, drawn: Mapping[str, str]) -> str:
    """The page with its generated parts replaced. Errors: KeyError for a part that is not drawn."""
    return _SECTION.sub(lambda found: found[1] + drawn[found[2]] + found[3], page)


def actions_table(workflow: Workflow[Any, Any], who: Who) -> str:
    """Action, from, to, who, required and optional fields, in the order of the buttons."""
    lines = ["| 操作 | 从 | 到 | 谁 | 必填 | 可填 |", "|---|---|---|---|---|---|"]
    for action in workflow.actions.values():
        steps = action.steps()
        before = [label.zh for state, label in workflow.state_labels.items() if state in action.sources]
        after = [label.zh for state, label in workflow.state_labels.items() if any(to is state for _, to in steps)]
        moves = any(source is not target for source, target in steps)
        cells = (
            f"{action.label.zh} `{action.name}`",
            "、".join(before),
            "、".join(after) if moves else "（状态不变）",
            who[action.permitted],
            _fields(workflow, action.required),
            _fields(workflow, tuple(name for name in action.optional if name != "comment")),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _fields(workflow: Workflow[Any, Any], names: tuple[str, ...]) -> str:
    return "、".join(f"{workflow.field_labels[name].zh} `{name}`" for name in names) or "—"
