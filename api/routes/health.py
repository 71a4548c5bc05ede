"""For load balancers and monitoring; not part of the public address space behind nginx."""

from fastapi import Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.deps import CurrentReader
from api.routing import PublicRouter, problems
from schemas.health import Health, Readiness
from services.kit.health import database_revision

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
async def metrics() -> Response:
    """Prometheus text; nginx must not pass it on."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
