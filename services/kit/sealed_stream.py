"""Streams of any length, compressed and sealed with one key: for what leaves the house as a file.

Layout: `magic (8) | version (1) | fingerprint of the key (8) | salt (32)`, then chunks `length (4) | ciphertext`.
Each chunk is AES-256-GCM under a key derived from key and salt (HKDF-SHA-256); its nonce is the chunk's number and
whether it is the last one (the STREAM construction), the header is authenticated with each. Chunks that were changed,
reordered, left out or cut off at the end are noticed. Memory: one chunk.
"""

import hashlib
import secrets
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 1024 * 1024
KEY_BYTES = 32
_MAGIC = b"DJBACKUP"
_VERSION = 1
_SALT_BYTES = 32
_TAG_BYTES = 16
_HEADER_BYTES = len(_MAGIC) + 1 + 8 + _SALT_BYTES


class SealedStreamError(Exception):
    """The file cannot be opened."""


class NotASealedStreamError(SealedStreamError):
    """It does not begin like one."""


class UnknownVersionError(SealedStreamError):
    """A newer format than this program knows; `version` is what the file says."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


class OtherKeyError(SealedStreamError):
    """Sealed with another key."""


class DamagedError(SealedStreamError):
    """Changed or cut off at `chunk` (from 1)."""

    def __init__(self, chunk: int) -> None:
        super().__init__(chunk)
        self.chunk = chunk


def fingerprint(key: bytes) -> bytes:
    """Eight bytes that tell keys apart and say nothing else about them."""
    return hashlib.sha256(b"fingerprint of a backup key" + key).digest()[:8]


class SealedWriter:
    """Writes into a file opened for bytes. `close` ends the stream; without it a reader finds it cut off."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._header = _MAGIC + bytes([_VERSION]) + fingerprint(key) + secrets.token_bytes(_SALT_BYTES)
        self._cipher = _cipher(key, self._header)
        self._squeeze = zlib.compressobj(level=1)
        self._waiting = bytearray()
        self._number = 0
        file.write(self._header)

    def write(self, plain: bytes) -> None:
        self._waiting += self._squeeze.compress(plain)
        while len(self._waiting) > CHUNK:  # what is exactly one chunk may yet be the last
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        self._waiting += self._squeeze.flush()
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), plain, self._header)
        self._file.write(len(sealed).to_bytes(4) + sealed)
        self._number += 1


def opened(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The plain content, piece by piece, each authenticated before it is given.

    Errors: those of this module; `DamagedError` only where the damage is reached.
    """
    header = file.read(_HEADER_BYTES)
    if header[: len(_MAGIC)] != _MAGIC:
        raise NotASealedStreamError
    if len(header) < _HEADER_BYTES:
        raise DamagedError(1)
    version = header[len(_MAGIC)]
    if version != _VERSION:
        raise UnknownVersionError(version)
    if header[len(_MAGIC) + 1 : len(_MAGIC) + 9] != fingerprint(key):
        raise OtherKeyError
    cipher, swell = _cipher(key, header), zlib.decompressobj()
    for number, (sealed, last) in enumerate(_chunks(file)):
        try:
            plain = cipher.decrypt(_nonce(number, last=last), sealed, header)
        except InvalidTag:
            raise DamagedError(number + 1) from None
        # Bounded pieces: a mebibyte of zeros is a kilobyte when squeezed.
        piece = swell.decompress(plain, CHUNK)
        while piece:
            yield piece
            piece = swell.decompress(swell.unconsumed_tail, CHUNK)
    yield swell.flush()


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Sealed chunks, and whether nothing follows."""
    number = 1
    length = file.read(4)
    while True:
        size = int.from_bytes(length)
        sealed = file.read(size) if _TAG_BYTES <= size <= CHUNK + _TAG_BYTES else b""
        if len(length) < 4 or len(sealed) < size or not sealed:
            raise DamagedError(number)
        length = file.read(4)
        yield sealed, not length
        if not length:
            return
        number += 1


def _cipher(key: bytes, header: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of {KEY_BYTES} bytes is needed")
    salt = header[-_SALT_BYTES:]
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"dangjian sealed stream 1").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])
