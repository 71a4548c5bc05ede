"""Reading uploaded files: the words come out as a clerk sees them, and every bad file is refused with a reason."""

import io
import struct
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.errors import ErrorCode, Fault, Kind
from services.source_documents import docx_package, errors, reading
from services.source_documents.reading import read_text
from services.source_documents.secrecy import secrecy_marking
from tests.services.source_documents.files import (
    CONTENT_TYPES,
    NAMESPACE,
    document_xml,
    level,
    numbered_docx,
    package,
    paragraphs_docx,
    saved,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_TEXT = "一、抓学习\n坚持集中研讨，提高站位。\n"


def _refusal(file_name: str, content: bytes) -> Fault:
    with pytest.raises(Fault) as caught:
        read_text(file_name, content)
    assert caught.value.detail("zh")
    assert caught.value.detail("en")
    return caught.value


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    "content",
    [
        _TEXT.encode(),
        b"\xef\xbb\xbf" + _TEXT.encode(),
        b"\xff\xfe" + _TEXT.encode("utf-16-le"),
        b"\xfe\xff" + _TEXT.encode("utf-16-be"),
        _TEXT.encode("gb18030"),
        _TEXT.replace("\n", "\r\n").encode(),
        _TEXT.replace("\n", "\r").encode("gb18030"),
        ("\ufeff" + _TEXT.replace("学", "学\u200b\u2060")).encode(),
    ],
)
def test_text_files_in_their_encodings(content: bytes) -> None:
    read = read_text("要点.TXT", content)
    assert read == reading.SourceText(_TEXT, 2, "text/plain")


def test_big5_is_recognised_or_refused_but_never_garbage() -> None:
    text = "一、加強學習，提高認識，確保各項任務落實到位。\n二、健全機制，明確責任，定期檢查工作進度。\n" * 5
    try:
        assert read_text("a.txt", text.encode("big5")).text == text
    except Fault as fault:
        assert fault.error is errors.NOT_TEXT


def test_rare_characters_of_gb18030() -> None:
    assert read_text("a.txt", "㐀𠀀镕同志主持会议。".encode("gb18030")).text == "㐀𠀀镕同志主持会议。"


def test_markdown_is_readable_text() -> None:
    content = (
        "# 一、抓学习 #\n\n**坚持**集中研讨，引进*名人才、*万名学生。\n- 建立台账\n* __定期__ 核对\n> 摘自要点\n---\n1. 开展轮训\n"
        "2\\. 总结\n\tsnake_case_name\n"
    )
    read = read_text("a.md", content.encode())
    assert read.media_type == "text/markdown"
    assert read.text.split("\n") == [
        "一、抓学习",
        "",
        "坚持集中研讨，引进*名人才、*万名学生。",
        "建立台账",
        "定期 核对",
        "摘自要点",
        "",
        "1. 开展轮训",
        "2. 总结",
        "\tsnake_case_name",
        "",
    ]


