"""A small invented city for tests, and clients signed in as its people."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import select

from api.platform import Platform
from models.accounts import Account, Grant, SignInSession
from models.branches import Branch
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from services.access import principals
from services.access.actor import Duty
from services.accounts.commands import account_grams, open_account
from services.branches.commands import NewBranch, plant
from services.kit.database import announce

ROOT, ORGAN, OFFICE = "中共云川市委员会", "中共云川市委组织部机关委员会", "督查室党支部"
LEAD, SUPPORT = "干部一处党支部", "组织二处党支部"
DISTRICT, FOREIGN = "中共云川市青禾区委员会", "青禾区第一党支部"
UNUSABLE_HASH = "no password: tests sign in by a session made directly"


@dataclass(slots=True)
class City:
    """Makes branches and accounts straight in the database, and signs them in without hashing passwords."""

    platform: Platform
    app: Any
    clients: list[httpx.AsyncClient] = field(default_factory=list)
    count: int = 0
    """Accounts so far: it numbers their names."""

    async def branch(self, name: str, parent: Branch | None = None, kind: BranchKind = BranchKind.BRANCH) -> Branch:
        async with self.platform.database.transaction() as session:
            return await plant(session, NewBranch(name, kind, parent.id if parent else None))

    async def account(
        self, role: Role | None, branch: Branch | None, *, name: str | None = None, home: Branch | None = None
    ) -> Account:
        self.count += 1
        username = f"{role or 'nobody'}-{self.count}"
        place = home or branch
        display_name = name or f"测试{self.count}"
        account = Account(
            username=username,
            kind=AccountKind.CLIENT if role is Role.INTEGRATION else AccountKind.PERSON,
            display_name=display_name,
            grams=account_grams(username, display_name),
            branch_id=place.id if place else None,
            password_hash=UNUSABLE_HASH,
            password_set_at=utc_now(),
            must_change_password=False,
            totp_confirmed_at=utc_now(),
        )
        async with self.platform.database.transaction() as session:
            session.add(account)
            await session.flush()
            if role is not None and branch is not None:
                session.add(Grant(account_id=account.id, role=role, branch_id=branch.id))
        return account

    async def person(
        self,
        username: str,
        password: str,
        *duties: Duty,
        name: str = "周明远",
        kind: AccountKind = AccountKind.PERSON,
        must_change_password: bool = False,
    ) -> Account:
        """An account that signs in by its password, without a second factor."""
        password_hash = await self.platform.passwords.hash(password)
        async with self.platform.database.transaction() as session:
            return await open_account(
                session,
                username=username,
                display_name=name,
                kind=kind,
                home_branch_id=duties[0].branch_id if duties else None,
                password_hash=password_hash,
                must_change_password=must_change_password,
                grants=duties,
            )

    async def sign_in(self, username: str, password: str, **form: str) -> httpx.Response:
        """Ask for a token as a browser does."""
        return await self.anonymous().post(
            "/api/v1/auth/token", data={"grant_type": "password", "username": username, "password": password, **form}
        )

    def bearer(self, token: str) -> httpx.AsyncClient:
        client = self.anonymous()
        client.headers["Authorization"] = f"Bearer {token}"
        return client

    async def grant(self, account: Account, role: Role, branch: Branch) -> None:
        async with self.platform.database.transaction() as session:
            session.add(Grant(account_id=account.id, role=role, branch_id=branch.id))
            await announce(session, principals.CHANNEL, str(account.id))

    async def token(self, account: Account) -> str:
        now = utc_now()
        sign_in = SignInSession(
            account_id=account.id, device="测试", address="127.0.0.1", expires_at=now + timedelta(hours=12)
        )
        async with self.platform.database.transaction() as session:
            session.add(sign_in)
        return self.platform.signer.sign(account.id, sign_in.id, account.stamp, now)

    def anonymous(self) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, raise_app_exceptions=False), base_url="http://test", trust_env=False
        )
        self.clients.append(client)
        return client

    async def client(self, account: Account) -> httpx.AsyncClient:
        return self.bearer(await self.token(account))

    async def close(self) -> None:
        for client in self.clients:
            await client.aclose()


@dataclass(frozen=True, slots=True)
class Offices:
    """The city that most tests want: a city committee, its organ committee, three branches, another district."""

    city: City
    root: Branch
    organ: Branch
    office: Branch
    """督查室党支部: the supervision officer's own branch."""
    lead: Branch
    support: Branch
    district: Branch
    foreign: Branch
    """A branch of the other district: outside of `organ`."""
    people: dict[Role, Account]
    """One account a role: city-wide roles on the root, branch roles on `lead`."""
    support_secretary: Account
    foreign_secretary: Account

    async def as_(self, who: Role | Account) -> httpx.AsyncClient:
        return await self.city.client(self.people[who] if isinstance(who, Role) else who)

    def id_of(self, role: Role) -> UUID:
        return self.people[role].id


async def build_offices(city: City) -> Offices:
    root = await city.branch(ROOT, kind=BranchKind.COMMITTEE)
    organ = await city.branch(ORGAN, root, BranchKind.ORGAN_COMMITTEE)
    office = await city.branch(OFFICE, organ)
    lead = await city.branch(LEAD, organ)
    support = await city.branch(SUPPORT, organ)
    district = await city.branch(DISTRICT, root, BranchKind.COMMITTEE)
    foreign = await city.branch(FOREIGN, district)
    places = {
        Role.ADMIN: root,
        Role.AUDITOR: root,
        Role.STAFF: root,
        Role.SUPERVISOR: root,
        Role.COMMITTEE_ADMIN: organ,
        Role.BRANCH_SECRETARY: lead,
        Role.BRANCH_CLERK: lead,
        Role.MEMBER: lead,
        Role.INTEGRATION: root,
    }
    homes = {Role.SUPERVISOR: office, Role.STAFF: office, Role.ADMIN: office, Role.AUDITOR: office}
    for role, branch in places.items():
        await city.account(role, branch, home=homes.get(role))
    await city.account(Role.BRANCH_SECRETARY, support)
    await city.account(Role.BRANCH_SECRETARY, foreign)
    return await find_offices(city)


async def find_offices(city: City) -> Offices:
    """The offices that were built in this database before. Errors: KeyError where they were not."""
    async with city.platform.database.transaction() as session:
        branches = {branch.name: branch for branch in await session.scalars(select(Branch))}
        accounts = list(await session.scalars(select(Account).order_by(Account.id)))
        granted = await session.execute(select(Grant.account_id, Grant.role))
        roles = {row.account_id: row.role for row in granted}
    city.count = len(accounts)
    people: dict[Role, Account] = {}
    for account in accounts:
        people.setdefault(roles[account.id], account)
    secretaries = {account.branch_id: account for account in accounts if roles[account.id] is Role.BRANCH_SECRETARY}
    return Offices(
        city=city,
        root=branches[ROOT],
        organ=branches[ORGAN],
        office=branches[OFFICE],
        lead=branches[LEAD],
        support=branches[SUPPORT],
        district=branches[DISTRICT],
        foreign=branches[FOREIGN],
        people=people,
        support_secretary=secretaries[branches[SUPPORT].id],
        foreign_secretary=secretaries[branches[FOREIGN].id],
    )
