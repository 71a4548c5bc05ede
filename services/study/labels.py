"""Words for study sessions, records and outputs, Chinese and English."""

from models.enums.study import (
    Attendance,
    DeclarationAction,
    DeclarationState,
    Expected,
    OutputKind,
    RecordSource,
    SessionAction,
    SessionState,
    StudyLength,
    StudyMode,
)
from services.kit.errors import Text

MODE_LABELS: dict[StudyMode, Text] = {
    StudyMode.LEADERS_FIRST: Text("领导带头学", "Leaders first"),
    StudyMode.DISCUSSION: Text("研讨交流学", "Discussion"),
    StudyMode.FIELD: Text("实地调研学", "On the spot"),
    StudyMode.LECTURE: Text("专题辅导学", "Expert lecture"),
    StudyMode.BLENDED: Text("线上线下同步学", "On site and on line at once"),
    StudyMode.JOINT: Text("联动共建学", "Together with partners"),
}
LENGTH_LABELS: dict[StudyLength, Text] = {
    StudyLength.HALF_DAY: Text("半天", "Half a day"),
    StudyLength.DAY: Text("全天", "Full day"),
    StudyLength.LESSONS: Text("按时长折算", "By duration"),
}
EXPECTED_LABELS: dict[Expected, Text] = {
    Expected.BRANCH: Text("本组织党员", "Members of the organisation"),
    Expected.SUBTREE: Text("本组织及下级党员", "Members of the organisation and all below"),
    Expected.GROUP: Text("学习小组", "Study group"),
    Expected.NAMED: Text("按姓名", "By name"),
}
SESSION_STATE_LABELS: dict[SessionState, Text] = {
    SessionState.PLANNED: Text("已安排", "Planned"),
    SessionState.HELD: Text("到会登记中", "Being recorded"),
    SessionState.CONFIRMED: Text("已确认", "Confirmed"),
    SessionState.CANCELLED: Text("已取消", "Cancelled"),
}
SESSION_ACTION_LABELS: dict[SessionAction, Text] = {
    SessionAction.HOLD: Text("开始登记到会", "Begin the sheet"),
    SessionAction.CONFIRM: Text("确认到会情况", "Confirm the sheet"),
    SessionAction.REOPEN: Text("更正", "Reopen to correct"),
    SessionAction.CANCEL: Text("取消活动", "Cancel"),
}
SESSION_EVENT_LABELS: dict[str, Text] = {
    "plan": Text("安排", "Plan"),
    "amend": Text("修改", "Amend"),
    "record": Text("登记到会", "Record attendance"),
    "make_up": Text("登记补学", "Enter a make-up"),
    "attach": Text("上传材料", "Put a file"),
    "detach": Text("删除材料", "Remove a file"),
    **{action.value: label for action, label in SESSION_ACTION_LABELS.items()},
}
ATTENDANCE_LABELS: dict[Attendance, Text] = {
    Attendance.UNSET: Text("未登记", "Not recorded"),
    Attendance.PRESENT: Text("到会", "Present"),
    Attendance.LEAVE: Text("请假", "On leave"),
    Attendance.ABSENT: Text("缺席", "Absent"),
    Attendance.MADE_UP: Text("已补学", "Made up"),
}
SOURCE_LABELS: dict[RecordSource, Text] = {
    RecordSource.SESSION: Text("学习活动", "Study session"),
    RecordSource.SELF_STUDY: Text("个人自学", "Self-study"),
    RecordSource.OUTSIDE: Text("外出培训", "Training elsewhere"),
}
DECLARATION_STATE_LABELS: dict[DeclarationState, Text] = {
    DeclarationState.SUBMITTED: Text("待支部确认", "Before the branch"),
    DeclarationState.CONFIRMED: Text("已确认", "Confirmed"),
    DeclarationState.REJECTED: Text("未通过", "Rejected"),
    DeclarationState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
DECLARATION_ACTION_LABELS: dict[DeclarationAction, Text] = {
    DeclarationAction.CONFIRM: Text("确认", "Confirm"),
    DeclarationAction.REJECT: Text("不予确认", "Reject"),
    DeclarationAction.WITHDRAW: Text("撤回", "Withdraw"),
}
DECLARATION_EVENT_LABELS: dict[str, Text] = {
    "declare": Text("申报", "Declare"),
    "sheet": Text("到会登记", "Sheet of a session"),
    "attach": Text("上传附件", "Put a file"),
    "reopen": Text("更正到会登记", "Sheet reopened"),
    **{action.value: label for action, label in DECLARATION_ACTION_LABELS.items()},
}
OUTPUT_KIND_LABELS: dict[OutputKind, Text] = {
    OutputKind.REFLECTION: Text("心得体会", "Reflection"),
    OutputKind.RESEARCH_REPORT: Text("调研报告", "Research report"),
    OutputKind.LECTURE_NOTES: Text("讲稿、发言提纲", "Lecture notes"),
    OutputKind.OTHER: Text("其他成果", "Other outcome"),
}
FIELD_LABELS: dict[str, Text] = {"comment": Text("说明", "comment")}
