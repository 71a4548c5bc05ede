"""How rows of the audit log become leaves and leaves a seal, and what is wrong when they do not agree. Pure."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

import orjson

from services.kit.clock import OFFICE_ZONE, office_day

COLUMNS = (
    "id", "at", "action", "succeeded", "actor_id", "actor_name", "entity_kind", "entity_id", "entity_name", "branch_id",
    "changes", "request_id", "address",
)  # fmt: skip
"""What is sealed of a row. A column that is added later needs a format of its own: old seals must go on to agree."""
FORMAT = b"dangjian audit seal 1"
LEAF_BYTES = 24
_ID_BYTES = 8


class Wrong(StrEnum):
    """What can be found."""

    ALTERED = "altered"  # the row says something else than when it was sealed
    MISSING = "missing"  # the row is gone
    INSERTED = "inserted"  # the row was not there when its time was sealed
    SEAL_BROKEN = "seal_broken"  # the seal itself was changed, or made without the key
    SEAL_MISSING = "seal_missing"  # a seal between two others is gone, or moved


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: on which day, in which seal, with which row."""

    wrong: Wrong
    day: date
    sequence: int | None = None
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as it is stored, or about to be."""

    sequence: int
    day: date
    from_at: datetime
    until_at: datetime
    leaves: bytes
    digest: bytes = b""

    @property
    def entries(self) -> int:
        return len(self.leaves) // LEAF_BYTES


def seal_key(secret: bytes) -> bytes:
    """The key of seals, from a secret that is never stored in the database and never changes (the lookup key)."""
    return hmac.digest(secret, FORMAT, "sha256")


def leaf(key: bytes, row: Mapping[str, Any]) -> bytes:
    """Id and keyed hash of a row whose `changes` are JSON text."""
    values = [_plain(name, row[name]) for name in COLUMNS]
    content = orjson.dumps(values, option=orjson.OPT_SORT_KEYS)
    return int(row["id"]).to_bytes(_ID_BYTES, "big") + hmac.digest(key, content, "sha256")[: LEAF_BYTES - _ID_BYTES]


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if name == "changes" and value is not None:
        return orjson.loads(value)
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def digest(key: bytes, seal: Seal, previous: bytes) -> bytes:
    """The keyed digest of a seal, chained to the one before it."""
    told = "|".join(
        (
            str(seal.sequence),
            seal.day.isoformat(),
            seal.from_at.astimezone(UTC).isoformat(),
            seal.until_at.astimezone(UTC).isoformat(),
            hashlib.sha256(seal.leaves).hexdigest(),
            previous.hex(),
        )
    )
    return hmac.digest(key, FORMAT + told.encode(), "sha256")


def stretches(begin: datetime, horizon: datetime) -> Iterator[tuple[date, datetime, datetime]]:
    """Closed stretches from `begin` up to the last full hour before `horizon`: no longer than the office's day."""
    end = horizon.replace(minute=0, second=0, microsecond=0)
    while begin < end:
        day = office_day(begin)
        midnight = datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE) + timedelta(days=1)
        until = min(end, midnight.astimezone(UTC))
        yield day, begin, until
        begin = until


def day_begins(instant: datetime) -> datetime:
    """The first moment of the office's day on which `instant` falls."""
    day = office_day(instant)
    return datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE).astimezone(UTC)


def differences(seal: Seal, leaves: bytes) -> Iterator[Finding]:
    """What the rows of today (as `leaves`) say otherwise than the seal's."""
    then, now = _by_id(seal.leaves), _by_id(leaves)
    for entry_id in sorted(then.keys() | now.keys()):
        if entry_id not in now:
            wrong = Wrong.MISSING
        elif entry_id not in then:
            wrong = Wrong.INSERTED
        elif then[entry_id] != now[entry_id]:
            wrong = Wrong.ALTERED
        else:
            continue
        yield Finding(wrong, seal.day, seal.sequence, entry_id)


def _by_id(leaves: bytes) -> dict[int, bytes]:
    pieces = (leaves[at : at + LEAF_BYTES] for at in range(0, len(leaves), LEAF_BYTES))
    return {int.from_bytes(piece[:_ID_BYTES], "big"): piece[_ID_BYTES:] for piece in pieces}


def follows(seal: Seal, previous: Seal | None) -> bool:
    """Whether the seal stands right behind the one before it."""
    if previous is None:
        return seal.sequence == 1
    return seal.sequence == previous.sequence + 1 and seal.from_at == previous.until_at


def is_genuine(key: bytes, seal: Seal, previous: Seal | None) -> bool:
    return hmac.compare_digest(seal.digest, digest(key, seal, previous.digest if previous else b""))
