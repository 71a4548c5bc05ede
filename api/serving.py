"""`dangjian serve`: one node of a production deployment behind a reverse proxy (docs/production.md)."""

from pathlib import Path

import uvicorn

from api import metrics
from api.connections import PatientProtocol
from api.secret_keys import load_secret_keys
from api.settings import Settings

GRACE_SECONDS = 30
START_SECONDS = 60
"""A process silent for so long is replaced; uvicorn's five seconds kill it while it still loads on a busy machine."""


class ServeError(RuntimeError):
    """The node's configuration does not allow it to serve; the text says what is missing."""


def metrics_folder(settings: Settings) -> Path:
    """Where the processes of this node share their figures; another node on the machine has another port."""
    return settings.var_dir / "metrics" / str(settings.port)


def serve(settings: Settings, workers: int) -> None:
    """Serve with `workers` processes, configured by the same environment as `settings`.

    Does not migrate: `dangjian migrate` does, once per release. Raises `ServeError` and `SecretKeyError`
    before a process is started.
    """
    if settings.database_url is None:
        raise ServeError(
            "生产环境必须设置 DATABASE_URL（postgresql://…）。单机试用请用 make run。 / "
            "DATABASE_URL (postgresql://…) must be set in production. To try it on one machine use `make run`."
        )
    load_secret_keys(settings)
    if workers > 1:
        metrics.share_between_processes(metrics_folder(settings))
    uvicorn.run(
        # By name: only the processes that answer load the application, not the one that watches them.
        "api.node:create_node",
        factory=True,
        host=settings.host,
        port=settings.port,
        http=PatientProtocol,
        workers=workers,
        log_config=None,
        log_level=settings.log_level,
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.forwarded_allow_ips),
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=START_SECONDS,
    )
