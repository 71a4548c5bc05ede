"""A few hundred invented members in the database: what constraints and triggers say to them, and who sees them."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from models.branches import Branch
from models.enums.accounts import Role
from models.members import Member, MemberChange
from models.posts import BranchPost, BranchTerm
from services.demo.bulk import Order, fill_register
from services.demo.registers import Clerk, FieldKeys
from services.kit.clock import office_day
from tests.support.people import Offices
from tests.support.tickets import made

KEYS = FieldKeys((b"A" * 32,), b"A" * 32)
"""Those of the tests' settings, so that the API opens what was sealed."""


async def test_a_city_in_bulk(offices: Offices) -> None:
    database, clerk = offices.city.platform.database, offices.people[Role.COMMITTEE_ADMIN]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    told: list[tuple[int, int]] = []
    async with database.transaction() as session:
        root = await session.get_one(Branch, offices.root.id, populate_existing=True)
        order = Order(300, 20, 1, KEYS)
        by = Clerk(clerk.id, clerk.display_name, now, office_day(now))
        await fill_register(session, root, order, by, lambda *news: told.append(news))
    assert told[-1] == (300, 300)
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Member)) == 300
        assert (await session.scalar(select(func.count()).select_from(MemberChange)) or 0) > 300
        lost = select(Member.id).join(Branch, Branch.id == Member.branch_id)
        for level in range(1, 7):
            elsewhere = getattr(Member, f"l{level}").is_distinct_from(getattr(Branch, f"l{level}"))
            assert (await session.scalars(lost.where(elsewhere))).all() == []
        edges = [edge for pair in (await session.execute(select(Branch.lft, Branch.rgt))).all() for edge in pair]
        assert len(set(edges)) == len(edges)
        assert (min(edges), max(edges)) == (root.lft, root.rgt)
        for table in (BranchPost, BranchTerm):
            assert await session.scalar(select(func.count()).select_from(table))
    staff = await offices.as_(Role.STAFF)
    page = made(await staff.get("/api/v1/members", params={"limit": 3, "with_total": True}), 200)
    assert 280 < page["total"] <= 300
    assert {item["id_number"][0] for item in page["items"]} == {"9"}  # opened, then masked
    assert made(await (await offices.as_(Role.BRANCH_CLERK)).get("/api/v1/members"), 200)["items"] == []
