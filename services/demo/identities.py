"""Keys of invented rows: of the same build as those that the platform makes, but the same for the same chance."""

from datetime import datetime
from random import Random
from uuid import UUID


def invented_identity(chance: Random, at: datetime) -> UUID:
    """A UUIDv7 (RFC 9562 §5.7) of the moment."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62))
