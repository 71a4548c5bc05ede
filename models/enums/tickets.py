"""Words of supervision (督办): 挂号, 跟踪, 销号."""

from enum import StrEnum


class TicketKind(StrEnum):
    """What sort of matter is supervised; the default time limit hangs on it (rules §7)."""

    DOCUMENT = "document"  # 文件
    MINUTES = "minutes"  # 会议纪要
    INSTRUCTION = "instruction"  # 批示
    WORK_POINT = "work_point"  # 年度工作要点
    POLITICAL_ITEM = "political_item"  # 政治要件
    RECTIFICATION = "rectification"  # 问题整改
    OTHER = "other"


class SourceKind(StrEnum):
    """Where the matter comes from."""

    MEETING = "meeting"  # 会议
    INSTRUCTION = "instruction"  # 批示
    DOCUMENT = "document"  # 文件
    SUPERIOR = "superior"  # 上级交办
    WORK_PLAN = "work_plan"  # 工作要点
    SPEECH = "speech"  # 讲话
    REPORT = "report"  # 报告
    INSPECTION = "inspection"  # 巡察、检查
    OTHER = "other"


class Urgency(StrEnum):
    URGENT = "urgent"  # 急件
    NORMAL = "normal"  # 一般
    DIFFICULT = "difficult"  # 疑难


class TicketState(StrEnum):
    DRAFTED = "drafted"  # 草拟
    PENDING_APPROVAL = "pending_approval"  # 待审批立项
    ASSIGNED = "assigned"  # 已交办
    ACCEPTED = "accepted"  # 已签收
    IN_PROGRESS = "in_progress"  # 办理中
    CLOSING_REVIEW = "closing_review"  # 待销号审核
    SUSPENDED = "suspended"  # 中止
    CLOSED = "closed"  # 已销号
    ARCHIVED = "archived"  # 已归档
    WITHDRAWN = "withdrawn"  # 已撤回


class TicketPhase(StrEnum):
    REGISTER = "register"  # 挂号
    TRACK = "track"  # 跟踪
    CLOSE = "close"  # 销号


PHASE_OF: dict[TicketState, TicketPhase] = {
    TicketState.DRAFTED: TicketPhase.REGISTER,
    TicketState.PENDING_APPROVAL: TicketPhase.REGISTER,
    TicketState.ASSIGNED: TicketPhase.TRACK,
    TicketState.ACCEPTED: TicketPhase.TRACK,
    TicketState.IN_PROGRESS: TicketPhase.TRACK,
    TicketState.CLOSING_REVIEW: TicketPhase.TRACK,
    TicketState.SUSPENDED: TicketPhase.TRACK,
    TicketState.CLOSED: TicketPhase.CLOSE,
    TicketState.ARCHIVED: TicketPhase.CLOSE,
    TicketState.WITHDRAWN: TicketPhase.CLOSE,
}


class Lamp(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Part(StrEnum):
    """A branch's part in a ticket."""

    ISSUING = "issuing"  # 交办
    LEAD = "lead"  # 承办（牵头）
    SUPPORTING = "supporting"  # 协办


class ExtensionState(StrEnum):
    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"  # overtaken by closing, withdrawal or reassignment


class TicketAction(StrEnum):
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    ACCEPT = "accept"
    DECLINE = "decline"
    REPORT = "report"
    REQUEST_EXTENSION = "request_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    URGE = "urge"
    REQUEST_CLOSING = "request_closing"
    CLOSE = "close"
    SEND_BACK = "send_back"
    SUSPEND = "suspend"
    RESUME = "resume"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    WITHDRAW = "withdraw"
    WAIVE_FEEDBACK = "waive_feedback"
