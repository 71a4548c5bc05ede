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
