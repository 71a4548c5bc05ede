"""The one workflow engine: a table of actions, from which checks, buttons, tests and diagrams are drawn.

An `Action` says from which states it leads where, which permission it needs, which fields it requires and what else
must hold (its guard). The engine is pure: it decides. Commands load the record, ask `Workflow.check`, change the
record by the action's effect and write the event.

`S` is the flow's StrEnum of states, `C` the frozen context (record, actor, today) that guards look at.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from services.kit.errors import INVALID, ErrorCode, Fault, FieldFault, Kind, Text, declare

S = TypeVar("S", bound=StrEnum)
C = TypeVar("C")

ACTION_UNKNOWN = declare(
    "workflow.unknown_action",
    Kind.INVALID,
    "没有“{action}”这个操作。",
    "There is no action “{action}”.",
)
ACTION_IMPOSSIBLE = declare(
    "workflow.not_in_this_state",
    Kind.CONFLICT,
    "当前状态为“{state}”，不能{label}。可以{label}的状态：{possible}。",
    "The state is “{state}”, in which “{label}” is not possible. It is possible in: {possible}.",
)
FIELD_REQUIRED = declare(
    "workflow.field_required",
    Kind.INVALID,
    "请填写：{label}。",
    "Required: {label}.",
)
FIELD_UNEXPECTED = declare(
    "workflow.field_unexpected",
    Kind.INVALID,
    "“{action}”不需要填写：{label}。",
    "“{action}” takes no field {label}.",
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a guard says no: the declared refusal and the facts for its text."""

    error: ErrorCode
    params: dict[str, Any] = field(default_factory=dict)

    def fault(self) -> Fault:
        return self.error(**self.params)


Guard = Callable[[C], Refusal | None]


@dataclass(frozen=True, slots=True)
class Action(Generic[S, C]):
    """One row of a workflow's table.

    `target` is the state afterwards: a state, or `None` when the action leaves the state as it is, or a function of
    the context (resuming goes back to where it was). `permitted` answers whether the actor may do it on this very
    record; `guard` names what is still missing for someone who may.
    """

    name: str
    label: Text
    sources: frozenset[S]
    target: S | Callable[[C], S] | None
    permitted: Callable[[C], bool]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    guard: Guard[C] | None = None
    """Shown on the button: what stands in the way whatever is filled in."""
    paths: frozenset[tuple[S, S]] = frozenset()
    """For a `target` that is a function: every (state before, state after) it may give. `check` holds it to them."""

    def steps(self) -> frozenset[tuple[S, S]]:
        """Every (state before, state after) of this row."""
        if callable(self.target):
            return self.paths
        return frozenset((source, self.target or source) for source in self.sources)

    def target_state(self, state: S, context: C) -> S:
        if self.target is None:
            return state
        if callable(self.target):
            return self.target(context)
        return self.target


@dataclass(frozen=True, slots=True)
class Offer:
    """An action as a client sees it: possible, or blocked for a reason."""

    action: str
    label: Text
    required: tuple[str, ...]
    optional: tuple[str, ...]
    refusal: Refusal | None


class Workflow(Generic[S, C]):
    """A table of actions in the order in which buttons are drawn."""

    def __init__(
        self,
        name: str,
        actions: Iterable[Action[S, C]],
        *,
        state_labels: Mapping[S, Text],
        field_labels: Mapping[str, Text],
        forbidden: ErrorCode,
    ) -> None:
        self.name = name
        self.actions = {action.name: action for action in actions}
        self.state_labels = state_labels
        self.field_labels = field_labels
        self.forbidden = forbidden

    def offers(self, state: S, context: C) -> list[Offer]:
        """What the actor could do now, with the reason for what a guard blocks; nothing they may never do."""
        allowed: dict[Callable[[C], bool], bool] = {}  # many rows ask the same of the same context

        def permits(action: Action[S, C]) -> bool:
            if action.permitted not in allowed:
                allowed[action.permitted] = action.permitted(context)
            return allowed[action.permitted]

        return [
            Offer(
                action.name,
                action.label,
                action.required,
                action.optional,
                action.guard(context) if action.guard else None,
            )
            for action in self.actions.values()
            if state in action.sources and permits(action)
        ]

    def check(self, name: str, state: S, context: C, given: Mapping[str, Any]) -> tuple[Action[S, C], S]:
        """The action and the state it leads to.

        Errors, in this order: `workflow.unknown_action`, the flow's own forbidden code, `workflow.not_in_this_state`,
        missing or unexpected fields, the guard's refusal.
        """
        action = self.actions.get(name)
        if action is None:
            raise ACTION_UNKNOWN.at("/action", action=name[:40])
        if not action.permitted(context):
            raise self.forbidden(label=action.label)
        if state not in action.sources:
            raise self._impossible(action, state)
        self._check_fields(action, given)
        refusal = action.guard(context) if action.guard else None
        if refusal is not None:
            raise refusal.fault()
        target = action.target_state(state, context)
        if (state, target) not in action.steps():
            raise ValueError(f"{self.name}: {name} leads from {state} to {target}, which its row does not name")
        return action, target

    def _impossible(self, action: Action[S, C], state: S) -> Fault:
        sources = [label for state, label in self.state_labels.items() if state in action.sources]
        possible = Text("、".join(label.zh for label in sources), ", ".join(label.en for label in sources))
        return ACTION_IMPOSSIBLE(state=self.state_labels[state], label=action.label, possible=possible)

    def _check_fields(self, action: Action[S, C], given: Mapping[str, Any]) -> None:
        present = {name for name, value in given.items() if value is not None and value != ""}
        faults = [
            FieldFault(f"/{name}", FIELD_REQUIRED.code, FIELD_REQUIRED.text, {"label": self._label(name)})
            for name in action.required
            if name not in present
        ]
        allowed = {*action.required, *action.optional, "comment"}
        faults += [
            FieldFault(
                f"/{name}",
                FIELD_UNEXPECTED.code,
                FIELD_UNEXPECTED.text,
                {"label": self._label(name), "action": action.label},
            )
            for name in sorted(present - allowed)
        ]
        if faults:
            raise Fault(INVALID, {}, fields=tuple(faults))

    def _label(self, name: str) -> Text | str:
        return self.field_labels.get(name, name)

    def diagram(self) -> str:
        """The flow as a Mermaid state diagram; `docs/` keeps the picture and a test keeps it in step."""
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{label.zh} {state}" as {state}' for state, label in self.state_labels.items()]
        for source in self.state_labels:
            for target in self.state_labels:
                taken = [action for action in self.actions.values() if (source, target) in action.steps()]
                if taken:
                    words = "、".join(f"{action.label.zh} {action.name}" for action in taken)
                    lines.append(f"    {source} --> {target}: {words}")
        return "\n".join(lines) + "\n"
