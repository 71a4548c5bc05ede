"""For load balancers and monitoring; not part of the public address space behind nginx."""

import asyncpg
from fastapi import Response
from prometheus_client import CONTENT_TYPE_LATEST

from api import metrics
from api.deps import CurrentReader
from api.routing import PublicRouter, problems
from schemas.health import Health, Readiness
from services.kit.health import database_revision
from services.kit.job_queue import job_counts

router = PublicRouter(tag="health")


@router.get("/healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/readyz", responses=problems(503))
async def readyz(reader: CurrentReader) -> Readiness:
    """The database answers; with the migration it stands at."""
    return Readiness(status="ready", revision=await database_revision(reader))


@router.get("/metrics", include_in_schema=False)
async def prometheus(reader: CurrentReader) -> Response:
    """Prometheus text of this node; nginx must not pass it on."""
    try:
        jobs = await job_counts(reader)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        # A node whose database is away is watched more closely, not less.
        jobs = []
    return Response(metrics.exposition(jobs), media_type=CONTENT_TYPE_LATEST)
