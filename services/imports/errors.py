"""Refusals about imports: of files, of columns, of cells."""

from services.kit.errors import Kind, declare

FILE_KIND = declare(
    "import.file_kind",
    Kind.UNSUPPORTED_MEDIA,
    "不支持这种文件（{extension}）。请上传 .xlsx、.xls 或 .csv 文件。",
    "This kind of file ({extension}) is not supported. Upload a .xlsx, .xls or .csv file.",
)
MACRO_FILE = declare(
    "import.macros",
    Kind.UNSUPPORTED_MEDIA,
    "文件带有宏，出于安全考虑不能导入。请另存为不含宏的 .xlsx 后再上传。",
    "The file holds macros and is not taken for safety. Save it as .xlsx without macros.",
)
EXTERNAL_LINKS = declare(
    "import.external_links",
    Kind.UNSUPPORTED_MEDIA,
    "文件链接了其他工作簿或外部数据，不能导入。请复制后“选择性粘贴—数值”到新文件，再上传。",
    "The file links to other workbooks or outside data. Paste its values into a new file and upload that.",
)
ENCRYPTED = declare(
    "import.encrypted",
    Kind.UNSUPPORTED_MEDIA,
    "文件设有打开密码，无法读取。请取消密码后再上传。",
    "The file is protected by a password. Remove the password and upload it again.",
)
CONTENT_MISMATCH = declare(
    "import.content_mismatch",
    Kind.UNSUPPORTED_MEDIA,
    "文件内容与扩展名（{extension}）不符：有的系统把网页改名为 .xls 导出。"
    "请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。",
    "The content is not what the extension ({extension}) says: some systems export web pages named .xls. "
    "Open it in a spreadsheet program, save it as .xlsx and upload that.",
)
BROKEN = declare(
    "import.broken_file",
    Kind.INVALID,
    "文件已损坏或不完整，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。",
    "The file is broken or incomplete. Open it in a spreadsheet program, save it as .xlsx and upload that.",
)
UNSAFE_XML = declare(
    "import.unsafe_xml",
    Kind.INVALID,
    "文件含有不安全的定义（DTD 或实体），不能读取。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
    "The file holds unsafe definitions (DTD or entities). Save it as .xlsx again and upload that.",
)
TOO_LARGE = declare(
    "import.too_large",
    Kind.TOO_LARGE,
    "文件过大：不超过 {limit_mb} MB。请按支部拆分后分别导入。",
    "The file is too large: at most {limit_mb} MB. Split it by branch and import the parts.",
)
UNPACKED_TOO_LARGE = declare(
    "import.unpacked_too_large",
    Kind.TOO_LARGE,
    "文件展开后过大：展开总量不超过 {limit_mb} MB，压缩比不超过 {ratio} 倍。"
    "请删去空白行列、另存为新的 .xlsx 后再上传。",
    "The file unpacks to too much: at most {limit_mb} MB in all, ratio {ratio}. "
    "Remove empty rows and columns, save it as a new .xlsx and upload that.",
)
TOO_WIDE = declare(
    "import.too_many_columns",
    Kind.TOO_LARGE,
    "表格有 {count} 列，超过 {limit} 列。请删去多余的列（包括只有格式、没有内容的列）后再上传。",
    "The sheet has {count} columns, more than {limit}. Remove the superfluous ones, empty ones included.",
)
TOO_LONG = declare(
    "import.too_many_rows",
    Kind.TOO_LARGE,
    "表格超过 {limit} 行。请按支部拆分后分别导入。",
    "The sheet has more than {limit} rows. Split it by branch and import the parts.",
)
TOO_HEAVY = declare(
    "import.too_heavy",
    Kind.TOO_LARGE,
    "文件占用内存过多，已停止读取。请删去空白行列、另存为新的 .xlsx，或按支部拆分后再上传。",
    "Reading the file takes too much memory. Remove empty rows and columns, or split it by branch.",
)
EMPTY = declare("import.empty", Kind.INVALID, "文件里没有内容。", "The file is empty.")
ENCODING = declare(
    "import.encoding",
    Kind.INVALID,
    "无法识别文件的文字编码。请用 Excel 或 WPS 另存为 .xlsx，或将 .csv 保存为 UTF-8 编码后再上传。",
    "The encoding of the text is not known. Save it as .xlsx, or as .csv in UTF-8.",
)
NO_HEADER = declare(
    "import.no_header",
    Kind.INVALID,
    "在{sheets}的前 {rows} 行里没有找到表头（至少要有“姓名”和“公民身份号码”）。可以下载模板对照。",
    "No header was found in the first {rows} rows of {sheets}; at least 姓名 and 公民身份号码 are needed.",
)
COLUMNS_MISSING = declare(
    "import.columns_missing",
    Kind.INVALID,
    "工作表“{sheet}”缺少必需的列：{missing}。已识别的列：{found}；未识别的列：{unknown}。可以手工指定各列的含义。",
    "Sheet “{sheet}” lacks required columns: {missing}. Recognised: {found}; not recognised: {unknown}. "
    "You may say yourself what the columns are.",
)
COLUMN_TWICE = declare(
    "import.column_twice",
    Kind.INVALID,
    "有两列都被指定为“{field}”，请只保留一列。",
    "Two columns are said to be “{field}”; keep one.",
)
NO_ROWS = declare(
    "import.no_rows",
    Kind.INVALID,
    "工作表“{sheet}”的表头下面没有数据行。",
    "There are no rows below the header of sheet “{sheet}”.",
)
UNKNOWN_SHEET = declare(
    "import.unknown_sheet",
    Kind.INVALID,
    "文件里没有名为“{sheet}”的工作表。",
    "The file has no sheet named “{sheet}”.",
)
BRANCH_REQUIRED = declare(
    "import.branch_required",
    Kind.INVALID,
    "您管理多个党组织，请选择导入到哪一个：{branches}。",
    "You manage several branches; choose the one to import into: {branches}.",
)
STATE = declare(
    "import.state",
    Kind.CONFLICT,
    "导入当前为“{state}”，不能进行这项操作。",
    "The import is “{state}” and does not allow this.",
)
NOT_ALL_FIT = declare(
    "import.not_all_fit",
    Kind.CONFLICT,
    "有 {invalid} 行有错误、{conflict} 行有冲突，不能全部导入。请先改正，或选择“只导入无误的行”。",
    "{invalid} rows have errors and {conflict} conflict; correct them, or import the valid rows only.",
)
NOTHING_TO_DO = declare(
    "import.nothing_to_do",
    Kind.CONFLICT,
    "没有需要新增或变动的行。",
    "No row is new or changed.",
)
REASON_REQUIRED = declare(
    "import.reason_required",
    Kind.INVALID,
    "有 {count} 行更正了姓名或入党、转正日期，须说明理由。",
    "{count} rows correct names or dates of membership; give the reason.",
)
CHANGED_MEANWHILE = declare(
    "import.changed_meanwhile",
    Kind.CONFLICT,
    "预览之后名册有变动，{count} 行不再适用，没有写入任何数据。请查看标出的行后重新确认。",
    "The register changed since the preview: {count} rows no longer fit, and nothing was written. Look at them again.",
)
RIGHTS_GONE = declare(
    "import.rights_gone",
    Kind.FORBIDDEN,
    "您对目标党组织的管理权限已变动，没有写入任何数据。",
    "You no longer manage the branch of this import; nothing was written.",
)
FAILED = declare(
    "import.failed",
    Kind.CONFLICT,
    "处理时出现意外，没有写入任何数据。请稍后重新上传；仍不行的，请联系系统管理员。",
    "Something unexpected happened; nothing was written. Upload it again later, or ask your administrator.",
)

