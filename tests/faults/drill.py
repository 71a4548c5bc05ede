"""So many kills at random moments under load, and what became of the writes."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from uuid import uuid4

from api.platform import Platform
from services.kit.erasing import erase_after_commit
from services.kit.outage import is_out_of_reach
from tests.conftest import application
from tests.faults.load import Load, prepared
from tests.faults.stand import Stand, standing, until
from tests.faults.verifying import findings, unfinished
from tests.support.people import City, build_offices

VICTIMS = ("api", "worker", "postgres", "postgres backend")
FILES = 10
Tell = Callable[[str], None]


@dataclass(slots=True)
class Report:
    """What was killed, what was written, what is wrong (nothing, if all is well)."""

    kills: Counter[str]
    load: Load
    seconds: float
    away: dict[str, list[float]]
    jobs_after: float
    """Seconds from the end of the load until every job was done."""
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        load, done = self.load, self.load.done
        numbered = sum(bool(number) for number, _ in done.tickets.values())
        kills = ", ".join(f"{victim} {times}" for victim, times in sorted(self.kills.items()))
        lines = [
            f"kills: {sum(self.kills.values())} ({kills}) in {self.seconds:.0f} s",
            f"writes acknowledged: {load.writes - len(load.unexpected)} "
            f"(tickets {len(done.tickets)}, numbered {numbered}; point entries {len(done.entries)}; "
            f"imports {len(done.imports)})",
            f"attempts not acknowledged and repeated with their key: {load.repeated} {dict(load.not_done)}",
            f"of these done already and answered from memory: {load.replayed}",
            f"longest attempt: {load.slowest:.1f} s; jobs done {self.jobs_after:.1f} s after the load",
        ]
        for victim, seconds in sorted(self.away.items()):
            lines.append(
                f"ready again after kill of {victim}: median {median(seconds):.1f} s, most {max(seconds):.1f} s"
            )
        return [*lines, f"findings: {len(self.wrong)}", *self.wrong[:50]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The victims in order, up to `pause` seconds apart; the rest makes the drill longer or shorter."""

    victims: list[str]
    writers: int = 8
    nodes: int = 2
    members: int = 12
    with_imports: bool = True
    silence: float = 30
    pause: float = 1.5


async def drill(folder: Path, plan: Plan, tell: Tell = print) -> Report:
    """Kill one after the other under load, then look at every write."""
    async with standing(folder, nodes=plan.nodes, silence=plan.silence) as (stand, platform):
        load = await loaded(stand, platform, plan.members)
        load.with_imports = plan.with_imports
        load.start(plan.writers)
        began, away, kills = time.monotonic(), defaultdict(list), Counter[str]()
        for number, victim in enumerate(plan.victims, start=1):
            await asyncio.sleep(random.uniform(0.1, plan.pause))
            if victim == "worker":
                await give_up_files(platform)
            seconds = await _kill(stand, victim)
            kills[victim] += 1
            if seconds:
                away[victim].append(seconds)
            if number % 10 == 0:
                tell(f"{number} kills, {load.writes} writes, {len(load.unexpected)} unexpected answers")
        await asyncio.sleep(random.uniform(0.1, plan.pause))
        wrong: list[str] = []
        try:
            await load.stop()
        except TimeoutError:
            wrong.append(f"the load does not end; jobs: {await unfinished(platform)}")
        took, ended = time.monotonic() - began, time.monotonic()
        try:
            await until(lambda: no_jobs(platform))
        except TimeoutError:
            wrong.append("jobs do not end")
        report = Report(kills, load, took, dict(away), time.monotonic() - ended)
        left = [f"file {path} was not erased" for path in folder.glob("files/drills/*/*")]
        report.wrong = [*wrong, *load.unexpected, *left, *await findings(platform, load.done)]
        return report


async def loaded(stand: Stand, platform: Platform, members: int = 12) -> Load:
    """An office with a scheme and members, and writers ready to begin."""
    city = City(platform, application(stand.settings, platform))
    offices = await build_offices(city)
    people, tokens = await prepared(offices, members)
    await city.close()
    return Load(stand.addresses, offices, people, tokens)


async def give_up_files(platform: Platform) -> None:
    """Files that committed transactions have given up, for the worker's jobs to erase."""
    keys = [await platform.files.put("drills", uuid4(), b"given up") for _ in range(FILES)]
    while True:
        try:
            async with platform.database.transaction() as session:
                for key in keys:
                    await erase_after_commit(session, key)
        except Exception as error:
            if not is_out_of_reach(error):
                raise
            await asyncio.sleep(0.1)
        else:
            return


async def _kill(stand: Stand, victim: str) -> float:
    if victim == "api":
        return await stand.kill_node(random.randrange(len(stand.nodes)))
    if victim == "worker":
        return await stand.kill_worker()
    return await stand.kill_postgres(whole=victim == "postgres")


async def no_jobs(platform: Platform) -> bool:
    """Whether every job is done."""
    try:
        return not await unfinished(platform)
    except OSError:
        return False
