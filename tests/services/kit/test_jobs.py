import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text

from services.kit.database import Database, driver_url
from services.kit.job_queue import job_counts, purge_job_log, repeat_dead_job, unfinished_jobs
from services.kit.jobs import Job, JobContext, Nothing, TakenByAnotherError, claim, enqueue, queries_in
from services.kit.outage import is_out_of_reach
from services.kit.periodic import Daily, enqueue_due
from tests.support import jobs as support
from tests.support.gate import gate_to
from tests.support.jobs import Bench, Note, eventually, marking, soon, write_down

REPOSITORY = Path(__file__).resolve().parents[3]
NIGHT = datetime(2026, 11, 21, 19, 10, tzinfo=UTC)
"""03:10 on 22 November in Shanghai."""


async def broken(_context: JobContext, note: Note) -> None:
    raise ValueError(f"cannot do {note.text}")


async def test_job_belongs_to_its_transaction(bench: Bench) -> None:
    job = marking()
    async with bench.database.transaction() as session:
        # The very first statement of the transaction: nothing of SQLAlchemy's has been sent before it.
        await enqueue(session, job, Note("never"))
        await session.rollback()
    assert await bench.queue() == []
    await bench.put(job, "kept")
    async with bench.working(job):
        await eventually(lambda: done(bench))
    assert await bench.marks() == [("kept", 1)]


async def done(bench: Bench) -> bool:
    return await bench.queue() == []


async def has_run(bench: Bench, note: str) -> bool:
    return note in [known for known, _ in await bench.marks()]


async def test_waiting_worker_is_woken_by_the_commit(bench: Bench) -> None:
    job = marking()
    # The worker itself looks only every hour: within the patience of the test it must have been notified.
    async with bench.working(job, tick_seconds=3600):
        await bench.put(job, "first")
        await eventually(lambda: done(bench))
        await bench.put(job, "second")
        await eventually(lambda: done(bench))
    assert await bench.marks() == [("first", 1), ("second", 1)]


async def test_failing_job_is_tried_again_then_dead_and_can_be_repeated(bench: Bench) -> None:
    async def half_done(context: JobContext, note: Note) -> None:
        await write_down(context, note)
        await broken(context, note)

    job_id = await bench.put(marking(), "x")

    async def is_dead() -> bool:
        return await bench.queue() == [("mark", "failed")]

    async with bench.working(marking(half_done, max_attempts=3)):
        await eventually(is_dead)
    assert await bench.marks() == []
    (dead,) = await unfinished_jobs(bench.database.reader)
    assert (dead["id"], dead["name"], dead["state"]) == (job_id, "mark", "dead")
    assert dead["last_error"] == "ValueError: cannot do x"
    assert await job_counts(bench.database.reader) == [{"name": "mark", "state": "dead", "count": 1}]
    taken = await bench.all("SELECT count(*) FROM jobs.pgqueuer_log WHERE status = 'picked'")
    assert taken == [(3,)]

    async with bench.database.transaction() as session:
        assert not await repeat_dead_job(session, job_id + 1)
        assert await repeat_dead_job(session, job_id)
    async with bench.working(marking(max_attempts=3)):
        await eventually(lambda: done(bench))
    assert await bench.marks() == [("x", 1)]


async def test_job_that_takes_too_long_is_undone(bench: Bench) -> None:
    async def endless(context: JobContext, note: Note) -> None:
        await write_down(context, note)
        await asyncio.Event().wait()

    await bench.put(marking(), "x")

    async def is_dead() -> bool:
        return await bench.queue() == [("mark", "failed")]

    async with bench.working(marking(endless, max_attempts=1, limit=timedelta(milliseconds=50))):
        await eventually(is_dead)
    (dead,) = await unfinished_jobs(bench.database.reader)
    assert dead["last_error"].startswith("TimeoutError")
    assert await bench.marks() == []


async def test_two_workers_run_each_job_once(bench: Bench) -> None:
    job = marking()
    for number in range(30):
        await bench.put(job, f"{number:02}")
    async with bench.working(job), bench.working(job):
        await eventually(lambda: done(bench))
    assert await bench.marks() == [(f"{number:02}", 1) for number in range(30)]


