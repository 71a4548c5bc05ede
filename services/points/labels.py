"""Words for the points ledger, Chinese and English."""

from models.enums.points import (
    Band,
    EntryState,
    Flag,
    Head,
    ObjectionAction,
    ObjectionState,
    SchemeState,
    SourceKind,
)
from services.kit.errors import Text

SCHEME_STATE_LABELS: dict[SchemeState, Text] = {
    SchemeState.DRAFT: Text("草案", "Draft"),
    SchemeState.PUBLISHED: Text("已公布", "Published"),
    SchemeState.FROZEN: Text("已封账", "Frozen"),
}
HEAD_LABELS: dict[Head, Text] = {
    Head.STUDY: Text("学习", "Study"),
    Head.DUTY: Text("履职", "Duty"),
    Head.SERVICE: Text("服务", "Service"),
    Head.DISCIPLINE: Text("守纪", "Discipline"),
}
SOURCE_LABELS: dict[SourceKind, Text] = {
    SourceKind.STUDY_SESSION: Text("集中学习", "Study session"),
    SourceKind.STUDY_RECORD: Text("学习培训记录", "Study record"),
    SourceKind.STUDY_OUTPUT: Text("学习成果", "Outcome of study"),
    SourceKind.ORGANISATION_LIFE: Text("组织生活", "Organisation life"),
    SourceKind.DUTY: Text("履职", "Duty"),
    SourceKind.SERVICE: Text("服务群众", "Service"),
    SourceKind.HONOUR: Text("表彰", "Honour"),
    SourceKind.DISCIPLINE: Text("守纪", "Discipline"),
    SourceKind.MANUAL: Text("支部登记", "Entered by the branch"),
    SourceKind.REVERSAL: Text("冲销", "Reversal"),
}
ENTRY_STATE_LABELS: dict[EntryState, Text] = {
    EntryState.PENDING: Text("待审核", "To be checked"),
    EntryState.EFFECTIVE: Text("已生效", "Effective"),
    EntryState.REFUSED: Text("未通过", "Refused"),
    EntryState.REVERSED: Text("已冲销", "Reversed"),
}
FLAG_LABELS: dict[Flag, Text] = {
    Flag.VETO: Text("一票否决", "Veto"),
    Flag.EXEMPT: Text("免予积分", "Exempt"),
}
BAND_LABELS: dict[Band, Text] = {
    Band.FIRST: Text("第一档", "First band"),
    Band.SECOND: Text("第二档", "Second band"),
    Band.THIRD: Text("第三档", "Third band"),
    Band.BELOW: Text("第三档以下", "Below the third band"),
}
OBJECTION_STATE_LABELS: dict[ObjectionState, Text] = {
    ObjectionState.RAISED: Text("待支部核查", "Before the branch"),
    ObjectionState.APPEALED: Text("待上级核查", "Before the level above"),
    ObjectionState.DISMISSED: Text("支部未采纳", "Dismissed by the branch"),
    ObjectionState.UPHELD: Text("已采纳", "Upheld"),
    ObjectionState.REJECTED: Text("上级未采纳", "Rejected by the level above"),
    ObjectionState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
OBJECTION_ACTION_LABELS: dict[ObjectionAction, Text] = {
    ObjectionAction.UPHOLD: Text("采纳异议", "Uphold"),
    ObjectionAction.DISMISS: Text("不采纳异议", "Dismiss"),
    ObjectionAction.APPEAL: Text("提请上级核查", "Appeal"),
    ObjectionAction.WITHDRAW: Text("撤回异议", "Withdraw"),
}
OBJECTION_EVENT_LABELS: dict[str, Text] = {
    "raise": Text("提出异议", "Raise"),
    **{action.value: label for action, label in OBJECTION_ACTION_LABELS.items()},
}
OBJECTION_FIELD_LABELS: dict[str, Text] = {
    "comment": Text("说明", "comment"),
    "entry_id": Text("应冲销的积分", "entry to be reversed"),
}
