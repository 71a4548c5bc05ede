"""What can be wrong with a list from a spreadsheet: of attendance, of trainings elsewhere."""

from services.kit.errors import Kind, declare

NO_HEADER = declare(
    "study.list_no_header",
    Kind.INVALID,
    "在文件前 {rows} 行里没有找到表头：到会名单至少要有“姓名”一列；培训名单至少要有“姓名”和“培训日期”两列。",
    "No header in the first {rows} rows: an attendance list needs a column 姓名, one of trainings also 培训日期.",
)
NO_LINES = declare("study.list_empty", Kind.INVALID, "表头下面没有人员。", "There is nobody below the header.")
NAME_MISSING = declare("study.list_name_missing", Kind.INVALID, "没有填写姓名。", "The name is missing.")
MARK_UNKNOWN = declare(
    "study.list_mark_unknown",
    Kind.INVALID,
    "“{given}”不能识别，可填：到会、请假、缺席、补学。",
    "“{given}” is not understood; write 到会, 请假, 缺席 or 补学.",
)
REASON_MISSING = declare("study.list_reason_missing", Kind.INVALID, "请假须写明事由。", "Leave needs its reason.")
DAY_MISSING = declare(
    "study.list_day_missing",
    Kind.INVALID,
    "补学须写明补学日期，如 2026-03-05。",
    "What was made up for needs its day, such as 2026-03-05.",
)
NOBODY = declare(
    "study.list_nobody",
    Kind.INVALID,
    "名单中没有“{given}”。请核对姓名，或先将其加入应到人员。",
    "“{given}” is not on the list; check the name, or put the person on the list first.",
)
NAMESAKES = declare(
    "study.list_namesakes",
    Kind.INVALID,
    "应到人员中有 {count} 位“{given}”，请在“手机尾号”或“身份证尾号”列填写后四位加以区分。",
    "There are {count} people named “{given}”; give the last four places of telephone or ID number.",
)
TWICE = declare(
    "study.list_twice",
    Kind.INVALID,
    "与第 {row} 行是同一人，请只保留一行。",
    "This is the same person as in row {row}; keep one of them.",
)
TITLE_MISSING = declare(
    "study.list_title_missing", Kind.INVALID, "没有填写培训名称。", "The training's name is missing."
)
DATE_UNREADABLE = declare(
    "study.list_date_unreadable",
    Kind.INVALID,
    "“{given}”不是日期，请写如 2026-03-05。",
    "“{given}” is not a day; write one such as 2026-03-05.",
)
HOURS_UNREADABLE = declare(
    "study.list_hours_unreadable",
    Kind.INVALID,
    "学时或天数读不出来，请填写数字；都不填的，按起止日期计。",
    "Neither hours nor days can be read; write a number, or leave both empty to count by the days.",
)
LEVEL_UNKNOWN = declare(
    "study.list_level_unknown",
    Kind.INVALID,
    "“{given}”不能识别，举办级别可填：中央、省级、市级、县级、基层党委、支部。",
    "“{given}” is not understood; write 中央, 省级, 市级, 县级, 基层党委 or 支部.",
)
NOT_OF_BRANCH = declare(
    "study.list_not_of_branch",
    Kind.INVALID,
    "本支部没有叫“{given}”的党员。请核对姓名；组织关系在其他支部的，由其所在支部申报。",
    "The branch has no member named “{given}”; whoever belongs to another branch is declared there.",
)
CERTIFICATE_TWICE = declare(
    "study.list_certificate_twice",
    Kind.INVALID,
    "与第 {row} 行是同一人的同一次培训，请只保留一行。",
    "The same training of the same person as in row {row}; keep one of them.",
)
