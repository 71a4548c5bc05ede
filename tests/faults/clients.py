"""`python -m tests.faults.clients`: idle connections by the thousand, slow heads, bodies of 64 MB; what a node's memory does.

One node, loopback only. Beside each crowd an ordinary client asks on, and its slowest answer is told.
"""

import argparse
import asyncio
import resource
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import httpx

from api.logging import configure
from models.enums.accounts import Role
from tests.faults.drill import loaded
from tests.faults.stand import Stand, standing
from tests.support.postgres import open_folder

BODY_MB = 64
PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
HEAD = b"GET /api/v1/tickets HTTP/1.1\r\nHost: x\r\nX-Slow: "


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


class Crowd:
    """A node under a crowd, and what is seen of it."""

    def __init__(self, stand: Stand, token: str) -> None:
        self.port = stand.ports[0]
        self.pid = stand.nodes[0].pid or 0
        self.address = stand.addresses[0]
        self.headers = {"Authorization": f"Bearer {token}"}

    async def measure(self, what: str, crowd: Callable[[], Awaitable[str]]) -> str:
        """A row: memory before, the most meanwhile, and after; the slowest of the ordinary answers."""
        before, most, slowest, refused = memory_mb(self.pid), 0.0, 0.0, 0
        task = asyncio.ensure_future(crowd())
        async with httpx.AsyncClient(
            base_url=self.address, headers=self.headers, timeout=60, trust_env=False
        ) as client:
            while not task.done():
                began = time.monotonic()
                refused += (await client.get("/api/v1/tickets")).status_code != 200
                slowest = max(slowest, time.monotonic() - began)
                most = max(most, memory_mb(self.pid))
                await asyncio.sleep(0.1)
        result = await task
        await asyncio.sleep(1)
        return f"| {what} | {before:.0f} | {most:.0f} | {memory_mb(self.pid):.0f} | {slowest:.1f} s | {refused} | {result} |"

    async def idle(self, count: int) -> str:
        return await self._hang(count, lambda _writer: asyncio.sleep(0))

    async def slow_heads(self, count: int) -> str:
        async def drip(writer: asyncio.StreamWriter) -> None:
            writer.write(HEAD)
            with suppress(ConnectionError):
                while not writer.is_closing():
                    await asyncio.sleep(1)
                    writer.write(b"a")
                    await writer.drain()

        return await self._hang(count, drip)

    async def _hang(self, count: int, say: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> str:
        """So many connections that never ask for anything whole; gives when the node let the last one go."""
        began, refused = time.monotonic(), 0

        async def one() -> None:
            nonlocal refused
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                refused += 1
                return
            saying = asyncio.ensure_future(say(writer))
            with suppress(ConnectionError):
                await reader.read()
            saying.cancel()
            writer.close()

        for start in range(0, count, 500):
            first = [asyncio.ensure_future(one()) for _ in range(min(500, count - start))]
            await asyncio.sleep(0.05)
            self._waiting = [*getattr(self, "_waiting", []), *first]
        await asyncio.gather(*self._waiting)
        self._waiting = []
        return f"all let go after {time.monotonic() - began:.0f} s, {refused} not accepted"

    async def bodies(self, count: int, signed_in: bool, declared: bool) -> str:
        """Uploads far above the limit, all at once."""
        piece = bytes(1024 * 1024)
        answers: dict[str, int] = {}

        async def content() -> object:
            yield PART
            for _ in range(BODY_MB):
                yield piece

        async def one(client: httpx.AsyncClient) -> None:
            headers = {"Content-Type": "multipart/form-data; boundary=x"}
            if declared:
                headers["Content-Length"] = str(BODY_MB * len(piece) + len(PART))
            try:
                answer = await client.post("/api/v1/imports", content=content(), headers=headers)  # type: ignore[arg-type]
                key = str(answer.status_code)
            except httpx.HTTPError as error:
                key = type(error).__name__
            answers[key] = answers.get(key, 0) + 1

        headers = self.headers if signed_in else {}
        limits = httpx.Limits(max_connections=count)
        async with httpx.AsyncClient(
            base_url=self.address, headers=headers, timeout=120, limits=limits, trust_env=False
        ) as client:
            await asyncio.gather(*(one(client) for _ in range(count)))
        return " ".join(f"{key}×{times}" for key, times in sorted(answers.items()))


async def measure(folder: Path, connections: int, bodies: int) -> list[str]:
    async with standing(folder, nodes=1) as (stand, platform):
        load = await loaded(stand, platform, 1)
        crowd = Crowd(stand, load.tokens[Role.BRANCH_CLERK])
        await crowd.measure("warm", lambda: asyncio.sleep(2, "ok"))
        rows = [
            "| crowd | MiB before | most | after | slowest ordinary answer | refused | |",
            "|---|---|---|---|---|---|---|",
        ]
        for what, run in (
            (f"{connections} idle connections", lambda: crowd.idle(connections)),
            (f"{connections // 10} slow heads", lambda: crowd.slow_heads(connections // 10)),
            (f"{bodies} × {BODY_MB} MB, nobody signed in", lambda: crowd.bodies(bodies, False, False)),
            (f"{bodies} × {BODY_MB} MB, length declared", lambda: crowd.bodies(bodies, True, True)),
            (f"{bodies} × {BODY_MB} MB, chunked", lambda: crowd.bodies(bodies, True, False)),
            (f"{bodies} × {BODY_MB} MB, chunked, again", lambda: crowd.bodies(bodies, True, False)),
        ):
            rows.append(await crowd.measure(what, run))
        return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.clients", description=__doc__)
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--bodies", type=int, default=40)
    given = parser.parse_args()
    configure("error", as_json=False)
    wanted = given.connections + 1_000
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(wanted, min(hard, wanted)), max(hard, wanted)))
    with open_folder(on_disk=True) as folder:
        print("\n".join(asyncio.run(measure(folder, given.connections, given.bodies))))


if __name__ == "__main__":
    main()
