"""The engine itself, on a flow of two states."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest

from services.kit.errors import Fault, Kind, Text, declare
from services.kit.workflow import Action, Refusal, Workflow

FORBIDDEN = declare("door.forbidden", Kind.FORBIDDEN, "不能{label}。", "You may not “{label}”.")
LOCKED = declare("door.locked", Kind.CONFLICT, "锁着：{key}。", "Locked: {key}.")


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


@dataclass(frozen=True)
class Caller:
    allowed: bool = True
    locked: bool = False
    leads_to: Door = Door.OPEN


DOORS: Workflow[Door, Caller] = Workflow(
    "door",
    [
        Action(
            "open",
            Text("打开", "Open"),
            frozenset({Door.SHUT}),
            lambda caller: caller.leads_to,
            lambda caller: caller.allowed,
            required=("reason",),
            optional=("width",),
            guard=lambda caller: Refusal(LOCKED, {"key": "铜钥匙"}) if caller.locked else None,
            paths=frozenset({(Door.SHUT, Door.OPEN)}),
        ),
        Action("shut", Text("关上", "Shut"), frozenset({Door.OPEN}), Door.SHUT, lambda _caller: True),
        Action("push", Text("推开", "Push"), frozenset({Door.OPEN}), Door.SHUT, lambda _caller: True),
        Action("knock", Text("敲门", "Knock"), frozenset(Door), None, lambda _caller: True),
    ],
    state_labels={Door.OPEN: Text("开着", "Open"), Door.SHUT: Text("关着", "Shut")},
    field_labels={"reason": Text("理由", "Reason")},
    forbidden=FORBIDDEN,
)


def refused(name: str, state: Door, caller: Caller, given: dict[str, Any]) -> Fault:
    with pytest.raises(Fault) as refusal:
        DOORS.check(name, state, caller, given)
    return refusal.value


def test_an_accepted_action_gives_its_row_and_the_state_it_leads_to() -> None:
    action, after = DOORS.check("open", Door.SHUT, Caller(), {"reason": "通风", "width": 3, "comment": "请进"})
    assert (action.name, after) == ("open", Door.OPEN)
    assert DOORS.check("knock", Door.SHUT, Caller(), {})[1] is Door.SHUT


def test_refusals_come_in_order_and_say_what_to_do() -> None:
    locked = Caller(locked=True)
    unknown = refused("x" * 99, Door.SHUT, Caller(allowed=False), {})
    assert (unknown.error.code, unknown.fields[0].pointer) == ("workflow.unknown_action", "/action")
    assert len(unknown.detail("zh")) < 60
    assert refused("open", Door.OPEN, Caller(allowed=False), {}).error is FORBIDDEN
    impossible = refused("open", Door.OPEN, locked, {})
    assert impossible.error.code == "workflow.not_in_this_state"
    assert impossible.detail("zh") == "当前状态为“开着”，不能打开。可以打开的状态：关着。"
    assert impossible.detail("en") == "The state is “Open”, in which “Open” is not possible. It is possible in: Shut."
    assert refused("open", Door.SHUT, locked, {}).error.code == "invalid"
    last = refused("open", Door.SHUT, locked, {"reason": "通风"})
    assert (last.error, last.detail("zh")) == (LOCKED, "锁着：铜钥匙。")


@pytest.mark.parametrize("empty", [None, ""])
def test_missing_and_unexpected_fields_are_named_together(empty: Any) -> None:
    fault = refused("open", Door.SHUT, Caller(), {"reason": empty, "colour": "red", "nothing": None})
    assert [(field.pointer, field.code) for field in fault.fields] == [
        ("/reason", "workflow.field_required"),
        ("/colour", "workflow.field_unexpected"),
    ]
    first, second = (field.message.render("zh", field.params) for field in fault.fields)
    assert (first, second) == ("请填写：理由。", "“打开”不需要填写：colour。")
    assert fault.fields[0].message.render("en", fault.fields[0].params) == "Required: Reason."


def test_zero_and_false_are_filled_in() -> None:
    for value in (0, False):
        assert DOORS.check("open", Door.SHUT, Caller(), {"reason": value})[1] is Door.OPEN


def test_offers_follow_the_table_and_carry_what_stands_in_the_way() -> None:
    offers = DOORS.offers(Door.SHUT, Caller(locked=True))
    assert [(offer.action, offer.required, offer.optional) for offer in offers] == [
        ("open", ("reason",), ("width",)),
        ("knock", (), ()),
    ]
    assert offers[0].refusal == Refusal(LOCKED, {"key": "铜钥匙"})
    assert [offer.action for offer in DOORS.offers(Door.SHUT, Caller(allowed=False))] == ["knock"]


def test_a_function_may_lead_only_where_its_row_says() -> None:
    with pytest.raises(ValueError, match="its row does not name"):
        DOORS.check("open", Door.SHUT, Caller(leads_to=Door.SHUT), {"reason": "通风"})


def test_the_diagram_draws_every_step() -> None:
    assert DOORS.diagram() == (
        "stateDiagram-v2\n"
        '    state "开着 open" as open\n'
        '    state "关着 shut" as shut\n'
        "    open --> open: 敲门 knock\n"
        "    open --> shut: 关上 shut、推开 push\n"
        "    shut --> open: 打开 open\n"
        "    shut --> shut: 敲门 knock\n"
    )
