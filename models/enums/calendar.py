"""Words of the work calendar."""

from enum import StrEnum


class DayKind(StrEnum):
    WORKDAY = "workday"  # 工作日
    WEEKEND = "weekend"  # 双休日
    HOLIDAY = "holiday"  # 法定节假日及调休放假
    MAKE_UP = "make_up"  # 调休上班（双休日上班）


class DayUnit(StrEnum):
    """What a time limit is counted in."""

    WORKING = "working"  # 工作日
    CALENDAR = "calendar"  # 自然日


class PeriodEnd(StrEnum):
    """Ends of periods that due dates are often set to."""

    MONTH_END = "month_end"  # 月底
    QUARTER_END = "quarter_end"  # 季度末
    YEAR_END = "year_end"  # 年底
