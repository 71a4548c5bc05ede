"""Encryption of single values before they reach the database. The keys live outside it.

The first key seals; all keys open, so that keys can be rotated: add the new one in front, reseal, drop the old one.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Sealer:
    """Seals and opens values with authenticated encryption (Fernet: AES-128-CBC with HMAC-SHA-256)."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """`keys`: 32 random bytes each, newest first."""
        if not keys:
            raise ValueError("at least one field key is needed")
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

    def seal(self, plain: str) -> bytes:
        return base64.urlsafe_b64decode(self._fernet.encrypt(plain.encode()))

    def open(self, sealed: bytes) -> str:
        """Errors: ValueError when no key opens it."""
        try:
            return self._fernet.decrypt(base64.urlsafe_b64encode(sealed)).decode()
        except InvalidToken:
            raise ValueError("the value was sealed with a key that is not configured") from None
