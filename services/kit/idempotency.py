"""Claims of idempotency keys and the answers kept under them for 24 hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from models.enums import utc_now
from models.idempotency import IdempotencyKey
from services.kit.database import WriteSession, delete_counted

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered: status, JSON body, and the headers a client needs again."""

    status: int
    body: bytes
    etag: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class EarlierUse:
    fingerprint: bytes
    answer: StoredAnswer | None


async def claim(session: WriteSession, account_id: UUID, key: str, fingerprint: bytes) -> EarlierUse | None:
    """Take the key for this transaction; None when it is ours, else what it was used for before.

    A concurrent claim of the same key waits here until the other transaction has ended.
    """
    fresh = {"fingerprint": fingerprint, "created_at": utc_now()}
    unanswered = {"status": None, "body": None, "etag": None, "location": None}
    taken = await session.scalar(
        insert(IdempotencyKey)
        .values(account_id=account_id, key=key, **fresh)
        .on_conflict_do_update(
            index_elements=[IdempotencyKey.account_id, IdempotencyKey.key],
            set_={**fresh, **unanswered},
            # One that is kept no longer is as good as none.
            where=IdempotencyKey.created_at < utc_now() - KEPT_FOR,
        )
        .returning(IdempotencyKey.key)
    )
    if taken is not None:
        return None
    earlier = (
        await session.execute(
            select(IdempotencyKey).where(IdempotencyKey.account_id == account_id, IdempotencyKey.key == key)
        )
    ).scalar_one()
    answer = (
        StoredAnswer(earlier.status, earlier.body or b"", earlier.etag, earlier.location)
        if earlier.status is not None
        else None
    )
    return EarlierUse(earlier.fingerprint, answer)


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
