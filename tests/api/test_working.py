"""`dangjian worker`, `jobs`, `repeat-job` as an operator meets them; the worker inside the API's process."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from api.app import create_app
from api.settings import Settings
from services.jobs.housekeeping import HOUSEKEEPING
from services.kit.jobs import Nothing, enqueue
from tests.support.commands import dangjian
from tests.support.jobs import PATIENCE, Bench, eventually

REPOSITORY = Path(__file__).resolve().parents[2]


def environment(bench: Bench, tmp_path: Path) -> Mapping[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DANGJIAN_", "DATABASE_"))}
    return inherited | {"DATABASE_URL": bench.url, "DANGJIAN_VAR_DIR": str(tmp_path)}


async def start(bench: Bench, tmp_path: Path, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "api.cli",
        *arguments,
        cwd=REPOSITORY,
        env=environment(bench, tmp_path),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def command(bench: Bench, tmp_path: Path, *arguments: str) -> tuple[int, str]:
    done = await asyncio.to_thread(dangjian, *arguments, DATABASE_URL=bench.url, DANGJIAN_VAR_DIR=str(tmp_path))
    return done.returncode, done.stdout + done.stderr


async def put_housekeeping(bench: Bench) -> int:
    async with bench.database.transaction() as session:
        return await enqueue(session, HOUSEKEEPING, Nothing())


async def nothing_left(bench: Bench) -> bool:
    return await bench.queue() == []


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
async def test_worker_runs_jobs_until_asked_to_end(bench: Bench, tmp_path: Path, ending: signal.Signals) -> None:
    await put_housekeeping(bench)
    process = await start(bench, tmp_path, "worker")
    await eventually(lambda: nothing_left(bench))
    process.send_signal(ending)
    async with asyncio.timeout(PATIENCE):
        _, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    events = [line.split()[3] for line in err.decode().splitlines()]
    assert events == ["worker.ready", "housekeeping", "job.done", "worker.stopped"]
    assert "idempotency_keys=0 refresh_tokens=0" in err.decode()


async def test_dead_job_is_seen_and_repeated(bench: Bench, tmp_path: Path) -> None:
    assert await command(bench, tmp_path, "jobs") == (0, "没有未完成的任务。 / Every job is done.\n")
    number = await put_housekeeping(bench)
    async with bench.database.transaction() as session:
        await session.execute(text("UPDATE jobs.pgqueuer SET status = 'failed'"))
    code, shown = await command(bench, tmp_path, "jobs")
    assert code == 0
    assert "housekeeping" in shown
    assert "dead" in shown
    code, told = await command(bench, tmp_path, "repeat-job", str(number + 1))
    assert (code, f"There is no dead job {number + 1}" in told) == (1, True)
    assert (await command(bench, tmp_path, "repeat-job", str(number)))[0] == 0
    assert await bench.queue() == [("housekeeping", "queued")]


@pytest.mark.parametrize("in_process", [True, False])
async def test_api_process_works_unless_told_not_to(bench: Bench, settings: Settings, *, in_process: bool) -> None:
    chosen = settings.model_copy(update={"database_url": SecretStr(bench.url), "worker_in_process": in_process})
    app = create_app(chosen)
    async with app.router.lifespan_context(app):
        await put_housekeeping(bench)
        if in_process:
            await eventually(lambda: nothing_left(bench))
        else:
            await asyncio.sleep(0.5)
    assert await nothing_left(bench) == in_process