def test_docx_paragraphs_and_tables_in_order() -> None:
    document = Document()
    document.add_paragraph("一、任务")
    table = document.add_table(rows=2, cols=3)
    for row, words in enumerate((("序号", "任务", "单位"), ("1", "建台账", "组织部"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(1, 1).add_paragraph("定期核对")
    document.add_paragraph("二、要求")
    read = read_text("a.docx", saved(document))
    assert read.text == "一、任务\n序号\t任务\t单位\n1\n建台账\n定期核对\n组织部\n二、要求"
    assert read.paragraphs == 7
    assert read.media_type.endswith("wordprocessingml.document")


def test_docx_tracked_changes_and_wrappers() -> None:
    paragraph = (
        f"<w:p>{_run('甲')}<w:del>{_run('旧')}<w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{_run('新')}</w:ins>"
        f"<w:hyperlink>{_run('链')}</w:hyperlink><w:moveFrom>{_run('移')}</w:moveFrom><w:moveTo>{_run('到')}</w:moveTo>"
        "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{_run('上半')}</w:p><w:p>{_run('下半')}</w:p>"
    control = f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:p>{_run('控件')}</w:p></w:sdtContent></w:sdt>"
    table = (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{_run('删行')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{_run('留')}</w:p></w:tc></w:tr></w:tbl>"
    )
    read = read_text("a.docx", package(document_xml(paragraph + joined + control + table)))
    assert read.text == "甲新链到\t乙\n丙\n上半下半\n控件\n留"


def test_docx_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{_run('某市委文件')}</w:p></w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert read_text("a.docx", package(document_xml(f"<w:p>{_run('题')}<w:r>{alternate}</w:r></w:p>"))).text == (
        "题\n某市委文件"
    )


def test_docx_automatic_numbers_are_shown() -> None:
    levels = (
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimal", "%1-%4")
        + level(4, "lowerRoman", "%5)")
        + level(5, "bullet", "●")
        + level(6, "decimalFullWidth", "%7．")
    )
    words = [
        (0, "甲"),
        (1, "子"),
        (1, "丑"),
        (2, "寅"),
        (0, "乙"),
        (1, "卯"),
        (None, "正文"),
        (3, "辰"),
        (4, "巳"),
        (5, "午"),
        (6, "未"),
    ]
    read = read_text("a.docx", numbered_docx(levels, words))
    assert read.text.split("\n") == [
        *("一、甲", "（一）子", "（二）丑", "1.寅", "二、乙", "（一）卯", "正文"),
        *("二-1 辰", "巳", "午", "１．未"),
    ]


def test_docx_numbers_beyond_ten_and_restart() -> None:
    levels = level(0, "chineseCounting", "第%1条")
    nums = (
        f'<w:num {nsdecls("w")} w:numId="902"><w:abstractNumId w:val="900"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    lines = read_text("a.docx", numbered_docx(levels, [(0, "文")] * 110 + [(100, "文")] * 2, nums)).text.split("\n")
    assert [lines[i] for i in (9, 10, 19, 20, 99, 100, 109)] == [
        *(
            "第十条 文",
            "第十一条 文",
            "第二十条 文",
            "第二十一条 文",
            "第一百条 文",
            "第一百零一条 文",
            "第一百一十条 文",
        ),
    ]
    assert lines[110:] == ["第一条 文", "第二条 文"]


def test_docx_number_from_a_style() -> None:
    content = numbered_docx(level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading1"/>'), [])
    document = Document(io.BytesIO(content))
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="901"/></w:numPr>'))
    document.add_paragraph("抓学习", style="Heading 1")
    document.add_paragraph("正文。")
    assert read_text("a.docx", saved(document)).text == "一、抓学习\n正文。"


def test_docx_and_txt_of_the_same_words_read_alike() -> None:
    assert read_text("a.docx", paragraphs_docx("一、抓学习", "坚持集中研讨。")).text == (
        read_text("a.txt", "一、抓学习\n坚持集中研讨。".encode()).text
    )


@pytest.mark.parametrize(
    ("file_name", "content", "error", "kind"),
    [
        ("a.doc", _OLE, errors.LEGACY_DOC, Kind.UNSUPPORTED_MEDIA),
        ("a.docx", _OLE, errors.LEGACY_DOC, Kind.UNSUPPORTED_MEDIA),
        ("a.docx", _OLE + "EncryptedPackage".encode("utf-16-le"), errors.ENCRYPTED, Kind.UNSUPPORTED_MEDIA),
        ("a.pdf", b"%PDF-1.7", errors.PDF_FILE, Kind.UNSUPPORTED_MEDIA),
        ("a.docx", b"%PDF-1.7", errors.PDF_FILE, Kind.UNSUPPORTED_MEDIA),
        ("a.txt", b"%PDF-1.7", errors.PDF_FILE, Kind.UNSUPPORTED_MEDIA),
        ("a.wps", _OLE, errors.WPS_FILE, Kind.UNSUPPORTED_MEDIA),
        ("a.docm", b"PK\x03\x04", errors.MACRO_FILE, Kind.UNSUPPORTED_MEDIA),
        ("a.exe", b"MZ\x90", errors.KIND_NOT_SUPPORTED, Kind.UNSUPPORTED_MEDIA),
        ("要点", b"abc", errors.KIND_NOT_SUPPORTED, Kind.UNSUPPORTED_MEDIA),
        ("a.docx", b"MZ\x90\x00" + bytes(100), errors.CONTENT_MISMATCH, Kind.UNSUPPORTED_MEDIA),
        ("a.txt", b"MZ\x90\x00" + bytes(100), errors.CONTENT_MISMATCH, Kind.UNSUPPORTED_MEDIA),
        ("a.txt", paragraphs_docx("字"), errors.CONTENT_MISMATCH, Kind.UNSUPPORTED_MEDIA),
        ("a.docx", "只是文字".encode(), errors.CONTENT_MISMATCH, Kind.UNSUPPORTED_MEDIA),
        ("a.docx", b"<html></html>", errors.CONTENT_MISMATCH, Kind.UNSUPPORTED_MEDIA),
        ("a.docx", b"", errors.EMPTY, Kind.INVALID),
        ("a.txt", b"", errors.EMPTY, Kind.INVALID),
        ("a.txt", "\ufeff \n\u3000\n".encode(), errors.EMPTY, Kind.INVALID),
        ("a.docx", paragraphs_docx("", " "), errors.EMPTY, Kind.INVALID),
        ("a.docx", paragraphs_docx("字")[:-40], errors.BROKEN_DOCX, Kind.INVALID),
        ("a.docx", package("<w:document>"), errors.BROKEN_DOCX, Kind.INVALID),
        ("a.docx", package("<document/>"), errors.BROKEN_DOCX, Kind.INVALID),
        ("a.txt", "甲\0乙".encode(), errors.NUL_BYTES, Kind.INVALID),
        ("a.txt", b"\xff\xfe\x00\x00", errors.NUL_BYTES, Kind.INVALID),
        ("a.txt", b"\xff\xfe\x00\xd8", errors.NOT_TEXT, Kind.INVALID),
        ("a.txt", b"\x81\xff\xfe\x80\xff" * 9, errors.NOT_TEXT, Kind.INVALID),
        ("a.txt", b"\x01\x02\x03 text", errors.NOT_TEXT, Kind.INVALID),
    ],
)
def test_refused_files(file_name: str, content: bytes, error: ErrorCode, kind: Kind) -> None:
    fault = _refusal(file_name, content)
    assert fault.error is error
    assert fault.error.kind is kind


def test_sizes_are_limited_and_the_limit_is_told() -> None:
    large = _refusal("a.txt", b"a" * (20 * 1024 * 1024 + 1))
    assert large.error is errors.TOO_LARGE
    assert "20 MB" in large.detail("zh")
    assert read_text("a.txt", "学".encode() * 1_000_000).text == "学" * 1_000_000
    long = _refusal("a.txt", "学".encode() * 1_000_001)
    assert long.error is errors.TEXT_TOO_LONG
    assert "1000000" in long.detail("zh")
    many = _refusal("a.txt", "甲\n".encode() * 50_001)
    assert many.error is errors.TOO_MANY_PARAGRAPHS
    assert "50000" in many.detail("zh")
    words = "".join(chr(0x4E00 + number % 2000) for number in range(20_000))
    body = f"<w:p>{_run(words)}</w:p>" * 51
    assert _refusal("a.docx", package(document_xml(body))).error is errors.TEXT_TOO_LONG


def test_other_office_packages_are_no_word_files() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        target.writestr("[Content_Types].xml", CONTENT_TYPES)
        target.writestr("xl/workbook.xml", "<workbook/>")
    assert _refusal("a.docx", content.getvalue()).error is errors.CONTENT_MISMATCH


def test_macros_are_refused_wherever_they_show() -> None:
    document = document_xml(f"<w:p>{_run('字')}</w:p>")
    assert _refusal("a.docx", package(document, {"word/vbaProject.bin": b"x"})).error is errors.MACRO_FILE
    types = CONTENT_TYPES.replace(
        "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
    )
    assert _refusal("a.docx", package(document, {"[Content_Types].xml": types})).error is errors.MACRO_FILE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_dtd_are_refused(encoding: str) -> None:
    prologue = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w:document [<!ENTITY a "字"><!ENTITY b "&a;&a;">]>'
    )
    document = document_xml(f"<w:p>{_run('&b;')}</w:p>", prologue).encode(encoding)
    assert _refusal("a.docx", package(document)).error is errors.UNSAFE_XML
    bare = document_xml(f"<w:p>{_run('字')}</w:p>", "<!DOCTYPE w:document>")
    assert _refusal("a.docx", package(bare)).error is errors.UNSAFE_XML
    outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    with_settings = package(document_xml(f"<w:p>{_run('字')}</w:p>"), {"word/settings.xml": outside})
    assert _refusal("a.docx", with_settings).error is errors.UNSAFE_XML


def test_zip_bombs_are_refused() -> None:
    bomb = package(document_xml(f"<w:p>{_run('字' * 30_000_000)}</w:p>"))
    assert len(bomb) < 1_000_000
    fault = _refusal("a.docx", bomb)
    assert fault.error is errors.ZIP_BOMB
    assert "100 MB" in fault.detail("zh")
    assert fault.error.kind is Kind.TOO_LARGE
    many = package(document_xml(""), {f"word/media/{i}.png": b"" for i in range(docx_package.MAX_ENTRIES)})
    assert _refusal("a.docx", many).error is errors.ZIP_BOMB


def test_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(package(document_xml(f"<w:p>{_run('字' * 10_000_000)}</w:p>")))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        name_offset = 30 if signature == b"PK\x03\x04" else 46
        at = -1
        while (at := content.find(signature, at + 1)) >= 0:
            if content[at + name_offset :].startswith(b"word/document.xml"):
                content[at + offset : at + offset + 4] = struct.pack("<I", 500)
    assert _refusal("a.docx", bytes(content)).error in (errors.ZIP_BOMB, errors.BROKEN_DOCX)


def test_tree_of_too_many_elements_is_refused() -> None:
    filler = "".join(f"<w:p w:rsidR='{number:x}'/>" for number in range(100))
    body = filler * (docx_package.MAX_ELEMENTS // 200 + 1)
    noise = {"word/media/a.bin": bytes(range(256)) * 4}
    content = io.BytesIO(package(document_xml(body), noise))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_STORED) as target:
        target.writestr("word/media/b.bin", bytes(1_000_000))
    assert _refusal("a.docx", content.getvalue()).error is errors.ZIP_BOMB


def test_encrypted_zip_is_refused() -> None:
    content = bytearray(package(document_xml(f"<w:p>{_run('字')}</w:p>")))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert _refusal("a.docx", bytes(content)).error is errors.ENCRYPTED


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("机密★10年\n某市委文件", "机密★10年"),
        ("000001\n秘密★\n通知", "秘密★"),
        ("000001  绝 密 ★ 长期\n通知", "绝 密 ★ 长期"),
        ("机密\n通知", "机密"),
        ("　　秘密 5年　\n通知", "秘密 5年"),
        ("密级：机密\n通知", "密级：机密"),
        ("某市委文件\n" * 3 + "机密☆1年", "机密☆1年"),
        ("保守国家秘密10年来的做法\n秘密工作的体会", None),
        ("不得上传绝密、机密、秘密文件。", None),
        ("密级：公开\n通知", None),
        ("通知\n" * 40 + "机密★10年", None),
    ],
)
def test_secrecy_marking(text: str, marking: str | None) -> None:
    assert secrecy_marking(text) == marking
    if marking is None:
        assert read_text("a.txt", text.encode()).text == text
    else:
        fault = _refusal("a.txt", text.encode())
        assert fault.error is errors.CLASSIFIED
        assert marking in fault.detail("zh")
        assert "涉密材料不得上传" in fault.detail("zh")
        assert _refusal("a.docx", paragraphs_docx(*text.split("\n"))).error is errors.CLASSIFIED


def test_marking_in_a_page_header_is_seen() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "机密★5年"
    document.add_paragraph("通知正文。")
    assert _refusal("a.docx", saved(document)).error is errors.CLASSIFIED


_VALID = numbered_docx(level(0, "chineseCounting", "%1、"), [(0, "抓学习"), (None, "正文。")])


def _reads_or_refuses(file_name: str, content: bytes) -> None:
    try:
        assert read_text(file_name, content).text
    except Fault as fault:
        assert fault.detail("zh")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(_VALID)))
def test_truncated_docx_never_fails_otherwise(length: int) -> None:
    _reads_or_refuses("a.docx", _VALID[:length])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_VALID) - 1), st.integers(1, 255)), min_size=1, max_size=6))
