"""Words of the points ledger (党员积分制管理, rules §5)."""

from enum import StrEnum


class SchemeKind(StrEnum):
    """Whose scheme it is."""

    MEMBER = "member"  # 党员积分
    YOUTH = "youth"  # 青年理论学习积分


class SchemeState(StrEnum):
    DRAFT = "draft"  # 草案
    PUBLISHED = "published"  # 已公布
    FROZEN = "frozen"  # 年度已封账


class Head(StrEnum):
    """The four heads under which points are kept (工作要点第十项)."""

    STUDY = "study"  # 学习
    DUTY = "duty"  # 履职
    SERVICE = "service"  # 服务
    DISCIPLINE = "discipline"  # 守纪


class Direction(StrEnum):
    PLUS = "plus"  # 加分
    MINUS = "minus"  # 扣分


class CapPeriod(StrEnum):
    """Within what a rule gives its cap at most."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class SourceKind(StrEnum):
    """From what confirmed facts points come. A rule may narrow one down: `study_session.lecture`."""

    STUDY_SESSION = "study_session"  # 集中学习（支部确认的出勤）
    STUDY_RECORD = "study_record"  # 学习培训记录
    STUDY_OUTPUT = "study_output"  # 心得、调研报告等成果
    ORGANISATION_LIFE = "organisation_life"  # 三会一课、主题党日
    DUTY = "duty"  # 履职
    SERVICE = "service"  # 服务群众
    HONOUR = "honour"  # 表彰
    DISCIPLINE = "discipline"  # 守纪
    MANUAL = "manual"  # 支部凭材料登记
    REVERSAL = "reversal"  # 冲销：平台自身使用


class EntryState(StrEnum):
    PENDING = "pending"  # 待审核
    EFFECTIVE = "effective"  # 已生效
    REFUSED = "refused"  # 未通过
    REVERSED = "reversed"  # 已冲销


class ClaimState(StrEnum):
    """Of what was entered by hand, before it is an entry."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Flag(StrEnum):
    """What stands over a member's year."""

    VETO = "veto"  # 一票否决
    EXEMPT = "exempt"  # 免予积分


class Band(StrEnum):
    """In which band a score lies; the edges are the scheme's."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    BELOW = "below"


class ObjectionState(StrEnum):
    RAISED = "raised"  # 待支部核查
    APPEALED = "appealed"  # 待上级核查
    DISMISSED = "dismissed"  # 支部未采纳
    UPHELD = "upheld"  # 已采纳
    REJECTED = "rejected"  # 上级未采纳
    WITHDRAWN = "withdrawn"  # 已撤回


class ObjectionAction(StrEnum):
    UPHOLD = "uphold"  # 采纳
    DISMISS = "dismiss"  # 不采纳
    APPEAL = "appeal"  # 提请上级核查
    WITHDRAW = "withdraw"  # 撤回
