"""All routers, one module a feature."""

from fastapi import APIRouter

from api.routes import branches, calendar, health, home, saved_views, source_documents, tickets

PREFIXED_ROUTERS: tuple[APIRouter, ...] = (
    branches.router,
    calendar.router,
    home.router,
    saved_views.router,
    source_documents.router,
    tickets.router,
)
ROOT_ROUTERS: tuple[APIRouter, ...] = (health.router,)
