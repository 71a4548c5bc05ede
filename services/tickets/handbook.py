"""The parts of `docs/workflow.md` that are drawn from the table, so that the page never says what the code does not."""

import re
from collections.abc import Callable

from services.tickets.labels import FIELD_LABELS, STATE_LABELS
from services.tickets.workflow import WORKFLOW, Context, may_report, may_withdraw

WHO: dict[Callable[[Context], bool], str] = {
    Context.drafts: "交办单位范围内的工作人员、督查员",
    Context.approves: "交办单位范围内的督查员",
    Context.supervises: "交办单位范围内的督查员",
    Context.carries_out: "承办单位的书记、干事",
    may_report: "承办单位、协办单位的书记、干事",
    may_withdraw: "督查员；交办前也可由工作人员",
}
"""In words, who an action's `permitted` lets through."""

_SECTION = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(page: str) -> str:
    """The page with each `<!-- generated: name --> … <!-- end -->` drawn anew. Errors: KeyError for another name."""
    drawn = {"diagram": f"\n```mermaid\n{WORKFLOW.diagram()}```\n\n", "actions": f"\n{actions_table()}\n"}
    return _SECTION.sub(lambda found: found[1] + drawn[found[2]] + found[3], page)


def actions_table() -> str:
    """Action, from, to, who, required and optional fields, in the order of the buttons."""
    lines = ["| 操作 | 从 | 到 | 谁 | 必填 | 可填 |", "|---|---|---|---|---|---|"]
    for action in WORKFLOW.actions.values():
        steps = action.steps()
        before = [label.zh for state, label in STATE_LABELS.items() if state in action.sources]
        after = [label.zh for state, label in STATE_LABELS.items() if any(to is state for _, to in steps)]
        moves = any(source is not target for source, target in steps)
        cells = (
            f"{action.label.zh} `{action.name}`",
            "、".join(before),
            "、".join(after) if moves else "（状态不变）",
            WHO[action.permitted],
            _fields(action.required),
            _fields(tuple(name for name in action.optional if name != "comment")),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _fields(names: tuple[str, ...]) -> str:
    return "、".join(f"{FIELD_LABELS[name].zh} `{name}`" for name in names) or "—"
