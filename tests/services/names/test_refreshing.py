"""Names that were stored by older rules are found again; nothing else of their rows changes."""

from sqlalchemy import Table, select, update

from models.accounts import Account
from models.branches import Branch
from models.enums.accounts import Role
from models.members import Member
from services.names.refreshing import NAMED, refresh
from tests.factories.members import body
from tests.support.people import Offices


async def test_outdated_names_are_found_again_and_nothing_else_changes(offices: Offices) -> None:
    clerk = await offices.as_(Role.BRANCH_CLERK)
    for serial, name in ((1, "張國燾"), (2, "吕略"), (3, "王建国")):
        await clerk.post("/api/v1/members", json=body(offices.lead, serial, name=name))
    database = offices.city.platform.database
    tables: list[Table] = [model.__table__ for model in NAMED]
    async with database.transaction() as session:
        before = {table.name: (await session.execute(select(table).order_by(table.c.id))).all() for table in tables}
        for table in tables:
            await session.execute(update(table).values(grams=["旧"], updated_at=table.c.updated_at))
        await session.execute(update(Member).values(pinyin="jiu", updated_at=Member.updated_at))
    counted: list[int] = []
    everything = sum(len(rows) for rows in before.values())
    assert await refresh(database, counted.append, batch=2) == everything
    assert counted == sorted(counted)
    async with database.transaction() as session:
        after = {table.name: (await session.execute(select(table).order_by(table.c.id))).all() for table in tables}
    assert after == before
    assert await refresh(database, counted.append) == 0
    found = (await clerk.get("/api/v1/members", params={"q": "张国"})).json()["items"]
    assert [item["name"] for item in found] == ["張國燾"]
    assert {Account, Branch, Member} == set(NAMED)
