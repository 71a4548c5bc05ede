"""A city in which one of each record lies in three places: the actor's own, somebody's within reach, somebody's outside.

The actor is one account that wears one role after the other, so that its own records stay its own.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.accounts import Account, Grant
from models.branches import Branch
from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from models.enums.points import SchemeKind
from models.point_reviews import PointPublication
from models.posts import BranchTerm
from services.kit.clock import today
from tests.factories.members import body
from tests.security.study_world import study
from tests.support.imports import person, previewed, xlsx
from tests.support.people import City, Offices
from tests.support.points import usual_rules
from tests.support.tickets import act, made, match, ticket_input

API = "/api/v1"
PLACES = ("own", "inside", "outside")
BRANCH_ROLES = frozenset({Role.BRANCH_SECRETARY, Role.BRANCH_CLERK, Role.MEMBER})
"""Their duty is on a branch; everybody else's here is on the organ committee above it, so that there is an outside."""

Known = dict[str, str]
"""Ids by the name that paths, queries and bodies give them."""


@dataclass(slots=True)
class World:
    """The places with their ids, and the actor."""

    city: City
    connection: AsyncConnection
    actor: Account
    client: httpx.AsyncClient
    duties: dict[bool, UUID]
    """The branch on which the actor's duty lies: of a branch's roles, of the others."""
    places: dict[str, Known]
    committee: Known
    """What is different for a committee's officers: their own branch is the committee."""

    async def wear(self, role: Role | None) -> None:
        """Give the actor this role alone."""
        async with self.city.platform.database.transaction() as session:
            await session.execute(delete(Grant).where(Grant.account_id == self.actor.id))
            kind = AccountKind.CLIENT if role is Role.INTEGRATION else AccountKind.PERSON
            await session.execute(update(Account).where(Account.id == self.actor.id).values(kind=kind))
            if role is not None:
                branch_id = self.duties[role in BRANCH_ROLES]
                grant = Grant(account_id=self.actor.id, role=role, branch_id=branch_id)
                session.add(grant)
                await session.flush()
                self.places["own"]["grant_id"] = str(grant.id)
        self.city.platform.forget_everything()

    def known(self, role: Role | None, place: str) -> Known:
        if place == "own" and role is not None and role not in BRANCH_ROLES:
            return {**self.places[place], **self.committee}
        return self.places[place]


