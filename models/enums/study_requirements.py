"""Words of the yearly requirement of education and training (rules §4)."""

from enum import StrEnum


class RequirementCode(StrEnum):
    """What may be asked of a member; the figures stand in `services/study/figures.py` and in settings."""

    MEMBER_HOURS = "member_hours"  # 党员集中学习培训学时
    OFFICER_HOURS = "officer_hours"  # 书记、班子成员集中学习培训学时
    MEMBER_TRAINING = "member_training"  # 党员集中培训
    OFFICER_TRAINING = "officer_training"  # 书记、班子成员集中培训
    SECRETARY_TRAINING = "secretary_training"  # 书记县级以上集中轮训
    NEW_SECRETARY_TRAINING = "new_secretary_training"  # 新任书记任职培训
    PROBATION_TRAINING = "probation_training"  # 预备期内集中培训
    FIRST_YEAR_TRAINING = "first_year_training"  # 转正后一年内集中培训


class RequirementState(StrEnum):
    DONE = "done"  # 已达到
    DONE_LATE = "done_late"  # 逾期达到
    OPEN = "open"  # 尚缺，时限未到
    OVERDUE = "overdue"  # 尚缺，时限已过


class TrainingLevel(StrEnum):
    """Who held a training, from below."""

    BRANCH = "branch"  # 党支部
    COMMITTEE = "committee"  # 基层党委
    COUNTY = "county"  # 县级
    CITY = "city"  # 市级
    PROVINCE = "province"  # 省级
    NATION = "nation"  # 中央


class ExemptionGround(StrEnum):
    """教管条例 Art. 23: no hard requirement of attendance and study."""

    AGED = "aged"  # 年老
    ILL = "ill"  # 体弱病重
    DISABLED = "disabled"  # 残疾


class Confidence(StrEnum):
    """How well a figure is founded (marks of the domain rules)."""

    A = "A"  # 条文原文
    B = "B"  # 间接来源
    C = "C"  # 待核实
    P = "P"  # 平台默认或本地规定
