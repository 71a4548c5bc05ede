"""`python -m bench.limit`: seeds once, measures in rotation, writes `bench/results/<day>-limit.md`."""

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import asyncpg
import typer
from rich.console import Console
from rich.markdown import Markdown
from sqlalchemy import make_url

from api.logging import configure
from bench.limit import lines, peer_words, report, samples, sql, targets
from bench.limit.city import CONNECTIONS, Size, furnished, tokens
from bench.limit.measuring import Bench
from bench.limit.workloads import Work
from bench.place import HOME, database_url
from bench.report import machine
from services.kit.clock import OFFICE_ZONE, office_day, utc_now
from services.kit.database import driver_url
from services.kit.migrating import upgrade

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)
_SERVERS = {"platform": targets.platform, "tutorial": targets.tutorial, "drf": targets.drf}


@app.callback(invoke_without_command=True)
def whole(context: typer.Context) -> None:
    """Without a command: `run`."""
    if context.invoked_subcommand is None:
        context.invoke(run)


@app.command()
def run(
    members: Annotated[int, typer.Option(help="members of the city, when it has to be built")] = 300_000,
    points: Annotated[int, typer.Option(help="entries of the ledgers, when the city has to be built")] = 2_000_000,
    study: Annotated[int, typer.Option(help="study records, when the city has to be built")] = 0,
    turns: Annotated[int, typer.Option(min=1, help="how often everything is measured")] = 3,
    seconds: Annotated[float, typer.Option(min=1, help="of each measurement")] = 4,
    only: Annotated[str, typer.Option(help="letters of the kinds of work, e.g. abd")] = "",
    by: Annotated[str, typer.Option(help="platform,tutorial,drf")] = "platform,tutorial,drf",
    database: Annotated[str, typer.Option(help="another database of the same server")] = "",
    keep: Annotated[bool, typer.Option(help="write the table below bench/results")] = True,
) -> None:
    """Measure at the size of a city; ratios count, times are this machine's."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    configure("warning")
    with database_url(console, members, points, study) as url:
        url = _other(url, database)
        furnished(url, Size(), console)
        text = asyncio.run(_measured(url, turns, seconds, only, by.split(","), console))
    _tell(console, text, "limit", keep)


@app.command("lines")
def lines_of_issues(
    turns: Annotated[int, typer.Option(min=1, help="how often everything is measured")] = 3,
    seconds: Annotated[float, typer.Option(min=1, help="of each measurement")] = 1,
    only: Annotated[str, typer.Option(help="lines whose names hold one of these words: page,search")] = "",
    database: Annotated[str, typer.Option(help="another database of the same server")] = "",
    keep: Annotated[bool, typer.Option(help="write the table below bench/results")] = True,
) -> None:
    """Lines of issues 3 and 4: ledgers, distributions, searches and deep pages beside the plain answer."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    configure("warning")
    with database_url(console, 300_000, 2_000_000, 5_000_000) as url:
        url = _other(url, database)
        furnished(url, Size(), console)
        text = asyncio.run(_lines(url, turns, seconds, only.split(",")))
    _tell(console, text, "lines", keep)


async def _lines(url: str, turns: int, seconds: float, only: list[str]) -> str:
    postmaster = await _prepared(url)
    drawn, signed = await samples.draw(url), await tokens(url, HOME)
    with targets.platform(url) as server:
        chosen = [line for line in lines.lines(drawn, server, signed) if any(word in line.name for word in only)]
        table = lines.measured(chosen, server, signed, postmaster, turns, seconds)
    facts = {**machine(), **await _facts(url), "turns": f"{turns} of {seconds:g} s after one to warm up; medians"}
    head = [f"# Lines of issues 3 and 4, {utc_now().astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}", ""]
    return "\n".join([*head, *(f"* {name}: {value}" for name, value in facts.items()), "", table, ""])


def _other(url: str, database: str) -> str:
    """The same server, another database, brought up to date."""
    if not database:
        return url
    chosen = make_url(url).set(database=database).render_as_string(hide_password=False)
    upgrade(chosen)
    return chosen


def _tell(console: Console, text: str, kind: str, keep: bool) -> None:
    console.print(Markdown(text))
    if keep:
        day = utc_now().astimezone(OFFICE_ZONE)
        console.print(f"{report.write(text, f'{day:%Y-%m-%d}-{kind}.md')}")


async def _measured(url: str, turns: int, seconds: float, only: str, by: list[str], console: Console) -> str:
    postmaster = await _prepared(url)
    drawn = await samples.draw(url)
    signed = await tokens(url, HOME)
    peer_words.write(HOME / "labels.json")
    work = Work(drawn, samples.Supply(url, drawn.year), signed, office_day(utc_now()))
    with ExitStack() as stack:
        servers = [stack.enter_context(_SERVERS[name](url)) for name in by]
        bench = Bench(url, postmaster, servers, report.chosen(work.all(), only), seconds, CONNECTIONS)
        await bench.turns(turns, console.print)
    facts = {**await _facts(url), "turns": f"{turns} of {seconds:g} s after one to warm up, interleaved; medians"}
    facts["load"] = f"wrk, {CONNECTIONS} connections, one thread; {targets.PROCESSES} processes a server"
    return report.rendered(bench, facts, utc_now().astimezone(OFFICE_ZONE))


async def _prepared(url: str) -> int:
    """What the peers need beside the platform's own indexes; gives PostgreSQL's first process."""
    connection = await asyncpg.connect(driver_url(url))
    try:
        for statement in sql.TRIGRAM_INDEX:
            await connection.execute(statement)
        folder = Path(await connection.fetchval("SHOW data_directory"))
        return int((folder / "postmaster.pid").read_text().split()[0])
    finally:
        await connection.close()


async def _facts(url: str) -> dict[str, str]:
    connection = await asyncpg.connect(driver_url(url))
    try:
        version = await connection.fetchval("SELECT current_setting('server_version')")
        counts = [
            await connection.fetchval(f"SELECT reltuples::bigint FROM pg_class WHERE relname = '{table}'")
            for table in ("members", "point_entries", "study_records", "tickets", "branches")
        ]
        fsync = await connection.fetchval("SELECT current_setting('fsync')")
        return {
            "PostgreSQL": f"{version}, fsync {fsync}",
            "city": "about {:,} members, {:,} entries, {:,} study records, {:,} tickets, {:,} branches".format(*counts),
        }
    finally:
        await connection.close()


if __name__ == "__main__":
    app()