CELL_REQUIRED = declare("import.cell_required", Kind.INVALID, "{field}不能为空。", "{field} cannot be empty.")
CELL_TOO_LONG = declare(
    "import.cell_too_long",
    Kind.INVALID,
    "{field}不超过 {limit} 个字，现为 {length} 个。",
    "{field} has at most {limit} characters, not {length}.",
)
CELL_MASKED = declare(
    "import.cell_masked",
    Kind.INVALID,
    "这是打码后的内容，不能用来识别人员。请填写完整的公民身份号码。",
    "This is a masked value and names nobody. Give the whole ID number.",
)
MASKED_IGNORED = declare(
    "import.masked_ignored",
    Kind.INVALID,
    "这是打码后的内容，视为未填写，不改动原有信息。",
    "This is a masked value; it is taken as not stated and changes nothing.",
)
CELL_ERROR = declare(
    "import.cell_formula_error",
    Kind.INVALID,
    "单元格里是公式错误（{given}）。请填写具体内容。",
    "The cell holds the error of a formula ({given}). Write the value itself.",
)
DATE_FORM = declare(
    "import.date_form",
    Kind.INVALID,
    "“{given}”不是可识别的日期，请写成 1998-07-01 的样子。",
    "“{given}” is no date that can be read; write it like 1998-07-01.",
)
DATE_WITHOUT_DAY = declare(
    "import.date_without_day",
    Kind.INVALID,
    "“{given}”只写到{precision}，无法确定是哪一天。请按档案补全年月日，如 1998-07-01；系统不代为推定。",
    "“{given}” has no day; complete it from the file, like 1998-07-01. Nothing is guessed.",
)
BIRTH_FROM_ID_NUMBER = declare(
    "import.birth_from_id_number",
    Kind.INVALID,
    "出生日期只写到{precision}，已按公民身份号码取为 {taken}。",
    "The date of birth has no day; taken from the ID number: {taken}.",
)
TWO_DIGIT_YEAR = declare(
    "import.two_digit_year",
    Kind.INVALID,
    "“{given}”的年份只有两位，请写全四位年份。",
    "“{given}” has a year of two digits; write all four.",
)
YES_OR_NO = declare(
    "import.yes_or_no",
    Kind.INVALID,
    "“{given}”不能识别，请填“是”或“否”。",
    "“{given}” is not understood; write 是 or 否.",
)
UNKNOWN_CHOICE = declare(
    "import.unknown_choice",
    Kind.INVALID,
    "“{given}”不能识别，可填：{offered}。",
    "“{given}” is not understood; choose one of: {offered}.",
)
BRANCH_UNKNOWN = declare(
    "import.branch_unknown",
    Kind.INVALID,
    "在您可导入的范围内没有找到党组织“{given}”。请填写全称。",
    "No branch “{given}” was found where you may import; write its full name.",
)
BRANCH_AMBIGUOUS = declare(
    "import.branch_ambiguous",
    Kind.INVALID,
    "“{given}”对应多个党组织：{candidates}。请写出上级名称，如“上级/支部”。",
    "“{given}” fits several branches: {candidates}. Put the name above it before, with a slash.",
)
ID_NUMBER_ZEROS = declare(
    "import.id_number_zeros",
    Kind.INVALID,
    "号码末三位是 000，可能是表格软件丢失了末几位，请对照居民身份证核实。",
    "The number ends with 000; a spreadsheet may have lost its last digits. Compare the ID card.",
)
ETHNICITY_ASSUMED = declare(
    "import.ethnicity_assumed",
    Kind.INVALID,
    "民族未填写，将登记为汉族，请核实。",
    "Ethnicity is not stated; it will be registered as Han. Please check.",
)
DUPLICATE_ROWS = declare(
    "import.duplicate_rows",
    Kind.INVALID,
    "该公民身份号码在第 {rows} 行也出现，请只保留一行。",
    "This ID number stands in row {rows} as well; keep one of them.",
)
REGISTERED_ELSEWHERE = declare(
    "import.registered_elsewhere",
    Kind.CONFLICT,
    "该公民身份号码已在系统中登记，且不在您的管理范围内。如本人已转来，可申请办理组织关系转接。",
    "This ID number is registered outside your branches. If the person has come to you, ask for a transfer.",
    rule="《中国共产党党员教育管理工作条例》第二十五条",
)
OTHER_BRANCH = declare(
    "import.other_branch",
    Kind.CONFLICT,
    "此人登记在“{branch}”。变更党组织请办理组织关系转接，不能通过导入改动。",
    "This person is registered in “{branch}”. Changing the branch takes a transfer, not an import.",
    rule="《中国共产党党员教育管理工作条例》第二十五条",
)
LIFE_CYCLE = declare(
    "import.life_cycle",
    Kind.CONFLICT,
    "{field}与登记不一致（登记为“{registered}”）。这项变化须在人员页面办理相应业务，不能通过导入改动。",
    "{field} differs from the register (“{registered}”). It changes by a step on the person's page, not by an import.",
)
LEFT_REGISTER = declare(
    "import.left_register",
    Kind.CONFLICT,
    "此人党籍状态为“{registered}”，不能通过导入改动；重新入党的，请在人员页面办理。",
    "This person's standing is “{registered}”; an import changes nothing. Who rejoins does so on the person's page.",
)
ROW_CHANGED_MEANWHILE = declare(
    "import.row_changed_meanwhile",
    Kind.CONFLICT,
    "预览之后这条记录有变动，请核对后再导入。",
    "The record changed since the preview; look at it again.",
)
