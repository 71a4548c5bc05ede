"""Words that people see for states, actions and fields of a ticket."""

from models.enums.tickets import Lamp, Part, SourceKind, TicketAction, TicketKind, TicketPhase, TicketState, Urgency
from services.kit.errors import Text

STATE_LABELS: dict[TicketState, Text] = {
    TicketState.DRAFTED: Text("草拟", "Draft"),
    TicketState.PENDING_APPROVAL: Text("待审批立项", "Awaiting approval"),
    TicketState.ASSIGNED: Text("已交办", "Assigned"),
    TicketState.ACCEPTED: Text("已签收", "Accepted"),
    TicketState.IN_PROGRESS: Text("办理中", "In progress"),
    TicketState.CLOSING_REVIEW: Text("待销号审核", "Closing review"),
    TicketState.SUSPENDED: Text("中止", "Suspended"),
    TicketState.CLOSED: Text("已销号", "Closed"),
    TicketState.ARCHIVED: Text("已归档", "Archived"),
    TicketState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
PHASE_LABELS: dict[TicketPhase, Text] = {
    TicketPhase.REGISTER: Text("挂号", "Register"),
    TicketPhase.TRACK: Text("跟踪", "Track"),
    TicketPhase.CLOSE: Text("销号", "Close"),
}
LAMP_LABELS: dict[Lamp, Text] = {
    Lamp.GREEN: Text("正常", "On track"),
    Lamp.YELLOW: Text("临期", "At risk"),
    Lamp.RED: Text("逾期", "Overdue"),
    Lamp.GREY: Text("未计时", "Not running"),
}
FAR_BEHIND = Text("严重滞后", "Far behind plan")
BEHIND = Text("进度滞后", "Behind plan")
GREY_LABELS: dict[TicketState, Text] = {
    TicketState.DRAFTED: Text("未交办", "Not assigned"),
    TicketState.PENDING_APPROVAL: Text("未交办", "Not assigned"),
    TicketState.CLOSED: Text("办结", "Done"),
    TicketState.ARCHIVED: Text("办结", "Done"),
    TicketState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
"""What a grey lamp means: the lamp is lit only while a ticket is under way."""
KIND_LABELS: dict[TicketKind, Text] = {
    TicketKind.DOCUMENT: Text("文件", "Document"),
    TicketKind.MINUTES: Text("会议纪要", "Minutes"),
    TicketKind.INSTRUCTION: Text("批示", "Instruction"),
    TicketKind.WORK_POINT: Text("工作要点", "Work point"),
    TicketKind.POLITICAL_ITEM: Text("政治要件", "Political item"),
    TicketKind.RECTIFICATION: Text("问题整改", "Rectification"),
    TicketKind.OTHER: Text("其他", "Other"),
}
SOURCE_KIND_LABELS: dict[SourceKind, Text] = {
    SourceKind.MEETING: Text("会议", "Meeting"),
    SourceKind.INSTRUCTION: Text("批示", "Instruction"),
    SourceKind.DOCUMENT: Text("文件", "Document"),
    SourceKind.SUPERIOR: Text("上级交办", "Superior"),
    SourceKind.WORK_PLAN: Text("工作要点", "Work plan"),
    SourceKind.SPEECH: Text("讲话", "Speech"),
    SourceKind.REPORT: Text("报告", "Report"),
    SourceKind.INSPECTION: Text("巡察检查", "Inspection"),
    SourceKind.OTHER: Text("其他", "Other"),
}
URGENCY_LABELS: dict[Urgency, Text] = {
    Urgency.URGENT: Text("急件", "Urgent"),
    Urgency.NORMAL: Text("一般", "Normal"),
    Urgency.DIFFICULT: Text("疑难", "Difficult"),
}
PART_LABELS: dict[Part, Text] = {
    Part.ISSUING: Text("交办单位", "Issuing"),
    Part.LEAD: Text("承办单位", "Lead"),
    Part.SUPPORTING: Text("协办单位", "Supporting"),
}
URGE_LABELS: tuple[Text, ...] = (
    Text("未催办", "Not urged"),
    Text("蓝色催办", "Urged (blue)"),
    Text("黄色催办", "Urged (yellow)"),
    Text("红色督办", "Urged (red)"),
)
ACTION_LABELS: dict[TicketAction, Text] = {
    TicketAction.SUBMIT: Text("提交立项", "Submit"),
    TicketAction.APPROVE: Text("批准立项并交办", "Approve and assign"),
    TicketAction.REJECT: Text("退回修改", "Reject"),
    TicketAction.ACCEPT: Text("签收", "Accept"),
    TicketAction.DECLINE: Text("退回交办单位", "Decline"),
    TicketAction.REPORT: Text("报告进展", "Report progress"),
    TicketAction.REQUEST_EXTENSION: Text("申请延期", "Request extension"),
    TicketAction.GRANT_EXTENSION: Text("同意延期", "Grant extension"),
    TicketAction.REFUSE_EXTENSION: Text("不同意延期", "Refuse extension"),
    TicketAction.URGE: Text("催办", "Urge"),
    TicketAction.REQUEST_CLOSING: Text("申请销号", "Request closing"),
    TicketAction.CLOSE: Text("销号", "Close"),
    TicketAction.SEND_BACK: Text("退回重办", "Send back"),
    TicketAction.SUSPEND: Text("中止", "Suspend"),
    TicketAction.RESUME: Text("恢复办理", "Resume"),
    TicketAction.REOPEN: Text("重新办理（回头看）", "Reopen"),
    TicketAction.ARCHIVE: Text("归档", "Archive"),
    TicketAction.WITHDRAW: Text("撤回", "Withdraw"),
    TicketAction.WAIVE_FEEDBACK: Text("免除协办反馈", "Waive feedback"),
}
EVENT_LABELS: dict[str, Text] = {
    **{action.value: label for action, label in ACTION_LABELS.items()},
    "draft": Text("起草", "Draft"),
    "amend": Text("修改", "Amend"),
    "note": Text("补充说明", "Note"),
    "attach": Text("上传附件", "Attach a file"),
}
FIELD_LABELS: dict[str, Text] = {
    "comment": Text("说明", "Comment"),
    "due_on": Text("时限", "Due date"),
    "progress_percent": Text("进度", "Progress"),
    "outcome": Text("办结情况", "Outcome"),
    "conclusion": Text("审核结论", "Conclusion"),
    "branch_id": Text("协办单位", "Supporting branch"),
    "title": Text("标题", "Title"),
    "requirement": Text("办理要求", "Requirement"),
    "kind": Text("事项类别", "Kind"),
    "lead_branch_id": Text("承办单位", "Lead branch"),
    "supporting_branch_ids": Text("协办单位", "Supporting branches"),
    "owner": Text("责任人", "Owner"),
    "leader": Text("分管领导", "Leader"),
    "urgency": Text("紧急程度", "Urgency"),
    "source": Text("来源", "Source"),
    "milestones": Text("节点", "Milestones"),
}
