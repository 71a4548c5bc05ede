"""Names of stages, standings, steps and fields."""

from models.enums.members import (
    CorrectionAction,
    CorrectionState,
    MemberAction,
    MemberState,
    RemovalGround,
    Stage,
    Standing,
    SuspensionGround,
)
from services.kit.errors import Text

STAGE_LABELS: dict[Stage, Text] = {
    Stage.APPLICANT: Text("入党申请人", "Applicant"),
    Stage.ACTIVIST: Text("入党积极分子", "Activist"),
    Stage.CANDIDATE: Text("发展对象", "Candidate"),
    Stage.PROBATIONARY: Text("预备党员", "Probationary member"),
    Stage.FULL: Text("正式党员", "Full member"),
}
STANDING_LABELS: dict[Standing, Text] = {
    Standing.NORMAL: Text("正常", "Normal"),
    Standing.SUSPENDED: Text("停止党籍", "Suspended"),
    Standing.REMOVED: Text("出党", "Left the Party"),
    Standing.ENDED: Text("终止发展", "Development ended"),
    Standing.TRANSFERRED_OUT: Text("已转出", "Transferred out"),
    Standing.DECEASED: Text("去世", "Deceased"),
    Standing.STRUCK: Text("撤销登记", "Struck from the register"),
    Standing.MERGED: Text("已合并", "Merged into another record"),
}
STATE_LABELS: dict[MemberState, Text] = {
    **{MemberState(stage.value): label for stage, label in STAGE_LABELS.items()},
    **{
        MemberState(standing.value): label
        for standing, label in STANDING_LABELS.items()
        if standing is not Standing.NORMAL
    },
}
ACTION_LABELS: dict[MemberAction, Text] = {
    MemberAction.NAME_ACTIVIST: Text("确定为入党积极分子", "Name activist"),
    MemberAction.NAME_CANDIDATE: Text("列为发展对象", "Name candidate"),
    MemberAction.ADMIT: Text("接收为预备党员", "Admit as probationary member"),
    MemberAction.EXTEND_PROBATION: Text("延长预备期", "Extend probation"),
    MemberAction.CONVERT: Text("转为正式党员", "Convert to full member"),
    MemberAction.CANCEL_PROBATION: Text("取消预备党员资格", "Cancel probationary membership"),
    MemberAction.END_DEVELOPMENT: Text("终止发展", "End development"),
    MemberAction.APPLY_AGAIN: Text("重新申请入党", "Apply again"),
    MemberAction.ORDER_CORRECTION: Text("限期改正", "Order correction"),
    MemberAction.REPORT_LOST: Text("登记失联", "Report contact lost"),
    MemberAction.REPORT_FOUND: Text("取得联系", "Report contact found"),
    MemberAction.SUSPEND: Text("停止党籍", "Suspend membership"),
    MemberAction.RESTORE: Text("恢复党籍", "Restore membership"),
    MemberAction.REMOVE: Text("出党", "Remove from the Party"),
    MemberAction.REJOIN: Text("重新入党", "Rejoin"),
    MemberAction.RECORD_DEATH: Text("登记去世", "Record death"),
    MemberAction.STRIKE: Text("撤销登记", "Strike from the register"),
}
CHANGE_LABELS: dict[str, Text] = {
    **{action.value: label for action, label in ACTION_LABELS.items()},
    "register": Text("登记", "Register"),
    "amend": Text("更正信息", "Amend"),
    "reveal": Text("查看完整信息", "Reveal"),
    "absorb": Text("合并重复登记", "Absorb a duplicate"),
    "merge": Text("并入另一条登记", "Merge into another record"),
    "photo": Text("更换照片", "Replace the photo"),
    "remove_photo": Text("删除照片", "Remove the photo"),
    "transfer": Text("组织关系转接", "Transfer of the relation"),
    "transfer_out": Text("组织关系转出", "Transfer out"),
    "transfer_in": Text("组织关系转入", "Transfer in"),
    "merge_branch": Text("整建制转接", "Transfer with the whole branch"),
}
SUSPENSION_LABELS: dict[SuspensionGround, Text] = {
    SuspensionGround.LOST_CONTACT: Text("失去联系六个月以上", "Contact lost for six months"),
    SuspensionGround.SETTLED_ABROAD: Text("因私出国（境）定居", "Settled abroad for private reasons"),
    SuspensionGround.STUDY_ABROAD: Text("出国（境）学习超过五年未归", "Study abroad for more than five years"),
}
REMOVAL_LABELS: dict[RemovalGround, Text] = {
    RemovalGround.STRUCK_OFF: Text("除名", "Struck off"),
    RemovalGround.LEFT_BY_CONDUCT: Text("自行脱党除名", "Struck off as having left"),
    RemovalGround.RESIGNED: Text("退党", "Resigned"),
    RemovalGround.EXPELLED: Text("开除党籍", "Expelled"),
}
GROUND_LABELS: dict[str, Text] = {
    **{ground.value: label for ground, label in SUSPENSION_LABELS.items()},
    **{ground.value: label for ground, label in REMOVAL_LABELS.items()},
}
FIELD_LABELS: dict[str, Text] = {
    "name": Text("姓名", "Name"),
    "id_number": Text("公民身份号码", "ID number"),
    "sex": Text("性别", "Sex"),
    "ethnicity": Text("民族", "Ethnicity"),
    "birth_date": Text("出生日期", "Date of birth"),
    "education": Text("学历", "Education"),
    "stage": Text("人员类别", "Stage"),
    "branch": Text("所在党支部", "Branch"),
    "joined_on": Text("加入党组织日期", "Date of joining"),
    "full_on": Text("转为正式党员日期", "Date of full membership"),
    "post": Text("工作岗位", "Post"),
    "phone": Text("联系电话", "Telephone"),
    "address": Text("家庭住址", "Address"),
    "pay_base": Text("党费计算基数", "Dues base"),
    "standing": Text("党籍状态", "Standing"),
    "lost_contact": Text("是否失联党员", "Contact lost"),
    "lost_contact_since": Text("失去联系日期", "Contact lost since"),
    "floating": Text("是否流动党员", "Floating"),
    "floating_to": Text("外出流向", "Destination"),
    "stage_since": Text("现类别起始日期", "Stage since"),
    "probation_ends_on": Text("预备期届满日期", "End of probation"),
    "occurred_on": Text("日期", "Date"),
    "document": Text("依据文件", "Document"),
    "ground": Text("情形", "Ground"),
    "months": Text("延长月数", "Months"),
    "until": Text("截止日期", "Until"),
    "comment": Text("说明", "Comment"),
}
COLLECTION = (
    "name", "id_number", "sex", "ethnicity", "birth_date", "education", "stage", "branch", "joined_on", "full_on",
    "post", "phone", "address", "standing", "lost_contact", "floating",
)  # fmt: skip
"""The items of the national collection form in its order: the columns of files in and out (rules §12.1)."""

CORRECTION_STATE_LABELS: dict[CorrectionState, Text] = {
    CorrectionState.REQUESTED: Text("待处理", "Requested"),
    CorrectionState.ACCEPTED: Text("已采纳", "Accepted"),
    CorrectionState.REFUSED: Text("未采纳", "Refused"),
    CorrectionState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
CORRECTION_ACTION_LABELS: dict[CorrectionAction, Text] = {
    CorrectionAction.ACCEPT: Text("采纳更正", "Accept"),
    CorrectionAction.REFUSE: Text("不予更正", "Refuse"),
    CorrectionAction.WITHDRAW: Text("撤回申请", "Withdraw"),
}
