"""Hashing of passwords with Argon2id, off the event loop and a bounded number at a time."""

import asyncio
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 4
"""Hashings that run at the same time: each takes its memory and a core."""

_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SMALL = "abcdefghijkmnpqrstuvwxyz"
_DIGITS = "23456789"


class Passwords:
    """Hashes and verifies. The defaults are OWASP's parameters for Argon2id: 19 MiB, 2 passes, 1 lane."""

    def __init__(self, *, memory_kib: int = 19 * 1024, passes: int = 2, at_once: int = AT_ONCE) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._turns = asyncio.Semaphore(at_once)
        self._nobodys_hash = self._hasher.hash(secrets.token_urlsafe(16))

    async def hash(self, password: str) -> str:
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, _canonical(password))

    async def matches(self, password: str, password_hash: str | None) -> bool:
        """Whether it is the password. Without a hash the same work is done, so that the time tells nothing."""
        async with self._turns:
            right = await asyncio.to_thread(self._verify, password_hash or self._nobodys_hash, _canonical(password))
        return right and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with other parameters and should be made anew."""
        return self._hasher.check_needs_rehash(password_hash)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def one_time_password() -> str:
    """A first password that can be read out and typed: no look-alikes, all four classes, 50 random bits."""
    groups = (_CAPITALS, _SMALL, _DIGITS, _SMALL)
    return "-".join("".join(secrets.choice(letters) for letters in groups) for _ in range(3))


def client_secret() -> str:
    """The secret of a connected system: 256 random bits."""
    return secrets.token_urlsafe(32)


def _canonical(password: str) -> str:
    """Full-width letters typed by accident count as their half-width twins."""
    return unicodedata.normalize("NFKC", password)
