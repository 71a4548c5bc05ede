"""What can go wrong with study sessions, records and outputs."""

from services.kit.errors import Kind, declare

_HOURS = "党员教育培训学时（平台默认，rules §4）"
_WORK_RULES = "《中国共产党党员教育管理工作条例》第20条（rules §4）"
_BURDEN = "《政务移动互联网应用程序规范化管理办法》；整治形式主义为基层减负（rules §14）"
_TWO_PEOPLE = "市委组织部工作要点：学习记录由支部确认，本人不确认本人（rules §5）"

KIND_UNKNOWN = declare(
    "study.kind_unknown",
    Kind.INVALID,
    "没有“{given}”这种学习类别，或该类别已停用。可选：{offered}。",
    "There is no kind of study “{given}”, or it is retired. Offered: {offered}.",
)
KIND_EXISTS = declare(
    "study.kind_exists",
    Kind.CONFLICT,
    "学习类别“{code}”已存在。",
    "There is a kind of study “{code}” already.",
)
KIND_IN_USE = declare(
    "study.kind_in_use",
    Kind.CONFLICT,
    "学习类别“{label}”已有学习记录，是否计入集中学习培训、集中培训不能再改。请停用它，另设一个类别。",
    "There are records of the kind “{label}”: what it counts for stands. Retire it and add another kind.",
)
NOT_STUDY = declare(
    "study.not_study",
    Kind.INVALID,
    "“{subject}”不能作为学习记录：学时只计有出勤记录或学习成果的学习培训，不计在线时长、登录和打卡。",
    "“{subject}” is no study record: hours count study with an attendance record or an outcome, never time on line, "
    "log-ins or check-ins.",
    rule=_BURDEN,
)
TIMES = declare(
    "study.times",
    Kind.INVALID,
    "结束时间应晚于开始时间，且一次学习活动不超过 {days} 天。",
    "The end comes after the beginning, and one session lasts {days} days at most.",
)
TOO_SHORT = declare(
    "study.too_short",
    Kind.INVALID,
    "时长不足半个学时（{minutes} 分钟折算 1 学时），不能计学时。",
    "Less than half an hour of study ({minutes} minutes are one); it counts for nothing.",
    rule=_HOURS,
)
HOURS = declare(
    "study.hours",
    Kind.INVALID,
    "学时按 0.5 的倍数填写，{days} 天最多 {most} 学时。",
    "Hours are multiples of 0.5, at most {most} for {days} day(s).",
    rule=_HOURS,
)
FUTURE = declare(
    "study.future",
    Kind.INVALID,
    "日期不能晚于今天（{today}）。",
    "The day cannot lie in the future (today is {today}).",
)
BRANCH_UNKNOWN = declare(
    "study.branch_unknown",
    Kind.INVALID,
    "没有找到该党组织，或您不能替它组织学习。",
    "The organisation was not found, or you do not keep its study.",
)
MEMBER_UNKNOWN = declare(
    "study.member_unknown",
    Kind.INVALID,
    "没有找到该党员，或其组织关系不在您管理的范围内。",
    "The member was not found, or is not of a branch of yours.",
)
DOCUMENT_UNKNOWN = declare(
    "study.document_unknown",
    Kind.INVALID,
    "没有找到这份来源文件。",
    "The source document was not found.",
)
SESSION_UNKNOWN = declare(
    "study.session_unknown",
    Kind.INVALID,
    "没有找到这次学习活动，或该同志不在参加人员之列。",
    "The session was not found, or the member did not take part.",
)
NAMES_MISSING = declare(
    "study.names_missing",
    Kind.INVALID,
    "按姓名安排的学习活动，请至少选择一名党员。",
    "Name at least one member for a session of named people.",
)
NOBODY_EXPECTED = declare(
    "study.nobody_expected",
    Kind.INVALID,
    "该组织下没有应参加的党员，请改选参加范围或按姓名选择。",
    "The organisation has no members who would be expected; choose another range, or name people.",
)
TOO_MANY_EXPECTED = declare(
    "study.too_many_expected",
    Kind.INVALID,
    "一次学习活动最多登记 {most} 人（现有 {count} 人）；请由下级党组织分别组织。",
    "One sheet holds {most} people ({count} would be expected); let the organisations below hold their own.",
)
SESSION_FORBIDDEN = declare(
    "study.session_forbidden",
    Kind.FORBIDDEN,
    "对这次学习活动，您没有“{label}”的职责。",
    "On this session “{label}” is not your duty.",
)
RECORD_FORBIDDEN = declare(
    "study.record_forbidden",
    Kind.FORBIDDEN,
    "对这条记录，您没有“{label}”的职责。",
    "On this record “{label}” is not your duty.",
)
NOT_BEGUN = declare(
    "study.not_begun",
    Kind.CONFLICT,
    "学习活动 {starts_on}才开始，届时再登记到会。",
    "The session begins on {starts_on}; attendance is recorded then.",
)
NOT_OVER = declare(
    "study.not_over",
    Kind.CONFLICT,
    "学习活动尚未结束，结束后再确认。",
    "The session is not over; confirm it afterwards.",
)
SHEET_INCOMPLETE = declare(
    "study.sheet_incomplete",
    Kind.CONFLICT,
    "还有 {unset} 人没有登记到会情况，登记后再确认。",
    "{unset} people are not recorded yet; record them, then confirm.",
)
SHEET_CLOSED = declare(
    "study.sheet_closed",
    Kind.CONFLICT,
    "学习活动的状态为“{state}”，到会情况不能再改。确有差错的，请先更正（撤回确认）；补学的请登记补学。",
    "The session is “{state}”: its sheet is closed. To correct an error reopen it; enter a make-up as such.",
)
SESSION_SETTLED = declare(
    "study.session_settled",
    Kind.CONFLICT,
    "学习活动的状态为“{state}”，内容不能再改。",
    "The session is “{state}”; it is not changed any more.",
)
SHEET_BODY = declare(
    "study.sheet_body",
    Kind.INVALID,
    "请给出 default（其余人员的默认情况）和 exceptions，或只给出 rows，两种方式不能同时使用。",
    "Send either `default` with `exceptions`, or `rows` alone.",
)
LINE_TWICE = declare("study.line_twice", Kind.INVALID, "同一人出现了两次。", "The same person appears twice.")
LINE_NOT_EXPECTED = declare(
    "study.line_not_expected",
    Kind.INVALID,
    "该同志不在应到人员之列，只能登记为到会或已补学。",
    "The member was not expected; they can only be present or have made it up.",
)
LEAVE_REASON = declare("study.leave_reason", Kind.INVALID, "请假请写明事由。", "A leave needs its reason.")
MADE_UP_ON = declare(
    "study.made_up_on",
    Kind.INVALID,
    "补学请写明日期，应在学习活动当天（{starts_on}）至今天之间。",
    "Making up needs its day, from the day of the session ({starts_on}) to today.",
)
FIELD_WITHOUT_USE = declare(
    "study.field_without_use",
    Kind.INVALID,
    "只有补学才填写补学日期。",
    "Only a make-up has a day of its own.",
)
NOT_MISSED = declare(
    "study.not_missed",
    Kind.CONFLICT,
    "只有已确认的学习活动中请假或缺席的同志可以补学。",
    "Only somebody on leave or absent from a confirmed session makes it up.",
)
OWN_RECORD = declare(
    "study.own_record",
    Kind.FORBIDDEN,
    "本人的学习记录和成果由支部其他同志确认。",
    "One's own study is confirmed by somebody else of the branch.",
    rule=_TWO_PEOPLE,
)
SAME_PERSON = declare(
    "study.same_person",
    Kind.FORBIDDEN,
    "这条记录由您申报，须由支部其他同志确认。",
    "You have declared this; somebody else must confirm it.",
    rule=_TWO_PEOPLE,
)
REASON_REQUIRED = declare(
    "study.reason_required",
    Kind.INVALID,
    "撤回已确认的记录，请写明理由。",
    "Taking back what was confirmed needs a reason.",
)
OF_A_SHEET = declare(
    "study.of_a_sheet",
    Kind.CONFLICT,
    "这条记录来自学习活动的到会登记；确有差错的，请到该学习活动中更正。",
    "The record comes from the sheet of a session; correct it there.",
)
SOURCE_KIND_MISMATCH = declare(
    "study.source_kind_mismatch",
    Kind.INVALID,
    "“{label}”须由学习活动的到会登记产生，不能自行申报。可申报的类别：{offered}。",
    "“{label}” comes from the sheet of a session and is not declared. Kinds that are: {offered}.",
    rule=_WORK_RULES,
)
TOO_MANY_FILES = declare(
    "study.too_many_files",
    Kind.CONFLICT,
    "最多上传 {limit} 个文件。",
    "There are {limit} files at most.",
)
CERTIFICATE_KNOWN = declare(
    "study.certificate_known",
    Kind.INVALID,
    "这张证书的培训已经申报过，不能重复计学时。",
    "The training of this certificate was declared before; it counts once.",
)
