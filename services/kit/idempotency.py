"""Claims of idempotency keys and the answers kept under them for 24 hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Text, Uuid, delete, func, select, update
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.enums import utc_now
from models.idempotency import IdempotencyKey
from services.kit.database import WriteSession, delete_counted, reader_in
from services.kit.reader import Reader, place, prepare

KEPT_FOR = timedelta(hours=24)
_keys = IdempotencyKey.__table__


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered: status, sealed JSON body, and the headers a client needs again.

    Without a body the route makes it anew, from rows that never change.
    """

    status: int
    body: bytes | None
    etag: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Key:
    """A key that came with a request, and the fingerprint of what the request asks for."""

    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class EarlierUse:
    fingerprint: bytes
    answer: StoredAnswer | None


KEY_PLACES = (
    place("idempotency_key", Text()),
    place("fingerprint", LargeBinary()),
    place("moment", TIMESTAMP(timezone=True)),
    place("lapsed", TIMESTAMP(timezone=True)),
)
"""Key, fingerprint, now, and since when a key is kept: for statements that claim keys; `key_values` fills them."""
_CLAIM = select(func.claim_idempotency_key(place("account_id", Uuid()), *KEY_PLACES))
_USE = prepare(
    select(_keys.c.fingerprint, _keys.c.status, _keys.c.body, _keys.c.etag, _keys.c.location).where(
        _keys.c.account_id == place("account_id", Uuid()),
        _keys.c.key == place("idempotency_key", Text()),
        _keys.c.created_at >= place("lapsed", TIMESTAMP(timezone=True)),
    )
)


def key_values(key: Key | None, now: datetime) -> dict[str, Any]:
    """Values for `KEY_PLACES`; without a key there is nothing to claim."""
    given = (key.key, key.fingerprint) if key else (None, None)
    return {"idempotency_key": given[0], "fingerprint": given[1], "moment": now, "lapsed": now - KEPT_FOR}


async def claim(session: WriteSession, account_id: UUID, key: Key) -> EarlierUse | None:
    """Take the key for this transaction; None when it is ours, else what it was used for before.

    A concurrent claim of the same key waits here until the other transaction has ended.
    """
    if await session.scalar(_CLAIM, {"account_id": account_id, **key_values(key, utc_now())}):
        return None
    return await earlier_use(await reader_in(session), account_id, key)


async def earlier_use(reader: Reader, account_id: UUID, key: Key) -> EarlierUse | None:
    """What the key was used for in the last 24 hours; None when it is free."""
    row = await reader.row(_USE, account_id=account_id, idempotency_key=key.key, lapsed=utc_now() - KEPT_FOR)
    return _told(row) if row else None


def _told(row: Mapping[str, Any]) -> EarlierUse:
    answer = StoredAnswer(row["status"], row["body"], row["etag"], row["location"]) if row["status"] else None
    return EarlierUse(row["fingerprint"], answer)


async def keep(session: WriteSession, account_id: UUID, key: str, answer: StoredAnswer) -> None:
    """Store the answer beside the claim, in the same transaction."""
    await session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.account_id == account_id, IdempotencyKey.key == key)
        .values(status=answer.status, body=answer.body, etag=answer.etag, location=answer.location)
    )


async def purge(session: WriteSession, now: datetime) -> int:
    """Drop what is older than a day; run by the nightly housekeeping. Gives how many."""
    return await delete_counted(session, delete(IdempotencyKey).where(IdempotencyKey.created_at < now - KEPT_FOR))
