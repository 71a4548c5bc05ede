"""An uploaded picture made into a small upright JPEG: nothing of the file but what it shows is kept. Pure."""

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

from services.kit.errors import Kind, declare

MAX_MB = 5
MAX_PIXELS = 40_000_000
"""A telephone's largest pictures; decoded that is 120 MB."""

SIZE = (480, 640)
MEDIA_TYPE = "image/jpeg"
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 85

TOO_LARGE = declare(
    "photo.too_large",
    Kind.TOO_LARGE,
    "照片过大：不超过 {limit_mb} MB。",
    "The photo is too large: at most {limit_mb} MB.",
)
NOT_A_PICTURE = declare(
    "photo.not_a_picture",
    Kind.UNSUPPORTED_MEDIA,
    "无法识别为照片。请上传 JPEG、PNG 或 WebP 格式、未损坏的图片。",
    "This is no photo that can be read. Send an undamaged JPEG, PNG or WebP.",
)
TOO_MANY_PIXELS = declare(
    "photo.too_many_pixels",
    Kind.INVALID,
    "照片尺寸过大：不超过 {limit} 万像素，请缩小后再上传。",
    "The photo has too many pixels: at most {limit} times ten thousand; make it smaller first.",
)


def portrait(content: bytes) -> bytes:
    """The picture upright, at most 480 × 640, as JPEG without any properties (place and time of taking among them).

    Errors: `photo.too_large`, `photo.not_a_picture`, `photo.too_many_pixels`.
    """
    if len(content) > MAX_MB * 1024 * 1024:
        raise TOO_LARGE.at("/file", limit_mb=MAX_MB)
    with _opened(BytesIO(content)) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise TOO_MANY_PIXELS.at("/file", limit=MAX_PIXELS // 10_000)
        try:
            return _encoded(picture)
        except Exception:  # noqa: BLE001 - what decoders raise for damaged files has no common kind
            raise NOT_A_PICTURE.at("/file") from None


def _opened(file: IO[bytes]) -> Image.Image:
    """The file with its header read and nothing decoded."""
    try:
        return Image.open(file, formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TOO_MANY_PIXELS.at("/file", limit=MAX_PIXELS // 10_000) from None
    except Exception:  # noqa: BLE001 - as above
        raise NOT_A_PICTURE.at("/file") from None


def _encoded(picture: Image.Image) -> bytes:
    picture.draft("RGB", (SIZE[0] * 2, SIZE[1] * 2))
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        upright = Image.new("RGB", seen.size, "white")
        upright.paste(seen, mask=seen.getchannel("A"))
    plain = upright.convert("RGB")
    plain.thumbnail(SIZE, Image.Resampling.LANCZOS)
    # A picture made anew carries none of the properties that the first one came with.
    bare = Image.new("RGB", plain.size)
    bare.paste(plain)
    written = BytesIO()
    bare.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()
