"""Ledgers by the million add up as those do that were posted one by one, and the table is as it was before."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from uuid_utils.compat import uuid7

from models.branches import Branch
from models.enums.accounts import AccountKind, Role
from services.access.actor import Actor, Duty
from services.access.tree import load_tree
from services.demo.bulk import Order, fill_register
from services.demo.ledgers import YEARS, Ledgers, fill_ledgers
from services.demo.registers import Clerk, FieldKeys
from services.kit.clock import office_day
from services.kit.database import reader_in
from services.points.checking import faults, replayed
from tests.support.people import Offices

_SHAPE = text(
    "SELECT (SELECT array_agg(conname ORDER BY conname) FROM pg_constraint WHERE conrelid = 'point_entries'::regclass),"
    " (SELECT array_agg(indexname ORDER BY indexname) FROM pg_indexes WHERE tablename = 'point_entries')"
)


@pytest.mark.usefixtures("as_owner")
async def test_ledgers_in_bulk(offices: Offices) -> None:
    database, staff = offices.city.platform.database, offices.people[Role.STAFF]
    clerk, keeper = offices.people[Role.BRANCH_CLERK], offices.people[Role.BRANCH_SECRETARY]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    async with database.transaction() as session:
        before = (await session.execute(_SHAPE)).one()
        root = await session.get_one(Branch, offices.root.id, populate_existing=True)
        by = Clerk(clerk.id, clerk.display_name, now, office_day(now))
        await fill_register(session, root, Order(60, 20, 1, FieldKeys((b"A" * 32,), b"A" * 32)), by, lambda *_: None)
        actor = Actor(
            account_id=staff.id,
            session_id=uuid7(),
            username=staff.username,
            display_name=staff.display_name,
            kind=AccountKind.PERSON,
            home_branch_id=None,
            duties=(Duty(Role.STAFF, root.id),),
            tree=await load_tree(await reader_in(session)),
        )
        wanted = Ledgers(900, 1, (clerk.id, "clerk"), (keeper.id, "keeper"))
        await fill_ledgers(session, actor, root.id, wanted, now=now, advance=lambda *_: None)
    async with database.transaction() as session:
        assert (await session.execute(_SHAPE)).one() == before
        assert not await faults(session)
        count, years, summed, frozen = (
            await session.execute(
                text(
                    "SELECT count(*), count(DISTINCT year), (SELECT sum(members) FROM point_summaries),"
                    " (SELECT count(*) FROM point_results) FROM point_entries"
                )
            )
        ).one()
        members = (await session.execute(text("SELECT count(DISTINCT member_id) FROM point_entries"))).scalar_one()
        assert 700 < count < 1100
        assert (years, summed, frozen) == (YEARS, YEARS * members, (YEARS - 1) * members)
        one = (
            await session.execute(text("SELECT member_id, total FROM point_balances WHERE year = 2026 LIMIT 1"))
        ).one()
        _, ledger = await replayed(session, one.member_id, 2026, "member")
        assert ledger.total == one.total
        with pytest.raises(DBAPIError, match="append"):
            await session.execute(text("DELETE FROM point_entries"))
        await session.rollback()
