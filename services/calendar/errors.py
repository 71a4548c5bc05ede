"""Refusals about the work calendar."""

from services.kit.errors import Kind, declare

YEAR_OUT_OF_RANGE = declare(
    "calendar.year_out_of_range",
    Kind.INVALID,
    "工作日历只管 {first}–{last} 年，给出的日期是 {given}。",
    "The work calendar covers the years {first}–{last}; the date given is {given}.",
)
RANGE_REVERSED = declare(
    "calendar.range_reversed",
    Kind.INVALID,
    "起止日期颠倒：“{start}”晚于“{end}”。",
    "The range is reversed: {start} lies after {end}.",
)
RANGE_TOO_LONG = declare(
    "calendar.range_too_long",
    Kind.INVALID,
    "一次最多查询 {limit} 天，给出的范围有 {given} 天，请分段查询。",
    "At most {limit} days at a time; the range given has {given}. Ask for it in parts.",
)
DAYS_OR_PRESET = declare(
    "calendar.days_or_preset",
    Kind.INVALID,
    "请在“天数”（days）和“月底、季度末、年底”（preset）中给出一项，且只给一项。",
    "Give either `days` or `preset`, and only one of them.",
)
DAY_ALREADY_SET = declare(
    "calendar.day_already_set",
    Kind.PRECONDITION_REQUIRED,
    "{day}已设定为{what}。要改动，请先查看现在的设定，并带上其版本号（If-Match）。",
    "{day} has been set already ({what_en}). To change it, read it first and send its version as If-Match.",
)
"""调休 arrangements are typed from one notice by several people: nobody overwrites another's day unseen."""
