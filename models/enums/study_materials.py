"""Words of compulsory material (必学清单)."""

from enum import StrEnum


class MaterialState(StrEnum):
    PUBLISHED = "published"  # 已发布
    WITHDRAWN = "withdrawn"  # 已撤下
    REPLACED = "replaced"  # 已更换
