"""A whole installation on loopback that can be hurt: a PostgreSQL of its own, API nodes, a worker."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

import httpx
from pydantic import SecretStr

from api.platform import Platform
from api.settings import Settings
from services.kit.database import Database
from services.kit.local_postgres import LocalPostgres
from services.kit.migrating import upgrade
from tests.conftest import TEST_KEY
from tests.faults.processes import api_node, start, worker

SECRET = "a secret of the drills that is long enough"
PATIENCE = 120
"""Seconds after which a part that does not come back is taken for a failure."""


class Server(Protocol):
    """A PostgreSQL that runs, and can be started again at the same address."""

    url: str

    def pid(self) -> int | None: ...

    def start(self) -> str: ...


@dataclass(slots=True)
class Stand:
    """The running parts. `kill_*` sends SIGKILL and brings the part back, as a service manager would."""

    folder: Path
    server: Server
    ports: list[int]
    silence: float
    settings: Settings
    more: dict[str, str] = field(default_factory=dict)
    """Settings beyond the usual ones."""
    nodes: list[BaseProcess] = field(default_factory=list)
    workers: list[BaseProcess] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        return [f"http://127.0.0.1:{port}" for port in self.ports]

    def environment(self, port: int) -> dict[str, str]:
        return {
            "DATABASE_URL": self.server.url,
            "PORT": str(port),
            "DANGJIAN_VAR_DIR": str(self.folder),
            "DANGJIAN_JWT_SECRET": SECRET,
            "DANGJIAN_FIELD_KEY": TEST_KEY,
            "DANGJIAN_LOOKUP_KEY": TEST_KEY,
            "DANGJIAN_ACCESS_TOKEN_MINUTES": "60",
            "DANGJIAN_WORKER_IN_PROCESS": "false",
            "DANGJIAN_LOG_LEVEL": "warning",
            **self.more,
        }

    def start_node(self, place: int) -> BaseProcess:
        return start(api_node, self.environment(self.ports[place]), self.folder / "api.log")

    def start_worker(self) -> BaseProcess:
        return start(worker, self.environment(1), self.folder / "worker.log", self.silence)

    async def kill_node(self, place: int) -> float:
        """Gives the seconds until the node is ready again."""
        kill(self.nodes[place])
        began = time.monotonic()
        self.nodes[place] = self.start_node(place)
        await self.ready(place)
        return time.monotonic() - began

    async def kill_worker(self) -> float:
        kill(self.workers[0])
        self.workers[0] = self.start_worker()
        return 0.0

    async def kill_postgres(self, whole: bool) -> float:
        """The server's main process, or one of those that serve a connection: it then starts over by itself."""
        pid = self.server.pid()
        assert pid is not None
        began = time.monotonic()
        if whole:
            await asyncio.to_thread(kill_pid, pid)
            url = self.server.url
            await asyncio.to_thread(self.server.start)
            assert self.server.url == url, "the database came back at another address"
        else:
            os.kill(_newest_child(pid), signal.SIGKILL)
        for place in range(len(self.nodes)):
            await self.ready(place)
        return time.monotonic() - began

    async def ready(self, place: int) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            await until(lambda: _is_ready(client, self.addresses[place]))


async def until(what: Callable[[], Awaitable[bool]], seconds: float = PATIENCE) -> None:
    """Wait until it is so. Errors: TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await what():  # noqa: ASYNC110 - what is awaited happens in other processes
            await asyncio.sleep(0.05)


@asynccontextmanager
async def standing(folder: Path, *, nodes: int = 2, silence: float = 30) -> AsyncIterator[tuple[Stand, Platform]]:
    """The parts on a PostgreSQL of their own."""
    with LocalPostgres(folder / "pg") as server:
        async with standing_on(server, folder, nodes=nodes, silence=silence) as parts:
            yield parts


@asynccontextmanager
async def standing_on(
    server: Server, folder: Path, *, nodes: int, silence: float, more: dict[str, str] | None = None
) -> AsyncIterator[tuple[Stand, Platform]]:
    """The parts, migrated and ready, and a platform of our own on the same database to prepare and to look with."""
    settings = Settings(
        jwt_secret=SecretStr(SECRET),
        field_key=SecretStr(TEST_KEY),
        lookup_key=SecretStr(TEST_KEY),
        access_token_minutes=60,
        var_dir=folder,
        argon2_memory_kib=8,
        argon2_passes=1,
    )
    await asyncio.to_thread(upgrade, server.url)
    stand = Stand(folder, server, [free_port() for _ in range(nodes)], silence, settings, more or {})
    database = await Database.connect(server.url, pool_size=2, reader_size=2)
    try:
        stand.nodes = [stand.start_node(place) for place in range(nodes)]
        stand.workers = [stand.start_worker()]
        for place in range(nodes):
            await stand.ready(place)
        yield stand, Platform.assemble(settings, database, remember=False)
    finally:
        await database.close()
        for process in (*stand.nodes, *stand.workers):
            kill(process)


def kill(process: BaseProcess) -> None:
    process.kill()
    process.join()
    process.close()


async def _is_ready(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return (await client.get(f"{address}/readyz", timeout=5)).status_code == 200
    except httpx.HTTPError:
        return False


def _newest_child(pid: int) -> int:
    """Of a PostgreSQL, the youngest process that serves a client."""
    serving = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        try:
            title = Path(f"/proc/{child}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"127.0.0.1(" in title:
            serving.append(int(child))
    return max(serving)


def kill_pid(pid: int) -> None:
    """SIGKILL, and wait until nothing of it runs."""
    os.kill(pid, signal.SIGKILL)
    while True:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
