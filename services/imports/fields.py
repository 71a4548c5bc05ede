"""The fields of a row, in the order of the national form, and what their columns are called in real files."""

from typing import Final

from services.kit.errors import Text
from services.kit.names import folded
from services.members.labels import COLLECTION, FIELD_LABELS

TEMPLATE: Final = COLLECTION
"""The columns of template and export (rules §12.1, in that order)."""

FURTHER: Final = ("stage_since", "lost_contact_since", "floating_to")
"""Understood when a file has them."""

FIELDS: Final = (*TEMPLATE, *FURTHER)
REQUIRED: Final = ("name", "id_number")
"""Without these no row names a person."""

DATES: Final = ("birth_date", "joined_on", "full_on", "stage_since", "lost_contact_since")
DEFAULTABLE: Final = tuple(field for field in FIELDS if field not in {"name", "id_number", "phone", "address"})
"""What may be the same for a whole file."""

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("姓名", "党员姓名", "名字", "人员姓名"),
    "id_number": (
        "公民身份号码", "身份证号", "身份证号码", "公民身份证号", "公民身份证号码", "居民身份证号", "居民身份证号码",
        "身份证", "证件号码", "证件号", "身份号码",
    ),
    "sex": ("性别",),
    "ethnicity": ("民族",),
    "birth_date": ("出生日期", "出生年月日", "出生年月", "生日", "出生时间"),
    "education": ("学历", "文化程度", "最高学历", "学历情况", "全日制学历"),
    "stage": ("人员类别", "党员类别", "类别", "人员类型", "党员类型", "政治面貌"),
    "branch": (
        "所在党支部", "所在支部", "党支部", "支部", "支部名称", "党支部名称", "所在党组织", "党组织", "党组织名称",
        "所属党支部", "所属支部", "所属党组织", "组织关系所在党支部", "组织关系所在党组织",
    ),
    "joined_on": (
        "加入党组织日期", "入党时间", "入党日期", "加入党组织时间", "入党年月", "入党年月日", "加入中共组织的时间",
        "加入中国共产党时间", "接收为预备党员日期", "成为预备党员时间", "成为预备党员日期",
    ),
    "full_on": (
        "转为正式党员日期", "转正时间", "转正日期", "转正式党员日期", "转为正式党员时间", "转正年月",
        "成为正式党员时间", "成为正式党员日期",
    ),
    "post": ("工作岗位", "岗位", "职务", "工作单位及职务", "职业", "单位及职务", "工作单位和职务"),
    "phone": (
        "联系电话", "手机", "手机号", "手机号码", "电话", "电话号码", "联系方式", "移动电话", "联系手机",
        "本人联系电话",
    ),
    "address": ("家庭住址", "住址", "现住址", "家庭地址", "居住地址", "现居住地", "家庭详细住址", "地址", "通讯地址"),
    "standing": ("党籍状态", "党籍情况", "党籍"),
    "lost_contact": ("是否失联党员", "是否失联", "失联党员", "失联"),
    "floating": ("是否流动党员", "是否流动", "流动党员", "流动"),
    "stage_since": (
        "现类别起始日期", "类别起始日期", "确定为入党积极分子日期", "列为发展对象日期", "申请入党时间", "申请入党日期",
    ),
    "lost_contact_since": ("失去联系日期", "失联日期", "失联时间", "失去联系时间"),
    "floating_to": ("外出流向", "流向", "流动去向", "外出地点"),
}  # fmt: skip
"""How columns are headed in files that branches send; the first one is our own heading."""

REASONS_HEADING: Final = "错误原因"
UNREAD: Final = frozenset({"序号", "编号", "备注", "说明", REASONS_HEADING})
"""Columns that are nothing of a person's and need no mention."""

EXAMPLE_MARK: Final = "【示例】"
"""With this begins the name in the template's example row, which is not read."""


def headings() -> dict[str, str]:
    """Field by what its column may be called, as `heading_key` writes it."""
    return {heading_key(name): field for field, names in SYNONYMS.items() for name in names}


def heading_key(text: str) -> str:
    """A heading without blanks, stars, colons and what stands in brackets: `*身份证 号码（18位）：` is `身份证号码`."""
    plain = folded(text)
    for opening, closing in (("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕")):
        start = plain.find(opening)
        while start != -1 and (end := plain.find(closing, start)) != -1:
            plain = plain[:start] + plain[end + 1 :]
            start = plain.find(opening)
    return plain.strip("*＊:：、，,.。")


def label(field: str) -> Text:
    return FIELD_LABELS[field]
