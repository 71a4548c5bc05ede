"""Refusals about members."""

from services.kit.errors import Kind, declare

_GB_11643 = "GB 11643-1999《公民身份号码》"
_EDUCATION_19 = "《中国共产党党员教育管理工作条例》"
_DEVELOPMENT_26 = "《中国共产党发展党员工作细则》（2026）"

ID_NUMBER_FROM_SPREADSHEET = declare(
    "member.id_number_from_spreadsheet",
    Kind.INVALID,
    "身份证号被表格软件当作数字存储，末几位已经丢失，无法还原。请把该列设为“文本”格式后重新填写。",
    "A spreadsheet has kept this ID number as a number and lost its last digits. Set the column to text, fill it anew.",
    rule=_GB_11643,
)
ID_NUMBER_15_DIGITS = declare(
    "member.id_number_15_digits",
    Kind.INVALID,
    "这是 15 位旧号码，已停止使用。请填写现行 18 位公民身份号码（见居民身份证）。",
    "This is an old 15-digit number, no longer in use. Take the 18-digit number from the ID card.",
    rule=_GB_11643,
)
ID_NUMBER_LENGTH = declare(
    "member.id_number_length",
    Kind.INVALID,
    "公民身份号码应为 18 位，现为 {length} 位。",
    "A citizen ID number has 18 places; this one has {length}.",
    rule=_GB_11643,
)
ID_NUMBER_CHARACTERS = declare(
    "member.id_number_characters",
    Kind.INVALID,
    "公民身份号码前 17 位只能是数字，最后一位是数字或 X。",
    "The first 17 places of an ID number are digits, the last one a digit or X.",
    rule=_GB_11643,
)
ID_NUMBER_CHECK_DIGIT = declare(
    "member.id_number_check_digit",
    Kind.INVALID,
    "公民身份号码的校验码不符，请核对是否有错位或抄错。",
    "The check digit of the ID number does not fit; look for a slip.",
    rule=_GB_11643,
)
ID_NUMBER_BIRTH_DATE = declare(
    "member.id_number_birth_date",
    Kind.INVALID,
    "公民身份号码第 7–14 位不是有效的出生日期。",
    "Places 7–14 of the ID number are no possible date of birth.",
    rule=_GB_11643,
)
UNKNOWN_CODE = declare(
    "member.unknown_code",
    Kind.INVALID,
    "“{given}”不在{list}代码表（{standard}）中，请填写代码或规范名称。",
    "“{given}” is not in the code list of {list} ({standard}); give a code or its name.",
)
PHONE_NUMBER = declare(
    "member.phone_number",
    Kind.INVALID,
    "联系电话应为 11 位手机号，或带区号的固定电话（如 0571-87654321）。",
    "Give a mobile number of 11 digits, or a landline with its area code (such as 0571-87654321).",
)
SEX_DIFFERS = declare(
    "member.sex_differs",
    Kind.INVALID,
    "性别与公民身份号码第 17 位不一致（号码表示为{expected}）。",
    "The sex differs from place 17 of the ID number, which says {expected}.",
    rule=_GB_11643,
)
BIRTH_DATE_DIFFERS = declare(
    "member.birth_date_differs",
    Kind.INVALID,
    "出生日期与公民身份号码不一致（号码表示为 {expected}）。",
    "The date of birth differs from the ID number, which says {expected}.",
    rule=_GB_11643,
)
DUPLICATE = declare(
    "member.duplicate",
    Kind.CONFLICT,
    "该公民身份号码已登记：{name}（{branch}）。请勿重复登记；重新入党的，沿用原记录办理。",
    "This ID number is on the register already: {name} ({branch}). Somebody who rejoins keeps the old record.",
)
REGISTERED_ELSEWHERE = declare(
    "member.registered_elsewhere",
    Kind.CONFLICT,
    "该公民身份号码已在系统中登记，且不在您的管理范围内。如本人已转来，请由原党组织办理组织关系转接。",
    "This ID number is on the register outside your branches. Have its organisation transfer the relation.",
)
BRANCH_TAKES_NO_MEMBERS = declare(
    "member.branch_takes_no_members",
    Kind.INVALID,
    "“{branch}”不能编入党员，请选择未撤销的党支部或党小组。",
    "“{branch}” takes no members; choose a living branch or Party group.",
    rule="《中国共产党章程》第八条",
)
REQUIRED_FOR_STAGE = declare(
    "member.required_for_stage",
    Kind.INVALID,
    "人员类别为“{stage}”的，须填写{field}。",
    "For the stage “{stage}”, {field} is required.",
)
NOT_FOR_STAGE = declare(
    "member.not_for_stage",
    Kind.INVALID,
    "人员类别为“{stage}”的，不应填写{field}。",
    "For the stage “{stage}”, {field} must be empty.",
)
DATE_IN_FUTURE = declare(
    "member.date_in_future",
    Kind.INVALID,
    "{field}不能晚于今天。",
    "{field} cannot lie in the future.",
)
JOINED_TOO_YOUNG = declare(
    "member.joined_too_young",
    Kind.INVALID,
    "加入党组织日期时未满 18 周岁（最早为 {earliest}）。",
    "Not yet 18 years old on the day of joining (at the earliest {earliest}).",
    rule="《中国共产党章程》第一条",
)
DATES_REVERSED = declare(
    "member.dates_reversed",
    Kind.INVALID,
    "{later}不能早于{earlier}（{date}）。",
    "{later} cannot be before {earlier} ({date}).",
)
STANDING_BY_EVENT = declare(
    "member.standing_by_event",
    Kind.INVALID,
    "登记时党籍状态只能是“正常”或（党员的）“停止党籍”，其他状态通过相应业务办理形成。",
    "A new record has normal or, in the Party, suspended standing; the others come about by their own events.",
)
ONLY_WITH = declare(
    "member.only_with",
    Kind.INVALID,
    "只有标记为{condition}时才填写{field}。",
    "{field} is given only together with {condition}.",
)
EXPORT_REASON_REQUIRED = declare(
    "member.export_reason_required",
    Kind.INVALID,
    "导出完整信息须说明理由。",
    "Give the reason for an export in the clear.",
    rule="《个人信息保护法》第五十一条",
)
REASON_REQUIRED = declare(
    "member.reason_required",
    Kind.INVALID,
    "更正{fields}须说明理由。",
    "Give the reason for correcting: {fields}.",
)
FIELD_MISSING = declare(
    "member.field_missing",
    Kind.INVALID,
    "{field}不能为空。",
    "{field} cannot be empty.",
)
ACTION_FORBIDDEN = declare(
    "member.action_forbidden",
    Kind.FORBIDDEN,
    "您不负责管理该党员所在的党组织，不能办理“{label}”。",
    "You do not manage this person's branch and may not do “{label}”.",
)
RECORD_STRUCK = declare(
    "member.record_struck",
    Kind.CONFLICT,
    "该登记已撤销，不能再修改。",
    "This record has been struck from the register and takes no changes.",
)
NOT_BEFORE = declare(
    "member.not_before",
    Kind.INVALID,
    "日期不能早于{what}（{earliest}）。",
    "The date cannot be before {what} ({earliest}).",
)
STAGE_SINCE_UNKNOWN = declare(
    "member.stage_since_unknown",
    Kind.CONFLICT,
    "尚未登记确定为入党积极分子的日期，无法核对一年培养期，请先补登。",
    "The day of becoming an activist is not on record, so that the year cannot be checked; enter it first.",
    rule=_DEVELOPMENT_26 + "第十三条",
)
ACTIVIST_TOO_SHORT = declare(
    "member.activist_too_short",
    Kind.CONFLICT,
    "确定为入党积极分子满一年后方可列为发展对象，最早为 {earliest}。",
    "A candidate has been an activist for a year; at the earliest {earliest}.",
    rule=_DEVELOPMENT_26 + "第十三条",
)
PROBATION_RUNNING = declare(
    "member.probation_running",
    Kind.CONFLICT,
    "预备期至 {ends_on}届满，此前不能讨论转正或延长。",
    "The probation runs until {ends_on}; conversion or extension is not decided before.",
    rule=_DEVELOPMENT_26 + "第三十一条",
)
PROBATION_EXTENDED = declare(
    "member.probation_extended",
    Kind.CONFLICT,
    "预备期只能延长一次，该同志已延长过。",
    "A probation is extended once only, and this one has been.",
    rule=_DEVELOPMENT_26 + "第三十一条",
)
PROBATION_MONTHS = declare(
    "member.probation_months",
    Kind.INVALID,
    "预备期延长不少于 6 个月，不超过 12 个月。",
    "A probation is extended by 6 to 12 months.",
    rule=_DEVELOPMENT_26 + "第三十一条",
)
CORRECTION_TOO_LONG = declare(
    "member.correction_too_long",
    Kind.INVALID,
    "限期改正时间须在决定之日后，且不超过一年（最晚 {latest}）。",
    "The time for correction ends after the decision and within one year (at the latest {latest}).",
    rule=_EDUCATION_19 + "第三十条",
)
ALREADY_LOST = declare("member.already_lost", Kind.CONFLICT, "已登记为失联党员。", "Contact is on record as lost.")
NOT_LOST = declare("member.not_lost", Kind.CONFLICT, "未登记为失联党员。", "Contact is not on record as lost.")
LOST_TOO_SHORT = declare(
    "member.lost_too_short",
    Kind.CONFLICT,
    "失去联系满 6 个月且经查找仍无法取得联系的，方可停止党籍，最早为 {earliest}。",
    "Membership is suspended for lost contact after 6 months of search, at the earliest {earliest}.",
    rule=_EDUCATION_19 + "第二十四条",
)
LOST_SINCE_UNKNOWN = declare(
    "member.lost_since_unknown",
    Kind.CONFLICT,
    "尚未登记失去联系的日期，不能以失联为由停止党籍。",
    "The day since which contact is lost is not on record.",
    rule=_EDUCATION_19 + "第二十四条",
)
SUSPENSION_TOO_SHORT = declare(
    "member.suspension_too_short",
    Kind.CONFLICT,
    "因失联停止党籍满 2 年仍无法取得联系的，方可按自行脱党除名，最早为 {earliest}。",
    "Struck off as having left after 2 years of suspension for lost contact, at the earliest {earliest}.",
    rule=_EDUCATION_19 + "第二十四条",
)
UNKNOWN_GROUND = declare(
    "member.unknown_ground",
    Kind.INVALID,
    "不能以此为由办理，可选：{offered}。",
    "This is no ground for it; choose one of: {offered}.",
)
NOTHING_TO_CORRECT = declare(
    "member.nothing_to_correct",
    Kind.INVALID,
    "所填内容与登记信息一致，无需更正。",
    "What you sent is what the record says already.",
)
CORRECTION_WAITING = declare(
    "member.correction_waiting",
    Kind.CONFLICT,
    "您已有一份更正申请等待处理，请等待结果或先撤回。",
    "A correction of yours is waiting already; wait for its result or withdraw it.",
)
CORRECTION_FORBIDDEN = declare(
    "member.correction_forbidden",
    Kind.FORBIDDEN,
    "您不能对这份更正申请办理“{label}”。",
    "On this correction you may not do “{label}”.",
)
RECORD_MERGED = declare(
    "member.record_merged",
    Kind.CONFLICT,
    "该登记已并入同一人的另一条登记，请到并入后的登记上办理。",
    "This record was merged into another one of the same person; go on with that one.",
)
MERGE_WITH_ITSELF = declare(
    "member.merge_with_itself",
    Kind.INVALID,
    "请选择另一条登记。",
    "Choose another record.",
)
MERGE_BLOCKED = declare(
    "member.merge_blocked",
    Kind.CONFLICT,
    "被并入的登记还有未办结的事项，请先办结：{left}。",
    "Affairs of the record that is to go are still open; settle them first: {left}.",
)
HELD = declare(
    "member.held",
    Kind.CONFLICT,
    "该同志有未办结的{by}，请先办结或撤销后再办理。",
    "An affair of this person is still open: {by}. Finish or withdraw it first.",
)
NOT_TRANSFERABLE = declare(
    "member.not_transferable",
    Kind.CONFLICT,
    "只有在册、党籍正常的正式党员和预备党员，才能由其所在支部办理组织关系转接。",
    "Only full and probationary members in normal standing are transferred, by the branch that keeps their record.",
    rule=_EDUCATION_19 + "第二十五条",
)
MERGER_WITHOUT_DOCUMENT = declare(
    "member.merger_without_document",
    Kind.INVALID,
    "合并将使 {count} 名在册人员的组织关系一并转入“{into}”，请填写决定的文号。",
    "The merger transfers {count} people to “{into}”; give the number of the decision.",
)
