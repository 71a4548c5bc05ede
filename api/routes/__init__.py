"""All routers, one module a feature."""

from fastapi import APIRouter

from api.routes import calendar, health

PREFIXED_ROUTERS: tuple[APIRouter, ...] = (calendar.router,)
ROOT_ROUTERS: tuple[APIRouter, ...] = (health.router,)
