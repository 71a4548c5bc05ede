"""`python -m tests.faults.soak --minutes 20`: mixed load without faults; memory and connections must stay flat.

Two nodes and a worker, loopback only. A row a minute, and the slope over the second half, MiB an hour.
"""

import argparse
import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from api.logging import configure
from api.platform import Platform
from services.kit.reader import prepare
from tests.faults.clients import memory_mb
from tests.faults.drill import loaded, no_jobs
from tests.faults.load import Load
from tests.faults.stand import Stand, standing, until
from tests.faults.verifying import findings
from tests.support.postgres import open_folder

_CONNECTIONS = prepare(
    text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'")
)


@dataclass(frozen=True, slots=True)
class Sample:
    minute: float
    memory: tuple[float, ...]
    """MiB of each node, then of the worker."""
    files: tuple[int, ...]
    """Open files and sockets of each."""
    connections: int
    writes: int


async def sample(stand: Stand, platform: Platform, load: Load, began: float) -> Sample:
    pids = [process.pid or 0 for process in (*stand.nodes, *stand.workers)]
    return Sample(
        (time.monotonic() - began) / 60,
        tuple(memory_mb(pid) for pid in pids),
        tuple(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids),
        await platform.database.reader.value(_CONNECTIONS),
        load.writes,
    )


async def soak(folder: Path, minutes: float, writers: int) -> tuple[list[Sample], list[str]]:
    """The samples, and what is wrong with the writes (nothing, if all is well)."""
    async with standing(folder) as (stand, platform):
        load = await loaded(stand, platform)
        load.start(writers)
        began = time.monotonic()
        samples = []
        while time.monotonic() - began < minutes * 60:
            await asyncio.sleep(min(60.0, minutes * 60 / 4))
            samples.append(await sample(stand, platform, load, began))
        await load.stop()
        await until(lambda: no_jobs(platform))
        return samples, [*load.unexpected, *await findings(platform, load.done)]


def slope(points: list[tuple[float, float]]) -> float:
    """Least squares: change an hour of what is given by minute."""
    middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    spread = sum((x - middle[0]) ** 2 for x, _ in points)
    return 60 * sum((x - middle[0]) * (y - middle[1]) for x, y in points) / spread if spread else 0.0


def table(samples: list[Sample]) -> list[str]:
    lines = ["| minute | MiB nodes, worker | open files | database connections | writes |", "|---|---|---|---|---|"]
    lines += [
        f"| {one.minute:.1f} | {' '.join(f'{size:.0f}' for size in one.memory)} | {' '.join(map(str, one.files))} "
        f"| {one.connections} | {one.writes} |"
        for one in samples
    ]
    late = samples[len(samples) // 2 :]
    slopes = [slope([(one.minute, one.memory[place]) for one in late]) for place in range(len(late[0].memory))]
    connections = slope([(one.minute, one.connections) for one in late])
    return [
        *lines,
        f"slope over the second half: {' '.join(f'{each:+.0f}' for each in slopes)} MiB/h, "
        f"{connections:+.0f} connections/h",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--writers", type=int, default=6)
    given = parser.parse_args()
    configure("error", as_json=False)
    with open_folder(on_disk=True) as folder:
        samples, wrong = asyncio.run(soak(folder, given.minutes, given.writers))
    print("\n".join([*table(samples), f"findings: {len(wrong)}", *wrong[:50]]))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
