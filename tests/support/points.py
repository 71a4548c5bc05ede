"""Points of the invented city: a scheme with some rules, members with accounts, facts as study would hand them in."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import update

from models.accounts import Account
from models.branches import Branch
from models.enums.accounts import Role
from services.kit.clock import today, utc_now
from services.points.awarding import Awarded, Fact, award
from services.points.checking import Faults, faults, replayed
from tests.factories.members import body
from tests.support.people import Offices
from tests.support.tickets import made, match

SCHEMES, ENTRIES = "/api/v1/point-schemes", "/api/v1/point-entries"
OBJECTIONS, PUBLICATIONS = "/api/v1/point-objections", "/api/v1/point-publications"
STAFF, SECRETARY, CLERK, COMMITTEE = Role.STAFF, Role.BRANCH_SECRETARY, Role.BRANCH_CLERK, Role.COMMITTEE_ADMIN
Thing = dict[str, Any]
Who = Role | Account


def rule(code: str, source_kind: str, year: int, **given: Any) -> Thing:
    return {
        "code": code,
        "head": "study",
        "title": "参加集中学习",
        "points": 2,
        "source_kind": source_kind,
        "basis": "支部党员大会通过",
        "effective_from": f"{year}-01-01",
        **given,
    }


def usual_rules(year: int) -> list[Thing]:
    return [
        rule("XX-01", "study_session", year, cap=5, cap_period="year"),
        rule("FW-01", "manual", year, head="service", title="志愿服务", points=3, evidence_required=True),
        rule("SJ-01", "discipline", year, head="discipline", title="无故缺席", direction="minus"),
    ]


@dataclass(slots=True)
class Book:
    """Keeps points as the city's people do."""

    offices: Offices
    _clients: dict[tuple[UUID, date], httpx.AsyncClient] = field(default_factory=dict)
    _serial: int = 100

    async def client(self, who: Who) -> httpx.AsyncClient:
        account = self.offices.people[who] if isinstance(who, Role) else who
        key = (account.id, today())
        if key not in self._clients:
            self._clients[key] = await self.offices.city.client(account)
        return self._clients[key]

    async def get(self, who: Who, url: str, status: int = 200, **params: Any) -> Thing:
        return made(await (await self.client(who)).get(url, params=params), status)

    async def post(
        self, who: Who, url: str, given: Thing | None = None, status: int = 201, seen: Thing | None = None
    ) -> Thing:
        headers = match(seen) if seen else {}
        return made(await (await self.client(who)).post(url, json=given, headers=headers), status)

    async def scheme(
        self,
        year: int | None = None,
        *,
        who: Who = STAFF,
        branch: Branch | None = None,
        rules: list[Thing] | None = None,
        kind: str = "member",
    ) -> Thing:
        """Published, for the whole city unless a branch is named."""
        year = year or today().year
        place = branch or self.offices.root
        wanted = {"branch_id": str(place.id), "year": year, "kind": kind, "title": f"{year} 年积分办法"}
        scheme = await self.post(who, SCHEMES, wanted)
        for each in usual_rules(year) if rules is None else rules:
            scheme = await self.post(who, f"{SCHEMES}/{scheme['id']}/rules", each)
        return await self.post(who, f"{SCHEMES}/{scheme['id']}/publish", status=200, seen=scheme)

    async def member(self, name: str = "单建国", branch: Branch | None = None, who: Who = CLERK) -> Thing:
        self._serial += 1
        given = body(branch or self.offices.lead, self._serial, name=name)
        return await self.post(who, "/api/v1/members", given)

    async def account_of(self, member: Thing, branch: Branch | None = None) -> Account:
        account = await self.offices.city.account(Role.MEMBER, branch or self.offices.lead, name=member["name"])
        await self.bind(account, member)
        return account

    async def bind(self, account: Account, member: Thing) -> None:
        """The account belongs to this person of the register."""
        async with self.offices.city.platform.database.transaction() as session:
            await session.execute(update(Account).where(Account.id == account.id).values(member_id=UUID(member["id"])))

    async def award(self, *facts: Fact) -> list[Awarded]:
        async with self.offices.city.platform.database.transaction() as session:
            return await award(session, facts, now=utc_now())

    async def study(self, member: Thing, times: int = 1, on: date | None = None) -> list[Awarded]:
        return await self.award(*(fact(member, on=on) for _ in range(times)))

    async def entered(self, member: Thing, **given: Any) -> Thing:
        wanted = {
            "member_id": member["id"],
            "rule_code": "FW-01",
            "occurred_on": today().isoformat(),
            "evidence": "社区证明",
        }
        return await self.post(CLERK, ENTRIES, {**wanted, **given})

    async def confirmed(self, member: Thing, **given: Any) -> Thing:
        claim = await self.entered(member, **given)
        return await self.post(SECRETARY, f"{ENTRIES}/{claim['id']}/confirm", status=200, seen=claim)

    async def attached(
        self, who: Who, claim: Thing, status: int, content: bytes = b"%PDF-1.7 proof", name: str = "证明.pdf"
    ) -> Thing:
        answer = await (await self.client(who)).post(
            f"{ENTRIES}/{claim['id']}/files", files={"file": (name, content)}, headers=match(claim)
        )
        return made(answer, status)

    async def year(self, member: Thing, who: Who = SECRETARY, status: int = 200, **params: Any) -> Thing:
        return await self.get(who, f"/api/v1/members/{member['id']}/points", status, **params)

    async def faults(self) -> Faults:
        async with self.offices.city.platform.database.transaction() as session:
            return await faults(session)

    async def check_replay(self, member: Thing, year: int) -> None:
        """The stored rows are those that the pure ledger makes of the same awards."""
        async with self.offices.city.platform.database.transaction() as session:
            rows, ledger = await replayed(session, UUID(member["id"]), year, "member")
        assert [row.points for row in rows] == [row.points for row in ledger.rows]


def fact(
    member: Thing, source_kind: str = "study_session", *, on: date | None = None, source: UUID | None = None
) -> Fact:
    return Fact(source_kind, source or uuid4(), UUID(member["id"]), on or today(), Decimal(1), confirmed_name="周明远")
