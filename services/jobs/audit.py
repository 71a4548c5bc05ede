"""The audit log: every hour what is closed is sealed, every night what has had its time goes."""

from datetime import timedelta

import structlog

from services.audit_entries import sealing
from services.audit_entries.seal_rules import seal_key
from services.kit.jobs import Job, JobContext, Means, Nothing

LIMIT = timedelta(hours=1)

log = structlog.get_logger("jobs.audit")


def _means(context: JobContext) -> Means:
    if context.means is None:
        raise RuntimeError("this worker was not given the key of the audit log's seals")
    return context.means


async def seal(context: JobContext, _payload: Nothing) -> None:
    """See `seal_closed`."""
    key = seal_key(_means(context).keys().lookup)
    log.info("audit.sealing", seals=await sealing.seal_closed(context.session, key, context.now))


async def purge(context: JobContext, _payload: Nothing) -> None:
    """See `sealing.purge`."""
    means = _means(context)
    gone = await sealing.purge(context.session, seal_key(means.keys().lookup), context.now, means.audit_days)
    log.info("audit.purged", entries=gone)


SEAL_AUDIT = Job("seal_audit", Nothing, seal, limit=LIMIT)
PURGE_AUDIT = Job("purge_audit", Nothing, purge, limit=LIMIT)
