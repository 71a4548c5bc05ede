"""What can be wrong with an attendance list from a spreadsheet."""

from services.kit.errors import Kind, declare

NO_HEADER = declare(
    "study.list_no_header",
    Kind.INVALID,
    "在文件前 {rows} 行里没有找到表头：至少要有“姓名”一列，另可有“到会情况”“请假事由”“补学日期”“手机尾号”。",
    "No header was found in the first {rows} rows: there must at least be a column 姓名.",
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
