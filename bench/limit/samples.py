"""Which rows the requests ask for: drawn once a run, the same for every target."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from services.kit.database import driver_url

MEMBERS, PLACES, NAMES, TICKETS, CLAIMS = 4_000, 300, 200, 2_000, 12_000
_CLAIMS = """
    INSERT INTO point_claims (
        id, version, created_at, updated_at, member_id, branch_id, scheme_id, rule_id, occurred_on, quantity, asked,
        evidence, state, entered_by, entered_name
    )
    SELECT ('00000000-0000-7000-8000-' || lpad(to_hex($1 + n), 12, '0'))::uuid, 1, now(), now(), m.id, m.branch_id,
        r.scheme_id, r.id, current_date - 1, 1, r.points, '支部登记表', 'pending', a.id, a.display_name
    FROM (
        SELECT row_number() OVER (ORDER BY hashtextextended(member_id::text, $1)) AS n, member_id AS id, branch_id
        FROM point_balances WHERE year = $3 AND kind = 'member'
    ) m
    CROSS JOIN (
        SELECT r.id, r.scheme_id, r.points FROM point_rules r JOIN point_schemes s ON s.id = r.scheme_id
        WHERE s.year = $3 AND s.kind = 'member' AND s.state = 'published' AND r.source_kind = 'manual' LIMIT 1
    ) r
    CROSS JOIN (SELECT id, display_name FROM accounts WHERE username = 'bench-clerk') a
    WHERE m.n <= $2
"""


@dataclass(frozen=True, slots=True)
class Ticket:
    id: UUID
    version: int
    serial: int


@dataclass(frozen=True, slots=True)
class Samples:
    """Ids and words drawn from the city, in an order without meaning."""

    root: UUID
    year: int
    members: list[UUID]
    small_places: list[UUID]
    """Sub-districts, for pages."""
    large_places: list[UUID]
    """Districts, for searches and figures."""
    names: list[str]
    """Given names of two characters, the frequent ones more often."""
    tickets: list[Ticket]


async def draw(url: str) -> Samples:
    connection = await asyncpg.connect(driver_url(url))
    try:
        await connection.execute("SELECT setseed(0.5)")
        year = await connection.fetchval("SELECT max(year) FROM point_schemes WHERE state = 'published'")
        return Samples(
            root=await connection.fetchval("SELECT id FROM branches WHERE parent_id IS NULL"),
            year=year or 0,
            members=await _column(
                connection,
                "SELECT member_id FROM point_balances WHERE year = $2 "
                "ORDER BY hashtextextended(member_id::text, 1) LIMIT $1",
                MEMBERS,
                year,
            ),
            small_places=await _column(connection, _BRANCHES, PLACES, 3),
            large_places=await _column(connection, _BRANCHES, PLACES, 2),
            names=await _column(
                connection,
                "SELECT substr(name, 2) FROM members WHERE length(name) = 3 "
                "ORDER BY hashtextextended(id::text, 1) LIMIT $1",
                NAMES,
            ),
            tickets=[],
        )
    finally:
        await connection.close()


_BRANCHES = (
    "SELECT id FROM branches WHERE level = $2 AND rgt > lft + 20 ORDER BY hashtextextended(id::text, 1) LIMIT $1"
)


async def _column(connection: Any, sql: str, *arguments: object) -> list[Any]:
    return [
        UUID(str(row[0])) if isinstance(row[0], UUID) else row[0] for row in await connection.fetch(sql, *arguments)
    ]


class Supply:
    """Rows that a turn uses up: claims to be confirmed, tickets at their present version."""

    def __init__(self, url: str, year: int) -> None:
        self._url = url
        self._year = year
        self._next = 0

    async def claims(self, count: int) -> tuple[int, list[UUID]]:
        """So many pending claims of as many members; the number behind which their ids are counted on."""
        connection = await asyncpg.connect(driver_url(self._url))
        try:
            if not self._next:
                last = await connection.fetchval(
                    "SELECT id FROM point_claims WHERE id < '00000000-0000-7000-9000-000000000000' "
                    "ORDER BY id DESC LIMIT 1"
                )
                self._next = int(str(last)[-12:], 16) if last else 0
            base = self._next
            await connection.execute(_CLAIMS, base, count, self._year)
            self._next += count
            return base, [claim_id(base + n) for n in range(1, count + 1)]
        finally:
            await connection.close()

    async def tickets(self, count: int, *, behind: int = 0) -> list[Ticket]:
        """Tickets under way, as they stand now; those `behind` so many others belong to another target."""
        connection = await asyncpg.connect(driver_url(self._url))
        try:
            rows = await connection.fetch(
                "SELECT id, version, number_serial FROM tickets "
                "WHERE state = 'in_progress' AND number_serial IS NOT NULL "
                "ORDER BY hashtextextended(id::text, 1) LIMIT $1 OFFSET $2",
                count,
                behind,
            )
            return [Ticket(UUID(str(row[0])), row[1], row[2]) for row in rows]
        finally:
            await connection.close()


def claim_id(number: int) -> UUID:
    return UUID(f"00000000-0000-7000-8000-{number:012x}")
