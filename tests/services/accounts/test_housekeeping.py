from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from models.accounts import RefreshToken, SignInSession, SignInThrottle
from models.enums import utc_now
from models.enums.accounts import Role
from services.access.actor import Duty
from services.accounts.housekeeping import purge
from tests.support.people import Offices

PASSWORD = "Lake-Tern7-quiet"


async def test_old_traces_go_and_living_ones_stay(offices: Offices) -> None:
    await offices.city.person("zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, offices.lead.id))

    async def left(days: float) -> tuple[int | None, ...]:
        async with offices.city.platform.database.transaction() as session:
            await purge(session, utc_now() + timedelta(days=days))
            tables = (RefreshToken, SignInSession, SignInThrottle)
            return tuple([await session.scalar(select(func.count()).select_from(table)) for table in tables])

    with time_machine.travel(utc_now(), tick=False):
        await offices.city.sign_in("zhou.my", PASSWORD)
        for _ in range(5):
            await offices.city.sign_in("nobody.here", "wrong")
        assert await left(0) == (1, 1, 2)
        assert await left(1) == (1, 1, 2), "the session lasts twelve hours and its token a day longer"
        assert await left(1.6) == (0, 1, 0)
        assert await left(180) == (0, 1, 0)
        assert await left(181) == (0, 0, 0)
        assert (await offices.city.sign_in("zhou.my", PASSWORD)).status_code == 200
