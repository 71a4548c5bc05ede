"""The attendance sheet as pure rules: what changes, what stays with whom recorded it, what is wrong where."""

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from models.enums.study import Attendance
from services.study.sheet import Given, Line, faults, merged

M = Attendance
DAY, TODAY = date(2026, 5, 6), date(2026, 5, 20)
PEOPLE = [UUID(int=number) for number in range(1, 7)]
lines = st.builds(Line, st.sampled_from(PEOPLE), st.sampled_from(M))


@given(
    st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(M), max_size=5),
    st.lists(lines, unique_by=lambda line: line.member_id),
    st.none() | st.sampled_from(M),
)
def test_the_exceptions_hold_the_default_fills_the_rest_and_nothing_else_moves(
    marks: dict[UUID, Attendance], named: list[Line], default: Attendance | None
) -> None:
    present = {member_id: Line(member_id, mark) for member_id, mark in marks.items()}
    changing = {line.member_id: line for line in merged(present, Given(tuple(named), default))}
    after = {**present, **changing}
    for line in named:
        assert after[line.member_id].mark is line.mark
        assert after[line.member_id].expected is (line.member_id in present)
    for member_id in present.keys() - {line.member_id for line in named}:
        assert after[member_id].mark is (default or present[member_id].mark)
    # What is not changed is not written, so it keeps who recorded it.
    assert all(present.get(member_id) != line for member_id, line in changing.items())
    assert merged(after, Given(tuple(named), default)) == []


def test_a_default_leaves_walk_ins_alone() -> None:
    expected, walk_in = uuid4(), uuid4()
    present = {expected: Line(expected, M.UNSET), walk_in: Line(walk_in, M.PRESENT, expected=False)}
    assert [line.member_id for line in merged(present, Given((), M.ABSENT))] == [expected]


def test_each_wrong_line_is_named_at_its_place() -> None:
    known, stranger = PEOPLE[:2]
    present = {known: Line(known, M.UNSET)}
    wrong = Given(
        (
            Line(known, M.LEAVE),
            Line(known, M.PRESENT, made_up_on=DAY),
            Line(stranger, M.ABSENT),
            Line(PEOPLE[2], M.MADE_UP, "自学原文", date(2026, 5, 5)),
            Line(PEOPLE[3], M.MADE_UP, "自学原文", date(2026, 5, 21)),
            Line(PEOPLE[4], M.MADE_UP, "自学原文", DAY),
        ),
        pointer="/rows",
    )
    assert [(fault.pointer, fault.code) for fault in faults(wrong, DAY, TODAY, present)] == [
        ("/rows/0/reason", "study.leave_reason"),
        ("/rows/1/member_id", "study.line_twice"),
        ("/rows/1/made_up_on", "study.field_without_use"),
        ("/rows/2/mark", "study.line_not_expected"),
        ("/rows/3/made_up_on", "study.made_up_on"),
        ("/rows/4/made_up_on", "study.made_up_on"),
    ]
