"""Words for the yearly requirement: what is asked for, what to do about what is missing, what to know beside it."""

from models.enums.study_requirements import ExemptionGround, RequirementCode, RequirementState, TrainingLevel
from services.kit.errors import Text
from services.study.requirement import Remark

REQUIREMENT_LABELS: dict[RequirementCode, Text] = {
    RequirementCode.MEMBER_HOURS: Text("集中学习培训学时", "Hours of organised study"),
    RequirementCode.OFFICER_HOURS: Text("书记、班子成员集中学习培训学时", "Hours of organised study of office holders"),
    RequirementCode.MEMBER_TRAINING: Text("年度集中培训", "Training of the year"),
    RequirementCode.OFFICER_TRAINING: Text("书记、班子成员年度集中培训", "Training of office holders of the year"),
    RequirementCode.SECRETARY_TRAINING: Text(
        "书记县级以上集中轮训", "Training of secretaries at county level or above"
    ),
    RequirementCode.NEW_SECRETARY_TRAINING: Text("新任书记任职培训", "Training of a new secretary"),
    RequirementCode.PROBATION_TRAINING: Text("预备期内集中培训", "Training during probation"),
    RequirementCode.FIRST_YEAR_TRAINING: Text("转正后一年内集中培训", "Training in the first year as a full member"),
}
_HOURS_ADVICE = Text(
    "参加支部集中学习、党课、现场教学或培训班；因故缺席的由支部安排补学。个人自学、线上学习不计入集中学时。",
    "Take part in organised study, lectures or training; what was missed is made up for through the branch. "
    "Self-study and time on line do not count.",
)
_TRAINING_ADVICE = Text(
    "参加一次集中培训；已参加的，凭结业证明由本人或支部登记培训记录。",
    "Take part in a training; one already done is entered with its certificate by the member or the branch.",
)
_HIGHER_ADVICE = Text(
    "参加上级党组织举办的集中培训；已参加的，凭结业证明登记并注明举办级别。",
    "Take part in a training of a higher organisation; one already done is entered with its certificate and level.",
)
ADVICE: dict[RequirementCode, Text] = {
    RequirementCode.MEMBER_HOURS: _HOURS_ADVICE,
    RequirementCode.OFFICER_HOURS: _HOURS_ADVICE,
    RequirementCode.MEMBER_TRAINING: _TRAINING_ADVICE,
    RequirementCode.OFFICER_TRAINING: _TRAINING_ADVICE,
    RequirementCode.SECRETARY_TRAINING: Text(
        "参加县级以上组织部门或党校举办的书记轮训；已参加的，凭结业证明登记并注明举办级别。",
        "Take part in a training for secretaries held at county level or above; one done is entered with its level.",
    ),
    RequirementCode.NEW_SECRETARY_TRAINING: Text(
        "任职后 6 个月左右内参加任职培训；逾期的仍应补训，补训后注明。",
        "Take part in the training for new secretaries; when the time is over it is still made up for.",
    ),
    RequirementCode.PROBATION_TRAINING: _HIGHER_ADVICE,
    RequirementCode.FIRST_YEAR_TRAINING: _HIGHER_ADVICE,
}
REQUIREMENT_STATE_LABELS: dict[RequirementState, Text] = {
    RequirementState.DONE: Text("已达到", "Done"),
    RequirementState.DONE_LATE: Text("逾期达到", "Done late"),
    RequirementState.OPEN: Text("尚缺", "Missing"),
    RequirementState.OVERDUE: Text("逾期未达到", "Overdue"),
}
REMARKS: dict[Remark, Text] = {
    Remark.SHORT_OFFICE: Text(
        "年末所任职务任职不满 6 个月，按年末职务的要求计算（平台默认，待主管部门确认）。",
        "The office held at the end of the year was held for less than six months; its requirement is applied.",
    ),
    Remark.JOINED_THIS_YEAR: Text(
        "本年内入党，国家规定未见按月折算的条款，学时未折减，由支部酌情把握。",
        "Joined in this year; no rule reduces the hours by months, so they are not reduced. The branch judges.",
    ),
    Remark.POST_NOT_LINKED: Text(
        "职务未与党员档案关联：所在组织有同名的在任职务，尚未确认是否本人，暂按普通党员要求计算。请维护任职的人员关联任职记录。",
        "A post in this name is not linked to a member's record; until it is, the requirement of a member is applied.",
    ),
    Remark.LEVEL_UNKNOWN: Text(
        "有培训记录未注明举办级别，不能认定为上级组织或县级以上举办的培训，请补注级别。",
        "A training is recorded without its level and does not count as one of a higher organisation.",
    ),
}
DOUBTS = frozenset({Remark.POST_NOT_LINKED, Remark.LEVEL_UNKNOWN})
"""Remarks that somebody should clear up; the others are only to be known."""

GROUND_LABELS: dict[ExemptionGround, Text] = {
    ExemptionGround.AGED: Text("年老", "Aged"),
    ExemptionGround.ILL: Text("体弱病重", "Seriously ill"),
    ExemptionGround.DISABLED: Text("残疾", "Disabled"),
}
EXEMPTION_RULE = "《中国共产党党员教育管理工作条例》第二十三条"
LEVEL_LABELS: dict[TrainingLevel, Text] = {
    TrainingLevel.BRANCH: Text("党支部", "Branch"),
    TrainingLevel.COMMITTEE: Text("基层党委", "Committee"),
    TrainingLevel.COUNTY: Text("县级", "County"),
    TrainingLevel.CITY: Text("市级", "City"),
    TrainingLevel.PROVINCE: Text("省级", "Province"),
    TrainingLevel.NATION: Text("中央", "Nation"),
}
