"""Refusals about youth theory study groups."""

from services.kit.errors import Kind, declare

NAME_TAKEN = declare(
    "study.group_name_taken",
    Kind.CONFLICT,
    "该组织已有名为“{name}”的学习小组。",
    "The organisation already has a group named “{name}”.",
)
GROUP_DISSOLVED = declare(
    "study.group_dissolved",
    Kind.CONFLICT,
    "学习小组已于 {on}撤销，不能再变更。",
    "The group was dissolved on {on} and stays as it was.",
)
MEMBER_UNKNOWN = declare(
    "study.group_member_unknown",
    Kind.INVALID,
    "有 {count} 人不在该组织的名册中，不能编入学习小组。请从本组织及所辖组织的在册人员中选择。",
    "{count} of them are not on the register of the organisation; choose people of it or of those below it.",
)
LEADER_OUTSIDE = declare(
    "study.group_leader_outside",
    Kind.INVALID,
    "组长须是小组成员，请先将其编入小组。",
    "The leader is one of the group's members; put them into the group first.",
)
DAY_BEFORE_GROUP = declare(
    "study.group_day",
    Kind.INVALID,
    "日期须在小组成立日 {formed_on}与今天 {today}之间，且不早于该成员编入的日期。",
    "The day lies between the forming of the group ({formed_on}) and today ({today}), not before somebody came.",
)
NOT_IN_GROUP = declare(
    "study.group_not_in",
    Kind.CONFLICT,
    "此人目前不在小组中。",
    "This person is not in the group at present.",
)
GROUP_MISSING = declare(
    "study.group_missing",
    Kind.INVALID,
    "按学习小组安排的，请选择小组；其他参加范围不填小组。",
    "Name the group for a session of a group, and for no other.",
)
GROUP_UNKNOWN = declare(
    "study.group_unknown",
    Kind.INVALID,
    "该组织没有这个学习小组，或小组已撤销。",
    "The organisation has no such group, or it was dissolved.",
)