async def test_killed_worker_s_job_is_taken_by_another(bench: Bench) -> None:
    job = marking()
    await bench.put(job, "left behind")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", support.__name__, bench.url, cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(support.PATIENCE):
        while await process.stdout.readline() != b"begun\n":
            """Its log comes first."""
    os.kill(process.pid, signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL
    assert await bench.queue() == [("mark", "picked")]
    await bench.all("UPDATE jobs.pgqueuer SET heartbeat = heartbeat - interval '1 day' RETURNING id")
    async with bench.working(job):
        await eventually(lambda: done(bench))
    assert await bench.marks() == [("left behind", 2)]


async def test_job_that_kills_its_workers_ends_dead(bench: Bench) -> None:
    """Two workers have died with it before."""
    job_id = await bench.put(marking(), "poison")
    await bench.all(
        "INSERT INTO jobs.pgqueuer_log (job_id, status, priority, entrypoint) "
        f"SELECT {job_id}, 'picked', 0, 'mark' FROM generate_series(1, 2) RETURNING id"
    )

    async def is_dead() -> bool:
        return await bench.queue() == [("mark", "failed")]

    async with bench.working(marking(max_attempts=2)):
        await eventually(is_dead)
    assert await bench.marks() == []

    async def settle(context: JobContext, note: Note) -> None:
        await write_down(context, Note(f"{note.text} settled"))

    async with bench.database.transaction() as session:
        await repeat_dead_job(session, job_id)
    await bench.all(
        "INSERT INTO jobs.pgqueuer_log (job_id, status, priority, entrypoint) "
        f"SELECT {job_id}, 'picked', 0, 'mark' FROM generate_series(1, 2) RETURNING id"
    )
    async with bench.working(marking(max_attempts=2, give_up=settle)):
        await eventually(lambda: done(bench))
    assert await bench.marks() == [("poison settled", 3)]


async def test_taken_job_is_not_taken_again_while_its_transaction_runs(bench: Bench) -> None:
    """However long its worker is silent; and whoever lost a job does not begin it."""
    job = marking()
    job_id = await bench.put(job, "slow")
    ((mine,),) = await bench.all(
        "UPDATE jobs.pgqueuer SET status = 'picked', queue_manager_id = gen_random_uuid(), "
        "heartbeat = now() - interval '1 day' RETURNING queue_manager_id"
    )
    async with bench.database.transaction() as session:
        await claim(session, job_id, mine)
        async with bench.working(job):
            await bench.put(job, "other")
            await eventually(lambda: has_run(bench, "other"))
            assert await bench.queue() == [("mark", "picked")]
        await write_down(JobContext(session, NIGHT, 1), Note("slow"))
    async with bench.working(job):
        await eventually(lambda: done(bench))
    async with bench.database.transaction() as session:
        with pytest.raises(TakenByAnotherError):
            await claim(session, job_id, mine)


async def test_stopping_lets_the_running_job_end(bench: Bench) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slow(context: JobContext, note: Note) -> None:
        begun.set()
        await may_end.wait()
        await write_down(context, note)

    job = marking(slow)
    worker = bench.worker(job)
    await bench.put(job, "running")
    worker.start()
    await soon(begun)
    stopping = asyncio.create_task(worker.stop(support.PATIENCE))
    await asyncio.sleep(0)
    await bench.put(job, "too late")
    may_end.set()
    await stopping
    assert await bench.marks() == [("running", 1)]
    assert await bench.queue() == [("mark", "queued")]


async def test_stopping_worker_gives_back_what_a_late_answer_brings(bench: Bench) -> None:
    """It had asked for jobs before it was stopped, and the database answers afterwards."""

    async def waits_for_the_lock() -> bool:
        return (
            await bench.all("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'jobs.pgqueuer'::regclass") != []
        )

    worker = bench.worker(marking())
    async with bench.database.transaction() as session:
        await session.execute(text("LOCK TABLE jobs.pgqueuer IN EXCLUSIVE MODE"))
        await enqueue(session, marking(), Note("late"))
        worker.start()
        await eventually(waits_for_the_lock)
        stopping = asyncio.create_task(worker.stop(support.PATIENCE))
        await asyncio.sleep(0)
    await stopping
    assert await bench.marks() == []
    assert await bench.queue() == [("mark", "queued")]
    # It was not begun: for a job that may be tried once, this is still the first time.
    async with bench.working(marking(max_attempts=1)):
        await eventually(lambda: done(bench))
    assert await bench.marks() == [("late", 1)]


async def test_job_that_does_not_end_in_time_is_undone_and_left_to_another(bench: Bench) -> None:
    begun = asyncio.Event()

    async def endless(context: JobContext, note: Note) -> None:
        await write_down(context, note)
        begun.set()
        await asyncio.Event().wait()

    worker = bench.worker(marking(endless))
    await bench.put(marking(), "x")
    worker.start()
    await soon(begun)
    await worker.stop(0)
    assert await bench.marks() == []
    assert await bench.queue() == [("mark", "queued")]
    async with bench.working(marking()):
        await eventually(lambda: done(bench))
    assert await bench.marks() == [("x", 2)]


async def test_worker_outlives_a_lost_database(bench: Bench) -> None:
    job = marking()
    async with bench.working(job):
        await bench.put(job, "before")
        await eventually(lambda: done(bench))
        connection = await asyncpg.connect(driver_url(bench.url))
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await connection.close()
        await eventually(lambda: put_once_it_is_back(bench, job))
        await eventually(lambda: done(bench))
    assert await bench.marks() == [("after", 1), ("before", 1)]


async def put_once_it_is_back(bench: Bench, job: Job[Note]) -> bool:
    """The sender's own connection is cut, too, and may not have heard of it yet."""
    try:
        await bench.put(job, "after")
    except Exception as error:
        if not is_out_of_reach(error):
            raise
        return False
    return True


async def test_an_outage_uses_up_no_attempt(bench: Bench) -> None:
    met: list[int] = []

    async def unlucky(context: JobContext, note: Note) -> None:
        met.append(context.attempt)
        if len(met) < 4:
            raise ConnectionRefusedError
        await write_down(context, note)

    await bench.put(marking(), "x")
    async with bench.working(marking(unlucky, max_attempts=1)):
        await eventually(lambda: done(bench))
    assert met == [1, 1, 1, 1]
    assert await bench.marks() == [("x", 1)]


async def test_a_job_that_fails_while_the_database_is_away_is_not_dead(bench: Bench) -> None:
    """Neither the job's end nor its going back into the queue can be written when it fails."""
    met: list[int] = []
    async with gate_to(bench.url) as gate:

        async def unlucky(context: JobContext, note: Note) -> None:
            met.append(context.attempt)
            if len(met) == 1:
                await gate.shut()
                asyncio.get_running_loop().call_later(0.5, lambda: asyncio.ensure_future(gate.open()))
            await write_down(context, note)

        await bench.put(marking(), "x")
        through = Bench(gate.url, await Database.connect(gate.url, pool_size=2, reader_size=1))
        async with through.working(marking(unlucky, max_attempts=2), silence=timedelta(seconds=6)):
            await eventually(lambda: done(bench))
        await through.database.close()
    assert met == [1, 1]
    assert await bench.marks() == [("x", 1)]


async def note_the_time(context: JobContext, _payload: Nothing) -> None:
    await write_down(context, Note(context.now.isoformat()))


NIGHTLY = Daily(Job("nightly", Nothing, note_the_time), (NIGHT + timedelta(hours=8)).time())


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (NIGHT, NIGHT),
        (NIGHT - timedelta(seconds=1), NIGHT - timedelta(days=1)),
        (NIGHT + timedelta(hours=23), NIGHT),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), datetime(2026, 12, 31, 19, 10, tzinfo=UTC)),
    ],
)
def test_last_due_time(now: datetime, due: datetime) -> None:
    assert NIGHTLY.last_due(now) == due


