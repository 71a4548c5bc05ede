"""Tickets of the demonstration, each brought to where it stands by the steps people would take."""

from dataclasses import dataclass, field
from typing import Any

from models.enums.tickets import TicketAction as A
from models.enums.tickets import TicketKind, Urgency


@dataclass(frozen=True, slots=True)
class Step:
    """Who did what, how many days ago. `due_in` days from today become the field `due_on`."""

    days_ago: int
    who: str
    action: A
    fields: dict[str, Any] = field(default_factory=dict)
    due_in: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket drafted `days_ago` by staff, due in `due_in` days from today."""

    title: str
    requirement: str
    lead: str
    days_ago: int
    due_in: int
    steps: tuple[Step, ...]
    kind: TicketKind = TicketKind.WORK_POINT
    urgency: Urgency = Urgency.NORMAL
    supports: tuple[str, ...] = ()
    owner: str | None = None


def _assigned(days_ago: int) -> tuple[Step, ...]:
    return (Step(days_ago, "staff", A.SUBMIT), Step(days_ago, "supervisor", A.APPROVE))


def _accepted(days_ago: int, who: str) -> tuple[Step, ...]:
    return (*_assigned(days_ago), Step(days_ago - 1, who, A.ACCEPT))


_DONE = {"outcome": "操作手册已编印并发至各支部，试用反馈良好。"}

STORIES = (
    Story(
        "每季度梳理学习成果转化情况",
        "每季度梳理一次学习成果转化情况，形成清单报机关党委。",
        "干部一处党支部",
        40,
        12,
        (
            *_accepted(40, "secretary"),
            Step(20, "clerk", A.REPORT, {"progress_percent": 45, "comment": "已完成前两个季度的梳理，形成清单初稿。"}),
            Step(2, "secretary", A.REPORT, {"progress_percent": 75, "comment": "第三季度清单已报机关党委。"}),
        ),
        supports=("组织二处党支部",),
    ),
    Story(
        "编印组织生活操作手册",
        "党员教育中心编印组织生活操作手册。",
        "干部一处党支部",
        60,
        3,
        (
            *_accepted(60, "secretary"),
            Step(30, "secretary", A.REPORT, {"progress_percent": 80, "comment": "手册初稿完成，正在征求意见。"}),
            Step(5, "secretary", A.REQUEST_CLOSING, _DONE),
        ),
    ),
    Story(
        "清理重复填报事项",
        "凡系统已有数据不再要求支部另行报送，年底公布清理结果。",
        "望江社区党支部",
        30,
        2,
        (
            *_accepted(30, "secretary2"),
            Step(15, "clerk2", A.REPORT, {"progress_percent": 30, "comment": "已列出重复填报事项十二项。"}),
            Step(3, "supervisor", A.URGE, {"comment": "请抓紧办理，临近时限。"}),
            Step(1, "secretary2", A.REQUEST_EXTENSION, {"comment": "需与街道核对口径，申请延期十天。"}, due_in=12),
        ),
    ),
    Story(
        "开设党务工作课堂",
        "全年不少于四期，由业务骨干讲授工作方法。",
        "干部一处党支部",
        50,
        -4,
        (
            *_accepted(50, "secretary"),
            Step(25, "secretary", A.REPORT, {"progress_percent": 50, "comment": "已举办两期。"}),
            Step(2, "supervisor", A.URGE, {"comment": "已逾期，请说明原因并报送计划。"}),
        ),
    ),
    Story(
        "新任支部书记集中培训",
        "任职后六个月内完成一次集中培训。",
        "组织二处党支部",
        6,
        34,
        _assigned(6),
        kind=TicketKind.DOCUMENT,
    ),
    Story(
        "组织生活交叉检查",
        "每半年开展一次交叉检查，检查结果用于指导，不作排名。",
        "组织二处党支部",
        90,
        -20,
        (
            *_accepted(90, "secretary3"),
            Step(40, "secretary3", A.REPORT, {"progress_percent": 90, "comment": "检查完成，正在整理。"}),
            Step(25, "secretary3", A.REQUEST_CLOSING, {"outcome": "交叉检查完成，问题已逐一反馈。"}),
            Step(24, "supervisor", A.CLOSE, {"conclusion": "事实清楚，材料齐全，同意销号。"}),
        ),
    ),
    Story(
        "评选主题党日优秀案例",
        "年内评选十个优秀案例。",
        "望江社区党支部",
        3,
        27,
        (Step(3, "staff", A.SUBMIT),),
    ),
    Story(
        "通报重点事项办理进度",
        "每月通报一次办理进度。",
        "干部一处党支部",
        2,
        20,
        _assigned(2),
        kind=TicketKind.INSTRUCTION,
        urgency=Urgency.DIFFICULT,
        supports=("组织二处党支部", "望江社区党支部"),
    ),
)
