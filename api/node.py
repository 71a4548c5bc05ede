"""What each process of a node runs (`api/serving.py`)."""

from fastapi import FastAPI

from api import metrics
from api.app import create_app
from api.logging import configure
from api.serving import metrics_folder
from api.settings import Settings


def create_node() -> FastAPI:
    """The application as the environment configures it; each worker process makes its own."""
    settings = Settings()
    configure(settings.log_level, as_json=settings.log_json, by_turn=True)
    metrics.forget_dead_processes(metrics_folder(settings))
    return create_app(settings)
