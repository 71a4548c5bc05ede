"""Sizes of §3.1 at their boundaries: 以上 includes the number itself, 不足 and 超过 exclude it."""

import pytest

from models.enums.branches import BranchKind
from services.branches.size_rules import SizeFacts, size_warnings

K = BranchKind


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (SizeFacts(K.BRANCH, 3, 3), []),
        (SizeFacts(K.BRANCH, 2, 30), ["too_few_for_branch"]),
        (SizeFacts(K.BRANCH, 50, 50), []),
        (SizeFacts(K.BRANCH, 20, 51), ["too_many_for_branch"]),
        (SizeFacts(K.BRANCH, 40, 49, in_organ=True), []),
        (SizeFacts(K.BRANCH, 40, 50, in_organ=True), ["should_be_general_branch"]),
        (SizeFacts(K.BRANCH, 90, 99, in_organ=True), ["too_many_for_branch", "should_be_general_branch"]),
        (SizeFacts(K.BRANCH, 90, 100, in_organ=True), ["too_many_for_branch", "should_be_organ_committee"]),
        (SizeFacts(K.GENERAL_BRANCH, 90, 99, in_organ=True), []),
        (SizeFacts(K.GENERAL_BRANCH, 90, 100, in_organ=True), ["should_be_organ_committee"]),
        (SizeFacts(K.GENERAL_BRANCH, 900, 1000), []),
        (SizeFacts(K.JOINT_BRANCH, 2, 2, units=5), []),
        (SizeFacts(K.JOINT_BRANCH, 2, 2, units=6), ["too_many_units"]),
        (SizeFacts(K.JOINT_BRANCH, 51, 51, units=2), ["too_many_for_branch"]),
        (SizeFacts(K.COMMITTEE, 1, 5000, in_organ=True), []),
        (SizeFacts(K.GROUP, 1, 1), []),
    ],
)
def test_sizes(facts: SizeFacts, expected: list[str]) -> None:
    found = size_warnings(facts)
    assert [warning.code.value for warning in found] == expected
    assert all("条例" in warning.rule and warning.confidence in {"A", "B"} for warning in found)


def test_the_reason_is_given_in_words() -> None:
    (warning,) = size_warnings(SizeFacts(K.BRANCH, 2, 2))
    assert warning.text.render("zh") == "正式党员 2 人，不足 3 人，应考虑成立联合党支部。"
    assert "joint branch" in warning.text.render("en")
