"""Refusals about saved views."""

from services.kit.errors import Kind, declare

NAME_TAKEN = declare(
    "saved_view.name_taken", Kind.CONFLICT, "已有名为“{name}”的常用筛选。", "A view named “{name}” exists already."
)
TOO_MANY = declare(
    "saved_view.too_many",
    Kind.CONFLICT,
    "每个列表最多保存 {limit} 个常用筛选，请先删除不用的。",
    "At most {limit} views can be kept for a list; delete one first.",
)
