"""What is measured on: ledgers, tickets and people to sign in, put once into the city of the bench."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
from rich.console import Console
from sqlalchemy import func, select, text

from api.platform import Platform
from bench.limit.tickets import Tickets
from bench.place import bench_settings
from models.accounts import Account, SignInSession
from models.branches import Branch
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role
from models.tickets import Ticket
from services.access.actor import Duty
from services.access.passwords import Passwords
from services.accounts.commands import open_account
from services.kit.clock import office_day
from services.kit.database import Database, WriteSession, driver_url

PASSWORD = "Bench-Pass-2026!"
SIGNERS = 64
"""Accounts for signing in: one signs in one at a time, as people do."""
PEOPLE = {"bench-reader": Role.STAFF, "bench-keeper": Role.BRANCH_SECRETARY, "bench-clerk": Role.BRANCH_CLERK}
CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Size:
    """Tickets that are wanted at least; ledgers and study come with the city (`bench.place`)."""

    tickets: int = 50_000


async def furnish(url: str, size: Size, console: Console) -> None:
    """Put in what is missing; what is there stays as it is."""
    database = await Database.connect(url, pool_size=2, reader_size=2)
    try:
        await _people(database)
        async with database.transaction() as session:
            there = await session.scalar(select(func.count()).select_from(Ticket)) or 0
            facts = await _facts(session)
        if there < size.tickets:
            console.print(f"Tickets: {size.tickets:,} …")
            await _tickets(url, facts, size.tickets - there)
            await _settled(url)
    finally:
        await database.close()


async def _people(database: Database) -> None:
    """Three with duties over the whole city, and many who only sign in."""
    async with database.transaction() as session:
        if await session.scalar(select(Account.id).where(Account.username == "bench-clerk")):
            return
        hashed = await Passwords().hash(PASSWORD)
        root = await _root(session)
        names = list(PEOPLE.items())
        names += [(f"bench-{n}", Role.MEMBER) for n in range(SIGNERS)]
        for name, role in names:
            await open_account(
                session,
                username=name,
                display_name=name,
                kind=AccountKind.PERSON,
                home_branch_id=root,
                password_hash=hashed,
                must_change_password=False,
                grants=(Duty(role, root),),
            )


async def _root(session: WriteSession) -> UUID:
    root: UUID = (await session.scalars(select(Branch.id).where(Branch.parent_id.is_(None)))).one()
    return root


@dataclass(frozen=True, slots=True)
class _Facts:
    root: UUID
    branches: list[UUID]
    people: list[tuple[UUID, str]]
    first_serial: int
    today: date


async def _facts(session: WriteSession) -> _Facts:
    branches = (await session.scalars(select(Branch.id).where(Branch.level.between(2, 5)).order_by(Branch.lft))).all()
    people = []
    for name in ("staff", "supervisor", "bench-keeper"):
        account = (await session.scalars(select(Account).where(Account.username == name))).one()
        people.append((account.id, account.display_name))
    last = await session.scalar(select(func.max(Ticket.number_serial))) or 0
    return _Facts(await _root(session), list(branches), people, last + 1, office_day(utc_now()))


async def _tickets(url: str, facts: _Facts, count: int) -> None:
    connection = await asyncpg.connect(driver_url(url))
    try:
        async with connection.transaction():
            maker = Tickets(facts.root, facts.branches, facts.people, facts.today)
            await maker.copy(connection, count, facts.first_serial)
    finally:
        await connection.close()


async def _settled(url: str) -> None:
    connection = await asyncpg.connect(driver_url(url), command_timeout=1800)
    try:
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Access tokens by user name, as many as there are connections, each of a session of its own."""

    by_name: dict[str, list[str]]

    def of(self, name: str) -> list[str]:
        return self.by_name[name]


async def tokens(url: str, var_dir: Path) -> Tokens:
    """Signed by the platform's own signer, good for an hour."""
    settings = bench_settings().model_copy(update={"var_dir": var_dir})
    database = await Database.connect(url, pool_size=1, reader_size=1)
    try:
        platform = Platform.assemble(settings, database)
        now, found = utc_now(), {}
        async with database.transaction() as session:
            await session.execute(text("DELETE FROM sign_in_sessions WHERE device = 'bench'"))
            for name in PEOPLE:
                account = (await session.scalars(select(Account).where(Account.username == name))).one()
                found[name] = [await _token(session, platform, account, now) for _ in range(CONNECTIONS)]
        return Tokens(found)
    finally:
        await database.close()


async def _token(session: WriteSession, platform: Platform, account: Account, now: datetime) -> str:
    sign_in = SignInSession(
        account_id=account.id, device="bench", address="127.0.0.1", expires_at=now + timedelta(hours=4)
    )
    session.add(sign_in)
    await session.flush()
    return platform.signer.sign(account.id, sign_in.id, account.stamp, now)


def furnished(url: str, size: Size, console: Console) -> None:
    asyncio.run(furnish(url, size, console))
