import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit import sealed_stream
from services.kit.sealed_stream import DamagedError, SealedStreamError, SealedWriter, opened

KEY = b"k" * 32
HEADER = 49


def sealed(*pieces: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    writer = SealedWriter(target, key)
    for piece in pieces:
        writer.write(piece)
    writer.close()
    return target.getvalue()


def plain(content: bytes, key: bytes = KEY) -> bytes:
    return b"".join(opened(io.BytesIO(content), key))


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_stream, "CHUNK", 64)


@given(st.lists(st.binary(max_size=400)))
def test_comes_out_as_it_went_in(pieces: list[bytes]) -> None:
    assert plain(sealed(*pieces)) == b"".join(pieces)


@given(st.data())
def test_any_change_is_noticed(data: st.DataObject) -> None:
    content = bytearray(sealed(os.urandom(300)))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealedStreamError):
        plain(bytes(content))


@given(st.integers(0, 500))
def test_what_is_cut_off_or_longer_is_noticed(length: int) -> None:
    content = sealed(os.urandom(300))
    with pytest.raises(SealedStreamError):
        plain(content[: length % len(content)])
    with pytest.raises(SealedStreamError):
        plain(content + content[HEADER : HEADER + length + 1])


def test_chunks_left_out_or_changed_about_are_noticed() -> None:
    content = sealed(os.urandom(300))
    head, whole = content[:HEADER], HEADER + 64 + 16 + 4
    first, second, rest = content[HEADER:whole], content[whole : 2 * whole - HEADER], content[2 * whole - HEADER :]
    for changed in (second + first + rest, second + rest, first + rest, first + second):
        with pytest.raises(DamagedError):
            plain(head + changed)
    assert len(plain(head + first + second + rest)) == 300


def test_another_key_another_version_another_file() -> None:
    content = bytearray(sealed(b"content"))
    with pytest.raises(sealed_stream.OtherKeyError):
        plain(bytes(content), b"x" * 32)
    with pytest.raises(sealed_stream.NotASealedStreamError):
        plain(b"PGDMP" + bytes(100))
    content[8] = 2
    with pytest.raises(sealed_stream.UnknownVersionError):
        plain(bytes(content))


def test_the_same_content_never_looks_the_same() -> None:
    assert sealed(b"content")[HEADER:] != sealed(b"content")[HEADER:]
    assert b"content" not in sealed(b"content")
