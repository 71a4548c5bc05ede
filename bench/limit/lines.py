"""Lines of issues 3 and 4 over HTTP: what an answer costs beside the plain one it is compared with."""

from dataclasses import dataclass
from itertools import cycle
from statistics import median
from urllib.parse import quote

import httpx

from bench.limit import load
from bench.limit.city import Tokens
from bench.limit.load import Request
from bench.limit.processes import Server, rest
from bench.limit.samples import Samples

API = "/api/v1"
_MOST_REST_SECONDS = 120.0
"""Coverage in the city leaves a minute of work to the database that no client waits for any more."""
_SEARCHES = ("王", "建国", "王建国", "wjg")


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of request; `beside` names the one that it may cost `at_most` times as much as."""

    name: str
    paths: list[str]
    who: str = "bench-reader"
    beside: str | None = None
    at_most: float = 0


def lines(samples: Samples, server: Server, tokens: Tokens) -> list[Line]:
    """Issue 4: ledgers beside a member by id; issue 3: searches and deep pages beside the plain first page."""
    district, committee = samples.large_places[0], samples.small_places[0]
    plain = f"/members?branch_id={district}"
    branches = _branches(samples, server, tokens)
    found = [
        Line("member by id", [f"/members/{one}" for one in samples.members]),
        Line(
            "a member's year", [f"/members/{one}/points" for one in samples.members], "bench-keeper", "member by id", 3
        ),
        Line("a branch's points by name", [f"/branches/{one}/points" for one in branches], "bench-keeper",
             "member by id", 3),
        Line("a district's distribution", [f"/branches/{one}/points/distribution" for one in samples.large_places],
             beside="member by id", at_most=3),
        Line("the city's distribution", [f"/branches/{samples.root}/points/distribution"], beside="member by id",
             at_most=3),
        Line("a member's year of study", [f"/members/{one}/study" for one in samples.members], "bench-keeper",
             "member by id", 3),
        Line("a branch's study, who lacks what", [f"/branches/{one}/study" for one in branches], "bench-keeper",
             "member by id", 3),
        Line("a district's study", [f"/branches/{one}/study" for one in samples.large_places], beside="member by id",
             at_most=3),
        Line("the city's study", [f"/branches/{samples.root}/study"], beside="member by id", at_most=3),
        Line("page of 20, district", [plain]),
        Line("page of 20, city", ["/members"]),
        Line("page of 20, sub-district", [f"/members?branch_id={committee}"]),
    ]  # fmt: skip
    for where, path in (
        ("district", plain + "&"),
        ("city", "/members?"),
        ("sub-district", f"/members?branch_id={committee}&"),
    ):
        found += [
            Line(f"search {words}, {where}", [f"{path}q={quote(words)}"], beside=f"page of 20, {where}", at_most=3)
            for words in _SEARCHES
        ]
        # Two characters as people look for them: the frequent given names more often.
        found.append(
            Line(f"search for given names as they come, {where}", [f"{path}q={quote(name)}" for name in samples.names],
                 beside=f"page of 20, {where}", at_most=3)
        )  # fmt: skip
    deep = _deep(server, tokens, "/members?")
    found.append(Line("page 1,000 of 20, city", [f"/members?cursor={deep}"], beside="page of 20, city", at_most=1.5))
    return [*found, *_coverage(samples, server, tokens)]


def _client(server: Server, tokens: Tokens, who: str) -> httpx.Client:
    return httpx.Client(base_url=server.url + API, headers={"Authorization": f"Bearer {tokens.of(who)[0]}"}, timeout=60)


def _branches(samples: Samples, server: Server, tokens: Tokens) -> list[str]:
    """Of members, so that there is somebody in each."""
    with _client(server, tokens, "bench-reader") as client:
        return [client.get(f"/members/{one}").json()["branch"]["id"] for one in samples.members[:100]]


def _coverage(samples: Samples, server: Server, tokens: Tokens) -> list[Line]:
    """How far a piece that the city asks for has been studied, in the city and in its districts."""
    with _client(server, tokens, "bench-reader") as client:
        found = client.get("/study-materials", params={"concerns": str(samples.root)}).json()["items"]
    if not found:
        return []
    url = f"/study-materials/{found[-1]['id']}/coverage?branch_id="
    return [
        Line("coverage in a district", [url + str(one) for one in samples.large_places], beside="member by id",
             at_most=3),
        Line("coverage in the city", [url + str(samples.root)], beside="member by id", at_most=3),
    ]  # fmt: skip


def _deep(server: Server, tokens: Tokens, path: str) -> str:
    """The cursor of page 1,000, reached by pages of 200: a cursor is a place, whatever the page was."""
    cursor = ""
    with _client(server, tokens, "bench-reader") as client:
        for _ in range(100):
            given = f"{path}limit=200" + (f"&cursor={cursor}" if cursor else "")
            cursor = client.get(given).json()["next_cursor"]
    return cursor


def measured(chosen: list[Line], server: Server, tokens: Tokens, database: int, turns: int, seconds: float) -> str:
    """A table: p50 at one connection, where nothing waits for anything, and the rate at 32. Medians of the turns."""
    alone: dict[str, list[float]] = {line.name: [] for line in chosen}
    rates: dict[str, list[float]] = {line.name: [] for line in chosen}
    for turn in range(turns + 1):
        for line in chosen:
            signed = cycle(tokens.of(line.who))
            plan = [Request("GET", API + path, {"Authorization": f"Bearer {next(signed)}"}) for path in line.paths]
            for connections, kept in ((1, alone), (32, rates)):
                run = load.run(
                    server.url, plan, connections=connections, seconds=seconds, server=server.pid, database=database
                )
                rest([server.pid, database], _MOST_REST_SECONDS)
                if run.refused:
                    raise load.LoadError(f"{line.name}: {run.refused} answers were refusals")
                if turn:
                    kept[line.name].append(run.p50 if connections == 1 else run.rate)
    rows = [
        "| request | p50 ms, one at a time | × | asked | req/s, 32 connections | × dearer |",
        "|---|---:|---:|---|---:|---:|",
    ]
    for line in chosen:
        p50, rate = median(alone[line.name]), median(rates[line.name])
        ratio = dearer = asked = ""
        if line.beside is not None:
            times = p50 / median(alone[line.beside])
            ratio, asked = f"{times:.2f}", f"≤ {line.at_most:g} {'✓' if times <= line.at_most else '**no**'}"
            dearer = f"{median(rates[line.beside]) / rate:.2f}"
        rows.append(f"| {line.name} | {p50:.2f} | {ratio} | {asked} | {rate:,.0f} | {dearer} |")
    return "\n".join(rows)
