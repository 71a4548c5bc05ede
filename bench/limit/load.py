"""wrk as the load: a plan of requests, so many connections, so many seconds."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.limit.processes import cpu_of

SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True, slots=True)
class Request:
    """One line of a plan."""

    method: str
    path: str
    headers: dict[str, str]
    body: str = ""

    def line(self) -> str:
        headers = "|".join(f"{name}: {value}" for name, value in self.headers.items())
        return f"{self.method}\t{self.path}\t{headers}\t{self.body}\n"


@dataclass(frozen=True, slots=True)
class Run:
    """What one turn of one target gave. Times in ms, CPU in ms a request."""

    rate: float
    p50: float
    p99: float
    answer_bytes: float
    server_cpu: float
    database_cpu: float
    refused: int
    """Answers of 4xx and 5xx."""


class LoadError(RuntimeError):
    """Requests broke off or hardly any was answered well."""


def program() -> str:
    """Errors: LoadError where wrk is not installed."""
    found = shutil.which("wrk")
    if found is None:
        raise LoadError("wrk is missing: apt-get install wrk")
    return found


def run(
    url: str, plan: Sequence[Request], *, connections: int, seconds: float, server: int, database: int, each: int = 1
) -> Run:
    """Send the plan round and round. `each`: how many requests make one unit of work (the calls of one page).

    `server` and `database` are the processes whose CPU is counted, with all below them.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".plan", encoding="utf-8") as file:
        file.writelines(request.line() for request in plan)
        file.flush()
        before = cpu_of(server), cpu_of(database)
        command = [program(), "-t", "1", "-c", str(connections), "-d", f"{seconds:.0f}s", "--timeout", "30s"]
        done = subprocess.run(
            [*command, "-s", str(SCRIPT), url],
            env={**os.environ, "PLAN": file.name},
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds + 60,
        )
        after = cpu_of(server), cpu_of(database)
    result = next((line for line in done.stdout.splitlines() if line.startswith("RESULT ")), None)
    if result is None:
        raise LoadError(f"{url}: {done.stdout[-500:]} {done.stderr[-500:]}")
    found = json.loads(result.removeprefix("RESULT "))
    answered = max(1, found["requests"])
    if found["broken"] > answered / 100:
        raise LoadError(f"{url}: {found}")
    units = answered / each
    return Run(
        rate=units / (found["microseconds"] / 1e6),
        p50=found["p50"] / 1000 * each,
        p99=found["p99"] / 1000 * each,
        answer_bytes=found["bytes"] / answered,
        server_cpu=(after[0] - before[0]) * 1000 / units,
        database_cpu=(after[1] - before[1]) * 1000 / units,
        refused=found["refused"],
    )
