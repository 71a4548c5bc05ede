"""One request at a time: what it asks of the database, how, how long that takes, how much it answers."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

import asyncpg
import orjson

from bench.place import Stage
from bench.recording import Call
from services.kit.database import driver_url

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A request. `against` names the case it is compared with; what is not `timed` is only looked at."""

    group: str
    name: str
    path: str
    params: Params = field(default_factory=dict)
    against: str | None = None
    timed: bool = True

    @property
    def key(self) -> str:
        return f"{self.group} · {self.name}"


@dataclass(slots=True)
class Result:
    """Times in milliseconds, one a round."""

    case: Case
    calls: list[Call]
    answer_bytes: int
    scans: list[str]
    """Tables that a plan reads from end to end."""
    blocks: int
    """Pages of 8 KiB that the queries touch: what they cost, whatever else the machine does."""
    http: list[float] = field(default_factory=list)
    query: list[float] = field(default_factory=list)

    @property
    def http_ms(self) -> float:
        return median(self.http)

    @property
    def query_ms(self) -> float:
        return median(self.query)


async def measure(
    stage: Stage, url: str, cases: Sequence[Case], rounds: int, advance: Callable[[], None]
) -> list[Result]:
    """All cases in each round, each round in another order, so that what else the machine does meets all alike."""
    connection = await asyncpg.connect(driver_url(url))
    try:
        results = [await _look(stage, connection, case) for case in cases]
    finally:
        await connection.close()
    timed, chance = [result for result in results if result.case.timed], random.Random(1)
    for _ in range(rounds):
        chance.shuffle(timed)
        for result in timed:
            result.http.append(await _best(stage, result, _request))
            result.query.append(await _best(stage, result, _queries))
        advance()
    return results


async def _look(stage: Stage, connection: Any, case: Case) -> Result:
    answer = await stage.staff.get(case.path, params=case.params)
    if answer.status_code != 200:
        raise RuntimeError(f"{case.key}: {answer.status_code} {answer.text[:300]}")
    calls: list[Call] = []
    for _ in range(2):
        # The one with fewer is the request's own: in the other, what is remembered of the actor had just run out.
        stage.recorder.calls.clear()
        await stage.staff.get(case.path, params=case.params)
        made = list(stage.recorder.calls)
        calls = made if not calls or len(made) < len(calls) else calls
    plans = [await _plan(connection, call) for call in calls]
    scans: list[str] = []
    for plan in plans:
        _collect(plan, scans)
    blocks = sum(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in plans)
    return Result(case, calls, len(answer.content), sorted(set(scans)), blocks)


_TRIES, _ENOUGH_MS = 5, 400
"""Runs in a row; what takes longer is run less often."""


async def _best(stage: Stage, result: Result, run: Callable[[Stage, Result], Any]) -> float:
    """The best of a few runs in a row: the others tell of the machine's other work, not of this."""
    taken: list[float] = []
    while len(taken) < _TRIES and sum(taken) < _ENOUGH_MS:
        begun = perf_counter()
        await run(stage, result)
        taken.append((perf_counter() - begun) * 1000)
    return min(taken)


async def _request(stage: Stage, result: Result) -> None:
    await stage.staff.get(result.case.path, params=result.case.params)


async def _queries(stage: Stage, result: Result) -> None:
    for call in result.calls:
        await stage.recorder.again(call)


async def _plan(connection: Any, call: Call) -> dict[str, Any]:
    """How the query runs with just these values; run twice, as the first may set hint bits and fill caches."""
    sql = f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {call.query.sql}"
    await connection.fetchval(sql, *call.query.arguments(call.values))
    text = await connection.fetchval(sql, *call.query.arguments(call.values))
    plan: dict[str, Any] = orjson.loads(text)[0]["Plan"]
    return plan


def _collect(plan: dict[str, Any], found: list[str]) -> None:
    if plan["Node Type"] == "Seq Scan":
        found.append(plan["Relation Name"])
    for below in plan.get("Plans", ()):
        _collect(below, found)
