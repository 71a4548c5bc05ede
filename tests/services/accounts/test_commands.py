"""What operators' commands and the demo build on, and the rule that only a race can reach."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from api.platform import Platform
from models.accounts import Account, Grant
from models.audit import AuditEntry
from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from services.access.actor import Actor, Duty
from services.accounts import administration
from services.accounts.commands import create_first_admin, open_account
from services.accounts.errors import LAST_ADMIN
from services.accounts.grants import keep_an_administrator
from services.accounts.reach import living_grants
from services.kit.clock import today, utc_now
from services.kit.errors import Fault
from tests.support.people import City, Offices

PASSWORD = "Lake-Tern7-quiet"


async def test_the_first_administrator_changes_the_password_first(city: City, platform: Platform) -> None:
    root = await city.branch("中共云川市委员会", kind=BranchKind.COMMITTEE)
    async with platform.database.transaction() as session:
        account = await create_first_admin(session, "Root.Admin", root.id, PASSWORD, passwords=platform.passwords)
    answer = await city.sign_in("root.admin", PASSWORD)
    assert answer.json()["password_change_required"]
    assert answer.json()["second_factor_setup_required"]
    me = (await city.bearer(answer.json()["access_token"]).get("/api/v1/me")).json()
    assert [held["role"] for held in me["grants"]] == ["admin"]
    async with platform.database.transaction() as session:
        (entry,) = await session.scalars(select(AuditEntry).where(AuditEntry.action == "account.create"))
    assert (entry.actor_id, entry.actor_name, entry.entity_id) == (None, "系统", account.id)


async def test_a_weak_first_password_makes_no_administrator(city: City, platform: Platform) -> None:
    root = await city.branch("中共云川市委员会", kind=BranchKind.COMMITTEE)
    with pytest.raises(Fault) as refused:
        async with platform.database.transaction() as session:
            await create_first_admin(session, "root.admin", root.id, "admin123", passwords=platform.passwords)
    assert [fault.code for fault in refused.value.fields][:2] == ["password.too_short", "password.too_few_classes"]
    async with platform.database.transaction() as session:
        assert (await session.scalars(select(Account))).all() == []


async def test_an_account_of_the_demo_keeps_its_password(city: City, platform: Platform) -> None:
    root = await city.branch("中共云川市委员会", kind=BranchKind.COMMITTEE)
    async with platform.database.transaction() as session:
        account = await open_account(
            session,
            username="demo-staff",
            display_name="演示",
            kind=AccountKind.PERSON,
            home_branch_id=root.id,
            password_hash=await platform.passwords.hash(PASSWORD),
            must_change_password=False,
            grants=[Duty(Role.STAFF, root.id), Duty(Role.STAFF, root.id)],
        )
        assert len((await session.scalars(select(Grant).where(Grant.account_id == account.id))).all()) == 1
    assert account.password_expires_on == today() + timedelta(days=90)
    assert not (await city.sign_in("demo-staff", PASSWORD)).json()["password_change_required"]


async def test_the_last_administrator_of_the_city_stays(offices: Offices) -> None:
    await offices.city.account(Role.ADMIN, offices.district)
    async with offices.city.platform.database.transaction() as session:
        last = await session.get_one(Account, offices.id_of(Role.ADMIN))
        ending = list(await session.scalars(living_grants(last.id)))
        with pytest.raises(Fault) as refused:
            await keep_an_administrator(session, last, ending=ending)
    assert refused.value.error is LAST_ADMIN
    await offices.city.account(Role.ADMIN, offices.root)
    async with offices.city.platform.database.transaction() as session:
        await keep_an_administrator(session, last, ending=ending)


async def test_two_administrators_cannot_dismiss_each_other(live_city: City) -> None:
    root = await live_city.branch("中共云川市委员会", kind=BranchKind.COMMITTEE)
    first, second = [await live_city.account(Role.ADMIN, root) for _ in range(2)]
    database = live_city.platform.database
    tree = await live_city.platform.tree.current()

    async def dismiss(by: Account, whom: Account, entered: asyncio.Event, leave: asyncio.Event) -> None:
        duties = (Duty(Role.ADMIN, root.id),)
        actor = Actor(by.id, uuid4(), by.username, by.display_name, by.kind, None, duties, tree)
        async with database.transaction() as session:
            await administration.close(session, actor, whom.id, utc_now())
            entered.set()
            await leave.wait()

    entered, leave = asyncio.Event(), asyncio.Event()
    winner = asyncio.create_task(dismiss(first, second, entered, leave))
    await entered.wait()
    loser = asyncio.create_task(dismiss(second, first, asyncio.Event(), leave))
    await asyncio.wait({loser}, timeout=0.5)
    leave.set()
    await winner
    with pytest.raises(Fault) as refused:
        await loser
    assert refused.value.error is LAST_ADMIN
