"""Refusals of source documents: what was wrong with the file, and what to do."""

from services.kit.errors import Kind, declare

TOO_LARGE = declare(
    "source_document.too_large",
    Kind.TOO_LARGE,
    "文件过大：上限为 {limit_mb} MB。请删去图片等附件内容，或拆分后分别上传。",
    "The file is too large: the limit is {limit_mb} MB. Remove pictures, or split it and upload the parts.",
)
TEXT_TOO_LONG = declare(
    "source_document.text_too_long",
    Kind.TOO_LARGE,
    "文件文字过多：上限为 {limit} 字。请拆分后分别上传。",
    "The document is too long: the limit is {limit} characters. Split it and upload the parts.",
)
TOO_MANY_PARAGRAPHS = declare(
    "source_document.too_many_paragraphs",
    Kind.TOO_LARGE,
    "文件段落过多：上限为 {limit} 段。请拆分后分别上传。",
    "The document has too many paragraphs: the limit is {limit}. Split it and upload the parts.",
)
ZIP_BOMB = declare(
    "source_document.unpacked_too_large",
    Kind.TOO_LARGE,
    "文件解压后过大：解压总量上限为 {limit_mb} MB，内部文件不超过 {entries} 个，压缩比不超过 {ratio} 倍。"
    "请另存为新的 .docx 后上传。",
    "The file unpacks to too much: at most {limit_mb} MB in all, {entries} parts, ratio {ratio}. "
    "Save it as a new .docx and upload that.",
)
EMPTY = declare(
    "source_document.empty",
    Kind.INVALID,
    "文件是空的，没有可读的文字。扫描件或图片请先转为文字再上传。",
    "The file is empty: there is no text to read. Turn scans and pictures into text first.",
)
KIND_NOT_SUPPORTED = declare(
    "source_document.kind_not_supported",
    Kind.UNSUPPORTED_MEDIA,
    "不支持这种文件（{extension}）。请上传 .docx、.txt 或 .md 文件。",
    "This kind of file ({extension}) is not supported. Upload a .docx, .txt or .md file.",
)
LEGACY_DOC = declare(
    "source_document.legacy_doc",
    Kind.UNSUPPORTED_MEDIA,
    "这是旧版 Word 文件（.doc）。请在 Word 或 WPS 中打开，选择“另存为”，保存为 .docx 后再上传。",
    'This is an old Word file (.doc). Open it in Word or WPS, choose "Save as" and .docx, and upload that.',
)
WPS_FILE = declare(
    "source_document.wps",
    Kind.UNSUPPORTED_MEDIA,
    "这是 WPS 专有格式（.wps）。请在 WPS 中选择“另存为”，保存为 .docx 后再上传。",
    'This is a WPS file (.wps). Choose "Save as" and .docx in WPS, and upload that.',
)
PDF_FILE = declare(
    "source_document.pdf",
    Kind.UNSUPPORTED_MEDIA,
    "暂不支持 PDF。请上传原 .docx 文件，或将文字复制到 .txt 文件后上传。",
    "PDF is not supported. Upload the original .docx, or copy its text to a .txt file.",
)
MACRO_FILE = declare(
    "source_document.macros",
    Kind.UNSUPPORTED_MEDIA,
    "文件带有宏，出于安全考虑不能上传。请另存为不含宏的 .docx 后再上传。",
    "The file holds macros and cannot be uploaded for safety. Save it as a .docx without macros.",
)
ENCRYPTED = declare(
    "source_document.encrypted",
    Kind.UNSUPPORTED_MEDIA,
    "文件设有打开密码，无法读取。请在 Word 或 WPS 中取消密码后再上传。",
    "The file is protected by a password. Remove the password in Word or WPS and upload it again.",
)
CONTENT_MISMATCH = declare(
    "source_document.content_mismatch",
    Kind.UNSUPPORTED_MEDIA,
    "文件内容与扩展名（{extension}）不符，文件可能被改过名。请上传真正的 .docx、.txt 或 .md 文件。",
    "The content does not match the extension ({extension}); the file may have been renamed. "
    "Upload a real .docx, .txt or .md file.",
)
BROKEN_DOCX = declare(
    "source_document.broken_docx",
    Kind.INVALID,
    "这个 .docx 文件已损坏或不完整，无法读取。请在 Word 或 WPS 中重新打开并另存为 .docx 后再上传。",
    "This .docx is broken or incomplete. Open it in Word or WPS, save it as .docx again and upload that.",
)
UNSAFE_XML = declare(
    "source_document.unsafe_xml",
    Kind.INVALID,
    "这个 .docx 文件含有不安全的定义（DTD 或实体），不能读取。请在 Word 或 WPS 中另存为 .docx 后再上传。",
    "This .docx holds unsafe definitions (DTD or entities). Save it as .docx again in Word or WPS.",
)
NUL_BYTES = declare(
    "source_document.nul_bytes",
    Kind.INVALID,
    "文件含有空字节（NUL），不是文本文件。请用记事本另存为 UTF-8 编码的 .txt 后再上传。",
    "The file holds NUL bytes and is no text file. Save it as .txt in UTF-8 and upload that.",
)
NOT_TEXT = declare(
    "source_document.not_text",
    Kind.INVALID,
    "文件不是可读的文本，或编码无法识别。请用记事本另存为 UTF-8 编码的 .txt 后再上传。",
    "The file is no readable text, or its encoding is unknown. Save it as .txt in UTF-8 and upload that.",
)
CLASSIFIED = declare(
    "source_document.classified",
    Kind.INVALID,
    "文件带有密级标志“{marking}”。涉密材料不得上传本平台，请按保密规定办理。",
    "The document is marked as classified ({marking}). Classified material must not be uploaded to this platform.",
    rule="中华人民共和国保守国家秘密法",
)
HAS_TICKETS = declare(
    "source_document.has_tickets",
    Kind.CONFLICT,
    "已有督办事项从这份文件登记，不能删除。",
    "Tickets have been registered from this document; it cannot be deleted.",
)
NODE_UNKNOWN = declare(
    "source_document.node_unknown",
    Kind.INVALID,
    "这份文件中没有所选的条目，请刷新后重新选择。",
    "The chosen item is not in this document; reload and choose again.",
)
NODE_CHOSEN_TWICE = declare(
    "source_document.node_chosen_twice",
    Kind.INVALID,
    "同一条目被选了两次。",
    "The same item was chosen twice.",
)
TOO_MANY_NODES = declare(
    "source_document.too_many_items",
    Kind.TOO_LARGE,
    "文件中的条目和句子共 {count} 个，超过上限 {limit} 个，请分成几份上传。",
    "The document holds {count} items and sentences, more than {limit}; upload it in parts.",
)
