"""Turns in rotation: every kind of work by every target in each turn, in another order each time."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.limit import load, pgbench
from bench.limit.load import Request, Run
from bench.limit.processes import Server, rest
from bench.limit.workloads import Workload

WARM_SECONDS = 3.0


@dataclass(slots=True)
class Series:
    """The runs of one target on one kind of work."""

    runs: list[Run] = field(default_factory=list)

    def middle(self, name: str) -> float:
        return float(median(getattr(run, name) for run in self.runs))

    @property
    def spread(self) -> float:
        """The widest deviation from the median, as a share of it: the noise."""
        rate = self.middle("rate")
        return max(abs(run.rate - rate) for run in self.runs) / rate if rate else 0.0


Key = tuple[str, str]
"""Kind of work, target. Beside the servers' names: `limit`, and the names of a workload's other SQL."""


@dataclass(slots=True)
class Bench:
    """What is measured, against what."""

    url: str
    database: int
    """The first process of PostgreSQL."""
    servers: Sequence[Server]
    workloads: Sequence[Workload]
    seconds: float
    connections: int
    found: dict[Key, Series] = field(default_factory=dict)

    async def turns(self, count: int, told: Callable[[str], None]) -> None:
        """One turn to warm up that is not counted, then so many."""
        chance = random.Random(1)
        for turn in range(count + 1):
            seconds = self.seconds if turn else WARM_SECONDS
            for workload in self.workloads:
                rivals = [*(server.name for server in self.servers), "limit", *workload.others]
                chance.shuffle(rivals)
                for rival in rivals:
                    run = None
                    try:
                        run = await self._one(workload, rival, seconds)
                    except load.LoadError as error:
                        # A run of twenty minutes goes on; the table shows one turn less.
                        told(f"left out: {workload.name} by {rival}: {error}")
                    rest([self.database, *(server.pid for server in self.servers)])
                    if run is not None and turn:
                        self.found.setdefault((workload.key, rival), Series()).runs.append(run)
                told(f"turn {turn} of {count}: {workload.name}")

    async def _one(self, workload: Workload, rival: str, seconds: float) -> Run | None:
        if rival in workload.others:
            return pgbench.run(self.url, [workload.others[rival]], seconds=seconds, database=self.database)
        if rival == "limit":
            if workload.sql is None:
                return None
            scripts = await workload.sql()
            return pgbench.run(
                self.url, scripts.texts, seconds=seconds, database=self.database, counters=scripts.counters
            )
        server = next(server for server in self.servers if server.name == rival)
        plan: list[Request] = await workload.plan()
        run = load.run(
            server.url,
            plan,
            connections=self.connections,
            seconds=seconds,
            server=server.pid,
            database=self.database,
            each=workload.each,
        )
        # A plan of writes that was too short is begun anew; what it then gets is a refusal, and no work.
        if run.refused > run.rate * seconds * workload.each * 0.01:
            raise load.LoadError(f"{run.refused} answers were refusals")
        return run
