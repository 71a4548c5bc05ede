"""Words of study sessions and study records (教育培训, rules §4; 工作要点第二、六、十、十三项)."""

from enum import StrEnum


class StudyMode(StrEnum):
    """The six modes of study (“六学联动”, source document 003)."""

    LEADERS_FIRST = "leaders_first"  # 领导带头学
    DISCUSSION = "discussion"  # 研讨交流学
    FIELD = "field"  # 实地调研学
    LECTURE = "lecture"  # 专题辅导学
    BLENDED = "blended"  # 线上线下同步学
    JOINT = "joint"  # 联动共建学


class StudyLength(StrEnum):
    """How the hours of a session are counted (rules §4)."""

    HALF_DAY = "half_day"  # 半天
    DAY = "day"  # 全天，跨日的按天数
    LESSONS = "lessons"  # 按时长折算，45 分钟 1 学时


class Expected(StrEnum):
    """Who should come to a session."""

    BRANCH = "branch"  # 本组织党员
    SUBTREE = "subtree"  # 本组织及所辖全部党组织的党员
    GROUP = "group"  # 学习小组
    NAMED = "named"  # 按姓名


class SessionState(StrEnum):
    PLANNED = "planned"  # 已安排
    HELD = "held"  # 到会登记中
    CONFIRMED = "confirmed"  # 已确认
    CANCELLED = "cancelled"  # 已取消


class SessionAction(StrEnum):
    HOLD = "hold"  # 开始登记到会
    CONFIRM = "confirm"  # 确认到会情况
    REOPEN = "reopen"  # 更正（撤回确认）
    CANCEL = "cancel"  # 取消


class Attendance(StrEnum):
    """A member's line on the attendance sheet."""

    UNSET = "unset"  # 未登记
    PRESENT = "present"  # 到会
    LEAVE = "leave"  # 请假
    ABSENT = "absent"  # 缺席
    MADE_UP = "made_up"  # 已补学


CREDITED = (Attendance.PRESENT, Attendance.MADE_UP)
"""What makes a study record once the sheet is confirmed."""


class RecordSource(StrEnum):
    SESSION = "session"  # 学习活动
    SELF_STUDY = "self_study"  # 个人自学
    OUTSIDE = "outside"  # 外出（外部）培训


class DeclarationState(StrEnum):
    """Of a study record and of a study output alike."""

    SUBMITTED = "submitted"  # 待支部确认
    CONFIRMED = "confirmed"  # 已确认
    REJECTED = "rejected"  # 未通过
    WITHDRAWN = "withdrawn"  # 已撤回


class DeclarationAction(StrEnum):
    CONFIRM = "confirm"  # 确认
    REJECT = "reject"  # 不予确认
    WITHDRAW = "withdraw"  # 撤回


class OutputKind(StrEnum):
    """What a member has made of what was studied."""

    REFLECTION = "reflection"  # 心得体会
    RESEARCH_REPORT = "research_report"  # 调研报告
    LECTURE_NOTES = "lecture_notes"  # 讲稿、发言提纲
    OTHER = "other"  # 其他成果
