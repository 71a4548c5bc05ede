"""`python -m tests.faults.disks`: the disks of the database and of the store full and read-only, under load. Root only.

Both stand on small file systems of their own (tmpfs), which are filled, made read-only and put right again.
"""

import asyncio
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from api.logging import configure
from models.enums.accounts import Role
from services.kit.postgres_home import LocalPostgresError
from tests.faults.drill import loaded, no_jobs
from tests.faults.load import Load
from tests.faults.stand import Stand, kill_pid, standing, until
from tests.faults.verifying import findings
from tests.support.postgres import open_folder
from tests.support.tickets import match, ticket_input

DATABASE_MIB = 320
STORE_MIB = 24
WRITERS = 8
UPLOAD = b"%PDF-1.7\n" + bytes(2 << 20)


@contextmanager
def disk_of(folder: Path, mebibytes: int) -> Iterator[Path]:
    """A file system of that size at `folder`."""
    folder.mkdir(mode=0o755)
    _run("mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=755", "tmpfs", folder)
    try:
        yield folder
    finally:
        _run("umount", "--lazy", folder)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Not a page left on it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 12))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Processes that the dead server has left behind may still be writing: asked until they are gone."""
    deadline = time.monotonic() + 30
    while True:
        try:
            _run("mount", "-o", "remount,ro", disk)
            break
        except subprocess.CalledProcessError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    try:
        yield
    finally:
        _run("mount", "-o", "remount,rw", disk)


async def drill(folder: Path, database: Path, store: Path) -> list[str]:
    """What was seen, line by line; a line that begins with ✗ is wrong."""
    async with standing(folder, nodes=1) as (stand, platform):
        load = await loaded(stand, platform)
        seen = [
            await _store(stand, load, store, full, "full"),
            await _store(stand, load, store, read_only, "read-only"),
        ]
        load.with_imports = False
        load.start(WRITERS)
        await asyncio.sleep(3)
        seen += [await _database_full(stand, load, database), await _database_read_only(stand, load, database)]
        await asyncio.sleep(3)
        await load.stop()
        await until(lambda: no_jobs(platform))
        wrong = [*load.unexpected, *await findings(platform, load.done)]
        seen.append(
            f"{'✗' if wrong else '✓'} afterwards: {load.writes} writes acknowledged, {load.repeated} attempts repeated "
            f"{dict(load.not_done)}, reads not answered with 200: {dict(load.reads_failed)}"
        )
        return [*seen, *(f"✗ {one}" for one in wrong[:30])]


async def _store(stand: Stand, load: Load, store: Path, trouble: Any, what: str) -> str:
    """An upload is refused clearly, leaves nothing, and succeeds once the disk is right again."""
    headers = {"Authorization": f"Bearer {load.tokens[Role.STAFF]}"}
    async with httpx.AsyncClient(base_url=stand.addresses[0], headers=headers, timeout=60, trust_env=False) as client:
        ticket = (await client.post("/api/v1/tickets", json=ticket_input(load.offices))).json()
        url = f"/api/v1/tickets/{ticket['id']}"

        async def attach() -> httpx.Response:
            return await client.post(f"{url}/files", files={"file": ("办理情况.pdf", UPLOAD)}, headers=match(ticket))

        before = _files(store)
        with trouble(store):
            refused = await attach()
            left = _files(store) - before - {store / "filler"}
            unchanged = (await client.get(url)).json()["version"] == ticket["version"]
        accepted = await attach()
        await client.delete(url)
    told = f"{refused.status_code} {refused.json().get('code')}, Retry-After {refused.headers.get('retry-after')}"
    good = (refused.status_code, left, unchanged, accepted.status_code) == (503, set(), True, 201)
    return f"{'✓' if good else '✗'} store {what}: {told}; left behind {len(left)}; afterwards {accepted.status_code}"


async def _database_full(stand: Stand, load: Load, disk: Path) -> str:
    before = load.repeated
    with full(disk):
        await asyncio.sleep(8)
        during = await _answer(stand, load)
    await _started(stand)
    return await _told("full", during, load.repeated - before, stand, load)


async def _database_read_only(stand: Stand, load: Load, disk: Path) -> str:
    """A disk that turns read-only ends the server; it cannot start again before the disk is right."""
    before = load.repeated
    pid = stand.server.pid()
    assert pid is not None
    await asyncio.to_thread(kill_pid, pid)
    with read_only(disk):
        with suppress(LocalPostgresError, OSError, subprocess.SubprocessError):
            await asyncio.to_thread(stand.server.start)
            return "✗ database read-only: the server started"
        await asyncio.sleep(4)
        during = await _answer(stand, load)
    await _started(stand)
    return await _told("read-only", during, load.repeated - before, stand, load)


async def _started(stand: Stand) -> None:
    """As a service manager would, where the server had given up; the nodes are left alone."""
    if stand.server.pid() is None:
        await asyncio.to_thread(stand.server.start)
    await stand.ready(0)


async def _answer(stand: Stand, load: Load) -> httpx.Response:
    headers = {"Authorization": f"Bearer {load.tokens[Role.STAFF]}"}
    async with httpx.AsyncClient(base_url=stand.addresses[0], headers=headers, timeout=60, trust_env=False) as client:
        return await client.post("/api/v1/tickets", json=ticket_input(load.offices, title="没有地方"))


async def _told(what: str, during: httpx.Response, repeated: int, stand: Stand, load: Load) -> str:
    after = await _answer(stand, load)
    said = during.json()
    good = during.status_code == 503 and repeated > 0 and after.status_code == 201
    return (
        f"{'✓' if good else '✗'} database {what}: {during.status_code} {said.get('code')}, Retry-After "
        f"{during.headers.get('retry-after')} after {during.elapsed.total_seconds():.1f} s; {repeated} attempts "
        f"repeated; afterwards {after.status_code} without a restart of the node"
    )


def _files(store: Path) -> set[Path]:
    return {path for path in store.rglob("*") if path.is_file()}


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def main() -> int:
    if os.geteuid() != 0:
        print("Only root may mount the small disks of this drill.")
        return 2
    configure("error", as_json=False)
    with (
        open_folder() as folder,
        disk_of(folder / "pg", DATABASE_MIB) as database,
        disk_of(database / "state", 1),  # our own locks stay open: they must not hold the other disk writable
        disk_of(folder / "files", STORE_MIB) as store,
    ):
        lines = asyncio.run(drill(folder, database, store))
    print("\n".join(lines))
    return any(line.startswith("✗") for line in lines)


if __name__ == "__main__":
    raise SystemExit(main())