def test_docx_with_flipped_bits_never_fails_otherwise(flips: list[tuple[int, int]]) -> None:
    content = bytearray(_VALID)
    for position, mask in flips:
        content[position] ^= mask
    _reads_or_refuses("a.docx", bytes(content))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/w:pr tnumPval='\"&;%0123456789甲[]!", max_size=80), st.sampled_from(["body", "numbering"]))
def test_docx_with_strange_parts_never_fails_otherwise(words: str, where: str) -> None:
    if where == "body":
        _reads_or_refuses("a.docx", package(document_xml(words)))
    else:
        _reads_or_refuses(
            "a.docx", package(document_xml("<w:p/>"), {"word/numbering.xml": f"<w:numbering {NAMESPACE}>{words}"})
        )


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.docx", "a.txt", "a.md", "a.doc", "", ".", "a.b.c"]), st.binary(max_size=400))
def test_random_bytes_never_fail_otherwise(file_name: str, content: bytes) -> None:
    for prefix in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"):
        _reads_or_refuses(file_name, prefix + content)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_text_read_is_clean(text: str) -> None:
    try:
        read = read_text("a.txt", text.encode())
    except Fault:
        return
    assert not set(read.text) & set("\r\0\ufeff\u200b\u200d\u2028\x0c")
    assert read.paragraphs == sum(1 for line in read.text.split("\n") if line.strip())
