"""Mixed writes, each with an `Idempotency-Key`, repeated with the same key until they are acknowledged.

What was acknowledged is remembered here, apart from the platform, and compared with its database afterwards.
"""

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx

from models.enums.accounts import Role
from services.kit.clock import today
from tests.factories.members import id_number
from tests.support.imports import person, xlsx
from tests.support.people import Offices
from tests.support.points import Book
from tests.support.tickets import match, ticket_input

Thing = dict[str, Any]
MARK = "故障演练"
ROWS = 5
"""Members in each imported file."""
NEVER_ANSWERED = "no answer"


@dataclass(slots=True)
class Acknowledged:
    """What the platform said it has done."""

    tickets: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    """Ticket's id → its number and the actions that were acknowledged, in order."""
    entries: dict[str, str] = field(default_factory=dict)
    """Point entry's id → its mark."""
    imports: list[str] = field(default_factory=list)
    """Imports whose commit was acknowledged."""


@dataclass(slots=True)
class Load:
    """So many writers at the nodes of `addresses`, until `stop`; each ends what it has begun."""

    addresses: list[str]
    offices: Offices
    members: list[Thing]
    tokens: dict[Role, str]
    done: Acknowledged = field(default_factory=Acknowledged)
    writes: int = 0
    repeated: int = 0
    """Attempts beyond the first of a write."""
    replayed: int = 0
    """Writes that were done although nobody had heard of it: answered from memory when asked again."""
    not_done: Counter[str] = field(default_factory=Counter)
    """Attempts that were not acknowledged, by what came instead."""
    unexpected: list[str] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds of the longest attempt."""
    reads: int = 0
    reads_failed: Counter[str] = field(default_factory=Counter)
    with_imports: bool = True
    _stopping: bool = False
    _serial: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _clients: list[httpx.AsyncClient] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self, writers: int) -> None:
        limits = httpx.Limits(max_connections=writers + 2, max_keepalive_connections=writers + 2)
        self._clients = [
            httpx.AsyncClient(base_url=address, timeout=20, limits=limits, trust_env=False, verify=False)
            for address in self.addresses
        ]
        kinds = [self._ticket, self._points]
        self._tasks = [asyncio.create_task(self._go_on(kinds[number % 2])) for number in range(writers)]
        if self.with_imports:
            self._tasks.append(asyncio.create_task(self._go_on(self._import)))
        self._tasks.append(asyncio.create_task(self._go_on(self._read)))

    async def stop(self) -> None:
        """Errors: whatever a writer met that is no fault of the weather."""
        self._stopping = True
        try:
            async with asyncio.timeout(300):
                await asyncio.gather(*self._tasks)
        finally:
            for task in self._tasks:
                task.cancel()
            for client in self._clients:
                await client.aclose()

    async def _go_on(self, kind: Callable[[], Awaitable[None]]) -> None:
        while not self._stopping:
            await kind()

    async def _ticket(self) -> None:
        """Registered with a number: drafted, submitted, approved, accepted."""
        title = f"{MARK} {next(self._serial)}"
        ticket = await self._post(Role.STAFF, "/api/v1/tickets", json=ticket_input(self.offices, title=title))
        if ticket is None:
            return
        self.done.tickets[ticket["id"]] = ("", ["draft"])
        for who, action in ((Role.STAFF, "submit"), (Role.SUPERVISOR, "approve"), (Role.BRANCH_SECRETARY, "accept")):
            url = f"/api/v1/tickets/{ticket['id']}/transitions"
            ticket = await self._post(who, url, json={"action": action}, headers=match(ticket))
            if ticket is None:
                return
            _, actions = self.done.tickets[ticket["id"]]
            self.done.tickets[ticket["id"]] = (ticket["number"] or "", [*actions, action])

    async def _points(self) -> None:
        """Entered by the clerk, confirmed by the secretary."""
        mark = f"{MARK} {next(self._serial)}"
        wanted = {
            "member_id": random.choice(self.members)["id"],
            "rule_code": "FW-01",
            "occurred_on": today().isoformat(),
            "evidence": mark,
        }
        entry = await self._post(Role.BRANCH_CLERK, "/api/v1/point-entries", json=wanted)
        if entry is None:
            return
        url = f"/api/v1/point-entries/{entry['id']}/confirm"
        if await self._post(Role.BRANCH_SECRETARY, url, headers=match(entry)) is not None:
            self.done.entries[entry["id"]] = mark

    async def _import(self) -> None:
        """A small file, read by a job, committed, written by another job."""
        first = 1 + next(self._serial) * ROWS
        content = await asyncio.to_thread(xlsx, *(_newcomer(first + place) for place in range(ROWS)))
        found = await self._post(
            Role.BRANCH_CLERK, "/api/v1/imports", files={"file": ("名册.xlsx", content)}, data={"kind": "members"}
        )
        while found is not None and found["state"] == "reading":
            await asyncio.sleep(0.3)
            found = await self._get(Role.BRANCH_CLERK, f"/api/v1/imports/{found['id']}") or found
        if found is None:
            return
        if found["state"] != "previewed":
            self.unexpected.append(f"import {found['id']} is {found['state']}")
            return
        committed = await self._post(
            Role.BRANCH_CLERK, f"/api/v1/imports/{found['id']}/commit", json={"mode": "all"}, headers=match(found)
        )
        if committed is not None:
            self.done.imports.append(found["id"])

    async def _read(self) -> None:
        await self._get(Role.SUPERVISOR, "/api/v1/tickets")
        await self._get(Role.STAFF, f"/api/v1/branches/{self.offices.root.id}/structure")
        await asyncio.sleep(0.05)

    async def _get(self, who: Role, url: str) -> Thing | None:
        self.reads += 1
        try:
            answer = await random.choice(self._clients).get(url, headers=self._bearer(who))
        except httpx.HTTPError:
            self.reads_failed[NEVER_ANSWERED] += 1
            return None
        if answer.status_code != 200:
            self.reads_failed[str(answer.status_code)] += 1
            return None
        found: Thing = answer.json()
        return found

    async def _post(self, who: Role, url: str, headers: dict[str, str] | None = None, **given: Any) -> Thing | None:
        """Repeat the write until it is acknowledged; None for an answer that should not be (remembered)."""
        own = {**self._bearer(who), **(headers or {}), "Idempotency-Key": str(uuid4())}
        self.writes += 1
        for attempt in itertools.count(1):
            answer, reason = await self._attempt(url, own, given)
            if answer is not None and answer.is_success:
                self.replayed += answer.headers.get("idempotency-replayed") == "true"
                found: Thing = answer.json()
                return found
            self.not_done[reason] += 1
            passing = answer is None or answer.status_code in (429, 502, 503, 504) or "concurrent_change" in answer.text
            if not passing or attempt > 600:
                self.unexpected.append(f"{url}: {reason} {answer.text[:300] if answer is not None else ''}")
                return None
            self.repeated += 1
            await asyncio.sleep(0.1)
        return None

    async def _attempt(
        self, url: str, headers: dict[str, str], given: dict[str, Any]
    ) -> tuple[httpx.Response | None, str]:
        began = time.monotonic()
        try:
            answer = await random.choice(self._clients).post(url, headers=headers, **given)
        except httpx.HTTPError:
            return None, NEVER_ANSWERED
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)
        return answer, str(answer.status_code)

    def _bearer(self, who: Role) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[who]}"}


async def prepared(offices: Offices, members: int = 12) -> tuple[list[Thing], dict[Role, str]]:
    """A scheme of points, members to earn them, and tokens of those who write."""
    book = Book(offices)
    await book.scheme()
    people = [await book.member(f"演练{number:02}") for number in range(members)]
    writing = (Role.STAFF, Role.SUPERVISOR, Role.BRANCH_SECRETARY, Role.BRANCH_CLERK)
    return people, {role: await offices.city.token(offices.people[role]) for role in writing}


def _newcomer(serial: int) -> list[Any]:
    """A row of an import: a person that no other row is."""
    born = date(1960, 1, 1) + timedelta(days=serial // 900)
    number = id_number(serial % 900 + 1, born)
    return person(serial % 900 + 1, name=f"导入{serial}", id_number=number, birth_date=born.isoformat())
