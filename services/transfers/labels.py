"""Words that people see for states, actions and fields of a transfer."""

from models.enums.transfers import TransferAction, TransferKind, TransferState
from services.kit.errors import Text

STATE_LABELS: dict[TransferState, Text] = {
    TransferState.REQUESTED: Text("转入方请求", "Requested by the receiver"),
    TransferState.DRAFTED: Text("草稿", "Draft"),
    TransferState.SENDER_BRANCH: Text("待转出支部审核", "Awaiting the sending branch"),
    TransferState.SENDER_COMMITTEE: Text("待转出党委审核", "Awaiting the sending committee"),
    TransferState.IN_TRANSIT: Text("已发出（在途）", "In transit"),
    TransferState.RECEIVER_COMMITTEE: Text("待接收党委审核", "Awaiting the receiving committee"),
    TransferState.RECEIVER_BRANCH: Text("待接收支部编入", "Awaiting the receiving branch"),
    TransferState.DONE: Text("已完成", "Done"),
    TransferState.RETURNED: Text("已退回", "Returned"),
    TransferState.EXPIRED: Text("已超期", "Expired"),
    TransferState.WITHDRAWN: Text("已撤销", "Withdrawn"),
    TransferState.DECLINED: Text("未予办理", "Declined"),
}
KIND_LABELS: dict[TransferKind, Text] = {
    TransferKind.WITHIN_SYSTEM: Text("本系统内", "Within the system"),
    TransferKind.WITHIN_PROVINCE: Text("省内", "Within the province"),
    TransferKind.OTHER_PROVINCE: Text("省外", "Other province"),
}
ACTION_LABELS: dict[TransferAction, Text] = {
    TransferAction.TAKE_UP: Text("受理请求", "Take up"),
    TransferAction.SUBMIT: Text("提交审核", "Submit"),
    TransferAction.APPROVE: Text("支部同意转出", "Approve for the branch"),
    TransferAction.ISSUE: Text("批准转出", "Issue"),
    TransferAction.RECEIVE: Text("登记收到介绍信", "Receive the letter"),
    TransferAction.ACCEPT: Text("同意接收", "Accept"),
    TransferAction.INCORPORATE: Text("编入支部", "Incorporate"),
    TransferAction.RECORD_RECEIPT: Text("登记回执", "Record the receipt"),
    TransferAction.CERTIFY: Text("出具证明并申请重开", "Certify for another letter"),
    TransferAction.DECLINE: Text("不予办理", "Decline"),
    TransferAction.SEND_BACK: Text("退回", "Send back"),
    TransferAction.WITHDRAW: Text("撤销", "Withdraw"),
    TransferAction.EXPIRE: Text("超期", "Expire"),
}
EVENT_LABELS: dict[str, Text] = {
    **{action.value: label for action, label in ACTION_LABELS.items()},
    "request": Text("转入方请求转接", "Request by the receiver"),
    "draft": Text("填写申请", "Draft"),
    "amend": Text("修改", "Amend"),
}
FIELD_LABELS: dict[str, Text] = {
    "comment": Text("说明", "Comment"),
    "dues_paid_until": Text("党费交至年月", "Dues paid until"),
    "receipt_on": Text("回执载明的接收日期", "Day of arrival on the receipt"),
    "to_branch_id": Text("转入党支部", "Receiving branch"),
    "outside": Text("外地党组织", "Organisation outside"),
    "reason": Text("转接原因", "Reason"),
}