@dataclass(slots=True)
class _Builder:
    """Makes the records as people would."""

    offices: Offices
    clients: dict[UUID, httpx.AsyncClient] = field(default_factory=dict)
    serial: int = 500

    async def _as(self, who: Account | Role) -> httpx.AsyncClient:
        account = self.offices.people[who] if isinstance(who, Role) else who
        if account.id not in self.clients:
            self.clients[account.id] = await self.offices.city.client(account)
        return self.clients[account.id]

    async def post(self, who: Account | Role, path: str, status: int = 201, **options: Any) -> dict[str, Any]:
        return made(await (await self._as(who)).post(f"{API}/{path}", **options), status)

    async def branch_records(self, branch: Branch) -> Known:
        admin = Role.ADMIN
        post = await self.post(
            admin,
            f"branches/{branch.id}/posts",
            json={
                "office": "secretary", "person_name": "单建国", "selection": "elected", "from_on": "2026-01-05"
            },
        )  # fmt: skip
        known = {"branch_id": str(branch.id), "post_id": post["id"]}
        if branch.kind is not BranchKind.GROUP:
            term = await self.post(admin, f"branches/{branch.id}/terms", json={"elected_on": "2026-01-05"})
            known["term_id"] = term["id"]
        return known

    async def scheme(self, branch: Branch, year: int) -> str:
        wanted = {"branch_id": str(branch.id), "year": year, "title": f"{year} 年党员积分办法"}
        scheme = await self.post(Role.STAFF, "point-schemes", json=wanted)
        for rule in usual_rules(year):
            scheme = await self.post(Role.STAFF, f"point-schemes/{scheme['id']}/rules", json=rule)
        await self.post(Role.STAFF, f"point-schemes/{scheme['id']}/publish", 200, headers=match(scheme))
        return str(scheme["id"])

    async def person(self, account: Account, branch: Branch, clerk: Account, secretary: Account) -> Known:
        """A member with an account, and what a member has: a correction, points, a flag, an objection, a view."""
        self.serial += 2
        member = await self.post(clerk, "members", json=body(branch, self.serial, name="周明远"))
        async with self.offices.city.platform.database.transaction() as session:
            await session.execute(update(Account).where(Account.id == account.id).values(member_id=UUID(member["id"])))
        wanted = {"changes": {"phone": "13900000001"}, "reason": "号码已更换"}
        correction = await self.post(account, "me/member/corrections", json=wanted)
        entered = {
            "member_id": member["id"], "rule_code": "FW-01", "occurred_on": today().isoformat(), "evidence": "证明"
        }  # fmt: skip
        claim = await self.post(clerk, "point-entries", json=entered)
        decided = await self.post(clerk, "point-entries", json=entered)
        url = f"point-entries/{decided['id']}/confirm"
        entry = await self.post(secretary, url, 200, headers=match(decided))
        year = today().year
        flags = f"members/{member['id']}/points/flags"
        flag = await self.post(secretary, flags, json={"year": year, "flag": "exempt", "reason": "长期患病"})
        objection = await self.post(account, "point-objections", json={"year": year, "reason": "漏记一次"})
        view = {"page": "tickets", "name": "逾期", "query": "lamp=red"}
        saved = await self.post(account, "saved-views", json=view)
        sessions = made(await (await self._as(account)).get(f"{API}/me/sessions"), 200)["items"]
        return {
            "account_id": str(account.id),
            "member_id": member["id"],
            "correction_id": correction["id"],
            "claim_id": claim["id"],
            "entry_id": entry["id"],
            "flag_id": flag["id"],
            "objection_id": objection["id"],
            "view_id": saved["id"],
            "session_id": sessions[0]["id"],
        }

    async def papers(self, staff: Account, keeper: Account, branch: Branch, member_id: str, to: Branch) -> Known:
        """What offices make: a document, an import, a ticket with a file, a transfer of the member."""
        document = await self.post(staff, "source-documents", files={"file": ("要点.txt", "一、要点。".encode())})
        keeping = await self._as(keeper)
        preview = await previewed(
            self.offices.city, keeping, xlsx(person(self.serial + 1, branch=branch.name)), branch=branch
        )
        transfer = await self.post(
            keeper, "transfers", json={"member_id": member_id, "to_branch_id": str(to.id), "reason": "工作调动"}
        )
        return {
            "document_id": document["id"],
            "import_id": preview["id"],
            "transfer_id": transfer["id"],
            **await self.ticket(staff, branch),
        }

    async def ticket(self, staff: Account, branch: Branch) -> Known:
        ticket = await self.post(staff, "tickets", json=ticket_input(self.offices, lead_branch_id=str(branch.id)))
        ticket = made(await act(await self._as(staff), ticket, "submit"), 200)
        ticket = made(await act(await self._as(Role.SUPERVISOR), ticket, "approve"), 200)
        url = f"tickets/{ticket['id']}/files"
        files = {"file": ("办理情况.pdf", b"%PDF-1.7 test")}
        ticket = await self.post(Role.SUPERVISOR, url, files=files, headers=match(ticket))
        return {"ticket_id": ticket["id"], "file_id": ticket["files"][0]["id"]}

    async def proof(self, keeper: Account, claim_id: str) -> str:
        """A file put to a claim of points."""
        keeping = await self._as(keeper)
        url = f"{API}/point-entries/{claim_id}"
        claim = made(await keeping.get(url), 200)
        files = {"file": ("证明.pdf", b"%PDF-1.7 proof")}
        await self.post(keeper, f"point-entries/{claim_id}/files", files=files, headers=match(claim))
        items = made(await keeping.get(f"{url}/files"), 200)["items"]
        return str(items[0]["id"])


