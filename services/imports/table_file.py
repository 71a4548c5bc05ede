"""The look of the import's own `.xlsx` files: headings, widths, notes and drop-down lists of the template's columns."""

from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from models.enums.codes import EDUCATIONS, ETHNICITIES
from models.enums.members import Stage, Standing
from services.imports.fields import REQUIRED, TEMPLATE, label
from services.members.labels import STAGE_LABELS, STANDING_LABELS

ROWS_PREPARED = 5_000
"""So many rows of the template are text and have their lists."""

WIDTHS = {
    "name": 12, "id_number": 22, "sex": 8, "ethnicity": 12, "birth_date": 13, "education": 18, "stage": 14,
    "branch": 32, "joined_on": 16, "full_on": 18, "post": 18, "phone": 16, "address": 36, "standing": 12,
    "lost_contact": 14, "floating": 14,
}  # fmt: skip
NOTES = {
    "name": "必填。与居民身份证一致。",
    "id_number": "必填。18 位公民身份号码；本列须为文本格式，否则末几位会被表格软件改成 0，无法还原。",
    "sex": "可不填，以公民身份号码为准；填写的须与号码一致。",
    "ethnicity": "名称或代码（GB/T 3304）均可，如“汉族”“汉”“01”。",
    "birth_date": "可不填，以公民身份号码为准；填写的须与号码一致。",
    "education": "名称或代码（GB/T 4658）均可，如“大学本科毕业”“本科”“21”。",
    "stage": "新登记的必填。已登记人员的类别变化请在人员页面办理，不能通过导入改动。",
    "branch": "党支部（或党小组）全称；重名的写“上级/支部”。导入到单个支部时可不填。变更支部请办理组织关系转接。",
    "joined_on": "预备党员、正式党员必填：支部大会通过之日，写全年月日，如 1998-07-01。",
    "full_on": "正式党员必填：预备期满之日，写全年月日。",
    "post": "工作岗位或职务，不超过 40 字。",
    "phone": "11 位手机号，或带区号的固定电话。",
    "address": "家庭住址，不超过 200 字。",
    "standing": "正常或停止党籍；不填为正常。",
    "lost_contact": "是或否；不填为否。",
    "floating": "是或否；不填为否。",
}
GENERAL_NOTE = (
    "填写说明：一人一行，列的顺序可以调整，标题不要改；空白表示不填写，不会清除已有信息；确实没有的填“无”。"
    "示例行导入时自动忽略。非涉密平台，严禁填写涉密内容。"
)
CHOICES: dict[str, list[str]] = {
    "sex": ["男", "女"],
    "ethnicity": [zh for zh, _ in ETHNICITIES.values()],
    "education": [zh for zh, _ in EDUCATIONS.values()],
    "stage": [STAGE_LABELS[stage].zh for stage in Stage],
    "standing": [STANDING_LABELS[kind].zh for kind in (Standing.NORMAL, Standing.SUSPENDED)],
    "lost_contact": ["是", "否"],
    "floating": ["是", "否"],
}
_NOTE_SIZE = {"width": 260, "height": 110, "font_size": 10, "author": "党建在线"}


class TableFile:
    """A workbook with one sheet of the template's columns; further columns may follow them."""

    def __init__(self, target: Any, sheet_name: str, *, further: tuple[str, ...] = ()) -> None:
        self.workbook = xlsxwriter.Workbook(
            target,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        cell = {"font_name": "宋体", "font_size": 10.5, "num_format": "@", "valign": "vcenter"}
        self.text = self.workbook.add_format(cell)
        self.wrong = self.workbook.add_format({**cell, "bg_color": "#FFC7CE", "font_color": "#9C0006"})
        self.doubtful = self.workbook.add_format({**cell, "bg_color": "#FFEB9C", "font_color": "#7F6000"})
        self.grey = self.workbook.add_format({**cell, "font_color": "#7F7F7F", "italic": True})
        head = {
            "font_name": "黑体",
            "font_size": 11,
            "align": "center",
            "valign": "vcenter",
            "border": 1,
            "text_wrap": True,
        }
        self._plain = self.workbook.add_format({**head, "bg_color": "#F2F2F2"})
        self._required = self.workbook.add_format({**head, "bg_color": "#F2F2F2", "font_color": "#C7000B"})
        self._intro = self.workbook.add_format(
            {"font_name": "楷体", "font_size": 10.5, "text_wrap": True, "valign": "vcenter"}
        )
        self.sheet = self.workbook.add_worksheet(sheet_name)
        self._write_head(further)

    def _write_head(self, further: tuple[str, ...]) -> None:
        sheet = self.sheet
        last = len(TEMPLATE) + len(further) - 1
        sheet.set_row(0, 34)
        sheet.merge_range(0, 0, 0, last, "", self._intro)
        sheet.write_string(0, 0, GENERAL_NOTE, self._intro)
        sheet.set_row(1, 30)
        for column, name in enumerate(TEMPLATE):
            sheet.set_column(column, column, WIDTHS[name], self.text)
            sheet.write_string(1, column, label(name).zh, self._required if name in REQUIRED else self._plain)
            sheet.write_comment(1, column, NOTES[name], _NOTE_SIZE)
        for offset, heading in enumerate(further):
            sheet.set_column(len(TEMPLATE) + offset, len(TEMPLATE) + offset, 48)
            sheet.write_string(1, len(TEMPLATE) + offset, heading, self._plain)
        sheet.freeze_panes(2, 1)

    def offer_choices(self) -> None:
        """Drop-down lists; what is written otherwise is still taken."""
        lists = self.workbook.add_worksheet("代码表")
        for index, (name, choices) in enumerate(CHOICES.items()):
            lists.write_string(0, index, label(name).zh, self._plain)
            lists.set_column(index, index, 24)
            lists.write_column(1, index, choices, self.text)
            letter = chr(ord("A") + index)
            column = TEMPLATE.index(name)
            self.sheet.data_validation(
                2, column, ROWS_PREPARED, column,
                {
                    "validate": "list",
                    "source": f"=代码表!${letter}$2:${letter}${len(choices) + 1}",
                    "error_type": "warning",
                    "error_title": "不在代码表中",
                    "error_message": "请从下拉列表选择，或填写代码表中的代码。",
                },
            )  # fmt: skip

    def note(self, row: int, column: int, text: str) -> None:
        self.sheet.write_comment(row, column, text, _NOTE_SIZE)

    def close(self) -> None:
        self.workbook.close()
