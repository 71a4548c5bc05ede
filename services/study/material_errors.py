"""Refusals about compulsory material."""

from services.kit.errors import Kind, declare

DUE_BEFORE_TODAY = declare(
    "study.material_due",
    Kind.INVALID,
    "完成期限不能早于今天 {today}。",
    "The deadline cannot lie before today, {today}.",
)
DOCUMENT_UNKNOWN = declare(
    "study.material_document_unknown",
    Kind.INVALID,
    "没有找到这份来源文件，或其不在您的管理范围内。",
    "The source document was not found, or is not in your branches.",
)
MATERIAL_ENDED = declare(
    "study.material_ended",
    Kind.CONFLICT,
    "这份学习材料{state}，不能再变更。",
    "This material is {state} and stays as it was.",
)
MATERIAL_UNKNOWN = declare(
    "study.material_unknown",
    Kind.INVALID,
    "没有找到这份必学材料，或其不适用于该组织。",
    "The compulsory material was not found, or does not concern this organisation.",
)
"""For sessions and records that name a material."""
