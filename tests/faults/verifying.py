"""After the load: what was acknowledged against what the database holds. Each finding is a sentence; none is good."""

from collections import Counter
from typing import Any

from sqlalchemy import text

from api.platform import Platform
from services.backups.checking import number_gaps
from services.kit.database import WriteSession
from services.points.checking import faults
from tests.faults.load import MARK, ROWS, Acknowledged

_TICKETS = text("""
    SELECT t.id::text, t.title, t.state, t.number_serial IS NOT NULL AS numbered, array(
        SELECT e.action FROM ticket_events e WHERE e.ticket_id = t.id ORDER BY e.at, e.id) AS actions
    FROM tickets t WHERE t.title LIKE :mark
""")
_ENTRIES = text("""
    SELECT e.evidence, count(*) AS rows FROM point_entries e WHERE e.evidence LIKE :mark GROUP BY 1
""")
_IMPORTED = text("SELECT name, count(*) AS rows FROM members WHERE name LIKE '导入%' GROUP BY 1")
_IMPORTS = text("SELECT id::text, state FROM imports")
_JOBS = text("SELECT entrypoint, status::text, count(*) FROM jobs.pgqueuer GROUP BY 1, 2")


async def unfinished(platform: Platform) -> list[tuple[Any, ...]]:
    """Jobs that are not done."""
    async with platform.database.transaction() as session:
        return [tuple(row) for row in await session.execute(_JOBS)]


async def findings(platform: Platform, done: Acknowledged) -> list[str]:
    """What is not as it was acknowledged, double, without its number, out of balance or left undone."""
    async with platform.database.transaction() as session:
        found = [
            *await _tickets(session, done),
            *await _points(session, done),
            *await _imports(session, done),
        ]
        sums = await faults(session)
        found += [f"balance is not the sum of its rows: {one}" for one in sums.balances]
        found += [f"summary is not the count of its balances: {one}" for one in sums.summaries]
        for papers, series in (await number_gaps(session)).items():
            if series:
                found.append(f"numbers of {papers} with gaps in {series} series")
    return found + [f"job left: {job}" for job in await unfinished(platform)]


async def _tickets(session: WriteSession, done: Acknowledged) -> list[str]:
    rows = {row.id: row for row in await session.execute(_TICKETS, {"mark": f"{MARK}%"})}
    found = []
    for title, times in Counter(row.title for row in rows.values()).items():
        if times > 1:
            found.append(f"ticket {title} is there {times} times")
    for identity, (number, actions) in done.tickets.items():
        row = rows.pop(identity, None)
        if row is None:
            found.append(f"acknowledged ticket {identity} is not there")
        elif list(row.actions) != actions:
            found.append(f"ticket {identity}: acknowledged {actions}, history {list(row.actions)}")
        elif row.numbered != bool(number):
            found.append(f"ticket {identity}: number {number} was acknowledged")
    found += [f"ticket {identity} was never acknowledged" for identity in rows]
    for number, times in Counter(number for number, _ in done.tickets.values() if number).items():
        if times > 1:
            found.append(f"number {number} was given {times} times")
    return found


async def _points(session: WriteSession, done: Acknowledged) -> list[str]:
    rows = {row.evidence: row.rows for row in await session.execute(_ENTRIES, {"mark": f"{MARK}%"})}
    acknowledged = set(done.entries.values())
    return [f"entry {mark}: {rows.get(mark, 0)} rows" for mark in acknowledged | rows.keys() if rows.get(mark) != 1] + [
        f"entry {mark} was never acknowledged" for mark in rows.keys() - acknowledged
    ]


async def _imports(session: WriteSession, done: Acknowledged) -> list[str]:
    states = {row.id: row.state for row in await session.execute(_IMPORTS)}
    found = [
        f"import {identity} is {states.get(identity)}" for identity in done.imports if states.get(identity) != "done"
    ]
    rows = {row.name: row.rows for row in await session.execute(_IMPORTED)}
    found += [f"imported member {name} is there {times} times" for name, times in rows.items() if times > 1]
    if len(rows) != len(done.imports) * ROWS:
        found.append(f"{len(rows)} imported members, {len(done.imports)} files of {ROWS} were committed")
    return found