async def build_world(offices: Offices, connection: AsyncConnection) -> World:
    """Some sixty requests."""
    city, make = offices.city, _Builder(offices)
    group = await city.branch("干部一处第一党小组", offices.lead, BranchKind.GROUP)
    elsewhere = await city.branch("青禾区第二党支部", offices.district)
    actor = await city.account(None, None, home=offices.lead, name="周明远")
    other = await city.account(Role.MEMBER, offices.lead)
    stranger = await city.account(Role.MEMBER, offices.foreign)
    district_staff = await city.account(Role.STAFF, offices.district)
    near_staff = await city.account(Role.STAFF, offices.organ, home=offices.lead)
    foreign_clerk = await city.account(Role.BRANCH_CLERK, offices.foreign)
    clerk, secretary = offices.people[Role.BRANCH_CLERK], offices.people[Role.BRANCH_SECRETARY]
    year = today().year
    schemes = {"own": await make.scheme(offices.organ, year), "outside": await make.scheme(offices.district, year)}
    schemes["inside"] = await make.scheme(offices.lead, year + 1)
    world = World(
        city, connection, actor, await city.client(actor), {True: offices.lead.id, False: offices.organ.id}, {}, {}
    )
    world.committee = await make.branch_records(offices.organ)
    world.places = {
        "own": await make.branch_records(offices.lead),
        "inside": await make.branch_records(group),
        "outside": await make.branch_records(offices.foreign),
    }
    places = world.places
    places["own"] |= await make.person(actor, offices.lead, clerk, secretary)
    places["inside"] |= await make.person(other, offices.lead, clerk, secretary)
    places["outside"] |= await make.person(stranger, offices.foreign, foreign_clerk, offices.foreign_secretary)
    await world.wear(Role.STAFF)
    places["own"] |= await make.papers(actor, clerk, offices.lead, places["own"]["member_id"], offices.support)
    places["inside"] |= await make.papers(
        near_staff, clerk, offices.lead, places["inside"]["member_id"], offices.support
    )
    places["outside"] |= await make.papers(
        district_staff, foreign_clerk, offices.foreign, places["outside"]["member_id"], elsewhere
    )
    people = {
        "own": (clerk, offices.lead),
        "inside": (clerk, offices.lead),
        "outside": (foreign_clerk, offices.foreign),
    }
    for serial, (place, (keeper, branch)) in enumerate(people.items()):
        places[place] |= await study(make, keeper, branch, places[place]["member_id"], serial=serial)
        proof = await make.proof(keeper, places[place]["claim_id"])
        places[place] |= {"kind_id": await _kind(offices), "point-entries.file_id": proof}
    for place, scheme_id in schemes.items():
        places[place] |= {"scheme_id": scheme_id, "code": "FW-01", "number": "2", "day": "2027-10-01"}
    for place, branch in (("own", offices.lead), ("inside", group), ("outside", offices.foreign)):
        places[place]["publication_id"] = await _published(offices, branch)
    places["inside"]["term_id"] = await _term(offices, group)
    for place, another in (("own", "inside"), ("inside", "own"), ("outside", "inside")):
        places[place]["other_id"] = places[another]["member_id"]
    await _grant_ids(world, offices, {"inside": other, "outside": stranger})
    return world


async def _published(offices: Offices, branch: Branch) -> str:
    """Put up by its clerk for the last quarter of last year: through the API only when that quarter is over."""
    tree = await offices.city.platform.tree.current()
    publication = PointPublication(
        branch_id=branch.id,
        **tree[branch.id].levels(),
        year=today().year - 1,
        quarter=4,
        kind=SchemeKind.MEMBER,
        starts_on=today(),
        ends_on=today(),
        lines=[],
        published_by=offices.id_of(Role.BRANCH_CLERK),
    )
    async with offices.city.platform.database.transaction() as session:
        session.add(publication)
    return str(publication.id)


async def _kind(offices: Offices) -> str:
    """Kinds of study belong to the whole city."""
    kinds = made(await (await offices.as_(Role.STAFF)).get(f"{API}/study-kinds"), 200)["items"]
    return str(kinds[0]["id"])


async def _term(offices: Offices, group: Branch) -> str:
    """Groups elect nobody: a term of one is here for the place alone."""
    term = BranchTerm(branch_id=group.id, elected_on=date(2026, 1, 5), years=3, basis="试验", due_on=date(2029, 1, 5))
    async with offices.city.platform.database.transaction() as session:
        session.add(term)
    return str(term.id)


async def _grant_ids(world: World, offices: Offices, accounts: dict[str, Account]) -> None:
    admin = await offices.as_(Role.ADMIN)
    for place, account in accounts.items():
        seen = made(await admin.get(f"{API}/accounts/{account.id}"), 200)
        world.places[place]["grant_id"] = seen["grants"][0]["id"]
