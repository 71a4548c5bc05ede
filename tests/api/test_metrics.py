import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from sqlalchemy import literal, select

from api import metrics, tally
from models.enums.accounts import Role
from services.jobs.housekeeping import HOUSEKEEPING
from services.kit.jobs import Nothing, enqueue
from services.kit.reader import prepare
from tests.support.people import City, Offices

REPOSITORY = Path(__file__).resolve().parents[2]


async def samples(client: httpx.AsyncClient) -> dict[str, float]:
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    lines = [line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def requests(method: str, route: str, status: int) -> str:
    return f'dangjian_http_request_seconds_count{{method="{method}",route="{route}",status="{status}"}}'


async def test_requests_are_counted_by_template_never_by_path(offices: Offices) -> None:
    client = await offices.as_(Role.ADMIN)
    name = requests("GET", "/api/v1/branches/{branch_id}", 200)
    before = await samples(client)
    await client.get(f"/api/v1/branches/{offices.lead.id}")
    await client.get(f"/api/v1/branches/{offices.root.id}")
    await client.get("/api/v1/no-such-thing-41")
    await client.request("BREW", "/api/v1/me")
    after = await samples(client)
    assert after[name] - before.get(name, 0) == 2
    assert after[requests("GET", "other", 404)] > before.get(requests("GET", "other", 404), 0)
    assert after[requests("other", "/api/v1/me", 405)] > before.get(requests("other", "/api/v1/me", 405), 0)
    text = "\n".join(after)
    assert str(offices.lead.id) not in text
    assert "no-such-thing-41" not in text
    assert "BREW" not in text
    assert after["dangjian_http_requests_in_flight"] == 1, "the one that asks"


async def test_jobs_not_done_are_shown(offices: Offices) -> None:
    async with offices.city.platform.database.transaction() as session:
        await enqueue(session, HOUSEKEEPING, Nothing())
    assert (await samples(offices.city.anonymous()))['dangjian_jobs{job="housekeeping",state="waiting"}'] == 1


async def test_figures_are_given_while_the_database_is_away(live_city: City) -> None:
    await live_city.platform.database.reader.close()
    assert "python_info" in (await live_city.anonymous().get("/metrics")).text


async def test_connections_of_both_pools(live_city: City) -> None:
    database = live_city.platform.database
    async with database.transaction() as session:
        await session.connection()
        await database.reader.value(prepare(select(literal(1))))
        metrics.count_connections(database)
    figures = await samples(live_city.anonymous())
    assert figures['dangjian_database_connections{pool="commands",state="in_use"}'] == 1
    assert figures['dangjian_database_connections{pool="queries",state="in_use"}'] == 0
    assert figures['dangjian_database_connections{pool="queries",state="idle"}'] >= 1


def test_what_is_counted_together_is_what_would_be_counted_one_by_one() -> None:
    taken = [0, 0.005, 0.0050001, 0.02, 0.3, 30, 31, 0.02]
    registries = [CollectorRegistry(), CollectorRegistry()]
    one_by_one, together = (
        Histogram("seconds", "…", ["route"], buckets=(0.005, 0.025, 1, 30), registry=registry)
        for registry in registries
    )
    counted = tally.Counted(together.labels("x"))
    for seconds in taken:
        one_by_one.labels("x").observe(seconds)
        counted.note(seconds)
        if seconds == 0.02:
            counted.tell()
    counted.tell()
    first, second = (
        [line for line in generate_latest(registry).decode().splitlines() if "_created" not in line]
        for registry in registries
    )
    assert first == second
    assert 'seconds_bucket{le="30.0",route="x"} 7.0' in first


async def test_figures_are_told_without_being_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process of the node answers for this one."""
    monkeypatch.setattr(tally, "TELL_SECONDS", 0)
    gauge = Gauge("in_flight", "…", registry=None)
    told = tally.Tally(gauge)
    told.in_flight += 1
    told.changed()
    assert gauge._value.get() == 0
    await asyncio.sleep(0.001)
    assert gauge._value.get() == 1


IN_A_PROCESS = """
import os
from api import metrics
metrics.count_request({"method": "GET"}, 200, 0.1)
with metrics.in_flight():
    print(metrics.exposition([]).decode())
    os._exit(0)
"""


def test_processes_of_a_node_answer_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processes end in the middle of a request: their counts stay, what they had in flight goes."""
    folder = tmp_path / "metrics" / "8000"
    monkeypatch.setenv(metrics.FOLDER_VARIABLE, "put back at the end")
    metrics.share_between_processes(folder)
    outputs = []
    for _ in range(3):
        finished = subprocess.run(
            [sys.executable, "-c", IN_A_PROCESS], cwd=REPOSITORY, capture_output=True, text=True, check=True
        )
        outputs.append(finished.stdout)
        metrics.forget_dead_processes(folder)
    assert f"{requests('GET', 'other', 200)} 3.0" in outputs[-1]
    assert "dangjian_http_requests_in_flight 1.0" in outputs[-1]
    metrics.share_between_processes(folder)
    assert list(folder.iterdir()) == []


def test_the_dashboard_asks_for_figures_that_are_there() -> None:
    """docs/grafana/dangjian.json against the metrics of `api/metrics.py`: their names and labels."""
    labels = {
        "dangjian_http_request_seconds_count": {"method", "route", "status"},
        "dangjian_http_request_seconds_bucket": {"method", "route", "status", "le"},
        "dangjian_http_requests_in_flight": set(),
        "dangjian_database_connections": {"pool", "state"},
        "dangjian_jobs": {"job", "state"},
    }
    assert set(metrics.REQUESTS._labelnames) == labels["dangjian_http_request_seconds_count"]
    assert set(metrics.CONNECTIONS._labelnames) == labels["dangjian_database_connections"]
    board = json.loads((Path(__file__).resolve().parents[2] / "docs/grafana/dangjian.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    used = {name for expression in asked for name in re.findall(r"dangjian_\w+", expression)}
    assert used == labels.keys()
    for expression in asked:
        known = set().union(*(labels[name] for name in re.findall(r"dangjian_\w+", expression)), {"instance"})
        grouped = {label for group in re.findall(r"by \(([^)]*)\)", expression) for label in group.split(", ")}
        assert grouped | set(re.findall(r"[{,](\w+)[=!]", expression)) <= known, expression
