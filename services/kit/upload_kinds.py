"""Which files may be attached, told by their first bytes and not by their name alone."""

from dataclasses import dataclass
from pathlib import PurePath

from services.kit.errors import Kind, declare

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


@dataclass(frozen=True, slots=True)
class UploadKind:
    media_type: str
    beginnings: tuple[bytes, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKED = (b"PK\x03\x04",)
KINDS: dict[str, UploadKind] = {
    ".docx": UploadKind(f"{_OFFICE}.wordprocessingml.document", _PACKED),
    ".jpg": UploadKind("image/jpeg", (b"\xff\xd8\xff",)),
    ".pdf": UploadKind("application/pdf", (b"%PDF-",)),
    ".png": UploadKind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".pptx": UploadKind(f"{_OFFICE}.presentationml.presentation", _PACKED),
    ".xlsx": UploadKind(f"{_OFFICE}.spreadsheetml.sheet", _PACKED),
}


def check_upload(file_name: str, content: bytes) -> tuple[str, str]:
    """The bare file name and its media type.

    Errors: `file.too_large`, `file.empty`, `file.kind_not_taken`, `file.content_mismatch`.
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
    return name[-200:], kind.media_type
