"""Words of the transfer of the Party relation (组织关系转接, rules §10)."""

from enum import StrEnum


class TransferKind(StrEnum):
    """How far the relation goes."""

    WITHIN_SYSTEM = "within_system"  # 本系统内
    WITHIN_PROVINCE = "within_province"  # 省内
    OTHER_PROVINCE = "other_province"  # 省外


class TransferState(StrEnum):
    REQUESTED = "requested"  # 转入方请求
    DRAFTED = "drafted"  # 草稿
    SENDER_BRANCH = "sender_branch"  # 待转出支部审核
    SENDER_COMMITTEE = "sender_committee"  # 待转出党委审核
    IN_TRANSIT = "in_transit"  # 已发出（在途）
    RECEIVER_COMMITTEE = "receiver_committee"  # 待接收党委审核
    RECEIVER_BRANCH = "receiver_branch"  # 待接收支部编入
    DONE = "done"  # 已完成
    RETURNED = "returned"  # 已退回
    EXPIRED = "expired"  # 已超期
    WITHDRAWN = "withdrawn"  # 已撤销
    DECLINED = "declined"  # 未予办理


CLOSED_STATES = (TransferState.DONE, TransferState.WITHDRAWN, TransferState.DECLINED)
"""States that nothing leads out of; all others hold the member's record where it is."""


class TransferAction(StrEnum):
    TAKE_UP = "take_up"  # 受理请求
    SUBMIT = "submit"  # 提交
    APPROVE = "approve"  # 同意转出
    ISSUE = "issue"  # 批准转出（开具介绍信）
    RECEIVE = "receive"  # 登记收到介绍信
    ACCEPT = "accept"  # 同意接收
    INCORPORATE = "incorporate"  # 编入支部
    RECORD_RECEIPT = "record_receipt"  # 登记回执
    CERTIFY = "certify"  # 出具证明，申请重开
    DECLINE = "decline"  # 不予办理
    SEND_BACK = "send_back"  # 退回
    WITHDRAW = "withdraw"  # 撤销
    EXPIRE = "expire"  # 超期


class TransferPart(StrEnum):
    """A branch's part in a transfer."""

    SENDER = "sender"
    RECEIVER = "receiver"


class Direction(StrEnum):
    """From where the caller looks: away from their branches, or into them."""

    OUT = "out"
    IN = "in"
