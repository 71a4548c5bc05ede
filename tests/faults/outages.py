"""`python -m tests.faults.outages`: the database killed, stopped (SIGSTOP), behind a silent network; how soon it is told.

One node, loopback only. Sixteen clients read and write without a pause; the slowest answer while the database is away,
and how long after its return the first write succeeds.
"""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from api.logging import configure
from models.enums.accounts import Role
from tests.faults.drill import loaded
from tests.faults.stand import Stand, standing, until
from tests.support.postgres import open_folder
from tests.support.tickets import ticket_input

CLIENTS = 16
AWAY_SECONDS = 6.0


async def main_() -> list[str]:
    with open_folder(on_disk=True) as folder:
        async with standing(folder, nodes=1) as (stand, platform):
            load = await loaded(stand, platform, 1)
            body = ticket_input(load.offices)
            headers = {"Authorization": f"Bearer {load.tokens[Role.STAFF]}"}
            async with httpx.AsyncClient(
                base_url=stand.addresses[0], headers=headers, timeout=60, trust_env=False
            ) as client:
                rows = [
                    "| database | answers while away | slowest | first success after its return |",
                    "|---|---|---|---|",
                ]
                for what, away, back in (
                    (
                        "stopped (SIGSTOP)",
                        lambda: _signal(stand, signal.SIGSTOP),
                        lambda: _signal(stand, signal.SIGCONT),
                    ),
                    ("killed (SIGKILL)", lambda: _signal(stand, signal.SIGKILL), stand.server.start),
                ):
                    rows.append(await _measure(client, body, what, away, back))
                return rows


async def _measure(
    client: httpx.AsyncClient,
    body: dict[str, object],
    what: str,
    away: Callable[[], object],
    back: Callable[[], object],
) -> str:
    answers: list[tuple[float, float, int]] = []
    going = True

    async def ask(number: int) -> None:
        while going:
            began = time.monotonic()
            call = client.post("/api/v1/tickets", json=body) if number % 2 else client.get("/api/v1/tickets")
            status = (await call).status_code
            answers.append((began, time.monotonic(), status))
            await asyncio.sleep(0.02)

    tasks = [asyncio.create_task(ask(number)) for number in range(CLIENTS)]
    await asyncio.sleep(2)
    gone = time.monotonic()
    await asyncio.to_thread(away)
    await asyncio.sleep(AWAY_SECONDS)
    returned = time.monotonic()
    await asyncio.to_thread(back)
    ready = time.monotonic()
    await until(lambda: _succeeds(answers, ready))
    going = False
    await asyncio.gather(*tasks)
    during = [
        (end - began, status)
        for began, end, status in answers
        if end > gone and began < returned and status != 200 and status != 201
    ]
    statuses = {status: sum(one == status for _, one in during) for _, status in during}
    first = min(end for _, end, status in answers if status == 201 and end > ready)
    return f"| {what} | {statuses} | {max(seconds for seconds, _ in during):.2f} s | {first - ready:.2f} s |"


async def _succeeds(answers: list[tuple[float, float, int]], since: float) -> bool:
    return any(began > since and status == 201 for began, _, status in answers)


def _signal(stand: Stand, which: signal.Signals) -> None:
    """To the server's main process and everything below it."""
    pid = stand.server.pid()
    assert pid is not None
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in (pid, *map(int, children)):
        os.kill(one, which)


def main() -> None:
    configure("error", as_json=False)
    print("\n".join(asyncio.run(main_())))


if __name__ == "__main__":
    main()
