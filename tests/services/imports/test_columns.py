"""Where the table begins, what its columns are."""

import io

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from services.imports.columns import find_header, mapped, recognised
from services.imports.fields import SYNONYMS, heading_key
from services.imports.reading import choose_layout
from services.imports.workbook import open_workbook
from services.kit.errors import Fault
from tests.support.imports import HEADERS, csv_text, person, xlsx


def test_headings_are_known_however_they_are_decorated() -> None:
    assert recognised(["*姓 名：", "身份证号码（18位）", "联系 电话", "入党时间", "备注", "姓名"]) == (
        "name", "id_number", "phone", "joined_on", None, None,
    )  # fmt: skip


def test_no_heading_means_two_fields() -> None:
    keys = [heading_key(name) for names in SYNONYMS.values() for name in names]
    assert len(keys) == len(set(keys))


def test_the_header_stands_below_titles_and_notes() -> None:
    rows = [
        ["某某支部党员名册", "", ""],
        ["填表说明：姓名须与身份证一致", "", ""],
        ["", "", ""],
        ["序号", "姓名", "身份证号"],
        ["1", "张三", ""],
    ]
    assert find_header(rows) == (3, (None, "name", "id_number"))
    assert find_header([["a", "b"]]) is None


def test_the_sheet_with_the_table_is_chosen_and_named() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.add_worksheet("说明").write_string(0, 0, "请填写第二张表")
    book.add_worksheet("空表")
    table = book.add_worksheet("名册")
    table.merge_range(1, 1, 1, 4, "某某支部党员名册")
    for column, text in enumerate(["手机号码", "性别", "身份证", "姓名"], 2):
        table.write_string(4, column, text)
    table.write_string(5, 5, "张三")
    book.close()
    opened = open_workbook("a.xlsx", target.getvalue())
    layout = choose_layout(opened, None, {})
    assert (layout.sheet, layout.header_row, layout.missing) == ("名册", 5, [])
    assert [field for field in layout.fields if field] == ["phone", "sex", "id_number", "name"]
    with pytest.raises(Fault, match=r"import\.unknown_sheet"):
        choose_layout(opened, "没有", {})
    with pytest.raises(Fault, match=r"import\.no_header"):
        choose_layout(opened, "说明", {})


def test_ones_own_choice_of_columns_stands_above_what_is_recognised() -> None:
    assert mapped(("name", "id_number", None), {"2": "phone", "0": None}) == (None, "id_number", "phone")
    assert mapped(("name", "phone"), {"3": "phone"}) == ("name", None, None, "phone")
    with pytest.raises(Fault, match=r"import\.column_twice"):
        mapped((), {"0": "name", "1": "name"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_every_everyday_encoding(encoding: str) -> None:
    book = open_workbook("a.csv", csv_text(person(1)).encode(encoding))
    _, rows = book.rows(book.names[0])
    assert [row for _, row in rows] == [HEADERS, person(1)]


def test_the_1904_system_is_noticed() -> None:
    assert open_workbook("a.xlsx", xlsx(person(1), date_1904=True)).since_1904
    assert not open_workbook("a.xlsx", xlsx(person(1))).since_1904
