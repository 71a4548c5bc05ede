"""Study of the invented city: sessions that are over, members with accounts, sheets, declarations."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import time_machine

from models.branches import Branch
from services.kit.clock import OFFICE_ZONE, today, utc_now
from tests.support.people import Offices
from tests.support.points import CLERK, SECRETARY, Book, Thing, Who
from tests.support.tickets import made, match

SESSIONS, RECORDS, OUTPUTS = "/api/v1/study-sessions", "/api/v1/study-records", "/api/v1/study-outputs"
FIRST_HOUR, FIRST_DAY = 6, 20


@contextmanager
def by_day() -> Iterator[None]:
    """Before six it is noon, and in the first weeks of January later in that month.

    "Three hours ago" would be another day, "yesterday" another year, and the days of January that tests name to come.
    """
    now = utc_now().astimezone(OFFICE_ZONE)
    then = now.replace(hour=12) if now.hour < FIRST_HOUR else now
    if then.timetuple().tm_yday < FIRST_DAY:
        then = then.replace(day=FIRST_DAY)
    with nullcontext() if then == now else time_machine.travel(then, tick=True):
        yield


@dataclass(slots=True)
class School:
    """Keeps study as the city's people do; its book keeps the points."""

    offices: Offices
    book: Book

    @classmethod
    def of(cls, offices: Offices) -> "School":
        return cls(offices, Book(offices))

    async def members(self, *names: str, branch: Branch | None = None, who: Who = CLERK) -> list[Thing]:
        return [await self.book.member(name, branch, who) for name in names]

    def plan(self, branch: Branch | None = None, *, ago: timedelta = timedelta(hours=3), **given: Any) -> Thing:
        """A session of an hour and a half (2 hours of study) that is over, unless `ago` is negative."""
        begun = utc_now() - ago
        return {
            "branch_id": str((branch or self.offices.lead).id),
            "kind": "seminar",
            "topic": "学习党章",
            "starts_at": begun.isoformat(),
            "ends_at": (begun + timedelta(minutes=90)).isoformat(),
            **given,
        }

    async def session(self, branch: Branch | None = None, *, who: Who = CLERK, **given: Any) -> Thing:
        return await self.book.post(who, SESSIONS, self.plan(branch, **given))

    async def put(self, who: Who, session: Thing, given: Thing, status: int = 200) -> Thing:
        client = await self.book.client(who)
        url = f"{SESSIONS}/{session['id']}/attendance"
        return made(await client.put(url, json=given, headers=match(session)), status)

    async def sheet(self, who: Who, session: Thing, status: int = 200) -> Thing:
        return await self.book.get(who, f"{SESSIONS}/{session['id']}/attendance", status)

    async def patch(self, who: Who, url: str, given: Thing, seen: Thing, status: int = 200) -> Thing:
        return made(await (await self.book.client(who)).patch(url, json=given, headers=match(seen)), status)

    async def recorded(self, session: Thing, *exceptions: Thing, who: Who = CLERK, default: str = "present") -> Thing:
        sheet = await self.put(who, session, {"default": default, "exceptions": list(exceptions)})
        return {**session, "version": sheet["version"]}

    async def move(
        self, who: Who, thing: Thing, action: str, *, url: str = SESSIONS, status: int = 200, **given: Any
    ) -> Thing:
        step = {"action": action, **given}
        return await self.book.post(who, f"{url}/{thing['id']}/transitions", step, status, thing)

    async def confirmed(self, session: Thing, *exceptions: Thing, who: Who = SECRETARY) -> Thing:
        return await self.move(who, await self.recorded(session, *exceptions), "confirm")

    async def declared(self, who: Who, **given: Any) -> Thing:
        wanted = {"kind": "self_study", "title": "读原著", "hours": "2", "occurred_on": today().isoformat(), **given}
        return await self.book.post(who, RECORDS, wanted)

    async def output(self, who: Who, **given: Any) -> Thing:
        wanted = {"kind": "reflection", "title": "学习心得", "occurred_on": today().isoformat(), **given}
        return await self.book.post(who, OUTPUTS, wanted)

    async def attach(self, who: Who, url: str, thing: Thing, status: int = 201) -> Thing:
        client = await self.book.client(who)
        files = {"file": ("心得.pdf", b"%PDF-1.7 test", "application/pdf")}
        return made(await client.post(f"{url}/{thing['id']}/files", files=files, headers=match(thing)), status)

    async def year(self, member: Thing, who: Who = SECRETARY, status: int = 200) -> Thing:
        return await self.book.get(who, f"/api/v1/members/{member['id']}/study", status)
