"""What stands in the three lists, column by column."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.enums.tickets import Lamp
from services.papers.wording import long_date

LAMPS: dict[Lamp, tuple[str, str]] = {
    Lamp.RED: ("● 红灯", "#C00000"),
    Lamp.YELLOW: ("▲ 黄灯", "#9C5700"),
    Lamp.GREEN: ("■ 绿灯", "#006100"),
    Lamp.GREY: ("○ 灰灯", "#595959"),
}
"""Shape and word first; the colour only repeats them."""


class TicketList(StrEnum):
    """The three lists (seed 002), with the order in which the caller gives the rows."""

    RESPONSIBILITY = "responsibility"  # 责任清单: by responsible unit, then person, then due date
    TASKS = "tasks"  # 任务清单: by number
    TIME = "time"  # 时间清单: by due date


SHEET_NAMES = {
    TicketList.RESPONSIBILITY: "责任清单",
    TicketList.TASKS: "任务清单",
    TicketList.TIME: "时间清单",
}


@dataclass(frozen=True, slots=True)
class TicketListRow:
    """A ticket in the lists. Labels as words; `working_days_left` from the day of printing, negative when overdue."""

    number: str | None
    title: str
    requirement: str
    kind: str
    urgency: str
    state: str
    lamp: Lamp
    lead_branch: str
    source: str | None = None
    supporting_branches: tuple[str, ...] = ()
    owner: str | None = None
    leader: str | None = None
    assigned_on: date | None = None
    original_due_on: date | None = None
    due_on: date | None = None
    working_days_left: int | None = None
    clock_stopped: bool = False
    progress_percent: int = 0
    latest_report: str | None = None
    latest_report_on: date | None = None
    closed_on: date | None = None
    closed_in_time: bool | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, and what stands in it (text, date, share of 1, or a lamp)."""

    heading: str
    width: float
    value: Callable[[TicketListRow, date], str | date | float | Lamp | None]
    centred: bool = False


def _supporting(row: TicketListRow, _: date) -> str:
    return "、".join(row.supporting_branches)


def _latest_report(row: TicketListRow, _: date) -> str | None:
    if row.latest_report and row.latest_report_on:
        return f"{long_date(row.latest_report_on)}：{row.latest_report}"
    return row.latest_report


def _time_left(row: TicketListRow, printed_on: date) -> str | None:
    if row.closed_in_time is not None:
        return "按期办结" if row.closed_in_time else "逾期办结"
    if row.clock_stopped:
        return "计时停止"
    if row.due_on is None:
        return None
    if row.due_on == printed_on:
        return "今日到期"
    days = (row.due_on - printed_on).days
    working = f"（{abs(row.working_days_left)}个工作日）" if row.working_days_left is not None else ""
    return f"剩{days}天{working}" if days > 0 else f"逾期{-days}天{working}"


_NUMBER = Column("编号", 17, lambda row, _: row.number, centred=True)
_TITLE = Column("督办事项", 26, lambda row, _: row.title)
_LEAD = Column("承办单位", 15, lambda row, _: row.lead_branch)
_SUPPORTING = Column("协办单位", 18, _supporting)
_OWNER = Column("责任人", 9, lambda row, _: row.owner, centred=True)
_LEADER = Column("分管领导", 9, lambda row, _: row.leader, centred=True)
_DUE_ON = Column("现行时限", 12, lambda row, _: row.due_on, centred=True)
_PROGRESS = Column("进度", 6.5, lambda row, _: row.progress_percent / 100, centred=True)
_STATE = Column("状态", 9, lambda row, _: row.state, centred=True)
_LAMP = Column("亮灯", 9, lambda row, _: row.lamp, centred=True)

COLUMNS: dict[TicketList, tuple[Column, ...]] = {
    TicketList.RESPONSIBILITY: (
        _LEAD,
        _OWNER,
        _LEADER,
        _NUMBER,
        _TITLE,
        _SUPPORTING,
        _DUE_ON,
        _PROGRESS,
        _STATE,
        _LAMP,
    ),
    TicketList.TASKS: (
        _NUMBER,
        _TITLE,
        Column("类别", 9, lambda row, _: row.kind, centred=True),
        Column("缓急", 6, lambda row, _: row.urgency, centred=True),
        Column("来源及依据", 16, lambda row, _: row.source),
        Column("工作要求", 34, lambda row, _: row.requirement),
        _LEAD,
        _PROGRESS,
        Column("最新进展", 20, _latest_report),
        _STATE,
        _LAMP,
    ),
    TicketList.TIME: (
        _DUE_ON,
        Column("剩余时间", 20, _time_left, centred=True),
        _NUMBER,
        _TITLE,
        _LEAD,
        _OWNER,
        Column("交办日期", 12, lambda row, _: row.assigned_on, centred=True),
        Column("原定时限", 12, lambda row, _: row.original_due_on, centred=True),
        _PROGRESS,
        _STATE,
        _LAMP,
        Column("销号日期", 12, lambda row, _: row.closed_on, centred=True),
    ),
}
