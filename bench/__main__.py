"""`python -m bench`: build the city if there is none, measure, print and keep the table."""

import asyncio
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import Progress
from sqlalchemy import func, select, text

from api.logging import configure
from bench import moving
from bench.measuring import Case, Result, measure
from bench.place import Stage, database_url, open_stage
from bench.report import rendered, written
from bench.subjects import member_cases, other_cases
from services.kit.clock import OFFICE_ZONE, utc_now
from services.kit.reader import prepare
from services.members.filters import member

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)


@app.command()
def run(
    members: Annotated[int, typer.Option(help="members of the city, when it has to be built")] = 300_000,
    rounds: Annotated[int, typer.Option(min=1, help="how often everything is measured")] = 9,
    only: Annotated[str, typer.Option(help="part of a group's name, e.g. search")] = "",
) -> None:
    """Measure at the size of a city; ratios count, times are this machine's."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    configure("warning", as_json=False)  # a line for each request would be measured too
    with database_url(console, members) as url:
        asyncio.run(_measured(url, rounds, only, console))


async def _measured(url: str, rounds: int, only: str, console: Console) -> None:
    async with open_stage(url) as stage:
        cases = [*await member_cases(stage), *await other_cases(stage)]
        chosen = _needed(cases, only)
        with Progress(console=console) as bar:
            task = bar.add_task(f"{len(chosen)} cases", total=rounds)
            results = await measure(stage, url, chosen, rounds, lambda: bar.advance(task))
        facts = await _facts(stage, rounds)
        if not only:
            facts |= await moving.measured(stage)
        _tell(results, facts, console, keep=not only)


def _needed(cases: Sequence[Case], only: str) -> list[Case]:
    """The wanted groups, and what they are compared with."""
    wanted = {case.key for case in cases if only in case.group}
    bases = {case.against for case in cases if case.key in wanted}
    return [case for case in cases if case.key in wanted | bases]


async def _facts(stage: Stage, rounds: int) -> dict[str, str]:
    reader = stage.recorder.inner
    version = await reader.value(prepare(select(text("current_setting('server_version')"))))
    buffers = await reader.value(prepare(select(text("current_setting('shared_buffers')"))))
    count = await reader.value(prepare(select(func.count()).select_from(member)))
    tree = await stage.platform.tree.current()
    return {
        "PostgreSQL": f"{version}, shared_buffers {buffers}",
        "city": f"{count:,} members, {len(tree):,} branches",
        "rounds": f"{rounds}, interleaved, each the best of five runs in a row; medians of the rounds below",
    }


def _tell(results: Sequence[Result], facts: dict[str, str], console: Console, *, keep: bool) -> None:
    now = utc_now().astimezone(OFFICE_ZONE)
    console.print(Markdown(rendered(results, facts, now)))
    if keep:
        console.print(f"{written(results, facts, now)}")


if __name__ == "__main__":
    app()
