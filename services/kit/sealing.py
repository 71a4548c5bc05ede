"""Encryption of single values before they reach the database. The keys live outside it.

The first key seals; all keys open, so that keys can be rotated: add the new one in front, reseal, drop the old one.
A sealed value is `format (1) | fingerprint of the key (4) | nonce (12) | AES-256-GCM ciphertext with its tag (16)`.
"""

import hashlib
import os
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12
PREFIX_BYTES = 5
"""How many leading bytes of a sealed value tell which key sealed it."""


class Sealer:
    """Seals and opens values with authenticated encryption (AES-256-GCM)."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """`keys`: 32 random bytes each, newest first."""
        if not keys or any(len(key) != _KEY_BYTES for key in keys):
            raise ValueError(f"field keys are needed, each a key of {_KEY_BYTES} bytes")
        self._ciphers = {_prefix(key): AESGCM(key) for key in keys}
        self.prefix = _prefix(keys[0])
        """The beginning of everything that is sealed now; what begins otherwise was sealed with an older key."""

    def seal(self, plain: str) -> bytes:
        return self.seal_bytes(plain.encode())

    def open(self, sealed: bytes) -> str:
        """Errors: ValueError when no key opens it."""
        return self.open_bytes(sealed).decode()

    def seal_bytes(self, plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return self.prefix + nonce + self._ciphers[self.prefix].encrypt(nonce, plain, self.prefix)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Errors: ValueError when no key opens it."""
        prefix, nonce, content = (
            sealed[:PREFIX_BYTES],
            sealed[PREFIX_BYTES : PREFIX_BYTES + _NONCE_BYTES],
            sealed[PREFIX_BYTES + _NONCE_BYTES :],
        )
        cipher = self._ciphers.get(prefix)
        try:
            if cipher is not None and len(nonce) == _NONCE_BYTES:
                return cipher.decrypt(nonce, content, prefix)
        except InvalidTag:
            pass
        raise ValueError("the value was changed, or sealed with a key that is not configured")


def fresh_key() -> bytes:
    """A key of its own for one large content; the key itself is kept sealed, so that rotation reseals only that."""
    return secrets.token_bytes(_KEY_BYTES)


def _prefix(key: bytes) -> bytes:
    return _FORMAT + hashlib.sha256(b"fingerprint of a field key" + key).digest()[: PREFIX_BYTES - 1]
