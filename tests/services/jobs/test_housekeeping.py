from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from models.accounts import RefreshToken, SignInSession, SignInThrottle
from models.base import Base
from models.enums import utc_now
from models.enums.accounts import Role, SessionEnd
from models.idempotency import IdempotencyKey
from services.jobs.housekeeping import purge
from services.kit.database import WriteSession
from tests.support.people import Offices

NOW = utc_now()
DAY = timedelta(days=1)


def sign_in(account_id: UUID, *, expired: timedelta, ended: timedelta | None = None) -> SignInSession:
    return SignInSession(
        account_id=account_id,
        device="测试",
        address="127.0.0.1",
        expires_at=NOW - expired,
        ended_at=NOW - ended if ended is not None else None,
        end_reason=SessionEnd.SIGNED_OUT if ended is not None else None,
    )


async def count(session: WriteSession, kind: type[Base]) -> int:
    return (await session.execute(select(func.count()).select_from(kind))).scalar_one()


async def test_only_what_is_out_of_date_goes(offices: Offices) -> None:
    me = offices.id_of(Role.BRANCH_CLERK)
    async with offices.city.platform.database.transaction() as session:
        sessions = [
            sign_in(me, expired=181 * DAY),
            sign_in(me, expired=179 * DAY, ended=181 * DAY),
            sign_in(me, expired=179 * DAY),
            sign_in(me, expired=179 * DAY, ended=180 * DAY - timedelta(minutes=1)),
            sign_in(me, expired=-DAY),
        ]
        session.add_all(sessions)
        await session.flush()
        session.add_all(
            RefreshToken(token_hash=bytes([number]), session_id=one.id, expires_at=one.expires_at)
            for number, one in enumerate(sessions)
        )
        session.add_all(
            SignInThrottle(username_hash=bytes([number]), failures=5, last_failure_at=at, locked_until=until)
            for number, (at, until) in enumerate(
                [
                    (NOW - 2 * DAY, None),
                    (NOW - 2 * DAY, NOW - DAY),
                    (NOW - 2 * DAY, NOW + timedelta(minutes=1)),
                    (NOW - timedelta(hours=23), None),
                ]
            )
        )
        session.add_all(
            IdempotencyKey(account_id=me, key=str(hours), fingerprint=b"", created_at=NOW - timedelta(hours=hours))
            for hours in (1, 23, 25)
        )
        await session.flush()
        figures = await purge(session, NOW)
        assert figures == {
            "idempotency_keys": 1,
            "refresh_tokens": 4,
            "sign_in_sessions": 2,
            "sign_in_throttles": 2,
            "job_log": 0,
        }
        assert [
            await count(session, kind) for kind in (RefreshToken, SignInSession, SignInThrottle, IdempotencyKey)
        ] == [
            1,
            3,
            2,
            2,
        ]
        assert set((await purge(session, NOW)).values()) == {0}, "run again, it finds nothing"
