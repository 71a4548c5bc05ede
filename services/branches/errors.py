"""Refusals about branches."""

from services.kit.errors import Kind, declare

NAME_TAKEN = declare(
    "branch.name_taken",
    Kind.CONFLICT,
    "“{parent}”下已有名为“{name}”的组织。",
    "“{parent}” already has a branch named “{name}”.",
)
TOO_DEEP = declare(
    "branch.too_deep",
    Kind.INVALID,
    "组织树最多 {limit} 级，“{parent}”已是第 {limit} 级，不能再设下级。",
    "The tree has at most {limit} levels; “{parent}” is on the last one.",
)
PARENT_DISSOLVED = declare(
    "branch.parent_dissolved",
    Kind.CONFLICT,
    "“{parent}”已撤销，不能再设下级组织。",
    "“{parent}” has been dissolved and takes no new branches.",
)
KIND_BELOW = declare(
    "branch.kind_below",
    Kind.INVALID,
    "{parent_kind}下不能设{kind}。",
    "A {kind} cannot stand below a {parent_kind}.",
)
_GB_32100 = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"
CREDIT_CODE_LENGTH = declare(
    "branch.credit_code_length",
    Kind.INVALID,
    "统一社会信用代码应为 18 位，现为 {length} 位。",
    "A unified social credit code has 18 places; this one has {length}.",
    rule=_GB_32100,
)
CREDIT_CODE_CHARACTERS = declare(
    "branch.credit_code_characters",
    Kind.INVALID,
    "统一社会信用代码只含数字和大写字母，且不使用 I、O、S、V、Z；这里出现了：{wrong}。",
    "A unified social credit code holds digits and letters other than I, O, S, V, Z; found here: {wrong}.",
    rule=_GB_32100,
)
CREDIT_CODE_CHECK_DIGIT = declare(
    "branch.credit_code_check_digit",
    Kind.INVALID,
    "统一社会信用代码的校验码不符，请核对是否有错位或抄错。",
    "The check digit of the unified social credit code does not fit; look for a slip.",
    rule=_GB_32100,
)
