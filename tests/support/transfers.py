"""Transfers of the invented city, brought where a test wants them by the steps that people would take."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import httpx

from models.accounts import Account
from models.branches import Branch
from models.enums.accounts import Role
from services.kit.clock import today
from services.kit.dates import add_months
from tests.factories.members import body
from tests.support.people import Offices
from tests.support.tickets import made, match

URL = "/api/v1/transfers"
MEMBERS = "/api/v1/members"
REASON = "工作调动"

Transfer = dict[str, Any]
Who = Role | Account
SECRETARY, CLERK, COMMITTEE = Role.BRANCH_SECRETARY, Role.BRANCH_CLERK, Role.COMMITTEE_ADMIN
OUTSIDE = {"name": "中共江城市委组织部", "region": "江城市", "kind": "other_province"}


def paid_until(months: int = -1) -> str:
    """The month so many months from this one."""
    return f"{add_months(today().replace(day=1), months):%Y-%m}"


@dataclass(slots=True)
class Post:
    """Acts on transfers as the city's people do; signs them in anew each day, as the clock may have been moved."""

    offices: Offices
    district_admin: Account
    """Committee administrator of the other district, above the branch `foreign`."""
    _clients: dict[tuple[UUID, date], httpx.AsyncClient] = field(default_factory=dict)
    _serial: int = 0

    async def client(self, who: Who) -> httpx.AsyncClient:
        account = self.offices.people[who] if isinstance(who, Role) else who
        key = (account.id, today())
        if key not in self._clients:
            self._clients[key] = await self.offices.city.client(account)
        return self._clients[key]

    async def member(self, branch: Branch | None = None, who: Who = CLERK, **given: Any) -> dict[str, Any]:
        """A new full member of the branch, of `lead` if none is named."""
        self._serial += 1
        client = await self.client(who)
        return made(await client.post(MEMBERS, json=body(branch or self.offices.lead, self._serial, **given)), 201)

    async def draft(self, who: Who = CLERK, member: dict[str, Any] | None = None, **given: Any) -> Transfer:
        """Of a new member of `lead`, to the branch of the other district unless it is said otherwise."""
        person = member or await self.member()
        wanted: dict[str, Any] = {"member_id": person["id"], "reason": REASON, **given}
        if "outside" not in wanted:
            wanted.setdefault("to_branch_id", str(self.offices.foreign.id))
        return made(await (await self.client(who)).post(URL, json=wanted), 201)

    async def act(self, who: Who, transfer: Transfer, action: str, **fields: Any) -> httpx.Response:
        client = await self.client(who)
        step = {"action": action, **fields}
        return await client.post(f"{URL}/{transfer['id']}/transitions", json=step, headers=match(transfer))

    async def do(self, who: Who, transfer: Transfer, action: str, **fields: Any) -> Transfer:
        return made(await self.act(who, transfer, action, **fields), 200)

    async def refused(self, status: int, code: str, who: Who, transfer: Transfer, action: str, **fields: Any) -> Any:
        answer = await self.act(who, transfer, action, **fields)
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
        return answer.json()

    async def issued(self, **given: Any) -> Transfer:
        """In transit to the branch of the other district, or wherever it is said."""
        transfer = await self.draft(**given)
        transfer = await self.do(CLERK, transfer, "submit")
        transfer = await self.do(SECRETARY, transfer, "approve")
        return await self.do(COMMITTEE, transfer, "issue", dues_paid_until=paid_until())

    async def see(self, transfer: Transfer, who: Who = CLERK) -> Transfer:
        return made(await (await self.client(who)).get(f"{URL}/{transfer['id']}"), 200)

    async def page(self, who: Who = CLERK, **params: Any) -> Transfer:
        return made(await (await self.client(who)).get(URL, params=params), 200)

    async def names(self, who: Who = CLERK, **params: Any) -> list[str]:
        return sorted(item["name"] for item in (await self.page(who, **params))["items"])

    async def events(self, transfer: Transfer, who: Who = CLERK) -> list[Transfer]:
        answer = made(await (await self.client(who)).get(f"{URL}/{transfer['id']}/events"), 200)
        items: list[Transfer] = answer["items"]
        return items


async def open_post(offices: Offices) -> Post:
    return Post(offices, await offices.city.account(Role.COMMITTEE_ADMIN, offices.district))
