"""How imports and exports are measured: wall clock, CPU of the process and of its PostgreSQL, most memory held."""

import asyncio
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

FIELD_KEYS, LOOKUP_KEY = (b"f" * 32,), b"l" * 32
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, seconds of CPU of the processes at work and of the database's, MiB they held at most."""

    wall: float
    cpu: float
    database: float
    mib: int

    @property
    def all_cpu(self) -> float:
        return self.cpu + self.database

    def __str__(self) -> str:
        return f"{self.wall:.2f} s (CPU {self.cpu:.2f} + database {self.database:.2f}), peak {self.mib} MiB"


def peak_mib(process: str) -> int:
    """The most memory a process has held. Of getrusage this cannot be had: a child starts with its parent's."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


class Watch:
    """Begins to count when it is made: the start of the process, the same for all, is not counted."""

    def __init__(self) -> None:
        self._wall, self._cpu = perf_counter(), process_time()

    def tell(self) -> None:
        """What a process of its own says of itself at its end."""
        print(f"{perf_counter() - self._wall:.3f} {process_time() - self._cpu:.3f} {peak_mib('self')}")


async def alone(module: str, *arguments: str, folder: Path) -> Cost:
    """Run a module that says its figures."""
    before = database_cpu(folder)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    wall, cpu, mib = told.decode().split()
    return Cost(float(wall), float(cpu), database_cpu(folder) - before, int(mib))


def database_cpu(folder: Path) -> float:
    """Seconds of CPU that the server with this folder has used, processes that ended included."""
    main = (folder / "data/postmaster.pid").read_text().split()[0]
    used = 0
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            if path.name == main:
                used += sum(map(int, fields[11:15]))
            elif fields[1] == main:
                used += sum(map(int, fields[11:13]))
    return used / _TICKS


async def memory_of_imports() -> int:
    """Until cancelled: watches the processes of an import; gives the most MiB that they held together.

    What a process shares with the one it was forked from counts once.
    """
    most = 0
    try:
        while True:
            most = max(most, sum(map(_held_by_import, Path("/proc").glob("[0-9]*"))))
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        return most // 1024


def _held_by_import(folder: Path) -> int:
    """KiB of a process, its part of what it shares; 0 of other processes."""
    with suppress(OSError, IndexError):
        if b"services.imports.process" in (folder / "cmdline").read_bytes():
            return int((folder / "smaps_rollup").read_text().split("\nPss:")[1].split()[0])
    return 0
