"""The composition root: settings in, application out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib import import_module

from fastapi import FastAPI
from starlette.types import ASGIApp

from api import contract, errors, metrics, pages
from api.dispatching import Dispatcher, Operations
from api.middleware import RequestFrame
from api.platform import Platform
from api.routes import PREFIXED_ROUTERS, ROOT_ROUTERS
from api.routing import API_PREFIX
from api.settings import Settings
from api.working import means
from services.access import principals, tree
from services.calendar import remembered as calendar
from services.jobs.registry import JOBS, SCHEDULES
from services.kit.database import Database
from services.kit.listening import Listener
from services.kit.worker import Worker

WORKER_GRACE_SECONDS = 10
"""For jobs inside the API's process, after its requests have had their own time (api/serving.py)."""
CHANNELS = (tree.CHANNEL, principals.CHANNEL, calendar.CHANNEL)

Opened = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(settings: Settings, *, lifespan: Opened | None = None) -> FastAPI:
    """The application. Connections are opened in its lifespan; tests bring a lifespan of their own."""
    app = _Application(
        title="智慧组工·党建在线",
        version="1.0.0",
        lifespan=lifespan or partial(_opened, settings),
        openapi_url=f"{API_PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        # Ours is in api/tracing.py; FastAPI's own would export what people search for, and asks at each request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.add_middleware(Dispatcher, operations=Operations(PREFIXED_ROUTERS))
    app.add_middleware(
        RequestFrame, hsts=(settings.public_url or "").startswith("https://"), upload_limit_mb=settings.upload_limit_mb
    )
    if settings.otel_endpoint is not None:
        # An extra: not loaded, and not needed, where nobody collects traces. Outermost, to see every answer.
        import_module("api.tracing").install(app, settings.otel_endpoint)
    errors.install(app)
    for router in PREFIXED_ROUTERS:
        app.include_router(router, prefix=API_PREFIX)
    for router in ROOT_ROUTERS:
        app.include_router(router)
    contract.install(app)
    pages.install(app)
    return app


class _Application(FastAPI):
    """FastAPI within the layers that were added to it, not around them.

    What FastAPI puts outside of added layers (a catcher of exceptions, its telemetry, its own limit on bodies) does
    nothing for an answer that comes from the table of operations: it stands where FastAPI itself answers.
    """

    def build_middleware_stack(self) -> ASGIApp:
        added, self.user_middleware = self.user_middleware, []
        stack = super().build_middleware_stack()
        self.user_middleware = added
        for layer in reversed(added):
            stack = layer.cls(stack, *layer.args, **layer.kwargs)
        return stack


def database_urls(settings: Settings) -> tuple[str, str | None]:
    """The primary's address and the replica's, if there is one. Errors: ValueError without a primary."""
    if settings.database_url is None:
        raise ValueError("DATABASE_URL is not set")
    replica = settings.read_database_url
    return settings.database_url.get_secret_value(), replica.get_secret_value() if replica else None


@asynccontextmanager
async def _opened(settings: Settings, app: FastAPI) -> AsyncIterator[None]:
    url, read_url = database_urls(settings)
    database = await Database.connect(url, read_url=read_url)
    platform = Platform.assemble(settings, database)
    database.watch()
    listener = Listener(database.connection, CHANNELS, platform.heed, platform.forget_everything)
    listener.start()
    worker = Worker(database, JOBS, SCHEDULES, means=means(settings, url)) if settings.worker_in_process else None
    if worker is not None:
        worker.start()
    watch = asyncio.create_task(_watch_connections(database), name="connections")
    app.state.platform = platform
    try:
        yield
    finally:
        watch.cancel()
        if worker is not None:
            await worker.stop(WORKER_GRACE_SECONDS)
        await listener.stop()
        await database.close()


async def _watch_connections(database: Database) -> None:
    while True:
        metrics.count_connections(database)
        await asyncio.sleep(5)
