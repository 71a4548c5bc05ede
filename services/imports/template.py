"""The empty table that branches fill in."""

import io
from collections.abc import Callable

from models.enums.imports import ImportKind
from services.imports.fields import EXAMPLE_MARK, TEMPLATE
from services.imports.table_file import TableFile

SHEET = "党员信息"
EXAMPLE = {
    "name": f"{EXAMPLE_MARK}张三",
    "id_number": "11010519491231002X",
    "sex": "女",
    "ethnicity": "汉族",
    "birth_date": "1949-12-31",
    "education": "大学本科毕业",
    "stage": "正式党员",
    "branch": "中共某某单位支部委员会",
    "joined_on": "1970-07-01",
    "full_on": "1971-07-01",
    "post": "科员",
    "phone": "13800000000",
    "address": "某省某市某区某路 1 号",
    "standing": "正常",
    "lost_contact": "否",
    "floating": "否",
}
"""The ID number is the standard's own example (GB 11643-1999)."""


def members_template() -> bytes:
    """The template as `.xlsx`."""
    target = io.BytesIO()
    table = TableFile(target, SHEET)
    for column, name in enumerate(TEMPLATE):
        table.sheet.write_string(2, column, EXAMPLE[name], table.grey)
    table.offer_choices()
    table.close()
    return target.getvalue()


TEMPLATES: dict[ImportKind, Callable[[], bytes]] = {ImportKind.MEMBERS: members_template}