async def test_periodic_job_is_put_once_per_due_time_however_many_workers(bench: Bench) -> None:
    before = NIGHT - timedelta(minutes=1)

    async def put(now: datetime) -> int:
        return sum(await asyncio.gather(*(enqueue_due(bench.database, NIGHTLY, now) for _ in range(6))))

    assert await put(before) == 0, "a schedule never seen before begins with its next time"
    assert await put(NIGHT) == 1
    assert await put(NIGHT + timedelta(hours=23)) == 0
    # Nobody worked for three days: made up for once.
    assert await put(NIGHT + timedelta(days=3, hours=5)) == 1
    assert await put(NIGHT) == 0, "a worker whose clock is slow does not repeat it"


async def test_two_workers_run_the_periodic_job_once(bench: Bench) -> None:
    now = NIGHT - timedelta(minutes=1)

    def clock() -> datetime:
        return now

    options = {"schedules": (NIGHTLY,), "clock": clock}

    async def known() -> bool:
        return len(await bench.all("SELECT name FROM periodic_runs")) == 1

    async def ran() -> bool:
        return len(await bench.marks()) > 0

    async with bench.working(NIGHTLY.job, **options), bench.working(NIGHTLY.job, **options):
        await eventually(known)
        now = NIGHT
        await eventually(ran)
        await asyncio.sleep(0.5)
    assert await bench.marks() == [(NIGHT.isoformat(), 1)]


async def test_log_of_finished_jobs_is_purged(bench: Bench) -> None:
    job = marking()
    await bench.put(job, "done")
    async with bench.working(job):
        await eventually(lambda: done(bench))
    waiting = await bench.put(job, "waiting")
    async with bench.database.transaction() as session:
        assert await purge_job_log(session, NIGHT - timedelta(days=10_000)) == 0
        assert await purge_job_log(session, NIGHT + timedelta(days=10_000)) == 3
    assert await bench.all("SELECT DISTINCT job_id FROM jobs.pgqueuer_log") == [(waiting,)]


async def test_migrated_schema_is_the_one_pgqueuer_wants(bench: Bench) -> None:
    """After an upgrade of pgqueuer: put the statements shown into a migration."""
    async with bench.database.transaction() as session:
        assert (await (await queries_in(session)).plan_upgrade()).statements == ()
