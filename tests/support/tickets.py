"""Tickets of the invented city, brought where a test wants them by the steps that people would take."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import httpx
import time_machine

from models.accounts import Account
from models.enums.accounts import Role
from models.enums.tickets import TicketState
from services.kit.clock import OFFICE_ZONE, today
from tests.support.people import Offices

URL = "/api/v1/tickets"
MONDAY = date(2026, 11, 2)
"""The day on which most stories begin: a working Monday with no holiday near."""

Ticket = dict[str, Any]
Who = Role | Account

SUPERVISOR, STAFF, SECRETARY, CLERK = Role.SUPERVISOR, Role.STAFF, Role.BRANCH_SECRETARY, Role.BRANCH_CLERK

STEPS: dict[str, tuple[Role, dict[str, Any]]] = {
    "submit": (STAFF, {}),
    "approve": (SUPERVISOR, {}),
    "accept": (SECRETARY, {}),
    "report": (SECRETARY, {"progress_percent": 40, "comment": "已制定方案"}),
    "request_closing": (SECRETARY, {"outcome": "制度已建立"}),
    "close": (SUPERVISOR, {"conclusion": "事实清楚"}),
    "archive": (SUPERVISOR, {}),
    "suspend": (SUPERVISOR, {"comment": "等待上级明确口径"}),
    "withdraw": (SUPERVISOR, {"comment": "重复登记"}),
}
_USUAL = ("submit", "approve", "accept", "report", "request_closing", "close", "archive")
WAYS: dict[TicketState, tuple[str, ...]] = {
    TicketState.DRAFTED: (),
    TicketState.PENDING_APPROVAL: _USUAL[:1],
    TicketState.ASSIGNED: _USUAL[:2],
    TicketState.ACCEPTED: _USUAL[:3],
    TicketState.IN_PROGRESS: _USUAL[:4],
    TicketState.CLOSING_REVIEW: _USUAL[:5],
    TicketState.CLOSED: _USUAL[:6],
    TicketState.ARCHIVED: _USUAL,
    TicketState.SUSPENDED: (*_USUAL[:4], "suspend"),
    TicketState.WITHDRAWN: (*_USUAL[:2], "withdraw"),
}


def noon(day: date) -> datetime:
    """Noon in the office, as an instant."""
    return datetime.combine(day, time(12), OFFICE_ZONE).astimezone(UTC)


@contextmanager
def on(day: date) -> Iterator[None]:
    """It is noon of that day in the office."""
    with time_machine.travel(noon(day), tick=True):
        yield


def days(count: int) -> timedelta:
    return timedelta(days=count)


def ticket_input(offices: Offices, **changes: Any) -> dict[str, Any]:
    """What a client sends to draft a ticket for the lead branch."""
    return {
        "title": "健全第一议题制度",
        "requirement": "建立督办清单，实施挂号、跟踪、销号全流程管理。",
        "kind": "work_point",
        "lead_branch_id": str(offices.lead.id),
        **changes,
    }


def match(ticket: Ticket) -> dict[str, str]:
    """The precondition of whoever has seen the ticket as it is here."""
    return {"If-Match": f'"{ticket["version"]}"'}


async def act(client: httpx.AsyncClient, ticket: Ticket, action: str, **fields: Any) -> httpx.Response:
    """Take a step with a client of one's own."""
    return await client.post(
        f"{URL}/{ticket['id']}/transitions", json={"action": action, **fields}, headers=match(ticket)
    )


@dataclass(slots=True)
class Desk:
    """Acts on tickets as the city's people do; signs them in anew each day, as the clock may have been moved."""

    offices: Offices
    _clients: dict[tuple[UUID, date], httpx.AsyncClient] = field(default_factory=dict)

    async def client(self, who: Who) -> httpx.AsyncClient:
        account = self.offices.people[who] if isinstance(who, Role) else who
        key = (account.id, today())
        if key not in self._clients:
            self._clients[key] = await self.offices.city.client(account)
        return self._clients[key]

    async def draft(self, who: Who = STAFF, **changes: Any) -> Ticket:
        client = await self.client(who)
        return made(await client.post(URL, json=ticket_input(self.offices, **changes)), 201)

    async def bring(self, state: TicketState, **changes: Any) -> Ticket:
        """A new ticket in that state."""
        ticket = await self.draft(**changes)
        for action in WAYS[state]:
            ticket = await self.usual(ticket, action)
        assert ticket["state"] == state
        return ticket

    async def usual(self, ticket: Ticket, action: str) -> Ticket:
        """The step as it is usually taken."""
        who, fields = STEPS[action]
        return await self.do(who, ticket, action, **fields)

    async def act(self, who: Who, ticket: Ticket, action: str, **fields: Any) -> httpx.Response:
        return await act(await self.client(who), ticket, action, **fields)

    async def do(self, who: Who, ticket: Ticket, action: str, **fields: Any) -> Ticket:
        return made(await self.act(who, ticket, action, **fields), 200)

    async def refused(self, status: int, code: str, who: Who, ticket: Ticket, action: str, **fields: Any) -> Ticket:
        """The action is refused like this, and the ticket is as it was; gives the problem."""
        answer = await self.act(who, ticket, action, **fields)
        problem: Ticket = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code), answer.text
        assert (await self.see(ticket))["version"] == ticket["version"]
        return problem

    async def see(self, ticket: Ticket, who: Who = SUPERVISOR) -> Ticket:
        return made(await (await self.client(who)).get(f"{URL}/{ticket['id']}"), 200)

    async def page(self, who: Who = SUPERVISOR, **params: Any) -> Ticket:
        return made(await (await self.client(who)).get(URL, params=params), 200)

    async def titles(self, who: Who = SUPERVISOR, **params: Any) -> set[str]:
        return {item["title"] for item in (await self.page(who, **params))["items"]}

    async def events(self, ticket: Ticket, who: Who = SUPERVISOR) -> list[Ticket]:
        answer = made(await (await self.client(who)).get(f"{URL}/{ticket['id']}/events"), 200)
        items: list[Ticket] = answer["items"]
        return items


def made(answer: httpx.Response, status: int) -> Ticket:
    """The answer's body, if it has that status."""
    assert answer.status_code == status, answer.text
    body: Ticket = answer.json()
    return body
