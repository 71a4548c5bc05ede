"""Which files may be attached, told by what is in them and not by their name alone.

They are kept and handed out, never opened here: of a package only its directory is read.
"""

import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from services.kit.errors import Kind, declare
from services.kit.packages import Danger, Limits, PackageProblem, open_checked

MAX_MB = 20

TOO_LARGE = declare(
    "file.too_large",
    Kind.TOO_LARGE,
    "文件过大：单个文件不超过 {limit_mb} MB。",
    "The file is too large: at most {limit_mb} MB each.",
)
EMPTY = declare("file.empty", Kind.INVALID, "文件是空的，请重新选择。", "The file is empty; choose another one.")
NOT_TAKEN = declare(
    "file.kind_not_taken",
    Kind.UNSUPPORTED_MEDIA,
    "不接收这种文件（{extension}）。可上传：{taken}。",
    "This kind of file ({extension}) is not taken. Taken: {taken}.",
)
MISMATCH = declare(
    "file.content_mismatch",
    Kind.UNSUPPORTED_MEDIA,
    "文件内容与扩展名 {extension} 不符，请确认后重新保存再上传。",
    "The content is not what the extension {extension} says; save the file again and upload that.",
)
MACROS = declare(
    "file.macros",
    Kind.UNSUPPORTED_MEDIA,
    "文件含有宏。请另存为不含宏的文件后再上传。",
    "The file holds macros; save it without them and upload that.",
)
DANGEROUS = declare(
    "file.dangerous",
    Kind.UNSUPPORTED_MEDIA,
    "文件加密或压缩异常，无法接收。请去除密码、重新保存后再上传。",
    "The file is encrypted or packed abnormally; save it again without a password and upload that.",
)
_LIMITS = Limits(entries=5_000, unpacked=500 * 1024 * 1024, ratio=200)


@dataclass(frozen=True, slots=True)
class UploadKind:
    """`folder`: where an office package of this kind keeps its parts."""

    media_type: str
    beginnings: tuple[bytes, ...]
    folder: str | None = None


_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKED = (b"PK\x03\x04",)
KINDS: dict[str, UploadKind] = {
    ".docx": UploadKind(f"{_OFFICE}.wordprocessingml.document", _PACKED, "word/"),
    ".jpg": UploadKind("image/jpeg", (b"\xff\xd8\xff",)),
    ".pdf": UploadKind("application/pdf", (b"%PDF-",)),
    ".png": UploadKind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".pptx": UploadKind(f"{_OFFICE}.presentationml.presentation", _PACKED, "ppt/"),
    ".xlsx": UploadKind(f"{_OFFICE}.spreadsheetml.sheet", _PACKED, "xl/"),
}


def check_upload(file_name: str, content: bytes) -> tuple[str, str]:
    """The bare file name and its media type.

    Errors: `file.too_large`, `file.empty`, `file.kind_not_taken`, `file.content_mismatch`, `file.macros`,
    `file.dangerous`.
    """
    name = PurePath(file_name.replace("\\", "/")).name
    extension = PurePath(name).suffix.lower().replace(".jpeg", ".jpg")
    kind = KINDS.get(extension)
    if kind is None:
        raise NOT_TAKEN.at("/file", extension=extension[:10] or "—", taken="、".join(KINDS))
    if not content:
        raise EMPTY.at("/file")
    if len(content) > MAX_MB * 1024 * 1024:
        raise TOO_LARGE.at("/file", limit_mb=MAX_MB)
    if not content.startswith(kind.beginnings):
        raise MISMATCH.at("/file", extension=extension)
    if kind.folder is not None:
        _check_package(content, kind.folder, extension)
    return name[-200:], kind.media_type


def _check_package(content: bytes, folder: str, extension: str) -> None:
    try:
        with open_checked(content, _LIMITS) as package:
            names = package.namelist()
    except PackageProblem as problem:
        raise (MACROS if problem.danger is Danger.MACROS else DANGEROUS).at("/file") from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise MISMATCH.at("/file", extension=extension) from None
    if "[Content_Types].xml" not in names or not any(name.startswith(folder) for name in names):
        raise MISMATCH.at("/file", extension=extension)
