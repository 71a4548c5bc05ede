"""Kinds of Party organisations (rules §12.1 组织类别)."""

from enum import StrEnum


class BranchKind(StrEnum):
    COMMITTEE = "committee"  # 党委
    WORKING_COMMITTEE = "working_committee"  # 党工委
    ORGAN_COMMITTEE = "organ_committee"  # 机关党委
    GENERAL_BRANCH = "general_branch"  # 党总支
    BRANCH = "branch"  # 党支部
    JOINT_BRANCH = "joint_branch"  # 联合党支部
    PROVISIONAL_BRANCH = "provisional_branch"  # 临时党支部
    GROUP = "group"  # 党小组


class UnitSituation(StrEnum):
    """党组织所在单位情况 (rules §12.1)."""

    SAME_AS_PARENT = "same_as_parent"  # 与上级党组织相同
    LEGAL_UNIT = "legal_unit"  # 法人单位
    JOINT_BRANCH = "joint_branch"  # 联合党支部
