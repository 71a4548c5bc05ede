"""The table as it was measured, for reading and for keeping."""

import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.measuring import Result

FOLDER = Path("bench/results")
_HEAD = (
    "| what | HTTP ms | × | queries ms | × | pages | × | queries | bytes | read whole |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|"
)


def written(results: Sequence[Result], facts: dict[str, str], now: datetime) -> Path:
    """Write the table below `bench/results` and give its path."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{now:%Y-%m-%d}.md"
    path.write_text(rendered(results, facts, now), encoding="utf-8")
    return path


def rendered(results: Sequence[Result], facts: dict[str, str], now: datetime) -> str:
    """Medians by group; `×` is the ratio to what a case is compared with: the first page of the same list."""
    known = {result.case.key: result for result in results}
    looked = [result for result in results if not result.case.timed]
    lines = [f"# Measured {now:%Y-%m-%d %H:%M}", ""]
    lines += [f"* {name}: {value}" for name, value in {**machine(), **facts}.items()]
    group = None
    for result in results:
        if not result.case.timed:
            continue
        if result.case.group != group:
            group = result.case.group
            lines += ["", f"## {group}", "", _HEAD]
        lines.append(_line(result, known.get(result.case.against or "")))
    whole = [f"{result.case.key} ({', '.join(result.scans)})" for result in looked if result.scans]
    lines += [
        "",
        f"{len(looked)} further orders and pages were explained; read from end to end: {whole or 'none'}.",
        "",
    ]
    return "\n".join(lines)


def _line(result: Result, base: Result | None) -> str:
    pairs = [
        (f"{value:{form}}", f"{value / other:.2f}" if other else "")
        for value, other, form in (
            (result.http_ms, base.http_ms if base else None, ".2f"),
            (result.query_ms, base.query_ms if base else None, ".2f"),
            (result.blocks, base.blocks if base else None, ",d"),
        )
    ]
    cells = [cell for pair in pairs for cell in pair]
    tail = (str(len(result.calls)), f"{result.answer_bytes:,}", ", ".join(result.scans))
    return f"| {' | '.join((result.case.name, *cells, *tail))} |"


def machine() -> dict[str, str]:
    """What the figures hang on."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    return {"machine": f"{cores} cores, {platform.machine()}, load average {load}", "Python": platform.python_version()}
