"""Refusals about points."""

from services.kit.errors import Kind, declare

_POINTS = "党员积分制管理（平台默认，rules §5）"
_BURDEN = "《政务移动互联网应用程序规范化管理办法》；整治形式主义为基层减负（rules §14）"
_DEMAND = "市委组织部工作要点：党员积分制管理（rules §5）"

RULE_FORBIDDEN = declare(
    "points.rule_forbidden",
    Kind.INVALID,
    "不能按“{subject}”计分：登录、在线时长、点赞、转发、打卡拍照、积分排名不得作为考核依据。"
    "请改按支部确认的集中学习、组织生活、履职、服务等事实计分。",
    "No points for “{subject}”: log-ins, time on line, likes, shares, check-in photos and ranks must not be a basis of "
    "assessment. Use facts that the branch confirms: study together, organisation life, duties, service.",
    rule=_BURDEN,
)
SOURCE_UNKNOWN = declare(
    "points.source_unknown",
    Kind.INVALID,
    "没有“{given}”这种积分来源。可选：{offered}；可加后缀细分，如 study_session.lecture。",
    "There is no source “{given}”. Offered: {offered}; a suffix narrows one down, as in study_session.lecture.",
)
CAP = declare(
    "points.cap",
    Kind.INVALID,
    "上限与上限周期要一并填写，且上限不低于单次分值 {points}。",
    "Give the cap together with its period; it is not less than the {points} points given at once.",
)
BANDS = declare(
    "points.bands",
    Kind.INVALID,
    "三条分档线应从高到低，且都是 10 的倍数。",
    "The three edges of the bands go from high to low, each a multiple of ten.",
)
RULE_EXISTS = declare(
    "points.rule_exists",
    Kind.CONFLICT,
    "规则“{code}”已存在；如需修改请更新该规则。",
    "There is a rule “{code}” already; change that one.",
)
RULE_BACKDATED = declare(
    "points.rule_backdated",
    Kind.INVALID,
    "积分办法公布以后，规则的修改最早自 {earliest}起施行；此前的积分仍按原规则。",
    "Once a scheme is published, a rule changes from {earliest} at the earliest; points before keep their old rule.",
    rule=_POINTS,
)
RULE_OUTSIDE_YEAR = declare(
    "points.rule_outside_year",
    Kind.INVALID,
    "施行日期应在 {year} 年内。",
    "The rule takes effect within {year}.",
)
RULE_UNKNOWN = declare(
    "points.rule_unknown",
    Kind.INVALID,
    "在 {day}施行的积分办法中，没有可凭材料登记的规则“{code}”。",
    "On {day} the scheme holds no rule “{code}” under which points are entered by hand.",
)
SCHEME_EXISTS = declare(
    "points.scheme_exists",
    Kind.CONFLICT,
    "该组织 {year} 年已有同类积分办法。",
    "This organisation has a scheme of the kind for {year} already.",
)
SCHEME_STATE = declare(
    "points.scheme_state",
    Kind.CONFLICT,
    "积分办法的状态为“{state}”，不能进行这项操作。",
    "The scheme is “{state}”; this is not possible.",
)
SCHEME_EMPTY = declare(
    "points.scheme_empty",
    Kind.CONFLICT,
    "积分办法还没有规则，不能公布。",
    "A scheme without rules cannot be published.",
)
YEAR_RUNNING = declare(
    "points.year_running",
    Kind.CONFLICT,
    "{year} 年尚未结束，不能封账。",
    "{year} is not over; its result cannot be frozen.",
    rule=_POINTS,
)
YEAR_FROZEN = declare(
    "points.year_frozen",
    Kind.CONFLICT,
    "{year} 年度积分已封账，不能再登记或更改。确有差错的，可对原记录冲销，更正计入下一年度并注明原记录。",
    "The result of {year} is frozen. To correct an error reverse the entry: the correction counts in the next year and "
    "refers to it.",
    rule=_POINTS,
)
NO_SCHEME = declare(
    "points.no_scheme",
    Kind.CONFLICT,
    "该同志所在组织 {year} 年没有已公布的积分办法。",
    "No scheme of {year} is published for the member's organisation.",
    rule=_POINTS,
)
MEMBER_UNKNOWN = declare(
    "points.member_unknown",
    Kind.INVALID,
    "没有找到该党员，或其组织关系不在您管理的支部。",
    "The member was not found, or is not of a branch of yours.",
)
OWN_POINTS = declare(
    "points.own_points",
    Kind.FORBIDDEN,
    "任何人不得为自己登记、审核、冲销积分或认定本人的异议，请由支部其他同志办理。",
    "Nobody enters, checks, reverses or decides on their own points; somebody else of the branch does.",
    rule=_DEMAND,
)
SAME_PERSON = declare(
    "points.same_person",
    Kind.FORBIDDEN,
    "这笔积分由您登记，须由支部其他同志审核。",
    "You have entered these points; somebody else must check them.",
    rule=_POINTS,
)
EVIDENCE_MISSING = declare(
    "points.evidence_missing",
    Kind.INVALID,
    "规则“{title}”要求说明依据材料。",
    "The rule “{title}” wants evidence.",
    rule=_POINTS,
)
FUTURE = declare(
    "points.future",
    Kind.INVALID,
    "发生日期不能晚于今天（{today}）。",
    "What earns points cannot lie in the future (today is {today}).",
)
TOO_MANY_FILES = declare(
    "points.too_many_files",
    Kind.CONFLICT,
    "一笔积分最多附 {limit} 个文件。",
    "At most {limit} files go with one entry.",
)
DECIDED_ALREADY = declare(
    "points.decided_already",
    Kind.CONFLICT,
    "这笔积分已审核。",
    "These points were decided on already.",
)
NOT_EFFECTIVE = declare(
    "points.not_effective",
    Kind.CONFLICT,
    "只有已生效、未冲销的积分可以冲销；冲销记录本身不能再冲销。",
    "Only an effective entry can be reversed, once; a reversal itself cannot.",
    rule=_POINTS,
)
FLAG_STANDS = declare(
    "points.flag_stands",
    Kind.CONFLICT,
    "该同志 {year} 年已有同样的标记。",
    "The same mark stands over the member's {year} already.",
)
FLAG_LIFTED = declare("points.flag_lifted", Kind.CONFLICT, "该标记已解除。", "The mark was lifted already.")
QUARTER_RUNNING = declare(
    "points.quarter_running",
    Kind.CONFLICT,
    "{year} 年第 {quarter} 季度尚未结束，{earliest}起可以公示。",
    "Quarter {quarter} of {year} is not over; it can be published from {earliest}.",
    rule=_POINTS,
)
PUBLISHED_ALREADY = declare(
    "points.published_already",
    Kind.CONFLICT,
    "本支部 {year} 年第 {quarter} 季度的积分已公示。",
    "Quarter {quarter} of {year} was published in this branch already.",
)
OBJECTION_FORBIDDEN = declare(
    "points.objection_forbidden",
    Kind.FORBIDDEN,
    "对这项异议，您没有“{label}”的职责。",
    "On this objection “{label}” is not your duty.",
)
OBJECTION_OPEN = declare(
    "points.objection_open",
    Kind.CONFLICT,
    "对这笔积分的异议正在核查，请等待答复。",
    "An objection to this entry is being looked into; please wait for the answer.",
)
OBJECTION_SUBJECT = declare(
    "points.objection_subject",
    Kind.INVALID,
    "没有找到这笔积分，或它不在您本人或本支部的公示范围内。",
    "The entry was not found; one objects to one's own points, or to those published in one's branch.",
)
NO_RESULT = declare(
    "points.no_result",
    Kind.CONFLICT,
    "该同志 {year} 年度积分尚未封账，不能登记结果的使用。",
    "The member's {year} is not frozen yet; there is no result to be used.",
    rule=_POINTS,
)
