"""All routers, one module a feature."""

from fastapi import APIRouter

from api.routes import auth, health, me

PREFIXED_ROUTERS: tuple[APIRouter, ...] = (auth.router, me.router)
ROOT_ROUTERS: tuple[APIRouter, ...] = (health.router,)
