"""The table of a rotation."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.limit.measuring import Bench, Series
from bench.limit.workloads import Workload
from bench.report import FOLDER, machine

_HEAD = (
    "| work | by | req/s | ± | p50 ms | p99 ms | CPU ms a request: server + PostgreSQL | of the limit | platform = |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|"
)
_WORDS = {
    "platform": "**platform**",
    "limit": "pgbench",
    "tutorial": "FastAPI + SQLModel, as taught",
    "drf": "Django REST",
}


def rendered(bench: Bench, facts: dict[str, str], now: datetime) -> str:
    """Medians of the turns. `±` is the widest deviation from the median."""
    lines = [f"# The platform beside its limit and its peers, {now:%Y-%m-%d %H:%M}", ""]
    lines += [f"* {name}: {value}" for name, value in {**machine(), **facts}.items()]
    lines += ["", _HEAD]
    for workload in bench.workloads:
        lines += _rows(bench, workload)
    lines += ["", "## Targets of issue 5", "", "| work | asked | seen |", "|---|---|---|"]
    lines += [line for workload in bench.workloads for line in _targets(bench, workload)]
    return "\n".join(lines) + "\n"


def _rows(bench: Bench, workload: Workload) -> list[str]:
    ours = bench.found.get((workload.key, "platform"))
    limit = bench.found.get((workload.key, "limit"))
    found = []
    for name in ("platform", "limit", *workload.others, "tutorial", "drf"):
        series = bench.found.get((workload.key, name))
        if series is not None:
            found.append(_row(workload, name, series, ours, limit))
    return found


def _row(workload: Workload, name: str, series: Series, ours: Series | None, limit: Series | None) -> str:
    rate = series.middle("rate")
    share = f"{rate / limit.middle('rate'):.1%}" if limit else "–"
    ratio = f"{ours.middle('rate') / rate:.1f} ×" if ours and series is not ours else ""
    p99 = series.middle("p99")
    cpu = f"{series.middle('server_cpu'):.2f} + {series.middle('database_cpu'):.2f}"
    return (
        f"| ({workload.key}) {workload.name} | {_WORDS.get(name, name)} | {rate:,.0f} | {series.spread:.0%} "
        f"| {series.middle('p50'):.1f} | {f'{p99:.1f}' if p99 else '–'} | {cpu} | {share} | {ratio} |"
    )


def _targets(bench: Bench, workload: Workload) -> list[str]:
    ours = bench.found.get((workload.key, "platform"))
    if ours is None:
        return []
    rate, found = ours.middle("rate"), []

    def against(name: str) -> float | None:
        series = bench.found.get((workload.key, name))
        return rate / series.middle("rate") if series else None

    def line(asked: str, seen: float | None, reach: float, words: str) -> None:
        if seen is not None:
            found.append(
                f"| ({workload.key}) | {asked} | {words} {'reached' if seen >= reach else '**not reached**'} |"
            )

    if workload.share_reach is not None and (share := against("limit")) is not None:
        line(f"≥ {workload.share_reach:.0%} of pgbench", share, workload.share_reach, f"{share:.1%}")
    if workload.ratio_reach is not None and (ratio := against("tutorial")) is not None:
        line(f"≥ {workload.ratio_reach:g} × tutorial peer", ratio, workload.ratio_reach, f"{ratio:.1f} ×")
    if workload.key == "c":
        if (ratio := against("tutorial")) is not None:
            line("≥ 20 × the trigram SQL over HTTP (tutorial peer)", ratio, 20, f"{ratio:.1f} ×")
        page = bench.found.get(("b", "platform"))
        if page is not None:
            times = ours.middle("p50") / page.middle("p50")
            line("aim: p50 ≤ 2 × page of 20", 1 / times, 0.5, f"{times:.2f} ×")
    if workload.key == "f" and (ratio := against("live aggregate")) is not None:
        line("≥ 100 × the live aggregate", ratio, 100, f"{ratio:,.0f} ×")
    return found


def write(text: str, name: str, folder: Path = FOLDER) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def chosen(workloads: Sequence[Workload], keys: str) -> list[Workload]:
    """Those whose letter stands in `keys`; all without any."""
    return [workload for workload in workloads if not keys or workload.key in keys]
