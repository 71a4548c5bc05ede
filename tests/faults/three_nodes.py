"""`python -m tests.faults.three_nodes`: two API nodes, a worker, nginx, PostgreSQL with a replica; parts are killed under load.

From Debian's packages (apt-get install nginx postgresql-15), on loopback, nginx as docs/production.md configures it.
"""

import argparse
import asyncio
import os
import signal
import time
from pathlib import Path

import asyncpg

from api.logging import configure
from tests.faults.debian import Debian, missing, nginx, primary_and_replica
from tests.faults.drill import loaded, no_jobs
from tests.faults.load import Load
from tests.faults.stand import Stand, standing_on, until
from tests.faults.verifying import findings
from tests.support.postgres import open_folder

WRITERS = 8


async def drill(folder: Path, kills: int) -> tuple[list[str], list[str]]:
    """Lines to print, and what is wrong (nothing, if all is well)."""
    with primary_and_replica(folder) as (primary, replica):
        more = {"DANGJIAN_READ_DATABASE_URL": replica.url}
        async with standing_on(primary, folder, nodes=2, silence=30, more=more) as (stand, platform):
            load = await loaded(stand, platform)
            with nginx(folder, stand.ports) as address:
                load.addresses = [address]
                load.start(WRITERS)
                lines = [await _calm(load, replica)]
                lines += [await _kill_nodes(stand, load, kills), await _kill_replica(load, replica)]
                await load.stop()
            await until(lambda: no_jobs(platform))
            wrong = [*load.unexpected, *await findings(platform, load.done)]
    done = load.done
    return [
        *lines,
        f"writes {load.writes}, reads {load.reads}; tickets {len(done.tickets)}, entries {len(done.entries)}, "
        f"imports {len(done.imports)}; slowest attempt {load.slowest:.1f} s",
        f"findings: {len(wrong)}",
    ], wrong


async def _calm(load: Load, replica: Debian) -> str:
    before = await _answered(replica)
    await asyncio.sleep(10)
    return (
        f"calm, 10 s: {load.writes} writes, {load.reads} reads, not acknowledged {dict(load.not_done)}, "
        f"reads failed {dict(load.reads_failed)}; the replica answered {await _answered(replica) - before} queries"
    )


async def _kill_nodes(stand: Stand, load: Load, kills: int) -> str:
    before = load.not_done.copy(), load.reads_failed.copy(), load.replayed
    away = []
    for number in range(kills):
        away.append(await stand.kill_node(number % 2))
        await asyncio.sleep(6)  # nginx asks a node again five seconds after it failed
    return (
        f"{kills} nodes killed (kill -9), away {min(away):.1f}–{max(away):.1f} s each, {WRITERS} writers: "
        f"writes not acknowledged {dict(load.not_done - before[0])}, of these done and answered from memory "
        f"{load.replayed - before[2]}; reads failed {dict(load.reads_failed - before[1])}"
    )


async def _kill_replica(load: Load, replica: Debian) -> str:
    pid = replica.pid()
    assert pid is not None
    before = load.not_done.copy(), load.reads_failed.copy(), load.reads
    os.kill(pid, signal.SIGKILL)
    await asyncio.sleep(5)
    told = (
        f"replica killed: reads {load.reads - before[2]}, failed {dict(load.reads_failed - before[1])}, "
        f"writes not acknowledged {dict(load.not_done - before[0])}"
    )
    await asyncio.to_thread(replica.start)
    began = time.monotonic()
    answered = await _answered(replica)
    await until(lambda: _answers_more(replica, answered))
    return f"{told}; started again, it answers after {time.monotonic() - began:.1f} s"


async def _answered(replica: Debian) -> int:
    """Queries that the platform's own sessions have had answered by the replica."""
    connection = await asyncpg.connect(replica.url)
    try:
        return int(
            await connection.fetchval(
                "SELECT coalesce(sum(idx_scan + seq_scan), 0) FROM pg_stat_user_tables WHERE relname = 'members'"
            )
        )
    finally:
        await connection.close()


async def _answers_more(replica: Debian, than: int) -> bool:
    return await _answered(replica) > than


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.three_nodes", description=__doc__)
    parser.add_argument("--kills", type=int, default=6)
    given = parser.parse_args()
    if lacking := missing():
        print(f"not installed: {' '.join(lacking)} (apt-get install {' '.join(lacking)})")
        return 2
    configure("error", as_json=False)
    with open_folder(on_disk=True) as folder:
        lines, wrong = asyncio.run(drill(folder, given.kills))
    print("\n".join([*lines, *wrong[:50]]))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
