"""Figures for Prometheus. Routes are counted by their templates: a path holds ids, and anybody can invent paths."""

import atexit
import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.types import Scope

from api.tally import Counted, Tally
from services.kit.database import Database
from services.kit.reader import Row

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Tells prometheus_client, when it is imported, to share the figures of a node's processes by files."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"

REQUESTS = Histogram(
    "dangjian_http_request_seconds",
    "Answered requests and how long they took",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
IN_FLIGHT = Gauge("dangjian_http_requests_in_flight", "Requests being answered just now", multiprocess_mode="livesum")
CONNECTIONS = Gauge(
    "dangjian_database_connections",
    "Connections of the pools for commands and for queries, in use and idle",
    ["pool", "state"],
    multiprocess_mode="livesum",
)


class _InFlight:
    """Counts the request around which it stands; one for all, as it keeps nothing."""

    def __enter__(self) -> None:
        TALLY.in_flight += 1
        TALLY.changed()

    def __exit__(self, *_error: object) -> None:
        TALLY.in_flight -= 1
        TALLY.changed()


_IN_FLIGHT = _InFlight()


def in_flight() -> AbstractContextManager[None]:
    return _IN_FLIGHT


def count_request(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in METHODS else OTHER
    _counted(method, route_template(scope), status).note(seconds)
    TALLY.changed()


@cache
def _counted(method: str, template: str, status: int) -> Counted:
    """Of these labels; there are not more than operations have documented answers."""
    counted = Counted(REQUESTS.labels(method, template, str(status)))
    TALLY.counted.append(counted)
    return counted


TALLY = Tally(IN_FLIGHT)
atexit.register(TALLY.tell)


def route_template(scope: Scope) -> str:
    """`/api/v1/tickets/{ticket_id}`; `other` for what matched no route."""
    context = scope.get("fastapi", {}).get("effective_route_context") or scope.get("route")
    path = getattr(context, "path", None)
    return path if isinstance(path, str) else OTHER


def count_connections(database: Database) -> None:
    for pool, (in_use, idle) in database.connections().items():
        CONNECTIONS.labels(pool, "in_use").set(in_use)
        CONNECTIONS.labels(pool, "idle").set(idle)


def exposition(jobs: Iterable[Row]) -> bytes:
    """Prometheus text of this node, all its processes together, with the jobs that are not done (`job_counts`)."""
    TALLY.tell()
    queue = CollectorRegistry()
    gauge = Gauge("dangjian_jobs", "Jobs not yet done", ["job", "state"], registry=queue)
    for row in jobs:
        gauge.labels(row["name"], row["state"]).set(row["count"])
    return _processes() + generate_latest(queue)


def share_between_processes(folder: Path) -> None:
    """Let the processes started from here write their figures into `folder`; what lies there is of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    for former in folder.glob("*.db"):
        former.unlink()
    os.environ[FOLDER_VARIABLE] = str(folder)


def forget_dead_processes(folder: Path) -> None:
    """What a killed process had in flight is not in flight any more. Called by the process that replaces it."""
    for file in folder.glob("gauge_live*.db"):
        pid = int(file.stem.rpartition("_")[2])
        if not _lives(pid):
            mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _processes() -> bytes:
    registry = CollectorRegistry()
    try:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    except ValueError:
        # Not shared by files: this process is the only one.
        registry = REGISTRY
    return generate_latest(registry)
