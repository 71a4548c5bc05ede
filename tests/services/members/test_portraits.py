"""Pictures as they come from telephones, and as somebody hostile would make them."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import ExifTags, Image

from services.kit.errors import Fault
from services.members.portraits import MAX_MB, SIZE, portrait


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 1600), mode: str = "RGB", **given: Any) -> bytes:
    written = BytesIO()
    Image.new(mode, size, given.pop("colour", "red")).save(written, kind, **given)
    return written.getvalue()


def seen(content: bytes) -> Image.Image:
    made = Image.open(BytesIO(portrait(content)))
    assert (made.format, made.mode) == ("JPEG", "RGB")
    assert made.width <= SIZE[0]
    assert made.height <= SIZE[1]
    made.load()
    return made


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_small_in_its_proportion(kind: str) -> None:
    assert seen(picture(kind)).size == (360, 640)
    assert seen(picture(kind, (40, 30))).size == (40, 30)


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "P"), ("PNG", "L"), ("PNG", "I;16"), ("PNG", "1"), ("JPEG", "CMYK"), ("WEBP", "RGBA")]
)
def test_every_colour_space_becomes_rgb(kind: str, mode: str) -> None:
    colour: Any = {"I;16": 9, "L": 9, "1": 1, "P": 1, "CMYK": (0, 9, 9, 9), "RGBA": (200, 0, 0, 255)}[mode]
    seen(picture(kind, mode=mode, colour=colour))


def test_what_is_transparent_becomes_white() -> None:
    red, green, blue = seen(picture("PNG", (20, 20), "RGBA", colour=(0, 0, 0, 0))).getpixel((5, 5))  # type: ignore[misc]
    assert min(red, green, blue) > 250


def test_a_photo_stands_upright_and_keeps_no_place_nor_time() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.DateTime] = "2026:11:21 08:00:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    given = picture("JPEG", (1600, 900), exif=exif, comment=b"secret place", icc_profile=b"x" * 200)
    assert b"2026:11:21" in given
    made = portrait(given)
    assert Image.open(BytesIO(made)).size == (360, 640)
    for secret in (b"Exif", b"2026:11:21", b"secret place", b"ICC_PROFILE"):
        assert secret not in made


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that promise a picture of any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo.not_a_picture"),
        (b"%PDF-1.7 nothing", "photo.not_a_picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 500, "photo.not_a_picture"),
        (picture()[:900], "photo.not_a_picture"),
        (picture("PNG")[:60], "photo.not_a_picture"),
        (picture("WEBP")[:40], "photo.not_a_picture"),
        (picture("GIF", (10, 10)), "photo.not_a_picture"),
        (picture("TIFF", (10, 10)), "photo.not_a_picture"),
        (picture("BMP", (10, 10)), "photo.not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.not_a_picture"),
        (png_claiming(100, 100_000), "photo.not_a_picture"),
        (png_claiming(8000, 8000), "photo.too_many_pixels"),
        (png_claiming(12_000, 9_000), "photo.too_many_pixels"),
        (png_claiming(60_000, 60_000), "photo.too_many_pixels"),
        (png_claiming(0, 0), "photo.not_a_picture"),
        (b"\xff" * (MAX_MB * 1024 * 1024 + 1), "photo.too_large"),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{len(given)}-bytes",
)
def test_what_is_no_photo_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Fault) as caught:
        portrait(content)
    assert caught.value.error.code == code
