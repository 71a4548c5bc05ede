"""The limit: `pgbench` running the best SQL for the same work, on the same rows, under the same constraints."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from bench.limit.load import LoadError, Run
from bench.limit.processes import cpu_of
from services.kit.database import driver_url
from services.kit.reader import Query

CLIENTS, THREADS = 8, 2
MOST_SCRIPTS = 100
"""pgbench takes 128 at most."""
_PLACE = re.compile(r"\$(\d+)(::[A-Z][A-Z0-9_ ]*(?:\[\])?)?")


def literal(query: Query, **values: object) -> str:
    """The platform's own statement with its values written in: no value has to be drawn at run time."""
    arguments = query.arguments(values)

    def written(place: re.Match[str]) -> str:
        return _literal(arguments[int(place[1]) - 1]) + (place[2] or "")

    return _PLACE.sub(written, " ".join(query.sql.split()))


def _literal(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return "'{" + ",".join(f'"{item}"' for item in value) + "}'"
    if isinstance(value, UUID):
        return f"'{value}'"
    return "'" + str(value).replace("'", "''") + "'"


def run(
    url: str, scripts: Sequence[str], *, seconds: float, database: int, counters: dict[str, int] | None = None
) -> Run:
    """Run the scripts in turn by chance. `counters` begin as given and may be raised by the scripts."""
    found = shutil.which("pgbench")
    if found is None:
        raise LoadError("pgbench is missing: apt-get install postgresql-contrib")
    with tempfile.TemporaryDirectory() as folder:
        command = [found, "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", str(THREADS), "-T", f"{seconds:.0f}"]
        for name, value in (counters or {}).items():
            command += ["-D", f"{name}={value}"]
        for number, script in enumerate(scripts[:MOST_SCRIPTS]):
            path = Path(folder) / f"{number}.sql"
            path.write_text(script, encoding="utf-8")
            command += ["-f", str(path)]
        before = cpu_of(database)
        done = subprocess.run(
            [*command, driver_url(url)],
            env={**os.environ, "PGOPTIONS": "-c plan_cache_mode=force_generic_plan"},
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds + 60,
        )
        used = cpu_of(database) - before
    rate = re.search(r"tps = ([0-9.]+) \(without", done.stdout)
    count = re.search(r"number of transactions actually processed: (\d+)", done.stdout)
    if rate is None or count is None or done.returncode != 0:
        raise LoadError(f"pgbench: {done.stdout[-400:]} {done.stderr[-600:]}")
    units = max(1, int(count[1]))
    latency = re.search(r"latency average = ([0-9.]+) ms", done.stdout)
    average = float(latency[1]) if latency else 0.0
    return Run(float(rate[1]), average, 0.0, 0.0, 0.0, used * 1000 / units, 0)
