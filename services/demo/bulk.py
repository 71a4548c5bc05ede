"""Filling the register at the size of a city: rows made by several processes, copied in by one transaction."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import func, select

from models.branches import Branch
from services.demo import leadership, registers
from services.demo.districts import PlannedBranch, Site, planned_districts, shares
from services.demo.leadership import Led, invented_posts, invented_term
from services.demo.registers import Batch, Clerk, FieldKeys, Rows, rows_of
from services.kit.database import WriteSession, driver_url
from services.kit.names import name_grams, pinyin_of

BATCH = 2_000
WORTH_PROCESSES = 20_000
"""Below so many members the start of other processes costs more than they save."""
_AHEAD = 3
"""Batches per process that may wait, so that memory stays flat however slow the database is."""

_BRANCH_COLUMNS = (
    "id", "version", "created_at", "updated_at", "parent_id", "kind", "name", "short_name", "level", "position",
    "path", "lft", "rgt", "pinyin", "grams", "founded_on", "l1", "l2", "l3", "l4", "l5", "l6",
)  # fmt: skip
_TABLES = (
    "branches", "members", "member_changes", "branch_posts", "branch_terms", "point_entries", "point_balances",
    "point_summaries", "point_results", "point_area_summaries", "study_sessions", "study_attendances", "study_records",
    "study_events", "study_totals", "study_years", "study_summaries", "study_area_summaries", "study_tallies",
)  # fmt: skip
_FOR_THIS_TRANSACTION = (
    "SET LOCAL maintenance_work_mem = '256MB'",
    "SET LOCAL gin_pending_list_limit = '64MB'",
    "SET LOCAL synchronous_commit = off",
)

Advance = Callable[[int, int], None]
"""Told after each batch: members copied so far, members in all."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: so many invented members, the same for the same seed on the same day."""

    members: int
    first: int
    """The running number of the first: those before it are on the register already."""
    seed: int
    keys: FieldKeys
    processes: int = 0
    """0: one for each core."""


async def fill_register(session: WriteSession, root: Branch, order: Order, clerk: Clerk, advance: Advance) -> None:
    """Put districts below the root, with leaders and members, into a city that is being built.

    Part of the caller's transaction: it is all there or nothing is. The members' levels are set by the trigger.
    """
    await session.flush()
    connection = await _connection(session)
    for setting in _FOR_THIS_TRANSACTION:
        await connection.execute(setting)
    chance = Random(f"{order.seed} branches")
    last = select(func.max(Branch.rgt)).where(Branch.parent_id == root.id)
    site = Site(root.id, (await session.scalar(last) or root.lft) + 1, clerk.today)
    branches = planned_districts(chance, site, order.members)
    await _copy(connection, "branches", _BRANCH_COLUMNS, _branch_rows(branches, clerk))
    assert branches[0].lft > root.lft
    assert max(branch.rgt for branch in branches) < root.rgt, "a root has room for a thousand districts"
    shared = shares(chance, branches, order.members)
    await _copy_leadership(connection, branches, {branch.id: count for branch, count in shared}, order.seed, clerk)
    await _copy_members(connection, shared, order, clerk, advance)


async def settle(database_url: str) -> None:
    """What the planner must know of a filled city, and which pages everybody sees. Outside of any transaction."""
    connection = await asyncpg.connect(driver_url(database_url))
    try:
        await connection.execute(f"VACUUM (ANALYZE) {', '.join(_TABLES)}")
    finally:
        await connection.close()


async def _connection(session: WriteSession) -> "asyncpg.Connection[asyncpg.Record]":
    raw = await (await session.connection()).get_raw_connection()
    assert raw.driver_connection is not None
    found: asyncpg.Connection[asyncpg.Record] = raw.driver_connection
    return found


async def _copy(connection: Any, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    await connection.copy_records_to_table(table, records=rows, columns=list(columns))


def _branch_rows(branches: Sequence[PlannedBranch], clerk: Clerk) -> Iterable[tuple[Any, ...]]:
    spelled: dict[str, tuple[str, list[str]]] = {}
    for branch in branches:
        if branch.name not in spelled:
            spelled[branch.name] = pinyin_of(branch.name), name_grams(branch.name)
        levels = [*branch.lineage, *[None] * (6 - branch.level)]
        path = "/".join(map(str, branch.lineage))
        yield (
            branch.id, 1, clerk.now, clerk.now, branch.parent_id, branch.kind.value, branch.name, branch.short_name,
            branch.level, branch.position, path, branch.lft, branch.rgt, *spelled[branch.name], branch.founded_on,
            *levels,
        )  # fmt: skip


async def _copy_leadership(
    connection: Any, branches: Sequence[PlannedBranch], members: dict[UUID, int], seed: int, clerk: Clerk
) -> None:
    chance = Random(f"{seed} leaders")
    posts: list[tuple[Any, ...]] = []
    terms: list[tuple[Any, ...]] = []
    for branch in branches:
        led = Led(branch, members.get(branch.id, 0))
        term = invented_term(chance, led, clerk.today, clerk.now)
        if term is not None:
            terms.append(term)
        since = term[leadership.TERM_COLUMNS.index("elected_on")] if term is not None else branch.founded_on
        posts.extend(invented_posts(chance, led, since, clerk.now))
    await _copy(connection, "branch_posts", leadership.POST_COLUMNS, posts)
    await _copy(connection, "branch_terms", leadership.TERM_COLUMNS, terms)


async def _copy_members(
    connection: Any, shared: Sequence[tuple[PlannedBranch, int]], order: Order, clerk: Clerk, advance: Advance
) -> None:
    batches, done = _batches(shared, order), 0
    processes = (order.processes or os.cpu_count() or 1) if order.members >= WORTH_PROCESSES else 0
    # A fresh interpreter for each process: this one has threads and open connections, which a fork would copy.
    # What they make holds no cycles, and looking for some among millions of strings takes a tenth of the time.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=gc.disable) if processes else None
    with pool or nullcontext():
        async for batch, rows in _made(pool, batches, partial(rows_of, clerk=clerk, keys=order.keys), processes):
            await _copy(connection, "members", registers.MEMBER_COLUMNS, rows.members)
            await _copy(connection, "member_changes", registers.CHANGE_COLUMNS, rows.changes)
            done += batch.members
            advance(done, order.members)


async def _made(
    pool: Executor | None, batches: Sequence[Batch], make: Callable[[Batch], Rows], processes: int
) -> AsyncIterator[tuple[Batch, Rows]]:
    """The rows of each batch in order, some batches being made ahead."""
    if pool is None:
        for batch in batches:
            yield batch, make(batch)
        return
    loop, ahead = asyncio.get_running_loop(), processes * _AHEAD
    waiting = {place: loop.run_in_executor(pool, make, batch) for place, batch in enumerate(batches[:ahead])}
    for place, batch in enumerate(batches):
        rows = await waiting.pop(place)
        if place + ahead < len(batches):
            waiting[place + ahead] = loop.run_in_executor(pool, make, batches[place + ahead])
        yield batch, rows


def _batches(shared: Sequence[tuple[PlannedBranch, int]], order: Order) -> list[Batch]:
    """Whole branches, about `BATCH` members each time."""
    batches: list[Batch] = []
    taken: list[tuple[UUID, int]] = []
    first = number = order.first
    for branch, count in shared:
        taken.append((branch.id, count))
        number += count
        if number - first >= BATCH:
            batches.append(Batch(f"{order.seed} {first}", first, taken))
            taken, first = [], number
    if taken:
        batches.append(Batch(f"{order.seed} {first}", first, taken))
    return batches
