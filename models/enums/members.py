"""Words of the register of members (rules §1.2, §3.6, §12.1)."""

from enum import StrEnum


class Stage(StrEnum):
    """人员类别: how far somebody has come on the way into the Party."""

    APPLICANT = "applicant"  # 入党申请人
    ACTIVIST = "activist"  # 入党积极分子
    CANDIDATE = "candidate"  # 发展对象
    PROBATIONARY = "probationary"  # 预备党员
    FULL = "full"  # 正式党员


PARTY_STAGES = (Stage.PROBATIONARY, Stage.FULL)
"""Stages of those who are in the Party."""


class Standing(StrEnum):
    """Whether the record is on the register, and if not, why."""

    NORMAL = "normal"  # 正常
    SUSPENDED = "suspended"  # 停止党籍
    REMOVED = "removed"  # 出党
    ENDED = "ended"  # 终止发展
    TRANSFERRED_OUT = "transferred_out"  # 转出本市
    DECEASED = "deceased"  # 死亡
    STRUCK = "struck"  # 登记有误，已撤销
    MERGED = "merged"  # 重复登记，已并入另一条


ON_REGISTER = (Standing.NORMAL, Standing.SUSPENDED)
"""What a list shows unless another standing is asked for."""

TOMBSTONES = (Standing.STRUCK, Standing.MERGED)
"""Records that stand for nobody any more: kept for their history, their ID number free to be registered."""


class MemberState(StrEnum):
    """The state of the life cycle: the stage of those in normal standing, the standing of the others."""

    APPLICANT = "applicant"
    ACTIVIST = "activist"
    CANDIDATE = "candidate"
    PROBATIONARY = "probationary"
    FULL = "full"
    SUSPENDED = "suspended"
    REMOVED = "removed"
    ENDED = "ended"
    TRANSFERRED_OUT = "transferred_out"
    DECEASED = "deceased"
    STRUCK = "struck"
    MERGED = "merged"


class MemberAction(StrEnum):
    """Steps of the life cycle."""

    NAME_ACTIVIST = "name_activist"  # 确定为入党积极分子
    NAME_CANDIDATE = "name_candidate"  # 列为发展对象
    ADMIT = "admit"  # 接收为预备党员
    EXTEND_PROBATION = "extend_probation"  # 延长预备期
    CONVERT = "convert"  # 转为正式党员
    CANCEL_PROBATION = "cancel_probation"  # 取消预备党员资格
    END_DEVELOPMENT = "end_development"  # 终止发展
    APPLY_AGAIN = "apply_again"  # 重新申请入党
    ORDER_CORRECTION = "order_correction"  # 限期改正
    REPORT_LOST = "report_lost"  # 登记失联
    REPORT_FOUND = "report_found"  # 取得联系
    SUSPEND = "suspend"  # 停止党籍
    RESTORE = "restore"  # 恢复党籍
    REMOVE = "remove"  # 出党
    REJOIN = "rejoin"  # 重新入党
    RECORD_DEATH = "record_death"  # 登记去世
    STRIKE = "strike"  # 撤销登记


class SuspensionGround(StrEnum):
    """Why membership is suspended (教管条例 Art. 24)."""

    LOST_CONTACT = "lost_contact"  # 失去联系
    SETTLED_ABROAD = "settled_abroad"  # 因私出国（境）定居
    STUDY_ABROAD = "study_abroad"  # 出国（境）学习超过五年未归


class RemovalGround(StrEnum):
    """Why somebody left the Party (rules §3.6, §12.1 党员减少)."""

    STRUCK_OFF = "struck_off"  # 除名
    LEFT_BY_CONDUCT = "left_by_conduct"  # 自行脱党除名
    RESIGNED = "resigned"  # 退党
    EXPELLED = "expelled"  # 开除党籍


class CorrectionState(StrEnum):
    """A member's request to have their own record corrected."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CorrectionAction(StrEnum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
