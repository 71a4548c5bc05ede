"""All routers, one module a feature."""

from fastapi import APIRouter

from api.routes import health

PREFIXED_ROUTERS: tuple[APIRouter, ...] = ()
ROOT_ROUTERS: tuple[APIRouter, ...] = (health.router,)
