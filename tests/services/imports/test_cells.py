"""What cells state: dates, codes, choices, blanks. The table of docs/imports.md, tried."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from services.imports.cell_text import written
from services.imports.cells import UNSTATED, read_cell
from services.imports.dates import Partial, UnreadableDateError, is_usual_day, read_date
from services.imports.rows import RowReader
from services.kit import names, readings
from tests.factories.members import id_number

FIRST_OF_JULY = date(1998, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "1998-07-01", "1998-7-1", "1998/7/1", "1998.7.1", "1998.07.01", "1998年7月1日", "1998年07月01日", "19980701",
        "1998 7 1", "１９９８年７月１日", " 1998-07-01 ", "1998-07-01 00:00:00", "1998、7、1", "35977", "35977.0",
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str) -> None:
    assert read_date(text) == FIRST_OF_JULY


def test_serial_numbers_of_the_1904_system() -> None:
    assert read_date("34515", since_1904=True) == FIRST_OF_JULY


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("1998.07", Partial(1998, 7)),
        ("1998年7月", Partial(1998, 7)),
        ("1998-7", Partial(1998, 7)),
        ("199807", Partial(1998, 7)),
        ("1998", Partial(1998, None)),
        ("1998年", Partial(1998, None)),
    ],
)
def test_a_month_or_a_year_is_no_day(text: str, partial: Partial) -> None:
    assert read_date(text) == partial
    value, finding = read_cell("joined_on", text)
    assert value is UNSTATED
    assert finding is not None
    assert finding.code == "import.date_without_day"


@pytest.mark.parametrize(
    "text", ["1998-02-30", "1998-13-01", "98.7.1", "七月一日", "0", "12", "99999", "2026-1-1-1", "1-1-1"]
)
def test_no_dates(text: str) -> None:
    with pytest.raises(UnreadableDateError):
        read_date(text)


@given(st.dates(date(1906, 6, 1), date(2099, 12, 31)))
def test_every_way_of_writing_gives_the_day_back(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for text in (f"{day}", f"{day:%Y%m%d}", f"{day:%Y.%m.%d}", f"{day.year}年{day.month}月{day.day}日", str(serial)):
        assert read_date(text) == day


@given(st.text(max_size=20))
def test_no_text_breaks_a_reader(text: str) -> None:
    for field in (
        "name",
        "sex",
        "ethnicity",
        "education",
        "stage",
        "joined_on",
        "phone",
        "address",
        "standing",
        "floating",
    ):
        value, finding = read_cell(field, text)
        assert value is not UNSTATED or finding is None or finding.zh


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("ethnicity", "汉", "01"),
        ("ethnicity", "汉族", "01"),
        ("ethnicity", "01", "01"),
        ("ethnicity", "1", "01"),
        ("education", "本科", "21"),
        ("education", "大学本科", "21"),
        ("education", "21", "21"),
        ("sex", "男", "1"),
        ("sex", "1", "1"),
        ("stage", "党员", "full"),
        ("stage", "预备党员", "probationary"),
        ("stage", "入党积极分子", "activist"),
        ("standing", "正常", "normal"),
        ("lost_contact", "否", False),
        ("floating", "√", True),
        ("phone", "138 1234-5678", "13812345678"),
        ("phone", "+86 13812345678", "13812345678"),
        ("phone", "１３８１２３４５６７８", "13812345678"),
        ("name", "张\u3000三", "张三"),
        ("name", "\xa0张三\u200b ", "张三"),
        ("name", "阿卜杜·热西提", "阿卜杜·热西提"),
        ("address", "'=北京", "=北京"),
    ],
)
def test_codes_names_and_usual_words(field: str, text: str, value: Any) -> None:
    assert read_cell(field, text) == (value, None)


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "-", "/", "—"])
def test_an_empty_cell_states_nothing(text: str) -> None:
    for field in ("name", "phone", "joined_on", "floating"):
        assert read_cell(field, text) == (UNSTATED, None)


def test_none_is_stated_where_a_record_may_do_without() -> None:
    assert read_cell("phone", "无") == (None, None)
    assert read_cell("name", "无") == (UNSTATED, None)


def test_masked_values_are_not_stated() -> None:
    for field, text in (("phone", "138****0001"), ("address", "浙江省杭州市西湖区****")):
        value, finding = read_cell(field, text)
        assert value is UNSTATED
        assert finding is not None
        assert (finding.level, finding.code) == ("warning", "import.masked_ignored")


class NoPlaces:
    target = None

    def read(self, _text: str) -> Any:
        return UNSTATED, None


def reader() -> RowReader:
    return RowReader(NoPlaces(), date(2026, 11, 22), {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1.10105198503140e17, "member.id_number_from_spreadsheet"),
        ("1.10105E+17", "member.id_number_from_spreadsheet"),
        ("110105198503140", "member.id_number_15_digits"),
        ("11010519850314001", "member.id_number_length"),
        (id_number(1)[:17] + ("0" if id_number(1)[-1] != "0" else "1"), "member.id_number_check_digit"),
        ("110***********0011", "import.cell_masked"),
    ],
)  # fmt: skip
def test_numbers_that_are_lost_are_refused_and_never_guessed(cell: Any, code: str) -> None:
    reading = reader().read({"id_number": written(cell)})
    assert reading.number is None
    assert "id_number" not in reading.values
    assert [finding.code for finding in reading.findings] == [code]


def test_an_id_number_is_cleaned_and_its_x_made_large() -> None:
    reading = reader().read({"id_number": " 11010519491231 002x"})
    assert reading.values["id_number"] == "11010519491231002X"
    assert reading.findings == []


def test_a_month_of_birth_is_completed_from_the_id_number_if_it_agrees() -> None:
    agreeing = reader().read({"id_number": id_number(1), "birth_date": "1985.03"})
    assert [(finding.level, finding.code) for finding in agreeing.findings] == [
        ("warning", "import.birth_from_id_number")
    ]
    other = reader().read({"id_number": id_number(1), "birth_date": "1985.04"})
    assert [(finding.level, finding.code) for finding in other.findings] == [("error", "import.date_without_day")]


@given(st.text(alphabet="重庆单于长行乐张三曾李·ab 阿", max_size=6))
def test_names_read_character_by_character_are_as_the_dictionary_reads_them(name: str) -> None:
    plain = names.folded(name)
    assert readings.syllables(plain) == lazy_pinyin(plain, errors=readings.one_by_one)


@given(st.dates() | st.from_regex(r"[0-9]{4}-[0-9W]{2}-?[0-9]{1,2}", fullmatch=True))
@example("2023-02-29")
@example("2023-W01-1")
@example("1879-12-31")
@example("2101-01-01")
@example("１９９８-07-01")
def test_the_usual_form_of_a_day_means_what_the_reader_of_all_forms_says(written: date | str) -> None:
    text = str(written)
    if is_usual_day(text):
        assert read_date(text) == date.fromisoformat(text)
    elif len(text) == 10 and text.replace("-", "").isascii():
        with pytest.raises(UnreadableDateError):
            read_date(text)
