"""Putting a job back into the queue although the database is away just then."""

import asyncio
from datetime import timedelta
from time import monotonic

import structlog
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.models import Job as TakenJob
from pgqueuer.domain.models import TracebackRecord

from services.kit.outage import is_out_of_reach

log = structlog.get_logger("kit.worker")
PAUSE_SECONDS = 0.3


def patient_queries(seconds: float) -> type[Queries]:
    """pgqueuer's queries, whose `retry_job` waits so long for a database that is away.

    pgqueuer itself would take the lost connection for the job's own failure, and the job would be dead. After
    `seconds` the job is left as it is: the worker's silence gives it to another. They must end before that silence.
    """

    class PatientQueries(Queries):
        async def retry_job(self, job: TakenJob, delay: timedelta, traceback_record: TracebackRecord | None) -> None:
            until = monotonic() + seconds
            while True:
                try:
                    return await super().retry_job(job, delay, traceback_record)
                except Exception as error:
                    if not is_out_of_reach(error):
                        raise
                    if monotonic() > until:
                        log.warning("job.left", job=job.entrypoint, job_id=job.id)
                        return None
                await asyncio.sleep(PAUSE_SECONDS)

    return PatientQueries
